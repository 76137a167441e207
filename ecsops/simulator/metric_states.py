"""The states of what an alarm rule watches, from the points of its metric."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ecsops.catalogue.metric_rules import AlertState, NoDataPolicy
from ecsops.catalogue.metrics import POINT
from ecsops.catalogue.model import Document
from ecsops.simulator.context import Context
from ecsops.simulator.metric_points import Dimensions, Series, points_of
from ecsops.simulator.metric_rules import LEVELS
from ecsops.simulator.store import Record

DAY_S = 86400

INSTANCE = "instanceId"

States = dict[str, Document]
"""States by the dimensions of their resources, as JSON; an empty one is OK."""

Points = dict[int, Document]
"""Points by the second in which their period begins."""

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


class Observed:
    """The points of all that a rule watches, read once for every look from now to the last."""

    def __init__(self, context: Context, rule: Record, last_look: float) -> None:
        self.rule = rule.document
        self.period_s = int(rule.document["Period"])
        self.conditions = {
            level: condition
            for level in LEVELS
            if (condition := rule.document["Escalations"][level])["Times"]
        }
        self.points: dict[str, dict[str, Points]] = {}
        then = context.at(last_look, rule.region_id)
        spans = list(self._spans(context.now, last_look))
        for record, wanted in watched(context, rule):
            found = self.points.setdefault(record.id, {})
            for series in spans:
                for point in points_of(then, record, series, wanted):
                    begin = point["timestamp"] // 1000
                    found.setdefault(dimensions_of(point), {})[begin] = point

    def _spans(self, first_look: float, last_look: float) -> Iterator[Series]:
        """Yield the series that the looks need: the last periods, and those compared with."""
        times = max(condition["Times"] for condition in self.conditions.values())
        begin, end = self._newest(first_look) - times * self.period_s, self._newest(last_look)
        for earlier_s in {0, *map(self._earlier_s, self.conditions.values())}:
            yield Series(self.rule["MetricName"], self.period_s, begin - earlier_s, end - earlier_s)

    def _newest(self, look: float) -> int:
        """Return the begin of the last period that is over at a look."""
        return (int(look) // self.period_s - 1) * self.period_s

    def _earlier_s(self, condition: Document) -> int:
        """Return how much earlier the values are that a condition compares with; 0 if none."""
        if condition["ComparisonOperator"] in THRESHOLDS:
            return 0
        return EARLIER_S[condition["ComparisonOperator"].partition("Than")[2]] or self.period_s

    def states(self, look: float, before: States) -> States:
        """Return the state of each resource at a look, those before being these."""
        found: States = {}
        for instance_id, by_name in self.points.items():
            known = [name for name in before if json.loads(name)[INSTANCE] == instance_id]
            for name in sorted({*by_name, *known}) or [json.dumps({INSTANCE: instance_id})]:
                held = before.get(name, {})
                state = self._state(look, by_name.get(name, {}), held)
                told = {"Told": held["Told"]} if "Told" in held and same(state, held) else {}
                found[name] = {**state, **told}
        return found

    def _state(self, look: float, points: Points, before: Document) -> Document:
        """Return the state that the points of a resource mean."""
        newest = self._newest(look)
        if newest not in points:
            return self._without_data(before)
        for level, condition in self.conditions.items():
            if self._holds(condition, points, newest):
                value = points[newest][condition["Statistics"]]
                return {"State": AlertState.ALARM, "Level": level.upper(), "Value": value}
        return {}

    def _without_data(self, before: Document) -> Document:
        """Return the state of a resource of which there is no data."""
        if self.rule["NoDataPolicy"] == NoDataPolicy.KEEP_LAST_STATE:
            return before
        if self.rule["NoDataPolicy"] == NoDataPolicy.OK:
            return {}
        return {"State": AlertState.INSUFFICIENT_DATA, "Level": ""}

    def _holds(self, condition: Document, points: Points, newest: int) -> bool:
        """Tell whether a condition is met in as many periods in a row as it wants."""
        begins = [newest - number * self.period_s for number in range(condition["Times"])]
        values = [value_of(condition, points, begin) for begin in begins]
        threshold, operator = float(condition["Threshold"]), condition["ComparisonOperator"]
        if compare := THRESHOLDS.get(operator):
            return all(value is not None and compare(value, threshold) for value in values)
        earlier_s = self._earlier_s(condition)
        earlier = [value_of(condition, points, begin - earlier_s) for begin in begins]
        sign = 1 if operator.startswith("Greater") else -1
        return all(
            now is not None and then and sign * (now - then) / then * 100 > threshold
            for now, then in zip(values, earlier, strict=True)
        )


def value_of(condition: Document, points: Points, begin: int) -> float | None:
    """Return the value of a period that a condition is about, or None without data."""
    point = points.get(begin)
    return None if point is None else point[condition["Statistics"]]


def same(state: Document, other: Document) -> bool:
    """Tell whether two states are one and the same alarm."""
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
