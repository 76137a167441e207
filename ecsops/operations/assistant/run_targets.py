"""Which instances a script is for, by their ids or by what they have."""

from collections.abc import Callable
from typing import NamedTuple

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.client import Client
from ecsops.operations.assistant.agent import list_agents
from ecsops.operations.instances.lifecycle import Selection, list_instances


class Chosen(NamedTuple):
    """The ids of the targets, and how many selected instances cannot be any."""

    instance_ids: list[str]
    left_out: int


def choose(client: Client, selection: Selection, command_type: Callable[[], str]) -> Chosen:
    """Return the targets; the type of the command is asked for only where it matters.

    Named instances are all taken, for the service to judge; of those selected otherwise only
    the Running ones of the command's system that have the agent.
    """
    if selection.only_ids:
        return Chosen(list(selection.instance_ids or ()), 0)
    system = "linux" if command_type() == CommandType.RUN_SHELL_SCRIPT else "windows"
    selected = list(list_instances(client, selection))
    fitting = [
        instance["InstanceId"]
        for instance in selected
        if instance["Status"] == InstanceStatus.RUNNING and instance["OSType"] == system
    ]
    agents = list_agents(client, fitting) if fitting else ()
    chosen = [each["InstanceId"] for each in agents if each["CloudAssistantStatus"] == "true"]
    return Chosen(chosen, len(selected) - len(chosen))
