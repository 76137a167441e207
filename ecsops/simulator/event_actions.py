"""What system events do to instances: restart them, stop them, move them to another host.

Each function returns the state of the instance that ends the event, or None when it is there.
"""

from ecsops.catalogue.common import StoppedMode
from ecsops.catalogue.instances import InstanceStatus
from ecsops.catalogue.maintenance import ActionOnMaintenance
from ecsops.simulator import fleet
from ecsops.simulator.assumptions import (
    INSTANCE_POWERS_OFF_IN_S,
    INSTANCE_STARTS_IN_S,
    INSTANCE_STOPS_IN_S,
)
from ecsops.simulator.context import Context
from ecsops.simulator.instances import set_status
from ecsops.simulator.placement import new_host_for
from ecsops.simulator.store import Record
from ecsops.simulator.system_events import type_of


def restart(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Restart a running instance, or do what its maintenance attributes say instead."""
    if event.facts.get("Recovery"):
        return recover(context, instance)
    if not type_of(event).startswith("SystemMaintenance."):
        return power_cycle(context, instance, INSTANCE_POWERS_OFF_IN_S)
    action = instance.facts.get("ActionOnMaintenance")
    if action == ActionOnMaintenance.STOP:
        return stop(context, event, instance)
    if action == ActionOnMaintenance.AUTO_REDEPLOY:
        return redeploy(context, event, instance)
    return power_cycle(context, instance, INSTANCE_STOPS_IN_S)


def power_cycle(context: Context, instance: Record, stops_in_s: float) -> InstanceStatus | None:
    """Take a running instance down and up again; one that is down stays so."""
    if not takes_down(context, instance):
        return None
    context.schedule(stops_in_s, "instance.restarts", instance.id)
    return InstanceStatus.RUNNING


def stop(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Stop a running instance."""
    if not takes_down(context, instance):
        return None
    context.schedule(
        INSTANCE_STOPS_IN_S,
        "instance.stopped",
        instance.id,
        StoppedMode=StoppedMode.KEEP_CHARGING,
    )
    return InstanceStatus.STOPPED


def redeploy(context: Context, event: Record, instance: Record) -> InstanceStatus | None:
    """Move the instance to another host and, if it is running, restart it there.

    Where no other host has room it restarts where it is.
    """
    move(context, instance)
    return power_cycle(context, instance, INSTANCE_STOPS_IN_S)


def takes_down(context: Context, instance: Record) -> bool:
    """Begin to take the instance down, and tell whether there was anything to take down."""
    if instance.document["Status"] not in (InstanceStatus.RUNNING, InstanceStatus.STARTING):
        return False
    context.store.unschedule(instance.id, "instance.started")
    set_status(context, instance, InstanceStatus.STOPPING)
    return True


def move(context: Context, instance: Record) -> bool:
    """Move the instance to another host; tell whether there was one."""
    host = new_host_for(context, instance)
    if host is None:
        return False
    fleet.vacate(context, instance)
    fleet.occupy(context, host, instance)
    context.store.update("Instance", instance)
    return True


def recover(context: Context, instance: Record) -> InstanceStatus:
    """Start an instance whose host died on another host, or on its own when that is up again.

    One with local disks cannot leave its host, and waits for it; so does one for which no
    other host has room.
    """
    host = context.store.get("Host", instance.facts["HostId"])
    up = host is not None and host.facts["Free"] != fleet.DOWN
    if up or (not has_local_disks(instance) and move(context, instance)):
        set_status(context, instance, InstanceStatus.STARTING)
        context.schedule(INSTANCE_STARTS_IN_S, "instance.started", instance.id)
    return InstanceStatus.RUNNING


def has_local_disks(instance: Record) -> bool:
    """Tell whether the type of the instance comes with local disks."""
    # A large table that only failures of hosts look into.
    from ecsops.catalogue.instance_types import INSTANCE_TYPES

    return bool(INSTANCE_TYPES[instance.document["InstanceType"]].local_disks)
