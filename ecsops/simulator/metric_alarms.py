"""Looking at the alarm rules, each at its interval, and telling when an alarm begins or ends.

A rule has a state for each resource that it watches; its own is the worst of them. The facts of
the rule keep the states that are not OK: `State`, `Level`, and when it was last told (`Told`).
"""

import json
from collections.abc import Callable
from time import gmtime, strftime
from typing import Any

from ecsops.catalogue.metric_rules import AlertState, NoDataPolicy
from ecsops.catalogue.metrics import POINT
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.context import Context
from ecsops.simulator.metric_points import Dimensions, Series, points_of
from ecsops.simulator.metric_rules import LEVELS
from ecsops.simulator.store import Record

DAY_S = 86400

INSTANCE = "instanceId"

States = dict[str, Document]

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


def evaluates(context: Context, rule_id: str, words: Document) -> None:
    """Look at a rule: note the states of what it watches, tell what is news, and look again."""
    rule = context.store.get("MetricRule", rule_id)
    assert rule is not None, f"{rule_id} is due but gone"
    before: States = rule.facts["States"]
    after = states(context, rule, before)
    news = [name for name in after if is_news(context, rule, before.get(name, {}), after[name])]
    for name in news:
        if after[name]:
            after[name]["Told"] = context.now
    rule.facts["States"] = {name: state for name, state in after.items() if state}
    rule.document["AlertState"] = overall(rule.facts["States"])
    context.store.update("MetricRule", rule)
    for name in news:
        state = after[name] or {"State": AlertState.OK, "Level": before[name]["Level"]}
        context.tell("metric_rule.changed", rule, dimensions=json.loads(name), **changes(state))
    context.schedule(rule.facts["Interval"], "metric_rule.evaluates", rule.id)


def changes(state: Document) -> dict[str, Any]:
    """Return the words in which a state is told."""
    return {
        "alert_state": state["State"],
        "level": state["Level"],
        "value": state.get("Value"),
    }


def overall(held: States) -> AlertState:
    """Return the state of a rule whose resources have these states, besides OK."""
    found = {state["State"] for state in held.values()}
    worst = (AlertState.ALARM, AlertState.INSUFFICIENT_DATA)
    return next((state for state in worst if state in found), AlertState.OK)


def is_news(context: Context, rule: Record, before: Document, after: Document) -> bool:
    """Tell whether a state is to be told: it is new, or an alarm outlasted the silence."""
    if not in_effect(context, rule.document):
        return False
    if not after:
        return "Told" in before and bool(rule.document["SendOK"])
    if "Told" not in after:
        return True
    silent = context.now - after["Told"] < rule.document["SilenceTime"]
    return after["State"] == AlertState.ALARM and not silent


def in_effect(context: Context, rule: Document) -> bool:
    """Tell whether a rule tells anything at this time of day, in UTC+8."""
    clock = strftime("%H:%M", gmtime(context.now + assumed.UTC_PLUS_8_MINUTES * 60))
    quiet = rule["NoEffectiveInterval"]
    return within(clock, rule["EffectiveInterval"]) and not (quiet and within(clock, quiet))


def within(clock: str, interval: str) -> bool:
    """Tell whether a time of day lies in an interval, which may pass midnight."""
    begin, _, end = interval.partition("-")
    return begin <= clock <= end if begin <= end else clock >= begin or clock <= end


def states(context: Context, rule: Record, before: States) -> States:
    """Return the state of each resource of a rule by its dimensions as JSON; empty is OK."""
    found: States = {}
    for record, wanted in watched(context, rule):
        points = by_dimensions(context, rule, record, wanted)
        known = [name for name in before if json.loads(name)["instanceId"] == record.id]
        for name in sorted({*points, *known}) or [json.dumps({"instanceId": record.id})]:
            held = before.get(name, {})
            state = state_of(context, rule, record, points.get(name, []), held)
            same = (state.get("State"), state.get("Level")) == (
                held.get("State"),
                held.get("Level"),
            )
            told = {"Told": held["Told"]} if state and same and "Told" in held else {}
            found[name] = {**state, **told}
    return found


