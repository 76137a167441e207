"""The types of system events: states, level, numeric code, effect and advised measures.

Sources: the feature document, sections 3.1, 3.2 and 4.2; DescribeInstancesFullStatus and
DescribeDisksFullStatus; the list of system events of CloudMonitor. The wording is ours.
"""

from enum import StrEnum
from typing import NamedTuple

from ecsops.catalogue.cms.shared_parameters import Level


class EventCycleStatus(StrEnum):
    """How far a system event has got; the last four states are final."""

    INQUIRING = "Inquiring"
    SCHEDULED = "Scheduled"
    EXECUTING = "Executing"
    EXECUTED = "Executed"
    AVOIDED = "Avoided"
    CANCELED = "Canceled"
    FAILED = "Failed"


class EventClass(StrEnum):
    """The class of an event, which CloudMonitor calls EventType."""

    STATUS_NOTIFICATION = "StatusNotification"
    EXCEPTION = "Exception"
    MAINTENANCE = "Maintenance"


FINAL_STATUSES = frozenset(
    {
        EventCycleStatus.EXECUTED,
        EventCycleStatus.AVOIDED,
        EventCycleStatus.CANCELED,
        EventCycleStatus.FAILED,
    }
)


TRANSITIONS: dict[EventCycleStatus, frozenset[EventCycleStatus]] = {
    EventCycleStatus.INQUIRING: frozenset(
        {
            EventCycleStatus.SCHEDULED,
            EventCycleStatus.EXECUTING,
            EventCycleStatus.AVOIDED,
            EventCycleStatus.CANCELED,
        }
    ),
    EventCycleStatus.SCHEDULED: frozenset(
        {EventCycleStatus.EXECUTING, EventCycleStatus.AVOIDED, EventCycleStatus.CANCELED}
    ),
    # Only simulated events are canceled while they are Executing (CancelSimulatedSystemEvents).
    EventCycleStatus.EXECUTING: frozenset(
        {EventCycleStatus.EXECUTED, EventCycleStatus.FAILED, EventCycleStatus.CANCELED}
    ),
}
"""Which states may follow a state (document 3.1 and the pages of the operations)."""

FAMILIES_WITHOUT_EVENTS = frozenset(
    {
        "ecs.sn2",
        "ecs.sn1",
        "ecs.t1",
        "ecs.s1",
        "ecs.s2",
        "ecs.s3",
        "ecs.m1",
        "ecs.m2",
        "ecs.c1",
        "ecs.c2",
        "ecs.c4",
        "ecs.ce4",
        "ecs.cm4",
        "ecs.n1",
        "ecs.n2",
        "ecs.e3",
    }
)
"""Families out of sale, which have no system events (document 3.1, "for example")."""


class Text(NamedTuple):
    """A text in both languages of the console."""

    english: str
    chinese: str


class Status(NamedTuple):
    """A state's name in the console, and its number in `{Code, Name}` where samples show one."""

    text: Text
    code: int | None = None


EVENT_CYCLE_STATUSES = {
    EventCycleStatus.INQUIRING: Status(Text("waiting for consent", "待授权")),
    EventCycleStatus.SCHEDULED: Status(Text("scheduled", "待执行"), 24),
    EventCycleStatus.EXECUTING: Status(Text("executing", "执行中")),
    EventCycleStatus.EXECUTED: Status(Text("executed", "已执行"), 0),
    EventCycleStatus.AVOIDED: Status(Text("avoided", "已避免"), 8),
    EventCycleStatus.CANCELED: Status(Text("canceled", "已取消")),
    EventCycleStatus.FAILED: Status(Text("failed", "失败")),
}
"""Every state; the document of 2019 does not know Inquiring."""


class EventType(NamedTuple):
    """A type of system event.

    `states` are those that CloudMonitor announces, `unlisted` those that occur without being in
    its list. `level` and `event_class` are empty where it lists none of them and the document
    says nothing either. `operations` name what a user can call to act on the event.
    """

    text: Text
    effect: Text
    states: tuple[EventCycleStatus, ...] = ()
    unlisted: tuple[EventCycleStatus, ...] = ()
    level: str = ""
    event_class: str = ""
    code: int | None = None
    measures: tuple[Text, ...] = ()
    operations: tuple[str, ...] = ()
    in_document: bool = False


