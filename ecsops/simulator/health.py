"""The health of instances: told from their state, their events, and whether they are heard of."""

from collections.abc import Iterable

from ecsops.catalogue.full_status import HEALTH_STATES, HealthStatus
from ecsops.catalogue.instances import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.catalogue.system_events import EventCycleStatus
from ecsops.simulator.context import Context
from ecsops.simulator.documents import coded
from ecsops.simulator.store import Record
from ecsops.simulator.system_events import events_of, status_of, type_of

FAILURES = ("SystemFailure.", "InstanceFailure.")
MAINTENANCE = "SystemMaintenance."

CAUSED_BY_EVENTS = (HealthStatus.IMPAIRED, HealthStatus.WARNING, HealthStatus.MAINTAINING)
"""What only an instance with an open event can be."""


def instance_health(context: Context, instance: Record) -> HealthStatus:
    """Return the health of the instance as it is now."""
    return health_of(instance, events_of(context, instance))


def health_of(instance: Record, events: Iterable[Record]) -> HealthStatus:
    """Return the health of an instance that has these open events.

    What is happening to it comes first, then its own state, then what is planned for it. Events
    of billing say nothing about health.
    """
    executing, planned = partition(events)
    status = instance.document["Status"]
    if any(each.startswith(FAILURES) for each in executing):
        return HealthStatus.IMPAIRED
    if any(each.startswith(MAINTENANCE) for each in executing):
        return HealthStatus.MAINTAINING
    if status in (InstanceStatus.PENDING, InstanceStatus.STARTING):
        return HealthStatus.INITIALIZING
    if status != InstanceStatus.RUNNING:
        # An instance that waits for its automatic recovery was not stopped by anyone.
        waits = any(each.startswith(FAILURES) for each in planned)
        return HealthStatus.IMPAIRED if waits else HealthStatus.NOT_APPLICABLE
    if any(each.startswith((*FAILURES, MAINTENANCE)) for each in planned):
        return HealthStatus.WARNING
    return HealthStatus.OK if instance.facts.get("AgentVersion") else HealthStatus.INSUFFICIENT_DATA


def partition(events: Iterable[Record]) -> tuple[list[str], list[str]]:
    """Return the types of the events that are Executing, and of those that are to come."""
    executing: list[str] = []
    planned: list[str] = []
    for event in events:
        running = status_of(event) == EventCycleStatus.EXECUTING
        (executing if running else planned).append(type_of(event))
    return executing, planned


def health_shown(health: HealthStatus) -> Document:
    """Return the health as answers show it."""
    return coded(health, HEALTH_STATES[health].code, HEALTH_STATES)
