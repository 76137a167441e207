"""The Cloud Assistant agent of instances: its status, and its installation."""

from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.ecs.assistant import agent as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.batching import batches, named_items

IDS_IN_A_CALL = 50
"""How many ids one call takes (the pages of both operations)."""


def list_agents(
    client: Client, instance_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Return the status of the agents, of all instances or the named ones."""
    operation = api.DescribeCloudAssistantStatus
    if not instance_ids:
        return client.items(operation, **filters)
    return named_items(client, operation, "InstanceId", instance_ids, size=IDS_IN_A_CALL, **filters)


def install_agents(client: Client, instance_ids: Sequence[str]) -> list[Document]:
    """Install the agent on the instances and return its status on each."""
    calls = client.each(
        lambda batch: client.call(api.InstallCloudAssistant, InstanceId=batch),
        batches(instance_ids, IDS_IN_A_CALL),
    )
    list(calls)
    return list(list_agents(client, instance_ids))
