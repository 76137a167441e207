"""Instances: list them, read and change the attributes of one.

Sources: the pages of each operation; DescribeInstances has the error table of 2021.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.instances.billing import InstanceChargeType as InstanceChargeType
from ecsops.catalogue.ecs.instances.billing import InternetChargeType
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    ADDITIONAL_ATTRIBUTES,
    DEPRECATED_PAGE_NUMBER,
    DEPRECATED_PAGE_SIZE,
    DONE,
    DRY_RUN,
    IP_ADDRESSES,
    NEXT_TOKEN,
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG_WITH_ALIASES,
    TAGS,
    TOKEN_AND_PAGE,
)


class InstanceStatus(StrEnum):
    """The lifecycle state of an instance."""

    PENDING = "Pending"
    STARTING = "Starting"
    RUNNING = "Running"
    STOPPING = "Stopping"
    STOPPED = "Stopped"


class InstanceNetworkType(StrEnum):
    """The kind of network an instance is in."""

    CLASSIC = "classic"
    VPC = "vpc"


class LockReason(StrEnum):
    """Why the service locked an instance."""

    FINANCIAL = "financial"
    SECURITY = "security"
    RECYCLING = "Recycling"
    DEDICATED_HOST_FINANCIAL = "dedicatedhostfinancial"
    REFUNDED = "refunded"


INSTANCE_ID = Parameter("InstanceId", limits="i-... id", required=True)

DescribeInstances = Operation(
    "DescribeInstances",
    ECS,
    "List instances.",
    parameters=(
        REGION_ID,
        ADDITIONAL_ATTRIBUTES,
        Parameter("DeviceAvailable", bool, "not public"),
        DRY_RUN,
        Parameter("EipAddresses", limits="JSON array of 1..100 addresses", json=True),
        Parameter(
            "Filter",
            dict,
            "1..4 pairs",
            repeat=True,
            parts=(
                Parameter("Key", limits="CreationStartTime, ExpiredStartTime or ExpiredEndTime"),
                Parameter("Value", limits="yyyy-MM-ddTHH:mmZ"),
            ),
        ),
        Parameter("HpcClusterId"),
        Parameter("HttpEndpoint", enum=("enabled", "disabled"), default="enabled"),
        Parameter("HttpPutResponseHopLimit", int, "not public"),
        Parameter("HttpTokens", enum=("optional", "required"), default="optional"),
        Parameter("ImageId"),
        Parameter("InnerIpAddresses", limits="JSON array of 1..100 addresses", json=True),
        Parameter("InstanceChargeType", enum=tuple(InstanceChargeType)),
        Parameter("InstanceIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("InstanceName", limits="may contain *"),
        Parameter("InstanceNetworkType", enum=tuple(InstanceNetworkType)),
        Parameter("InstanceType", limits="such as ecs.g5.large"),
        Parameter("InstanceTypeFamily", limits="such as ecs.g5"),
        Parameter("InternetChargeType", enum=tuple(InternetChargeType)),
        Parameter("IoOptimized", bool),
        Parameter("Ipv6Address", repeat=True),
        Parameter("KeyPairName"),
        Parameter("LockReason", enum=tuple(LockReason)),
        Parameter("MaxResults", int, "10..100; others become 10 or 100", default=10),
        Parameter("NeedSaleCycle", bool, "not public"),
        NEXT_TOKEN,
        DEPRECATED_PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        Parameter("PrivateIpAddresses", limits="JSON array of 1..100 addresses", json=True),
        Parameter("PublicIpAddresses", limits="JSON array of 1..100 addresses", json=True),
        Parameter("RdmaIpAddresses", limits="JSON array of 1..100 addresses", json=True),
        RESOURCE_GROUP_ID,
        Parameter("SecurityGroupId", limits="sg-... id"),
        Parameter("Status", enum=tuple(InstanceStatus)),
        TAG_WITH_ALIASES,
        Parameter("VSwitchId", limits="vsw-... id"),
        Parameter("VpcId", limits="vpc-... id"),
        Parameter("ZoneId"),
    ),
    answer={
        "Instances": {
            "Instance": [
                {
                    "AdditionalInfo": {
                        "EnableHighDensityMode": bool,
                        "ManagedHostId": str,
                        "NodeSerialNumber": str,
                    },
                    "AutoReleaseTime": str,
                    "ClockOptions": {"PtpStatus": str},
                    "ClusterId": str,
                    "Cpu": int,
                    "CpuOptions": {
                        "CoreCount": int,
                        "EnableVISST": bool,
                        "EnableVRDT": bool,
                        "NestedVirtualization": str,
                        "Numa": str,
                        "ThreadsPerCore": int,
                        "TopologyType": str,
                        "TurboMode": str,
                    },
                    "CreationTime": str,
                    "CreditSpecification": str,
                    "DedicatedHostAttribute": {
                        "DedicatedHostClusterId": str,
                        "DedicatedHostId": str,
                        "DedicatedHostName": str,
                    },
                    "DedicatedInstanceAttribute": {"Affinity": str, "Tenancy": str},
                    "DeletionProtection": bool,
                    "DeploymentSetGroupNo": int,
                    "DeploymentSetId": str,
                    "Description": str,
                    "DeviceAvailable": bool,
                    "EcsCapacityReservationAttr": {
                        "CapacityReservationId": str,
                        "CapacityReservationPreference": str,
                    },
                    "EipAddress": {
                        "AllocationId": str,
                        "Bandwidth": int,
                        "InternetChargeType": str,
                        "IpAddress": str,
                        "IsSupportUnassociate": bool,
                    },
                    "EnableNVS": bool,
                    "ExpiredTime": str,
                    "GPUAmount": int,
                    "GPUSpec": str,
                    "HibernationOptions": {"Configured": bool},
                    "HostName": str,
                    "HpcClusterId": str,
                    "ISP": str,
                    "ImageId": str,
                    "ImageOptions": {"CurrentOSNVMeSupported": bool, "LoginAsNonRoot": bool},
                    "InnerIpAddress": IP_ADDRESSES,
                    "InstanceChargeType": str,
                    "InstanceId": str,
                    "InstanceName": str,
                    "InstanceNetworkType": str,
                    "InstanceType": str,
                    "InstanceTypeFamily": str,
                    "InternetChargeType": str,
                    "InternetMaxBandwidthIn": int,
                    "InternetMaxBandwidthOut": int,
                    "IoOptimized": bool,
                    "KeyPairName": str,
                    "LocalStorageAmount": int,
                    "LocalStorageCapacity": int,
                    "Memory": int,
                    "MetadataOptions": {
                        "HttpEndpoint": str,
                        "HttpPutResponseHopLimit": int,
                        "HttpTokens": str,
                        "InstanceMetadataTags": str,
                    },
                    "NetworkInterfaces": {
                        "NetworkInterface": [
                            {
                                "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": str}]},
                                "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": str}]},
                                "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": str, "Primary": bool}]},
                                "MacAddress": str,
                                "NetworkInterfaceId": str,
                                "PrimaryIpAddress": str,
                                "PrivateIpSets": {
                                    "PrivateIpSet": [
                                        {
                                            "Primary": bool,
                                            "PrivateDnsName": str,
                                            "PrivateIpAddress": str,
                                        }
                                    ]
                                },
                                "Type": str,
                            }
                        ]
                    },
                    "OSName": str,
                    "OSNameEn": str,
                    "OSType": str,
                    "OperationLocks": {"LockReason": [{"LockMsg": str, "LockReason": str}]},
                    "PrivateDnsNameOptions": {
                        "EnableInstanceIdDnsAAAARecord": bool,
                        "EnableInstanceIdDnsARecord": bool,
                        "EnableIpDnsARecord": bool,
                        "EnableIpDnsPtrRecord": bool,
                        "HostnameType": str,
                    },
                    "PublicIpAddress": IP_ADDRESSES,
                    "RdmaIpAddress": IP_ADDRESSES,
                    "Recyclable": bool,
                    "RegionId": str,
                    "ResourceGroupId": str,
                    "SaleCycle": str,
                    "SecurityGroupIds": {"SecurityGroupId": [str]},
                    "SecurityOptions": {"EnableSecureBoot": bool},
                    "SerialNumber": str,
                    "SpotDuration": int,
                    "SpotInterruptionBehavior": str,
                    "SpotPriceLimit": float,
                    "SpotStrategy": str,
                    "StartTime": str,
                    "Status": str,
                    "StoppedMode": str,
                    "Tags": TAGS,
                    "VlanId": str,
                    "VpcAttributes": {
                        "NatIpAddress": str,
                        "PrivateIpAddress": IP_ADDRESSES,
                        "VSwitchId": str,
                        "VpcId": str,
                    },
                    "ZoneId": str,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        "DryRunOperation",
        "InvalidTag.Mismatch",
        "InvalidTagCount",
        "InvalidHpcClusterId.NotFound",
        "InvalidHpcClusterId.Creating",
        "InvalidInstanceChargeType.NotFound",
        "InvalidLockReason.NotFound",
        "InvalidFilterKey.NotFound",
        "InvalidFilterValue",
        "InvalidNetworkType.NotFound",
        "InvalidStatus.NotFound",
        *with_status(404, "InvalidInternetChargeType.ValueNotSupported"),
    ),
    items="Instances.Instance",
    paging=Paging(page=True, token=True, smallest=10, largest=100, clamps=True),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/DescribeInstances",
)

DescribeInstanceStatus = Operation(
    "DescribeInstanceStatus",
    ECS,
    "List instances with their state.",
    parameters=(
        REGION_ID,
        Parameter("ClusterId", limits="deprecated"),
        Parameter("InstanceId", limits="1..100 ids", repeat=True),
        PAGE_NUMBER,
        PAGE_SIZE,
        Parameter("ZoneId"),
    ),
    answer={"InstanceStatuses": {"InstanceStatus": [{"InstanceId": str, "Status": str}]}, **PAGE},
    errors=documented(
        "InvalidParameter.TooManyInstanceIds",
        "Abs.InvalidInstanceIds.MalFormed",
        Refusal(
            "InvalidZoneId.NotFound", 404, "The ZoneId provided does not exist in our records."
        ),
    ),
    items="InstanceStatuses.InstanceStatus",
    paging=Paging(page=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancestatus",
)

DescribeInstanceAttribute = Operation(
    "DescribeInstanceAttribute",
    ECS,
    "Show the attributes of one instance.",
    parameters=(INSTANCE_ID,),
    answer={
        "ClusterId": str,
        "Cpu": int,
        "CreationTime": str,
        "CreditSpecification": str,
        "DedicatedHostAttribute": {"DedicatedHostId": str, "DedicatedHostName": str},
        "Description": str,
        "EipAddress": {
            "AllocationId": str,
            "Bandwidth": int,
            "InternetChargeType": str,
            "IpAddress": str,
        },
        "EnableJumboFrame": bool,
        "EnableNetworkEncryption": bool,
        "ExpiredTime": str,
        "HostName": str,
        "ImageId": str,
        "InnerIpAddress": IP_ADDRESSES,
        "InstanceChargeType": str,
        "InstanceId": str,
        "InstanceName": str,
        "InstanceNetworkType": str,
        "InstanceType": str,
        "InternetChargeType": str,
        "InternetMaxBandwidthIn": int,
        "InternetMaxBandwidthOut": int,
        "IoOptimized": str,
        "Memory": int,
        "NetworkOptions": {
            "BandwidthWeighting": str,
            "EnableJumboFrame": bool,
            "EnableNetworkEncryption": bool,
        },
        "OperationLocks": {"LockReason": [{"LockReason": str}]},
        "PublicIpAddress": IP_ADDRESSES,
        "RegionId": str,
        "RequestId": str,
        "SecurityGroupIds": {"SecurityGroupId": [str]},
        "SecurityOptions": {"EnableSecureBoot": bool},
        "SerialNumber": str,
        "Status": str,
        "StoppedMode": str,
        "VlanId": str,
        "VpcAttributes": {
            "NatIpAddress": str,
            "PrivateIpAddress": IP_ADDRESSES,
            "VSwitchId": str,
            "VpcId": str,
        },
        "ZoneId": str,
    },
    errors=documented("InvalidInstanceId.NotFound", "InternalError"),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstanceattribute",
)

ModifyInstanceAttribute = Operation(
    "ModifyInstanceAttribute",
    ECS,
    "Change the name, description, password and other attributes of an instance.",
    parameters=(
        INSTANCE_ID,
        Parameter("CpuOptions.Core", int),
        Parameter("CpuOptions.NestedVirtualization", limits="not public"),
        Parameter("CpuOptions.ThreadsPerCore", int, "1 or 2"),
        Parameter(
            "CpuOptions.TopologyType", enum=("ContinuousCoreToHTMapping", "DiscreteCoreToHTMapping")
        ),
        Parameter("CreditSpecification", enum=("Standard", "Unlimited")),
        Parameter("DeletionProtection", bool),
        Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
        Parameter("EnableJumboFrame", bool),
        Parameter("EnableNetworkEncryption", bool, "not public"),
        Parameter("HostName", limits="2..15 characters"),
        Parameter("InstanceName", limits="2..128 characters, no http:// or https:// in front"),
        Parameter("NetworkInterfaceQueueNumber", int, "queue count of the primary ENI"),
        Parameter("Password", limits="8..30 characters"),
        Parameter("PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord", bool, default=False),
        Parameter("PrivateDnsNameOptions.EnableInstanceIdDnsARecord", bool, default=False),
        Parameter("PrivateDnsNameOptions.EnableIpDnsARecord", bool, default=False),
        Parameter("PrivateDnsNameOptions.EnableIpDnsPtrRecord", bool, default=False),
        Parameter(
            "PrivateDnsNameOptions.HostnameType",
            enum=("Custom", "IpBased", "InstanceIdBased"),
            default="Custom",
        ),
        Parameter("Recyclable", bool, "not public"),
        Parameter("RemoteConnectionOptions.Password", limits="not public"),
        Parameter("RemoteConnectionOptions.Type", limits="not public"),
        Parameter("SecurityGroupIds", limits="sg-... ids", repeat=True),
        Parameter("UserData", limits="at most 32 KB"),
    ),
    answer=DONE,
    errors=documented(
        "InvalidInstanceName.Malformed",
        "InvalidDescription.Malformed",
        "InvalidHostName.Malformed",
        "InvalidPassword.Malformed",
        "InvalidUserData.SizeExceeded",
        "InvalidUserData.NotSupported",
        Refusal(
            "ChargeTypeViolation", 400, "Pay-As-You-Go instances do not support this operation."
        ),
        "InvalidParameter.RecycleBin",
        "InvalidParameter.CreditSpecification",
        "InvalidInstanceStatus.CreditSpecRestricted",
        "InvalidInstanceStatus.NotRunning",
        "InvalidParameter",
        "InvalidStatus.StoppedRequired",
        "JoinedGroupLimitExceed",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "OperationDenied",
        "InvalidUserData.Base64FormatInvalid",
        "InvalidChargeType.ValueNotSupported",
        "InvalidUser.Unauthorized",
        "SecurityGroupInstanceLimitExceed",
        "InvalidInstanceId.NotFound",
        "InvalidSecurityGroupId.NotFound",
        "InvalidInstanceStatus.NeedRestart",
        "InvalidParameter.SecurityGroupIdRepeated",
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstanceattribute",
)
