"""Events that the service itself publishes: on request, by a fault, or at random in background."""

from gettext import gettext as _
from math import log

from ecsops.catalogue.ecs.events.system_events import SYSTEM_EVENT_TYPES, EventCycleStatus
from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError
from ecsops.simulator.assumptions import BACKGROUND_EVENT_TYPES, PUBLISHED_REASONS
from ecsops.simulator.engine import ids
from ecsops.simulator.engine.clock import DAY_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.execution import execute
from ecsops.simulator.events.lifecycle import (
    PLANNED_STATUSES,
    enter,
    events_of,
    publish,
    status_of,
    takes_part,
)
from ecsops.simulator.events.maintenance import planned_time
from ecsops.simulator.faults import kinds

BILLING = ("InstanceExpiration.", "AccountUnbalanced.")

DEFAULT_TYPE = "SystemMaintenance.Reboot"


def fault_begins(context: Context, fault: Record) -> None:
    """Publish the event that a fault asks for: its detail is TYPE or TYPE:STATE.

    Raises EcsopsError for an instance that is not there or has no events, for a type that the
    profile does not know, and for a state in which events of the type do not begin.
    """
    instance = kinds.struck(context, fault, "Instance", "InstanceId")
    if not takes_part(instance):
        raise EcsopsError(
            _("{family} has no system events.").format(
                family=instance.document["InstanceTypeFamily"]
            )
        )
    name, status = asked(context, fault.document.get("Detail") or DEFAULT_TYPE)
    fault.document["EventId"] = publish_real(context, instance, name, status).id
    context.store.update("Fault", fault)


def asked(context: Context, detail: str) -> tuple[str, EventCycleStatus]:
    """Return the type of event and the state that it begins in. Raises EcsopsError for others."""
    name, _colon, state = detail.partition(":")
    types = types_of(context)
    if name not in types:
        raise EcsopsError(
            _("Unknown event type {name!r}. Types: {types}.").format(
                name=name, types=", ".join(types)
            )
        )
    beginnings = first_states(context, name)
    if state and state not in beginnings:
        raise EcsopsError(
            _("{name} starts in one of {states}, not in {state!r}.").format(
                name=name, states=", ".join(beginnings), state=state
            )
        )
    return name, EventCycleStatus(state) if state else beginnings[0]


def types_of(context: Context) -> list[str]:
    """Return the types of the profile, without those of billing, which has its own faults."""
    return [
        name
        for name, known in SYSTEM_EVENT_TYPES.items()
        if (known.in_document or context.profile == "current") and not name.startswith(BILLING)
    ]


def first_states(context: Context, event_type: str) -> list[EventCycleStatus]:
    """Return the states in which events of the type begin, the usual one first.

    Only an automatic recovery is a SystemFailure.Reboot that is Scheduled. The document of 2019
    does not know Inquiring.
    """
    known = SYSTEM_EVENT_TYPES[event_type]
    beginnings = []
    if EventCycleStatus.SCHEDULED in known.states + known.unlisted:
        beginnings.append(EventCycleStatus.SCHEDULED)
    if EventCycleStatus.INQUIRING in known.states and context.profile == "current":
        beginnings.append(EventCycleStatus.INQUIRING)
    if event_type == "SystemFailure.Reboot" or not beginnings:
        return [EventCycleStatus.EXECUTING]
    return beginnings


def publish_real(
    context: Context, instance: Record, event_type: str, status: EventCycleStatus
) -> Record:
    """Publish an event that acts on its instance, and return it."""
    planned = planned_time(context, instance) if status == EventCycleStatus.SCHEDULED else None
    reason = PUBLISHED_REASONS.get(event_type.partition(".")[0], "")
    event = publish(
        context, instance, event_type, status, not_before=planned, reason=reason, Acts=True
    )
    if status == EventCycleStatus.EXECUTING:
        execute(context, event)
    return event


def fault_ends(context: Context, fault: Record) -> None:
    """The service cancels the event, unless it is being executed or is over."""
    event = context.store.get("SystemEvent", fault.document["EventId"])
    if event and status_of(event) in PLANNED_STATUSES:
        enter(context, event, EventCycleStatus.CANCELED)


def background_begins(context: Context, fault: Record) -> None:
    """Start random events; the detail is their number per day.

    Raises EcsopsError unless it is a number above 0.
    """
    rate(fault)
    schedule_next(context, fault)


def rate(fault: Record) -> float:
    """Return how many events a day the fault asks for."""
    try:
        read = float(fault.document["Detail"])
    except ValueError:
        read = 0.0
    if not 0 < read < DAY_S:
        raise EcsopsError(_("Invalid detail. Use a number of events per day above 0."))
    return read


def schedule_next(context: Context, fault: Record) -> None:
    """Schedule the next random event after an exponentially distributed time."""
    after_s = -log(1 - chance(context)) * DAY_S / rate(fault)
    context.schedule(after_s, "background.strikes", fault.id)


def chance(context: Context) -> float:
    """Return the next number of the account's own chance, from 0 to below 1."""
    return ids.mixed(ids.mixed(context.seed) ^ context.number()) / ids.WORD


def background_strikes(context: Context, fault_id: str, words: Document) -> None:
    """Publish an event of a random type for a random instance that has none to come."""
    fault = context.subject("Fault", fault_id)
    running = {"Status": "Running"}
    count = context.store.count("Instance", context.region_id, running)
    if count:
        offset = int(chance(context) * count)
        (instance,) = context.store.select(
            "Instance", context.region_id, running, limit=1, offset=offset
        )
        event_type = BACKGROUND_EVENT_TYPES[int(chance(context) * len(BACKGROUND_EVENT_TYPES))]
        if takes_part(instance) and not events_of(context, instance):
            publish_real(context, instance, event_type, first_states(context, event_type)[0])
    schedule_next(context, fault)


def background_ends(context: Context, fault: Record) -> None:
    """Stop the random events."""
    context.store.due.remove(fault.id)
