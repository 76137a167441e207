"""The cost of calls at 1,000 instances and at 100,000: the same, within a fifth.

python -m tools.benchmarks.simulator [ROUNDS]

Both accounts are files, and their calls run in turn in this process. At the end, how many pages
of 50 out of 5,000 instances this process reads in a second.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, DescribeInstanceStatus
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from tools.benchmarks.accounts import filled
from tools.benchmarks.measuring import Times, in_turn, ratio

SMALL, LARGE, MIDDLE = 1_000, 100_000, 5_000

ROUNDS = 200

WRITES = 100
"""Instances that are made at each size, one a call."""

GOAL = 1.2
"""How many times as much a call may cost on the large account."""

PAGE = 50

IMAGE_ID = "centos_7_06_64_20G_alibase_20190218.vhd"

Calls = dict[str, Callable[[], object]]


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as directory:
        accounts = {
            size: filled(str(Path(directory) / f"{size}" / "simulator.db"), instances=size)
            for size in (SMALL, LARGE, MIDDLE)
        }
        clients = {size: Client(account, "cn-hangzhou") for size, account in accounts.items()}
        print(f"{'microseconds, medians of calls in turn':<50} {SMALL:>8,} {LARGE:>8,}  ratio")
        of_each = {size: reads(clients[size], size) for size in (SMALL, LARGE)}
        for name in of_each[SMALL]:
            compare(name, {size: of_each[size][name] for size in (SMALL, LARGE)}, rounds)
        compare(
            "RunInstances, one instance",
            {size: partial(launch, clients[size]) for size in (SMALL, LARGE)},
            WRITES,
        )
        print(f"The goal is a ratio of at most {GOAL}.")
        pages = in_turn({"page": partial(page, clients[MIDDLE])}, rounds)["page"]
        print(f"pages of {PAGE} out of {MIDDLE:,} instances: {1 / median(pages):,.0f} a second")
        for account in accounts.values():
            account.close()


def compare(name: str, calls: dict[int, Callable[[], object]], rounds: int) -> None:
    """Print what a call costs on both accounts."""
    times: Times = in_turn({str(size): act for size, act in calls.items()}, rounds)
    small, large = (median(times[str(size)]) * 1e6 for size in (SMALL, LARGE))
    print(f"{name:<50} {small:8,.0f} {large:8,.0f} {ratio(times, str(LARGE), str(SMALL)):6.2f}")


def reads(client: Client, size: int) -> Calls:
    """Return the calls that are measured, for an account of that size."""
    (member_set,) = client.items(DescribeDeploymentSets, DeploymentSetName="UserGuide")
    deep = token_of_the_middle(client, size)
    return {
        "a page of 50": partial(page, client),
        "... by token, deep in the listing": partial(page, client, MaxResults=PAGE, NextToken=deep),
        "... of those that are Running": partial(page, client, Status="Running"),
        "... of those that are Stopped": partial(page, client, Status="Stopped"),
        "... of one name": partial(page, client, InstanceName="web-000900"),
        "... of names that begin alike": partial(page, client, InstanceName="web-00090*"),
        "the members of a deployment set": partial(members, client, member_set["DeploymentSetId"]),
        "DescribeInstanceStatus, 50": partial(client.call, DescribeInstanceStatus, PageSize=PAGE),
        "one instance by its id": partial(page, client, InstanceIds=member_ids(member_set)[:1]),
    }


def page(client: Client, **parameters: Any) -> Document:
    """Return a page of instances."""
    size = {} if "MaxResults" in parameters else {"PageSize": PAGE}
    return client.call(DescribeInstances, **size, **parameters)


def members(client: Client, deployment_set_id: str) -> Document:
    """Return the members of a set, which DescribeDeploymentSets names."""
    (found,) = client.items(DescribeDeploymentSets, DeploymentSetIds=[deployment_set_id])
    return page(client, InstanceIds=member_ids(found))


def member_ids(deployment_set: Document) -> list[str]:
    """Return the ids of the members of a set."""
    found: list[str] = deployment_set["InstanceIds"]["InstanceId"]
    return found


def token_of_the_middle(client: Client, size: int) -> str:
    """Return the NextToken half way through the listing."""
    token = ""
    for _ in range(size // 2 // 100):
        token = page(client, MaxResults=100, NextToken=token or None)["NextToken"]
    return token


def launch(client: Client) -> Document:
    """Make one instance."""
    return client.call(RunInstances, ImageId=IMAGE_ID, InstanceType="ecs.g5.large", Amount=1)


if __name__ == "__main__":
    main()
