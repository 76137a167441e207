"""User operations on system events: reschedule, consent, redeploy, report."""

from ecsops.catalogue.ecs.events.system_events import SYSTEM_EVENT_TYPES, EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import INSTANCE_POWERS_OFF_IN_S, INSTANCE_STOPS_IN_S
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.actions import has_local_disks, move, power_cycle, recover_on
from ecsops.simulator.events.execution import execute
from ecsops.simulator.events.filters import ids, moment
from ecsops.simulator.events.lifecycle import (
    OPEN_STATUSES,
    enter,
    events_of,
    replan,
    status_of,
    type_of,
)
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.placement.spread import new_host_for

INQUIRING = EventCycleStatus.INQUIRING
SCHEDULED = EventCycleStatus.SCHEDULED
EXECUTING = EventCycleStatus.EXECUTING

REDEPLOYABLE = {
    "SystemMaintenance.Reboot": (INQUIRING, SCHEDULED),
    "SystemMaintenance.Redeploy": (INQUIRING, SCHEDULED),
    "SystemMaintenance.IsolateErrorDisk": (INQUIRING,),
    "SystemMaintenance.ReInitErrorDisk": (INQUIRING,),
    "SystemMaintenance.RebootAndIsolateErrorDisk": (INQUIRING,),
    "SystemMaintenance.RebootAndReInitErrorDisk": (INQUIRING,),
    "SystemFailure.Redeploy": (INQUIRING, SCHEDULED),
    "SystemFailure.Reboot": (EXECUTING,),
}
"""The types and states of events that RedeployInstance answers (its page)."""


def modify_system_event_attribute(request: Request) -> Document:
    """Give a planned restart another time, no later than its first plan and the margin allow."""
    not_before = moment(request, "NotBefore")
    instance = existing_instance(request, request.get("InstanceId"))
    event = request.existing("SystemEvent", request.get("EventId"), "InvalidEventId.NotFound")
    if event.document["InstanceId"] != instance.id:
        request.refuse("InvalidEventId.NotFound")
    if status_of(event) != SCHEDULED or not may_be_replanned(event):
        request.refuse("IncorrectEventStatus")
    if not_before < request.now:
        request.refuse("InvalidNotBefore.Passed")
    first_plan = parse_iso(event.document["ExtendedAttribute"]["InitialNotBefore"])
    if not_before > first_plan - request.quota("RescheduleMarginMinutes") * 60:
        request.refuse("InvalidParameter.NotBefore")
    replan(request, event, not_before)
    return {}


def may_be_replanned(event: Record) -> bool:
    """Return whether the user has a say in when the event is executed."""
    return "ModifySystemEventAttribute" in SYSTEM_EVENT_TYPES[type_of(event)].operations


def accept_inquired_system_event(request: Request) -> Document:
    """Consent to what an event in Inquiring asks for; it is executed at once."""
    unknown = "InvalidEventId.NoInquiringEventFound"
    event = request.existing("SystemEvent", request.get("EventId"), unknown)
    asks = INQUIRING in SYSTEM_EVENT_TYPES[type_of(event)].states
    if status_of(event) in OPEN_STATUSES and not asks:
        request.refuse("OperationDenied.AcceptNotSupported")
    if status_of(event) != INQUIRING:
        request.refuse(unknown)
    instance = request.existing("Instance", event.document["InstanceId"], unknown)
    check_settled(request, instance)
    enter(request, event, EXECUTING)
    execute(request, event)
    return {}


def redeploy_instance(request: Request) -> Document:
    """Move an instance to another host, in answer to an event that allows it."""
    instance = existing_instance(request, request.get("InstanceId"))
    check_settled(request, instance)
    fitting = [each for each in events_of(request, instance) if redeployable(each, instance)]
    if not fitting:
        request.refuse("InvalidOperation.RedeployInstance")
    host = new_host_for(request, instance)
    if host is None:
        request.refuse("InternalError")
    if any(status_of(each) == EXECUTING for each in fitting):
        recover_on(request, instance, host)
    else:
        for event in fitting:
            enter(request, event, EventCycleStatus.AVOIDED)
        move(request, instance, host)
        forced = request.get("ForceStop")
        power_cycle(request, instance, INSTANCE_POWERS_OFF_IN_S if forced else INSTANCE_STOPS_IN_S)
    return {"TaskId": request.new_id("t")}


def check_settled(request: Request, instance: Record) -> None:
    """Refuse an instance that is on its way from one state to another."""
    if instance.document["Status"] not in (InstanceStatus.RUNNING, InstanceStatus.STOPPED):
        request.refuse("IncorrectInstanceStatus")


def redeployable(event: Record, instance: Record) -> bool:
    """Return whether the event allows to redeploy its instance; simulated ones do not."""
    if event.facts.get("Simulated"):
        return False
    if status_of(event) not in REDEPLOYABLE.get(type_of(event), ()):
        return False
    return status_of(event) != EXECUTING or has_local_disks(instance)


def report_instances_status(request: Request) -> Document:
    """Note that a user finds instances or disks to misbehave."""
    instance_ids = ids(request, "InstanceId", "InstanceIdLimitExceeded") or []
    for name in ("DiskId", "Device"):
        ids(request, name, "DiskIdLimitExceeded")
    for name in ("StartTime", "EndTime"):
        if name in request.parameters:
            moment(request, name)
    for instance_id in instance_ids:
        instance = existing_instance(request, instance_id)
        report = {"Time": iso_seconds(request.now), "Description": request.get("Description")}
        instance.facts["Reports"] = [*instance.facts.get("Reports", []), report]
        request.store.update("Instance", instance)
    return {}
