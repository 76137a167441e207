"""Regions and zones, as the operations tell of them."""

from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeZones
from ecsops.catalogue.model import Document
from ecsops.catalogue.regions import REGIONS
from ecsops.simulator.assumptions import ZONE_DISK_CATEGORIES
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.zones import zone_ids


def describe_regions(request: Request) -> Document:
    """List the regions, named in the language asked for."""
    chinese = str(request.get("AcceptLanguage")).startswith("zh")
    return of_list(
        request,
        [
            {
                "RegionId": region_id,
                "LocalName": region.chinese_name if chinese else region.english_name,
                "RegionEndpoint": f"ecs.{region_id}.aliyuncs.com",
                "Status": "available",
            }
            for region_id, region in REGIONS.items()
        ],
    )


def describe_zones(request: Request) -> Document:
    """List the zones of the region with what can be created in them."""
    region = REGIONS[request.region_id]
    chinese = str(request.get("AcceptLanguage")).startswith("zh")
    offers = zone_offers() if request.get("Verbose") else {}
    return of_list(
        request,
        [
            complete(
                DescribeZones.item,
                {
                    "ZoneId": zone_id,
                    "ZoneType": "AvailabilityZone",
                    "LocalName": f"{region.chinese_name} 可用区 {zone_id[-1].upper()}"
                    if chinese
                    else f"{region.english_name} Zone {zone_id[-1].upper()}",
                    **offers,
                },
            )
            for zone_id in zone_ids(request.region_id)
        ],
    )


def zone_offers() -> Document:
    """Return what every zone offers."""
    # Instances need their zones, but seldom all the types that there are.
    from ecsops.catalogue.ecs.instances.types import FAMILIES, INSTANCE_TYPES

    generations = sorted({family.generation for family in FAMILIES.values()})
    types = sorted(INSTANCE_TYPES)
    categories = list(ZONE_DISK_CATEGORIES)
    return {
        "AvailableInstanceTypes": {"InstanceTypes": types},
        "AvailableDiskCategories": {"DiskCategories": categories},
        "AvailableResourceCreation": {"ResourceTypes": ["VSwitch", "IoOptimized", "Instance"]},
        "AvailableResources": {
            "ResourcesInfo": [
                {
                    "InstanceGenerations": {"supportedInstanceGeneration": generations},
                    "InstanceTypeFamilies": {"supportedInstanceTypeFamily": sorted(FAMILIES)},
                    "InstanceTypes": {"supportedInstanceType": types},
                    "DataDiskCategories": {"supportedDataDiskCategory": categories},
                    "SystemDiskCategories": {"supportedSystemDiskCategory": categories},
                    "NetworkTypes": {"supportedNetworkCategory": ["vpc"]},
                    "IoOptimized": True,
                }
            ]
        },
    }
