"""Completion values of arguments, options and parameters.

A way to complete is one word: `?KIND` asks the account (`ecsops/completion_values.py`), `@LIST`
is a list of the catalogue (`WORD_LISTS`), `=A|B` are the words themselves, `file` and `output`
speak for themselves; several stand side by side. A comma in front means several values with
commas between them, beside which no word of the ways before it stands. Nothing means free text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, METRICS
from ecsops.catalogue.cms.notifications.system_events import INSTANCE_STATES, NOTIFICATIONS
from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.events.event_types import (
    SIMULATED_EVENT_TYPES,
    SYSTEM_EVENT_TYPES,
    EventCycleStatus,
)
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.types import FAMILIES, INSTANCE_TYPES
from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Parameter
from ecsops.catalogue.quotas import QUOTAS
from ecsops.catalogue.regions import REGIONS
from ecsops.cli.core.command_table import COMMANDS
from ecsops.cli.core.session import ALL
from ecsops.cli.help.topics import TOPICS
from ecsops.config import BACKENDS
from ecsops.operations.monitoring import monitor_data

FREE = ""

VALUES = {
    "BACKEND": f"={'|'.join(BACKENDS)}",
    "ANSWER": "?answer",
    "COMMAND": "?command",
    "CONTACT": "?contact",
    "DEPLOYMENT_SET": "?deployment-set",
    "DISK": "?disk",
    "DISK|INSTANCE": "?disk ?instance",
    "ENI": "?eni",
    "EVENT": "?event",
    "EVENT|TYPE": "?event @event-type",
    "FAMILY": "@family",
    "FAULT": "?fault",
    "FILE": "file",
    "FORMAT": "output",
    "COMMAND|TOPIC": "@topic",
    "HOST": "?host",
    "INSTANCE": "?instance",
    "INVOKE": "?invocation",
    "KEY=VALUE": "?tag",
    "METRIC": "@metric",
    "OPERATION": "@operation",
    "PROFILE": "?profile",
    "REGION": ",@region",
    "--region": "@every-region ,@region",
    "RULE": "?rule",
    "SECURITY_GROUP": "?security-group",
    "TARGET": "?target",
    "VSWITCH": "?vswitch",
    "ZONE": "@zone",
    "schema COMMAND": "@group",
    "assist --name": "?instance-name",
    "assist TYPE": "@command-type",
    "assist command --name": "?command-name",
    "assist command clone --name": FREE,
    "assist command update --name": FREE,
    "assist invocations STATUS": "=Running|Finished|Failed|PartialFailed|Stopped",
    "assist agent OS": "=Linux|Windows",
    "assist schedule ZONE": "?time-zone",
    "deployset --name": "?deployment-set-name",
    "deployset launch --name": FREE,
    "deployset launch --save-template": FREE,
    "deployset launch TEMPLATE": "?launch-template ?launch-template-name",
    "deployset launch TYPE": "@instance-type",
    "deployset update --name": FREE,
    "events STATE": "@event-state",
    "events TYPE": "@event-type",
    "events ZONE": "?time-zone",
    "events simulate TYPE": "@simulated-event-type",
    "instance --name": "?instance-name",
    "instance STATUS": "@instance-status",
    "instance images --name": FREE,
    "instance resize TYPE": "@instance-type",
    "monitor --name": "?instance-name",
    "monitor ZONE": "?time-zone",
    "monitor alarm --name": FREE,
    "monitor alarm --statistics": "=Average|Minimum|Maximum",
    "monitor alarm GROUP": ",?contact-group",
    "monitor alarm RULE": "?alarm",
    "monitor alarm create RULE": FREE,
    "monitor group MONITOR_GROUP": "?group",
    "monitor group GROUP": "?contact-group",
    "monitor data METRIC": ",@instance-metric",
    "monitor chart METRIC": ",@instance-metric",
    "monitor disk METRIC": ",@disk-metric",
    "monitor eni METRIC": ",@eni-metric",
    "notify --queue": "?queue",
    "notify --topic": "?topic",
    "notify EVENT": "@notification",
    "notify GROUP": "?contact-group",
    "notify PREFIX": "?rule",
    "notify STATUS": "@notification-status",
    "notify rule create --group-id": "?group",
    "notify sample NAME": "@notification",
    "sim quota NAME": "@quota",
}
"""Completion of a metavar, everywhere or in a part of the tree, or of one option; the longest
path wins."""

FREE_METAVARS = frozenset(
    {
        "ACCESS_KEY_ID",
        "ACCOUNT_ID",
        "ADDRESS",
        "ARN",
        "BANDWIDTH",
        "BYTES",
        "CHANNEL/ADDRESS",
        "CMD",
        "DIRECTORY",
        "DISK_SIZE",
        "DURATION",
        "EXPR",
        "FLOAT",
        "GROUP",
        "HOST:PORT",
        "ID",
        "IMAGE",
        "JMESPATH",
        "JSON",
        "LAUNCHER",
        "N",
        "NAME",
        "NAME=VALUE",
        "NUMBER",
        "PATTERN",
        "PORT",
        "PRODUCT/ACTION",
        "PROGRAM",
        "PROJECT/LOGSTORE",
        "RECEIPT",
        "SCRIPT",
        "SECONDS",
        "SECRET",
        "SERVICE/FUNCTION",
        "TEMPLATE",
        "TEXT",
        "TIME",
        "TOKEN",
        "URL",
        "USER",
        "VALUE",
        "VERSION",
        "WORDS",
    }
)
"""Values that only the user knows."""

PARAMETERS = {
    "CommandId": "?command",
    "ContactGroupName": "?contact-group",
    "ContactGroups": "?contact-group",
    "ContactName": "?contact",
    "DeploymentSetId": "?deployment-set",
    "DeploymentSetName": "?deployment-set-name",
    "DiskId": "?disk",
    "EventId": "?event",
    "EniId": "?eni",
    "GroupId": "?group",
    "InstanceId": "?instance",
    "InstanceName": "?instance-name",
    "InstanceType": "@instance-type",
    "InstanceTypeFamily": "@family",
    "InvokeId": "?invocation",
    "LaunchTemplateId": "?launch-template",
    "LaunchTemplateName": "?launch-template-name",
    "MetricName": "@metric",
    "Namespace": f"={ECS_NAMESPACE}",
    "NetworkInterfaceId": "?eni",
    "RegionId": "@region",
    "ResourceId": "?instance",
    "RuleName": "?rule",
    "SnapshotId": "?snapshot",
    "ZoneId": "@zone",
}
"""Completion of API parameters, or of parts of them, by name or plural."""

OPERATION_PARAMETERS = {
    "CreateCommand Name": FREE,
    "CreateDeploymentSet DeploymentSetName": FREE,
    "CreateInstance InstanceName": FREE,
    "CreateLaunchTemplate LaunchTemplateName": FREE,
    "CreateSimulatedSystemEvents EventType": "@simulated-event-type",
    "DeleteEventRuleTargets Ids": "?target",
    "DeleteMetricRuleTargets RuleId": "?alarm",
    "DeleteMetricRules Id": "?alarm",
    "DescribeInstanceHistoryEvents EventType": "@event-type",
    "DescribeInstancesFullStatus EventType": "@event-type",
    "DescribeMetricRuleList RuleId": "?alarm",
    "DescribeMetricRuleTargets RuleId": "?alarm",
    "DisableMetricRules RuleId": "?alarm",
    "EnableMetricRules RuleId": "?alarm",
    "PutMetricRuleTargets RuleId": "?alarm",
    "PutResourceMetricRule RuleId": "?alarm",
    "PutResourceMetricRule RuleName": FREE,
    "RunInstances InstanceName": FREE,
    "SendDryRunSystemEvent EventName": "@notification",
}
"""Where an operation takes something else under such a name."""

WordList = Iterable[tuple[str, str]]


def plain(words: Iterable[str]) -> WordList:
    """Return words without descriptions."""
    return [(str(word), "") for word in words]


def metrics_of(source: monitor_data.Source, *more: str) -> WordList:
    """Return the short names of metrics, the fields they mean, and further metrics."""
    fields = [name for name in source.fields if name not in source.metrics.values()]
    described = ((name, METRICS[name].description) for name in more)
    return [*source.metrics.items(), *plain(fields), *described]


WORD_LISTS: Mapping[str, Callable[[], WordList]] = {
    "command-type": lambda: [
        ("shell", str(CommandType.RUN_SHELL_SCRIPT)),
        ("bat", str(CommandType.RUN_BAT_SCRIPT)),
        ("powershell", str(CommandType.RUN_POWER_SHELL_SCRIPT)),
    ],
    "disk-metric": lambda: metrics_of(monitor_data.DISK),
    "eni-metric": lambda: metrics_of(monitor_data.ENI),
    "event-state": lambda: plain(EventCycleStatus),
    "event-type": lambda: [(name, each.text.english) for name, each in SYSTEM_EVENT_TYPES.items()],
    "family": lambda: [(name, str(each.category)) for name, each in FAMILIES.items()],
    "group": lambda: [(name, line) for name, (line, _) in COMMANDS.items()],
    "instance-metric": lambda: metrics_of(monitor_data.INSTANCE, *METRICS),
    "instance-status": lambda: plain(InstanceStatus),
    "instance-type": lambda: [
        (name, f"{each.vcpus} vCPU, {each.memory_gib:g} GiB")
        for name, each in INSTANCE_TYPES.items()
    ],
    "metric": lambda: [(name, each.description) for name, each in METRICS.items()],
    "notification": lambda: [(name, each.text.english) for name, each in NOTIFICATIONS.items()],
    "notification-status": lambda: plain(
        dict.fromkeys([*(each.status for each in NOTIFICATIONS.values()), *INSTANCE_STATES])
    ),
    "operation": lambda: [
        (name, find(product, name).summary) for product in MODULES for name in names(product)
    ],
    "quota": lambda: [(name, each.unit) for name, each in QUOTAS.items()],
    "topic": lambda: [*WORD_LISTS["group"](), *TOPICS.items()],
    "region": lambda: [(name, each.english_name) for name, each in REGIONS.items()],
    "every-region": lambda: [(ALL, "every region")],
    "simulated-event-type": lambda: [
        (name, SYSTEM_EVENT_TYPES[name].text.english) for name in SIMULATED_EVENT_TYPES
    ],
}
"""Lists of words with their descriptions."""


def way_of(path: str, names: Sequence[str]) -> str | None:
    """Return how an option or an argument of the command at that path is completed.

    `names` are its flags and its metavar. None means that no table says anything of it.
    """
    parts = path.split()
    for length in range(len(parts), -1, -1):
        for name in names:
            known = VALUES.get(" ".join([*parts[:length], name]))
            if known is not None:
                return known
    return FREE if names[-1] in FREE_METAVARS else None


def way_of_parameter(operation: str, parameter: Parameter) -> str:
    """Return how a parameter of the API, or a part of one, is completed."""
    if parameter.enum:
        return f"={'|'.join(map(str, parameter.enum))}"
    if parameter.type is bool:
        return "=true|false"
    for name in (parameter.name, parameter.name.removesuffix("s")):
        own = OPERATION_PARAMETERS.get(f"{operation} {name}")
        known = PARAMETERS.get(name) if own is None else own
        if known is not None:
            return known
    return FREE
