"""An example of each operation, composed from what the catalogue requires."""

import shlex
from collections.abc import Iterable, Iterator, Sequence

from ecsops.catalogue.model import Operation, Parameter
from ecsops.cli.raw.names import REGION_ID, find, required
from ecsops.output import columns_of

SAMPLES = {
    "RegionId": "cn-hangzhou",
    "ZoneId": "cn-hangzhou-b",
    "InstanceId": "i-bp1g6zv0ce8ogxxxxxxp",
    "InstanceIds": '["i-bp1g6zv0ce8ogxxxxxxp"]',
    "InstanceType": "ecs.g5.large",
    "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
    "AgentUpgradeConfig": '{"TimeZone":"Asia/Shanghai"}',
    "DefaultVersionNumber": "2",
    "DeleteVersion": "2",
    "DestinationResource": "InstanceType",
    "RenewalStatus": "AutoRenewal",
    "SettingType": "AgentUpgradeConfig",
    "DiskId": "d-bp1g6zv0ce8ogxxxxxxp",
    "EniId": "eni-bp1g6zv0ce8ogxxxxxxp",
    "SnapshotId": "s-bp1g6zv0ce8ogxxxxxxp",
    "DeploymentSetId": "ds-bp1g6zv0ce8ogxxxxxxp",
    "LaunchTemplateId": "lt-bp1g6zv0ce8ogxxxxxxp",
    "LaunchTemplateName": "web",
    "EventId": "e-bp1g6zv0ce8ogxxxxxxp",
    "CommandId": "c-7d2a745b412b4601b2d47f6a768dxxxx",
    "InvokeId": "t-7d2a745b412b4601b2d47f6a768dxxxx",
    "CommandContent": "ZWNobyAxMjM=",
    "Content": "hello",
    "TargetDir": "/root",
    "Name": "test",
    "DeploymentSetName": "web",
    "InstanceName": "web-1",
    "EventType": "SystemMaintenance.Reboot",
    "ComparisonOperator": "GreaterThanThreshold",
    "Statistics": "Average",
    "Threshold": "80",
    "Times": "3",
    "Frequency": "0 */20 * * * *",
    "Dimensions": '[{"instanceId":"i-bp1g6zv0ce8ogxxxxxxp"}]',
    "ContactParameters.1.Id": "target-1",
    "NameList": "Instance:StateChange",
    "Description": "test",
    "NotBefore": "2019-06-26T02:00:00Z",
    "StartTime": "2019-06-25T02:00:00Z",
    "EndTime": "2019-06-25T03:00:00Z",
    "Namespace": "acs_ecs_dashboard",
    "MetricName": "CPUUtilization",
    "Resources": '[{"instanceId":"i-bp1g6zv0ce8ogxxxxxxp"}]',
    "EventContent": "{}",
    "EventName": "Instance:StateChange",
    "GroupId": "7300001",
    "GroupName": "web",
    "Category": "ECS",
    "Arn": "acs:mns:cn-hangzhou:1234567890123456:/queues/ops/messages",
    "TargetIds": "target-1",
    "Product": "ecs",
    "RuleId": "cpu-high",
    "RuleName": "ecs-events",
    "RuleNames": "ecs-events",
    "Ids": "target-1",
    "Id": "cpu-high",
    "ContactName": "Alice",
    "ContactGroupName": "operators",
    "ContactGroups": "operators",
    "Describe": "operators",
    "ResourceId": "i-bp1g6zv0ce8ogxxxxxxp",
    "ResourceType": "instance",
    "Tag.1.Key": "env",
    "Tag.1.Value": "prod",
    "TagKey": "env",
    "CidrBlock": "172.16.0.0/24",
    "VpcId": "vpc-bp1g6zv0ce8ogxxxxxxp",
    "VSwitchId": "vsw-bp1g6zv0ce8ogxxxxxxp",
    "SecurityGroupId": "sg-bp1g6zv0ce8ogxxxxxxp",
    "Channels.Mail": "alice@example.com",
}
"""Values for examples, by the name of the parameter or part; the rest shows its type."""