_INQUIRING = EventCycleStatus.INQUIRING
_SCHEDULED = EventCycleStatus.SCHEDULED
_EXECUTING = EventCycleStatus.EXECUTING
_EXECUTED = EventCycleStatus.EXECUTED
_AVOIDED = EventCycleStatus.AVOIDED
_CANCELED = EventCycleStatus.CANCELED
_FAILED = EventCycleStatus.FAILED

_WHOLE_CYCLE = (_SCHEDULED, _EXECUTING, _EXECUTED, _AVOIDED, _CANCELED, _FAILED)
_DISK_REPAIR = (_INQUIRING, _EXECUTING, _EXECUTED, _AVOIDED, _CANCELED)

_CHECK = Text(
    "Check that the instance and its applications work again.",
    "检查实例和应用是否已恢复正常。",
)
_SNAPSHOT = Text(
    "Create snapshots of the disks first if their data matters (CreateSnapshot).",
    "如数据重要，先为磁盘创建快照（CreateSnapshot）。",
)
_TRAFFIC = Text(
    "Move traffic away first, or take the instance out of its load balancer.",
    "提前切换流量，或将实例移出负载均衡。",
)
_RENEW = Text("Renew the instance, or let it expire.", "为实例续费，或等待到期处理。")
_TOP_UP = Text("Keep the balance of the account sufficient.", "保持账户余额充足。")
_REDEPLOY = Text(
    "Redeploy the instance to another server in time (RedeployInstance).",
    "在计划时间之前将实例重新部署到其他物理服务器（RedeployInstance）。",
)
_CONSENT = Text(
    "Consent to the repair when it suits you (AcceptInquiredSystemEvent).",
    "在合适的时间授权修复（AcceptInquiredSystemEvent）。",
)

