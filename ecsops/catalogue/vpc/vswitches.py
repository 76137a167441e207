"""VSwitches: the subnets of a VPC, each in one zone.

Sources: the pages of each operation; error tables of 2019.
"""

from typing import Any

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import VPC
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DONE,
    DRY_RUN,
    OPTIONAL_REGION_ID,
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE,
    RESOURCE_GROUP_ID,
)
from ecsops.catalogue.vpc.shared_parameters import (
    DESCRIPTION,
    ENABLE_IPV6,
    IS_DEFAULT,
    NAME_LIMITS,
    VPC_DRY_RUN_CODES,
    VPC_ID,
    VPC_NOT_FOUND,
    VPC_PARAMETER_MISSING,
    VPC_TAG,
    VPC_TAG_CODES,
    VPC_TAGS,
    VSWITCH_ID,
    VSWITCH_NOT_FOUND,
)

VSWITCH_FIELDS: dict[str, Any] = {
    "AvailableIpAddressCount": int,
    "CidrBlock": str,
    "CreationTime": str,
    "Description": str,
    "EnabledIpv6": bool,
    "Ipv6CidrBlock": str,
    "IsDefault": bool,
    "NetworkAclId": str,
    "OwnerId": int,
    "ResourceGroupId": str,
    "RouteTable": {"RouteTableId": str, "RouteTableType": str},
    "ShareType": str,
    "Status": str,
    "Tags": VPC_TAGS,
    "VSwitchId": str,
    "VSwitchName": str,
    "VpcId": str,
    "ZoneId": str,
}
"""What both readings of a vSwitch have."""

CreateVSwitch = Operation(
    "CreateVSwitch",
    VPC,
    "Create a vSwitch in a zone of a VPC.",
    parameters=(
        Parameter(
            "CidrBlock", limits="within the VPC's block, with a mask of 16..29 bits", required=True
        ),
        VPC_ID,
        Parameter("ZoneId", limits="zone of the region", required=True),
        CLIENT_TOKEN,
        DESCRIPTION,
        OPTIONAL_REGION_ID,
        VPC_TAG,
        Parameter("VSwitchName", limits=NAME_LIMITS),
    ),
    answer={"RequestId": str, "VSwitchId": str},
    errors=(
        VPC_NOT_FOUND,
        VPC_PARAMETER_MISSING,
        *documented(
            "InvalidZoneId.NotFound",
            "InvalidVSwitchName.Malformed",
            "InvalidVSwitchDiscription.Malformed",
            "ResourceNotAvailable",
            "InvalidParameter",
            "InvalidCidrBlock.Overlapped",
            "QuotaExceeded.VSwitch",
            "IncorrectRouteEntryStatus",
            "IncorrectVSwitchStatus",
            "InvalidCirdrBlock.MaskLength",
            "IncorrectVpcStatus",
            "InvalidCidrBlock.Malformed",
            "Forbidden.VpcNotFound",
        ),
        *VPC_TAG_CODES,
    ),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch",
)

DeleteVSwitch = Operation(
    "DeleteVSwitch",
    VPC,
    "Delete an empty vSwitch.",
    parameters=(VSWITCH_ID, DRY_RUN, OPTIONAL_REGION_ID),
    answer=DONE,
    errors=(
        VSWITCH_NOT_FOUND,
        VPC_PARAMETER_MISSING,
        *documented(
            "IncorrectVSwitchStatus",
            Refusal("DependencyViolation", 400, "Specified object has dependent resources."),
            "IncorrectRouteEntryStatus",
            "DependencyViolation.HaVip",
            "IncorrectStatus",
        ),
        *VPC_DRY_RUN_CODES,
    ),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-deletevswitch",
)

DescribeVSwitches = Operation(
    "DescribeVSwitches",
    VPC,
    "List vSwitches.",
    parameters=(
        DRY_RUN,
        ENABLE_IPV6,
        IS_DEFAULT,
        PAGE_NUMBER,
        PAGE_SIZE,
        OPTIONAL_REGION_ID,
        RESOURCE_GROUP_ID,
        Parameter("RouteTableId", limits="vtb-... id"),
        VPC_TAG,
        VSWITCH_ID.with_changes(required=False),
        Parameter("VSwitchName"),
        Parameter("VSwitchOwnerId", int, bits=64),
        VPC_ID.with_changes(required=False),
        Parameter("ZoneId"),
    ),
    answer={**PAGE, "VSwitches": {"VSwitch": [VSWITCH_FIELDS]}},
    errors=(
        VSWITCH_NOT_FOUND,
        *documented(
            "Forbidden.VpcNotFound", "InvalidParameter", "InvalidTag.Mismatch", "InvalidTagCount"
        ),
        *VPC_DRY_RUN_CODES,
    ),
    items="VSwitches.VSwitch",
    paging=Paging(page=True),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevswitches",
)

DescribeVSwitchAttributes = Operation(
    "DescribeVSwitchAttributes",
    VPC,
    "Show a vSwitch.",
    parameters=(VSWITCH_ID, DRY_RUN, OPTIONAL_REGION_ID),
    answer={**VSWITCH_FIELDS, "RequestId": str},
    errors=(VSWITCH_NOT_FOUND, *VPC_DRY_RUN_CODES),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevswitchattributes",
)
