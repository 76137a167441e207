"""Quotas and limits, each in two profiles.

`document` is the feature document of 2019-06-25 with the pages of its day, and the default;
`current` is what the pages say today. Where the document contradicts itself or another page,
a comment says which value stands here and why.
"""

from typing import NamedTuple


class Quota(NamedTuple):
    """A limit of the service: its unit, its value in either profile, and where it is stated."""

    name: str
    unit: str
    document: int
    current: int
    source: str


_ALL = (
    # Neither edition of the document gives this number. One page of 2019 says 2, which the two
    # sets of the document's own screenshots would already use up; today it is in the quota center.
    Quota("DeploymentSetsPerRegion", "deployment sets", 20, 20, "quota center"),
    Quota(
        "InstancesPerZoneInDeploymentSet",
        "instances",
        7,
        20,
        "document 1.1; CreateDeploymentSet",
    ),
    Quota("InstancesPerGroupInDeploymentSet", "instances", 20, 20, "CreateDeploymentSet"),
    Quota("GroupsPerDeploymentSet", "groups", 7, 7, "CreateDeploymentSet"),
    Quota("DeploymentSetIdsPerQuery", "ids", 100, 100, "DescribeDeploymentSets"),
    Quota("LaunchTemplateIdsPerQuery", "ids", 100, 100, "DescribeLaunchTemplates"),
    Quota("VersionsPerLaunchTemplate", "versions", 30, 30, "CreateLaunchTemplateVersion"),
    Quota("InstancesPerRunInstances", "instances", 100, 100, "RunInstances"),
    Quota("InstancesPerCall", "instances", 100, 100, "StartInstances and similar operations"),
    Quota("UserDataBytes", "bytes", 16 * 1024, 32 * 1024, "RunInstances"),
    Quota("TagsPerResource", "tags", 20, 20, "the pages of 2019 say 5 to 20"),
    Quota("CommandsPerRegion", "commands", 100, 500, "document 2.1; today 500 to 50,000"),
    # The document says 100 in 2.1 and 500 in 2.3.2, where running is described; other pages of
    # 2019 say 100, 500 and 5000. Pages of 2021 say 2,000 to 200,000; today: quota center.
    Quota("InvocationsPerDay", "invocations in a region", 500, 2000, "document 2.3.2"),
    Quota("InstancesPerInvocation", "instances", 50, 100, "document 2.3.2; InvokeCommand"),
    Quota("InstancesPerCloudAssistantCall", "instances", 50, 50, "StopInvocation, SendFile"),
    Quota(
        "CommandContentBytes",
        "bytes after Base64",
        16 * 1024,
        24 * 1024,
        "document 2.1; CreateCommand",
    ),
    Quota("CommandNameCharacters", "characters", 30, 128, "CreateCommand"),
    Quota("CommandDescriptionCharacters", "characters", 100, 512, "CreateCommand"),
    Quota("WorkingDirCharacters", "characters", 200, 200, "document 2.3.1; CreateCommand"),
    Quota("LauncherBytes", "bytes", 1024, 1024, "CreateCommand"),
    # How long a command may run that was created without a Timeout.
    Quota("CommandTimeoutSeconds", "seconds", 3600, 60, "document 2.3.1; CreateCommand"),
    Quota("CommandTimeoutAtLeastSeconds", "seconds", 10, 10, "InvokeCommand"),
    # The document's console creates up to 10, as many as can be passed; the API allows 20.
    Quota("CommandParametersDefined", "names", 20, 20, "CreateCommand"),
    Quota("CommandParametersPassed", "names", 10, 10, "InvokeCommand"),
    Quota("CommandParameterNameBytes", "bytes", 64, 64, "CreateCommand"),
    Quota("ScheduleIntervalSeconds", "seconds", 10, 10, "document 2.1; InvokeCommand"),
    Quota("RateIntervalSeconds", "seconds", 60, 60, "InvokeCommand"),
    Quota("RateIntervalDays", "days", 7, 7, "InvokeCommand"),
    Quota("UsernameCharacters", "characters", 255, 255, "InvokeCommand"),
    Quota("InvocationOutputBytes", "bytes", 24 * 1024, 24 * 1024, "the agent's source"),
    Quota("VpcsPerRegion", "VPCs", 10, 10, "limits of VPC, 2019"),
    Quota("VSwitchesPerVpc", "vSwitches", 24, 150, "limits of VPC, 2019 and today"),
    Quota("SecurityGroupsPerRegion", "security groups", 100, 100, "CreateSecurityGroup"),
    Quota("SecurityGroupsPerInstance", "security groups", 5, 5, "JoinSecurityGroup"),
    Quota("InstancesPerSecurityGroup", "instances", 2000, 2000, "JoinSecurityGroup"),
    Quota("InvocationResultDays", "days", 14, 30, "DescribeInvocationResults, 2021 and 2026"),
    Quota("InvocationResults", "results", 100_000, 10_000, "DescribeInvocationResults"),
    Quota("HeartbeatSeconds", "seconds", 120, 120, "DescribeCloudAssistantStatus"),
    Quota("FileContentBytes", "bytes after Base64", 32 * 1024, 32 * 1024, "SendFile"),
    Quota("FileNameCharacters", "characters", 255, 255, "SendFile"),
    Quota("FileDescriptionCharacters", "characters", 512, 512, "SendFile"),
    Quota("TargetDirCharacters", "characters", 255, 255, "SendFile"),
    # The document's "past two months"; today's page keeps finished events for 30 days.
    Quota("HistoryEventDays", "days", 60, 30, "document 3.1; DescribeInstanceHistoryEvents"),
    # The document's console: the latest time is 30 minutes before the planned one.
    Quota("RescheduleMarginMinutes", "minutes", 30, 0, "document 3.1; ModifySystemEventAttribute"),
    Quota("EventExecutionWindowMinutes", "minutes", 360, 10, "document 3.1; overview of 2021"),
    Quota("MaintenanceWindowHours", "hours", 48, 48, "document 3.1: 24 to 48"),
    Quota("ExpirationWindowDays", "days", 3, 3, "document 3.1"),
    # Less than an hour, says the document.
    Quota("OverdueWindowMinutes", "minutes", 59, 59, "document 3.1"),
    Quota("ReleaseAfterStopDays", "days", 15, 15, "document 3.1"),
    Quota("SimulatedEventInstances", "instances", 100, 100, "CreateSimulatedSystemEvents"),
    Quota("EventIdsPerQuery", "ids", 100, 100, "DescribeInstancesFullStatus"),
    Quota("DiskEventDays", "days", 7, 7, "DescribeDisksFullStatus"),
    Quota("MonitorPoints", "points", 400, 400, "DescribeInstanceMonitorData"),
    Quota("MonitorDays", "days", 30, 30, "DescribeInstanceMonitorData"),
    Quota("MetricPoints", "points", 1440, 1440, "DescribeMetricList"),
    Quota("MetricInstances", "instances", 50, 50, "DescribeMetricList"),
    Quota("MetricSpanDays", "days", 31, 31, "DescribeMetricList"),
    Quota("TargetsPerRule", "targets of a kind", 5, 5, "PutEventRuleTargets"),
    Quota("MetricRuleIdsPerQuery", "ids", 20, 20, "DescribeMetricRuleList"),
)

QUOTAS: dict[str, Quota] = {quota.name: quota for quota in _ALL}
"""Every quota by its name."""
