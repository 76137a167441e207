"""ModifyInstanceSpec: another type, or another bandwidth, for a pay-as-you-go instance."""

from ecsops.catalogue.ecs.instances.attributes import InstanceChargeType, InstanceStatus
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.billing_options import BANDWIDTHS_IN, BANDWIDTHS_OUT
from ecsops.simulator.instances.creation import cpu_options, type_fields
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.networks.network_settings import public_address
from ecsops.simulator.placement.families import families_of_sets
from ecsops.simulator.placement.hosts import occupy, vacate
from ecsops.simulator.placement.spread import new_host_for

BANDWIDTHS = {
    "InternetMaxBandwidthIn": BANDWIDTHS_IN,
    "InternetMaxBandwidthOut": BANDWIDTHS_OUT,
}
"""The ranges of the bandwidths in Mbit/s (the page, and the bounds of the gateway)."""


def modify_instance_spec(request: Request) -> Document:
    """Change the type of a stopped instance, or a bandwidth of one that is stopped or running."""
    record = existing_instance(request, request.get("InstanceId"))
    if record.document["InstanceChargeType"] != InstanceChargeType.POST_PAID:
        request.refuse("ChargeTypeViolation")
    given = request.parameters
    asked = [name for name in ("InstanceType", *BANDWIDTHS) if name in given]
    if not asked:
        request.refuse("InvalidParameter")
    # A client may write back what it read.
    changes = [name for name in asked if given[name] != record.document[name]]
    if "InstanceType" in changes and len(changes) > 1:
        request.refuse("InvalidParameter.Mismatch")
    if "InstanceType" in changes:
        change_type(request, record, given["InstanceType"])
    elif changes:
        change_bandwidths(request, record, changes)
    request.store.update("Instance", record)
    return {}


def change_type(request: Request, record: Record, type_name: str) -> None:
    """Give the instance another type, on another host if the old one has no room for it."""
    document = record.document
    if type_name not in INSTANCE_TYPES:
        request.refuse("InvalidInstanceType.ValueNotSupported")
    wanted = INSTANCE_TYPES[type_name]
    if document["LocalStorageAmount"] or wanted.local_disks:
        request.refuse("CategoryViolation")
    if document["DeploymentSetId"] and wanted.family not in families_of_sets(request):
        request.refuse("DependencyViolation.InstanceType")
    if document["Status"] != InstanceStatus.STOPPED:
        request.refuse("InvalidInstanceStatus.NotStopped")
    on_host = bool(record.facts["HostId"])
    vacate(request, record)
    document.update(type_fields(type_name), CpuOptions=cpu_options(document, wanted.vcpus))
    request.store.update("Instance", record)
    if on_host:
        host = new_host_for(request, record)
        if host is None:
            request.refuse("OperationDenied.NoStock")
        occupy(request, host, record)


def change_bandwidths(request: Request, record: Record, names: list[str]) -> None:
    """Set bandwidths; an instance gets a public address with its first outbound bandwidth."""
    document = record.document
    if document["Status"] not in (InstanceStatus.RUNNING, InstanceStatus.STOPPED):
        request.refuse("InvalidStatus.ValueNotSupported")
    for name in names:
        if request.parameters[name] not in BANDWIDTHS[name]:
            request.refuse_parameter(name, "invalid")
        document[name] = request.parameters[name]
    if document["InternetMaxBandwidthOut"] and not document["PublicIpAddress"]["IpAddress"]:
        document["PublicIpAddress"] = {"IpAddress": [public_address(request)]}
