"""Regions and their zones. Sources: the pages of each operation."""

from ecsops.catalogue.ecs.instances.billing import InstanceChargeType, SpotStrategy
from ecsops.catalogue.model import Operation, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

ACCEPT_LANGUAGE = Parameter(
    "AcceptLanguage",
    limits="of LocalName",
    enum=("zh-CN", "zh-TW", "en-US", "ja", "fr", "de", "ko"),
    default="zh-CN",
)

DescribeRegions = Operation(
    "DescribeRegions",
    ECS,
    "List regions.",
    parameters=(
        ACCEPT_LANGUAGE,
        Parameter(
            "InstanceChargeType",
            enum=("PrePaid", "PostPaid", "SpotWithPriceLimit", "SpotAsPriceGo"),
            default="PostPaid",
        ),
        Parameter(
            "ResourceType", enum=("instance", "disk", "reservedinstance", "scu"), default="instance"
        ),
    ),
    answer={
        "Regions": {
            "Region": [{"LocalName": str, "RegionEndpoint": str, "RegionId": str, "Status": str}]
        },
        "RequestId": str,
    },
    errors=documented(
        "Unauthorized.EmptyRegion",
        "Invalid.InstanceChargeType",
        "InvalidAcceptLanguage.NotFound",
        "InvalidResourceType.NotFound",
    ),
    items="Regions.Region",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeregions",
)

DescribeZones = Operation(
    "DescribeZones",
    ECS,
    "List the zones of a region and their resources.",
    parameters=(
        REGION_ID,
        ACCEPT_LANGUAGE,
        Parameter("InstanceChargeType", enum=tuple(InstanceChargeType), default="PostPaid"),
        Parameter("SpotStrategy", enum=tuple(SpotStrategy), default="NoSpot"),
        Parameter("Verbose", bool, "with the resources of each zone", default=True),
    ),
    answer={
        "RequestId": str,
        "Zones": {
            "Zone": [
                {
                    "AvailableDedicatedHostTypes": {"DedicatedHostType": [str]},
                    "AvailableDiskCategories": {"DiskCategories": [str]},
                    "AvailableInstanceTypes": {"InstanceTypes": [str]},
                    "AvailableResourceCreation": {"ResourceTypes": [str]},
                    "AvailableResources": {
                        "ResourcesInfo": [
                            {
                                "DataDiskCategories": {"supportedDataDiskCategory": [str]},
                                "InstanceGenerations": {"supportedInstanceGeneration": [str]},
                                "InstanceTypeFamilies": {"supportedInstanceTypeFamily": [str]},
                                "InstanceTypes": {"supportedInstanceType": [str]},
                                "IoOptimized": bool,
                                "NetworkTypes": {"supportedNetworkCategory": [str]},
                                "SystemDiskCategories": {"supportedSystemDiskCategory": [str]},
                            }
                        ]
                    },
                    "AvailableVolumeCategories": {"VolumeCategories": [str]},
                    "DedicatedHostGenerations": {"DedicatedHostGeneration": [str]},
                    "LocalName": str,
                    "ZoneId": str,
                    "ZoneType": str,
                }
            ]
        },
    },
    errors=documented(
        "InvalidSpotStrategy",
        Refusal("InvalidRegionId.NotFound", 404, "The specified RegionId does not exist."),
        "InvalidRegion.NotFound",
        "InvalidInstanceChargeType.NotFound",
        "InvalidAcceptLanguage.NotFound",
    ),
    items="Zones.Zone",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describezones",
)
