"""Starting, stopping, restarting and releasing instances: who asks for it, and what is refused."""

from collections.abc import Callable

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus, LockReason
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.ecs.instances.lifecycle import BatchOptimization
from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import answer
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.instances.transitions import begin_start, begin_stop, release
from ecsops.simulator.placement.hosts import is_on_dead_host, occupy
from ecsops.simulator.placement.spread import new_host_for

Act = Callable[[Request, Record], None]


STARTABLE = (InstanceStatus.STOPPED,)


STOPPABLE = (InstanceStatus.RUNNING, InstanceStatus.STARTING)


REBOOTABLE = (InstanceStatus.RUNNING,)


def start_instance(request: Request) -> Document:
    """Start a stopped instance."""
    return one(request, start)


def start_instances(request: Request) -> Document:
    """Start several stopped instances."""
    return several(request, start)


def stop_instance(request: Request) -> Document:
    """Stop a running instance, with the charging mode asked for."""
    return one(request, stop)


def stop_instances(request: Request) -> Document:
    """Stop several running instances."""
    return several(request, stop)


def reboot_instance(request: Request) -> Document:
    """Restart a running instance: Stopping, Starting, Running."""
    return one(request, reboot)


def reboot_instances(request: Request) -> Document:
    """Restart several running instances."""
    return several(request, reboot)


def delete_instance(request: Request) -> Document:
    """Release a stopped instance, or with Force a running one."""
    return one(request, delete)


def delete_instances(request: Request) -> Document:
    """Release several instances, all or none."""
    for record in instances_asked(request):
        delete(request, record)
    return {}


def one(request: Request, act: Act) -> Document:
    """Act on the instance of the call."""
    act(request, existing_instance(request, request.get("InstanceId")))
    return {}


def several(request: Request, act: Act) -> Document:
    """Act on the instances of the call: on all or none, or with SuccessFirst on those it can."""
    records = instances_asked(request)
    first = request.get("BatchOptimization") == BatchOptimization.SUCCESS_FIRST
    responses = [response(request, act, record, first) for record in records]
    return answer(request.operation, responses)


def instances_asked(request: Request) -> list[Record]:
    """Return the instances of a call on several; an unknown one refuses all of it."""
    instance_ids = request.get("InstanceId")
    if len(instance_ids) > request.quota("InstancesPerCall"):
        request.refuse("InvalidParameter.TooManyInstanceIds")
    return [existing_instance(request, instance_id) for instance_id in instance_ids]


def response(request: Request, act: Act, record: Record, success_first: bool) -> Document:
    """Act on one instance of several, and return what the answer tells of it."""
    told = {"InstanceId": record.id, "PreviousStatus": str(record.document["Status"])}
    try:
        with request.store.attempt():
            act(request, record)
    except ApiError as error:
        if not success_first:
            raise
        status = told["PreviousStatus"]
        return {**told, "CurrentStatus": status, "Code": error.code, "Message": error.message}
    status = str(record.document["Status"])
    return {**told, "CurrentStatus": status, "Code": "200", "Message": "success"}


def check_status(request: Request, record: Record, *statuses: InstanceStatus) -> None:
    """Refuse an instance that is in none of the states.

    One that waits for its automatic recovery is refused too (document §3.2).
    """
    if record.document["Status"] not in statuses or record.facts.get("RecoveryEventId"):
        request.refuse("IncorrectInstanceStatus")


def check_paid(request: Request, record: Record) -> None:
    """Refuse an instance that is locked because it was not paid for."""
    locks = [each["LockReason"] for each in record.document["OperationLocks"]["LockReason"]]
    if LockReason.FINANCIAL in locks:
        request.refuse("InstanceExpiredOrInArrears", "InstanceExpired", "IncorrectInstanceStatus")


def start(request: Request, record: Record) -> None:
    """Start an instance; one that was StopCharging needs a host again.

    One that a dead host left behind (document §3.2) cannot start before that is repaired.
    """
    check_status(request, record, *STARTABLE)
    check_paid(request, record)
    if is_on_dead_host(request, record):
        request.refuse("OperationDenied.HostRepairing", "IncorrectInstanceStatus")
    if not record.facts["HostId"]:
        host = new_host_for(request, record)
        if host is None:
            request.refuse("OperationDenied.NoStock")
        occupy(request, host, record)
    begin_start(request, record)


def stop(request: Request, record: Record) -> None:
    """Stop an instance."""
    check_status(request, record, *STOPPABLE)
    check_stop(request, record)
    begin_stop(request, record, "instance.stopped", request.get("StoppedMode"))


def check_stop(request: Request, record: Record) -> None:
    """Refuse to stop charging, or to hibernate, an instance that does not have it."""
    document = record.document
    charged = {
        "Pre pay": document["InstanceChargeType"] == "PrePaid",
        "Local disk": document["LocalStorageAmount"] > 0,
        "Spot": document["SpotStrategy"] != "NoSpot",
    }
    if request.get("StoppedMode") == StoppedMode.STOP_CHARGING and any(charged.values()):
        kind = next(name for name in charged if charged[name])
        request.refuse_saying(
            "InvalidInstanceId.NotSupport", f"{kind} instance does not support this operation."
        )
    if request.parameters.get("Hibernate") and not document["HibernationOptions"]["Configured"]:
        request.refuse("HibernationConfigured.NotEnabled")


def reboot(request: Request, record: Record) -> None:
    """Restart an instance."""
    check_status(request, record, *REBOOTABLE)
    request.tell("instance.restart_asked", record)
    begin_stop(request, record, "instance.restarts")


def delete(request: Request, record: Record) -> None:
    """Release an instance; a running one at once, or with ForceStop=false after a shutdown."""
    document = record.document
    if document["DeletionProtection"]:
        request.refuse("InvalidOperation.DeletionProtection")
    if document["InstanceChargeType"] == "PrePaid" and not is_terminated(request, record):
        request.refuse("ChargeTypeViolation")
    if document["Status"] != InstanceStatus.STOPPED and not request.get("Force", False):
        request.refuse("IncorrectInstanceStatus")
    if document["Status"] in STOPPABLE and not request.get("ForceStop", True):
        begin_stop(request, record, "instance.auto_release")
    else:
        release(request, record)


def is_terminated(request: Request, record: Record) -> bool:
    """Return whether the call releases a subscription, and it has expired."""
    expired = parse_iso(record.document["ExpiredTime"]) <= request.now
    return expired and bool(request.get("TerminateSubscription", False))
