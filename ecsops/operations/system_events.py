"""System events: what is to come, what was, what it means, and what to do about it."""

from collections.abc import Iterator, Sequence
from time import gmtime, strftime
from typing import Any

from ecsops.catalogue import system_events as api
from ecsops.catalogue.model import Document
from ecsops.catalogue.system_events import EventCycleStatus
from ecsops.client import Client
from ecsops.errors import NotFound

OPEN_STATUSES = (
    EventCycleStatus.INQUIRING,
    EventCycleStatus.SCHEDULED,
    EventCycleStatus.EXECUTING,
)

IDS_IN_A_CALL = 100
"""How many ids a listing of events takes."""


def list_events(
    client: Client,
    instance_ids: Sequence[str] = (),
    *,
    states: Sequence[str] = (),
    types: Sequence[str] = (),
    since_s: float | None = None,
    limit: int | None = None,
) -> Iterator[Document]:
    """Yield events, newest first; without states, those that are over.

    `since_s` leaves out what was published longer ago. Of named instances as many calls are made
    as their ids need.
    """
    begin = None if since_s is None else iso_seconds(client.backend.now() - since_s)
    filters: dict[str, Any] = {
        "InstanceEventCycleStatus": list(states) or None,
        "InstanceEventType": list(types) or None,
        "EventPublishTime.Start": begin,
    }
    for batch in batches(instance_ids):
        yield from client.items(
            api.DescribeInstanceHistoryEvents, limit=limit, ResourceId=batch, **filters
        )


def named_events(client: Client, event_ids: Sequence[str]) -> list[Document]:
    """Return the events of these ids, in their order; raise NotFound for the first unknown one."""
    found = {
        event["EventId"]: event
        for batch in batches(event_ids)
        for event in client.items(
            api.DescribeInstanceHistoryEvents,
            EventId=batch,
            InstanceEventCycleStatus=list(EventCycleStatus),
        )
    }
    if missing := [event_id for event_id in event_ids if event_id not in found]:
        raise NotFound(
            "InvalidEventId.NotFound", f"Cannot find EventId {missing[0]}.", http_status=404
        )
    return [found[event_id] for event_id in event_ids]


def simulate_events(
    client: Client, event_type: str, instance_ids: Sequence[str], *, at: str, really: bool = False
) -> list[Document]:
    """Plan a simulated event for each instance at a time in UTC, and return the events.

    They do nothing to the instances unless `really`.
    """
    answer = client.call(
        api.CreateSimulatedSystemEvents,
        EventType=event_type,
        InstanceId=list(instance_ids),
        NotBefore=at,
        TriggerRealOps=really or None,
    )
    return named_events(client, answer["EventIdSet"]["EventId"])


def batches(ids: Sequence[str]) -> Iterator[list[str] | None]:
    """Yield ids in lists that one call takes; None, which means all, where there are none."""
    if not ids:
        yield None
    for begin in range(0, len(ids), IDS_IN_A_CALL):
        yield list(ids[begin : begin + IDS_IN_A_CALL])


def iso_seconds(at: float) -> str:
    """Return the time as the service writes it."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(at))
