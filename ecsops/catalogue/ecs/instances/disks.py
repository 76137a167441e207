"""Disks and snapshots, as far as operations need them.

Sources: the pages of each operation.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.instances.billing import InstanceChargeType
from ecsops.catalogue.ecs.instances.disk_parameters import DiskStatus as DiskStatus
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    ADDITIONAL_ATTRIBUTES,
    CLIENT_TOKEN,
    DEPRECATED_PAGE_NUMBER,
    DEPRECATED_PAGE_SIZE,
    DONE,
    DRY_RUN,
    NEXT_TOKEN,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG_WITH_ALIASES,
    TAGS,
    TOKEN_AND_PAGE,
)


class SnapshotStatus(StrEnum):
    """How far a snapshot has got."""

    PROGRESSING = "progressing"
    ACCOMPLISHED = "accomplished"
    FAILED = "failed"


class DiskType(StrEnum):
    """Whether an instance starts from a disk, or only keeps data on it."""

    SYSTEM = "system"
    DATA = "data"


class SnapshotType(StrEnum):
    """Whether a policy or a user made a snapshot."""

    AUTO = "auto"
    USER = "user"


FILTER = Parameter(
    "Filter",
    dict,
    "1..2 pairs",
    repeat=True,
    parts=(
        Parameter("Key", limits="CreationStartTime"),
        Parameter("Value", limits="yyyy-MM-ddTHH:mmZ"),
    ),
)
INSTANCE_ID = Parameter("InstanceId", limits="i-... id")
KMS_KEY_ID = Parameter("KMSKeyId")
ATTACHMENT = {"AttachedTime": str, "Device": str, "InstanceId": str}

DescribeDisks = Operation(
    "DescribeDisks",
    ECS,
    "List disks.",
    parameters=(
        REGION_ID,
        ADDITIONAL_ATTRIBUTES,
        Parameter("AutoSnapshotPolicyId", limits="sp-... id"),
        Parameter(
            "Category",
            enum=(
                "all",
                "cloud",
                "cloud_efficiency",
                "cloud_ssd",
                "cloud_essd",
                "cloud_auto",
                "cloud_regional_disk_auto",
                "cloud_essd_entry",
                "elastic_ephemeral_disk_standard",
                "elastic_ephemeral_disk_premium",
                "local_ssd_pro",
                "local_hdd_pro",
                "ephemeral",
                "ephemeral_ssd",
            ),
            default="all",
        ),
        Parameter("DeleteAutoSnapshot", bool, default=False),
        Parameter("DeleteWithInstance", bool, default=False),
        Parameter("DiskChargeType", enum=tuple(InstanceChargeType)),
        Parameter("DiskIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("DiskName", limits="2..128 characters"),
        Parameter("DiskType", enum=("all", *DiskType), default="all"),
        DRY_RUN,
        Parameter("EnableAutoSnapshot", bool, "deprecated"),
        Parameter("EnableAutomatedSnapshotPolicy", bool, default=False),
        Parameter("EnableShared", bool),
        Parameter("Encrypted", bool, default=False),
        FILTER,
        INSTANCE_ID,
        KMS_KEY_ID,
        Parameter("LockReason", enum=("financial", "security")),
        Parameter("MaxResults", int, "10..500; others become 10 or 500", default=10),
        Parameter("MultiAttach", enum=("Disabled", "Enabled", "LegacyShared")),
        NEXT_TOKEN,
        DEPRECATED_PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        Parameter("PerformanceLevel", limits="PL0..PL3"),
        Parameter("Portable", bool),
        RESOURCE_GROUP_ID,
        Parameter("SnapshotId", limits="s-... id"),
        Parameter("Status", enum=(*DiskStatus, "All"), default="All"),
        TAG_WITH_ALIASES,
        Parameter("ZoneId"),
    ),
    answer={
        "Disks": {
            "Disk": [
                {
                    "AttachedTime": str,
                    "Attachments": {"Attachment": [ATTACHMENT]},
                    "AutoSnapshotPolicyId": str,
                    "BdfId": str,
                    "BurstingEnabled": bool,
                    "Category": str,
                    "CreationTime": str,
                    "DataSource": {"Id": str, "Type": str},
                    "DeleteAutoSnapshot": bool,
                    "DeleteWithInstance": bool,
                    "Description": str,
                    "DetachedTime": str,
                    "Device": str,
                    "DiskChargeType": str,
                    "DiskId": str,
                    "DiskName": str,
                    "EnableAutoSnapshot": bool,
                    "EnableAutomatedSnapshotPolicy": bool,
                    "Encrypted": bool,
                    "ExpiredTime": str,
                    "IOPS": int,
                    "IOPSRead": int,
                    "IOPSWrite": int,
                    "ImageId": str,
                    "InstanceId": str,
                    "KMSKeyId": str,
                    "MountInstanceNum": int,
                    "MountInstances": {"MountInstance": [ATTACHMENT]},
                    "MultiAttach": str,
                    "OperationLocks": {"OperationLock": [{"LockReason": str}]},
                    "PerformanceLevel": str,
                    "Placement": {"ZoneIds": str},
                    "Portable": bool,
                    "ProductCode": str,
                    "ProvisionedIops": int,
                    "RegionId": str,
                    "ResourceGroupId": str,
                    "SerialNumber": str,
                    "Size": int,
                    "SourceDiskId": str,
                    "SourceSnapshotId": str,
                    "Status": str,
                    "StorageClusterId": str,
                    "StorageSetId": str,
                    "StorageSetPartitionNumber": int,
                    "Tags": TAGS,
                    "Throughput": int,
                    "ThroughputRead": int,
                    "ThroughputWrite": int,
                    "Type": str,
                    "ZoneId": str,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        "DryRunOperation",
        "InvalidDiskType.ValueNotSupported",
        "InvalidCategory.ValueNotSupported",
        "InvalidStatus.ValueNotSupported",
        "InvalidTag.Mismatch",
        "InvalidTagCount",
        Refusal(
            "InvalidZoneId.NotFound", 400, "The zoneId provided does not exist in our records."
        ),
        "MissingParamter.RegionId",
        "InvalidParameter.DiskIds",
        "IncompleteParamter",
        "InvalidParamter",
        "InvalidSnapshot.NotFound",
        "InvalidDiskIds.Malformed",
        "InvalidParameter.MultiAttach",
        "InvalidFilterKey.NotFound",
        "InvalidFilterValue",
        "InvalidDiskIds.ValueNotSupported",
        "InvalidDiskChargeType.NotFound",
        "InvalidLockReason.NotFound",
        "InternalError",
        *with_status(400, "InvalidRegion.NotFound"),
    ),
    items="Disks.Disk",
    paging=Paging(page=True, token=True, smallest=10, largest=500, clamps=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describedisks",
)

CreateSnapshot = Operation(
    "CreateSnapshot",
    ECS,
    "Create a snapshot of a disk.",
    parameters=(
        Parameter(
            "DiskId", limits="a disk In_use, or Available and attached before", required=True
        ),
        Parameter(
            "Category",
            limits="deprecated",
            enum=("Standard", "Flash", "standard", "flash"),
            default="Standard",
        ),
        CLIENT_TOKEN,
        Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
        Parameter("InstantAccess", bool, "deprecated", default=False),
        Parameter("InstantAccessRetentionDays", int, "deprecated; 1..65535"),
        RESOURCE_GROUP_ID,
        Parameter("RetentionDays", int, "1..65536; default: unlimited"),
        Parameter(
            "SnapshotName",
            limits="2..128 characters: letters (first), digits, : _ . -; not auto... or http...",
        ),
        Parameter("StorageLocationArn", limits="not public"),
        Parameter(
            "Tag",
            dict,
            "at most 20 pairs",
            repeat=True,
            parts=(
                Parameter("Key", limits="1..128 characters"),
                Parameter("Value", limits="quota CommandNameCharacters"),
                Parameter("key", limits="legacy lower-case alias"),
                Parameter("value", limits="legacy lower-case alias"),
            ),
        ),
    ),
    answer={
        "RequestId": str,
        "SnapshotId": str,
    },
    errors=documented(
        "InvalidSnapshotName.Malformed",
        "DiskCategory.OperationNotSupported",
        "Duplicate.TagKey",
        "InvalidTagKey.Malformed",
        "InvalidTagValue.Malformed",
        "InvalidRetentionDays.Malformed",
        "CreateSnapshot.Failed",
        Refusal("Throttling", 403, "Request was denied due to user flow control."),
        "IncorrectDiskStatus.CreatingSnapshot",
        "DISK_HAS_CREATING_SNAPSHOT",
        Refusal(
            "InstanceLockedForSecurity",
            403,
            "The disk attached instance is locked due to security.",
        ),
        "IncorrectDiskStatus.NeverAttached",
        "IncorrectDiskStatus.NeverUsed",
        "QuotaExceed.Snapshot",
        "QuotaExceed.ConcurrentSnapshotQuota",
        "DiskInArrears",
        "DiskId.ValueNotSupported",
        "IncorrectDiskStatus",
        "InvalidAccountStatus.NotEnoughBalance",
        "InvalidAccountStatus.SnapshotServiceUnavailable",
        Refusal("IdempotentParameterMismatch", 403, "The specified clientToken is used."),
        "IdempotentProcessing",
        Refusal(
            "InvalidClientToken.Malformed",
            403,
            "The specified clientToken is improperly formatted. It must contain only ASCII "
            "characters and must not exceed 64 characters in length.",
        ),
        "InvalidSnapshotCategory.Malformed",
        "InvalidInstantAccessRetentionDays.Malformed",
        Refusal("InvalidDiskId.NotFound", 404, "The specified DiskId does not exist."),
        Refusal(
            "InvalidDescription.Malformed", 404, "The specified description is wrongly formed."
        ),
        "InvalidInstanceId.NotFound",
        "InvalidResourceGroup.NotFound",
        "InternalError",
        *with_status(400, "IncorrectInstanceStatus"),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createsnapshot",
)

DescribeSnapshots = Operation(
    "DescribeSnapshots",
    ECS,
    "List snapshots.",
    parameters=(
        REGION_ID,
        Parameter("Category", enum=("Standard", "Flash", "archive")),
        Parameter("DiskId", limits="d-... id"),
        DRY_RUN,
        Parameter("Encrypted", bool, default=False),
        FILTER,
        INSTANCE_ID,
        KMS_KEY_ID,
        Parameter("MaxResults", int, "at most 100", default=10),
        NEXT_TOKEN,
        DEPRECATED_PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        RESOURCE_GROUP_ID,
        Parameter("SnapshotIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("SnapshotLinkId", limits="sl-... id"),
        Parameter("SnapshotName"),
        Parameter("SnapshotType", enum=(*SnapshotType, "all"), default="all"),
        Parameter("SourceDiskType", limits="in any case", enum=tuple(DiskType)),
        Parameter("Status", enum=(*SnapshotStatus, "all"), default="all"),
        TAG_WITH_ALIASES,
        Parameter("Usage", enum=("image", "disk", "image_disk", "none")),
    ),
    answer={
        "Snapshots": {
            "Snapshot": [
                {
                    "Available": bool,
                    "Category": str,
                    "CreationTime": str,
                    "Description": str,
                    "Encrypted": bool,
                    "FullSnapshotSizeInBytes": int,
                    "InstantAccess": bool,
                    "InstantAccessRetentionDays": int,
                    "KMSKeyId": str,
                    "LastModifiedTime": str,
                    "ProductCode": str,
                    "Progress": str,
                    "RegionId": str,
                    "RemainTime": int,
                    "ResourceGroupId": str,
                    "RetentionDays": int,
                    "SnapshotId": str,
                    "SnapshotLinkId": str,
                    "SnapshotName": str,
                    "SnapshotSN": str,
                    "SnapshotType": str,
                    "SourceDiskId": str,
                    "SourceDiskSize": str,
                    "SourceDiskType": str,
                    "SourceRegionId": str,
                    "SourceSnapshotId": str,
                    "SourceStorageType": str,
                    "Status": str,
                    "Tags": TAGS,
                    "Usage": str,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        "DryRunOperation",
        "InvalidTag.Mismatch",
        "InvalidTagCount",
        "InvalidSnapshotIds.Malformed",
        "InvalidSnapshotCategory.Malformed",
        Refusal("InvalidFilterKey.NotFound", 404, "The specified FilterKey is not found."),
        Refusal("InvalidFilterValue", 404, "The specified FilterValue exceeds the limit."),
        "InvalidUsage",
        "InvalidSourceDiskType",
        "InvalidStatus.NotFound",
        "InvalidSnapshotType.NotFound",
        "InvalidSnapshotLinkId.NotFound",
        "InternalError",
    ),
    items="Snapshots.Snapshot",
    paging=Paging(page=True, token=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesnapshots",
)

DeleteSnapshot = Operation(
    "DeleteSnapshot",
    ECS,
    "Delete a snapshot, or cancel it while it is made.",
    parameters=(
        Parameter("SnapshotId", limits="s-... id", required=True),
        Parameter("Force", bool, "delete although disks were made from it", default=False),
    ),
    answer=DONE,
    errors=documented(
        "SnapshotCreatedImage",
        "SnapshotCreatedDisk",
        "MissingParameter",
        "InternalError",
        "InvalidSnapshotId.NotFound",
        "Operation.Conflict",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletesnapshot",
)
