"""Acting on system events: simulating, canceling, accepting, rescheduling and avoiding them."""

from collections.abc import Callable, Sequence
from gettext import gettext as _

from ecsops.catalogue.ecs.events import system_events as api
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError
from ecsops.operations.batching import batches
from ecsops.operations.events.advice import helps_to_restart, latest_time, next_step
from ecsops.operations.events.system_events import named_events
from ecsops.operations.instances.lifecycle import Transition, change_state
from ecsops.operations.partial_success import DONE, Outcomes, attempt_each

RESTART = Transition(RebootInstances, InstanceStatus.RUNNING)


class NotAvoidable(EcsopsError):
    """A restart would not avoid the event; the hint says what would, if anything."""


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


def cancel_events(client: Client, event_ids: Sequence[str]) -> Outcomes:
    """Cancel simulated events; one that is refused hinders no other."""
    return act_on_each(
        client,
        event_ids,
        lambda each: client.call(api.CancelSimulatedSystemEvents, EventId=[each]),
    )


def accept_events(client: Client, event_ids: Sequence[str]) -> Outcomes:
    """Consent to what the events ask for; one that is refused hinders no other."""
    return act_on_each(
        client,
        event_ids,
        lambda each: client.call(api.AcceptInquiredSystemEvent, EventId=each),
    )


def act_on_each(
    client: Client, event_ids: Sequence[str], act: Callable[[str], Document]
) -> Outcomes:
    """Act on each event, and tell what those are then that were not refused."""
    outcomes = attempt_each(client, "EventId", event_ids, act)
    done = [each["EventId"] for each in outcomes.documents if each["Code"] == DONE["Code"]]
    now = {event["EventId"]: event for event in named_events(client, done)}
    documents = [{**each, **now.get(each["EventId"], {})} for each in outcomes.documents]
    return outcomes._replace(documents=documents)


def reschedule_event(client: Client, event_id: str, *, at: str) -> Document:
    """Give the event another planned time in UTC, and return it.

    Where the service refuses the time as too late, the hint of the error is the latest one.
    """
    (event,) = named_events(client, [event_id])
    try:
        client.call(
            api.ModifySystemEventAttribute,
            InstanceId=event["InstanceId"],
            EventId=event_id,
            NotBefore=at,
        )
    except ApiError as error:
        if error.code == "InvalidParameter.NotBefore":
            error.hint = _("The latest time that is always accepted is {time}.").format(
                time=latest_time(event)
            )
        raise
    return named_events(client, [event_id])[0]


def avoid_events(
    client: Client,
    event_ids: Sequence[str],
    *,
    parallel: int,
    timeout_s: float,
    progress: Callable[[str], None],
) -> Outcomes:
    """Restart the instances of the events now, so many at a time, each time until all are up.

    Raises NotAvoidable before anything is restarted when that would not help one of them, and
    WaitTimeout; an instance that is refused hinders no other.
    """
    events = named_events(client, list(dict.fromkeys(event_ids)))
    for event in events:
        if not helps_to_restart(event):
            raise not_avoidable(event)
    instances = [event["InstanceId"] for event in events]
    failed: list[EcsopsError] = []
    for batch in batches(instances, parallel):
        progress(_("Restarting {instances}").format(instances=", ".join(batch)))
        outcomes = change_state(client, RESTART, batch, timeout_s=timeout_s, progress=progress)
        failed += [outcomes.error] if outcomes.error else []
    after = named_events(client, [event["EventId"] for event in events])
    return Outcomes(after, failed[0] if failed else None)


def not_avoidable(event: Document) -> NotAvoidable:
    """Return the error that says what would help instead of a restart."""
    status = event["EventCycleStatus"]["Name"]
    step = next_step(event)
    return NotAvoidable(
        _("{event} is a {type} event in state {status}; a restart does not avoid it.").format(
            event=event["EventId"], type=event["EventType"]["Name"], status=status
        ),
        _("Recommended instead: {step}").format(step=step)
        if step
        else _("The event is closed; no action is needed."),
    )
