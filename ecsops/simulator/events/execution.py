"""The execution of system events: when their time has come, what they do, and how they end."""

from ecsops.catalogue.ecs.events.event_types import AVOIDED_BY_RESTART
from ecsops.catalogue.ecs.events.system_events import SYSTEM_EVENT_TYPES, EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import (
    DISK_REPAIR_TAKES_S,
    EVENT_FAILS_AFTER_S,
    SIMULATED_EVENT_TAKES_S,
)
from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.lifecycle import (
    PLANNED_STATUSES,
    enter,
    events_of,
    instance_of,
    present,
    status_of,
    type_of,
)
from ecsops.simulator.faults import kinds

ACTIONS = {
    "Reboot": "events.actions.reboots",
    "RebootAndIsolateErrorDisk": "events.actions.reboots",
    "RebootAndReInitErrorDisk": "events.actions.reboots",
    "Stop": "events.actions.stops",
    "StopAndRepair": "events.actions.stops",
    "Redeploy": "events.actions.redeploys",
    "Migrate": "events.actions.redeploys",
    "Delete": "events.actions.releases",
}
"""Effects of events, by the second word of their type.

The function returns the state of the instance that ends the event, or None when it is there.
"""


def begins(context: Context, event_id: str, words: Document) -> None:
    """The planned time has come: the event is executed."""
    event = present(context, event_id)
    enter(context, event, EventCycleStatus.EXECUTING)
    if event.facts["Acts"]:
        execute(context, event)
    else:
        context.schedule(SIMULATED_EVENT_TAKES_S, "system_event.ends", event_id)


def execute(context: Context, event: Record) -> None:
    """Apply an event that is Executing to its instance; it fails if its window is too short."""
    if kinds.active(context, "execution", InstanceId=event.document["InstanceId"]):
        context.schedule(EVENT_FAILS_AFTER_S, "system_event.ends", event.id, Failed=True)
    elif action_of(event) not in ACTIONS:
        context.schedule(DISK_REPAIR_TAKES_S, "system_event.ends", event.id)
    elif until := act(context, event):
        event.facts["Until"] = until
        context.store.update("SystemEvent", event)
        window_s = context.quota("EventExecutionWindowMinutes") * 60
        context.schedule(window_s, "system_event.ends", event.id, Failed=True)
    else:
        enter(context, event, EventCycleStatus.EXECUTED)


def act(context: Context, event: Record) -> InstanceStatus | None:
    """Apply the effect of an event's type to its instance; see ACTIONS for the result."""
    until: InstanceStatus | None = resolve(ACTIONS[action_of(event)])(
        context, event, instance_of(context, event)
    )
    return until


def action_of(event: Record) -> str:
    """Return the second word of the event's type."""
    return type_of(event).partition(".")[2]


def ends(context: Context, event_id: str, words: Document) -> None:
    """The event has been executed or, where the words say so, has failed."""
    event = present(context, event_id)
    failed = words.get("Failed") and may_fail(type_of(event))
    enter(context, event, EventCycleStatus.FAILED if failed else EventCycleStatus.EXECUTED)


def may_fail(event_type: str) -> bool:
    """Return whether events of the type are known to fail."""
    known = SYSTEM_EVENT_TYPES[event_type]
    return EventCycleStatus.FAILED in (*known.states, *known.unlisted)


def instance_changed(context: Context, instance: Record) -> None:
    """An instance that reached the state its event waited for ends the event.

    One that was stopped and started by the user had the restart that was planned for it.
    """
    status = instance.document["Status"]
    events = events_of(context, instance)
    for event in events:
        if event.facts.get("Until") == status:
            enter(context, event, EventCycleStatus.EXECUTED)
    if status == InstanceStatus.STARTING and not any(map(is_executing, events)):
        restart_asked(context, instance)


def instance_released(context: Context, instance: Record) -> None:
    """With an instance go the events that were to come; one that was executed had to fail."""
    for event in events_of(context, instance):
        if is_executing(event):
            ends(context, event.id, {"Failed": True})
        else:
            enter(context, event, EventCycleStatus.CANCELED)


def is_executing(event: Record) -> bool:
    """Return whether the event is being executed."""
    return status_of(event) == EventCycleStatus.EXECUTING


def restart_asked(context: Context, instance: Record) -> None:
    """A restart that the user asks the service for avoids the restart that was planned."""
    for event in events_of(context, instance, PLANNED_STATUSES):
        if type_of(event) == AVOIDED_BY_RESTART:
            enter(context, event, EventCycleStatus.AVOIDED)
