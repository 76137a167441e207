"""A story in which each of the operations is called at least once, by whatever client.

`call` takes an operation's name and its parameters and returns the answer, or the error's code and
HTTP status as a document; `wait` lets the account's time pass.
"""

from collections.abc import Callable
from typing import Any

Call = Callable[..., dict[str, Any]]

IMAGE = "centos_7_06_64_20G_alibase_20190218.vhd"

PATTERN = {
    "Product": "ECS",
    "LevelList": ["CRITICAL", "WARN"],
    "EventTypeList": ["Maintenance"],
    "NameList": ["Instance:SystemMaintenance.Reboot:Scheduled"],
}


def story(call: Call, wait: Callable[[float], None]) -> None:
    """Call everything."""
    instance_id, other_id, third_id = look_around(call)
    spread(call, instance_id)
    connected = networks(call, wait)
    launch(call, wait, connected)
    command(call, wait, [instance_id, other_id])
    events(call, wait, [instance_id, other_id, third_id])
    disks(call, instance_id)
    tags(call, [instance_id, other_id])
    contacts(call)
    monitor(call, instance_id)
    notify(call)
    act(call, wait, [instance_id, other_id])
    buy(call, wait, connected)


def look_around(call: Call) -> list[str]:
    """Read regions, types and instances; return the ids of some that run Linux."""
    call("DescribeRegions", AcceptLanguage="zh-CN")
    call("DescribeZones", Verbose=True)
    call("DescribeInstanceTypeFamilies", Generation="ecs-5")
    call("DescribeInstanceTypes", InstanceTypeFamilies=["ecs.g5"])
    listed = call("DescribeInstances", PageSize=50)["Instances"]["Instance"]
    ids = [
        each["InstanceId"] for each in listed if each["InstanceName"].startswith("UserGuideForDS")
    ]
    call("DescribeInstances", InstanceIds=ids[:2])
    call("DescribeInstances", InstanceName="DataProc*", MaxResults=10)
    since = [{"Key": "CreationStartTime", "Value": "2019-01-01T00:00Z"}]
    call("DescribeInstances", Tag=[{"Key": "team", "Value": "web"}], Filter=since)
    call("DescribeInstanceStatus", InstanceId=ids[:2])
    call("DescribeInstanceAttribute", InstanceId=ids[0])
    call("ModifyInstanceAttribute", InstanceId=ids[0], Description="组 é ~*+")
    return ids[:3]


def spread(call: Call, instance_id: str) -> None:
    """Make, change and delete deployment sets."""
    call("DescribeDeploymentSetSupportedInstanceTypeFamily")
    made = call("CreateDeploymentSet", DeploymentSetName="Web", ClientToken="set")
    set_id = made["DeploymentSetId"]
    call("ModifyDeploymentSetAttribute", DeploymentSetId=set_id, DeploymentSetName="Web2")
    call("DescribeDeploymentSets", DeploymentSetIds=[set_id])
    call("ModifyInstanceDeployment", InstanceId=instance_id, DeploymentSetId=set_id, Force=True)
    call("DeleteDeploymentSet", DeploymentSetId=set_id)
    spare = call("CreateDeploymentSet", DeploymentSetName="Spare", ClientToken="spare")
    call("DeleteDeploymentSet", DeploymentSetId=spare["DeploymentSetId"])


