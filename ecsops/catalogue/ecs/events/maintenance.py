"""The maintenance attributes of instances: window, action and notice.

Sources: the pages of each operation.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Paging, Parameter, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import DONE, EVENT_PARAMETER_INVALID, PAGE, REGION_ID


class ActionOnMaintenance(StrEnum):
    """Action on an instance when its server needs maintenance."""

    STOP = "Stop"
    AUTO_RECOVER = "AutoRecover"
    AUTO_REDEPLOY = "AutoRedeploy"


DescribeInstanceMaintenanceAttributes = Operation(
    "DescribeInstanceMaintenanceAttributes",
    ECS,
    "List the maintenance attributes of instances.",
    parameters=(
        REGION_ID,
        Parameter("InstanceId", limits="at most 100 ids", repeat=True),
        Parameter("PageNumber", int, "1 or more", default=1, bits=64),
        Parameter("PageSize", int, "1..100", default=10, bits=64),
    ),
    answer={
        "MaintenanceAttributes": {
            "MaintenanceAttribute": [
                {
                    "ActionOnMaintenance": {
                        "DefaultValue": str,
                        "SupportedValues": {"SupportedValue": [str]},
                        "Value": str,
                    },
                    "InstanceId": str,
                    "MaintenanceWindows": {
                        "MaintenanceWindow": [{"EndTime": str, "StartTime": str}]
                    },
                    "NotifyOnMaintenance": bool,
                }
            ]
        },
        **PAGE,
    },
    errors=documented(
        "MissingParameter",
        EVENT_PARAMETER_INVALID,
        "InstanceIdLimitExceeded",
        "OperationDenied.NotInWhiteList",
        "InvalidInstanceId.NotFound",
    ),
    items="MaintenanceAttributes.MaintenanceAttribute",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancemaintenanceattributes",
)

ModifyInstanceMaintenanceAttributes = Operation(
    "ModifyInstanceMaintenanceAttributes",
    ECS,
    "Change the maintenance window, action and notice of instances.",
    parameters=(
        REGION_ID,
        Parameter("ActionOnMaintenance", enum=tuple(ActionOnMaintenance)),
        Parameter("InstanceId", limits="1..100 ids", repeat=True),
        Parameter(
            "MaintenanceWindow",
            dict,
            "exactly one",
            repeat=True,
            parts=(
                Parameter(
                    "EndTime", limits="HH:00:00 in UTC+8; 1..23 hours from StartTime to EndTime"
                ),
                Parameter(
                    "StartTime", limits="HH:00:00 in UTC+8; 1..23 hours from StartTime to EndTime"
                ),
            ),
        ),
        Parameter("NotifyOnMaintenance", bool, "send an event before maintenance", default=False),
    ),
    answer=DONE,
    errors=documented(
        EVENT_PARAMETER_INVALID,
        "OperationDenied.NotInWhiteList",
        "InvalidInstanceId.NotFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstancemaintenanceattributes",
)
