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
    "CreateDeploymentSet": "deployment_sets",
    "ModifyDeploymentSetAttribute": "deployment_sets",
    "DescribeDeploymentSets": "deployment_sets",
    "DeleteDeploymentSet": "deployment_sets",
}
"""Operation: the module whose function of that name, in snake_case, answers it."""

HAPPENINGS = {
    "instance.started": "instance_lifecycle.started",
    "instance.stopped": "instance_lifecycle.stopped",
    "instance.restarts": "instance_lifecycle.restarts",
}
"""What can be due: the function that lets it happen."""

LISTENERS: dict[str, tuple[str, ...]] = {
    "instance.state": (),
    "instance.restart_asked": (),
    "instance.running": (),
}
"""What modules tell: the functions that are told."""