def networks(call: Call, wait: Callable[[float], None]) -> dict[str, Any]:
    """Make networks, change and delete them; return what connects instances to one."""
    call("GetCallerIdentity")
    tag = [{"Key": "team", "Value": "web"}]
    vpc_id = call("CreateVpc", CidrBlock="10.0.0.0/8", VpcName="web", Tag=tag)["VpcId"]
    spare_id = call("CreateVpc", ClientToken="vpc")["VpcId"]
    wait(10)
    vswitch_ids = []
    for number in range(2):
        part = {"CidrBlock": f"10.0.{number}.0/24", "ZoneId": "cn-hangzhou-b"}
        made = call("CreateVSwitch", VpcId=vpc_id, VSwitchName="web", **part)
        vswitch_ids.append(made["VSwitchId"])
        wait(10)
    call("DescribeVpcs", VpcId=f"{vpc_id},{spare_id}", Tag=tag)
    call("DescribeVpcAttribute", VpcId=vpc_id)
    call("DescribeVSwitches", VpcId=vpc_id)
    call("DescribeVSwitchAttributes", VSwitchId=vswitch_ids[0])
    group = {"SecurityGroupName": "web", "VpcId": vpc_id}
    group_ids = [
        call("CreateSecurityGroup", ClientToken=token, **group)["SecurityGroupId"]
        for token in ("a", "b")
    ]
    call("DescribeSecurityGroups", SecurityGroupIds=group_ids, IsQueryEcsCount=True)
    call("DescribeSecurityGroupAttribute", SecurityGroupId=group_ids[0], Direction="ingress")
    of_instance = {"VSwitchId": vswitch_ids[0], "SecurityGroupId": group_ids[0]}
    asked = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "InternetMaxBandwidthOut": 5}
    made = call("CreateInstance", **asked, **of_instance)
    wait(60)
    instance_id = made["InstanceId"]
    call("JoinSecurityGroup", SecurityGroupId=group_ids[1], InstanceId=instance_id)
    call("LeaveSecurityGroup", SecurityGroupId=group_ids[1], InstanceId=instance_id)
    call("DescribeNetworkInterfaces", InstanceId=instance_id)
    call("AllocatePublicIpAddress", InstanceId=instance_id)
    call("DeleteSecurityGroup", SecurityGroupId=group_ids[1])
    call("DeleteVSwitch", VSwitchId=vswitch_ids[1])
    call("DeleteVpc", VpcId=spare_id)
    call("DeleteInstance", InstanceId=instance_id, Force=True)
    return of_instance


def launch(call: Call, wait: Callable[[float], None], connected: dict[str, Any]) -> None:
    """Make instances, with a template and without, and delete them."""
    template = call(
        "CreateLaunchTemplate",
        LaunchTemplateName="web",
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        DataDisk=[{"Size": 40, "Category": "cloud_ssd"}],
        TemplateTag=[{"Key": "team", "Value": "web"}],
    )
    call("DescribeLaunchTemplates", TemplateTag=[{"Key": "team"}])
    call("DescribeLaunchTemplateVersions", LaunchTemplateId=template["LaunchTemplateId"])
    version = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "VersionDescription": "second"}
    call("CreateLaunchTemplateVersion", LaunchTemplateName="web", **version)
    call("ModifyLaunchTemplateDefaultVersion", LaunchTemplateName="web", DefaultVersionNumber=2)
    call("DeleteLaunchTemplateVersion", LaunchTemplateName="web", DeleteVersion=[1])
    of_template = {"LaunchTemplateId": template["LaunchTemplateId"], "LaunchTemplateVersion": 2}
    call("RunInstances", MinAmount=1, ClientToken="template", **of_template, **connected)
    call("DeleteLaunchTemplate", LaunchTemplateId=template["LaunchTemplateId"])
    ran = call(
        "RunInstances",
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=2,
        Tag=[{"Key": "a", "Value": "b c"}, {"Key": "team", "Value": "web"}],
        DataDisk=[{"Size": 40, "Category": "cloud_essd"}],
        ClientToken="run",
        **connected,
        **{"SystemDisk.Category": "cloud_ssd"},
    )
    made = call(
        "CreateInstance",
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        DataDisk=[{"Size": 40, "Category": "cloud_essd"}],
        ClientToken="create",
        **connected,
    )
    wait(60)
    ids = ran["InstanceIdSets"]["InstanceIdSet"]
    call("DeleteInstances", InstanceId=ids, Force=True, ClientToken="delete")
    call("DeleteInstance", InstanceId=made["InstanceId"], Force=True)


