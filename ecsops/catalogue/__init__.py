"""What Alibaba Cloud publishes about the API: operations, enums, codes, quotas; facts only.

Loading one operation loads its topic and nothing else: start-up is counted in milliseconds.
"""

import importlib
from typing import cast

from ecsops.catalogue.model import Operation

MODULES: dict[str, dict[str, tuple[str, ...]]] = {
    "ecs": {
        "regions_and_zones": (
            "DescribeRegions",
            "DescribeZones",
        ),
        "deployment_sets": (
            "CreateDeploymentSet",
            "DeleteDeploymentSet",
            "DescribeDeploymentSets",
            "DescribeDeploymentSetSupportedInstanceTypeFamily",
            "ModifyDeploymentSetAttribute",
            "ModifyInstanceDeployment",
        ),
        "instances": (
            "DescribeInstances",
            "DescribeInstanceStatus",
            "DescribeInstanceAttribute",
            "ModifyInstanceAttribute",
        ),
        "instance_lifecycle": (
            "StartInstance",
            "StartInstances",
            "StopInstance",
            "StopInstances",
            "RebootInstance",
            "RebootInstances",
            "DeleteInstance",
            "DeleteInstances",
        ),
        "run_instances": (
            "RunInstances",
            "CreateInstance",
        ),
        "instance_types": (
            "DescribeInstanceTypes",
            "DescribeInstanceTypeFamilies",
        ),
        "launch_templates": (
            "CreateLaunchTemplate",
            "DeleteLaunchTemplate",
            "DescribeLaunchTemplates",
            "DescribeLaunchTemplateVersions",
        ),
        "disks": (
            "DescribeDisks",
            "CreateSnapshot",
            "DescribeSnapshots",
        ),
        "commands": (
            "CreateCommand",
            "DescribeCommands",
            "ModifyCommand",
            "DeleteCommand",
        ),
        "invocations": (
            "RunCommand",
            "InvokeCommand",
            "StopInvocation",
            "DescribeInvocations",
            "DescribeInvocationResults",
            "ModifyInvocationAttribute",
        ),
        "cloud_assistant": (
            "DescribeCloudAssistantStatus",
            "InstallCloudAssistant",
            "SendFile",
            "DescribeSendFileResults",
        ),
        "system_events": (
            "CreateSimulatedSystemEvents",
            "CancelSimulatedSystemEvents",
            "DescribeInstanceHistoryEvents",
            "AcceptInquiredSystemEvent",
            "ModifySystemEventAttribute",
            "RedeployInstance",
            "ReportInstancesStatus",
        ),
        "full_status": (
            "DescribeInstancesFullStatus",
            "DescribeDisksFullStatus",
        ),
        "maintenance": (
            "DescribeInstanceMaintenanceAttributes",
            "ModifyInstanceMaintenanceAttributes",
        ),
        "monitor_data": (
            "DescribeInstanceMonitorData",
            "DescribeDiskMonitorData",
            "DescribeEniMonitorData",
        ),
    },
    "cms": {
        "event_rules": (
            "PutEventRule",
            "DescribeEventRuleList",
            "DescribeEventRuleAttribute",
            "EnableEventRules",
            "DisableEventRules",
            "DeleteEventRules",
        ),
        "event_targets": (
            "PutEventRuleTargets",
            "DescribeEventRuleTargetList",
            "DeleteEventRuleTargets",
        ),
        "notifications": (
            "DescribeSystemEventAttribute",
            "DescribeSystemEventCount",
            "DescribeSystemEventMetaList",
            "SendDryRunSystemEvent",
        ),
        "contacts": (
            "PutContact",
            "PutContactGroup",
            "DescribeContactList",
        ),
        "metrics": (
            "DescribeMetricList",
            "DescribeMetricLast",
            "DescribeMetricData",
            "DescribeMetricMetaList",
        ),
        "metric_rules": (
            "PutResourceMetricRule",
            "DescribeMetricRuleList",
            "DeleteMetricRules",
        ),
    },
}
"""Where each operation stands: product command, topic module, names."""


def find(product: str, name: str) -> Operation:
    """Return the operation of a product (`ecs` or `cms`); raise KeyError if there is none."""
    for module, operations in MODULES[product].items():
        if name in operations:
            topic = importlib.import_module(f"ecsops.catalogue.{module}")
            return cast(Operation, getattr(topic, name))
    raise KeyError(name)


def product_of(operation: str) -> str:
    """Return the product (`ecs` or `cms`) of an operation, by its name; raise KeyError."""
    for product in MODULES:
        if operation in names(product):
            return product
    raise KeyError(operation)


def names(product: str) -> tuple[str, ...]:
    """Return the names of all operations of a product, sorted."""
    return tuple(sorted(name for each in MODULES[product].values() for name in each))
