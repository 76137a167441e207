"""Looking at the alarm rules, each at its interval, and telling when an alarm begins or ends.

A rule has a state for each resource that it watches; its own is the worst of them. The facts of
the rule keep the states that are not OK: `State`, `Level`, and when it was last told (`Told`).
"""

import json
from time import gmtime, strftime

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.alarm_news import Alarm
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.monitoring.alarm_states import Observed, States, same

EVALUATES = "metric_rule.evaluates"


def evaluates(context: Context, rule_id: str, words: Document) -> None:
    """Look at a rule: note the states of what it watches, tell what is news, and look again."""
    rule = context.subject("MetricRule", rule_id)
    looks = looks_ahead(context, rule)
    observed = Observed(context, rule, looks[-1])
    before: States = rule.facts["States"]
    after = observed.states(context.now, before)
    news = news_of(context, rule, before, after)
    for name in news:
        if after[name]:
            after[name].update(told_before(context, before.get(name, {})), Told=context.now)
    rule.facts["States"] = {name: state for name, state in after.items() if state}
    rule.document["AlertState"] = overall(rule.facts["States"])
    context.store.update("MetricRule", rule)
    for name in news:
        held = before.get(name, {})
        alarm = Alarm(
            dimensions=json.loads(name),
            state=after[name].get("State", AlertState.OK),
            level=(after[name] or held).get("Level", ""),
            level_before=held.get("Level", "") if "Told" in held else "",
            since=held.get("Since", context.now) if "Told" in held else context.now,
            trans_id=after[name].get("TransId") or held.get("TransId", ""),
            point=observed.newest_point(name, context.now),
        )
        context.tell("metric_rule.changed", rule, alarm=alarm)
    again = next((at for at in looks[1:] if differs(context, rule, observed, at)), looks[-1])
    context.schedule(again - context.now or rule.facts["Interval"], EVALUATES, rule.id)


def looks_ahead(context: Context, rule: Record) -> list[float]:
    """Return the times of this look and of those that follow while nothing else can happen.

    Time goes on at once until then, and before the next entry that is due nothing changes what
    instances do: so it is known already when a rule will next have something to say.
    """
    interval_s = rule.facts["Interval"]
    due = context.store.due.next(beside=(EVALUATES,))
    horizon = context.until if due is None else min(context.until, due)
    watched = context.store.count("Instance", rule.region_id) or 1
    most = assumed.METRIC_RULE_LOOKS_AHEAD // watched
    looks = min(int(max(horizon - context.now, 0) // interval_s), most)
    return [context.now + number * interval_s for number in range(looks + 1)]


def differs(context: Context, rule: Record, observed: Observed, at: float) -> bool:
    """Return whether a look at that time would find other states than now, or news."""
    held: States = rule.facts["States"]
    found = observed.states(at, held)
    later = context.at(at, context.region_id)
    changed = any(not same(state, held.get(name, {})) for name, state in found.items())
    return changed or bool(news_of(later, rule, held, found))


def news_of(context: Context, rule: Record, before: States, after: States) -> list[str]:
    """Return the resources whose states are to be told."""
    return [name for name in after if is_news(context, rule, before.get(name, {}), after[name])]


def told_before(context: Context, held: Document) -> Document:
    """Return what ties the news of one alarm together: when it began, and its id."""
    if "TransId" in held:
        return {"Since": held["Since"], "TransId": held["TransId"]}
    return {"Since": context.now, "TransId": context.new_uuid().lower()}


def overall(held: States) -> AlertState:
    """Return the state of a rule whose resources have these states other than OK."""
    found = {state["State"] for state in held.values()}
    worst = (AlertState.ALARM, AlertState.INSUFFICIENT_DATA)
    return next((state for state in worst if state in found), AlertState.OK)


def is_news(context: Context, rule: Record, before: Document, after: Document) -> bool:
    """Return whether a state is to be told: it is new, or an alarm outlasted the silence."""
    if not in_effect(context, rule.document):
        return False
    if not after:
        return "Told" in before and bool(rule.document["SendOK"])
    if "Told" not in after:
        return True
    silent = context.now - after["Told"] < rule.document["SilenceTime"]
    return after["State"] == AlertState.ALARM and not silent


def in_effect(context: Context, rule: Document) -> bool:
    """Return whether a rule tells anything at this time of day, in UTC+8."""
    clock = strftime("%H:%M", gmtime(context.now + assumed.UTC_PLUS_8_MINUTES * 60))
    quiet = rule["NoEffectiveInterval"]
    return within(clock, rule["EffectiveInterval"]) and not (quiet and within(clock, quiet))


def within(clock: str, interval: str) -> bool:
    """Return whether a time of day lies in an interval, which may pass midnight."""
    begin, _, end = interval.partition("-")
    return begin <= clock <= end if begin <= end else clock >= begin or clock <= end
