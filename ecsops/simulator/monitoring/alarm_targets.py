"""The targets of alarm rules: queues, topics, log stores and functions that alarms are pushed to.

They are kept in the facts of the rule, as they are shown.
"""

import json
from re import fullmatch

from ecsops.catalogue.cms.monitoring.alarm_rules import Level
from ecsops.catalogue.cms.monitoring.alarm_targets import TARGETS_MOST
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import DONE

ARN_FORMS = (
    r"acs:mns:[\w-]*:\d*:/(queues|topics)/[\w-]+/messages?",
    r"acs:log:[\w-]*:\d*:project/[\w-]+/logstore/[\w-]+",
    r"acs:fc:[\w-]*:\d*:services/[\w-]+/functions/[\w-]+",
    r"acs:ess:[\w-]*:\d*:scalingGroupId/[\w-]+:scalingRuleId/[\w-]+",
)
"""The resources that can be targets (PutMetricRuleTargets)."""


def put_metric_rule_targets(request: Request) -> Document:
    """Add targets or replace those of the same id; report those that cannot be used."""
    asked = request.get("Targets")
    if len(asked) > TARGETS_MOST:
        request.refuse("ParameterInvalid")
    rule = request.existing("MetricRule", request.get("RuleId"), "ResourceNotFound")
    held = {target["Id"]: target for target in rule.facts.get("Targets", [])}
    failed = []
    for target in asked:
        room = target["Id"] in held or len(held) < TARGETS_MOST
        if room and is_usable(target):
            held[target["Id"]] = {name: target.get(name, "") for name in FIELDS}
        else:
            failed.append({name: target.get(name, "") for name in ("Arn", "Id", "Level")})
    rule.facts["Targets"] = list(held.values())
    request.store.update("MetricRule", rule)
    return {"FailData": {"Targets": {"Target": failed}}, **DONE}


FIELDS = ("Arn", "Id", "JsonParams", "Level")


def is_usable(target: Document) -> bool:
    """Return whether a target has an address and levels that can be understood."""
    known = any(fullmatch(form, target["Arn"]) for form in ARN_FORMS)
    return known and levels_of(target.get("Level", "")) is not None


def levels_of(text: str) -> list[str] | None:
    """Return the levels that a target's text names: a word, or a JSON array; none means all.

    None stands for a text that names anything else.
    """
    if not text:
        return [*Level]
    try:
        named = json.loads(text) if text.startswith("[") else [text]
    except (ValueError, RecursionError):
        return None
    return named if all(each in tuple(Level) for each in named) else None


def describe_metric_rule_targets(request: Request) -> Document:
    """List the targets of a rule."""
    rule = request.existing("MetricRule", request.get("RuleId"), "ResourceNotFound")
    return {**of_list(request, rule.facts.get("Targets", [])), **DONE}


def delete_metric_rule_targets(request: Request) -> Document:
    """Remove targets by their ids, and report the ids that the rule does not have."""
    ids = request.get("TargetIds")
    if len(ids) > TARGETS_MOST:
        request.refuse("ParameterInvalid")
    rule = request.existing("MetricRule", request.get("RuleId"), "ParameterInvalid")
    held = rule.facts.get("Targets", [])
    failed = [each for each in ids if each not in {target["Id"] for target in held}]
    rule.facts["Targets"] = [target for target in held if target["Id"] not in ids]
    request.store.update("MetricRule", rule)
    return {"FailIds": {"TargetIds": {"TargetId": failed}}, **DONE}