SYSTEM_EVENT_TYPES = {
    "SystemMaintenance.Reboot": EventType(
        Text("restart for system maintenance", "因系统维护实例重启"),
        Text("The instance restarts at the planned time.", "实例将在计划时间重新启动。"),
        states=(_INQUIRING, *_WHOLE_CYCLE),
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        code=1,
        measures=(
            Text(
                "Restart the instance before the planned time, or choose an earlier time "
                "(RebootInstance); a restart from inside the instance does not avoid the "
                "event.",
                "在计划时间之前重启实例（RebootInstance）或修改预约重启时间；在实例内部重启无效。",
            ),
            _TRAFFIC,
            _SNAPSHOT,
        ),
        operations=(
            "RebootInstance",
            "ModifySystemEventAttribute",
            "RedeployInstance",
            "CreateSnapshot",
        ),
        in_document=True,
    ),
    "SystemMaintenance.Stop": EventType(
        Text("stop for system maintenance", "因系统维护实例停止"),
        Text("The instance stops at the planned time.", "实例将在计划时间停止。"),
        states=_WHOLE_CYCLE,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_TRAFFIC, _SNAPSHOT),
        operations=("CreateSnapshot",),
    ),
    "SystemMaintenance.Redeploy": EventType(
        Text("redeployment for system maintenance", "因系统维护实例重新部署"),
        Text(
            "The instance moves to another server at the planned time; local disks lose data.",
            "实例将在计划时间迁移到其他物理服务器，本地盘数据会丢失。",
        ),
        states=(_INQUIRING, _SCHEDULED, _EXECUTING, _EXECUTED, _AVOIDED, _CANCELED),
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_REDEPLOY, _SNAPSHOT),
        operations=("RedeployInstance", "ModifySystemEventAttribute", "CreateSnapshot"),
    ),
    "SystemMaintenance.IsolateErrorDisk": EventType(
        Text("isolation of a damaged disk", "因系统维护隔离坏盘"),
        Text("A damaged local disk is isolated.", "损坏的本地盘将被隔离。"),
        states=(*_DISK_REPAIR, _FAILED),
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_CONSENT, _REDEPLOY),
        operations=("AcceptInquiredSystemEvent", "RedeployInstance"),
    ),
    "SystemMaintenance.ReInitErrorDisk": EventType(
        Text("re-initialization of a damaged disk", "因系统维护恢复坏盘"),
        Text("A new local disk replaces the damaged one.", "损坏的本地盘将被更换并重新初始化。"),
        states=(*_DISK_REPAIR, _FAILED),
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_CONSENT, _REDEPLOY),
        operations=("AcceptInquiredSystemEvent", "RedeployInstance"),
    ),
    "SystemMaintenance.RebootAndIsolateErrorDisk": EventType(
        Text("restart to isolate a damaged disk", "因系统维护重启实例并隔离坏盘"),
        Text(
            "The instance restarts without its damaged local disk.",
            "实例将重启，损坏的本地盘将被隔离。",
        ),
        states=_DISK_REPAIR,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_CONSENT, _REDEPLOY),
        operations=("AcceptInquiredSystemEvent", "RedeployInstance"),
    ),
    "SystemMaintenance.RebootAndReInitErrorDisk": EventType(
        Text("restart to re-initialize a damaged disk", "因系统维护重启实例并恢复坏盘"),
        Text(
            "The instance restarts with a new local disk in place of the damaged one.",
            "实例将重启，损坏的本地盘将被更换并重新初始化。",
        ),
        states=_DISK_REPAIR,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_CONSENT, _REDEPLOY),
        operations=("AcceptInquiredSystemEvent", "RedeployInstance"),
    ),
    "SystemMaintenance.PerformanceImpact": EventType(
        Text("performance impact of system maintenance", "因系统维护性能受影响"),
        Text("The instance may be slow for a while.", "实例性能可能短时下降。"),
        states=(_EXECUTING, _EXECUTED),
        level=Level.WARN,
        event_class=EventClass.MAINTENANCE,
        measures=(_CHECK,),
    ),
    "SystemMaintenance.CleanInactiveDisks": EventType(
        Text("release of inactive disks", "因系统维护释放待清理的本地盘"),
        Text("Inactive local disks are released.", "不再使用的本地盘将被释放。"),
    ),
    "SystemMaintenance.StopAndRepair": EventType(
        Text("stop for a repair of the server", "因系统维护停止实例并维修宿主机"),
        Text("The instance stops while its server is repaired.", "实例将停止，宿主机将被维修。"),
    ),
    "SystemFailure.Reboot": EventType(
        Text("restart after a system failure", "因系统错误实例重启"),
        Text(
            "After an unexpected failure of its server the instance restarts and answers again.",
            "宿主机发生非预期故障，实例重启后恢复响应。",
        ),
        states=(_EXECUTING, _EXECUTED, _FAILED),
        # An automatic recovery (section 3.2) is planned, and yet nothing a user can act on.
        unlisted=(_SCHEDULED,),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        code=65,
        measures=(
            _CHECK,
            Text(
                "Subscribe to events through MNS to move traffic when a server fails.",
                "通过消息服务MNS订阅事件通知，在宿主机故障时自动切换流量。",
            ),
        ),
        in_document=True,
    ),
    "SystemFailure.Redeploy": EventType(
        Text("redeployment after a system failure", "因系统错误实例重新部署"),
        Text(
            "The instance moves to another server; local disks lose their data.",
            "实例将迁移到其他物理服务器，本地盘数据会丢失。",
        ),
        states=(_SCHEDULED, _EXECUTING, _EXECUTED, _AVOIDED, _CANCELED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        measures=(_REDEPLOY, _CHECK),
        operations=("RedeployInstance",),
    ),
    "SystemFailure.Stop": EventType(
        Text("stop after a system failure", "因系统错误实例停止"),
        Text("The instance stops after a failure of its server.", "宿主机发生故障，实例停止。"),
        states=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        measures=(_CHECK,),
    ),
    "SystemFailure.Delete": EventType(
        Text("release after a failed creation", "因实例创建失败实例自动释放"),
        Text(
            "The instance is released because it could not be created.", "实例创建失败，将被释放。"
        ),
        states=(_EXECUTING, _EXECUTED, _AVOIDED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
    ),
    "InstanceFailure.Reboot": EventType(
        Text("restart after an instance failure", "因实例错误实例重启"),
        Text(
            "The instance restarts because its operating system crashed.",
            "操作系统崩溃，实例重新启动。",
        ),
        states=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        measures=(
            Text(
                "Look for the cause of the crash in the system log and on the screenshot.",
                "通过系统日志和屏幕截图排查操作系统崩溃的原因。",
            ),
            _CHECK,
        ),
        in_document=True,
    ),
    # CloudMonitor lists no events of billing, though the document says that all system events
    # can be subscribed to; their level and class follow the maintenance events.
    "InstanceExpiration.Stop": EventType(
        Text("stop of an expired subscription", "因预付费期限到期实例停止"),
        Text("The subscription instance is about to be stopped.", "预付费实例即将被停止。"),
        unlisted=_WHOLE_CYCLE,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        code=34,
        measures=(_RENEW,),
        in_document=True,
    ),
    "InstanceExpiration.Delete": EventType(
        Text("release of an expired subscription", "因预付费期限到期实例释放"),
        Text("The subscription instance is about to be released.", "预付费实例即将被释放。"),
        unlisted=_WHOLE_CYCLE,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_RENEW,),
        in_document=True,
    ),
    "AccountUnbalanced.Stop": EventType(
        Text("stop for an overdue payment", "因账号欠费按量付费资源停止"),
        Text("The pay-as-you-go instance is about to be stopped.", "按量付费实例即将被停止。"),
        unlisted=_WHOLE_CYCLE,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_TOP_UP,),
        in_document=True,
    ),
    "AccountUnbalanced.Delete": EventType(
        Text("release for an overdue payment", "因账号欠费按量付费资源释放"),
        Text("The pay-as-you-go instance is about to be released.", "按量付费实例即将被释放。"),
        unlisted=_WHOLE_CYCLE,
        level=Level.CRITICAL,
        event_class=EventClass.MAINTENANCE,
        measures=(_TOP_UP,),
        in_document=True,
    ),
    "Security.TpmAlert": EventType(
        Text("alert of the trusted platform module", "实例可信异常"),
        Text(
            "The instance did not pass the check of its trusted boot.", "实例启动过程可信校验异常。"
        ),
        states=(_EXECUTING, _EXECUTED),
        level=Level.WARN,
        event_class=EventClass.EXCEPTION,
    ),
    "SecurityPunish.Locked": EventType(
        Text("lock for security reasons", "因安全原因实例被锁定"),
        Text("The instance is locked.", "实例被锁定。"),
    ),
    "SecurityPunish.WebsiteBanned": EventType(
        Text("ban of a website", "因安全原因网站被封禁"),
        Text("A website on the instance is banned.", "实例上的网站被封禁。"),
    ),
    "SystemUpgrade.Migrate": EventType(
        Text("migration for a system upgrade", "因系统升级实例迁移"),
        Text("The instance migrates to a newer platform.", "实例将迁移到新的平台。"),
    ),
}
"""The events of instances, by the names that EventType has in the API."""

