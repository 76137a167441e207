"""Which security groups an instance or a network interface is in."""

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.networks.interface_records import keep_interfaces
from ecsops.simulator.networks.security_groups import existing_group, members

STEADY = (InstanceStatus.RUNNING, InstanceStatus.STOPPED)


def join_security_group(request: Request) -> Document:
    """Add an instance or a network interface to a security group."""
    group = existing_group(request)
    kind, record = member_asked(request)
    ids = groups_of(record)
    if group.id in ids:
        request.refuse("InvalidInstanceId.AlreadyExists")
    if vpc_of(record) != group.document["VpcId"]:
        mismatch = (
            "InvalidInstanceId.Mismatch" if kind == "Instance" else "InvalidOperation.VpcMismatch"
        )
        request.refuse(mismatch)
    if len(ids) >= request.quota("SecurityGroupsPerInstance"):
        request.refuse("InstanceSecurityGroupLimitExceeded")
    if members(request, group.id) >= request.quota("InstancesPerSecurityGroup"):
        request.refuse("SecurityGroupInstanceLimitExceeded")
    set_groups(request, kind, record, [*ids, group.id])
    return {}


def leave_security_group(request: Request) -> Document:
    """Take an instance or a network interface out of a security group, unless it is the last."""
    group = existing_group(request)
    kind, record = member_asked(request)
    ids = groups_of(record)
    if group.id not in ids:
        request.refuse("InstanceNotInSecurityGroup")
    if len(ids) == 1:
        request.refuse("InstanceLastSecurityGroup")
    set_groups(request, kind, record, [each for each in ids if each != group.id])
    return {}


def member_asked(request: Request) -> tuple[str, Record]:
    """Return the instance or the secondary interface of the call, and its kind.

    The primary interface of an instance stands for the instance.
    """
    given = request.parameters
    if ("InstanceId" in given) == ("NetworkInterfaceId" in given):
        request.refuse("InvalidInstanceId.Malformed")
    if "InstanceId" in given:
        return "Instance", steady_instance(request, given["InstanceId"])
    if "RegionId" not in given:
        request.refuse("MissingParameter.RegionId")
    interface = request.existing(
        "NetworkInterface", given["NetworkInterfaceId"], "InvalidEniId.NotFound"
    )
    if interface.document["Type"] == "Primary":
        return "Instance", steady_instance(request, interface.document["InstanceId"])
    return "NetworkInterface", interface


def steady_instance(request: Request, instance_id: str) -> Record:
    """Return an instance that is Running or Stopped, or refuse."""
    instance = request.existing("Instance", instance_id, "InvalidInstanceId.NotFound")
    if instance.document["Status"] not in STEADY:
        request.refuse("IncorrectInstanceStatus")
    locks = instance.document["OperationLocks"]["LockReason"]
    if any(each["LockReason"] == "security" for each in locks):
        request.refuse("InstanceLockedForSecurity")
    return instance


def groups_of(record: Record) -> list[str]:
    """Return the security groups of an instance or an interface."""
    ids: list[str] = record.document["SecurityGroupIds"]["SecurityGroupId"]
    return ids


def vpc_of(record: Record) -> str:
    """Return the VPC of an instance or an interface."""
    document = record.document
    return str(document.get("VpcId") or document["VpcAttributes"]["VpcId"])


def set_groups(request: Request, kind: str, record: Record, ids: list[str]) -> None:
    """Store the security groups of an instance, and so of its interface, or of an interface."""
    record.document["SecurityGroupIds"] = {"SecurityGroupId": ids}
    request.store.update(kind, record)
    if kind == "Instance":
        keep_interfaces(request, record)
