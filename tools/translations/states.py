"""The values of columns that have a name in the console, by column, with the source of that name;
and the codes of errors that are explained beside the service's own English message.

What the document does not name is in the words of the console and of the pages of the API. A value
that is not here is shown as the API has it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ecsops.catalogue.cms.monitoring.alarm_rules import AlertState, NoDataPolicy
from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.cms.notifications.event_rules import RuleState
from ecsops.catalogue.cms.shared_parameters import Level
from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus, InvokeStatus, RepeatMode
from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.catalogue.ecs.events.event_types import EventClass
from ecsops.catalogue.ecs.events.system_events import SYSTEM_EVENT_TYPES
from ecsops.catalogue.ecs.instances.attributes import InstanceNetworkType, InstanceStatus
from ecsops.catalogue.ecs.instances.billing import (
    InstanceChargeType,
    InternetChargeType,
    StoppedMode,
)
from ecsops.catalogue.ecs.instances.types import InstanceCategory
from ecsops.catalogue.ecs.monitoring.monitor_data import INSTANCE_FIELDS
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli.core import error_report, id_suggestions
from ecsops.operations.assistant.run_targets import Condition
from ecsops.operations.events.advice import STEPS, STEPS_OF_STATES, notice
from ecsops.operations.monitoring.health import REASONS


class States(NamedTuple):
    """The values of a column, and where the document names them."""

    values: Iterable[str]
    source: str


INSTANCE = States(InstanceStatus, "document 4.2, state")
CLASS = States(EventClass, "EventType of CloudMonitor")

STATES = {
    "Status": States(
        [*InstanceStatus, "Delivered", "Failed", "Active", "Inactive"],
        "document 4.2, state; deliveries; access keys",
    ),
    "CurrentStatus": INSTANCE,
    "PreviousStatus": INSTANCE,
    "InstanceChargeType": States(InstanceChargeType, "document 1.3, the instances of a set"),
    "InstanceNetworkType": States(InstanceNetworkType, "document 1.3, the instances of a set"),
    "InternetChargeType": States(InternetChargeType, "document 1.3, the instances of a set"),
    "StoppedMode": States(StoppedMode, "document 1.1"),
    "Clock": States(("frozen", "running"), "the simulator"),
    "Word": States(
        [*InstanceCategory, "every region", "columns", "a style"], "the completion of the shells"
    ),
    "Source": States(
        sorted({each.source for each in QUOTAS.values() if " " in each.source}), "the quotas"
    ),
    "Answer": States(("stored by the simulator",), "deliveries of the simulator"),
    "Record": States(("Disk", "Host", "Instance", "Zone"), "document 4.2"),
    "InvokeStatus": States(InvokeStatus, "document 2.1, tables 2-2 and 2-3"),
    "InvocationStatus": States(InvocationStatus, "DescribeInvocations, after document 2.1"),
    "RepeatMode": States(RepeatMode, "document 2.1, table 2-1, and 2.3.2"),
    "DeploymentStrategy": States(DeploymentStrategy, "document 1.1"),
    "Level": States(Level, "document 4.1"),
    "Class": CLASS,
    "EventType": CLASS,
    "State": States(RuleState, "EventRule of CloudMonitor"),
    "AlertState": States(AlertState, "MetricRule of CloudMonitor"),
    "NoDataPolicy": States(NoDataPolicy, "MetricRule of CloudMonitor"),
    "Description": States(
        [metric.description for metric in METRICS.values()], "metrics of CloudMonitor"
    ),
    "Unit": States(
        {
            *(metric.unit for metric in METRICS.values() if metric.unit.startswith("Count")),
            *(field.unit for field in INSTANCE_FIELDS.values() if field.unit.islower()),
            *(quota.unit for quota in QUOTAS.values()),
        },
        "document 5.1; metrics of CloudMonitor; the limits",
    ),
    "NextStep": States(
        [each for each in (*STEPS.values(), *STEPS_OF_STATES.values()) if "ecsops " not in each],
        "document 3.1, measures",
    ),
    "Condition": States([*Condition], "the conditions of `assist run`"),
    "Reason": States({*REASONS.values()}, "the reasons of `monitor health`"),
    "Life": States(["published"], "document 3.1"),
    "Notice": States({*map(notice, SYSTEM_EVENT_TYPES)} - {""}, "document 3.1, windows"),
}

CODES = sorted(
    {
        *error_report.HINTS,
        *id_suggestions.KINDS,
        *id_suggestions.WORDS,
        "CannotCancelSystemEvent.NotSimulated",
        "CmdContent.ExceedLimit",
        "CmdName.ExceedLimit",
        "DeploymentSet.InstanceLimitExceeded",
        "InstanceIds.ExceedLimit",
        "InvalidAction.NotFound",
        "InvalidDeploymentSetName.Malformed",
        "InvalidNotBefore.Passed",
        "InvalidParam.Frequency",
        "InvalidParameter.NotBefore",
        "InvalidStartTime.TooEarly",
        "Invocation.ExceedQuota",
        "MissingParameter",
        "OperationDenied.NoStock",
        "QuotaExceed.DeploymentSetInstanceQuotaFull",
        "Throttling",
        "Throttling.User",
    }
)
"""The codes that users of the task commands meet, and all that we have advice for."""
