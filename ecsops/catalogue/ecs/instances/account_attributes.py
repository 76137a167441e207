"""The quotas and privileges of the account.

Sources: the pages of each operation, with the error tables of 2021.
"""

from ecsops.catalogue.model import Operation, Parameter, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

DescribeAccountAttributes = Operation(
    "DescribeAccountAttributes",
    ECS,
    "List the quotas of the account.",
    parameters=(
        REGION_ID,
        Parameter(
            "AttributeName",
            limits="default: all",
            repeat=True,
            enum=(
                "instance-network-type",
                "max-security-groups",
                "max-elastic-network-interfaces",
                "max-postpaid-instance-vcpu-count",
                "max-spot-instance-vcpu-count",
                "used-spot-instance-vcpu-count",
                "used-postpaid-instance-vcpu-count",
                "max-postpaid-yundisk-capacity",
                "used-postpaid-yundisk-capacity",
                "max-dedicated-hosts",
                "supported-postpaid-instance-types",
                "max-axt-command-count",
                "max-axt-invocation-daily",
                "real-name-authentication",
                "max-cloud-assistant-activation-count",
            ),
        ),
        Parameter(
            "ZoneId",
        ),
    ),
    answer={
        "AccountAttributeItems": {
            "AccountAttributeItem": [
                {
                    "AttributeName": str,
                    "AttributeValues": {
                        "ValueItem": [
                            {
                                "Count": int,
                                "DiskCategory": str,
                                "ExpiredTime": str,
                                "InstanceChargeType": str,
                                "InstanceType": str,
                                "Value": str,
                                "ZoneId": str,
                            }
                        ]
                    },
                }
            ]
        },
        "RequestId": str,
    },
    errors=documented(
        "Invalid.Parameter",
    ),
    items="AccountAttributeItems.AccountAttributeItem",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeaccountattributes",
)
