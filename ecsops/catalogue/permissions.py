"""The permission of Resource Access Management (RAM) that an operation needs.

Sources: "RAM authorization" of ECS 2014-05-26 and of Cms 2019-01-01
(https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-ram), and the
section of that name on the page of each operation. A permission is called like its operation, and
those of reading metrics like the operations of an older version of the API.
"""

OTHERWISE_CALLED = {
    "DescribeMetricData": "QueryMetricData",
    "DescribeMetricLast": "QueryMetricLast",
    "DescribeMetricList": "QueryMetricList",
}
"""Operations whose permission has another name."""


def permission(product: str, operation: str) -> str:
    """Return the action that a RAM policy has to allow, such as `ecs:RunCommand`."""
    return f"{product}:{OTHERWISE_CALLED.get(operation, operation)}"
