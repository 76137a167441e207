"""Resources for sale in a zone: instance types, disk categories, networks.

Sources: the pages of each operation, with the error tables of 2021.
"""

from ecsops.catalogue.model import Operation, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

DescribeAvailableResource = Operation(
    "DescribeAvailableResource",
    ECS,
    "List what can be bought in each zone.",
    parameters=(
        Parameter(
            "DestinationResource",
            limits="what to list",
            required=True,
            enum=(
                "Zone",
                "IoOptimized",
                "InstanceType",
                "Network",
                "ddh",
                "SystemDisk",
                "DataDisk",
            ),
        ),
        REGION_ID,
        Parameter("Cores", int, "vCPUs; for InstanceType only"),
        Parameter(
            "DataDiskCategory",
            enum=(
                "cloud",
                "cloud_efficiency",
                "cloud_ssd",
                "ephemeral_ssd",
                "cloud_essd",
                "cloud_auto",
                "cloud_essd_entry",
            ),
        ),
        Parameter("DedicatedHostId", limits="dh-... id"),
        Parameter("InstanceChargeType", enum=("PrePaid", "PostPaid"), default="PostPaid"),
        Parameter(
            "InstanceType",
            limits="needed for SystemDisk, and for DataDisk of instances",
        ),
        Parameter("IoOptimized", enum=("none", "optimized"), default="optimized"),
        Parameter("Memory", float, "GiB; for InstanceType only"),
        Parameter("NetworkCategory", enum=("vpc", "classic")),
        Parameter("ResourceType", enum=("instance", "disk", "reservedinstance", "ddh")),
        Parameter("Scope", limits="reserved instances only", enum=("Region", "Zone")),
        Parameter("SpotDuration", int, "hours; 0..6, today 0 or 1", default=1),
        Parameter(
            "SpotStrategy",
            limits="PostPaid only",
            enum=("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"),
            default="NoSpot",
        ),
        Parameter(
            "SystemDiskCategory",
            enum=(
                "cloud",
                "cloud_efficiency",
                "cloud_ssd",
                "ephemeral_ssd",
                "cloud_essd",
                "cloud_auto",
                "cloud_essd_entry",
            ),
            default="cloud_efficiency",
        ),
        Parameter("ZoneId", limits="default: every zone of the region"),
    ),
    answer={
        "AvailableZones": {
            "AvailableZone": [
                {
                    "AvailableResources": {
                        "AvailableResource": [
                            {
                                "SupportedResources": {
                                    "SupportedResource": [
                                        {
                                            "Max": int,
                                            "Min": int,
                                            "Status": str,
                                            "StatusCategory": str,
                                            "Unit": str,
                                            "Value": str,
                                        }
                                    ]
                                },
                                "Type": str,
                            }
                        ]
                    },
                    "RegionId": str,
                    "Status": str,
                    "StatusCategory": str,
                    "ZoneId": str,
                }
            ]
        },
        "RequestId": str,
    },
    errors=documented(
        "Invalid.RegionId",
        "Unavailable.Regions",
        Refusal(
            "Invalid.InstanceChargeType", 400, "The specified InstanceChargeType is not valid."
        ),
        "Invalid.Param",
        "Invalid.ResourceType",
        "Invalid.DestinationResource",
        "Invalid.IoOptimized",
        "Invalid.NetworkCategory",
        "Invalid.SpotStrategy",
        Refusal("InvalidDedicatedHostId.NotFound", 403),
        "Invalid.NetworkType",
        Refusal(
            "InvalidResourceId.NotFound",
            404,
            "The specified ResourceId is not found in our records",
        ),
        "InvalidParam.TypeAndCpuMem.Conflict",
        "InvalidParam.Cores",
        "InvalidParam.Memory",
        "InvalidRegionId.MalFormed",
    ),
    items="AvailableZones.AvailableZone",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeavailableresource",
)
