"""System events: listing them, and showing one whole."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ecsops.catalogue.ecs.events import system_events as api
from ecsops.catalogue.ecs.events.system_events import EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.batching import named_items
from ecsops.operations.events.advice import advice, latest_time, may_be_rescheduled, next_step
from ecsops.operations.not_found import absent
from ecsops.times import iso_seconds, seconds_of

EVENTS_AT_A_TIME = 100
"""Of how many events the instances are looked up in one call."""

OPEN_STATUSES = (
    EventCycleStatus.INQUIRING,
    EventCycleStatus.SCHEDULED,
    EventCycleStatus.EXECUTING,
)


def list_events(
    client: Client,
    instance_ids: Sequence[str] = (),
    *,
    states: Sequence[str] = (),
    types: Sequence[str] = (),
    since: float | None = None,
    limit: int | None = None,
) -> Iterator[Document]:
    """Yield events, newest first; without states, those that are over.

    `since` leaves out what was published before that time, in seconds since 1970. Of named
    instances as many calls are made as their ids need.
    """
    filters: dict[str, Any] = {
        "InstanceEventCycleStatus": list(states) or None,
        "InstanceEventType": list(types) or None,
        "EventPublishTime.Start": None if since is None else iso_seconds(since),
    }
    operation = api.DescribeInstanceHistoryEvents
    found = (
        named_items(client, operation, "ResourceId", instance_ids, limit=limit, **filters)
        if instance_ids
        else client.items(operation, limit=limit, **filters)
    )
    yield from islice(found, limit)


def pending_events(
    client: Client, instance_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Yield the events that are not over, with RegionId, TimeLeft and NextStep."""
    now = client.backend.now()
    for event in list_events(client, instance_ids, states=OPEN_STATUSES, **filters):
        yield {
            **event,
            "RegionId": client.region_id,
            "TimeLeft": time_left(event, now),
            "NextStep": next_step(event),
        }


def with_instances(client: Client, events: Iterable[Document]) -> Iterator[Document]:
    """Yield the events with InstanceName and InstanceStatus, empty for an instance that is gone."""
    left = iter(events)
    while some := [*islice(left, EVENTS_AT_A_TIME)]:
        ids = [event["InstanceId"] for event in some]
        found = {
            each["InstanceId"]: each
            for each in named_items(client, DescribeInstances, "InstanceIds", ids)
        }
        for event in some:
            instance = found.get(event["InstanceId"], {})
            yield {
                **event,
                "InstanceName": instance.get("InstanceName", ""),
                "InstanceStatus": instance.get("Status", ""),
            }


def time_left(event: Document, now: float) -> str:
    """Return how long it is until a planned event is executed, such as `1d 23h`; or nothing."""
    if event["EventCycleStatus"]["Name"] != EventCycleStatus.SCHEDULED:
        return ""
    seconds = max(int(seconds_of(event["NotBefore"]) - now), 0)
    parts = [
        (seconds // 86400, "d"),
        (seconds // 3600 % 24, "h"),
        (seconds // 60 % 60, "m"),
        (seconds % 60, "s"),
    ]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    return " ".join(f"{number}{unit}" for number, unit in parts[:2])


def named_events(client: Client, event_ids: Sequence[str]) -> list[Document]:
    """Return the events of these ids, in their order; raise NotFound for the first unknown one."""
    found = {
        event["EventId"]: event
        for event in named_items(
            client,
            api.DescribeInstanceHistoryEvents,
            "EventId",
            event_ids,
            InstanceEventCycleStatus=list(EventCycleStatus),
        )
    }
    if missing := [event_id for event_id in event_ids if event_id not in found]:
        raise absent("InvalidEventId.NotFound", *missing)
    return [found[event_id] for event_id in event_ids]


def show_event(client: Client, event_id: str) -> Document:
    """Return an event with its Life so far, its Effect, the advised Measures and the NextStep."""
    (event,) = named_events(client, [event_id])
    told = advice(event["EventType"]["Name"])
    return {
        **event,
        "TimeLeft": time_left(event, client.backend.now()),
        "LatestTime": latest_time(event) if may_be_rescheduled(event) else "",
        "Life": life(client, event),
        "Effect": told["Effect"],
        "Measures": told["Measures"],
        "NextStep": next_step(event),
    }


def life(client: Client, event: Document) -> list[str]:
    """Return what became of the event and when, as CloudMonitor and the event itself tell."""
    # Only the life of one event is told with the notifications about it.
    from ecsops.operations.notifications.system_events import list_received

    published, finished = event["EventPublishTime"], event.get("EventFinishTime", "")
    states = [
        f"{told['EventTime']} {told['Status']}"
        for told in list_received(
            client, since=seconds_of(published), SearchKeywords=event["EventId"]
        )
    ]
    steps = [f"{published} published", *reversed(states)]
    last = f"{finished} {event['EventCycleStatus']['Name']}"
    return [*steps, last] if finished and last not in steps else steps
