"""Alarms: a metric rule told its contacts and its webhook that its state changed.

They go through the outbox as events do, but event rules do not match them. The webhook gets the
parameters of CloudMonitor's alarm callback, in JSON.
"""

from typing import Any

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState
from ecsops.catalogue.model import Document
from ecsops.notification import arn, event_time
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications.routing import Case, send_to_url, tell_group

CONTACT_LEVELS = {"CRITICAL": "2", "WARN": "3", "INFO": "4"}
"""Channels for an alarm of each level."""

CALLBACK_STATES = {AlertState.ALARM: "ALERT"}
"""The states that have another name in the callback."""


def on_metric_rule_changed(
    context: Context,
    rule: Record,
    *,
    dimensions: Document,
    alert_state: str,
    level: str,
    value: float | None,
) -> None:
    """Notify of a new state of a rule; the return to OK goes to those who were notified of the
    alarm."""
    shown = rule.document
    told: Document = {
        "id": context.new_uuid(),
        "name": f"{shown['RuleName']}: {alert_state}",
        "level": level or "INFO",
        "resourceId": arn(
            rule.region_id, ACCOUNT_ID, "Instance", dimensions.get("instanceId", "*")
        ),
        "regionId": rule.region_id,
        "eventTime": event_time(context.now),
        "content": callback(context, rule, dimensions, alert_state, level, value),
    }
    case = Case(context, told, {"Name": shown["RuleName"]}, {"Id": ""}, dry_run=False)
    if shown["Webhook"]:
        send_to_url(case, "Webhook", shown["Webhook"], told["content"])
    for group in filter(None, map(str.strip, shown["ContactGroups"].split(","))):
        tell_group(case, group, CONTACT_LEVELS.get(level, "4"))


def callback(
    context: Context,
    rule: Record,
    dimensions: Document,
    alert_state: str,
    level: str,
    value: float | None,
) -> dict[str, Any]:
    """Return the parameters of the alarm callback."""
    shown = rule.document
    condition = shown["Escalations"].get(level.capitalize(), {})
    return {
        "userId": ACCOUNT_ID,
        "alertName": shown["RuleName"],
        "ruleId": rule.id,
        "timestamp": str(int(context.now * 1000)),
        "alertState": CALLBACK_STATES.get(AlertState(alert_state), str(alert_state)),
        "triggerLevel": level if alert_state == AlertState.ALARM else str(alert_state),
        "dimensions": {"userId": ACCOUNT_ID, **dimensions},
        "expression": expression(condition),
        "curValue": "" if value is None else f"{value:g}",
        "metricName": shown["MetricName"],
        "metricProject": shown["Namespace"],
        "namespace": shown["Namespace"],
    }


SIGNS = {
    "GreaterThanOrEqualToThreshold": ">=",
    "GreaterThanThreshold": ">",
    "LessThanOrEqualToThreshold": "<=",
    "LessThanThreshold": "<",
    "NotEqualToThreshold": "!=",
    "EqualToThreshold": "==",
}


def expression(condition: Document) -> str:
    """Return a condition as the callback writes it, such as `$Average>80`."""
    if not condition.get("Statistics"):
        return ""
    operator = condition["ComparisonOperator"]
    sign = SIGNS.get(operator, f" {operator} ")
    return f"${condition['Statistics']}{sign}{condition['Threshold']}"
