"""A host dies, and its instances recover: planned by the service, on another host (document §3.2).

What an instance is stays as it was: its id, its addresses, its metadata. While its recovery is
planned or under way the user cannot operate it.
"""

from ecsops.catalogue.ecs.events.system_events import EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import PUBLISHED_REASONS, RECOVERY_AFTER_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.actions import has_local_disks, move, recover
from ecsops.simulator.events.lifecycle import (
    PLANNED_STATUSES,
    enter,
    events_of,
    publish,
    status_of,
    takes_part,
    type_of,
)
from ecsops.simulator.faults import kinds
from ecsops.simulator.instances.listing import set_status
from ecsops.simulator.placement import hosts
from ecsops.simulator.placement.spread import new_host_for

POWER_HAPPENINGS = (
    "instance.started",
    "instance.stopped",
    "instance.restarts",
    "instance.prepared",
)
"""Due entries about an instance that is starting or stopping."""


def host_fails(context: Context, fault: Record) -> None:
    """Take a host down and plan the recovery of its instances. Raises EcsopsError for no host."""
    host = kinds.struck(context, fault, "Host", "HostId")
    hosts.take_down(context, host)
    for instance in hosts.instances_on(context, host.id):
        instance_fails(context, instance)


def instance_fails(context: Context, instance: Record) -> None:
    """An instance loses its host. One that is stopped just gets another when there is one."""
    if instance.document["Status"] == InstanceStatus.STOPPED:
        host = None if has_local_disks(instance) else new_host_for(context, instance)
        if host is not None:
            move(context, instance, host)
        return
    for happening in POWER_HAPPENINGS:
        context.store.due.remove(instance.id, happening)
    instance.document["StoppedMode"] = StoppedMode.KEEP_CHARGING
    set_status(context, instance, InstanceStatus.STOPPED)
    plan_recovery(context, instance)


def plan_recovery(context: Context, instance: Record) -> None:
    """Publish the recovery, and cancel what was planned for the host that is dead.

    A family without events recovers at the same time without one.
    """
    for event in events_of(context, instance, PLANNED_STATUSES):
        if type_of(event).startswith("SystemMaintenance."):
            enter(context, event, EventCycleStatus.CANCELED)
    instance.facts["RecoveryEventId"] = instance.id
    if takes_part(instance):
        event = publish(
            context,
            instance,
            "SystemFailure.Reboot",
            EventCycleStatus.SCHEDULED,
            not_before=context.now + RECOVERY_AFTER_S,
            reason=PUBLISHED_REASONS["SystemFailure"],
            Acts=True,
            Recovery=True,
        )
        instance.facts["RecoveryEventId"] = event.id
    else:
        context.schedule(RECOVERY_AFTER_S, "instance.recovers", instance.id)
    context.store.update("Instance", instance)


def recovers(context: Context, instance_id: str, words: Document) -> None:
    """An instance of a family without events recovers, or waits for a host."""
    instance = context.subject("Instance", instance_id)
    recover(context, instance)
    if hosts.is_on_dead_host(context, instance):
        instance.facts["RecoveryWaits"] = True
        context.store.update("Instance", instance)


def host_returns(context: Context, fault: Record) -> None:
    """The host is up again, and so are the instances on it whose recovery waited for it."""
    if kinds.active(context, "host", HostId=fault.document["HostId"]):
        return
    host = context.store.get("Host", fault.document["HostId"])
    assert host is not None, "hosts are never removed"
    hosts.bring_up(context, host)
    recover_waiting(context, host.id)


def room_returns(context: Context, cause: Record) -> None:
    """An instance is released, or stock is back: waiting recoveries are tried again."""
    for fault in context.store.select("Fault", context.region_id, {"Kind": "host"}):
        recover_waiting(context, fault.document["HostId"])


def recover_waiting(context: Context, host_id: str) -> None:
    """Recover the instances on a host whose planned time has come and that still exist."""
    for instance in hosts.instances_on(context, host_id):
        event = context.store.get("SystemEvent", instance.facts.get("RecoveryEventId", ""))
        executing = event is not None and status_of(event) == EventCycleStatus.EXECUTING
        if executing or instance.facts.get("RecoveryWaits"):
            recover(context, instance)


def instance_changed(context: Context, instance: Record) -> None:
    """An instance that is up again is the user's to operate."""
    if instance.document["Status"] == InstanceStatus.RUNNING:
        give_back(context, instance)


def event_changed(context: Context, event: Record) -> None:
    """A recovery that failed leaves the instance down, and gives it back to the user."""
    if event.facts.get("Recovery") and status_of(event) == EventCycleStatus.FAILED:
        instance = context.store.get("Instance", event.document["InstanceId"])
        if instance is not None:
            give_back(context, instance)


def give_back(context: Context, instance: Record) -> None:
    """Allow the user to operate the instance again."""
    if instance.facts.get("RecoveryEventId"):
        instance.facts.update(RecoveryEventId="", RecoveryWaits=False)
        context.store.update("Instance", instance)
