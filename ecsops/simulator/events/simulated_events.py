"""Simulated system events: planned and canceled by the user, to rehearse the real ones."""

from ecsops.catalogue.ecs.events.system_events import (
    SIMULATED_EVENT_TYPES,
    SIMULATED_REASON,
    EventCycleStatus,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.execution import act
from ecsops.simulator.events.filters import moment
from ecsops.simulator.events.lifecycle import OPEN_STATUSES, enter, publish, status_of, takes_part

TYPES_OF_2019 = SIMULATED_EVENT_TYPES[:3]
"""The types that the document's edition of CreateSimulatedSystemEvents takes."""


def create_simulated_system_events(request: Request) -> Document:
    """Plan an event for each of the instances; those of failures are Executing until NotBefore."""
    event_type = request.get("EventType")
    if request.profile == "document" and event_type not in TYPES_OF_2019:
        request.refuse("InvalidParameter")
    not_before = moment(request, "NotBefore")
    if not_before <= request.now:
        request.refuse("InvalidNotBefore.Passed")
    instances = instances_named(request)
    event_ids = [simulate(request, each, event_type, not_before).id for each in instances]
    return {"EventIdSet": {"EventId": event_ids}}


def instances_named(request: Request) -> list[Record]:
    """Return the instances of the call, refused unless all of them can have events."""
    instance_ids = request.get("InstanceId")
    if len(instance_ids) > request.quota("SimulatedEventInstances"):
        request.refuse("InstanceIdLimitExceeded")
    instances = [
        request.existing("Instance", each, "InvalidInstanceId.NotFound") for each in instance_ids
    ]
    if not all(takes_part(instance) for instance in instances):
        request.refuse("InvalidParameter")
    return instances


def simulate(request: Request, instance: Record, event_type: str, not_before: float) -> Record:
    """Publish one simulated event; it does nothing to the instance unless TriggerRealOps."""
    planned = event_type.startswith("SystemMaintenance.")
    record = publish(
        request,
        instance,
        event_type,
        EventCycleStatus.SCHEDULED if planned else EventCycleStatus.EXECUTING,
        not_before=not_before,
        reason=SIMULATED_REASON,
        Simulated=True,
        Acts=bool(request.get("TriggerRealOps")),
    )
    if not planned:
        request.schedule(not_before - request.now, "system_event.ends", record.id)
        if record.facts["Acts"]:
            act(request, record)
    return record


def cancel_simulated_system_events(request: Request) -> Document:
    """Cancel events that are not over yet; all of them or, when one is refused, none."""
    event_ids = request.get("EventId")
    if len(event_ids) > request.quota("EventIdsPerQuery"):
        request.refuse("EventIdLimitExceeded")
    for event_id in event_ids:
        record = request.existing("SystemEvent", event_id, "InvalidEventId.NotFound")
        if not record.facts.get("Simulated"):
            request.refuse("CannotCancelSystemEvent.NotSimulated")
        if status_of(record) not in OPEN_STATUSES:
            request.refuse("InvalidEventId.NotFound")
        enter(request, record, EventCycleStatus.CANCELED)
    return {}