USUAL = {
    "CreateDeploymentSet": ("DeploymentSetName",),
    "CreateInstance": ("ImageId", "VSwitchId", "SecurityGroupId"),
    "CreateLaunchTemplate": ("ImageId", "InstanceType"),
    "DeleteLaunchTemplate": ("LaunchTemplateName",),
    "CreateLaunchTemplateVersion": ("LaunchTemplateName", "ImageId", "InstanceType"),
    "DeleteLaunchTemplateVersion": ("LaunchTemplateName",),
    "DescribeInstanceAutoRenewAttribute": ("RenewalStatus",),
    "DescribeInstanceRamRole": ("InstanceIds",),
    "DescribeMetricData": ("Dimensions",),
    "DescribeMetricLast": ("Dimensions",),
    "DescribeMetricList": ("Dimensions",),
    "DescribeEniMonitorData": ("EniId",),
    "DescribeLaunchTemplateVersions": ("LaunchTemplateName",),
    "InstallMonitoringAgent": ("InstanceIds.1",),
    "InvokeCommand": ("InstanceId.1",),
    "ListPluginStatus": ("InstanceId.1",),
    "ModifyCloudAssistantSettings": ("AgentUpgradeConfig",),
    "ModifyCommand": ("Name",),
    "ModifyDeploymentSetAttribute": ("DeploymentSetName",),
    "ModifyInstanceAttribute": ("InstanceName",),
    "ModifyInstanceAutoRenewAttribute": ("RenewalStatus", "Duration"),
    "ModifyInstanceChargeType": ("Period",),
    "ModifyInstanceSpec": ("InstanceType",),
    "ModifyLaunchTemplateDefaultVersion": ("LaunchTemplateName",),
    "ModifyInstanceDeployment": ("DeploymentSetId",),
    "ModifyInstanceMaintenanceAttributes": ("InstanceId.1", "ActionOnMaintenance"),
    "ModifyInvocationAttribute": ("Frequency",),
    "PutContact": ("Channels.Mail",),
    "PutEventRule": ("EventPattern.1.NameList.1",),
    "PutEventRuleTargets": (
        "ContactParameters.1.Id",
        "ContactParameters.1.ContactGroupName",
        "ContactParameters.1.Level",
    ),
    "PutResourceMetricRule": (
        "Resources",
        "Escalations.Critical.ComparisonOperator",
        "Escalations.Critical.Statistics",
        "Escalations.Critical.Threshold",
        "Escalations.Critical.Times",
    ),
    "CreateSecurityGroup": ("VpcId",),
    "CreateVpc": ("CidrBlock",),
    "JoinSecurityGroup": ("InstanceId",),
    "LeaveSecurityGroup": ("InstanceId",),
    "RenewInstance": ("Period",),
    "ListTagResources": ("ResourceId.1",),
    "TagResources": ("Tag.1.Key", "Tag.1.Value"),
    "UntagResources": ("TagKey.1",),
    "RunCommand": ("InstanceId.1", "ContentEncoding"),
    "RunInstances": ("ImageId", "InstanceType", "VSwitchId", "SecurityGroupId"),
}
"""Optional parameters that examples show: without them the call does little."""


def example(operation: Operation) -> list[str]:
    """Return the parts of a call with what is required, and with columns where it lists."""
    words = ["ecsops", operation.product.command, operation.name]
    for name, parameter in (
        *_region(operation),
        *required(operation.parameters),
        *_usual(operation),
    ):
        words += [f"--{name}", sample(name, parameter)]
    columns = shown_columns(operation)
    return for_shell([*words, "--output", f"cols={','.join(columns)}"] if columns else words)


def _region(operation: Operation) -> Iterator[tuple[str, Parameter]]:
    """Yield the region where it is called required, though the program knows it without."""
    region = operation.parameter(REGION_ID.name)
    if region and region.required:
        yield REGION_ID.name, region


def _usual(operation: Operation) -> Iterator[tuple[str, Parameter]]:
    """Yield what is not required and yet nearly always given."""
    for name in USUAL.get(operation.name, ()):
        target = find(operation, name)
        assert target, f"{operation.name} has no parameter {name}"
        yield name, target.leaf


def shown_columns(operation: Operation) -> list[str]:
    """Return up to two columns worth showing of a listing: the id, and the name or state."""
    if not operation.items or not isinstance(operation.item, dict):
        return []
    columns = columns_of(operation.item)
    element = operation.items.rpartition(".")[2]
    ids = [name for name in columns if name.endswith("Id") and name not in ("AccountId", "GroupId")]
    names = [name for name in columns if name.endswith("Name")]
    key = first((f"{element}Id", "InstanceId", *ids, *names), columns) or columns[0]
    rest = [name for name in columns if name != key]
    states = [name for name in rest if name.endswith(("Status", "State"))]
    other = first((f"{element}Name", "Status", *states, *rest), rest)
    return [key, other] if other else [key]


def first(names: Iterable[str], known: Sequence[str]) -> str:
    """Return the first of the names that is known, or nothing."""
    return next((name for name in names if name in known), "")


def sample(name: str, parameter: Parameter) -> str:
    """Return a value for an example."""
    spelled = name.removesuffix(".1")
    known = next(
        (SAMPLES[key] for key in (spelled, spelled.split(".")[-1]) if key in SAMPLES), None
    )
    if parameter.enum:
        return str(known if known in parameter.enum else parameter.enum[-1])
    return known or {bool: "true", int: "1", float: "1"}.get(parameter.type, "TEXT")


def for_shell(words: Iterable[str]) -> list[str]:
    """Return the words for a shell, each option together with its value."""
    together: list[str] = []
    for word in map(shlex.quote, words):
        if together and together[-1].startswith("--") and " " not in together[-1]:
            together[-1] += f" {word}"
        else:
            together.append(word)
    return together
