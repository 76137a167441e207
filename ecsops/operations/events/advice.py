"""Meaning of system events, and the recommended actions."""

from ecsops.catalogue.ecs.events.event_types import AVOIDED_BY_RESTART
from ecsops.catalogue.ecs.events.system_events import (
    FINAL_STATUSES,
    SYSTEM_EVENT_TYPES,
    EventCycleStatus,
)
from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.times import iso_seconds, seconds_of

STEPS = {
    (AVOIDED_BY_RESTART, EventCycleStatus.SCHEDULED): "ecsops events avoid {EventId}",
    (AVOIDED_BY_RESTART, EventCycleStatus.INQUIRING): "ecsops events avoid {EventId}",
    (
        "SystemMaintenance.Redeploy",
        EventCycleStatus.SCHEDULED,
    ): "ecsops instance redeploy {InstanceId}",
    (
        "SystemFailure.Redeploy",
        EventCycleStatus.SCHEDULED,
    ): "ecsops instance redeploy {InstanceId}",
    ("InstanceExpiration.Stop", EventCycleStatus.SCHEDULED): "renew the subscription",
    ("InstanceExpiration.Delete", EventCycleStatus.SCHEDULED): "renew the subscription",
    ("AccountUnbalanced.Stop", EventCycleStatus.SCHEDULED): "top up the account",
    ("AccountUnbalanced.Delete", EventCycleStatus.SCHEDULED): "top up the account",
    ("SystemFailure.Reboot", EventCycleStatus.SCHEDULED): "wait for the recovery",
}
"""The next step, by type and state."""

STEPS_OF_STATES = {
    EventCycleStatus.INQUIRING: "ecsops events accept {EventId}",
    EventCycleStatus.SCHEDULED: "move traffic away in time",
    EventCycleStatus.EXECUTING: "wait until it is executed",
}
"""The next step of the other types, by state; an event that is over asks for none."""


def next_step(event: Document) -> str:
    """Return what to do about an event now: a command line, or a few words; or nothing."""
    status = EventCycleStatus(event["EventCycleStatus"]["Name"])
    step = STEPS.get((event["EventType"]["Name"], status)) or STEPS_OF_STATES.get(status, "")
    return step.format(**event)


def latest_time(event: Document) -> str:
    """Return the latest time to which the document lets the event be rescheduled."""
    first_plan = event["ExtendedAttribute"].get("InitialNotBefore") or event["NotBefore"]
    margin_s = QUOTAS["RescheduleMarginMinutes"].document * 60
    return iso_seconds(seconds_of(first_plan) - margin_s)


def may_be_rescheduled(event: Document) -> bool:
    """Tell whether the user can give the event another planned time."""
    known = SYSTEM_EVENT_TYPES.get(event["EventType"]["Name"])
    scheduled = event["EventCycleStatus"]["Name"] == EventCycleStatus.SCHEDULED
    return bool(scheduled and known and "ModifySystemEventAttribute" in known.operations)


def helps_to_restart(event: Document) -> bool:
    """Return whether a restart would avoid the event."""
    status = EventCycleStatus(event["EventCycleStatus"]["Name"])
    planned = status in (EventCycleStatus.SCHEDULED, EventCycleStatus.INQUIRING)
    return planned and event["EventType"]["Name"] == AVOIDED_BY_RESTART


def is_over(event: Document) -> bool:
    """Return whether nothing more will become of the event."""
    return event["EventCycleStatus"]["Name"] in FINAL_STATUSES


def advice(event_type: str) -> Document:
    """Return what the document says of a type. Raises KeyError for an unknown one."""
    known = SYSTEM_EVENT_TYPES[event_type]
    return {
        "EventType": event_type,
        "Meaning": known.text.english,
        "MeaningChinese": known.text.chinese,
        "Effect": known.effect.english,
        "Measures": [measure.english for measure in known.measures],
        "Operations": list(known.operations),
        "Class": known.event_class,
        "Level": known.level,
        "States": [str(state) for state in known.states + known.unlisted],
        "Notice": notice(event_type),
        "InDocument": known.in_document,
    }


def notice(event_type: str) -> str:
    """Return how long before its execution an event of the type is published."""
    known = SYSTEM_EVENT_TYPES[event_type]
    if EventCycleStatus.SCHEDULED not in known.states + known.unlisted:
        return ""
    cause, _, action = event_type.partition(".")
    if action == "Delete":
        return f"{QUOTAS['ReleaseAfterStopDays'].document} days"
    if cause == "InstanceExpiration":
        return f"{QUOTAS['ExpirationWindowDays'].document} days"
    if cause == "AccountUnbalanced":
        return "less than an hour"
    return "24 to 48 hours" if cause == "SystemMaintenance" else ""
