"""The cost of placing an instance of a deployment set in a region of 200 hosts and of 2,000.

python -m tools.benchmarks.placement

1,000 instances go into 100 sets, one call each, in both regions in turn.
"""

from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.zones import zone_ids
from tools.benchmarks.measuring import in_turn, ratio

REGION_ID = "cn-hangzhou"

FEW, MANY = 200, 2_000
"""Physical hosts in the region, for the one family that is placed."""

SETS, INSTANCES = 100, 1_000

GOAL = 2
"""How many times as much a placement may cost with many hosts."""


class Region:
    """A region with so many hosts, and empty deployment sets to be filled one after the other."""

    def __init__(self, path: str, hosts: int) -> None:
        self.account = Simulator(path)
        self.account.reset(empty=True, hosts=hosts // len(zone_ids(REGION_ID)))
        self.account.set_quota("DeploymentSetsPerRegion", SETS)
        self.client = Client(self.account, REGION_ID)
        self.sets = cycle([self.deployment_set(number) for number in range(SETS)])

    def deployment_set(self, number: int) -> str:
        """Return the id of a new set."""
        answer = self.client.call(CreateDeploymentSet, DeploymentSetName=f"Spread{number:03}")
        deployment_set_id: str = answer["DeploymentSetId"]
        return deployment_set_id

    def place(self) -> None:
        """Make an instance in the next set."""
        self.client.call(
            RunInstances,
            ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
            InstanceType="ecs.g5.large",
            DeploymentSetId=next(self.sets),
            Amount=1,
        )


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as directory:
        regions = {
            f"{hosts:,} hosts": Region(str(Path(directory) / f"{hosts}" / "simulator.db"), hosts)
            for hosts in (FEW, MANY)
        }
        begin = perf_counter()
        times = in_turn({name: region.place for name, region in regions.items()}, INSTANCES - 1)
        spent = perf_counter() - begin
        for region in regions.values():
            region.account.close()
    for name, seconds in times.items():
        print(f"one placement with {name:<12} {median(seconds) * 1e3:6.2f} ms")
    few, many = times
    print(f"ratio {ratio(times, many, few):.2f}; the goal is at most {GOAL}")
    print(f"{INSTANCES:,} instances in {SETS} sets with {many}: {sum(times[many]):.1f} s")
    print(f"(both regions together {spent:.1f} s, their hosts made at the first placement)")


if __name__ == "__main__":
    main()
