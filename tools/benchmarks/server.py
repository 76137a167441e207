"""The served simulator beside moto's server and MiniStack, under one load program, in one run.

    python -m tools.benchmarks.server [--quick] [--alone] [--starts]

It says how soon each answers after its start, how many pages, new instances and commands it
answers in a second with 1 client and with 8, and what memory it takes with 20,000 instances. Ours
verifies every signature and has every change in its file before it answers; the peers verify
nothing and keep everything in memory. With --starts it looks at the starts alone. The peers are
installed by pip the first time, into $ECSOPS_BENCHMARKS (a directory under the temporary ones
unless it is set), and nothing else.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from os import environ
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from tools.benchmarks.load import Figures, load
from tools.benchmarks.peers import MiniStack, Moto
from tools.benchmarks.servers import COMMAND, MANY, PAGE, RUN, Ecsops, Server

CALLS = (PAGE, RUN, COMMAND)

GOALS = {
    PAGE: (("moto", 100.0),),
    RUN: (("moto", 20.0), ("MiniStack", 1.0)),
    COMMAND: (("moto", 5.0),),
}
"""How many times the rate of a peer ours is to be."""

START_GOALS = (("moto", 1 / 10), ("MiniStack", 1 / 3))

MEMORY_GOAL = ("moto", 1 / 4)

REQUESTS_MOST = 4_000
"""Calls that are signed ahead for a load; time ends it before them, as a rule."""


class Size(NamedTuple):
    """How much is measured: instances, seconds of each load, rounds of loads and of starts."""

    instances: int = 5_000
    seconds: float = 2.0
    rounds: int = 3
    starts: int = 9
    remembered: int = 20_000


QUICK = Size(instances=500, seconds=0.7, rounds=2, starts=2, remembered=0)

Kind = type[Ecsops] | type[Moto] | type[MiniStack]

Rates = dict[tuple[str, str, int], list[Figures]]
"""The figures of every round by server, call and clients."""


def main(*words: str) -> None:
    """Measure and print."""
    size = QUICK if "--quick" in words else Size()
    kinds: list[Kind] = [Ecsops] if "--alone" in words else [Ecsops, Moto, MiniStack]
    place = environ.get("ECSOPS_BENCHMARKS", f"{gettempdir()}/ecsops-benchmarks")
    Path(place).mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place) as directory:
        servers: list[Server] = [made(kind, place, directory) for kind in kinds]
        starts(servers, size)
        if "--starts" in words:
            return
        rates(servers, size)
        if size.remembered:
            memory(kinds, place, size)


def made(kind: Kind, place: str, directory: str) -> Server:
    """Return a server with a directory of its own."""
    own = Path(directory) / kind.name
    own.mkdir()
    return kind(str(own), place)


def starts(servers: list[Server], size: Size) -> None:
    """Print how soon each server answers a first call after its start, in turn."""
    times: dict[str, list[float]] = {each.name: [] for each in servers}
    for server in servers:
        server.prepare(0)
        with server:
            pass  # The first start compiles what was never compiled, and is not counted.
    for _ in range(size.starts):
        for server in servers:
            with server:
                times[server.name].append(server.answers_after_s)
    print(f"Start to first answer, median of {size.starts}:")
    for name, found in times.items():
        print(f"  {name:10} {median(found) * 1000:7.0f} ms")
    for peer, goal in START_GOALS:
        if peer in times:
            compare(median(times["ecsops"]) / median(times[peer]), peer, goal, at_most=True)


def rates(servers: list[Server], size: Size) -> None:
    """Print the rates of all calls, the servers in turn within each round."""
    print(f"\nCalls with {size.instances:,} instances, {size.rounds} rounds of {size.seconds:g} s:")
    with ExitStack() as stack:
        for server in servers:
            server.prepare(size.instances)
            stack.enter_context(server)
            server.fill(size.instances)
        figures = measured(servers, size)
        for call in CALLS:
            for clients in (1, 8):
                show(figures, servers, call, clients)


def measured(servers: list[Server], size: Size) -> Rates:
    """Return the figures of all loads."""
    found: Rates = {}
    for _ in range(size.rounds):
        for call in CALLS:
            for clients in (1, 8):
                for server in servers:
                    if requests := server.requests(call, REQUESTS_MOST):
                        figures = load(server.address, requests, clients, size.seconds)
                        found.setdefault((server.name, call, clients), []).append(figures)
    return found


def show(figures: Rates, servers: list[Server], call: str, clients: int) -> None:
    """Print what the loads of a call showed, and how it compares."""
    print(f"\n  {call}, {clients} client{'s' if clients > 1 else ''}:")
    for server in servers:
        rounds = figures.get((server.name, call, clients))
        if rounds is None:
            print(f"    {server.name:10} has no such call")
            continue
        rate = median(each.rate for each in rounds)
        times = [median(each.within(share) for each in rounds) * 1000 for share in (0.5, 0.99)]
        print(
            f"    {server.name:10} {rate:8.1f} a second"
            f"   median {times[0]:8.2f} ms   99 % {times[1]:8.2f} ms"
        )
    ours = figures["ecsops", call, clients]
    for peer, goal in GOALS[call]:
        if theirs := figures.get((peer, call, clients)):
            pairs = zip(ours, theirs, strict=True)
            compare(median(own.rate / other.rate for own, other in pairs), peer, goal)


def compare(ratio: float, peer: str, goal: float, *, at_most: bool = False) -> None:
    """Print a ratio to a peer beside its goal."""
    met = ratio <= goal if at_most else ratio >= goal
    bound = "at most" if at_most else "at least"
    print(f"      {ratio:8.2f} times {peer}; {bound} {goal:.2f}: {'met' if met else 'NOT met'}")


def memory(kinds: list[Kind], place: str, size: Size) -> None:
    """Print what the servers take of the memory with many instances, after a few pages."""
    print(f"\nMemory with {size.remembered:,} instances (PSS, children included):")
    taken = {}
    for kind in kinds:
        with remembering(kind, place, size.remembered) as server:
            load(server.address, server.requests(PAGE, 3), 1, 10)
            taken[server.name] = server.memory_mb()
            print(f"  {server.name:10} {taken[server.name]:7.0f} MB")
    peer, goal = MEMORY_GOAL
    if peer in taken:
        compare(taken["ecsops"] / taken[peer], peer, goal, at_most=True)


@contextmanager
def remembering(kind: Kind, place: str, instances: int) -> Iterator[Server]:
    """Give a server with so many instances."""
    with TemporaryDirectory(dir=place) as directory:
        server = made(kind, place, directory)
        server.prepare(instances)
        with server:
            server.fill(instances, MANY)
            yield server


if __name__ == "__main__":
    main(*sys.argv[1:])
