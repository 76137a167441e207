"""The health of instances: the service's states, with the names of the console."""

from collections.abc import Iterator, Sequence

from ecsops.catalogue.ecs.events.full_status import (
    HEALTH_STATES,
    DescribeInstancesFullStatus,
    HealthStatus,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.batching import named_items


def list_health(client: Client, instance_ids: Sequence[str] = ()) -> Iterator[Document]:
    """Yield the full status of instances, all or the named ones in their order.

    Each has two fields more: `InstanceName`, and `HealthStatusText`, what the console says.
    A named instance that does not exist is left out.
    """
    operation = DescribeInstancesFullStatus
    found = (
        named_items(client, operation, "InstanceId", instance_ids)
        if instance_ids
        else client.items(operation)
    )
    by_id = {status["InstanceId"]: status for status in found}
    ids = list(dict.fromkeys(instance_ids)) or list(by_id)
    yield from described(client, [by_id[each] for each in ids if each in by_id])


def described(client: Client, statuses: list[Document]) -> Iterator[Document]:
    """Yield the statuses with what instances and states are called."""
    ids = [status["InstanceId"] for status in statuses]
    names = {
        instance["InstanceId"]: instance["InstanceName"]
        for instance in named_items(client, DescribeInstances, "InstanceIds", ids)
    }
    for status in statuses:
        yield {
            **status,
            "InstanceName": names.get(status["InstanceId"], ""),
            "HealthStatusText": text_of(status["HealthStatus"]["Name"]),
        }


def text_of(name: str) -> str:
    """Return what the console calls a health status; nothing for one that the document lacks."""
    return HEALTH_STATES[HealthStatus(name)].console if name in list(HealthStatus) else ""


def is_ok(status: Document) -> bool:
    """Return whether the instance passed the health check; the document spells the state OK."""
    return str(status["HealthStatus"]["Name"]).lower() == "ok"
