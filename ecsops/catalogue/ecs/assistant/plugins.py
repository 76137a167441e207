"""The plug-ins of Cloud Assistant on instances.

Source: the page of the operation, whose table of errors was not found; the codes are those of
DescribeCloudAssistantStatus.
"""

from ecsops.catalogue.ecs.assistant.shared_parameters import (
    CLOUD_ASSISTANT_CODES,
    CLOUD_ASSISTANT_PAGING,
    CLOUD_ASSISTANT_PAGING_CODES,
)
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

ListPluginStatus = Operation(
    "ListPluginStatus",
    ECS,
    "List the plug-ins of Cloud Assistant on instances.",
    parameters=(
        REGION_ID,
        *CLOUD_ASSISTANT_PAGING,
        Parameter("InstanceId", limits="1..50 ids; one id unless Name is given", repeat=True),
        Parameter("Name", limits="at most 255 characters; default: all plug-ins of one instance"),
    ),
    answer={
        "InstancePluginStatusSet": {
            "InstancePluginStatus": [
                {
                    "InstanceId": str,
                    "PluginStatusSet": {
                        "PluginStatus": [
                            {
                                "FirstHeartbeatTime": str,
                                "LastHeartbeatTime": str,
                                "PluginName": str,
                                "PluginStatus": str,
                                "PluginVersion": str,
                            }
                        ]
                    },
                }
            ]
        },
        "NextToken": str,
        "PageNumber": int,
        "PageSize": int,
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_PAGING_CODES,
        "InstanceIds.ExceedLimit",
        "MissingParam.InstanceId",
        Refusal("InvalidInstance.NotFound", 404, "The specified instances does not exist."),
    ),
    items="InstancePluginStatusSet.InstancePluginStatus",
    paging=Paging(page=True, token=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-listpluginstatus",
)