def command(call: Call, wait: Callable[[float], None], ids: list[str]) -> None:
    """Run commands and send a file."""
    call("DescribeCloudAssistantStatus", InstanceId=ids)
    call("InstallCloudAssistant", InstanceId=ids)
    script = {"Type": "RunShellScript", "CommandContent": "ZWNobyAxMjM="}
    made = call(
        "CreateCommand",
        Name="echo",
        EnableParameter=True,
        ClientToken="command",
        Type="RunShellScript",
        CommandContent="ZWNobyB7e2F9fQ==",
    )
    command_id = made["CommandId"]
    call("ModifyCommand", CommandId=command_id, Description="says a")
    call("DescribeCommands", CommandId=command_id)
    invoked = call(
        "InvokeCommand", CommandId=command_id, InstanceId=ids, Parameters={"a": "é"}, Timed=False
    )
    timed = call(
        "RunCommand",
        InstanceId=ids,
        Timed=True,
        RepeatMode="Period",
        Frequency="0 */20 * * * *",
        ClientToken="timed",
        Tag=[{"Key": "k", "Value": "v"}],
        **script,
    )
    tagged = [{"Key": "team", "Value": "web"}]
    call("RunCommand", ResourceTag=tagged, **script)
    call("InvokeCommand", CommandId=command_id, ResourceTag=tagged)
    call("ModifyInvocationAttribute", InvokeId=timed["InvokeId"], CommandContent="ZWNobyAx")
    wait(30)
    call("DescribeInvocations", InvokeId=invoked["InvokeId"])
    call("DescribeInvocationResults", InvokeId=invoked["InvokeId"], ContentEncoding="PlainText")
    call("StopInvocation", InvokeId=timed["InvokeId"], InstanceId=ids)
    call("DeleteCommand", CommandId=command_id)
    call(
        "ModifyCloudAssistantSettings",
        SettingType="AgentUpgradeConfig",
        AgentUpgradeConfig={"Enabled": True, "AllowedUpgradeWindow": ["02:00-03:00"]},
    )
    call("DescribeCloudAssistantSettings", SettingType=["AgentUpgradeConfig"])
    call("ListPluginStatus", InstanceId=ids[:1])
    sent = call("SendFile", Name="a.txt", TargetDir="/tmp", Content="a b", InstanceId=ids)
    call("DescribeSendFileResults", InvokeId=sent["InvokeId"])


def events(call: Call, wait: Callable[[float], None], ids: list[str]) -> None:
    """Simulate system events, and answer them."""
    made = call(
        "CreateSimulatedSystemEvents",
        InstanceId=ids,
        EventType="SystemMaintenance.Reboot",
        NotBefore="2019-06-26T08:00:00Z",
    )
    event_ids = made["EventIdSet"]["EventId"]
    call("DescribeInstancesFullStatus", InstanceId=ids, EventType="SystemMaintenance.Reboot")
    call(
        "DescribeInstanceHistoryEvents",
        InstanceId=ids[0],
        InstanceEventCycleStatus=["Scheduled"],
        **{"NotBefore.Start": "2019-06-26T00:00:00Z", "NotBefore.End": "2019-06-27T00:00:00Z"},
    )
    call(
        "ModifySystemEventAttribute",
        InstanceId=ids[0],
        EventId=event_ids[0],
        NotBefore="2019-06-25T20:00:00Z",
    )
    call("AcceptInquiredSystemEvent", EventId=event_ids[1])
    call("RedeployInstance", InstanceId=ids[1])
    call("CancelSimulatedSystemEvents", EventId=event_ids[1:])
    call(
        "ReportInstancesStatus",
        InstanceId=ids[:1],
        Reason="others",
        Description="It is slow.",
    )
    call(
        "ModifyInstanceMaintenanceAttributes",
        InstanceId=ids[:2],
        MaintenanceWindow=[{"StartTime": "02:00:00", "EndTime": "03:00:00"}],
    )
    call("DescribeInstanceMaintenanceAttributes", InstanceId=ids[:2])
    wait(3600)


def disks(call: Call, instance_id: str) -> None:
    """Read disks and make a snapshot."""
    found = call("DescribeDisks", InstanceId=instance_id)["Disks"]["Disk"]
    disk_id = found[0]["DiskId"]
    call("DescribeDisks", DiskIds=[disk_id])
    since = [{"Key": "CreationStartTime", "Value": "2019-01-01T00:00Z"}]
    call("DescribeDisks", Filter=since, PageSize=1)
    call("DescribeDisksFullStatus", DiskId=[disk_id])
    call("CreateSnapshot", DiskId=disk_id, SnapshotName="before", ClientToken="snapshot")
    listed = call("DescribeSnapshots", DiskId=disk_id, Filter=since)
    call("DeleteSnapshot", SnapshotId=listed["Snapshots"]["Snapshot"][0]["SnapshotId"], Force=True)
    span = {"StartTime": "2019-06-25T08:00:00Z", "EndTime": "2019-06-25T08:30:00Z"}
    call("DescribeInstanceMonitorData", InstanceId=instance_id, Period=600, **span)
    call("DescribeDiskMonitorData", DiskId=disk_id, **span)
    call("DescribeEniMonitorData", InstanceId=instance_id, **span)