def watched(context: Context, rule: Record) -> list[tuple[Record, list[Dimensions]]]:
    """Return the instances that a rule watches, each with the dimensions that it names."""
    resources = json.loads(rule.document["Resources"])
    ids = {each["instanceId"] for each in resources if "instanceId" in each}
    where = {"id": sorted(ids)} if ids else {}
    return [
        (record, [each for each in resources if each.get("instanceId") == record.id])
        for record in context.store.select("Instance", rule.region_id, where)
    ]


def by_dimensions(
    context: Context, rule: Record, record: Record, wanted: list[Dimensions]
) -> dict[str, list[Document]]:
    """Return the points of the last periods of an instance, newest last, by their dimensions."""
    times = max(each["Times"] for each in rule.document["Escalations"].values())
    series = last_periods(context, rule, times)
    found: dict[tuple[Any, ...], list[Document]] = {}
    for point in points_of(context, record, series, wanted):
        found.setdefault(tuple(dimensions_of(point).items()), []).append(point)
    return {json.dumps(dict(dimensions)): points for dimensions, points in found.items()}


def last_periods(context: Context, rule: Record, times: int, earlier_s: int = 0) -> Series:
    """Return the series of the last so many periods, or of those so much earlier."""
    period_s = int(rule.document["Period"])
    newest = (int(context.now) // period_s - 1) * period_s - earlier_s
    return Series(rule.document["MetricName"], period_s, newest - times * period_s, newest)


def dimensions_of(point: Document) -> dict[str, str]:
    """Return what a point is about."""
    return {name: value for name, value in point.items() if name not in POINT or name == INSTANCE}


def state_of(
    context: Context, rule: Record, record: Record, points: list[Document], before: Document
) -> Document:
    """Return the state that the points of a resource mean."""
    newest = last_periods(context, rule, 1).end
    if not points or points[-1]["timestamp"] != newest * 1000:
        return without_data(rule, before)
    for level in LEVELS:
        condition = rule.document["Escalations"][level]
        if condition["Times"] and holds(context, rule, record, condition, points):
            value = points[-1][condition["Statistics"]]
            return {"State": AlertState.ALARM, "Level": level.upper(), "Value": value}
    return {}


def without_data(rule: Record, before: Document) -> Document:
    """Return the state of a resource of which there is no data."""
    if rule.document["NoDataPolicy"] == NoDataPolicy.KEEP_LAST_STATE:
        return before
    if rule.document["NoDataPolicy"] == NoDataPolicy.OK:
        return {}
    return {"State": AlertState.INSUFFICIENT_DATA, "Level": ""}


def holds(
    context: Context, rule: Record, record: Record, condition: Document, points: list[Document]
) -> bool:
    """Tell whether a condition is met in as many periods in a row as it wants."""
    last = points[-condition["Times"] :]
    period_ms = int(rule.document["Period"]) * 1000
    in_a_row = last[-1]["timestamp"] - last[0]["timestamp"] == (condition["Times"] - 1) * period_ms
    if len(last) < condition["Times"] or not in_a_row:
        return False
    values = [point[condition["Statistics"]] for point in last]
    threshold, operator = float(condition["Threshold"]), condition["ComparisonOperator"]
    if compare := THRESHOLDS.get(operator):
        return all(compare(value, threshold) for value in values)
    earlier = earlier_values(context, rule, record, condition, last)
    sign = 1 if operator.startswith("Greater") else -1
    return len(earlier) == len(values) and all(
        then != 0 and sign * (now - then) / then * 100 > threshold
        for now, then in zip(values, earlier, strict=True)
    )


def earlier_values(
    context: Context, rule: Record, record: Record, condition: Document, points: list[Document]
) -> list[float]:
    """Return the values with which a condition compares those of the points."""
    ending = condition["ComparisonOperator"].partition("Than")[2]
    earlier_s = EARLIER_S[ending] or int(rule.document["Period"])
    series = last_periods(context, rule, condition["Times"], earlier_s)
    return [
        point[condition["Statistics"]]
        for point in points_of(context, record, series, [dimensions_of(points[-1])])
    ]
