"""The states of what an alarm rule watches, from the points of its metric."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState, NoDataPolicy
from ecsops.catalogue.cms.monitoring.metrics import POINT
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import DAY_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.monitoring.alarm_rules import LEVELS
from ecsops.simulator.monitoring.points import Dimensions, Series, points_of

INSTANCE = "instanceId"

States = dict[str, Document]
"""States by the dimensions of their resources, as JSON; an empty one is OK."""

Points = dict[int, dict[str, Document]]
"""Points by the second in which their period begins, and their metric."""

JOINS: dict[str, Callable[[Iterable[bool]], bool]] = {"&&": all, "||": any}
"""How the expressions of a composite condition are joined."""

THRESHOLDS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "NotEqualToThreshold": lambda value, threshold: value != threshold,
    "EqualToThreshold": lambda value, threshold: value == threshold,
}
"""Operators that compare a value with the threshold itself."""

EARLIER_S = {"Yesterday": DAY_S, "LastWeek": 7 * DAY_S, "LastPeriod": 0}
"""Operators that compare with an earlier value, by the end of their names; 0 is one period."""


class Expression(NamedTuple):
    """A comparison of a metric's statistic with a threshold, or by per cent with earlier ones."""

    metric: str
    statistics: str
    operator: str
    threshold: float

    def value(self, points: Points, begin: int) -> float | None:
        """Return the value of a period that it is about, or None without data."""
        point = points.get(begin, {}).get(self.metric)
        return None if point is None else point[self.statistics]

    def earlier_s(self, period_s: int) -> int:
        """Return how much earlier the values are with which it compares; 0 if none."""
        if self.operator in THRESHOLDS:
            return 0
        return EARLIER_S[self.operator.partition("Than")[2]] or period_s

    def holds(self, points: Points, begin: int, period_s: int) -> bool:
        """Return whether it is so in a period; without data it is not."""
        now = self.value(points, begin)
        if now is None:
            return False
        if compare := THRESHOLDS.get(self.operator):
            return compare(now, self.threshold)
        then = self.value(points, begin - self.earlier_s(period_s))
        if not then:
            return False
        sign = 1 if self.operator.startswith("Greater") else -1
        return sign * (now - then) / then * 100 > self.threshold


class Condition(NamedTuple):
    """Trigger of an alarm level: expressions, all or any, in so many consecutive periods."""

    level: str
    times: int
    join: Callable[[Iterable[bool]], bool]
    expressions: tuple[Expression, ...]


def conditions_of(rule: Document) -> Iterator[Condition]:
    """Yield the conditions of a rule, the most severe first; a composite one is the only one."""
    for level in LEVELS:
        found = rule.get("Escalations", {}).get(level, {})
        if found.get("Times"):
            yield Condition(
                level.upper(), found["Times"], all, (expression(rule["MetricName"], found),)
            )
    composite = rule.get("CompositeExpression", {})
    if composite.get("Times"):
        parts = composite["ExpressionList"]["ExpressionList"]
        yield Condition(
            composite["Level"],
            composite["Times"],
            JOINS[composite["ExpressionListJoin"]],
            tuple(expression(part["MetricName"], part) for part in parts),
        )


def expression(metric: str, found: Document) -> Expression:
    """Return the expression that the parts of a document mean."""
    operator, threshold = found["ComparisonOperator"], float(found["Threshold"])
    return Expression(metric, found["Statistics"], operator, threshold)


