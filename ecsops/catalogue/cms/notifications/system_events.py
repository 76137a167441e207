"""Notifications of CloudMonitor: the events it knows, received and delivers.

The name of a notification is `<resource>:<type>`, and for a system event `:<state>` after it;
the state in the name follows the event, though samples in the document keep the first one.

Sources: the feature document, sections 4.1 and 4.2; the list of system events of CloudMonitor;
the pages of each operation, of which DescribeSystemEventAttribute alone publishes its errors.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ecsops.catalogue.cms.shared_parameters import CMS_CODES, GROUP_ID
from ecsops.catalogue.cms.shared_parameters import Level as Level
from ecsops.catalogue.ecs.events.event_types import (
    DISK_EVENT_TYPES,
    EVENT_CYCLE_STATUSES,
    SYSTEM_EVENT_TYPES,
    EventClass,
    EventCycleStatus,
    EventType,
    Text,
)
from ecsops.catalogue.model import Operation, Paging, Parameter, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID, PAGE_SIZE_100

ENVELOPE = (
    "ver",
    "id",
    "product",
    "resourceId",
    "level",
    "name",
    "userId",
    "eventTime",
    "regionId",
    "content",
)
"""The fields around the content; `id` is the notification's own, `eventTime` is in UTC+8."""

INSTANCE_STATES = ("Pending", "Starting", "Running", "Stopping", "Stopped", "Deleted")
"""The states of Instance:StateChange; Stopping is also the beginning of a restart.

Today's list has Running, Stopped and Deleted, and Created once in place of Pending.
"""


class Notification(NamedTuple):
    """A notification: its level, status, class, description and the fields of its content.

    `listed` tells whether CloudMonitor's list has it today, `in_document` whether the feature
    document describes it.
    """

    name: str
    level: str
    status: str
    event_class: str
    text: Text
    content: tuple[str, ...]
    listed: bool = True
    in_document: bool = False

    @property
    def resource(self) -> str:
        """Return the kind of resource: Instance, Disk or Snapshot."""
        return self.name.split(":")[0]


def _execution(status: EventCycleStatus) -> tuple[str, ...]:
    """Return the times of execution that an event in that state has; a failed one has none.

    Of a canceled or avoided event both are the moment that settled it.
    """
    if status == EventCycleStatus.EXECUTING:
        return ("executeStartTime",)
    if status in (
        EventCycleStatus.EXECUTED,
        EventCycleStatus.CANCELED,
        EventCycleStatus.AVOIDED,
    ):
        return ("executeStartTime", "executeFinishTime")
    return ()


def _instance_content(each: EventType, status: EventCycleStatus) -> tuple[str, ...]:
    """Return the content of an instance's event; only maintenance is planned for a time."""
    planned = ("notBefore",) if each.event_class == EventClass.MAINTENANCE else ()
    fields = ("instanceId", "eventType", "eventStatus")
    return ("eventId", "publishTime", *planned, *fields, *_execution(status))


def _disk_content(_: EventType, status: EventCycleStatus) -> tuple[str, ...]:
    """Return the content of a disk's event, which names the instance but no state."""
    fields = ("eventId", "diskId", "device", "eventType")
    return (*fields, *_execution(status), "ecsInstanceId", "ecsInstanceName")


def _of_types(resource: str, types: Mapping[str, EventType]) -> tuple[Notification, ...]:
    """Return a notification for each state of each type of system event."""
    content = _disk_content if resource == "Disk" else _instance_content
    return tuple(
        Notification(
            f"{resource}:{name}:{status}",
            each.level,
            status,
            each.event_class,
            Text(
                f"{each.text.english}: {EVENT_CYCLE_STATUSES[status].text.english}",
                f"{each.text.chinese}：{EVENT_CYCLE_STATUSES[status].text.chinese}",
            ),
            content(each, status),
            listed=status in each.states,
            in_document=each.in_document and status != EventCycleStatus.INQUIRING,
        )
        for name, each in types.items()
        for status in (*each.states, *each.unlisted)
    )


_STATUS_NOTIFICATIONS = (
    Notification(
        "Instance:StateChange",
        Level.INFO,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("the state of an instance changed", "实例状态改变"),
        ("resourceId", "resourceType", "state"),
        in_document=True,
    ),
    # The document's sample says INFO; the list says WARN.
    Notification(
        "Instance:PreemptibleInstanceInterruption",
        Level.WARN,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a preemptible instance is released in five minutes", "抢占式实例中断"),
        ("instanceId", "action"),
        in_document=True,
    ),
    Notification(
        "Instance:PerformanceModeChange",
        Level.INFO,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a burstable instance changed its mode", "突发性能实例性能模式变更"),
        ("instanceId", "creditSpecification", "operator"),
    ),
    # A published sample says INFO; the list says WARN.
    Notification(
        "Instance:BurstablePerformanceRestricted",
        Level.WARN,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a burstable instance was held to its baseline", "突发性能实例性能受限"),
        ("instanceId", "intervalStart", "intervalEnd"),
    ),
    Notification(
        "Instance:LiveMigrationAcrossDDH",
        Level.INFO,
        "N/A",
        EventClass.STATUS_NOTIFICATION,
        Text("an instance moved to another dedicated host", "实例在专有宿主机间热迁移"),
        (
            "instanceId",
            "sourceDedicatedHostId",
            "destinationDedicatedHostId",
            "startTime",
            "endTime",
            "status",
        ),
    ),
    # The level is WARN when the operation failed.
    Notification(
        "Disk:DiskOperationCompleted",
        Level.INFO,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a disk was attached or detached", "磁盘操作完成"),
        ("diskId", "operation", "result"),
    ),
    Notification(
        "Disk:ConvertToPostpaidCompleted",
        Level.INFO,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a disk was changed to pay-as-you-go", "磁盘转为按量付费完成"),
        ("diskId", "result"),
    ),
    Notification(
        "Disk:OverduePaymentRelease",
        Level.CRITICAL,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a disk was released for an overdue payment", "磁盘因欠费释放"),
        ("instanceId", "diskId"),
    ),
    Notification(
        "Snapshot:CreateSnapshotCompleted",
        Level.INFO,
        "Normal",
        EventClass.STATUS_NOTIFICATION,
        Text("a manual snapshot succeeded or failed", "磁盘创建快照完成"),
        ("result", "snapshotId", "snapshotName", "diskId", "startTime", "endTime"),
        in_document=True,
    ),
)

