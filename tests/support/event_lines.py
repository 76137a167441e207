"""Lines that stories about system events type."""

import json

from tests.conftest import Ecsops

AT = "--at 2019-06-26T08:00:00Z"


def strike(ecsops: Ecsops, instance_id: str, detail: str = "") -> str:
    """Let the service publish an event, and return its id."""
    option = f"--detail {detail}" if detail else ""
    stdout, _, _ = ecsops(f"sim fault add event --instance {instance_id} {option} -o json")
    return str(json.loads(stdout)["EventId"])


def instance_ids(ecsops: Ecsops) -> list[str]:
    """Return the ids of all instances."""
    stdout, _, _ = ecsops("ecs DescribeInstances --output cols=InstanceId")
    return stdout.splitlines()[2:]


def states(ecsops: Ecsops) -> list[str]:
    """Return the states of all events, of those that are over too."""
    everything = " ".join(
        f"--state {each}" for each in ("Scheduled", "Executing", "Executed", "Avoided", "Canceled")
    )
    stdout, _, _ = ecsops(f"events history {everything} -o cols=EventCycleStatusName")
    return stdout.splitlines()[2:]
