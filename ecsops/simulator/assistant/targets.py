"""Which instances an invocation is for, and whether a command can run on them."""

from typing import Any

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.conditions import Tagged
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.guest_agents import has_cloud_assistant, runs_cloud_assistant

RESOURCE_TAGS_MOST = {"InvokeCommand": 10, "RunCommand": 20}
"""How many ResourceTag.N a call may have (the pages of both operations)."""

SYSTEM = {
    CommandType.RUN_SHELL_SCRIPT: "linux",
    CommandType.RUN_BAT_SCRIPT: "windows",
    CommandType.RUN_POWER_SHELL_SCRIPT: "windows",
}
"""The OSType that a command of each type needs."""


def given_targets(request: Request, command_type: str) -> list[Record]:
    """Return the instances of the call, refused unless every one may be a target.

    In the profile of the document one that is not Running, has no agent or is in no VPC is
    refused too ("check whether the status of the instance meets the conditions for running the
    command" is how the pages explain the code); today its own result fails instead.
    """
    instances = named_targets(request)
    for instance in instances:
        if not fits(instance, command_type):
            request.refuse("InvalidInstance.NotMatch")
        if request.profile == "document" and not meets_document(instance):
            request.refuse("InvalidInstance.NotMatch")
    return instances


def named_targets(request: Request) -> list[Record]:
    """Return the instances that InstanceId.N or ResourceTag.N name."""
    instance_ids: list[str] = request.parameters.get("InstanceId", [])
    tags: list[Document] = request.parameters.get("ResourceTag", [])
    if instance_ids and tags:
        request.refuse("InvalidResourceTag.ConflictWithInstanceIds")
    if not instance_ids and not tags:
        request.refuse("MissingParam.InstanceId")
    check_count(request, len(instance_ids))
    if tags:
        return tagged_targets(request, tags)
    return [existing_target(request, instance_id) for instance_id in instance_ids]


def existing_target(request: Request, instance_id: str) -> Record:
    """Return the instance, or refuse."""
    return request.existing(
        "Instance", instance_id, "InvalidInstance.NotFound", "InvalidInstanceId.NotFound"
    )


def check_count(request: Request, count: int) -> None:
    """Refuse more targets than one invocation may have."""
    if count > request.quota("InstancesPerInvocation"):
        request.refuse("InstanceIds.ExceedLimit", "InvalidInstanceId.CountLimitExceeded")


def tagged_targets(request: Request, tags: list[Document]) -> list[Record]:
    """Return the instances that have all of the tags."""
    if len(tags) > RESOURCE_TAGS_MOST[request.operation.name]:
        request.refuse("NumberExceed.ResourceTags")
    if any("Key" not in tag for tag in tags):
        request.refuse("MissingParameter.ResourceTagKey")
    if len({tag["Key"] for tag in tags}) < len(tags):
        request.refuse("Duplicate.ResourceTagKey")
    wanted: Any = [Tagged(tag["Key"], tag.get("Value")) for tag in tags]
    found = request.store.select("Instance", request.region_id, {"document.Tags.Tag": wanted})
    if not found:
        request.refuse("InvalidResourceTag.InstanceNotFound")
    check_count(request, len(found))
    return found


def fits(instance: Record, command_type: str) -> bool:
    """Return whether the instance has the system that the command is for; a file fits any."""
    if not command_type:
        return True
    return bool(instance.document["OSType"] == SYSTEM[CommandType(command_type)])


def meets_document(instance: Record) -> bool:
    """Return whether the instance meets the document's conditions (2.3.2 and 2.4)."""
    return (
        instance.document["Status"] == InstanceStatus.RUNNING
        and has_cloud_assistant(instance)
        and instance.document["InstanceNetworkType"] == "vpc"
    )


def obstacle(context: Context, instance: Record | None, command_type: str) -> str:
    """Return the ErrorCode of what keeps a run from beginning there now, or nothing."""
    if instance is None:
        return "InstanceReleased"
    if not fits(instance, command_type):
        return "CommandNotApplicable"
    if instance.document["Status"] != InstanceStatus.RUNNING:
        return "InstanceNotRunning"
    if not runs_cloud_assistant(instance):
        return "ClientNotRunning"
    return ""
