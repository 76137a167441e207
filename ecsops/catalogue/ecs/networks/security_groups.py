"""Security groups: which instances they hold, and their rules.

Sources: the pages of each operation; error tables of 2021.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DEPRECATED_PAGE_NUMBER,
    DEPRECATED_PAGE_SIZE,
    DONE,
    DRY_RUN,
    NEXT_TOKEN,
    OPTIONAL_REGION_ID,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG,
    TAGS,
    TOKEN_AND_PAGE,
)


class SecurityGroupType(StrEnum):
    """Whether a group is a basic one or an advanced one, which holds more."""

    NORMAL = "normal"
    ENTERPRISE = "enterprise"


SECURITY_GROUP_ID = Parameter("SecurityGroupId", limits="sg-... id", required=True)
SERVICE_MANAGED = Parameter("ServiceManaged", bool)
TYPE = Parameter("SecurityGroupType", enum=tuple(SecurityGroupType))
ONE_OF_TWO = (
    Parameter("InstanceId", limits="i-... id; or NetworkInterfaceId"),
    Parameter("NetworkInterfaceId", limits="eni-... id; or InstanceId"),
)

CreateSecurityGroup = Operation(
    "CreateSecurityGroup",
    ECS,
    "Create a security group.",
    parameters=(
        REGION_ID,
        CLIENT_TOKEN,
        Parameter("Description", limits="2..256 characters, no http:// or https:// in front"),
        RESOURCE_GROUP_ID,
        Parameter(
            "SecurityGroupName",
            limits="2..128 characters: letters (first), digits, : _ . -; not http...",
        ),
        TYPE.with_changes(default=SecurityGroupType.NORMAL),
        SERVICE_MANAGED,
        TAG.with_changes(
            parts=(
                Parameter(
                    "Key", limits="1..128 characters, no URL, not starting with aliyun or acs:"
                ),
                Parameter("Value", limits="0..128 characters, no URL"),
            )
        ),
        Parameter("VpcId", limits="vpc-... id; needed for VPC"),
    ),
    answer={"RequestId": str, "SecurityGroupId": str},
    errors=documented(
        "InvalidDescription.Malformed",
        "QuotaExceed.SecurityGroup",
        Refusal("InvalidVpcId.NotFound", 404, "Specified VPC does not exist."),
        "InvalidSecurityGroupName.Malformed",
        "InvalidSecurityGroupDiscription.Malformed",
        "InternalError",
        "IncorrectVpcStatus",
        Refusal("InvalidTagKey.Malformed", 400, "The specified Tag.N.Key is not valid."),
        Refusal("InvalidTagValue.Malformed", 400, "The specified Tag.N.Value is not valid."),
        "InvalidResourceGroup.NotFound",
        "Duplicate.TagKey",
        "IdempotentProcessing",
        "NumberExceed.Tags",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createsecuritygroup",
)

DeleteSecurityGroup = Operation(
    "DeleteSecurityGroup",
    ECS,
    "Delete a security group that holds nothing.",
    parameters=(REGION_ID, SECURITY_GROUP_ID),
    answer=DONE,
    errors=documented(
        Refusal(
            "DependencyViolation",
            403,
            "There is still instance(s) in the specified security group.",
        ),
        "InvalidOperation.ResourceManagedByCloudProduct",
        "InvalidSecurityGroupId.NotFound",
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletesecuritygroup",
)

DescribeSecurityGroups = Operation(
    "DescribeSecurityGroups",
    ECS,
    "List security groups.",
    parameters=(
        REGION_ID,
        DRY_RUN,
        Parameter("FuzzyQuery", bool, "deprecated"),
        Parameter("IsQueryEcsCount", bool, "deprecated", default=False),
        Parameter("MaxResults", int, "1..100", default=10),
        Parameter("NetworkType", enum=("vpc", "classic")),
        NEXT_TOKEN,
        DEPRECATED_PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        RESOURCE_GROUP_ID,
        SECURITY_GROUP_ID.with_changes(required=False),
        Parameter("SecurityGroupIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("SecurityGroupName"),
        TYPE,
        SERVICE_MANAGED,
        TAG,
        Parameter("VpcId", limits="vpc-... id"),
    ),
    answer={
        **TOKEN_AND_PAGE,
        "RegionId": str,
        "SecurityGroups": {
            "SecurityGroup": [
                {
                    "AvailableInstanceAmount": int,
                    "CreationTime": str,
                    "Description": str,
                    "EcsCount": int,
                    "GroupToGroupRuleCount": int,
                    "ResourceGroupId": str,
                    "RuleCount": int,
                    "SecurityGroupId": str,
                    "SecurityGroupName": str,
                    "SecurityGroupType": str,
                    "ServiceID": int,
                    "ServiceManaged": bool,
                    "Tags": TAGS,
                    "VpcId": str,
                }
            ]
        },
    },
    errors=documented("DryRunOperation", "InvalidTag.Mismatch", "InvalidTagCount", "InternalError"),
    items="SecurityGroups.SecurityGroup",
    paging=Paging(page=True, token=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroups",
)

DescribeSecurityGroupAttribute = Operation(
    "DescribeSecurityGroupAttribute",
    ECS,
    "Show a security group and its rules.",
    parameters=(
        REGION_ID,
        SECURITY_GROUP_ID,
        Parameter("Attribute", enum=("snapshotPolicyIds",)),
        Parameter("Direction", enum=("egress", "ingress", "all"), default="all"),
        Parameter("MaxResults", int, "10..1000", default=500),
        NEXT_TOKEN,
        Parameter("NicType", enum=("internet", "intranet")),
    ),
    answer={
        "Description": str,
        "InnerAccessPolicy": str,
        "NextToken": str,
        "Permissions": {
            "Permission": [
                {
                    "CreateTime": str,
                    "Description": str,
                    "DestCidrIp": str,
                    "DestGroupId": str,
                    "DestGroupName": str,
                    "DestGroupOwnerAccount": str,
                    "DestPrefixListId": str,
                    "DestPrefixListName": str,
                    "Direction": str,
                    "IpProtocol": str,
                    "Ipv6DestCidrIp": str,
                    "Ipv6SourceCidrIp": str,
                    "NicType": str,
                    "Policy": str,
                    "PortRange": str,
                    "PortRangeListId": str,
                    "PortRangeListName": str,
                    "Priority": str,
                    "SecurityGroupRuleId": str,
                    "SourceCidrIp": str,
                    "SourceGroupId": str,
                    "SourceGroupName": str,
                    "SourceGroupOwnerAccount": str,
                    "SourcePortRange": str,
                    "SourcePrefixListId": str,
                    "SourcePrefixListName": str,
                }
            ]
        },
        "RegionId": str,
        "RequestId": str,
        "SecurityGroupId": str,
        "SecurityGroupName": str,
        "SnapshotPolicyIds": {"SnapshotPolicyId": [str]},
        "VpcId": str,
    },
    errors=documented(
        Refusal("InvalidRegionId.NotFound", 404, "The specified RegionId does not exist."),
        "InvalidSecurityGroupId.NotFound",
        "InvalidNicType.ValueNotSupported",
        "InternalError",
        "InvalidParamter",
        "InvalidSecurityGroupId.Malformed",
    ),
    items="Permissions.Permission",
    paging=Paging(token=True, smallest=10, largest=1000, default=500, total=""),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute",
)

MEMBERSHIP_CODES = documented(
    "InvalidSecurityGroupId.NotFound",
    "InvalidInstanceId.NotFound",
    "IncorrectInstanceStatus",
    "InstanceLockedForSecurity",
    Refusal("InvalidInstanceId.Malformed"),
    Refusal("InvalidEniId.NotFound", 404, "The specified EniId does not exist."),
    "InvalidOperation.InvalidEniType",
    "InvalidOperation.InvalidEniState",
    Refusal("MissingParameter.RegionId", 400, "The specified RegionId should not be null."),
    "InvalidOperation.EniServiceManaged",
)

JoinSecurityGroup = Operation(
    "JoinSecurityGroup",
    ECS,
    "Add an instance or a network interface to a security group.",
    parameters=(SECURITY_GROUP_ID, *ONE_OF_TWO, OPTIONAL_REGION_ID),
    answer=DONE,
    errors=(
        *MEMBERSHIP_CODES,
        *documented(
            "InstanceSecurityGroupLimitExceeded",
            "SecurityGroupInstanceLimitExceeded",
            "InvalidInstanceId.Mismatch",
            "InvalidInstanceId.AlreadyExists",
            "InternalError",
            "AclLimitExceed",
            "InvalidOperation.VpcMismatch",
            "NotBelongUser",
        ),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-joinsecuritygroup",
)

LeaveSecurityGroup = Operation(
    "LeaveSecurityGroup",
    ECS,
    "Take an instance or a network interface out of a security group.",
    parameters=(SECURITY_GROUP_ID, *ONE_OF_TWO, OPTIONAL_REGION_ID),
    answer=DONE,
    errors=(
        *MEMBERSHIP_CODES,
        *documented(
            "InstanceLastSecurityGroup",
            "InstanceNotInSecurityGroup",
            "RequestTimeout",
        ),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-leavesecuritygroup",
)
