"""Alarm rules: thresholds of metrics, put, listed and deleted."""

import json
import re
from typing import Any

from ecsops.catalogue.cms.monitoring.alarm_rules import (
    AlertState,
    ComparisonOperator,
    DescribeMetricRuleList,
    Level,
    NoDataPolicy,
)
from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, METRICS, Metric
from ecsops.catalogue.cms.shared_parameters import DEFAULT_CONTACT_GROUP
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.conditions import Like
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import DONE, complete
from ecsops.simulator.engine.store import Record

LEVELS = ("Critical", "Warn", "Info")
"""The levels of Escalations, the most severe first."""

INTERVAL = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"

COPIED = (
    "ContactGroups",
    "EffectiveInterval",
    "MetricName",
    "Namespace",
    "NoEffectiveInterval",
    "RuleId",
    "RuleName",
    "Webhook",
)
"""Parameters that the rule's document shows as they are given."""


def put_resource_metric_rule(request: Request) -> Document:
    """Create the rule of this id, or replace it; a new or changed one is evaluated again."""
    metric = metric_asked(request)
    period_s = seconds_asked(request, "Period", max(metric.period_s, 60))
    if period_s % metric.period_s:
        request.refuse("ParameterInvalid")
    check_intervals(request)
    check_contact_groups(request)
    rule_id = request.get("RuleId")
    known = request.store.get("MetricRule", rule_id)
    document = rule_document(request, metric, period_s)
    targets: list[Document] = []
    if known:
        document.update({name: known.document[name] for name in ("GmtCreate", "EnableState")})
        targets = known.facts.get("Targets", [])
    interval_s = seconds_asked(request, "Interval", period_s)
    facts = {"Interval": interval_s, "States": {}, "Targets": targets}
    put(request, Record(rule_id, request.region_id, document, facts), known)
    return DONE


def rule_document(request: Request, metric: Metric, period_s: int) -> Document:
    """Return the document of a new rule; refuse escalations and resources that cannot be."""
    given = request.parameters
    return complete(
        DescribeMetricRuleList.item,
        {
            **{name: given[name] for name in COPIED if name in given},
            "EffectiveInterval": given.get("EffectiveInterval", "00:00-23:59"),
            "Escalations": escalations_asked(request, metric),
            "CompositeExpression": composite_asked(request),
            "Resources": json.dumps(resources_asked(request), separators=(",", ":")),
            "Dimensions": "",
            "Labels": {"Labels": given.get("Labels", [])},
            "MailSubject": given.get("EmailSubject", ""),
            "NoDataPolicy": request.get("NoDataPolicy", NoDataPolicy.KEEP_LAST_STATE),
            "Period": str(period_s),
            "SilenceTime": request.get("SilenceTime"),
            "SendOK": request.get("SendOK", True),
            "AlertState": AlertState.OK,
            "EnableState": True,
            "ProductCategory": "ecs",
            "SourceType": "METRIC",
            "GmtCreate": int(request.now * 1000),
            "GmtUpdate": str(int(request.now * 1000)),
        },
    )


def put(context: Context, rule: Record, known: Record | None) -> None:
    """Keep the rule, and let it be looked at from now on."""
    if known is None:
        context.store.insert("MetricRule", rule)
    else:
        context.store.due.remove(rule.id, "metric_rule.evaluates")
        context.store.update("MetricRule", rule)
    if rule.document["EnableState"]:
        context.schedule(rule.facts["Interval"], "metric_rule.evaluates", rule.id)


def metric_asked(request: Request) -> Metric:
    """Return the metric, refused when the namespace or the name is unknown."""
    if request.get("Namespace") != ECS_NAMESPACE or request.get("MetricName") not in METRICS:
        request.refuse("ResourceNotFound")
    return METRICS[request.get("MetricName")]


def seconds_asked(request: Request, name: str, default: int) -> int:
    """Return a parameter that is a text of whole seconds."""
    text = str(request.parameters.get(name, default))
    if not text.isdecimal() or int(text) < assumed.METRIC_RULE_INTERVAL_AT_LEAST_S:
        request.refuse("ParameterInvalid")
    return int(text)


def check_intervals(request: Request) -> None:
    """Refuse a time of day, or a silence, against its form."""
    for name in ("EffectiveInterval", "NoEffectiveInterval"):
        if name in request.parameters and not re.fullmatch(INTERVAL, request.parameters[name]):
            request.refuse("ParameterInvalid")
    if request.get("SilenceTime") < 0:
        request.refuse("ParameterInvalid")


def check_contact_groups(request: Request) -> None:
    """Refuse a contact group that the account does not have."""
    names = {name.strip() for name in request.get("ContactGroups").split(",")}
    for name in names - {DEFAULT_CONTACT_GROUP}:
        if request.store.get("ContactGroup", name) is None:
            request.refuse("ResourceNotFound")


def resources_asked(request: Request) -> list[Document]:
    """Return the dimensions of the resources; by default all instances of the region."""
    resources = request.parameters.get("Resources", [])
    found = [resources] if isinstance(resources, dict) else resources
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        request.refuse("ParameterInvalid")
    return found or [{"resource": "_ALL"}]


