"""Instances: what they are and how they are listed."""

from typing import Any

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.conditions import Between, Holds, Like
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.engine.zones import zone_ids

EQUAL = {
    "DeviceAvailable": "document.DeviceAvailable",
    "ImageId": "document.ImageId",
    "InstanceChargeType": "document.InstanceChargeType",
    "InstanceNetworkType": "document.InstanceNetworkType",
    "InstanceType": "document.InstanceType",
    "InstanceTypeFamily": "document.InstanceTypeFamily",
    "InternetChargeType": "document.InternetChargeType",
    "IoOptimized": "document.IoOptimized",
    "KeyPairName": "document.KeyPairName",
    "ResourceGroupId": "document.ResourceGroupId",
    "Status": "Status",
    "VSwitchId": "document.VpcAttributes.VSwitchId",
    "VpcId": "document.VpcAttributes.VpcId",
    "ZoneId": "ZoneId",
    "HttpEndpoint": "document.MetadataOptions.HttpEndpoint",
    "HttpPutResponseHopLimit": "document.MetadataOptions.HttpPutResponseHopLimit",
    "HttpTokens": "document.MetadataOptions.HttpTokens",
}
"""Parameters that must equal a value of the instance."""

AMONG = {"InstanceIds": "id", "EipAddresses": "document.EipAddress.IpAddress"}
"""Parameters that list values of which the instance must have one."""

HELD = {
    "InnerIpAddresses": "document.InnerIpAddress.IpAddress",
    "PrivateIpAddresses": "document.VpcAttributes.PrivateIpAddress.IpAddress",
    "PublicIpAddresses": "document.PublicIpAddress.IpAddress",
    "RdmaIpAddresses": "document.RdmaIpAddress.IpAddress",
}
"""Parameters that list addresses of which the instance must hold one."""

TIMES = {
    "CreationStartTime": ("document.CreationTime", "low"),
    "CreationEndTime": ("document.CreationTime", "high"),
    "ExpiredStartTime": ("document.ExpiredTime", "low"),
    "ExpiredEndTime": ("document.ExpiredTime", "high"),
}
"""Filter.N.Key: the time that it bounds, and from which side."""


def describe_instances(request: Request) -> Document:
    """List instances by any of the documented filters."""
    return listing(request, "Instance", filters(request))


def filters(request: Request) -> Where:
    """Return the conditions that the parameters of DescribeInstances mean."""
    given = request.parameters
    if "HpcClusterId" in given:
        request.refuse("InvalidHpcClusterId.NotFound")
    where: dict[str, Any] = {path: given.get(name) for name, path in EQUAL.items()}
    for name, path in AMONG.items():
        where[path] = listed(request, name)
    for name, path in HELD.items():
        values = listed(request, name)
        where[path] = Holds(tuple(values)) if values else None
    if wanted := given.get("InstanceName"):
        where["InstanceName"] = Like(wanted) if "*" in wanted else wanted
    if group := given.get("SecurityGroupId"):
        where["document.SecurityGroupIds.SecurityGroupId"] = Holds((group,))
    if reason := given.get("LockReason"):
        where["document.OperationLocks.LockReason"] = Like(f'*"LockReason":"{reason}"*')
    if "Ipv6Address" in given:
        where["id"] = []  # no instance has one
    where["document.Tags.Tag"] = tagged(request)
    return {**where, **time_filters(request)}


def listed(request: Request, name: str) -> list[str] | None:
    """Return the values of a parameter that is a JSON array, or None when it is absent."""
    values = request.parameters.get(name)
    if values is None:
        return None
    if not isinstance(values, list) or len(values) > request.quota("InstancesPerCall"):
        request.refuse_parameter(name, "invalid")
    return [str(value) for value in values]


def time_filters(request: Request) -> Where:
    """Return the conditions of Filter.N, which bound when instances begin and end."""
    bounds: dict[str, dict[str, str]] = {}
    for each in request.parameters.get("Filter", []):
        if each.get("Key") not in TIMES:
            request.refuse("InvalidFilterKey.NotFound")
        path, side = TIMES[each["Key"]]
        bounds.setdefault(path, {})[side] = minutes(request, each.get("Value", ""))
    return {path: Between(ends.get("low"), ends.get("high")) for path, ends in bounds.items()}


def minutes(request: Request, value: str) -> str:
    """Return the time of a filter, refused unless it is of the form `2017-12-10T04:04Z`."""
    try:
        parse_iso(value)
    except ValueError:
        request.refuse("InvalidFilterValue")
    return value


def describe_instance_status(request: Request) -> Document:
    """List ids and states."""
    zone_id = request.parameters.get("ZoneId")
    if zone_id and zone_id not in zone_ids(request.region_id):
        request.refuse("InvalidZoneId.NotFound")
    if len(request.parameters.get("InstanceId", [])) > request.quota("InstancesPerCall"):
        request.refuse("InvalidParameter.TooManyInstanceIds")
    where = {
        "id": request.parameters.get("InstanceId"),
        "ZoneId": zone_id,
        "document.ClusterId": request.parameters.get("ClusterId"),
    }
    return listing(
        request,
        "Instance",
        where,
        lambda record: {"InstanceId": record.id, "Status": record.document["Status"]},
    )


def existing_instance(request: Request, instance_id: str) -> Record:
    """Return the instance, or refuse as the operation documents it for an unknown one."""
    return request.existing(
        "Instance", instance_id, "InvalidInstanceId.NotFound", "InvalidInstance.NotFound"
    )


def set_status(context: Context, record: Record, status: InstanceStatus) -> None:
    """Put the instance into the state, and tell so."""
    record.document["Status"] = status
    if status != InstanceStatus.STOPPED:
        record.document["StoppedMode"] = StoppedMode.NOT_APPLICABLE
    context.store.update("Instance", record)
    context.tell("instance.state", record)
