"""The Cloud Assistant agent of instances: its status, and its installation."""

from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue import cloud_assistant as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.batches import batches

IDS_IN_A_CALL = 50
"""How many ids one call takes (the pages of both operations)."""


def list_agents(
    client: Client, instance_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Yield the status of the agents, of all instances or the named ones."""
    if not instance_ids:
        yield from client.items(api.DescribeCloudAssistantStatus, **filters)
    for batch in batches(instance_ids, IDS_IN_A_CALL):
        answer = client.call(api.DescribeCloudAssistantStatus, InstanceId=batch, **filters)
        yield from api.DescribeCloudAssistantStatus.items_of(answer)


def install_agents(client: Client, instance_ids: Sequence[str]) -> list[Document]:
    """Install the agent on the instances and return its status on each."""
    for batch in batches(instance_ids, IDS_IN_A_CALL):
        client.call(api.InstallCloudAssistant, InstanceId=batch)
    return list(list_agents(client, instance_ids))
