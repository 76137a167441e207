"""The health of instances: told from their state, their events, and whether they are heard of."""

from collections.abc import Iterable

from ecsops.catalogue.ecs.events.full_status import HEALTH_STATES, HealthStatus
from ecsops.catalogue.ecs.events.system_events import EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.responses import coded
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.lifecycle import OPEN_STATUSES

FAILURES = ("SystemFailure.", "InstanceFailure.")
MAINTENANCE = "SystemMaintenance."

CAUSED_BY_EVENTS = (HealthStatus.IMPAIRED, HealthStatus.WARNING, HealthStatus.MAINTAINING)
"""States of instances with open events only."""


def instance_health(context: Context, instance: Record) -> HealthStatus:
    """Return the health of the instance as it is now."""
    where = {"InstanceId": instance.id, "EventCycleStatus": list(OPEN_STATUSES)}
    names = ("EventType", "EventCycleStatus")
    events = context.store.values("SystemEvent", instance.region_id, where, names)
    return health_of(instance, events)


def health_of(instance: Record, events: Iterable[tuple[str, str]]) -> HealthStatus:
    """Return the health of an instance that has open events of these types and states.

    What is happening to it comes first, then its own state, then what is planned for it. Events
    of billing say nothing about health.
    """
    found = list(events)
    executing = [name for name, state in found if state == EventCycleStatus.EXECUTING]
    planned = [name for name, state in found if state != EventCycleStatus.EXECUTING]
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


def health_shown(health: HealthStatus) -> Document:
    """Return the health as answers show it."""
    return coded(health, HEALTH_STATES[health].code, HEALTH_STATES)
