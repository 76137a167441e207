"""DescribeInstanceHistoryEvents: the events of instances, by default those that are over."""

from collections.abc import Sequence

from ecsops.catalogue.ecs.events.system_events import FINAL_STATUSES
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.conditions import Among
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing, of_list
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.events.filters import event_filters, ids
from ecsops.simulator.events.lifecycle import OPEN_STATUSES


def describe_instance_history_events(request: Request) -> Document:
    """List events, newest first; those that are over only as long as they are kept."""
    if request.get("ResourceType") != "instance":
        # The account has no dedicated hosts, so their events are none.
        return of_list(request, [])
    instances = instances_asked(request)
    where = {
        **event_filters(request),
        "InstanceId": instances,
        "document.ImpactLevel": request.parameters.get("ImpactLevel"),
        **states(statuses(request), of_some=instances is not None),
    }
    return listing(request, "SystemEvent", where)


def states(wanted: Sequence[str], *, of_some: bool) -> Where:
    """Return the condition on the states; all that are over, or all others, are found at once.

    With named instances, their events in all states are found at once.
    """
    if not of_some:
        if set(wanted) == FINAL_STATUSES:
            return {"Open": False}
        if set(wanted) == set(OPEN_STATUSES):
            return {"Open": True}
    return {"EventCycleStatus": list(wanted)}


def instances_asked(request: Request) -> Sequence[str] | Among | None:
    """Return the condition on the instances; ResourceId takes precedence over InstanceId."""
    one = request.parameters.get("InstanceId")
    named = ids(request, "ResourceId", "InvalidParameter") or ([one] if one else None)
    tags = tagged(request)
    group = request.parameters.get("ResourceGroupId")
    if tags is None and group is None:
        return named
    where = {"id": named, "document.Tags.Tag": tags, "document.ResourceGroupId": group}
    return Among("Instance", "id", request.region_id, where)


def statuses(request: Request) -> list[str]:
    """Return the states asked for; InstanceEventCycleStatus wins over EventCycleStatus."""
    given = request.parameters
    one = given.get("EventCycleStatus")
    return given.get("InstanceEventCycleStatus") or ([one] if one else sorted(FINAL_STATUSES))
