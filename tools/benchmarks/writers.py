"""Many processes that write to one state file: whether all get their turn, and how fair that is.

    python -m tools.benchmarks.writers [PROCESSES] [WRITES]

Every process writes once before the measurement, so that no start is measured. Prints the writes
that were done, the longest wait against the mean, and the rate against that of one process.
"""

import os
import sys
import time
from multiprocessing import Barrier, Process, Queue
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from ecsops.catalogue.ecs.assistant.commands import CreateCommand
from ecsops.simulator.account import Simulator

GOALS = "goals: all done, longest at most 3 times the mean, rate at least 0.8"

PARAMETERS = {
    "RegionId": "cn-hangzhou",
    "Type": "RunShellScript",
    "CommandContent": "ZWNobw==",
}


def write(path: str, number: int, writes: int, start: Any, times: Any) -> None:
    """Write so often, and report how long each write took."""
    account = Simulator(path)
    account.call(CreateCommand, {**PARAMETERS, "Name": f"warm-{number}"})
    start.wait()
    took = []
    for each in range(writes):
        begun = time.perf_counter()
        account.call(CreateCommand, {**PARAMETERS, "Name": f"c{number}-{each}"})
        took.append(time.perf_counter() - begun)
    times.put(took)
    account.close()


def measured(path: str, processes: int, writes: int) -> tuple[float, list[float]]:
    """Return how long all writes took, and each of them."""
    times: Queue[list[float]]
    start, times = Barrier(processes + 1), Queue()
    each = [
        Process(target=write, args=(path, number, writes, start, times))
        for number in range(processes)
    ]
    for process in each:
        process.start()
    start.wait()
    begun = time.perf_counter()
    found = [took for _ in each for took in times.get()]
    total = time.perf_counter() - begun
    for process in each:
        process.join()
    return total, found


def fresh(directory: str, name: str) -> str:
    """Return the path of a new account that takes many commands."""
    path = os.path.join(directory, name)
    account = Simulator(path)
    account.set_quota("CommandsPerRegion", 1_000_000)
    account.close()
    return path


def main(processes: int = 50, writes: int = 20) -> None:
    """Print the figures."""
    with TemporaryDirectory() as directory:
        alone, _ = measured(fresh(directory, "one.db"), 1, processes * writes)
        total, waits = measured(fresh(directory, "many.db"), processes, writes)
    print(f"{len(waits)} of {processes * writes} writes done")
    print(f"longest {max(waits):.3f} s, mean {mean(waits):.3f} s: {max(waits) / mean(waits):.1f}")
    print(f"one process {alone:.2f} s, {processes} processes {total:.2f} s: {alone / total:.2f}")
    print(GOALS)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
