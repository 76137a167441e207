"""Public addresses of instances."""

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.networks.network_settings import public_address


def allocate_public_ip_address(request: Request) -> Document:
    """Give an instance a public address, for which it needs outbound bandwidth."""
    instance = request.existing("Instance", request.get("InstanceId"), "InvalidInstanceId.NotFound")
    document = instance.document
    if request.parameters.keys() & {"IpAddress"}:
        request.refuse("InvalidIpAddress.NotFound")
    if "VlanId" in request.parameters:
        request.refuse("InvalidVlanId.NotFound")
    if document["Status"] not in (InstanceStatus.RUNNING, InstanceStatus.STOPPED):
        request.refuse("IncorrectInstanceStatus")
    if any(each["LockReason"] == "security" for each in document["OperationLocks"]["LockReason"]):
        request.refuse("InstanceLockedForSecurity")
    if document["PublicIpAddress"]["IpAddress"]:
        request.refuse("AllocatedAlready")
    if document["EipAddress"]["IpAddress"]:
        request.refuse("OperationDenied")
    if not document["InternetMaxBandwidthOut"]:
        request.refuse("AllocateIpInvalidInstanceBandwidth")
    address = public_address(request)
    document["PublicIpAddress"] = {"IpAddress": [address]}
    request.store.update("Instance", instance)
    return {"IpAddress": address}