def tags(call: Call, ids: list[str]) -> None:
    """Put tags on instances, list and remove them."""
    tag = [{"Key": "team", "Value": "web"}, {"Key": "owner", "Value": "b c+é"}]
    call("TagResources", ResourceType="instance", ResourceId=ids, Tag=tag)
    call("ListTagResources", ResourceType="instance", Tag=tag[:1])
    call("UntagResources", ResourceType="instance", ResourceId=ids, TagKey=["team", "owner"])


def monitor(call: Call, instance_id: str) -> None:
    """Read metrics, and make an alarm rule."""
    metric = {"Namespace": "acs_ecs_dashboard", "MetricName": "CPUUtilization"}
    dimensions = [{"instanceId": instance_id}]
    call("DescribeMetricMetaList", Namespace="acs_ecs_dashboard")
    call("DescribeMetricList", Dimensions=dimensions, Period="60", Length="5", **metric)
    call("DescribeMetricLast", Dimensions=dimensions, **metric)
    call("DescribeMetricData", Dimensions=dimensions, **metric)
    call(
        "PutResourceMetricRule",
        RuleId="cpu",
        RuleName="cpu",
        ContactGroups="ops",
        Resources=[{"instanceId": instance_id}],
        **{
            "Escalations.Critical.Threshold": "90",
            "Escalations.Critical.Times": 3,
            "Escalations.Critical.Statistics": "Average",
            "Escalations.Critical.ComparisonOperator": "GreaterThanThreshold",
        },
        **metric,
    )
    call("DescribeMetricRuleList", RuleIds="cpu")
    arn = "acs:mns:cn-hangzhou:1234567890123456:/queues/alarms/messages"
    call("PutMetricRuleTargets", RuleId="cpu", Targets=[{"Id": "1", "Arn": arn, "Level": "WARN"}])
    call("DescribeMetricRuleTargets", RuleId="cpu")
    call("DeleteMetricRuleTargets", RuleId="cpu", TargetIds=["1"])
    call("DisableMetricRules", RuleId=["cpu"])
    call("EnableMetricRules", RuleId=["cpu"])
    call("DeleteMetricRules", Id=["cpu"])
    agents(call, instance_id)
    application_groups(call, instance_id)


def agents(call: Call, instance_id: str) -> None:
    """Install the CloudMonitor agent, and ask for its state."""
    call("InstallMonitoringAgent", InstanceIds=[instance_id])
    call("DescribeMonitoringAgentStatuses", InstanceIds=instance_id)
    call("UninstallMonitoringAgent", InstanceId="host-1")


def application_groups(call: Call, instance_id: str) -> None:
    """Make an application group of an instance, and delete it."""
    group_id = call("CreateMonitorGroup", GroupName="web", ContactGroups="ops")["GroupId"]
    instance = {
        "Category": "ECS",
        "InstanceId": instance_id,
        "InstanceName": "web-1",
        "RegionId": "cn-hangzhou",
    }
    call("CreateMonitorGroupInstances", GroupId=str(group_id), Instances=[instance])
    call("DescribeMonitorGroups", SelectContactGroups=True)
    call("DescribeMonitorGroupInstances", GroupId=group_id)
    call("DeleteMonitorGroup", GroupId=group_id)


