"""Which notifications a rule is about."""

from collections.abc import Sequence

from ecsops.catalogue.model import Document
from ecsops.simulator.notifications.log_query import Unreadable, read
from ecsops.simulator.notifications.log_query import matches as meets

ANYTHING = "*"


def matches(rule: Document, event: Document) -> bool:
    """Return whether the rule is about the event.

    An event is what DescribeSystemEventAttribute shows of it, with its EventType, the notification
    itself (`Told`) and the ids of all groups that the resource is in (`GroupIds`). A rule with a
    GroupId is about the resources of that application group alone.
    """
    return of_group(rule, event) and any(fits(each, event) for each in rule["EventPattern"])


def of_group(rule: Document, event: Document) -> bool:
    """Tell whether the event is of the application group of the rule, if it has one."""
    return rule["GroupId"] in ("", *event["GroupIds"])


def fits(pattern: Document, event: Document) -> bool:
    """Tell whether the event has what the pattern asks for: all of it."""
    return has_values(pattern, event) and meets_filter(pattern, event)


def meets_filter(pattern: Document, event: Document) -> bool:
    """Tell whether the event meets the pattern's SQLFilter; it meets none that cannot be read."""
    statement = pattern.get("SQLFilter", "")
    try:
        return not statement or meets(statement, event["Told"], event["Content"])
    except Unreadable:
        return False


def unreadable_filter(rule: Document, event: Document) -> str:
    """Return the SQLFilter that alone keeps a rule from an event because it cannot be read."""
    for pattern in rule["EventPattern"] if of_group(rule, event) else ():
        try:
            if pattern.get("SQLFilter") and has_values(pattern, event):
                read(pattern["SQLFilter"])
        except Unreadable:
            return str(pattern["SQLFilter"])
    return ""


def has_values(pattern: Document, event: Document) -> bool:
    """Tell whether the event has the values and the keywords that the pattern names."""
    product = pattern["Product"]
    return (
        (product == ANYTHING or product.casefold() == event["Product"].casefold())
        and all(
            one_of(pattern[f"{field}List"], event[field])
            for field in ("EventType", "Level", "Name", "Status")
        )
        and says(event["Content"], pattern["CustomFilters"])
    )


def one_of(wanted: Sequence[str], value: str) -> bool:
    """Return whether the value is wanted; an empty list restricts nothing."""
    return not wanted or ANYTHING in wanted or value in wanted


def says(text: str, wanted: str) -> bool:
    """Return whether the keywords of `a`, `a and b` or `a or b` occur in the text."""
    relation, words = keywords(wanted)
    found = [word in text for word in words]
    return (any if relation == "OR" else all)(found) if words else True


def keywords(text: str) -> tuple[str, list[str]]:
    """Return how the keywords are joined, AND or OR, and the keywords."""
    for joint, relation in ((" or ", "OR"), (" and ", "AND")):
        if joint in text:
            return relation, [word.strip() for word in text.split(joint) if word.strip()]
    return "OR", [text.strip()] if text.strip() else []
