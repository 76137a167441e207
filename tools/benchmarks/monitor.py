"""How fast monitoring data is read, and what `monitor top` costs over many instances.

    python -m tools.benchmarks.monitor

A day at one-minute points for 100 instances through the embedded simulator; the memory of reading
a day and 30 days of one instance; `top --once` over 1,000 instances and its calls; an alarm rule
that looks at 100 instances every minute while a week passes.
"""

import tracemalloc
from collections import Counter
from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

from ecsops.catalogue.cms.notifications.contacts import PutContactGroup
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.operations.instances.lifecycle import Selection
from ecsops.operations.monitoring.alarm_rules import create_alarm
from ecsops.operations.monitoring.monitor_data import INSTANCE, read_points
from ecsops.operations.monitoring.overview import overview
from ecsops.simulator.account import Simulator

DAY_S = 86400

BEGIN = 1561449600.0
"""2019-06-25T08:00:00Z, when the account begins."""

IMAGE_ID = "centos_7_06_64_20G_alibase_20190218.vhd"


class Counting(Simulator):
    """A simulator that counts its calls by operation."""

    def __init__(self) -> None:
        super().__init__(":memory:", wall=lambda: BEGIN)
        self.reset(hosts=500, empty=True, at=BEGIN, frozen=True)
        self.calls: Counter[str] = Counter()

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Answer the call and count it."""
        self.calls[operation.name] += 1
        return super().call(operation, parameters)


def account_with(instances: int) -> tuple[Counting, Client]:
    """Return an account with so many running instances, each of a month's age."""
    account = Counting()
    client = Client(account, "cn-hangzhou")
    for _ in range(instances // 100):
        client.call(RunInstances, ImageId=IMAGE_ID, InstanceType="ecs.g5.large", Amount=100)
    account.wait(31 * DAY_S)
    account.calls.clear()
    return account, client


def points(client: Client, instance_id: str, days: int) -> Iterator[Document]:
    """Yield the points of the last days of an instance."""
    end = client.backend.now()
    begin = end - days * DAY_S
    return read_points(client, INSTANCE, instance_id, begin=begin, end=end, period_s=60)


def measure_a_day() -> None:
    """Print how fast a day of 100 instances is read."""
    account, client = account_with(100)
    ids = [each["InstanceId"] for each in client.items(DescribeInstances)]
    begin = perf_counter()
    read = sum(1 for each in ids for _ in points(client, each, 1))
    took_s = perf_counter() - begin
    calls = account.calls["DescribeInstanceMonitorData"]
    print(f"a day of 100 instances: {read:,} points in {calls} calls, {took_s:.2f} s,", end=" ")
    print(f"{read / took_s:,.0f} points/s")


def measure_memory() -> None:
    """Print the most memory that reading a day and a month of one instance takes."""
    _, client = account_with(100)
    first = next(iter(client.items(DescribeInstances)))["InstanceId"]
    for days in (1, 30):
        tracemalloc.start()
        read = sum(1 for _ in points(client, first, days))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"memory of {days} days ({read:,} points): {most / 2**20:.2f} MiB at most")


def measure_top() -> None:
    """Print what `top --once` costs over more and more instances."""
    for instances in (100, 300, 1000):
        account, client = account_with(instances)
        begin = perf_counter()
        rows = overview(client, Selection(everything=True), sort="cpu")
        took_s = perf_counter() - begin
        assert len(rows) == instances
        calls = ", ".join(f"{count} {name}" for name, count in sorted(account.calls.items()))
        print(f"top of {instances}: {took_s:.2f} s, {account.calls.total()} calls ({calls})")


def measure_alarms() -> None:
    """Print what a rule costs while time is advanced."""
    account, client = account_with(100)
    client.call(PutContactGroup, ContactGroupName="ops")
    create_alarm(
        client,
        "busy",
        level="Warn",
        condition={
            "Statistics": "Average",
            "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": "90",
            "Times": 3,
        },
        instance_ids=(),
        MetricName="CPUUtilization",
        RuleName="busy",
        ContactGroups="ops",
        Period="60",
    )
    begin = perf_counter()
    account.wait(7 * DAY_S)
    took_s = perf_counter() - begin
    looks = 7 * 1440 * 100
    print(f"a rule over 100 instances for a week: {took_s:.1f} s, {looks / took_s:,.0f} looks/s")


if __name__ == "__main__":
    measure_a_day()
    measure_memory()
    measure_top()
    measure_alarms()