def notify(call: Call) -> None:
    """Make a rule with targets, and send it an event."""
    call("PutEventRule", RuleName="restarts", EventType="SYSTEM", EventPattern=[PATTERN])
    call(
        "PutEventRuleTargets",
        RuleName="restarts",
        WebhookParameters=[
            {"Id": "1", "Protocol": "http", "Method": "POST", "Url": "http://127.0.0.1:1/"}
        ],
        ContactParameters=[{"Id": "2", "ContactGroupName": "ops", "Level": "3"}],
        OpenApiParameters=[
            {
                "Id": "3",
                "Product": "ECS",
                "Action": "StopInstance",
                "Version": "2014-05-26",
                "Region": "cn-hangzhou",
                "Role": "stops",
                "JsonParams": '{"InstanceId":"i-none"}',
            }
        ],
    )
    call("DescribeEventRuleList", PageNumber="1", PageSize="10")
    call("DescribeEventRuleAttribute", RuleName="restarts")
    call("DescribeEventRuleTargetList", RuleName="restarts")
    call("DisableEventRules", RuleNames=["restarts"])
    call("EnableEventRules", RuleNames=["restarts"])
    call("DescribeSystemEventMetaList")
    call(
        "SendDryRunSystemEvent",
        Product="ECS",
        EventName="Instance:SystemMaintenance.Reboot:Scheduled",
        EventContent={"a": "b"},
    )
    call("DescribeSystemEventAttribute", Product="ECS", StartTime="0", EndTime="1600000000000")
    call("DescribeSystemEventCount", Product="ECS", StartTime="0", EndTime="1600000000000")
    call("DeleteEventRuleTargets", RuleName="restarts", Ids=["1"])
    call("DeleteEventRules", RuleNames=["restarts"])


def contacts(call: Call) -> None:
    """Make contacts."""
    call("PutContact", ContactName="li", Describe="Li", **{"Channels.Mail": "li@example.com"})
    call("PutContactGroup", ContactGroupName="ops", ContactNames=["li"])
    call("DescribeContactList", ContactName="li")
    call("DescribeContactGroupList", PageSize=20)
    call("PutContactGroup", ContactGroupName="others", ContactNames=["li"])
    call("DeleteContactGroup", ContactGroupName="others")
    mail = {"Channels.Mail": "wang@example.com"}
    call("PutContact", ContactName="wang", Describe="Wang", **mail)
    call("DeleteContact", ContactName="wang")


def act(call: Call, wait: Callable[[float], None], ids: list[str]) -> None:
    """Stop, start and restart."""
    call("StopInstance", InstanceId=ids[0])
    call("StopInstances", InstanceId=ids[1:])
    wait(60)
    call("StartInstance", InstanceId=ids[0])
    call("StartInstances", InstanceId=ids[1:])
    wait(60)
    call("RebootInstance", InstanceId=ids[0])
    call("GetInstanceConsoleOutput", InstanceId=ids[0])
    call("RebootInstances", InstanceId=ids[1:], BatchOptimization="SuccessFirst")


def buy(call: Call, wait: Callable[[float], None], connected: dict[str, Any]) -> None:
    """Look at what there is to buy, buy an instance, and change what was bought."""
    call("DescribeAccountAttributes", AttributeName=["max-axt-command-count"])
    call("DescribeAvailableResource", DestinationResource="InstanceType", Cores=2)
    call("DescribeImages", ImageFamily="acs:centos_7_6_x64", Status="Available")
    ran = call(
        "RunInstances",
        ImageFamily="acs:centos_7_6_x64",
        InstanceType="ecs.g5.large",
        UserData="ZWNobw==",
        RamRoleName="web",
        ClientToken="buy",
        **connected,
    )
    wait(60)
    (instance_id,) = ran["InstanceIdSets"]["InstanceIdSet"]
    call("GetInstanceScreenshot", InstanceId=instance_id, WakeUp=True)
    call("DescribeUserData", InstanceId=instance_id)
    call("DescribeInstanceRamRole", InstanceIds=[instance_id])
    call("DescribeInstanceAttachmentAttributes", InstanceIds=[instance_id])
    call("ModifyInstanceSpec", InstanceId=instance_id, InternetMaxBandwidthOut=5)
    call("ModifyInstanceChargeType", InstanceIds=[instance_id], Period=1, ClientToken="charge")
    wait(60)
    call("RenewInstance", InstanceId=instance_id, Period=1, ClientToken="renew")
    call("ModifyInstanceAutoRenewAttribute", InstanceId=instance_id, AutoRenew=True, Duration=1)
    call("DescribeInstanceAutoRenewAttribute", InstanceId=instance_id)
