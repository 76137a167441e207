"""Parameters and codes that creating instances and launch templates have in common.

Sources: the pages of RunInstances, CreateInstance and CreateLaunchTemplate.
"""

from ecsops.catalogue.ecs.instances.billing import (
    InstanceChargeType,
    InternetChargeType,
    SpotStrategy,
)
from ecsops.catalogue.model import Parameter

PERFORMANCE_LEVELS = ("PL0", "PL1", "PL2", "PL3")
SYSTEM_DISK_CATEGORIES = (
    "cloud_efficiency",
    "cloud_ssd",
    "cloud_essd",
    "cloud",
    "cloud_auto",
    "cloud_essd_entry",
)
DATA_DISK_CATEGORIES = (
    "cloud_efficiency",
    "cloud_ssd",
    "cloud_essd",
    "cloud",
    "cloud_auto",
    "cloud_regional_disk_auto",
    "cloud_essd_entry",
    "elastic_ephemeral_disk_standard",
    "elastic_ephemeral_disk_premium",
)

INSTANCE_PARAMETERS = (
    Parameter("CreditSpecification", limits="burstable types", enum=("Standard", "Unlimited")),
    Parameter("DeletionProtection", bool, "PostPaid only", default=False),
    Parameter("DeploymentSetId", limits="ds-... of the same region"),
    Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
    Parameter(
        "HostName",
        limits="Windows 2..15, Linux 2..64 characters: letters, digits, -, on Linux also . inside",
    ),
    Parameter("HttpEndpoint", enum=("enabled", "disabled"), default="enabled"),
    Parameter("HttpPutResponseHopLimit", int, "not public"),
    Parameter("HttpTokens", enum=("optional", "required"), default="optional"),
    Parameter("ImageId", limits="required unless ImageFamily or a launch template has it"),
    Parameter("InstanceChargeType", enum=tuple(InstanceChargeType), default="PostPaid"),
    Parameter(
        "InstanceName",
        limits=(
            "2..128 characters: letters (first), digits, : _ . -; [begin,bits] numbers instances"
        ),
    ),
    Parameter("InternetChargeType", enum=tuple(InternetChargeType), default="PayByTraffic"),
    Parameter("InternetMaxBandwidthIn", int, "Mbit/s", default=10),
    Parameter("InternetMaxBandwidthOut", int, "Mbit/s; 0..100", default=0),
    Parameter("IoOptimized", enum=("none", "optimized")),
    Parameter("KeyPairName", limits="Linux only"),
    Parameter("Period", int, "PrePaid: Week 1-4; Month 1-9,12,24,36,48,60"),
    Parameter("PeriodUnit", enum=("Week", "Month"), default="Month"),
    Parameter("PrivateIpAddress", limits="address inside the vSwitch"),
    Parameter("RamRoleName"),
    Parameter("SecurityEnhancementStrategy", enum=("Active", "Deactive")),
    Parameter("SecurityGroupId", limits="sg-... id; or SecurityGroupIds"),
    Parameter("SpotDuration", int, "hours; 0..6, today 0 or 1", default=1),
    Parameter("SpotPriceLimit", float, "max hourly price, up to 3 decimals"),
    Parameter(
        "SpotStrategy",
        limits="PostPaid only; not possible in a deployment set",
        enum=tuple(SpotStrategy),
        default="NoSpot",
    ),
    Parameter(
        "SystemDisk.Description", limits="2..256 characters, no http:// or https:// in front"
    ),
    Parameter("UserData", limits="Base64, at most 32 KB raw (16 KB in 2019)"),
    Parameter("VSwitchId", limits="vsw-... of the zone; required for VPC"),
    Parameter("ZoneId", limits="zone of the region; derived from VSwitchId"),
)
"""Parameters that RunInstances, CreateInstance and CreateLaunchTemplate share."""

TEMPLATE_PARAMETERS = (
    Parameter("AutoReleaseTime", limits="30 minutes..3 years ahead, to the minute"),
    Parameter("AutoRenew", bool, default=False),
    Parameter("AutoRenewPeriod", int, "months (or weeks) per renewal", default=1),
    Parameter("ImageOptions.LoginAsNonRoot", bool),
    Parameter(
        "InstanceType", limits="such as ecs.g5.large; required unless a launch template has it"
    ),
    Parameter("Ipv6AddressCount", int, "1..10"),
    Parameter("SecurityGroupIds", limits="sg-... ids", repeat=True),
    Parameter("SecurityOptions.EnableSecureBoot", bool),
    Parameter("SecurityOptions.TrustedSystemMode"),
    Parameter("SystemDisk.AutoSnapshotPolicyId", limits="sp-... id"),
    Parameter("SystemDisk.BurstingEnabled", bool),
    Parameter("SystemDisk.Encrypted", enum=("true", "false"), default="false"),
    Parameter("SystemDisk.KMSKeyId"),
    Parameter(
        "Tag",
        dict,
        "at most 20 pairs",
        repeat=True,
        parts=(
            Parameter("Key", limits="1..128 characters, no http:// or https:// in front"),
            Parameter("Value", limits="at most 128 characters"),
        ),
    ),
)
"""Parameters that only RunInstances and CreateLaunchTemplate share."""

DATA_DISK_PARTS = (
    Parameter("DeleteWithInstance", bool, default=True),
    Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
    Parameter("Device"),
    Parameter("KMSKeyId"),
    Parameter("Size", int, "GiB; range depends on Category"),
    Parameter("SnapshotId"),
)
"""The parts of a DataDisk that all three have."""

TEMPLATE_DATA_DISK_PARTS = (
    Parameter("AutoSnapshotPolicyId", limits="sp-... id"),
    Parameter("BurstingEnabled", bool),
    Parameter("Category", enum=DATA_DISK_CATEGORIES),
    Parameter("PerformanceLevel", enum=PERFORMANCE_LEVELS, default="PL1"),
    Parameter("ProvisionedIops", int, "cloud_auto only", bits=64),
)
"""The parts that RunInstances and CreateLaunchTemplate have beyond that."""

NETWORK_INTERFACE_PARTS = (
    Parameter("DeleteOnRelease", bool, default=True),
    Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
    Parameter("SecurityGroupIds", limits="sg-... ids", repeat=True),
)
