"""The health of instances: the service's states, with the names of the console."""

from collections.abc import Iterator, Sequence

from ecsops.catalogue.full_status import (
    HEALTH_STATES,
    DescribeInstancesFullStatus,
    HealthStatus,
)
from ecsops.catalogue.instances import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import NotFound
from ecsops.operations.batches import batches


def list_health(client: Client, instance_ids: Sequence[str] = ()) -> Iterator[Document]:
    """Yield the full status of instances, all or the named ones in their order.

    Each has two fields more: `InstanceName`, and `HealthStatusText`, what the console says.
    Raises NotFound for a named instance that does not exist.
    """
    if not instance_ids:
        yield from described(client, list(client.items(DescribeInstancesFullStatus)))
    for batch in batches(instance_ids):
        found = {
            status["InstanceId"]: status
            for status in client.items(DescribeInstancesFullStatus, InstanceId=batch)
        }
        if missing := [each for each in batch if each not in found]:
            raise NotFound(
                "InvalidInstanceId.NotFound",
                f"The specified InstanceId does not exist: {', '.join(missing)}.",
                http_status=404,
            )
        yield from described(client, [found[each] for each in batch])


def described(client: Client, statuses: list[Document]) -> Iterator[Document]:
    """Yield the statuses with what instances and states are called."""
    by_id = {status["InstanceId"]: status for status in statuses}
    for batch in batches(list(by_id)):
        names = {
            instance["InstanceId"]: instance["InstanceName"]
            for instance in client.items(DescribeInstances, InstanceIds=batch)
        }
        for instance_id in batch:
            yield {
                **by_id[instance_id],
                "InstanceName": names.get(instance_id, ""),
                "HealthStatusText": text_of(by_id[instance_id]["HealthStatus"]["Name"]),
            }


def text_of(name: str) -> str:
    """Return what the console calls a health status; nothing for one that the document lacks."""
    return HEALTH_STATES[HealthStatus(name)].console if name in list(HealthStatus) else ""


def is_ok(status: Document) -> bool:
    """Tell whether the instance passed the health check; the document spells the state OK."""
    return str(status["HealthStatus"]["Name"]).lower() == "ok"
