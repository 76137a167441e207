"""Which instances a script is for, by their ids or by what they have."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.instances.attributes import InstanceNetworkType, InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.assistant.agent import list_agents
from ecsops.operations.instances.lifecycle import Selection, list_instances


class Condition(StrEnum):
    """Why an instance cannot run a script (document 2.3.2)."""

    NOT_RUNNING = "not Running"
    OTHER_SYSTEM = "another system"
    CLASSIC_NETWORK = "not in a VPC"
    NO_AGENT = "no agent"
    SILENT_AGENT = "agent not running"


REMEDIES = {
    Condition.NOT_RUNNING: "ecsops instance start {InstanceId}",
    Condition.NO_AGENT: "ecsops assist agent install {InstanceId}",
    Condition.SILENT_AGENT: "ecsops instance reboot {InstanceId}",
}
"""The command that makes an instance fit, by its condition; the others cannot be changed."""


class Unfit(NamedTuple):
    """An instance that cannot run the script, why, and the command that changes that, if any."""

    instance_id: str
    name: str
    condition: Condition
    remedy: str


class Chosen(NamedTuple):
    """The ids of the targets, and the selected instances that cannot run the script."""

    instance_ids: list[str]
    unfit: list[Unfit]


def choose(client: Client, selection: Selection, command_type: Callable[[], str]) -> Chosen:
    """Return the targets; the type of the command is asked for only where it matters.

    Named instances are all taken, for the service to judge; of those selected otherwise only
    those that fit.
    """
    if selection.only_ids:
        return Chosen(list(selection.instance_ids or ()), [])
    selected = list(list_instances(client, selection))
    unfit = list(unfit_of(client, selected, command_type()))
    left_out = {each.instance_id for each in unfit}
    ids = [each["InstanceId"] for each in selected]
    return Chosen([each for each in ids if each not in left_out], unfit)


def unfit_targets(client: Client, instance_ids: Sequence[str], command_type: str) -> list[Unfit]:
    """Return those of the named instances that exist and cannot run such a script."""
    found = {each["InstanceId"]: each for each in list_instances(client, Selection(instance_ids))}
    instances = [found[each] for each in dict.fromkeys(instance_ids) if each in found]
    return list(unfit_of(client, instances, command_type))


def unfit_of(client: Client, instances: Sequence[Document], command_type: str) -> Iterator[Unfit]:
    """Yield those of the instances that cannot run such a script; agents are looked up at once."""
    system = "linux" if command_type == CommandType.RUN_SHELL_SCRIPT else "windows"
    conditions = {each["InstanceId"]: condition(each, system) for each in instances}
    ids = [instance_id for instance_id, found in conditions.items() if found is None]
    for agent in list_agents(client, ids) if ids else ():
        if agent["CloudAssistantStatus"] != "true":
            installed = agent.get("CloudAssistantVersion")
            conditions[agent["InstanceId"]] = (
                Condition.SILENT_AGENT if installed else Condition.NO_AGENT
            )
    for each in instances:
        if found := conditions[each["InstanceId"]]:
            remedy = REMEDIES.get(found, "").format(**each)
            yield Unfit(each["InstanceId"], each["InstanceName"], found, remedy)


def condition(instance: Document, system: str) -> Condition | None:
    """Return what of the instance itself is in the way of a script for the system, or None."""
    if instance["OSType"] != system:
        return Condition.OTHER_SYSTEM
    if instance["Status"] != InstanceStatus.RUNNING:
        return Condition.NOT_RUNNING
    if instance["InstanceNetworkType"] == InstanceNetworkType.CLASSIC:
        return Condition.CLASSIC_NETWORK
    return None
