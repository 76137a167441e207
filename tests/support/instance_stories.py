"""What stories about instances are told with."""

from typing import Any

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.networks import network

IMAGE = "centos_7_06_64_20G_alibase_20190218.vhd"


WINDOWS = "win2016_1607_x64_dtc_zh-cn_40G_alibase_20190318.vhd"


def emptied(account: Simulator) -> Simulator:
    """Begin the account anew, without instances and at the same time, and return it."""
    account.reset(empty=True, at=account.clock.now(), frozen=True)
    return account


def run(client: Client, **parameters: Any) -> list[str]:
    """Run instances, and return their ids."""
    connected = network(client, parameters.get("ZoneId", ""))
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **connected, **parameters}
    answer = client.call(RunInstances, **wanted)
    return list(RunInstances.items_of(answer))


def instances(client: Client, *instance_ids: str) -> list[dict[str, Any]]:
    """Return the documents of these instances, or of all."""
    return list(client.items(DescribeInstances, InstanceIds=list(instance_ids) or None))


def a_set(client: Client, **fields: Any) -> str:
    """Make a deployment set, and return its id."""
    answer = client.call(CreateDeploymentSet, **fields)
    return str(answer["DeploymentSetId"])
