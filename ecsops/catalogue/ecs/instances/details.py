"""User data, RAM roles and private pools of instances.

Sources: the pages of each operation, with the error tables of 2021.
"""

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import PAGE_NUMBER, PAGE_SIZE, PAGE_SIZE_100, REGION_ID

DescribeUserData = Operation(
    "DescribeUserData",
    ECS,
    "Return the user data of an instance.",
    parameters=(
        Parameter("InstanceId", limits="i-... id", required=True),
        REGION_ID,
    ),
    answer={"InstanceId": str, "RegionId": str, "RequestId": str, "UserData": str},
    errors=documented(
        "InvalidInstanceId.NotFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeuserdata",
)


DescribeInstanceRamRole = Operation(
    "DescribeInstanceRamRole",
    ECS,
    "List the RAM roles of instances.",
    parameters=(
        REGION_ID,
        Parameter(
            "InstanceIds",
            limits="JSON array of 1..50 ids, 100 in 2021; this or RamRoleName",
            json=True,
        ),
        PAGE_NUMBER,
        PAGE_SIZE,
        Parameter("RamRoleName", limits="this or InstanceIds"),
    ),
    answer={
        "InstanceRamRoleSets": {"InstanceRamRoleSet": [{"InstanceId": str, "RamRoleName": str}]},
        "RegionId": str,
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        "InvalidInstanceIds.Malformed",
        Refusal("InvalidInstanceId.NotFound", 404, "The specified instanceId does not exist"),
        "InvalidNetworkType.MismatchRamRole",
        "InvalidParameter.AllEmpty",
        "InternalError",
    ),
    items="InstanceRamRoleSets.InstanceRamRoleSet",
    paging=Paging(page=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstanceramrole",
)


DescribeInstanceAttachmentAttributes = Operation(
    "DescribeInstanceAttachmentAttributes",
    ECS,
    "List the private pools that instances use.",
    parameters=(
        Parameter(
            "InstanceIds",
            limits="JSON array of 1..100 ids",
            required=True,
            json=True,
        ),
        REGION_ID,
        PAGE_NUMBER,
        PAGE_SIZE_100,
    ),
    answer={
        "Instances": {
            "Instance": [
                {
                    "InstanceId": str,
                    "PrivatePoolOptionsId": str,
                    "PrivatePoolOptionsMatchCriteria": str,
                }
            ]
        },
        "PageNumber": int,
        "PageSize": int,
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        Refusal("MissingParameter.RegionId", 400, "The specified RegionId should not be null."),
        "InvalidInstanceIds.NotFound",
        "InternalError",
    ),
    items="Instances.Instance",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstanceattachmentattributes",
)
