"""Images, by family, owner, state and other filters.

Sources: the pages of each operation, with the error tables of 2021.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    DRY_RUN,
    PAGE_NUMBER,
    PAGE_SIZE_100,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG,
)


class ImageStatus(StrEnum):
    """How far an image has got, and whether it is used any longer."""

    CREATING = "Creating"
    WAITING = "Waiting"
    AVAILABLE = "Available"
    UNAVAILABLE = "UnAvailable"
    CREATE_FAILED = "CreateFailed"
    DEPRECATED = "Deprecated"


DescribeImages = Operation(
    "DescribeImages",
    ECS,
    "List images.",
    parameters=(
        REGION_ID,
        Parameter(
            "ActionType",
            limits="how the image is used",
            enum=("CreateEcs", "ChangeOS"),
            default="CreateEcs",
        ),
        Parameter("Architecture", enum=("i386", "x86_64", "arm64")),
        DRY_RUN,
        Parameter(
            "Filter",
            dict,
            "1..10 pairs",
            repeat=True,
            parts=(
                Parameter(
                    "Key",
                    limits="CreationStartTime CreationEndTime NetworkType, or an ability",
                ),
                Parameter(
                    "Value",
                    limits="yyyy-MM-ddTHH:mmZ, vpc, classic, supported or unsupported",
                ),
            ),
        ),
        Parameter(
            "ImageFamily",
        ),
        Parameter(
            "ImageId",
        ),
        Parameter("ImageName", limits="part of the name; may contain *"),
        Parameter(
            "ImageOwnerAlias",
            limits="default: system, self and others",
            enum=("system", "self", "others", "marketplace"),
        ),
        Parameter("ImageOwnerId", int, "shared images of that account", bits=64),
        Parameter("InstanceType", limits="images that this type supports"),
        Parameter(
            "IsPublic", bool, "community images; needs ImageOwnerAlias others", default=False
        ),
        Parameter("IsSupportCloudinit", bool),
        Parameter("IsSupportIoOptimized", bool),
        Parameter("OSType", enum=("windows", "linux")),
        PAGE_NUMBER,
        PAGE_SIZE_100,
        RESOURCE_GROUP_ID,
        Parameter("ShowExpired", bool, "deprecated"),
        Parameter("SnapshotId", limits="images made from this snapshot"),
        Parameter("Status", limits="joined by commas; ALL for every state", default="Available"),
        TAG,
        Parameter(
            "Usable",
            bool,
            "images that can be used at once",
        ),
        Parameter("Usage", enum=("instance", "none")),
    ),
    answer={
        "Images": {
            "Image": [
                {
                    "Architecture": str,
                    "BootMode": str,
                    "CreationTime": str,
                    "Description": str,
                    "DetectionOptions": {
                        "Items": {
                            "Item": [{"Name": str, "RiskCode": str, "RiskLevel": str, "Value": str}]
                        },
                        "Status": str,
                    },
                    "DiskDeviceMappings": {
                        "DiskDeviceMapping": [
                            {
                                "Device": str,
                                "Encrypted": bool,
                                "Format": str,
                                "ImportOSSBucket": str,
                                "ImportOSSObject": str,
                                "Progress": str,
                                "RemainTime": int,
                                "Size": str,
                                "SnapshotId": str,
                                "Type": str,
                            }
                        ]
                    },
                    "Features": {
                        "CpuOnlineDowngrade": str,
                        "CpuOnlineUpgrade": str,
                        "ImdsSupport": str,
                        "MemoryOnlineDowngrade": str,
                        "MemoryOnlineUpgrade": str,
                        "NvmeSupport": str,
                    },
                    "ImageFamily": str,
                    "ImageId": str,
                    "ImageName": str,
                    "ImageOwnerAlias": str,
                    "ImageOwnerId": int,
                    "ImageVersion": str,
                    "IsCopied": bool,
                    "IsPublic": bool,
                    "IsSelfShared": str,
                    "IsSubscribed": bool,
                    "IsSupportCloudinit": bool,
                    "IsSupportIoOptimized": bool,
                    "LicenseType": str,
                    "LoginAsNonRootSupported": bool,
                    "OSName": str,
                    "OSNameEn": str,
                    "OSType": str,
                    "Platform": str,
                    "ProductCode": str,
                    "Progress": str,
                    "ResourceGroupId": str,
                    "SecureBootOptions": {"SecureBootSupport": str},
                    "Size": int,
                    "Status": str,
                    "SupplierName": str,
                    "Tags": {"Tag": [{"TagKey": str, "TagValue": str}]},
                    "Usable": bool,
                    "Usage": str,
                }
            ]
        },
        "PageNumber": int,
        "PageSize": int,
        "RegionId": str,
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        "DryRunOperation",
        "InvalidImageOwnerAlias.ValueNotSupported",
        Refusal("InvalidParamter", 400, "Invalid Parameter"),
        "InvalidFilterKey.NotFound",
        Refusal("InvalidUsage", 404, "The specifed Usage is not valid"),
        "InvalidTag.Mismatch",
        "InvalidTagCount",
        "InvalidInstanceType.ValueNotSupported",
        "InvalidOSType",
        "InvalidArchitecture",
        "InternalError",
    ),
    items="Images.Image",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages",
)
