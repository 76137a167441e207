"""Starting, stopping and restarting instances. Every step takes its time."""

from ecsops.catalogue.instances import InstanceStatus, StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import (
    INSTANCE_POWERS_OFF_IN_S,
    INSTANCE_STARTS_IN_S,
    INSTANCE_STOPS_IN_S,
)
from ecsops.simulator.clock import iso_minutes
from ecsops.simulator.context import Context, Request
from ecsops.simulator.instances import existing_instance, set_status
from ecsops.simulator.store import Record


def start_instance(request: Request) -> Document:
    """Start a stopped instance."""
    record = instance_in(request, InstanceStatus.STOPPED)
    begin_start(request, record)
    return {}


def stop_instance(request: Request) -> Document:
    """Stop a running instance, with the charging mode asked for."""
    record = instance_in(request, InstanceStatus.RUNNING, InstanceStatus.STARTING)
    begin_stop(request, record, "instance.stopped", request.get("StoppedMode"))
    return {}


def reboot_instance(request: Request) -> Document:
    """Restart a running instance: Stopping, Starting, Running."""
    record = instance_in(request, InstanceStatus.RUNNING)
    request.tell("instance.restart_asked", record)
    begin_stop(request, record, "instance.restarts")
    return {}


def instance_in(request: Request, *statuses: InstanceStatus) -> Record:
    """Return the instance of the call, refused unless it is in one of the states.

    An instance that waits for its automatic recovery is refused too (document §3.2).
    """
    record = existing_instance(request, request.get("InstanceId"))
    if record.document["Status"] not in statuses or record.facts.get("RecoveryEventId"):
        request.refuse("IncorrectInstanceStatus")
    return record


def begin_start(context: Context, record: Record) -> None:
    """Let the instance start; it is Running a while later."""
    set_status(context, record, InstanceStatus.STARTING)
    context.schedule(INSTANCE_STARTS_IN_S, "instance.started", record.id)


def begin_stop(
    request: Request, record: Record, happening: str, stopped_mode: str | None = None
) -> None:
    """Let the instance stop; what follows when it is down is the happening."""
    request.store.unschedule(record.id, "instance.started")
    set_status(request, record, InstanceStatus.STOPPING)
    takes_s = INSTANCE_POWERS_OFF_IN_S if request.get("ForceStop") else INSTANCE_STOPS_IN_S
    request.schedule(takes_s, happening, record.id, StoppedMode=stopped_mode)


def started(context: Context, instance_id: str, words: Document) -> None:
    """The instance is up."""
    record = present(context, instance_id)
    record.document["StartTime"] = iso_minutes(context.now)
    set_status(context, record, InstanceStatus.RUNNING)
    context.tell("instance.running", record)


def stopped(context: Context, instance_id: str, words: Document) -> None:
    """The instance is down."""
    record = present(context, instance_id)
    record.document["StoppedMode"] = words["StoppedMode"] or StoppedMode.KEEP_CHARGING
    set_status(context, record, InstanceStatus.STOPPED)


def restarts(context: Context, instance_id: str, words: Document) -> None:
    """The instance that is restarted is down, and comes up again."""
    begin_start(context, present(context, instance_id))


def present(context: Context, instance_id: str) -> Record:
    """Return the instance of a happening; what is due goes with the instance that is released."""
    record = context.store.get("Instance", instance_id)
    assert record is not None, f"{instance_id} is due but gone"
    return record