DISK_EVENT_TYPES = {
    "Degraded": EventType(
        Text("degraded disk performance", "磁盘性能降级"),
        Text("The disk is slower than it should be.", "磁盘性能降级。"),
        unlisted=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        code=1,
        in_document=True,
    ),
    "SeverelyDegraded": EventType(
        Text("severely degraded disk performance", "磁盘性能严重降级"),
        Text("The disk is much slower than it should be.", "磁盘性能严重降级。"),
        unlisted=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        in_document=True,
    ),
    "Stalled": EventType(
        Text("stalled disk", "磁盘性能受到严重影响"),
        Text("The disk hardly answers.", "磁盘性能受到严重影响。"),
        states=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
        code=7,
        in_document=True,
    ),
    "ErrorDetected": EventType(
        Text("damaged disk", "本地盘出现损坏"),
        Text("The local disk is damaged.", "本地盘出现损坏。"),
        states=(_EXECUTING, _EXECUTED),
        level=Level.CRITICAL,
        event_class=EventClass.EXCEPTION,
    ),
}
"""The events of disks; they have no plan, and are open until their EventEndTime."""

SIMULATED_EVENT_TYPES = (
    "SystemMaintenance.Reboot",
    "SystemFailure.Reboot",
    "InstanceFailure.Reboot",
    "SystemMaintenance.Stop",
    "SystemMaintenance.Redeploy",
    "SystemFailure.Redeploy",
    "SystemFailure.Stop",
)
"""Event types that CreateSimulatedSystemEvents accepts; in 2019 the first three."""

AVOIDED_BY_RESTART = "SystemMaintenance.Reboot"
"""The type of event that a restart by the service's own means avoids (document §3.1)."""
