"""The health of instances: the service's states, with the names of the console."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from ecsops.catalogue.ecs.events.full_status import (
    HEALTH_STATES,
    DescribeDisksFullStatus,
    DescribeInstancesFullStatus,
    HealthStatus,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.operations.batching import named_items

SEVERITY = (
    HealthStatus.IMPAIRED,
    HealthStatus.WARNING,
    HealthStatus.MAINTAINING,
    HealthStatus.INSUFFICIENT_DATA,
    HealthStatus.INITIALIZING,
    HealthStatus.NOT_APPLICABLE,
    HealthStatus.OK,
)
"""The health of instances, the worst first; our choice."""

REASONS = {
    InstanceStatus.STOPPED: "stopped",
    InstanceStatus.PENDING: "initialising",
    InstanceStatus.STARTING: "initialising",
    InstanceStatus.STOPPING: "stopping",
    HealthStatus.INITIALIZING: "initialising",
    HealthStatus.INSUFFICIENT_DATA: "no agent",
}
"""Why an instance without events is not Ok, by its state or else its health."""


def list_health(client: Client, instance_ids: Sequence[str] = ()) -> Iterator[Document]:
    """Yield the full status of instances, all or the named ones in their order.

    Each has three fields more: `InstanceName`, `HealthStatusText`, what the console says, and
    `Reason`, why the instance is not Ok. Of all instances the worst come first.
    A named instance that does not exist is left out.
    """
    operation = DescribeInstancesFullStatus
    found = (
        named_items(client, operation, "InstanceId", instance_ids)
        if instance_ids
        else client.items(operation)
    )
    by_id = {status["InstanceId"]: status for status in found}
    ids = list(dict.fromkeys(instance_ids)) or sorted(by_id, key=lambda each: severity(by_id[each]))
    yield from described(client, [by_id[each] for each in ids if each in by_id])


def described(client: Client, statuses: list[Document]) -> Iterator[Document]:
    """Yield the statuses with what instances and states are called."""
    ids = [status["InstanceId"] for status in statuses]
    names = {
        instance["InstanceId"]: instance["InstanceName"]
        for instance in named_items(client, DescribeInstances, "InstanceIds", ids)
    }
    troubled = disk_events(client) if any(not is_ok(each) for each in statuses) else {}
    for status in statuses:
        yield {
            **status,
            "Reason": reason(status, troubled),
            "InstanceName": names.get(status["InstanceId"], ""),
            "HealthStatusText": text_of(status["HealthStatus"]["Name"]),
        }


def severity(status: Document) -> int:
    """Return the place of a status in the order of SEVERITY; what is not in it comes first."""
    name = status["HealthStatus"]["Name"]
    return SEVERITY.index(name) if name in SEVERITY else -1


def reason(status: Document, troubled: dict[str, str]) -> str:
    """Return why an instance is not Ok, in a few words; nothing for one that is.

    `troubled` has the disk events by instance.
    """
    if is_ok(status):
        return ""
    event_set = status.get("ScheduledSystemEventSet") or {}
    events = event_set.get("ScheduledSystemEventType") or []
    if events:
        first = events[0]
        return f"{first['EventType']['Name']} {first['EventCycleStatus']['Name']}"
    if status["InstanceId"] in troubled:
        return troubled[status["InstanceId"]]
    if status["Status"]["Name"] in REASONS:
        return REASONS[status["Status"]["Name"]]
    return REASONS.get(status["HealthStatus"]["Name"], "")


def disk_events(client: Client) -> dict[str, str]:
    """Return the type of a disk event of each instance whose disks are not well.

    An account that may not read them has none.
    """
    found: dict[str, str] = {}
    with suppress(ApiError):
        for health in (HealthStatus.IMPAIRED, HealthStatus.WARNING):
            for disk in client.items(DescribeDisksFullStatus, HealthStatus=health):
                for event in disk["DiskEventSet"]["DiskEventType"]:
                    found.setdefault(disk["InstanceId"], event["EventType"]["Name"])
    return found


def text_of(name: str) -> str:
    """Return what the console calls a health status; nothing for one that the document lacks."""
    return HEALTH_STATES[HealthStatus(name)].console if name in list(HealthStatus) else ""


def is_ok(status: Document) -> bool:
    """Return whether the instance passed the health check; the document spells the state OK."""
    return str(status["HealthStatus"]["Name"]).lower() == "ok"


def is_switched_off(status: Document) -> bool:
    """Tell whether the instance was stopped on purpose: one that an event stopped is unhealthy."""
    stopped = status["Status"]["Name"] == InstanceStatus.STOPPED
    return bool(stopped and status["HealthStatus"]["Name"] == HealthStatus.NOT_APPLICABLE)
