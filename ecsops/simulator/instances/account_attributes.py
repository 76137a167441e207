"""The quotas and privileges of the account, and what of them is used."""

from collections.abc import Callable

from ecsops.catalogue.ecs.instances.account_attributes import DescribeAccountAttributes
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_LIMITS, ZONE_DISK_CATEGORIES
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.zones import zone_ids

Values = list[Document]


def describe_account_attributes(request: Request) -> Document:
    """List the attributes asked for, or all."""
    parameter = DescribeAccountAttributes.parameter("AttributeName")
    assert parameter is not None, "the page has it"
    names = request.parameters.get("AttributeName") or parameter.enum
    zone_id = request.parameters.get("ZoneId")
    if zone_id and zone_id not in zone_ids(request.region_id):
        request.refuse_parameter("ZoneId", "invalid")
    items = [
        {"AttributeName": name, "AttributeValues": {"ValueItem": values_of(request, str(name))}}
        for name in names
    ]
    return of_list(request, items)


def values_of(request: Request, name: str) -> Values:
    """Return the values of an attribute: computed where the account tells it, else assumed."""
    if name in COMPUTED:
        return COMPUTED[name](request)
    return [{"Value": str(ACCOUNT_LIMITS[name])}]


def types_for_sale(request: Request) -> Values:
    """Return one value for each instance type."""
    return [{"InstanceType": name, "Value": name} for name in INSTANCE_TYPES]


def capacities(request: Request) -> Values:
    """Return how large the pay-as-you-go disks of each category may be in all."""
    most = str(ACCOUNT_LIMITS["max-postpaid-yundisk-capacity"])
    return [{"DiskCategory": each, "Value": most} for each in ZONE_DISK_CATEGORIES]


def used_capacities(request: Request) -> Values:
    """Return how large the pay-as-you-go disks of each category are in all."""
    where = {"document.DiskChargeType": "PostPaid", "document.ZoneId": zone_asked(request)}
    disks = request.store.values(
        "Disk", request.region_id, where, ("document.Category", "document.Size")
    )
    return [
        {"DiskCategory": each, "Value": str(sum(size for name, size in disks if name == each))}
        for each in ZONE_DISK_CATEGORIES
    ]


def used_vcpus(request: Request) -> Values:
    """Return how many vCPUs pay-as-you-go instances have that do not bid."""
    where = {"document.InstanceChargeType": "PostPaid", "document.SpotStrategy": "NoSpot"}
    return [{"Value": str(vcpus(request, where))}]


def used_spot_vcpus(request: Request) -> Values:
    """Return how many vCPUs preemptible instances have."""
    strategies = ["SpotWithPriceLimit", "SpotAsPriceGo"]
    return [{"Value": str(vcpus(request, {"document.SpotStrategy": strategies}))}]


def vcpus(request: Request, where: Document) -> int:
    """Return how many vCPUs the instances have that meet the conditions."""
    where = {**where, "ZoneId": zone_asked(request)}
    found = request.store.values("Instance", request.region_id, where, ("document.Cpu",))
    return sum(count for (count,) in found)


def zone_asked(request: Request) -> str | None:
    """Return the zone of the call, or None for the whole region."""
    return request.parameters.get("ZoneId")


def limit(name: str) -> Callable[[Request], Values]:
    """Return what tells a quota of the catalogue."""
    return lambda request: [{"Value": str(request.quota(name))}]


COMPUTED: dict[str, Callable[[Request], Values]] = {
    "max-axt-command-count": limit("CommandsPerRegion"),
    "max-axt-invocation-daily": limit("InvocationsPerDay"),
    "max-postpaid-yundisk-capacity": capacities,
    "supported-postpaid-instance-types": types_for_sale,
    "used-postpaid-instance-vcpu-count": used_vcpus,
    "used-postpaid-yundisk-capacity": used_capacities,
    "used-spot-instance-vcpu-count": used_spot_vcpus,
}
"""Attributes whose values the account tells."""
