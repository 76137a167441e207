"""When an instance booted and shut down: its console and its screen show what that printed."""

from typing import NamedTuple

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.simulator.assumptions import INSTANCE_STARTS_IN_S
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record

BOOT = "Boot"
SHUTDOWN = "Shutdown"
POWER_OFF = "PowerOff"
"""A power-off prints nothing: the console ends in the middle."""

PHASES_KEPT = 6
"""How many boots and shutdowns an instance remembers; the console holds no more."""


class Phase(NamedTuple):
    """A boot or a shutdown, and when it began in seconds since 1970."""

    name: str
    at: float


def state_changed(context: Context, record: Record) -> None:
    """Note that an instance boots, shuts down or loses its power."""
    status = record.document["Status"]
    was_up = status in (InstanceStatus.STOPPING, InstanceStatus.STOPPED)
    before = [] if status == InstanceStatus.PENDING else noted(record, was_up=was_up)
    name = phase_of(context, status, before)
    if name or not before:
        begun = [Phase(name, context.now)] if name else []
        record.facts["Console"] = [list(each) for each in (*before, *begun)][-PHASES_KEPT:]
        context.store.update("Instance", record)


def phase_of(context: Context, status: str, before: list[Phase]) -> str:
    """Return the phase that begins with the status; empty if none does."""
    if status == InstanceStatus.STARTING:
        return BOOT
    if status == InstanceStatus.STOPPING:
        return POWER_OFF if is_forced(context) else SHUTDOWN
    failed = before and before[-1].name == BOOT and status == InstanceStatus.STOPPED
    return POWER_OFF if failed else ""


def is_forced(context: Context) -> bool:
    """Return whether a call asks for the power to be cut."""
    if not isinstance(context, Request):
        return False
    given = context.parameters
    return bool(given.get("ForceStop") or given.get("ForceReboot"))


def phases(record: Record) -> list[Phase]:
    """Return the phases of an instance, oldest first."""
    return noted(record, was_up=record.document["Status"] == InstanceStatus.RUNNING)


def noted(record: Record, *, was_up: bool) -> list[Phase]:
    """Return the phases that were noted.

    An instance of which none was noted, such as those of a first use, booted at its StartTime or
    when it was created, and has shut down unless it was up.
    """
    kept = record.facts.get("Console")
    if kept is not None:
        return [Phase(*each) for each in kept]
    at = parse_iso(record.document.get("StartTime") or record.document["CreationTime"])
    boot = Phase(BOOT, at)
    return [boot] if was_up else [boot, Phase(SHUTDOWN, at + INSTANCE_STARTS_IN_S)]
