"""The cost of 100,000 scheduled system events: nothing until they are due, and how much then.

Run with: python -m tools.benchmarks.events [EVENTS]. Seconds are of processor time: a machine
that does other things too tells the same.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from ecsops.catalogue.ecs.events.system_events import CreateSimulatedSystemEvents
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds, parse_iso

BEGIN = parse_iso("2019-06-25T08:00:00Z")
DAY_S = 86400
EVENTS = 100_000
INSTANCES = 1_000
IN_A_CALL = 100
CALLS_TIMED = 200


def main() -> None:
    """Print the figures."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    with TemporaryDirectory() as home:
        account = Simulator(str(Path(home) / "simulator.db"))
        account.reset(at=BEGIN, frozen=True)
        client = Client(account, "cn-hangzhou")
        instance_ids = fleet(account, client)
        idle_s = seconds_a_call(client)
        published_s = timed(lambda: publish(client, instance_ids, events))
        waiting_s = seconds_a_call(client)
        due_s = timed(lambda: account.wait(2 * DAY_S))
        account.close()
    print(f"instances                          {len(instance_ids):>10,}")
    print(f"a call without events              {idle_s * 1e6:>10,.0f} us")
    print(f"events published                   {events / published_s:>10,.0f} a second")
    print(f"a call with {events:>8,} events to come {waiting_s * 1e6:>9,.0f} us")
    print(f"events executed, once due          {events / due_s:>10,.0f} a second")


def fleet(account: Simulator, client: Client) -> list[str]:
    """Return the ids of running instances."""
    for _ in range(INSTANCES // IN_A_CALL):
        client.call(
            RunInstances,
            InstanceType="ecs.g5.large",
            ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
            Amount=IN_A_CALL,
        )
    account.wait(120)
    return [each["InstanceId"] for each in client.items(DescribeInstances, Status="Running")]


def publish(client: Client, instance_ids: list[str], events: int) -> None:
    """Schedule so many events for tomorrow, a second apart from call to call."""
    for number in range(events // IN_A_CALL):
        first = number * IN_A_CALL % (len(instance_ids) - IN_A_CALL)
        client.call(
            CreateSimulatedSystemEvents,
            EventType="SystemMaintenance.Reboot",
            InstanceId=instance_ids[first : first + IN_A_CALL],
            NotBefore=iso_seconds(BEGIN + DAY_S + number),
        )


def seconds_a_call(client: Client) -> float:
    """Return how long a call takes that has nothing to do with events, as a rule."""

    def one_page() -> Document:
        return client.call(DescribeInstances, MaxResults=10)

    return median(timed(one_page) for _ in range(CALLS_TIMED))


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds of processor time it takes."""
    begin = process_time()
    act()
    return process_time() - begin


if __name__ == "__main__":
    main()
