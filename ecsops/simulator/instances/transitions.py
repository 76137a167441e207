"""Steps after a start, stop, restart or release, and how long each takes."""

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import (
    INSTANCE_POWERS_OFF_IN_S,
    INSTANCE_STARTS_IN_S,
    INSTANCE_STOPS_IN_S,
    SPOT_NOTICE_S,
)
from ecsops.simulator.engine.clock import iso_minutes
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.listing import set_status
from ecsops.simulator.placement.hosts import vacate


def release(context: Context, record: Record) -> None:
    """Remove the instance: its host, its due entries, and its dependent records."""
    vacate(context, record)
    context.store.due.remove(record.id)
    context.store.delete("Instance", record.id)
    context.tell("instance.released", record)


def begin_start(context: Context, record: Record) -> None:
    """Start the instance; it becomes Running a while later."""
    set_status(context, record, InstanceStatus.STARTING)
    context.schedule(INSTANCE_STARTS_IN_S, "instance.started", record.id)


def begin_stop(
    request: Request, record: Record, happening: str, stopped_mode: str | None = None
) -> None:
    """Stop the instance; the due entry continues when it is down."""
    request.store.due.remove(record.id, "instance.started")
    set_status(request, record, InstanceStatus.STOPPING)
    forced = request.parameters.get("ForceStop") or request.parameters.get("ForceReboot")
    takes_s = INSTANCE_POWERS_OFF_IN_S if forced else INSTANCE_STOPS_IN_S
    request.schedule(takes_s, happening, record.id, StoppedMode=stopped_mode)


def restart_from_inside(context: Context, record: Record) -> None:
    """Restart an instance whose own system asked for it; no system event is avoided by that."""
    stop_inside(context, record, "instance.restarts")


def stop_from_inside(context: Context, record: Record) -> None:
    """Stop an instance whose own system powered off; it is charged on."""
    stop_inside(context, record, "instance.stopped")


def stop_inside(context: Context, record: Record, happening: str) -> None:
    """Stop an instance from inside; what follows when it is down is the happening."""
    set_status(context, record, InstanceStatus.STOPPING)
    context.schedule(INSTANCE_STOPS_IN_S, happening, record.id, StoppedMode=None)


def prepared(context: Context, instance_id: str, words: Document) -> None:
    """A new instance is ready: it starts, or is Stopped when it came from CreateInstance."""
    record = present(context, instance_id)
    if words["Start"]:
        begin_start(context, record)
    else:
        be_stopped(context, record, StoppedMode.KEEP_CHARGING)


def started(context: Context, instance_id: str, words: Document) -> None:
    """The instance is up."""
    record = present(context, instance_id)
    record.document["StartTime"] = iso_minutes(context.now)
    set_status(context, record, InstanceStatus.RUNNING)
    context.tell("instance.running", record)


def stopped(context: Context, instance_id: str, words: Document) -> None:
    """The instance is down."""
    record = present(context, instance_id)
    be_stopped(context, record, words["StoppedMode"] or StoppedMode.KEEP_CHARGING)


def be_stopped(context: Context, record: Record, mode: str) -> None:
    """Put the instance into Stopped; one that is no longer charged gives its host back."""
    record.document["StoppedMode"] = mode
    if mode == StoppedMode.STOP_CHARGING:
        vacate(context, record)
    set_status(context, record, InstanceStatus.STOPPED)


def restarts(context: Context, instance_id: str, words: Document) -> None:
    """The instance that is restarted is down, and comes up again."""
    begin_start(context, present(context, instance_id))


def auto_release(context: Context, instance_id: str, words: Document) -> None:
    """The AutoReleaseTime of the instance has come, or its spot notice is over."""
    release(context, present(context, instance_id))


def preempt(context: Context, fault: Record) -> None:
    """Give a spot instance notice: it is released five minutes later (document §4.2)."""
    record = context.store.get("Instance", fault.document["InstanceId"])
    if record is not None and record.document["SpotStrategy"] != "NoSpot":
        context.tell("instance.preempted", record)
        context.schedule(SPOT_NOTICE_S, "instance.auto_release", record.id)


def present(context: Context, instance_id: str) -> Record:
    """Return the instance of a happening; what is due goes with the instance that is released."""
    record = context.subject("Instance", instance_id)
    return record
