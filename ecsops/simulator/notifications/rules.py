"""Event rules of CloudMonitor: which events are delivered. They belong to the whole account."""

from ecsops.catalogue.cms.notifications.event_rules import (
    DescribeEventRuleAttribute,
    DescribeEventRuleList,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import EVERYWHERE, Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import DONE, complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications.patterns import keywords

LISTS = ("EventTypeList", "LevelList", "NameList", "StatusList")

VALUES_MOST = 50
"""How many values each list of a pattern may have (PutEventRule)."""

RULES_MOST = 20
"""How many rules one call deletes (the page of DeleteEventRules)."""


def put_event_rule(request: Request) -> Document:
    """Create a rule, or replace the one of that name; its targets stay."""
    document = {
        "Name": request.get("RuleName"),
        "Description": request.get("Description") or "",
        "EventType": request.get("EventType") or "SYSTEM",
        "State": request.get("State") or "ENABLED",
        "GroupId": request.get("GroupId") or "",
        "SilenceTime": request.get("SilenceTime"),
        "EventPattern": [checked(request, each) for each in request.get("EventPattern")],
    }
    if document["SilenceTime"] < 0:
        request.refuse("ParameterInvalid")
    if document["GroupId"] and not request.store.get("ApplicationGroup", document["GroupId"]):
        request.refuse("ResourceNotFound")
    known = request.store.get("EventRule", document["Name"])
    if known:
        known.document = document
        request.store.update("EventRule", known)
    else:
        record = Record(document["Name"], EVERYWHERE, document, {"Targets": {}})
        request.store.insert("EventRule", record)
    return {"Data": "1", **DONE}


def checked(request: Request, pattern: Document) -> Document:
    """Return the pattern with all its fields, refused when a list is too long.

    Any SQLFilter is taken; one that cannot be read matches nothing, and deliveries say so.
    """
    if any(len(pattern.get(name, ())) > VALUES_MOST for name in LISTS):
        request.refuse("ParameterInvalid")
    return {
        "Product": pattern["Product"],
        "CustomFilters": pattern.get("CustomFilters", ""),
        "SQLFilter": pattern.get("SQLFilter", ""),
        **{name: pattern.get(name, []) for name in LISTS},
    }


def describe_event_rule_list(request: Request) -> Document:
    """List the rules, by prefix, state and group."""
    enabled = {True: "ENABLED", False: "DISABLED", None: None}[request.parameters.get("IsEnable")]
    rules = request.store.select(
        "EventRule",
        EVERYWHERE,
        {"State": enabled, "document.GroupId": request.parameters.get("GroupId")},
    )
    prefix = request.get("NamePrefix") or ""
    shown = [item(rule.document) for rule in rules if rule.id.startswith(prefix)]
    return {**of_list(request, shown), **DONE}


def item(rule: Document) -> Document:
    """Return the rule as the list shows it; every list is wrapped twice under its name."""
    patterns = [
        {
            "CustomFilters": each["CustomFilters"],
            "SQLFilter": each.get("SQLFilter", ""),
            "Product": each["Product"],
            "KeywordFilter": keyword_filter(each["CustomFilters"], "Keywords"),
            **{name: {name: each[name]} for name in LISTS if name != "StatusList"},
        }
        for each in rule["EventPattern"]
    ]
    return complete(
        DescribeEventRuleList.item, {**rule, "EventPattern": {"EventPattern": patterns}}
    )


def keyword_filter(text: str, name: str) -> Document:
    """Return the keywords of a pattern as a filter shows them."""
    relation, words = keywords(text)
    return {"Keywords": {name: words}, "Relation": relation} if words else {}


def describe_event_rule_attribute(request: Request) -> Document:
    """Show one rule, with its first pattern."""
    rule = existing_rule(request, request.get("RuleName")).document
    pattern = rule["EventPattern"][0]
    shown = {
        "Product": pattern["Product"],
        "SQLFilter": pattern.get("SQLFilter", ""),
        "KeywordFilterObj": keyword_filter(pattern["CustomFilters"], "keyword"),
        **{name: {name: pattern[name]} for name in LISTS},
    }
    shape = DescribeEventRuleAttribute.answer["Result"]
    fields = {name: value for name, value in rule.items() if name in shape}
    return {"Result": complete(shape, {**fields, "EventPattern": shown}), **DONE}


def enable_event_rules(request: Request) -> Document:
    """Enable rules."""
    return set_state(request, "ENABLED")


def disable_event_rules(request: Request) -> Document:
    """Disable rules."""
    return set_state(request, "DISABLED")


def set_state(request: Request, state: str) -> Document:
    """Put the named rules into the state: all of them, or none if one is unknown."""
    for name in request.get("RuleNames"):
        rule = existing_rule(request, name)
        rule.document["State"] = state
        request.store.update("EventRule", rule)
    return DONE


def delete_event_rules(request: Request) -> Document:
    """Delete rules with their targets; what they have already to deliver is still delivered."""
    names = request.get("RuleNames")
    if len(names) > RULES_MOST:
        request.refuse("InvalidParameterValue")
    for name in names:
        request.store.delete("EventRule", existing_rule(request, name).id)
    return DONE


def existing_rule(request: Request, name: str) -> Record:
    """Return the rule of that name, or refuse."""
    rule = request.store.get("EventRule", name)
    if rule is None:
        request.refuse("ResourceNotFound", "InvalidParameterValue")
    return rule
