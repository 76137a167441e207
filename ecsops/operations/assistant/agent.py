"""The Cloud Assistant agent of instances: its status, and its installation."""

from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.ecs.assistant import agent as api
from ecsops.catalogue.ecs.assistant.agent_guides import Known, known_of
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import NotFound
from ecsops.operations.batching import batches, named_items
from ecsops.operations.instances.lifecycle import Selection, list_instances, show_instance

IDS_IN_A_CALL = 50
"""How many ids one call takes (the pages of both operations)."""


def list_agents(
    client: Client, instance_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Yield the status of the agents, of all instances or the named ones.

    An id that does not exist is left out; the service would refuse all that are named with it.
    """
    operation = api.DescribeCloudAssistantStatus
    if not instance_ids:
        yield from client.items(operation, **filters)
        return

    def read(ids: Sequence[str]) -> list[Document]:
        named = named_items(client, operation, "InstanceId", ids, size=IDS_IN_A_CALL, **filters)
        return [*named]

    try:
        yield from read(instance_ids)
    except NotFound:
        there = [each["InstanceId"] for each in list_instances(client, Selection(instance_ids))]
        yield from read(there) if there else ()


def system_of(client: Client, instance_id: str) -> Known:
    """Return the system of an instance and the version of its agent. Raises NotFound."""
    instance = show_instance(client, instance_id)
    version = next(
        (each.get("CloudAssistantVersion", "") for each in list_agents(client, [instance_id])), ""
    )
    return known_of(instance["OSName"], version)


def install_agents(client: Client, instance_ids: Sequence[str]) -> list[Document]:
    """Install the agent on the instances and return its status on each."""
    calls = client.each(
        lambda batch: client.call(api.InstallCloudAssistant, InstanceId=batch),
        batches(instance_ids, IDS_IN_A_CALL),
    )
    list(calls)
    return list(list_agents(client, instance_ids))