def escalations_asked(request: Request, metric: Metric) -> Document:
    """Return the conditions by level; each must be whole, and without one a composite is needed."""
    found = {level: condition for level in LEVELS if (condition := parts_of(request, level))}
    composite = not is_blank(request.parameters.get("CompositeExpression"))
    if bool(found) == composite or not is_blank(request.parameters.get("Prometheus")):
        request.refuse("ParameterInvalid")
    for condition in found.values():
        check_condition(request, condition, metric)
    return found


def composite_asked(request: Request) -> Document:
    """Return the condition on several metrics, which has a list of comparisons with thresholds.

    The service also takes an expression as text; that is refused here.
    """
    asked = request.parameters.get("CompositeExpression")
    if is_blank(asked):
        return {}
    if not isinstance(asked, dict) or asked.get("ExpressionRaw"):
        request.refuse("ParameterInvalid")
    parts, join = asked.get("ExpressionList") or [], asked.get("ExpressionListJoin", "&&")
    times = asked.get("Times", assumed.METRIC_RULE_TIMES)
    if not parts or join not in ("&&", "||") or asked.get("Level") not in tuple(Level):
        request.refuse("ParameterInvalid")
    for part in parts:
        check_expression(request, {**part, "Times": times})
    fields = ("MetricName", "Statistics", "ComparisonOperator", "Threshold")
    shown = [{name: str(part[name]) for name in fields} for part in parts]
    return {
        "ExpressionList": {"ExpressionList": shown},
        "ExpressionListJoin": join,
        "Level": asked["Level"],
        "Times": times,
    }


def check_expression(request: Request, part: Document) -> None:
    """Refuse a part of a composite condition that does not compare a metric with a threshold."""
    metric = METRICS.get(part.get("MetricName", ""))
    if metric is None or len(metric.dimensions) > 2:
        request.refuse("ParameterInvalid")
    check_condition(request, part, metric)
    if not part["ComparisonOperator"].endswith("Threshold"):
        request.refuse("ParameterInvalid")


def parts_of(request: Request, level: str) -> Document:
    """Return the condition of a level, or an empty one if all its parts are blank."""
    prefix = f"Escalations.{level}."
    condition = {
        name.removeprefix(prefix): value
        for name, value in request.parameters.items()
        if name.startswith(prefix)
    }
    return {} if is_blank(condition) else condition


def is_blank(value: Any) -> bool:
    """Return whether a value sets nothing: clients send back the blanks that an answer showed."""
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    if isinstance(value, list):
        return all(map(is_blank, value))
    return value in (None, "", 0, "0")


def check_condition(request: Request, condition: Document, metric: Metric) -> None:
    """Reject a condition that lacks a part or has an invalid number."""
    try:
        float(condition.get("Threshold", ""))
    except (TypeError, ValueError):
        request.refuse("ParameterInvalid")
    condition.setdefault("Times", assumed.METRIC_RULE_TIMES)
    wrong = (
        condition.get("ComparisonOperator") not in tuple(ComparisonOperator)
        or condition.get("Statistics") not in metric.statistics
        or condition["Times"] not in range(1, assumed.METRIC_RULE_TIMES_MOST + 1)
    )
    if wrong:
        request.refuse("ParameterInvalid")


def describe_metric_rule_list(request: Request) -> Document:
    """List the rules by any of the documented filters."""
    given = request.parameters
    ids = [each.strip() for each in given.get("RuleIds", "").split(",") if each.strip()]
    if len(ids) > request.quota("MetricRuleIdsPerQuery"):
        request.refuse("InvalidParameter")
    where: dict[str, Any] = {
        "id": ids or None,
        "AlertState": given.get("AlertState"),
        "document.MetricName": given.get("MetricName"),
        "document.Namespace": given.get("Namespace"),
        "document.GroupId": given.get("GroupId"),
        "document.EnableState": given.get("EnableState"),
        "document.RuleName": Like(f"*{given['RuleName']}*") if "RuleName" in given else None,
    }
    if dimensions := given.get("Dimensions"):
        where["document.Resources"] = Like(f"*{json.dumps(dimensions, separators=(',', ':'))}*")
    answer = listing(request, "MetricRule", where)
    return {**answer, "Total": str(answer["Total"]), "Code": 200, "Message": "", "Success": True}


def delete_metric_rules(request: Request) -> Document:
    """Delete rules; an unknown one is refused, and then none is deleted."""
    for rule_id in request.get("Id"):
        rule = request.existing("MetricRule", rule_id, "ResourceNotFound")
        request.store.delete("MetricRule", rule.id)
        request.store.due.remove(rule.id)
    return DONE


RULES_MOST = 100
"""How many rules one call enables or disables (EnableMetricRules)."""


def enable_metric_rules(request: Request) -> Document:
    """Look at the rules again from now on."""
    return switch(request, enabled=True)


def disable_metric_rules(request: Request) -> Document:
    """Stop looking at the rules; alarms that they are in are forgotten."""
    return switch(request, enabled=False)


def switch(request: Request, *, enabled: bool) -> Document:
    """Enable or disable all the named rules, or none if one is unknown.

    Rules that are already as they are to be are left as they are.
    """
    ids = request.get("RuleId")
    if len(ids) > RULES_MOST:
        request.refuse("ParameterInvalid")
    rules = [request.existing("MetricRule", each, "ResourceNotFound") for each in ids]
    for rule in rules:
        if rule.document["EnableState"] != enabled:
            rule.document.update(EnableState=enabled, AlertState=AlertState.OK)
            rule.facts["States"] = {}
            put(request, rule, rule)
    return DONE
