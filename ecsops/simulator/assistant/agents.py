"""The Cloud Assistant agent of an instance: whether it is there, runs, and is heard of.

The facts of an instance say which AgentVersion it has, none being the empty text, and whether
it is AgentIdle: installed, but not started until the instance is.
"""

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import AGENT_BEATS_EVERY_S, AGENT_VERSION
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.faults import kinds
from ecsops.simulator.instances.guest_agents import has_cloud_assistant, runs_cloud_assistant


def offline(context: Context, instance_id: str) -> Record | None:
    """Return the fault that keeps the agent of the instance from being reached, or None."""
    if context.once("no agent fault", lambda: kinds.active(context, "agent") is None):
        return None
    return kinds.active(context, "agent", InstanceId=instance_id)


def last_heartbeat(context: Context, instance: Record) -> float | None:
    """Return when the agent was last heard of, or None for one that never was."""
    if not runs_cloud_assistant(instance):
        return instance.facts.get("AgentStopped")
    fault = offline(context, instance.id)
    until = context.now if fault is None else parse_iso(fault.document["Since"])
    return until - until % AGENT_BEATS_EVERY_S


def install(context: Context, instance: Record) -> None:
    """Install the agent, or its present version; it starts with the instance's next start."""
    if not has_cloud_assistant(instance):
        instance.facts.update(AgentVersion=AGENT_VERSION, AgentIdle=True)
        context.store.update("Instance", instance)


def instance_started(context: Context, instance: Record) -> None:
    """Let the agent start with its instance."""
    if instance.facts.pop("AgentIdle", None):
        context.store.update("Instance", instance)


def instance_state(context: Context, instance: Record, **words: Document) -> None:
    """Remember when the agent of an instance that goes down was last heard of."""
    if instance.document["Status"] == InstanceStatus.STOPPING and has_cloud_assistant(instance):
        instance.facts["AgentStopped"] = context.now - context.now % AGENT_BEATS_EVERY_S
        context.store.update("Instance", instance)
