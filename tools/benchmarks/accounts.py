"""Simulated accounts of any size, filled faster than calls could do it."""

from collections.abc import Iterator

from ecsops.simulator.account import Simulator
from ecsops.simulator.deployment_sets.sets import new_deployment_set
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

STOPPED_OF = 10
"""Every tenth instance of these accounts is Stopped, the others are Running."""


def filled(path: str, *, instances: int, deployment_sets: int = 2) -> Simulator:
    """Return a new account in that file, its clock standing: the first-use account, and more.

    The instances are copies of one, under ids and names of their own: `web-000001` and so on.
    """
    account = Simulator(path)
    account.reset(at=account.now(), frozen=True)
    account.control(fill, instances, deployment_sets)
    return account


def fill(context: Context, instances: int, deployment_sets: int) -> None:
    """Add what is missing to so many instances and deployment sets."""
    count = context.store.count
    for number in range(count("DeploymentSet", context.region_id), deployment_sets):
        name = f"Spread{number:06}"
        new_deployment_set(context, context.new_id("ds"), {}, DeploymentSetName=name)
    present = count("Instance", context.region_id)
    for record in copies(context, range(present + 1, instances + 1)):
        context.store.insert("Instance", record)


def copies(context: Context, numbers: range) -> Iterator[Record]:
    """Yield copies of an instance that is in no deployment set, one for each number."""
    (model,) = context.store.select("Instance", context.region_id, {"InstanceName": "BackupServer"})
    for number in numbers:
        instance_id = context.new_id("i")
        name = f"web-{number:06}"
        document = {
            **model.document,
            "InstanceId": instance_id,
            "InstanceName": name,
            "HostName": name,
            "Status": "Running" if number % STOPPED_OF else "Stopped",
        }
        yield Record(instance_id, context.region_id, document, model.facts)
