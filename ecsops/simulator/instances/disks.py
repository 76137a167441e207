"""How disks are listed."""

from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.engine.zones import zone_ids

IDS_MOST = 100
"""How many ids one DescribeDisks or DescribeSnapshots call may name (their pages)."""

EQUAL = {
    "AutoSnapshotPolicyId": "document.AutoSnapshotPolicyId",
    "Category": "document.Category",
    "DeleteAutoSnapshot": "document.DeleteAutoSnapshot",
    "DeleteWithInstance": "document.DeleteWithInstance",
    "DiskChargeType": "document.DiskChargeType",
    "DiskName": "document.DiskName",
    "DiskType": "document.Type",
    "EnableAutoSnapshot": "document.EnableAutoSnapshot",
    "EnableAutomatedSnapshotPolicy": "document.EnableAutomatedSnapshotPolicy",
    "Encrypted": "document.Encrypted",
    "InstanceId": "InstanceId",
    "KMSKeyId": "document.KMSKeyId",
    "MultiAttach": "document.MultiAttach",
    "PerformanceLevel": "document.PerformanceLevel",
    "Portable": "document.Portable",
    "ResourceGroupId": "document.ResourceGroupId",
    "SnapshotId": "document.SourceSnapshotId",
    "Status": "Status",
    "ZoneId": "document.ZoneId",
}
"""Parameters that must equal a value of the disk; `all` is every value."""


def describe_disks(request: Request) -> Document:
    """List disks by any of the documented filters."""
    zone_id = request.parameters.get("ZoneId")
    if zone_id and zone_id not in zone_ids(request.region_id):
        request.refuse("InvalidZoneId.NotFound")
    where = equal(request, EQUAL)
    where["id"] = ids_asked(request, "DiskIds")
    if request.parameters.get("LockReason"):
        where["id"] = []  # no disk is ever locked here
    if request.parameters.get("EnableShared"):
        where["id"] = []  # and none is shared
    return listing(request, "Disk", {**where, **common_filters(request)})


def equal(request: Request, paths: dict[str, str]) -> dict[str, Any]:
    """Return the conditions of the parameters that must equal a value."""
    given = {name: request.parameters.get(name) for name in paths}
    return {paths[name]: value for name, value in given.items() if value not in ("all", "All")}


def ids_asked(request: Request, name: str) -> list[str] | None:
    """Return the ids of a parameter that is a JSON array, or None when it is absent."""
    ids = request.parameters.get(name)
    if ids is None:
        return None
    if not isinstance(ids, list):
        request.refuse_parameter(name, "invalid")
    if len(ids) > IDS_MOST:
        request.refuse(f"Invalid{name}.Malformed")
    return [str(each) for each in ids]


def common_filters(request: Request) -> Where:
    """Return the conditions of Tag.N and Filter.N."""
    where: dict[str, Any] = {"document.Tags.Tag": tagged(request)}
    for each in request.parameters.get("Filter", []):
        if each.get("Key") != "CreationStartTime":
            request.refuse("InvalidFilterKey.NotFound")
        where["document.CreationTime"] = Between(created_since(request, each), None)
    return where


def created_since(request: Request, wanted: Document) -> str:
    """Return the time of a filter in the form of CreationTime."""
    try:
        return iso_seconds(parse_iso(wanted.get("Value", "")))
    except ValueError:
        request.refuse("InvalidFilterValue")
