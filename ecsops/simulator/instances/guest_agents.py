"""Which agents run inside an instance, by its facts.

`AgentVersion` is that of the Cloud Assistant agent, none being the empty text, and `AgentIdle`
says that it was installed but not started yet. `CloudMonitorVersion` is that of CloudMonitor's.
"""

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.simulator.engine.store import Record


def has_cloud_assistant(instance: Record) -> bool:
    """Return whether the instance has the Cloud Assistant agent."""
    return bool(instance.facts.get("AgentVersion"))


def runs_cloud_assistant(instance: Record) -> bool:
    """Return whether the Cloud Assistant agent runs there, reachable or not."""
    return has_cloud_assistant(instance) and not instance.facts.get("AgentIdle") and is_up(instance)


def has_cloud_monitor(instance: Record) -> bool:
    """Return whether the instance has the CloudMonitor agent."""
    return bool(instance.facts.get("CloudMonitorVersion"))


def is_up(instance: Record) -> bool:
    """Return whether the instance is running."""
    return bool(instance.document["Status"] == InstanceStatus.RUNNING)