class Observed:
    """The points of all that a rule watches, read once for every look from now to the last."""

    def __init__(self, context: Context, rule: Record, last_look: float) -> None:
        self.rule = rule.document
        self.period_s = int(rule.document["Period"])
        self.conditions = list(conditions_of(rule.document))
        self.points: dict[str, dict[str, Points]] = {}
        then = context.at(last_look, rule.region_id)
        spans = self._spans(context.now, last_look)
        for record, wanted in watched(context, rule):
            found = self.points.setdefault(record.id, {})
            for series in spans:
                for point in points_of(then, record, series, wanted):
                    points = found.setdefault(dimensions_of(point), {})
                    points.setdefault(point["timestamp"] // 1000, {})[series.metric] = point

    def _spans(self, first_look: float, last_look: float) -> list[Series]:
        """Return the series that the looks need: the last periods, and those compared with."""
        times = max(condition.times for condition in self.conditions)
        begin, end = self._newest(first_look) - times * self.period_s, self._newest(last_look)
        needed = {
            (each.metric, earlier_s)
            for condition in self.conditions
            for each in condition.expressions
            for earlier_s in (0, each.earlier_s(self.period_s))
        }
        return [
            Series(metric, self.period_s, begin - earlier_s, end - earlier_s)
            for metric, earlier_s in sorted(needed)
        ]

    def _newest(self, look: float) -> int:
        """Return the begin of the last period that is over at a look."""
        return (int(look) // self.period_s - 1) * self.period_s

    def states(self, look: float, before: States) -> States:
        """Return the state of each resource at a look, those before being these."""
        found: States = {}
        for instance_id, by_name in self.points.items():
            known = [name for name in before if json.loads(name)[INSTANCE] == instance_id]
            for name in sorted({*by_name, *known}) or [json.dumps({INSTANCE: instance_id})]:
                held = before.get(name, {})
                state = self._state(look, by_name.get(name, {}), held)
                found[name] = {**state, **(kept(held, same=same(state, held)) if state else {})}
        return found

    def newest_point(self, name: str, look: float) -> Document:
        """Return the last point that a rule has of a resource at a look; empty without data."""
        points = self.points.get(json.loads(name).get(INSTANCE, ""), {}).get(name, {})
        metric = self.conditions[0].expressions[0].metric
        return points.get(self._newest(look), {}).get(metric, {})

    def _state(self, look: float, points: Points, before: Document) -> Document:
        """Return the state that the points of a resource mean."""
        newest = self._newest(look)
        if newest not in points:
            return self._without_data(before)
        for condition in self.conditions:
            if self._holds(condition, points, newest):
                value = condition.expressions[0].value(points, newest)
                return {"State": AlertState.ALARM, "Level": condition.level, "Value": value}
        return {}

    def _without_data(self, before: Document) -> Document:
        """Return the state of a resource without data."""
        if self.rule["NoDataPolicy"] == NoDataPolicy.KEEP_LAST_STATE:
            return before
        if self.rule["NoDataPolicy"] == NoDataPolicy.OK:
            return {}
        return {"State": AlertState.INSUFFICIENT_DATA, "Level": ""}

    def _holds(self, condition: Condition, points: Points, newest: int) -> bool:
        """Return whether a condition is met in as many periods in a row as it wants."""
        begins = (newest - number * self.period_s for number in range(condition.times))
        return all(
            condition.join(
                each.holds(points, begin, self.period_s) for each in condition.expressions
            )
            for begin in begins
        )


def kept(held: Document, *, same: bool) -> Document:
    """Return what is remembered of the news of a state; the same one needs not be told again."""
    names = ("Since", "TransId", *(("Told",) if same else ()))
    return {name: held[name] for name in names if name in held}


def same(state: Document, other: Document) -> bool:
    """Return whether two states are one and the same alarm."""
    return (state.get("State"), state.get("Level")) == (other.get("State"), other.get("Level"))


def watched(context: Context, rule: Record) -> list[tuple[Record, list[Dimensions]]]:
    """Return the instances that a rule watches, each with the dimensions that it names."""
    resources = json.loads(rule.document["Resources"])
    ids = {each[INSTANCE] for each in resources if INSTANCE in each}
    where = {"id": sorted(ids)} if ids else {}
    return [
        (record, [each for each in resources if each.get(INSTANCE) == record.id])
        for record in context.store.select("Instance", rule.region_id, where)
    ]


def dimensions_of(point: Document) -> str:
    """Return as JSON what a point is about."""
    about: dict[str, Any] = {
        name: value for name, value in point.items() if name not in POINT or name == INSTANCE
    }
    return json.dumps(about)
