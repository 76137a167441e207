"""What stories about system events are told with."""

from typing import Any

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus
from ecsops.catalogue.ecs.events.system_events import (
    CreateSimulatedSystemEvents,
    DescribeInstanceHistoryEvents,
    EventCycleStatus,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator

NOW = "2019-06-25T08:00:00Z"
TOMORROW = "2019-06-26T08:00:00Z"
DAY_S = 86400
HOUR_S = 3600


def simulate(
    client: Client,
    *instance_ids: str,
    event_type: str = "SystemMaintenance.Reboot",
    at: str = TOMORROW,
    **more: Any,
) -> list[str]:
    answer = client.call(
        CreateSimulatedSystemEvents,
        EventType=event_type,
        InstanceId=list(instance_ids),
        NotBefore=at,
        **more,
    )
    return list(answer["EventIdSet"]["EventId"])


def strike(account: Simulator, instance_id: str, detail: str = "") -> str:
    """Let the service publish an event, and return its id."""
    fields = {"InstanceId": instance_id, **({"Detail": detail} if detail else {})}
    return str(account.add_fault("event", "cn-hangzhou", fields)["EventId"])


def history(client: Client, **filters: Any) -> list[Document]:
    return list(client.items(DescribeInstanceHistoryEvents, **filters))


def everything(client: Client, **filters: Any) -> list[Document]:
    return history(client, InstanceEventCycleStatus=list(EventCycleStatus), **filters)


def states(client: Client) -> list[str]:
    return [event["EventCycleStatus"]["Name"] for event in everything(client)]


def story(client: Client, **filters: Any) -> list[tuple[str, str]]:
    return [
        (event["EventType"]["Name"], event["EventCycleStatus"]["Name"])
        for event in everything(client, **filters)
    ]


def status(client: Client, instance_id: str) -> str:
    (found,) = client.items(DescribeInstances, InstanceIds=[instance_id])
    return str(found["Status"])


def full_status(client: Client, instance_id: str, **filters: Any) -> Document:
    (found,) = client.items(DescribeInstancesFullStatus, InstanceId=[instance_id], **filters)
    return found


def health(client: Client, instance_id: str) -> str:
    return str(full_status(client, instance_id)["HealthStatus"]["Name"])


def host_of(account: Simulator, instance_id: str) -> str:
    record = account.store.get("Instance", instance_id)
    assert record is not None
    return str(record.facts["HostId"])
