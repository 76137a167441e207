"""Finds an operation by its product and name, and loads its topic and nothing else."""

import importlib
from typing import cast

from ecsops.catalogue.model import Operation

MODULES: dict[str, dict[str, tuple[str, ...]]] = {
    "ecs": {
        "ecs.instances.regions_and_zones": (
            "DescribeRegions",
            "DescribeZones",
        ),
        "ecs.deployment_sets": (
            "CreateDeploymentSet",
            "DeleteDeploymentSet",
            "DescribeDeploymentSets",
            "DescribeDeploymentSetSupportedInstanceTypeFamily",
            "ModifyDeploymentSetAttribute",
            "ModifyInstanceDeployment",
        ),
        "ecs.networks.security_groups": (
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
            "DescribeSecurityGroups",
            "DescribeSecurityGroupAttribute",
            "JoinSecurityGroup",
            "LeaveSecurityGroup",
        ),
        "ecs.networks.network_interfaces": (
            "DescribeNetworkInterfaces",
            "AllocatePublicIpAddress",
        ),
        "ecs.tags": (
            "TagResources",
            "UntagResources",
            "ListTagResources",
        ),
        "ecs.instances.attributes": (
            "DescribeInstances",
            "DescribeInstanceStatus",
            "DescribeInstanceAttribute",
            "ModifyInstanceAttribute",
        ),
        "ecs.instances.lifecycle": (
            "StartInstance",
            "StartInstances",
            "StopInstance",
            "StopInstances",
            "RebootInstance",
            "RebootInstances",
            "DeleteInstance",
            "DeleteInstances",
        ),
        "ecs.instances.subscriptions": (
            "RenewInstance",
            "ModifyInstanceChargeType",
            "DescribeInstanceAutoRenewAttribute",
            "ModifyInstanceAutoRenewAttribute",
        ),
        "ecs.instances.specification": ("ModifyInstanceSpec",),
        "ecs.instances.images": ("DescribeImages",),
        "ecs.instances.available_resources": ("DescribeAvailableResource",),
        "ecs.instances.details": (
            "DescribeUserData",
            "DescribeInstanceRamRole",
            "DescribeInstanceAttachmentAttributes",
        ),
        "ecs.instances.account_attributes": ("DescribeAccountAttributes",),
        "ecs.instances.console": (
            "GetInstanceConsoleOutput",
            "GetInstanceScreenshot",
        ),
        "ecs.instances.run_instances": (
            "RunInstances",
            "CreateInstance",
        ),
        "ecs.instances.types": (
            "DescribeInstanceTypes",
            "DescribeInstanceTypeFamilies",
        ),
        "ecs.instances.launch_templates": (
            "CreateLaunchTemplate",
            "DeleteLaunchTemplate",
            "DescribeLaunchTemplates",
            "DescribeLaunchTemplateVersions",
            "CreateLaunchTemplateVersion",
            "DeleteLaunchTemplateVersion",
            "ModifyLaunchTemplateDefaultVersion",
        ),
        "ecs.instances.disks": (
            "DescribeDisks",
            "CreateSnapshot",
            "DescribeSnapshots",
            "DeleteSnapshot",
        ),
        "ecs.assistant.commands": (
            "CreateCommand",
            "DescribeCommands",
            "ModifyCommand",
            "DeleteCommand",
        ),
        "ecs.assistant.invocations": (
            "RunCommand",
            "InvokeCommand",
            "StopInvocation",
            "DescribeInvocations",
            "DescribeInvocationResults",
            "ModifyInvocationAttribute",
        ),
        "ecs.assistant.agent": (
            "DescribeCloudAssistantStatus",
            "InstallCloudAssistant",
            "SendFile",
            "DescribeSendFileResults",
        ),
        "ecs.assistant.settings": (
            "DescribeCloudAssistantSettings",
            "ModifyCloudAssistantSettings",
        ),
        "ecs.assistant.plugins": ("ListPluginStatus",),
        "ecs.events.system_events": (
            "CreateSimulatedSystemEvents",
            "CancelSimulatedSystemEvents",
            "DescribeInstanceHistoryEvents",
            "AcceptInquiredSystemEvent",
            "ModifySystemEventAttribute",
            "RedeployInstance",
            "ReportInstancesStatus",
        ),
        "ecs.events.full_status": (
            "DescribeInstancesFullStatus",
            "DescribeDisksFullStatus",
        ),
        "ecs.events.maintenance": (
            "DescribeInstanceMaintenanceAttributes",
            "ModifyInstanceMaintenanceAttributes",
        ),
        "ecs.monitoring.monitor_data": (
            "DescribeInstanceMonitorData",
            "DescribeDiskMonitorData",
            "DescribeEniMonitorData",
        ),
    },
    "vpc": {
        "vpc.vpcs": (
            "CreateVpc",
            "DeleteVpc",
            "DescribeVpcs",
            "DescribeVpcAttribute",
        ),
        "vpc.vswitches": (
            "CreateVSwitch",
            "DeleteVSwitch",
            "DescribeVSwitches",
            "DescribeVSwitchAttributes",
        ),
    },
    "sts": {
        "sts.identity": ("GetCallerIdentity",),
    },
    "cms": {
        "cms.notifications.event_rules": (
            "PutEventRule",
            "DescribeEventRuleList",
            "DescribeEventRuleAttribute",
            "EnableEventRules",
            "DisableEventRules",
            "DeleteEventRules",
        ),
        "cms.notifications.event_targets": (
            "PutEventRuleTargets",
            "DescribeEventRuleTargetList",
            "DeleteEventRuleTargets",
        ),
        "cms.notifications.system_events": (
            "DescribeSystemEventAttribute",
            "DescribeSystemEventCount",
            "DescribeSystemEventMetaList",
            "SendDryRunSystemEvent",
        ),
        "cms.notifications.contacts": (
            "PutContact",
            "PutContactGroup",
            "DescribeContactList",
            "DescribeContactGroupList",
            "DeleteContact",
            "DeleteContactGroup",
        ),
        "cms.monitoring.metrics": (
            "DescribeMetricList",
            "DescribeMetricLast",
            "DescribeMetricData",
            "DescribeMetricMetaList",
        ),
        "cms.monitoring.alarm_rules": (
            "PutResourceMetricRule",
            "DescribeMetricRuleList",
            "DeleteMetricRules",
        ),
        "cms.monitoring.alarm_targets": (
            "EnableMetricRules",
            "DisableMetricRules",
            "PutMetricRuleTargets",
            "DescribeMetricRuleTargets",
            "DeleteMetricRuleTargets",
        ),
        "cms.monitoring.application_groups": (
            "CreateMonitorGroup",
            "CreateMonitorGroupInstances",
            "DeleteMonitorGroup",
            "DescribeMonitorGroups",
            "DescribeMonitorGroupInstances",
        ),
        "cms.monitoring.agent": (
            "InstallMonitoringAgent",
            "UninstallMonitoringAgent",
            "DescribeMonitoringAgentStatuses",
        ),
    },
}
"""Where each operation stands: product command, topic module, names."""


