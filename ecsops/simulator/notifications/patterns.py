"""Which notifications a rule is about."""

from collections.abc import Sequence

from ecsops.catalogue.model import Document

ANYTHING = "*"


def matches(rule: Document, event: Document) -> bool:
    """Return whether the rule is about the event.

    An event is what DescribeSystemEventAttribute shows of it, with its EventType. A rule with a
    GroupId is about the resources of that application group alone.
    """
    if rule["GroupId"] not in ("", event["GroupId"]):
        return False
    return any(fits(pattern, event) for pattern in rule["EventPattern"])


def fits(pattern: Document, event: Document) -> bool:
    """Return whether the event has what the pattern asks for: all of it."""
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
