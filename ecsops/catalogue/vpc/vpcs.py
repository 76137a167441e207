"""VPCs: private networks of the account.

Sources: the pages of each operation; error tables of 2019.
"""

from typing import Any

from ecsops.catalogue.model import Operation, Paging, Parameter, documented
from ecsops.catalogue.products import VPC
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DONE,
    DRY_RUN,
    OPTIONAL_REGION_ID,
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE,
    REGION_ID,
    RESOURCE_GROUP_ID,
)
from ecsops.catalogue.vpc.shared_parameters import (
    DESCRIPTION,
    ENABLE_IPV6,
    IPV6_BLOCKS,
    IS_DEFAULT,
    NAME_LIMITS,
    VPC_DRY_RUN_CODES,
    VPC_ID,
    VPC_NOT_FOUND,
    VPC_PARAMETER_MISSING,
    VPC_REGION_NOT_FOUND,
    VPC_TAG,
    VPC_TAG_CODES,
    VPC_TAGS,
)

VPC_FIELDS: dict[str, Any] = {
    "CidrBlock": str,
    "CreationTime": str,
    "Description": str,
    "DhcpOptionsSetId": str,
    "DhcpOptionsSetStatus": str,
    "DnsHostnameStatus": str,
    "EnabledIpv6": bool,
    "Ipv6CidrBlock": str,
    "Ipv6CidrBlocks": IPV6_BLOCKS,
    "IsDefault": bool,
    "OwnerId": int,
    "RegionId": str,
    "ResourceGroupId": str,
    "SecondaryCidrBlocks": {"SecondaryCidrBlock": [str]},
    "Status": str,
    "Tags": VPC_TAGS,
    "UserCidrs": {"UserCidr": [str]},
    "VRouterId": str,
    "VSwitchIds": {"VSwitchId": [str]},
    "VpcId": str,
    "VpcName": str,
}
"""What both readings of a VPC have."""

CreateVpc = Operation(
    "CreateVpc",
    VPC,
    "Create a VPC.",
    parameters=(
        REGION_ID,
        Parameter(
            "CidrBlock",
            limits="a private block with a mask of 8..28 bits, such as 10.0.0.0/8",
            default="172.16.0.0/12",
        ),
        CLIENT_TOKEN,
        DESCRIPTION,
        DRY_RUN,
        Parameter("EnableDnsHostname", bool, default=False),
        ENABLE_IPV6.with_changes(default=False),
        RESOURCE_GROUP_ID,
        VPC_TAG,
        Parameter("UserCidr", limits="comma separated, at most 3 blocks"),
        Parameter("VpcName", limits=NAME_LIMITS),
    ),
    answer={
        "RequestId": str,
        "ResourceGroupId": str,
        "RouteTableId": str,
        "VRouterId": str,
        "VpcId": str,
    },
    errors=(
        VPC_REGION_NOT_FOUND,
        *documented(
            "InvalidParameter",
            "ResourceNotAvailable",
            "InvalidVpcName.Malformed",
            "InvalidVpcDiscription.Malformed",
            "Forbbiden",
            "QuotaExceeded.Vpc",
            "ResourceNotAvailable.Vpc",
            "InvalidUserCidr.Quota",
            "InvalidUserCidr.Malformed",
            "InternalError",
        ),
        *VPC_TAG_CODES,
        *VPC_DRY_RUN_CODES,
    ),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvpc",
)

DeleteVpc = Operation(
    "DeleteVpc",
    VPC,
    "Delete an empty VPC.",
    parameters=(
        VPC_ID,
        CLIENT_TOKEN,
        DRY_RUN,
        Parameter("ForceDelete", bool, "only with nothing but gateways left", default=False),
        OPTIONAL_REGION_ID,
    ),
    answer=DONE,
    errors=(
        VPC_NOT_FOUND,
        VPC_PARAMETER_MISSING,
        *documented(
            "IncorrectVpcStatus",
            "DependencyViolation.VSwitch",
            "DependencyViolation.SecurityGroup",
            "DependencyViolation.Instance",
            "DependencyViolation.RouteEntry",
            "DependencyViolation.NatGateway",
            "DependencyViolation.RouterInterface",
            "DependencyViolation.RouteInterface",
            "DependencyViolation.Tunnel",
            "Forbidden.VpcNotFound",
            "Forbbiden",
            "OperationDenied",
            "InternalError",
        ),
        *VPC_DRY_RUN_CODES,
    ),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-deletevpc",
)

DescribeVpcs = Operation(
    "DescribeVpcs",
    VPC,
    "List VPCs.",
    parameters=(
        REGION_ID,
        Parameter("DhcpOptionsSetId"),
        DRY_RUN,
        ENABLE_IPV6,
        IS_DEFAULT,
        PAGE_NUMBER,
        PAGE_SIZE,
        RESOURCE_GROUP_ID,
        VPC_TAG,
        Parameter("VpcId", limits="comma separated, at most 20 ids"),
        Parameter("VpcName"),
        Parameter("VpcOwnerId", int, bits=64),
    ),
    answer={
        **PAGE,
        "Vpcs": {
            "Vpc": [
                {
                    "CenStatus": str,
                    "NatGatewayIds": {"NatGatewayIds": [str]},
                    "RouterTableIds": {"RouterTableIds": [str]},
                    **VPC_FIELDS,
                }
            ]
        },
    },
    errors=(
        VPC_REGION_NOT_FOUND,
        *documented("InvalidParameter", "InternalError", "InvalidTag.Mismatch", "InvalidTagCount"),
        *VPC_DRY_RUN_CODES,
    ),
    items="Vpcs.Vpc",
    paging=Paging(page=True),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevpcs",
)

DescribeVpcAttribute = Operation(
    "DescribeVpcAttribute",
    VPC,
    "Show a VPC and what is in it.",
    parameters=(REGION_ID, VPC_ID, DRY_RUN, IS_DEFAULT),
    answer={
        "AssociatedCens": {"AssociatedCen": [{"CenId": str, "CenOwnerId": int, "CenStatus": str}]},
        "AssociatedPropagationSources": {
            "AssociatedPropagationSources": [
                {
                    "RoutePropagated": bool,
                    "SourceInstanceId": str,
                    "SourceOwnerId": int,
                    "SourceType": str,
                    "Status": str,
                }
            ]
        },
        "ClassicLinkEnabled": bool,
        "CloudResources": {"CloudResourceSetType": [{"ResourceCount": int, "ResourceType": str}]},
        "Ipv4GatewayId": str,
        "RequestId": str,
        "SupportIpv4Gateway": bool,
        **VPC_FIELDS,
    },
    errors=(
        VPC_NOT_FOUND,
        *documented("IncorrectVpcStatus", "InternalError"),
        *VPC_DRY_RUN_CODES,
    ),
    source="https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevpcattribute",
)
