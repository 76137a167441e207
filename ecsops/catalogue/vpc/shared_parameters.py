"""Parameters, parts of answers and states that VPCs and vSwitches share."""

from enum import StrEnum
from typing import Any

from ecsops.catalogue.model import Parameter, Refusal
from ecsops.catalogue.shared_parameters import TAG


class NetworkStatus(StrEnum):
    """The state of a VPC or a vSwitch; either is made asynchronously."""

    PENDING = "Pending"
    AVAILABLE = "Available"


VPC_TAG = TAG.with_changes(
    parts=(
        Parameter("Key", limits="1..128 characters, no URL, not starting with aliyun or acs:"),
        Parameter("Value", limits="0..128 characters, no URL"),
    )
)
VPC_ID = Parameter("VpcId", limits="vpc-... id", required=True)
VSWITCH_ID = Parameter("VSwitchId", limits="vsw-... id", required=True)
NAME_LIMITS = "1..128 characters, no http:// or https:// in front"
DESCRIPTION = Parameter("Description", limits="1..256 characters, no http:// or https:// in front")
ENABLE_IPV6 = Parameter("EnableIpv6", bool)
IS_DEFAULT = Parameter("IsDefault", bool)

VPC_TAGS: dict[str, Any] = {"Tag": [{"Key": str, "Value": str}]}
IPV6_BLOCKS: dict[str, Any] = {"Ipv6CidrBlock": [{"Ipv6CidrBlock": str, "Ipv6Isp": str}]}

VPC_PARAMETER_MISSING = Refusal("MissingParameter", 400, "Miss mandatory parameter.")
VPC_NOT_FOUND = Refusal("InvalidVpcId.NotFound", 404, "Specified VPC does not exist.")
VPC_REGION_NOT_FOUND = Refusal(
    "InvalidRegionId.NotFound", 404, 'Specified value of "regionId" is not supported.'
)
VSWITCH_NOT_FOUND = Refusal("InvalidVSwitchId.NotFound", 404, "VSwitch not exist.")
VPC_TAG_CODES = (
    Refusal("NumberExceed.Tags"),
    Refusal("Duplicate.TagKey"),
    Refusal("InvalidTagKey.Malformed"),
    Refusal("InvalidTagValue.Malformed"),
)
VPC_DRY_RUN_CODES = (Refusal("DryRunOperation"),)
