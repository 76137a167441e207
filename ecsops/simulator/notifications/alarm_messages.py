"""Alarms: the state of what an alarm rule watches changed, and contacts and targets are told.

They go through the outbox as events do, and are no events: no event rule is about them. The
webhook gets the form of CloudMonitor's alarm callback, targets get a JSON of their own.

Sources: "Use the alert callback feature" and bodies captured in 2023; "Write alarms to MNS", 2019.
"""

from base64 import b64encode

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState, ComparisonOperator
from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.model import Document
from ecsops.catalogue.regions import REGIONS
from ecsops.notification import arn, event_time
from ecsops.simulator.alarm_news import Alarm
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications import alarm_targets
from ecsops.simulator.notifications.publishing import groups_of
from ecsops.simulator.notifications.routing import Case, send_form, tell_group

CONTACT_LEVELS = {"CRITICAL": "2", "WARN": "3", "INFO": "4"}
"""Channels for an alarm of each level."""

CALLBACK_STATES = {AlertState.ALARM: "ALERT"}
"""The states that have another name in the callback."""

UNKNOWN = "null"
"""What the callback says for what is not known."""

SIGNS = {
    ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD: ">=",
    ComparisonOperator.GREATER_THAN_THRESHOLD: ">",
    ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD: "<=",
    ComparisonOperator.LESS_THAN_THRESHOLD: "<",
    ComparisonOperator.NOT_EQUAL_TO_THRESHOLD: "!=",
    ComparisonOperator.EQUAL_TO_THRESHOLD: "==",
}


def on_metric_rule_changed(context: Context, rule: Record, *, alarm: Alarm) -> None:
    """Tell of a new state of what a rule watches; back to OK goes to those whom the alarm told."""
    shown = rule.document
    resource_id = alarm.dimensions.get("instanceId", "*")
    told: Document = {
        "id": context.new_uuid(),
        "name": f"{shown['RuleName']}: {alarm.state}",
        "level": alarm.level or "INFO",
        "resourceId": arn(rule.region_id, ACCOUNT_ID, "Instance", resource_id),
        "regionId": rule.region_id,
        "eventTime": event_time(context.now),
        "content": callback(context, rule, alarm),
        "subject": shown["MailSubject"],
    }
    case = Case(context, told, {"Name": shown["RuleName"]}, {"Id": ""}, dry_run=False, facts={})
    if shown["Webhook"]:
        send_form(case, shown["Webhook"], told["content"])
    for target in rule.facts.get("Targets", []):
        alarm_targets.push(case, rule, alarm, target)
    for group in filter(None, map(str.strip, shown["ContactGroups"].split(","))):
        tell_group(case, group, CONTACT_LEVELS.get(alarm.level, "4"))


def callback(context: Context, rule: Record, alarm: Alarm) -> dict[str, str]:
    """Return the fields of the alarm callback in the order of the captured ones, all of them text.

    How the signature is made is not published: ours has its form.
    """
    shown = rule.document
    instance = context.store.get("Instance", alarm.dimensions.get("instanceId", ""))
    group_id, group_name = group_of(context, alarm)
    timestamp = str(int(context.now * 1000))
    region = REGIONS.get(rule.region_id)
    fields = {
        "lastTime": f"{int(context.now - alarm.since) // 60}分钟",
        "rawMetricName": shown["MetricName"],
        "expression": condition(shown, alarm.level),
        "metricName": shown["MetricName"],
        "instanceName": instance.document["InstanceName"] if instance else "",
        "signature": signature(rule.id, timestamp),
        "transId": alarm.trans_id,
        "groupId": group_id,
        "regionName": region.english_name if region else "",
        "productGroupName": group_name,
        "metricProject": shown["Namespace"].removesuffix("_dashboard"),
        "userId": ACCOUNT_ID,
        "curValue": value_text(shown, alarm),
        "unit": METRICS[shown["MetricName"]].unit,
        "alertName": shown["RuleName"],
        "regionId": rule.region_id,
        "namespace": shown["Namespace"],
        "triggerLevel": alarm.level if alarm.state == AlertState.ALARM else alarm.state,
        "alertState": CALLBACK_STATES.get(AlertState(alarm.state), str(alarm.state)),
        "preTriggerLevel": alarm.level_before,
        "ruleId": rule.id,
        "dimensions": as_dimensions({"userId": ACCOUNT_ID, **alarm.dimensions}),
        "timestamp": timestamp,
    }
    return {name: str(value) if value else UNKNOWN for name, value in fields.items()}


def group_of(context: Context, alarm: Alarm) -> tuple[str, str]:
    """Return the id and the name of the application group of an instance, or nothing."""
    ids = groups_of(context, [alarm.dimensions.get("instanceId", "")])
    group = context.store.get("ApplicationGroup", ids[0]) if ids else None
    return (group.id, group.document["GroupName"]) if group else ("", "")


def signature(rule_id: str, timestamp: str) -> str:
    """Return the Base64 of 20 bytes."""
    from hashlib import sha1  # lazy import

    digest = sha1(f"{rule_id} {timestamp}".encode(), usedforsecurity=False).digest()
    return b64encode(digest).decode()


def as_dimensions(dimensions: Document) -> str:
    """Return dimensions as the callback writes them: `{userId=1, instanceId=i-1}`."""
    return "{" + ", ".join(f"{name}={value}" for name, value in dimensions.items()) + "}"


def condition(rule: Document, level: str) -> str:
    """Return the condition of a level as the callback writes it, such as `$Average>80`."""
    composite = rule.get("CompositeExpression", {})
    if parts := composite.get("ExpressionList", {}).get("ExpressionList"):
        join = f" {composite['ExpressionListJoin']} "
        return join.join(expression(part, f"{part['MetricName']}.") for part in parts)
    return expression(rule.get("Escalations", {}).get(level.capitalize(), {}))


def expression(part: Document, prefix: str = "") -> str:
    """Return a comparison, such as `$Average>80`."""
    if not part.get("Statistics"):
        return ""
    operator = part["ComparisonOperator"]
    sign = SIGNS.get(operator, f" {operator} ")
    return f"${prefix}{part['Statistics']}{sign}{part['Threshold']}"


def value_text(rule: Document, alarm: Alarm) -> str:
    """Return the present value of the statistic that the rule is about, or nothing."""
    found = rule.get("Escalations", {}).get(alarm.level.capitalize(), {})
    names = (found.get("Statistics", ""), "Average", "Maximum", "Minimum", "Value")
    value = next((alarm.point[name] for name in names if name in alarm.point), None)
    return "" if value is None else f"{value:g}"
