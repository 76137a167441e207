"""The threads of the served simulator: a call that takes long keeps nobody waiting but writers."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from ecsops.server.answers import Answer
from ecsops.server.lanes import Lanes
from ecsops.server.limits import LANES
from ecsops.server.requests import Received
from ecsops.simulator.account import Simulator
from tests.support.loopback import serving

CALL = "/?Action={}&Version=2014-05-26&Format=JSON&RegionId=cn-hangzhou&{}"

CREATE = CALL.format("CreateDeploymentSet", "DeploymentSetName=late")

LIST = CALL.format("DescribeDeploymentSets", "")


def request(name: str) -> Received:
    return Received("GET", name, {}, {}, {}, b"")


class Held:
    """Answers of lanes: a request whose path begins with `held` is answered when `go` is set."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.opened: list[int] = []
        self.under_way: list[str] = []
        self.most_writers = 0

    def open(self, number: int) -> Callable[[Received], Answer]:
        self.opened.append(number)
        return self.respond

    def respond(self, each: Received) -> Answer:
        self.under_way.append(each.path)
        writers = [path for path in self.under_way if "write" in path]
        self.most_writers = max(self.most_writers, len(writers))
        if each.path.startswith("held"):
            assert self.go.wait(20)
        self.under_way.remove(each.path)
        return Answer(200, each.path.encode(), [])


def test_quick_requests_are_answered_by_one_lane() -> None:
    held = Held()

    async def run() -> list[Answer]:
        lanes = Lanes(held.open)
        found = await asyncio.gather(
            *(lanes.answer(request(f"read {number}"), reads=True) for number in range(50))
        )
        assert lanes.close(5)
        return found

    found = asyncio.run(run())

    assert [each.body for each in found] == [b"read %d" % number for number in range(50)]
    assert held.opened == [0]


def test_a_held_write_keeps_other_writes_waiting_and_no_read() -> None:
    held = Held()

    async def run() -> list[bytes]:
        lanes = Lanes(held.open)
        first = asyncio.ensure_future(lanes.answer(request("held write"), reads=False))
        second = asyncio.ensure_future(lanes.answer(request("write"), reads=False))
        await asyncio.sleep(0)  # both have begun
        third = await lanes.answer(request("read"), reads=True)
        assert not first.done()
        assert not second.done()
        held.go.set()
        found = [third.body, (await first).body, (await second).body]
        assert lanes.close(5)
        return found

    assert asyncio.run(run()) == [b"read", b"held write", b"write"]
    assert (held.opened, held.most_writers) == ([0, 1], 1)


def test_held_reads_take_no_more_than_the_lanes_there_are() -> None:
    held = Held()

    async def run() -> int:
        lanes = Lanes(held.open)
        tasks = [
            asyncio.ensure_future(lanes.answer(request(f"held {number}"), reads=True))
            for number in range(LANES + 3)
        ]
        while len(held.opened) < LANES:
            await asyncio.sleep(0)
        await asyncio.sleep(0.2)
        held.go.set()
        await asyncio.gather(*tasks)
        assert lanes.close(5)
        return len(held.opened)

    assert asyncio.run(run()) == LANES


def test_lanes_that_do_not_end_are_reported() -> None:
    held = Held()

    async def run() -> Lanes:
        lanes = Lanes(held.open)
        task = asyncio.ensure_future(lanes.answer(request("held"), reads=True))
        while not held.under_way:
            await asyncio.sleep(0)
        task.cancel()
        return lanes

    lanes = asyncio.run(run())
    assert not lanes.close(0.01)
    held.go.set()
    assert lanes.close(5)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the turn to write, as a call that takes long does."""
    account = Simulator(str(path))
    with account.store.transaction(write=True):
        yield
    account.close()


def tickets(path: Path) -> int:
    """Return how many writers have queued for the state file so far."""
    return int.from_bytes(path.with_name(f"{path.name}.queue").read_bytes()[:8], "little")


def await_writer(path: Path, before: int) -> None:
    """Look until another writer is in the queue. Fails after 20 seconds."""
    until = time.monotonic() + 20
    while tickets(path) == before:
        assert time.monotonic() < until


def test_health_and_reads_are_answered_while_a_call_waits(home: Path) -> None:
    path = home / "simulator.db"
    with serving(str(path), any_key=True) as served:
        with writing(path):
            made = threading.Thread(
                target=lambda: requests.get(served.endpoint + CREATE, timeout=20)
            )
            before = tickets(path)
            made.start()
            await_writer(path, before)
            health = requests.get(f"{served.endpoint}/-/health", timeout=1).json()
            found = requests.get(served.endpoint + LIST, timeout=1).json()
        made.join()
        after = requests.get(served.endpoint + LIST, timeout=5).json()

    assert (health, found["TotalCount"], after["TotalCount"]) == ({"Status": "OK"}, 2, 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_within_two_seconds_while_a_call_waits(
    home: Path, number: signal.Signals
) -> None:
    path = home / "simulator.db"
    Simulator(str(path)).close()
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with (
        subprocess.Popen(
            [*command, "--insecure-any-key"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "ECSOPS_HOME": str(home)},
            text=True,
        ) as program,
    ):
        assert program.stdout is not None
        endpoint = json.loads(program.stdout.readline())["Endpoint"]
        with writing(path):
            client = threading.Thread(target=lambda: waits(endpoint + CREATE))
            before = tickets(path)
            client.start()
            await_writer(path, before)
            begun = time.monotonic()
            program.send_signal(number)
            said = program.communicate(timeout=20)[1]
            took = time.monotonic() - begun
        client.join()
    account = Simulator(str(path))
    account.close()

    assert (program.returncode, said.splitlines()[-1]) == (0, f"Stopped by {number.name}.")
    assert took < 2


def waits(url: str) -> None:
    """Send a request that the end of the server leaves without an answer."""
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=20)