NOTIFICATIONS = {
    each.name: each
    for each in (
        *_of_types("Instance", SYSTEM_EVENT_TYPES),
        *_of_types("Disk", DISK_EVENT_TYPES),
        *_STATUS_NOTIFICATIONS,
    )
}
"""Every notification by its name."""

PRODUCT = Parameter("Product", limits="such as ECS")
NAME = Parameter("Name")
STATUS = Parameter("Status")
SEARCH_KEYWORDS = Parameter("SearchKeywords", limits='"a and b" / "a or b"')
EVENT_TYPE = Parameter("EventType", limits="StatusNotification, Exception or Maintenance")

DescribeSystemEventAttribute = Operation(
    "DescribeSystemEventAttribute",
    CMS,
    "List the system events that CloudMonitor received.",
    parameters=(
        Parameter("EndTime", limits="as StartTime"),
        EVENT_TYPE,
        GROUP_ID,
        Parameter("Level", enum=tuple(Level)),
        NAME,
        Parameter("PageNumber", int, "1..100000000", default=1),
        PAGE_SIZE_100,
        PRODUCT,
        OPTIONAL_REGION_ID,
        SEARCH_KEYWORDS,
        Parameter("StartTime", limits="epoch seconds, or milliseconds (1e11 and more)"),
        Parameter("Status", limits="such as Executing, Normal, Failed"),
    ),
    answer={
        "Code": str,
        "Message": str,
        "RequestId": str,
        "Success": str,
        "SystemEvents": {
            "SystemEvent": [
                {
                    # JSON text of the content.
                    "Content": str,
                    "GroupId": str,
                    "Id": str,
                    "InstanceName": str,
                    "Level": str,
                    "Name": str,
                    "Product": str,
                    "RegionId": str,
                    "ResourceId": str,
                    "Status": str,
                    "Time": int,
                }
            ]
        },
    },
    errors=documented(*CMS_CODES),
    items="SystemEvents.SystemEvent",
    paging=Paging(page=True, largest=100, total=""),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describesystemeventattribute",
)

DescribeSystemEventCount = Operation(
    "DescribeSystemEventCount",
    CMS,
    "Count the system events that CloudMonitor received.",
    parameters=(
        Parameter("EndTime", limits="epoch milliseconds"),
        EVENT_TYPE,
        GROUP_ID,
        Parameter("Level", limits="in any case", enum=tuple(Level)),
        NAME,
        PRODUCT,
        OPTIONAL_REGION_ID,
        SEARCH_KEYWORDS,
        Parameter("StartTime", limits="epoch milliseconds"),
        STATUS,
    ),
    answer={
        "Code": str,
        "Message": str,
        "RequestId": str,
        "Success": str,
        "SystemEventCounts": {
            "SystemEventCount": [
                {
                    "Content": str,
                    "GroupId": str,
                    "InstanceName": str,
                    "Level": str,
                    "Name": str,
                    "Num": int,
                    "Product": str,
                    "RegionId": str,
                    "ResourceId": str,
                    "Status": str,
                    "Time": int,
                }
            ]
        },
    },
    errors=documented(*CMS_CODES),
    items="SystemEventCounts.SystemEventCount",
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeSystemEventCount",
)

DescribeSystemEventMetaList = Operation(
    "DescribeSystemEventMetaList",
    CMS,
    "List the events that CloudMonitor can report.",
    parameters=(OPTIONAL_REGION_ID,),
    answer={
        "Code": int,
        "Data": {
            "Resource": [
                {
                    "EventType": str,
                    "Level": str,
                    "Name": str,
                    "NameDesc": str,
                    # One name, with a dot in it.
                    "NameDesc.En": str,
                    "Product": str,
                    "Status": str,
                    "StatusDesc": str,
                }
            ]
        },
        "Message": str,
        "RequestId": str,
        "Success": bool,
    },
    errors=documented(*CMS_CODES),
    items="Data.Resource",
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeSystemEventMetaList",
)

SendDryRunSystemEvent = Operation(
    "SendDryRunSystemEvent",
    CMS,
    "Send a test event through the event rules.",
    parameters=(
        Parameter("EventName", limits="name from DescribeSystemEventMetaList", required=True),
        Parameter("Product", limits="such as ECS", required=True),
        Parameter(
            "EventContent", limits="JSON object; include product, resourceId, regionId", json=True
        ),
        GROUP_ID,
        OPTIONAL_REGION_ID,
    ),
    answer={
        "Code": str,
        "Message": str,
        "RequestId": str,
        "Success": str,
    },
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/SendDryRunSystemEvent",
)
