"""Stock: the resources on sale in each zone."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ecsops.catalogue.ecs.instances.types import FAMILIES, INSTANCE_TYPES, InstanceType
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ZONE_DISK_CATEGORIES
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.instances.attached_disks import DATA_DISK_GIB, SYSTEM_DISK_GIB
from ecsops.simulator.placement.stock import in_stock

SOLD_OUT = {"Status": "SoldOut", "StatusCategory": "WithoutStock"}
WITH_STOCK = {"Status": "Available", "StatusCategory": "WithStock"}

NEED_A_TYPE = ("SystemDisk", "DataDisk")
"""Destinations for which a call about instances names the type."""


class Query(NamedTuple):
    """A call, and the types that it leaves."""

    request: Request
    types: dict[str, InstanceType]


def describe_available_resource(request: Request) -> Document:
    """List zones with what they offer of one kind of resource; zones without such resources
    are omitted."""
    check_destination(request)
    query = Query(request, types_asked(request))
    zones = [zone_document(query, each) for each in zones_asked(request)]
    found = [each for each in zones if supported_of(each)]
    return of_list(request, found) if found else {"AvailableZones": {}}


def check_destination(request: Request) -> None:
    """Refuse parameters that the destination excludes, or needs and does not have."""
    given = request.parameters
    destination = request.get("DestinationResource")
    for name in ("Cores", "Memory"):
        if name in given and destination != "InstanceType":
            request.refuse(f"InvalidParam.{name}")
    both = "InstanceType" in given and given.keys() & {"Cores", "Memory"}
    of_disks = request.get("ResourceType", "instance") == "disk"
    lacks_type = destination in NEED_A_TYPE and "InstanceType" not in given
    if both or (lacks_type and not of_disks):
        request.refuse("InvalidParam.TypeAndCpuMem.Conflict")
    if "DedicatedHostId" in given:
        request.refuse("InvalidDedicatedHostId.NotFound")


def zones_asked(request: Request) -> list[str]:
    """Return the zone that the call names, or all of the region; none has dedicated hosts."""
    zones = zone_ids(request.region_id)
    zone_id = request.parameters.get("ZoneId")
    if zone_id and zone_id not in zones:
        request.refuse("InvalidResourceId.NotFound")
    if request.parameters.get("ResourceType") in ("reservedinstance", "ddh"):
        return []
    return [zone_id] if zone_id else zones


def types_asked(request: Request) -> dict[str, InstanceType]:
    """Return the types that the call is about: of that name, vCPUs, memory and optimization."""
    given = request.parameters
    optimized = request.get("IoOptimized") == "optimized"
    return {
        name: each
        for name, each in INSTANCE_TYPES.items()
        if given.get("InstanceType", name) == name
        and given.get("Cores", each.vcpus) == each.vcpus
        and given.get("Memory", each.memory_gib) == each.memory_gib
        and (optimized or FAMILIES[each.family].generation == "ecs-1")
    }


def zone_document(query: Query, zone_id: str) -> Document:
    """Return a zone with what it offers of the destination."""
    destination = query.request.get("DestinationResource")
    resources = list(OFFERS[destination](query, zone_id))
    stocked = any(each["Status"] == WITH_STOCK["Status"] for each in resources)
    return {
        "RegionId": query.request.region_id,
        "ZoneId": zone_id,
        **(WITH_STOCK if stocked else SOLD_OUT),
        "AvailableResources": {
            "AvailableResource": [
                {"Type": destination, "SupportedResources": {"SupportedResource": resources}}
            ]
        },
    }


def supported_of(zone: Document) -> list[Document]:
    """Return what a zone offers."""
    (resource,) = zone["AvailableResources"]["AvailableResource"]
    found: list[Document] = resource["SupportedResources"]["SupportedResource"]
    return found


def zones_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the zone itself, sold out if it has room for none of the types."""
    if query.types:
        stocked = any(each["Status"] == "Available" for each in types_offered(query, zone_id))
        yield {"Value": zone_id, **(WITH_STOCK if stocked else SOLD_OUT)}


def types_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the types, each available or sold out."""
    for name, each in query.types.items():
        stocked = in_stock(query.request, zone_id, each.family, each.vcpus)
        yield {"Value": name, **(WITH_STOCK if stocked else SOLD_OUT)}


def optimizations_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the I/O optimization that the call asks for."""
    if query.types:
        yield {"Value": query.request.get("IoOptimized"), **WITH_STOCK}


def networks_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the VPC; the account has no classic network."""
    if query.request.get("NetworkCategory", "vpc") == "vpc":
        yield {"Value": "vpc", **WITH_STOCK}


def dedicated_hosts_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield nothing: no zone has dedicated hosts."""
    yield from ()


def system_disks_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the categories of system disks with their sizes."""
    smallest, largest = SYSTEM_DISK_GIB
    for category in ZONE_DISK_CATEGORIES:
        yield disk_offered(category, smallest, largest)


def data_disks_offered(query: Query, zone_id: str) -> Iterator[Document]:
    """Yield the categories of data disks with their sizes."""
    for category in ZONE_DISK_CATEGORIES:
        if query.request.get("DataDiskCategory", category) == category:
            # The smallest ESSD is of the level PL1, which is the default.
            yield disk_offered(category, *DATA_DISK_GIB.get(category, DATA_DISK_GIB["PL1"]))


def disk_offered(category: str, smallest: int, largest: int) -> Document:
    """Return a category of disks; recorded ones have no StatusCategory."""
    return {
        "Value": category,
        "Status": "Available",
        "Min": smallest,
        "Max": largest,
        "Unit": "GiB",
    }


OFFERS: dict[str, Callable[[Query, str], Iterator[Document]]] = {
    "Zone": zones_offered,
    "IoOptimized": optimizations_offered,
    "InstanceType": types_offered,
    "Network": networks_offered,
    "ddh": dedicated_hosts_offered,
    "SystemDisk": system_disks_offered,
    "DataDisk": data_disks_offered,
}
"""Resources of a zone by DestinationResource."""
