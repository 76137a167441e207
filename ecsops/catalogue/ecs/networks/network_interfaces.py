"""Network interfaces of instances, and their public addresses.

Sources: the pages of each operation; error tables of 2021.
"""

from enum import StrEnum
from typing import Any

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    DEPRECATED_PAGE_NUMBER,
    DEPRECATED_PAGE_SIZE,
    NEXT_TOKEN,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG,
    TAGS,
    TOKEN_AND_PAGE,
)


class InterfaceStatus(StrEnum):
    """The state of a network interface."""

    AVAILABLE = "Available"
    ATTACHING = "Attaching"
    IN_USE = "InUse"
    DETACHING = "Detaching"
    DELETING = "Deleting"


class InterfaceType(StrEnum):
    """Whether an instance has had the interface from its creation on."""

    PRIMARY = "Primary"
    SECONDARY = "Secondary"


PUBLIC_IP: dict[str, Any] = {"AllocationId": str, "PublicIpAddress": str}

DescribeNetworkInterfaces = Operation(
    "DescribeNetworkInterfaces",
    ECS,
    "List network interfaces.",
    parameters=(
        REGION_ID,
        Parameter("InstanceId", limits="i-... id"),
        Parameter("Ipv6Address", limits="at most 100", repeat=True),
        Parameter("MaxResults", int, "10..500; others become 10 or 500", default=10),
        Parameter("NetworkInterfaceId", limits="at most 100 ids", repeat=True),
        Parameter("NetworkInterfaceName"),
        NEXT_TOKEN,
        DEPRECATED_PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        Parameter("PrimaryIpAddress"),
        Parameter("PrivateIpAddress", limits="at most 100", repeat=True),
        RESOURCE_GROUP_ID,
        Parameter("SecurityGroupId", limits="sg-... id; finds secondary interfaces only"),
        Parameter("ServiceManaged", bool),
        Parameter("Status", enum=tuple(InterfaceStatus)),
        TAG,
        Parameter("Type", enum=tuple(InterfaceType)),
        Parameter("VSwitchId", limits="vsw-... id"),
        Parameter("VpcId", limits="vpc-... id"),
    ),
    answer={
        **TOKEN_AND_PAGE,
        "NetworkInterfaceSets": {
            "NetworkInterfaceSet": [
                {
                    "AssociatedPublicIp": PUBLIC_IP,
                    "Attachment": {
                        "DeviceIndex": int,
                        "InstanceId": str,
                        "NetworkCardIndex": int,
                        "TrunkNetworkInterfaceId": str,
                    },
                    "CreationTime": str,
                    "DeleteOnRelease": bool,
                    "Description": str,
                    "InstanceId": str,
                    "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": str}]},
                    "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": str}]},
                    "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": str, "Primary": bool}]},
                    "MacAddress": str,
                    "NetworkInterfaceId": str,
                    "NetworkInterfaceName": str,
                    "NetworkInterfaceTrafficMode": str,
                    "OwnerId": str,
                    "PrivateIpAddress": str,
                    "PrivateIpSets": {
                        "PrivateIpSet": [
                            {
                                "AssociatedPublicIp": PUBLIC_IP,
                                "Primary": bool,
                                "PrivateDnsName": str,
                                "PrivateIpAddress": str,
                            }
                        ]
                    },
                    "QueueNumber": int,
                    "QueuePairNumber": int,
                    "ResourceGroupId": str,
                    "SecurityGroupIds": {"SecurityGroupId": [str]},
                    "ServiceID": int,
                    "ServiceManaged": bool,
                    "SourceDestCheck": bool,
                    "Status": str,
                    "Tags": TAGS,
                    "Type": str,
                    "VSwitchId": str,
                    "VpcId": str,
                    "ZoneId": str,
                }
            ]
        },
    },
    errors=documented(
        "InvalidUserType.NotSupported",
        "Abs.InvalidAccount.NotFound",
        "MissingParameter",
        "Forbidden.NotSupportRAM",
        "UnsupportedParameter",
        "Forbidden.SubUser",
        "InvalidParameter",
        "InvalidInstanceID.Malformed",
        "InvalidOperation.InvalidEcsState",
        "InvalidOperation.InvalidEniState",
        "InvalidOperation.DetachPrimaryEniNotAllowed",
        "InvalidEcsId.NotFound",
        Refusal("InvalidEniId.NotFound", 404, "The specified EniId does not exist."),
        "InvalidVSwitchId.NotFound",
        "InvalidSecurityGroupId.NotFound",
        "MaxEniCountExceeded",
        "EniPerInstanceLimitExceeded",
        "InvalidOperation.AvailabilityZoneMismatch",
        "InvalidOperation.VpcMismatch",
        "SecurityGroupInstanceLimitExceed",
        "InvalidSecurityGroupId.NotVpc",
        "InvalidOperation.InvalidEniType",
        "Forbidden.RegionId",
        "InvalidVpc.Empty",
        "InvalidRegionId.MalFormed",
        "InvalidTag.Mismatch",
        "InvalidTagCount",
    ),
    items="NetworkInterfaceSets.NetworkInterfaceSet",
    paging=Paging(page=True, token=True, smallest=10, largest=500, clamps=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describenetworkinterfaces",
)

AllocatePublicIpAddress = Operation(
    "AllocatePublicIpAddress",
    ECS,
    "Give an instance a public address.",
    parameters=(
        Parameter("InstanceId", limits="i-... id", required=True),
        Parameter("IpAddress", limits="not public"),
        Parameter("VlanId", limits="deprecated"),
    ),
    answer={"IpAddress": str, "RequestId": str},
    errors=documented(
        "InvalidInstanceId.NotFound",
        "InvalidIpAddress.Malformed",
        "InvalidVlanId.NotFound",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "InstanceExpiredOrInArrears",
        "InvalidIpAddress.NotFound",
        "IpInUse",
        "AllocatedAlready",
        Refusal(
            "OperationDenied", 400, "Specified operation is denied as your instance is in VPC."
        ),
        "InsufficientPublicIp",
        "AllocateIpInvalidInstanceBandwidth",
        "NAT_PUBLIC_IP_BINDING_FAILED",
        "NAT_PUBLIC_IP_ALLOCATE_FAILED",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-allocatepublicipaddress",
)
