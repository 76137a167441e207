"""Who answers what: operations, happenings and topics, by the module that acts.

The modules are named, not imported, so that a call loads only its own topic.
"""

HANDLERS = {
    "DescribeRegions": "regions",
    "DescribeZones": "regions",
    "DescribeInstances": "instances",
    "DescribeInstanceStatus": "instances",
    "StartInstance": "instance_lifecycle",
    "StopInstance": "instance_lifecycle",
    "RebootInstance": "instance_lifecycle",
    "StartInstances": "instance_lifecycle",
    "StopInstances": "instance_lifecycle",
    "RebootInstances": "instance_lifecycle",
    "DeleteInstance": "instance_lifecycle",
    "DeleteInstances": "instance_lifecycle",
    "RunInstances": "run_instances",
    "CreateInstance": "run_instances",
    "DescribeInstanceAttribute": "instance_attributes",
    "ModifyInstanceAttribute": "instance_attributes",
    "DescribeInstanceTypes": "instance_types",
    "DescribeInstanceTypeFamilies": "instance_types",
    "CreateLaunchTemplate": "launch_templates",
    "DescribeLaunchTemplates": "launch_templates",
    "DescribeLaunchTemplateVersions": "launch_templates",
    "DeleteLaunchTemplate": "launch_templates",
    "ModifyInstanceDeployment": "deployment_members",
    "DescribeDeploymentSetSupportedInstanceTypeFamily": "deployment_members",
    "CreateDeploymentSet": "deployment_sets",
    "ModifyDeploymentSetAttribute": "deployment_sets",
    "DescribeDeploymentSets": "deployment_sets",
    "DeleteDeploymentSet": "deployment_sets",
    "CreateSimulatedSystemEvents": "simulated_events",
    "CancelSimulatedSystemEvents": "simulated_events",
    "DescribeInstanceHistoryEvents": "event_history",
    "DescribeInstancesFullStatus": "full_status",
    "DescribeDisks": "disks",
    "CreateSnapshot": "snapshots",
    "DescribeSnapshots": "snapshots",
    "DescribeInstanceMonitorData": "monitor_data",
    "DescribeDiskMonitorData": "monitor_data",
    "DescribeEniMonitorData": "monitor_data",
    "CreateCommand": "commands",
    "DescribeCommands": "commands",
    "ModifyCommand": "commands",
    "DeleteCommand": "commands",
    "RunCommand": "invocations",
    "InvokeCommand": "invocations",
    "DescribeInvocations": "invocation_queries",
    "DescribeInvocationResults": "invocation_queries",
    "DescribeCloudAssistantStatus": "cloud_assistant",
    "InstallCloudAssistant": "cloud_assistant",
}
"""Operation: the module whose function of that name, in snake_case, answers it."""

HAPPENINGS = {
    "instance.started": "instance_lifecycle.started",
    "instance.stopped": "instance_lifecycle.stopped",
    "instance.restarts": "instance_lifecycle.restarts",
    "instance.prepared": "instance_lifecycle.prepared",
    "instance.auto_release": "instance_lifecycle.auto_release",
    "snapshot.completes": "snapshots.completes",
    "system_event.begins": "event_execution.begins",
    "system_event.ends": "event_execution.ends",
    "run.ends": "runs.ends",
    "run.undelivered": "runs.undelivered",
}
"""What can be due: the function that lets it happen."""

LISTENERS: dict[str, tuple[str, ...]] = {
    "instance.released": ("instance_disks.instance_released",),
    "instance.preempted": (),
    "instance.created": ("past.created", "instance_disks.instance_created"),
    "instance.state": ("past.state_changed", "event_execution.instance_changed"),
    "instance.restart_asked": ("event_execution.restart_asked",),
    "instance.running": (),
    "snapshot.completed": (),
    "system_event.published": (),
    "system_event.changed": (),
}
"""What modules tell: the functions that are told."""
