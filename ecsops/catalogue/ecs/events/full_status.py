"""Instances and disks with state, health and events.

Sources: the pages of each operation; the feature document, sections 3 and 5.2.
"""

from enum import StrEnum
from typing import NamedTuple

from ecsops.catalogue.ecs.events.event_types import DISK_EVENT_TYPES, SYSTEM_EVENT_TYPES, Text
from ecsops.catalogue.ecs.instances.disk_parameters import INACTIVE_DISKS
from ecsops.catalogue.ecs.instances.disk_parameters import DiskStatus as DiskStatus
from ecsops.catalogue.model import Operation, Paging, Parameter, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CODE_AND_NAME,
    EVENT_IDS,
    EVENT_PARAMETER_INVALID,
    EVENT_PARAMETER_MISSING,
    EVENT_TIME_RANGES,
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE_100,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG,
)


class HealthStatus(StrEnum):
    """How an instance or a disk is, apart from its lifecycle state."""

    OK = "Ok"
    IMPAIRED = "Impaired"
    WARNING = "Warning"
    MAINTAINING = "Maintaining"
    INITIALIZING = "Initializing"
    INSUFFICIENT_DATA = "InsufficientData"
    NOT_APPLICABLE = "NotApplicable"


class HealthState(NamedTuple):
    """A health status: its meaning, console text, number and colour.

    The document gives a colour to two of them and leaves the column blank for the others.
    """

    meaning: Text
    console: str
    code: int | None = None
    colour: str = ""


HEALTH_STATES = {
    HealthStatus.OK: HealthState(
        Text("The instance passed the health check.", "实例通过了健康检查。"),
        "无异常",
        code=0,
        colour="green",
    ),
    HealthStatus.IMPAIRED: HealthState(
        Text("The performance of the instance is impaired.", "实例性能受损。"),
        "服务受损",
        code=128,
        colour="red",
    ),
    HealthStatus.WARNING: HealthState(
        Text(
            "Maintenance or a technical problem may lower the performance of the instance.",
            "实例性能可能因维护或技术问题下降。",
        ),
        "健康预警",
        code=64,
    ),
    HealthStatus.MAINTAINING: HealthState(
        Text("The instance is under maintenance.", "实例正在维护。"), "系统维护"
    ),
    HealthStatus.INITIALIZING: HealthState(
        Text("The instance is being initialized.", "实例正在初始化。"), "初始化中"
    ),
    HealthStatus.INSUFFICIENT_DATA: HealthState(
        Text("There is not enough data to tell.", "数据不足，无法判断健康状况。"), "数据不足"
    ),
    HealthStatus.NOT_APPLICABLE: HealthState(
        Text("Health does not apply to the instance.", "健康状况不适用于该实例。"), "无状态"
    ),
}
"""Every health status; the document spells the first one OK, answers say Ok."""

INSTANCE_STATUS_CODES = {"Running": 1}
DISK_STATUS_CODES = {"Available": 129}
"""The numbers of lifecycle states in `{Code, Name}`, as far as samples show them."""


DescribeInstancesFullStatus = Operation(
    "DescribeInstancesFullStatus",
    ECS,
    "List instances with state, health and pending system events.",
    parameters=(
        REGION_ID,
        EVENT_IDS,
        *EVENT_TIME_RANGES,
        Parameter(
            "EventType",
            limits="ignored beside InstanceEventType; later types are accepted too",
            enum=tuple(SYSTEM_EVENT_TYPES),
        ),
        Parameter(
            "HealthStatus",
            limits="today no filter by Ok; the document spells it OK",
            enum=("OK", *HealthStatus),
        ),
        Parameter("InstanceEventType", limits="at most 30", repeat=True),
        Parameter("InstanceId", limits="at most 100 ids", repeat=True),
        PAGE_NUMBER,
        PAGE_SIZE_100,
        Parameter("Status", enum=("Starting", "Running", "Stopped")),
    ),
    answer={
        "InstanceFullStatusSet": {
            "InstanceFullStatusType": [
                {
                    "HealthStatus": CODE_AND_NAME,
                    "InstanceId": str,
                    "ScheduledSystemEventSet": {
                        "ScheduledSystemEventType": [
                            {
                                "EventCycleStatus": CODE_AND_NAME,
                                "EventId": str,
                                "EventPublishTime": str,
                                "EventType": CODE_AND_NAME,
                                "ExtendedAttribute": {
                                    "Device": str,
                                    "DiskId": str,
                                    "InactiveDisks": INACTIVE_DISKS,
                                },
                                # "100" or empty.
                                "ImpactLevel": str,
                                "NotBefore": str,
                                "Reason": str,
                            }
                        ]
                    },
                    "Status": CODE_AND_NAME,
                }
            ]
        },
        **PAGE,
    },
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InvalidParameter.TimeEndBeforeStart",
        "OperationDenied.NotInWhiteList",
        "InstanceIdLimitExceeded",
        "EventIdLimitExceeded",
        "InternalError",
    ),
    items="InstanceFullStatusSet.InstanceFullStatusType",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancesfullstatus",
)

DescribeDisksFullStatus = Operation(
    "DescribeDisksFullStatus",
    ECS,
    "List disks with state, health and events.",
    parameters=(
        REGION_ID,
        Parameter("DiskId", limits="at most 100 ids", repeat=True),
        EVENT_IDS,
        Parameter("EventTime.End", limits="later than Start"),
        Parameter("EventTime.Start"),
        Parameter("EventType", enum=tuple(DISK_EVENT_TYPES)),
        Parameter(
            "HealthStatus",
            limits="Ok is no filter",
            enum=("Impaired", "Warning", "Initializing", "InsufficientData", "NotApplicable"),
        ),
        PAGE_NUMBER,
        PAGE_SIZE_100,
        RESOURCE_GROUP_ID,
        Parameter("Status", enum=tuple(DiskStatus)),
        TAG,
    ),
    answer={
        "DiskFullStatusSet": {
            "DiskFullStatusType": [
                {
                    "Device": str,
                    "DiskEventSet": {
                        "DiskEventType": [
                            {
                                "EventEndTime": str,
                                "EventId": str,
                                "EventTime": str,
                                "EventType": CODE_AND_NAME,
                                "ImpactLevel": str,
                            }
                        ]
                    },
                    "DiskId": str,
                    "HealthStatus": CODE_AND_NAME,
                    "InstanceId": str,
                    "Status": CODE_AND_NAME,
                }
            ]
        },
        **PAGE,
    },
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InvalidParameter.TimeEndBeforeStart",
        "DiskIdLimitExceeded",
        "EventIdLimitExceeded",
        "OperationDenied.NotInWhiteList",
        "TooManyDiskEvent.DiskIdRequired",
        "InternalError",
    ),
    items="DiskFullStatusSet.DiskFullStatusType",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describedisksfullstatus",
)
