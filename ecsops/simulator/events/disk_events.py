"""Events of disks: they have no plan, are there from the moment they begin, and end by themselves.

DescribeDisksFullStatus lists disks with their state, health and events.
"""

from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

from ecsops.catalogue.ecs.events.full_status import (
    DISK_STATUS_CODES,
    DescribeDisksFullStatus,
    HealthStatus,
)
from ecsops.catalogue.ecs.events.system_events import DISK_EVENT_TYPES
from ecsops.catalogue.ecs.instances.disk_parameters import DiskStatus
from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError
from ecsops.simulator.assumptions import DISK_EVENTS_MOST
from ecsops.simulator.engine.clock import DAY_S, iso_seconds
from ecsops.simulator.engine.conditions import Among, Between
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing, of_list
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.responses import coded, complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.events.filters import between, ids
from ecsops.simulator.events.health import health_shown
from ecsops.simulator.faults import kinds

ITEM: Any = DescribeDisksFullStatus.item
EVENT: Document = ITEM["DiskEventSet"]["DiskEventType"][0]

FILTERS = ("EventId", "EventType", "EventTime.Start", "EventTime.End")
"""Parameters that ask for events."""

INITIALIZING = (DiskStatus.CREATING, DiskStatus.RE_INITING)


def fault_begins(context: Context, fault: Record) -> None:
    """Begin an event of a disk; the detail is its type.

    Raises EcsopsError for a disk that is not there, and for a type that the profile does not know.
    """
    disk = kinds.struck(context, fault, "Disk", "DiskId")
    name = fault.document["Detail"]
    current = context.profile == "current"
    types = [each for each, known in DISK_EVENT_TYPES.items() if known.in_document or current]
    if name not in types:
        raise EcsopsError(
            _("Unknown disk event {name!r}. Types: {types}.").format(
                name=name, types=", ".join(types)
            )
        )
    document = complete(
        EVENT,
        {
            "EventId": context.new_id("e"),
            "EventType": coded(name, DISK_EVENT_TYPES[name].code, DISK_EVENT_TYPES),
            "EventTime": iso_seconds(context.now),
        },
    )
    event = Record(document["EventId"], context.region_id, document, {"DiskId": disk.id})
    context.store.insert("DiskEvent", event)
    fault.document["EventId"] = event.id
    context.store.update("Fault", fault)
    context.tell("disk_event.began", event)


def fault_ends(context: Context, fault: Record) -> None:
    """End the event."""
    event = context.store.get("DiskEvent", fault.document["EventId"])
    assert event is not None, "events of disks are never removed"
    event.document["EventEndTime"] = iso_seconds(context.now)
    context.store.update("DiskEvent", event)
    context.tell("disk_event.ended", event)


def describe_disks_full_status(request: Request) -> Document:
    """List disks; where events are asked for, only the disks that have them."""
    named = ids(request, "DiskId", "DiskIdLimitExceeded")
    events = events_asked(request)
    filtered = any(name in request.parameters for name in FILTERS)
    found = request.store.count("DiskEvent", request.region_id, events)
    if named is None and found > DISK_EVENTS_MOST:
        request.refuse("TooManyDiskEvent.DiskIdRequired")
    having = Among("DiskEvent", "DiskId", request.region_id, {**events, "DiskId": named})
    where = {
        "id": having if filtered else named,
        "Status": request.parameters.get("Status"),
        "document.ResourceGroupId": request.parameters.get("ResourceGroupId"),
        "document.Tags.Tag": tagged(request),
    }
    wanted = request.parameters.get("HealthStatus")
    if wanted is None:
        return listing(request, "Disk", where, lambda disk: shown(request, disk, events))
    return of_list(request, list(of_health(request, where, events, wanted)))


def events_asked(request: Request) -> Where:
    """Return the conditions on events: those asked for, and none older than a week."""
    oldest = iso_seconds(request.now - request.quota("DiskEventDays") * DAY_S)
    asked = between(request, "EventTime") or Between(oldest, None)
    return {
        "id": ids(request, "EventId", "EventIdLimitExceeded"),
        "EventType": request.parameters.get("EventType"),
        "document.EventTime": Between(max(asked.low, oldest), asked.high),
    }


def of_health(request: Request, where: Where, events: Where, wanted: str) -> Iterator[Document]:
    """Yield the disks whose health is the one asked for."""
    for disk in request.store.select("Disk", request.region_id, where):
        if disk_health(request, disk) == wanted:
            yield shown(request, disk, events)


def shown(request: Request, disk: Record, events: Where) -> Document:
    """Return a disk as the listing shows it, with those of its events."""
    status = disk.document["Status"]
    found = request.store.select("DiskEvent", disk.region_id, {**events, "DiskId": disk.id})
    return {
        "DiskId": disk.id,
        "InstanceId": disk.document["InstanceId"],
        "Device": disk.document["Device"],
        "Status": coded(status, DISK_STATUS_CODES.get(status), DiskStatus),
        "HealthStatus": health_shown(disk_health(request, disk)),
        "DiskEventSet": {"DiskEventType": [event.document for event in found]},
    }


def disk_health(context: Context, disk: Record) -> HealthStatus:
    """Return the health of a disk: what its open events say of it, else its state."""
    found = context.store.select("DiskEvent", disk.region_id, {"DiskId": disk.id})
    types = {
        event.document["EventType"]["Name"]
        for event in found
        if "EventEndTime" not in event.document
    }
    if types - {"Degraded"}:
        return HealthStatus.IMPAIRED
    if types:
        return HealthStatus.WARNING
    if disk.document["Status"] in INITIALIZING:
        return HealthStatus.INITIALIZING
    attached = bool(disk.document["InstanceId"])
    return HealthStatus.OK if attached else HealthStatus.NOT_APPLICABLE
