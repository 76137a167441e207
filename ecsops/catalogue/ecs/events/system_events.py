"""System events of instances: simulate, list, reschedule and answer them.

Sources: the pages of each operation; the feature document, sections 3.1 and 3.2.
ModifySystemEventAttribute became public in July 2026 without a table of errors: the codes
IncorrectEventStatus and InvalidParameter.NotBefore are guesses.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.events.event_types import DISK_EVENT_TYPES as DISK_EVENT_TYPES
from ecsops.catalogue.ecs.events.event_types import EVENT_CYCLE_STATUSES as EVENT_CYCLE_STATUSES
from ecsops.catalogue.ecs.events.event_types import (
    FAMILIES_WITHOUT_EVENTS as FAMILIES_WITHOUT_EVENTS,
)
from ecsops.catalogue.ecs.events.event_types import FINAL_STATUSES as FINAL_STATUSES
from ecsops.catalogue.ecs.events.event_types import SIMULATED_EVENT_TYPES as SIMULATED_EVENT_TYPES
from ecsops.catalogue.ecs.events.event_types import SYSTEM_EVENT_TYPES as SYSTEM_EVENT_TYPES
from ecsops.catalogue.ecs.events.event_types import TRANSITIONS as TRANSITIONS
from ecsops.catalogue.ecs.events.event_types import EventCycleStatus as EventCycleStatus
from ecsops.catalogue.ecs.instances.disk_parameters import INACTIVE_DISKS
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CODE_AND_NAME,
    DEPRECATED_PAGE_SIZE,
    DONE,
    EVENT_IDS,
    EVENT_PARAMETER_INVALID,
    EVENT_PARAMETER_MISSING,
    EVENT_TIME_RANGES,
    NEXT_TOKEN,
    PAGE_NUMBER,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAG,
    TOKEN_AND_PAGE,
)

SIMULATED_REASON = "A simulated event."
"""The Reason of an event that a user made with CreateSimulatedSystemEvents."""


class ReportReason(StrEnum):
    """A problem that a user reports about an instance."""

    INSTANCE_HANG = "instance-hang"
    INSTANCE_STUCK_IN_STATUS = "instance-stuck-in-status"
    ABNORMAL_NETWORK = "abnormal-network"
    ABNORMAL_LOCAL_DISK = "abnormal-local-disk"
    ABNORMAL_CLOUD_DISK = "abnormal-cloud-disk"
    OTHERS = "others"


class IssueCategory(StrEnum):
    """The part of a bare-metal server that a user reports."""

    HARDWARE_CPU_ERROR = "hardware-cpu-error"
    HARDWARE_MOTHERBOARD_ERROR = "hardware-motherboard-error"
    HARDWARE_MEM_ERROR = "hardware-mem-error"
    HARDWARE_POWER_ERROR = "hardware-power-error"
    HARDWARE_DISK_ERROR = "hardware-disk-error"
    HARDWARE_NETWORKCARD_ERROR = "hardware-networkcard-error"
    HARDWARE_RAIDCARD_ERROR = "hardware-raidcard-error"
    HARDWARE_FAN_ERROR = "hardware-fan-error"
    OTHERS = "others"


INSTANCE_IDS = Parameter("InstanceId", limits="1..100 ids", required=True, repeat=True)

CreateSimulatedSystemEvents = Operation(
    "CreateSimulatedSystemEvents",
    ECS,
    "Plan simulated system events.",
    parameters=(
        Parameter(
            "EventType",
            limits="in 2019 only the three types of Reboot",
            required=True,
            enum=SIMULATED_EVENT_TYPES,
        ),
        INSTANCE_IDS,
        Parameter(
            "NotBefore",
            limits="in the future; an event of a failure then becomes Executed",
            required=True,
        ),
        REGION_ID,
        Parameter("TriggerRealOps", bool, "really stop or release the instance", default=False),
    ),
    answer={
        "EventIdSet": {"EventId": [str]},
        "RequestId": str,
    },
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InvalidNotBefore.Passed",
        Refusal("InvalidInstanceId.NotFound", 404, "Cannot find InstanceId."),
        "SimulatedEventLimitExceeded",
        "InstanceIdLimitExceeded",
    ),
    items="EventIdSet.EventId",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createsimulatedsystemevents",
)

CancelSimulatedSystemEvents = Operation(
    "CancelSimulatedSystemEvents",
    ECS,
    "Cancel simulated system events.",
    parameters=(
        Parameter(
            "EventId", limits="1..100 ids, simulated events only", required=True, repeat=True
        ),
        REGION_ID,
    ),
    answer=DONE,
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        Refusal("EventIdLimitExceeded", 400, "The amount of EventId specified exceeds limit."),
        "InvalidEventId.NotFound",
        "CannotCancelSystemEvent.NotSimulated",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-cancelsimulatedsystemevents",
)

DescribeInstanceHistoryEvents = Operation(
    "DescribeInstanceHistoryEvents",
    ECS,
    "List the system events of instances, by default closed ones.",
    parameters=(
        REGION_ID,
        Parameter(
            "EventCycleStatus",
            limits="ignored beside InstanceEventCycleStatus",
            enum=tuple(EventCycleStatus),
        ),
        EVENT_IDS,
        *EVENT_TIME_RANGES,
        Parameter(
            "EventType", limits="ignored beside InstanceEventType", enum=tuple(SYSTEM_EVENT_TYPES)
        ),
        Parameter("ImpactLevel", limits="not public"),
        Parameter("InstanceEventCycleStatus", repeat=True, enum=tuple(EventCycleStatus)),
        Parameter("InstanceEventType", limits="1..30", repeat=True),
        Parameter("InstanceId", limits="one id, unlike elsewhere; default: the whole region"),
        Parameter("MaxResults", int, "10..100; others become 10 or 100", default=10, bits=64),
        NEXT_TOKEN,
        PAGE_NUMBER,
        DEPRECATED_PAGE_SIZE,
        RESOURCE_GROUP_ID,
        Parameter(
            "ResourceId", limits="at most 100 ids; takes precedence over InstanceId", repeat=True
        ),
        Parameter("ResourceType", enum=("instance", "ddh", "managedhost"), default="instance"),
        TAG,
    ),
    answer={
        "InstanceSystemEventSet": {
            "InstanceSystemEventType": [
                {
                    "EventCycleStatus": CODE_AND_NAME,
                    "EventFinishTime": str,
                    "EventId": str,
                    "EventPublishTime": str,
                    "EventType": CODE_AND_NAME,
                    "ExtendedAttribute": {
                        "CanAccept": str,
                        "Code": str,
                        "Device": str,
                        "DiskId": str,
                        "HostId": str,
                        "HostType": str,
                        "InactiveDisks": INACTIVE_DISKS,
                        "InitialNotBefore": str,
                        "MetricName": str,
                        "MetricValue": str,
                        "MigrationOptions": {"MigrationOption": [str]},
                        "OnlineRepairPolicy": str,
                        "PunishDomain": str,
                        "PunishType": str,
                        "PunishUrl": str,
                        "Rack": str,
                        "ResponseResult": str,
                    },
                    "ImpactLevel": str,
                    "InstanceId": str,
                    "NotBefore": str,
                    "Reason": str,
                    "ReasonCode": str,
                    "ResourceType": str,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InvalidParameter.TimeEndBeforeStart",
        "OperationDenied.NotInWhiteList",
        "EventIdLimitExceeded",
        "InternalError",
    ),
    items="InstanceSystemEventSet.InstanceSystemEventType",
    paging=Paging(page=True, token=True, smallest=10, largest=100, clamps=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancehistoryevents",
)

AcceptInquiredSystemEvent = Operation(
    "AcceptInquiredSystemEvent",
    ECS,
    "Consent to the action of an inquiring system event.",
    parameters=(
        Parameter("EventId", limits="an event in the state Inquiring", required=True),
        REGION_ID,
        Parameter("Choice", limits="not public"),
    ),
    answer=DONE,
    errors=documented(
        "MissingParameter",
        "InvalidParameter",
        Refusal(
            "IncorrectInstanceStatus",
            400,
            "Current instance status does not support this operation.",
        ),
        "OperationConflict",
        "OperationFail.DiskCategoryNotSupported",
        "OperationFail.DiskStatusNotSupported",
        "OperationFail.InstanceStatusNotSupported",
        "OperationDenied.AcceptNotSupported",
        "SwitchToOffline.OnlineIsolateFail",
        "SwitchToOffline.OnlineReinitFail",
        "Forbidden.RAM",
        "InvalidEventId.NoInquiringEventFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-acceptinquiredsystemevent",
)

ModifySystemEventAttribute = Operation(
    "ModifySystemEventAttribute",
    ECS,
    "Change the planned time of a scheduled system event.",
    parameters=(
        Parameter("EventId", limits="a Scheduled event", required=True),
        Parameter("InstanceId", limits="the event's instance", required=True),
        Parameter(
            "NotBefore", limits="from now to ExtendedAttribute.InitialNotBefore", required=True
        ),
        REGION_ID,
    ),
    answer=DONE,
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InvalidNotBefore.Passed",
        "InvalidParameter.NotBefore",
        "IncorrectEventStatus",
        "InvalidInstanceId.NotFound",
        "InvalidEventId.NotFound",
    ),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/ModifySystemEventAttribute",
)

RedeployInstance = Operation(
    "RedeployInstance",
    ECS,
    "Move an instance to another server in answer to a system event.",
    parameters=(
        Parameter(
            "InstanceId", limits="a Running or Stopped instance with a fitting event", required=True
        ),
        Parameter("ForceStop", bool, "power off instead of shutting down", default=False),
    ),
    answer={
        "RequestId": str,
        "TaskId": str,
    },
    errors=documented(
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "DiskError",
        "InstanceExpiredOrInArrears",
        "InvalidOperation.RedeployInstance",
        Refusal(
            "InvalidInstanceId.NotFound",
            404,
            "The InstanceId provided does not exist in our records.",
        ),
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-redeployinstance",
)

ReportInstancesStatus = Operation(
    "ReportInstancesStatus",
    ECS,
    "Report problems with instances or disks.",
    parameters=(
        Parameter("Description", required=True),
        INSTANCE_IDS,
        REGION_ID,
        Parameter("Device", limits="at most 100; for disks of bare metal", repeat=True),
        Parameter("DiskId", limits="at most 100; for reasons about disks", repeat=True),
        Parameter("EndTime"),
        Parameter("IssueCategory", limits="bare-metal only", enum=tuple(IssueCategory)),
        Parameter("Reason", enum=tuple(ReportReason)),
        Parameter("StartTime"),
    ),
    answer=DONE,
    errors=documented(
        EVENT_PARAMETER_MISSING,
        EVENT_PARAMETER_INVALID,
        "InstanceIdLimitExceeded",
        "DiskIdLimitExceeded",
        Refusal("InvalidInstanceId.NotFound", 403, "Cannot find InstanceId."),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-reportinstancesstatus",
)