TITLES = {
    "vpc.vpcs": "VPCs",
    "vpc.vswitches": "VSwitches",
    "ecs.instances.attributes": "Instances",
    "ecs.instances.lifecycle": "Instance lifecycle",
    "ecs.instances.types": "Instance types",
    "ecs.instances.details": "Instance details",
    "ecs.assistant.agent": "Cloud assistant",
    "ecs.assistant.settings": "Cloud assistant settings",
    "ecs.assistant.plugins": "Cloud assistant plug-ins",
    "cms.notifications.system_events": "Notifications",
    "cms.monitoring.alarm_rules": "Metric rules",
    "cms.monitoring.alarm_targets": "Metric rule targets",
    "cms.monitoring.agent": "CloudMonitor agent",
}
"""Headings of topics whose modules have other names."""


def title(module: str) -> str:
    """Return what help calls a module of `MODULES`."""
    return TITLES.get(module) or module.rpartition(".")[2].replace("_", " ").capitalize()


def find(product: str, name: str) -> Operation:
    """Return the operation of a product, named by its command; raise KeyError if there is none."""
    for module, operations in MODULES[product].items():
        if name in operations:
            topic = importlib.import_module(f"ecsops.catalogue.{module}")
            return cast(Operation, getattr(topic, name))
    raise KeyError(name)


def product_of(operation: str) -> str:
    """Return the command of the product that an operation is of; raise KeyError."""
    for product in MODULES:
        if operation in names(product):
            return product
    raise KeyError(operation)


def names(product: str) -> tuple[str, ...]:
    """Return the names of all operations of a product, sorted."""
    return tuple(sorted(name for each in MODULES[product].values() for name in each))
