"""Effects of system events on instances: restart, stop, move or release.

A function named in ACTIONS of `event_execution` returns the state of the instance that ends the
event, or None when it is there.
"""

from ecsops.catalogue.ecs.deployment_sets import OnUnableToRedeployFailedInstance
from ecsops.catalogue.ecs.events.maintenance import ActionOnMaintenance
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.simulator.assumptions import (
    INSTANCE_POWERS_OFF_IN_S,
    INSTANCE_STARTS_IN_S,
    INSTANCE_STOPS_IN_S,
)
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.lifecycle import type_of
from ecsops.simulator.instances.listing import set_status
from ecsops.simulator.placement import hosts
from ecsops.simulator.placement.spread import any_host, new_host_for

KEEP_STOPPED = OnUnableToRedeployFailedInstance.KEEP_STOPPED

UP = (InstanceStatus.RUNNING, InstanceStatus.STARTING)


def reboots(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Restart the instance, or do what its maintenance attributes say instead."""
    if event.facts.get("Recovery"):
        return recover(context, instance)
    if not type_of(event).startswith("SystemMaintenance."):
        return power_cycle(context, instance, INSTANCE_POWERS_OFF_IN_S)
    action = instance.facts.get("ActionOnMaintenance")
    if action == ActionOnMaintenance.STOP:
        return stops(context, event, instance)
    if action == ActionOnMaintenance.AUTO_REDEPLOY:
        return redeploys(context, event, instance)
    return power_cycle(context, instance, INSTANCE_STOPS_IN_S)


def stops(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Stop the instance."""
    if not takes_down(context, instance):
        return None
    mode = StoppedMode.KEEP_CHARGING
    context.schedule(INSTANCE_STOPS_IN_S, "instance.stopped", instance.id, StoppedMode=mode)
    return InstanceStatus.STOPPED


def redeploys(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Move the instance to another host and, if it is up, restart it there.

    Where no other host has room it restarts where it is.
    """
    if host := new_host_for(context, instance):
        move(context, instance, host)
    return power_cycle(context, instance, INSTANCE_STOPS_IN_S)


def releases(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Release the instance."""
    context.schedule(0, "instance.auto_release", instance.id)
    return None


def power_cycle(context: Context, instance: Record, stops_in_s: float) -> InstanceStatus | None:
    """Take the instance down and up again; one that is down stays so."""
    if not takes_down(context, instance):
        return None
    context.schedule(stops_in_s, "instance.restarts", instance.id)
    return InstanceStatus.RUNNING


def takes_down(context: Context, instance: Record) -> bool:
    """Begin to take the instance down, and tell whether there was anything to take down."""
    if instance.document["Status"] not in UP:
        return False
    context.store.due.remove(instance.id, "instance.started")
    set_status(context, instance, InstanceStatus.STOPPING)
    return True


def move(context: Context, instance: Record, host: Record) -> None:
    """Move the instance to that host."""
    hosts.vacate(context, instance)
    # The host was read before the instance left; they may be the same one.
    target = context.store.get("Host", host.id)
    assert target is not None
    hosts.occupy(context, target, instance)
    context.store.update("Instance", instance)


def recover(context: Context, instance: Record) -> InstanceStatus:
    """Start an instance whose host died: on its own host when that is up again, else on another.

    One with local disks cannot leave its host, and waits for it; so does one without a free host.
    """
    if hosts.is_on_dead_host(context, instance):
        host = None if has_local_disks(instance) else refuge(context, instance)
    else:
        host = context.store.get("Host", instance.facts["HostId"])
    if host is not None:
        recover_on(context, instance, host)
    return InstanceStatus.RUNNING


def refuge(context: Context, instance: Record) -> Record | None:
    """Return another host for an instance whose own one died, or None.

    Where none suits its deployment set the instance leaves the set for one, unless the set was
    made to keep it stopped.
    """
    deployment_set = context.store.get("DeploymentSet", instance.document["DeploymentSetId"])
    host = new_host_for(context, instance)
    if host is not None or deployment_set is None:
        return host
    if deployment_set.facts.get("OnUnableToRedeployFailedInstance") == KEEP_STOPPED:
        return None
    document = instance.document
    host = any_host(context, document["ZoneId"], document["InstanceTypeFamily"], document["Cpu"])
    if host is not None:
        document.update(DeploymentSetId="", DeploymentSetGroupNo=0)
    return host


def recover_on(context: Context, instance: Record, host: Record) -> None:
    """Start an instance that is down on that host."""
    move(context, instance, host)
    set_status(context, instance, InstanceStatus.STARTING)
    context.schedule(INSTANCE_STARTS_IN_S, "instance.started", instance.id)


def has_local_disks(instance: Record) -> bool:
    """Return whether the instance comes with local disks."""
    return int(instance.document["LocalStorageAmount"]) > 0
