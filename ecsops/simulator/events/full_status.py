"""DescribeInstancesFullStatus: instances with their state, health and events."""

from collections.abc import Iterator
from typing import Any

from ecsops.catalogue.ecs.events.full_status import (
    INSTANCE_STATUS_CODES,
    DescribeInstancesFullStatus,
    HealthStatus,
)
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.conditions import Among
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing, of_list
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.responses import coded
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.filters import event_filters, ids
from ecsops.simulator.events.health import CAUSED_BY_EVENTS, health_shown, instance_health
from ecsops.simulator.events.lifecycle import PLANNED_STATUSES

RANGES = ("document.EventPublishTime", "document.NotBefore")

ITEM: Any = DescribeInstancesFullStatus.item
EVENT: Document = ITEM["ScheduledSystemEventSet"]["ScheduledSystemEventType"][0]


def describe_instances_full_status(request: Request) -> Document:
    """List instances; where events are asked for, only the instances that have them."""
    events = {**event_filters(request)}
    ranged = any(events[name] is not None for name in RANGES)
    filtered = ranged or events["id"] is not None or events["EventType"] is not None
    events["EventCycleStatus"] = None if ranged else list(PLANNED_STATUSES)
    named = ids(request, "InstanceId", "InstanceIdLimitExceeded")
    having = Among("SystemEvent", "InstanceId", request.region_id, {**events, "InstanceId": named})
    where = {"id": having if filtered else named, "Status": request.parameters.get("Status")}
    wanted = request.parameters.get("HealthStatus")
    if wanted is None:
        return listing(request, "Instance", where, lambda record: shown(request, record, events))
    answer = of_list(request, list(of_health(request, where, wanted)))
    found = answer["InstanceFullStatusSet"]
    found["InstanceFullStatusType"] = [
        shown(request, instance, events) for instance in found["InstanceFullStatusType"]
    ]
    return answer


def of_health(request: Request, where: Where, wanted: str) -> Iterator[Record]:
    """Yield the instances whose health is the one asked for.

    The document spells one of them OK; today's page does not take it, in either spelling.
    """
    ok = wanted.upper() == "OK"
    if ok and request.profile == "current":
        request.refuse_parameter("HealthStatus", "invalid")
    health = HealthStatus.OK if ok else HealthStatus(wanted)
    if health in CAUSED_BY_EVENTS:
        affected = Among("SystemEvent", "InstanceId", request.region_id, {"Open": True})
        where = {**where, "id" if where["id"] is None else "document.InstanceId": affected}
    for instance in request.store.select("Instance", request.region_id, where):
        if instance_health(request, instance) == health:
            yield instance


def shown(request: Request, instance: Record, events: Where) -> Document:
    """Return an instance as the listing shows it, with those of its events."""
    where = {**events, "InstanceId": instance.id}
    found = request.store.select("SystemEvent", request.region_id, where)
    status = instance.document["Status"]
    return {
        "InstanceId": instance.id,
        "Status": coded(status, INSTANCE_STATUS_CODES.get(status), InstanceStatus),
        "HealthStatus": health_shown(instance_health(request, instance)),
        "ScheduledSystemEventSet": {
            "ScheduledSystemEventType": [part(event.document, EVENT) for event in found]
        },
    }


def part(document: Document, shape: Document) -> Document:
    """Return the fields of the document that the shape has."""
    return {
        name: part(value, shape[name]) if isinstance(value, dict) else value
        for name, value in document.items()
        if name in shape
    }
