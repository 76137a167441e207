"""The cost of a script on many instances, and of a month of schedules.

Run with: python -m tools.benchmarks.assist
"""

import resource
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from ecsops.catalogue.ecs.assistant.invocations import RunCommand
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.operations.assistant.follow_invocation import follow
from ecsops.operations.assistant.invocations import run_script
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.assistant.execution import instance_files, sandbox
from ecsops.simulator.assistant.execution.user_namespace import user_namespace
from tools.benchmarks.events import fleet

TIMED_COMMANDS = 100
TARGETS = 50
DAYS = 30
DAY_S = 86400


class Counted:
    """A backend that counts its calls, and the most reads between two waits."""

    at_once = 1
    each = staticmethod(map)

    def __init__(self, account: Simulator) -> None:
        self._account = account
        self.calls: Counter[str] = Counter()
        self.reads = self.most_reads = 0

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Count and answer a call."""
        self.calls[operation.name] += 1
        self.reads += operation.reads
        self.most_reads = max(self.most_reads, self.reads)
        return self._account.call(operation, parameters)

    def wait(self, seconds: float) -> None:
        """Begin a new round."""
        self.reads = 0
        self._account.wait(seconds)

    def now(self) -> float:
        """Return the account's time."""
        return self._account.now()

    def close(self) -> None:
        """Close the account."""
        self._account.close()


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as home:
        account = Simulator(str(Path(home) / "simulator.db"))
        if sandbox.works():
            run_on_many(account)
        else:
            print("bubblewrap does not work here")
    with TemporaryDirectory() as home:
        run_again_and_again(Simulator(str(Path(home) / "simulator.db")))


def run_on_many(account: Simulator) -> None:
    """Print the cost of `echo 123` on a fleet, beyond the bare sandbox."""
    counted = Counted(account)
    targets = fleet(account, Client(account, "cn-hangzhou"))[:1000]
    bare_s = bare_seconds(len(targets))
    for label in ("first use, files of instances are made", "again"):
        counted.calls.clear()
        ran_s = timed(lambda: run_once(Client(counted, "cn-hangzhou"), targets))
        print(f"echo 123 on {len(targets):,} instances ({label})")
        print(f"  wall time                      {ran_s:>10.2f} s")
        print(f"  a bare bwrap sh -c 'echo 123'  {bare_s:>10.2f} s for as many")
        print(f"  ratio                          {ran_s / bare_s:>10.2f}")
        print(f"  calls                          {dict(counted.calls)}")
        print(f"  most reads in a round          {counted.most_reads:>10}")


def run_once(client: Client, targets: list[str]) -> None:
    """Run the script, and read every result."""
    started = run_script(client, b"echo 123", targets, keep=False, Type="RunShellScript")
    results = list(follow(client, started, wait_s=600, progress=lambda *_: None))
    assert all(each["OutputText"] == "123\n" for each in results)
    assert len(results) == len(targets)


def bare_seconds(count: int) -> float:
    """Return how long as many bare sandboxes take, on all cores: what a script needs anyway."""
    with TemporaryDirectory() as directory:
        Path(directory).chmod(0o711)
        root = f"{directory}/instance"
        instance_files.prepare(root, "instance")
        own = sandbox.own_files(root, instance_files.ROOT)
        base = [*sandbox.own_root(root, instance_files.ROOT), *sandbox.system()]
        command = ["bwrap", *sandbox.namespaces("instance"), *base, *own]
        namespace = user_namespace()

        def once(_: int) -> None:
            subprocess.run(
                [*command, "sh", "-c", "echo 123"],
                check=True,
                stdout=subprocess.PIPE,
                pass_fds=() if namespace is None else (namespace,),
                **sandbox.identity(),
            )

        with ThreadPoolExecutor(cpu_count()) as pool:
            return timed(lambda: list(pool.map(once, range(count))))


def run_again_and_again(account: Simulator) -> None:
    """Print the cost of a month of timed commands with a canned answer."""
    client = Client(account, "cn-hangzhou")
    account.control(canned_answers.add, "*", "123\n", 0, 1)
    targets = fleet(account, client)[:TARGETS]
    for number in range(TIMED_COMMANDS):
        client.call(
            RunCommand,
            Name=f"timed {number}",
            CommandContent="echo 123",
            Type="RunShellScript",
            InstanceId=targets,
            Frequency="0 */20 * * * *",
        )
    runs = TIMED_COMMANDS * TARGETS * DAYS * DAY_S // 1200
    passed_s = timed(lambda: account.wait(DAYS * DAY_S))
    kept = account.store.count("InvocationResult", None)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{DAYS} days of {TIMED_COMMANDS} commands every 20 minutes on {TARGETS} instances")
    print(f"  runs                           {runs:>10,}")
    print(f"  results kept                   {kept:>10,}")
    print(f"  wall time                      {passed_s:>10.1f} s")
    print(f"  runs a second                  {runs / passed_s:>10,.0f}")
    print(f"  peak memory                    {memory:>10,.0f} MiB")


def timed(function: Callable[[], object]) -> float:
    """Return how long the function takes."""
    begun = perf_counter()
    function()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
