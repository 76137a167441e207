"""The filters that the listings of system events share: ids, types, and ranges of times."""

from typing import Any

from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.query import Where

TYPES_IN_A_CALL = 30
"""How many types InstanceEventType.N takes."""


def event_filters(request: Request) -> Where:
    """Return the conditions that the listings of instances' events have in common."""
    return {
        "id": ids(request, "EventId", "EventIdLimitExceeded"),
        "EventType": event_types(request),
        "document.EventPublishTime": between(request, "EventPublishTime"),
        "document.NotBefore": between(request, "NotBefore"),
    }


def event_types(request: Request) -> list[str] | None:
    """Return the types asked for; InstanceEventType wins over EventType."""
    several = request.parameters.get("InstanceEventType")
    if several and len(several) > TYPES_IN_A_CALL:
        request.refuse_parameter("InstanceEventType", "invalid")
    one = request.parameters.get("EventType")
    return several or ([one] if one else None)


def ids(request: Request, name: str, too_many: str) -> list[str] | None:
    """Return the ids of a parameter, refused when there are more than a query takes."""
    given: list[str] | None = request.parameters.get(name)
    if given and len(given) > request.quota("EventIdsPerQuery"):
        request.refuse(too_many)
    return given


def between(request: Request, name: str) -> Between | None:
    """Return the condition that `NAME.Start` and `NAME.End` mean, or None when both are absent."""
    ends = [f"{name}.Start", f"{name}.End"]
    begin, end = (moment(request, each) if each in request.parameters else None for each in ends)
    if begin is None and end is None:
        return None
    if begin is not None and end is not None and end < begin:
        request.refuse("InvalidParameter.TimeEndBeforeStart")
    # An event that has no such time holds an empty text, which no range includes.
    return Between(request.parameters.get(ends[0], "0"), request.parameters.get(ends[1]))


def moment(request: Request, name: str) -> float:
    """Return the time of a parameter, refused unless it is like `2019-06-25T08:00:00Z`."""
    text: Any = request.get(name)
    try:
        return parse_iso(text if text.count(":") == 2 else "")
    except ValueError:
        request.refuse("InvalidParameter")
