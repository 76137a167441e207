"""System events of instances: how one comes to be, goes from state to state, and ends."""

from collections.abc import Sequence
from typing import Any

from ecsops.catalogue.ecs.events.system_events import (
    EVENT_CYCLE_STATUSES,
    FAMILIES_WITHOUT_EVENTS,
    FINAL_STATUSES,
    SYSTEM_EVENT_TYPES,
    TRANSITIONS,
    DescribeInstanceHistoryEvents,
    EventCycleStatus,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import DAY_S, iso_seconds
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.responses import coded, complete
from ecsops.simulator.engine.store import Record

PLANNED_STATUSES = (EventCycleStatus.SCHEDULED, EventCycleStatus.INQUIRING)
"""The states of events that are to come."""

OPEN_STATUSES = tuple(EventCycleStatus(status) for status in TRANSITIONS)
"""The states of events that are not over."""


def publish(
    context: Context,
    instance: Record,
    event_type: str,
    status: EventCycleStatus,
    *,
    not_before: float | None = None,
    reason: str = "",
    **facts: Any,
) -> Record:
    """Publish an event of the instance, and return it.

    A Scheduled one is executed at `not_before`. The facts say what the API does not: `Acts`
    when the event really does something, `Simulated`, `Recovery` of an automatic recovery.
    """
    planned = "" if not_before is None else iso_seconds(not_before)
    document = complete(
        DescribeInstanceHistoryEvents.item,
        {
            "EventId": context.new_id("e"),
            "EventType": type_shown(event_type),
            "EventCycleStatus": status_shown(status),
            "EventPublishTime": iso_seconds(context.now),
            "NotBefore": planned,
            "ExtendedAttribute": {"InitialNotBefore": planned},
            "InstanceId": instance.id,
            "Reason": reason,
            "ResourceType": "instance",
        },
    )
    record = Record(document["EventId"], instance.region_id, document, {"Open": True, **facts})
    if status == EventCycleStatus.EXECUTING:
        record.facts["ExecuteStartTime"] = iso_seconds(context.now)
    context.store.insert("SystemEvent", record)
    if status == EventCycleStatus.SCHEDULED:
        assert not_before is not None
        context.schedule(not_before - context.now, "system_event.begins", record.id)
    context.tell("system_event.published", record)
    return record


def enter(context: Context, record: Record, status: EventCycleStatus) -> None:
    """Take the event to its next state, and tell so.

    An event that is over is kept for as long as the history goes back (document §3.1).
    """
    before = status_of(record)
    assert status in TRANSITIONS[before], f"{record.id} cannot go from {before} to {status}"
    now = iso_seconds(context.now)
    record.document["EventCycleStatus"] = status_shown(status)
    if status == EventCycleStatus.EXECUTING:
        record.facts["ExecuteStartTime"] = now
    if status in FINAL_STATUSES:
        record.facts.setdefault("ExecuteStartTime", now)
        record.document["EventFinishTime"] = now
        record.facts.update(ExecuteFinishTime=now, Open=False)
        context.store.due.remove(record.id)
        kept_s = context.quota("HistoryEventDays") * DAY_S
        context.schedule(kept_s, "system_event.forgotten", record.id)
    context.store.update("SystemEvent", record)
    context.tell("system_event.changed", record)


def forgotten(context: Context, event_id: str, words: Document) -> None:
    """The event was over long ago."""
    context.store.delete("SystemEvent", event_id)


def replan(context: Context, record: Record, not_before: float) -> None:
    """Change the time of a Scheduled event."""
    record.document["NotBefore"] = iso_seconds(not_before)
    context.store.update("SystemEvent", record)
    context.store.due.remove(record.id, "system_event.begins")
    context.schedule(not_before - context.now, "system_event.begins", record.id)


def events_of(
    context: Context, instance: Record, statuses: Sequence[EventCycleStatus] = OPEN_STATUSES
) -> list[Record]:
    """Return the events of the instance in these states, newest first."""
    where = {"InstanceId": instance.id, "EventCycleStatus": list(statuses)}
    return context.store.select("SystemEvent", instance.region_id, where)


def present(context: Context, event_id: str) -> Record:
    """Return the event of a happening; what is due about an event ends with it."""
    record = context.subject("SystemEvent", event_id)
    return record


def instance_of(context: Context, event: Record) -> Record:
    """Return the instance of the event; the open events of a released one are over."""
    record = context.store.get("Instance", event.document["InstanceId"])
    assert record is not None, f"{event.id} is about an instance that is gone"
    return record


def status_of(record: Record) -> EventCycleStatus:
    """Return the state of the event."""
    return EventCycleStatus(record.document["EventCycleStatus"]["Name"])


def type_of(record: Record) -> str:
    """Return the type of the event, such as `SystemMaintenance.Reboot`."""
    return str(record.document["EventType"]["Name"])


def takes_part(instance: Record) -> bool:
    """Return whether the instance has system events; families out of sale have none."""
    return instance.document["InstanceTypeFamily"] not in FAMILIES_WITHOUT_EVENTS


def type_shown(event_type: str) -> Document:
    """Return the type as answers show it."""
    return coded(event_type, SYSTEM_EVENT_TYPES[event_type].code, SYSTEM_EVENT_TYPES)


def status_shown(status: EventCycleStatus) -> Document:
    """Return the state as answers show it."""
    return coded(status, EVENT_CYCLE_STATUSES[status].code, EVENT_CYCLE_STATUSES)
