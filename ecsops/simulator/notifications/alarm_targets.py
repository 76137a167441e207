"""Alarms pushed to the targets of their rule: queues, topics, log stores and functions.

Source: "Write alarms to MNS", 2019. What the other targets get is not published: the same.
"""

import json
from re import fullmatch

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState, Level
from ecsops.catalogue.model import Document
from ecsops.simulator.alarm_news import Alarm
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.notifications import envelopes
from ecsops.simulator.notifications.routing import SKIPPED, Case

PLACES = (
    (r"acs:mns:[^:]*:[^:]*:/queues/([^/]+)/messages?", "MNS queue", "queue/{0}"),
    (r"acs:mns:[^:]*:[^:]*:/topics/([^/]+)/messages?", "MNS topic", "topic/{0}"),
    (r"acs:log:[^:]*:[^:]*:project/([^/]+)/logstore/([^/]+)", "Log Service", "log/{0}/{1}"),
    (
        r"acs:fc:[^:]*:[^:]*:services/([^/]+)/functions/([^/]+)",
        "Function Compute",
        "function/{0}/{1}",
    ),
)
"""Resource names of targets: how a delivery calls the kind, and where the simulator keeps it."""

FIELDS = ("timestamp", "userId", "instanceId", "Average", "Maximum", "Minimum")


def push(case: Case, rule: Record, alarm: Alarm, target: Document) -> None:
    """Deliver an alarm to a target of its rule, if that is told of this level."""
    if alarm.level and alarm.level not in levels_of(target["Level"]):
        return
    case = case._replace(target=target)
    message = body(case, rule, alarm)
    for form, kind, place in PLACES:
        if found := fullmatch(form, target["Arn"]):
            text = FORMS.get(kind, dump)(message)
            case.keep(kind, place.format(*found.groups()), text)
            return
    case.note("Auto Scaling", target["Arn"], SKIPPED, "scaling rules are not simulated")


FORMS = {"MNS queue": envelopes.for_queue, "Log Service": envelopes.for_log}
"""The kinds of targets that do not get the JSON as it is."""


def levels_of(text: str) -> list[str]:
    """Return the levels that a stored target names: a word, an array in JSON; none means all."""
    if text.startswith("["):
        return [str(each) for each in json.loads(text)]
    return [text] if text else [*Level]


def body(case: Case, rule: Record, alarm: Alarm) -> Document:
    """Return the JSON of an alarm."""
    shown, content = rule.document, case.told["content"]
    level = alarm.level if alarm.state == AlertState.ALARM else str(alarm.state)
    names = {name: "" if value == "null" else value for name, value in content.items()}
    return {
        "ruleId": rule.id,
        "ruleName": shown["RuleName"],
        "curLevel": level,
        "preLevel": alarm.level_before or str(AlertState.OK),
        "resources": shown["Resources"],
        "escalation": escalation(shown, alarm),
        "metricData": {name: alarm.point[name] for name in FIELDS if name in alarm.point},
        "metricName": f"{shown['MetricName']}#{shown['Period']}",
        "namespace": shown["Namespace"],
        "period": shown["Period"],
        "groupBy": "",
        "productGroupName": names["productGroupName"],
        "groupId": names["groupId"],
        "lastTime": int((case.context.now - alarm.since) * 1000),
        "time": int(case.context.now * 1000),
        "userId": ACCOUNT_ID,
        "eventName": f"Alert{level.capitalize() if level != AlertState.OK else 'Ok'}",
        "eventType": "Alert",
        "batchId": case.told["id"],
        "version": "1.0",
    }


def escalation(rule: Document, alarm: Alarm) -> Document:
    """Return the condition of the level of an alarm."""
    found = rule.get("Escalations", {}).get(alarm.level.capitalize(), {})
    return {
        "comparisonOperator": found.get("ComparisonOperator", ""),
        "level": alarm.level,
        "statistics": found.get("Statistics", ""),
        "tag": "",
        "threshold": found.get("Threshold", ""),
        "times": found.get("Times", 0),
    }
