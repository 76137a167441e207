"""The cost of a script on 1,000 instances over HTTP with 50 ms added latency.

python -m tools.benchmarks.assist_http

The unavoidable round trips are, with eight calls side by side:

- 20 RunCommand calls (50 instances are the most that one takes), in three rounds;
- one DescribeInvocations, which tells that the scripts have ended: results cannot be read before;
- 20 DescribeInvocationResults (pages have 50 results at most), in three rounds.

Seven round trips in a chain, 350 ms of added latency. Their time is measured, not assumed: a bare
client makes these calls and no others, over the same way to the same server, signs them before
the time is taken where it can, and parses nothing but the InvokeIds. Scripts have a canned answer
that takes no time, so that none is waited for. Both take turns in one run.
"""

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.openapi import signature
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.openapi.side_by_side import side_by_side
from ecsops.operations.assistant.follow_invocation import follow
from ecsops.operations.assistant.invocations import TARGETS_IN_A_CALL, run_script
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from tools.benchmarks.events import fleet
from tools.benchmarks.measuring import in_turn, ratio

TARGETS = 1_000

LATENCY_MS = 50

PARALLEL = 8

ROUNDS = 5


class Bare:
    """Makes calls with as little as there can be: kept connections, requests in one write."""

    def __init__(self, port: int, key: Document) -> None:
        self._key = key
        self._free: SimpleQueue[socket.socket] = SimpleQueue()
        for _ in range(PARALLEL):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._free.put(connection)

    def request(self, action: str, parameters: Mapping[str, str]) -> bytes:
        """Return a signed request (V1)."""
        given = {
            **parameters,
            "Action": action,
            "RegionId": "cn-hangzhou",
            "Format": "JSON",
            "Version": "2014-05-26",
            "AccessKeyId": self._key["AccessKeyId"],
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": uuid.uuid4().hex,
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        text = signature.v1_string_to_sign("GET", given.items())
        given["Signature"] = signature.v1_signature(self._key["AccessKeySecret"], text)
        return f"GET /?{urlencode(given)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()

    def ask(self, request: bytes) -> bytes:
        """Return the body of the answer. Raises RuntimeError for a refusal."""
        connection = self._free.get()
        connection.sendall(request)
        head, _, body = connection.recv(1 << 20).partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(1 << 20)
        self._free.put(connection)
        if b" 200 " not in head[:20]:
            raise RuntimeError(body.decode())
        return body

    def run(self, starts: list[bytes], name: str) -> None:
        """Make the unavoidable calls."""
        ids = [json.loads(each)["InvokeId"] for each in side_by_side(self.ask, starts, PARALLEL)]
        self.ask(self.request("DescribeInvocations", {"CommandName": name, "MaxResults": "20"}))
        reads = [
            self.request("DescribeInvocationResults", {"InvokeId": each, "MaxResults": "50"})
            for each in ids
        ]
        read = sum(each.count(b'"ExitCode":0') for each in side_by_side(self.ask, reads, PARALLEL))
        assert read == TARGETS, f"{read} results"


class Counted(OpenApi):
    """The real backend, and how often it called what."""

    def __init__(self, *arguments: Any, **choices: Any) -> None:
        super().__init__(*arguments, **choices)
        self.calls: Counter[str] = Counter()

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Count and make the call."""
        self.calls[operation.name] += 1
        return super().call(operation, parameters)


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as directory:
        state = str(Path(directory) / "simulator.db")
        targets, key = prepared(state)
        with served(state) as port, delayed(port) as far:
            bare = Bare(far, key)
            backend = Counted(
                lambda: Credentials(key["AccessKeyId"], key["AccessKeySecret"], "", "benchmark"),
                region_id="cn-hangzhou",
                endpoint=f"http://127.0.0.1:{far}",
                parallel=PARALLEL,
            )
            ready: list[tuple[list[bytes], str]] = []
            for _ in range(ROUNDS + 1):
                name = f"bare-{uuid.uuid4().hex[:12]}"
                ready.append((starts(bare, targets, name), name))
            times = in_turn(
                {
                    "bare": lambda: bare.run(*ready.pop()),
                    "ours": lambda: run(Client(backend, "cn-hangzhou"), targets),
                },
                ROUNDS,
            )
            backend.close()
    calls = {name: count // (ROUNDS + 1) for name, count in backend.calls.items()}
    print(f"echo 123 on {TARGETS:,} instances over HTTP, {LATENCY_MS} ms away, {PARALLEL} at once")
    print(f"  added latency of 7 round trips {7 * LATENCY_MS / 1000:>8.2f} s")
    print(f"  the same calls, bare           {median(times['bare']):>8.2f} s")
    print(f"  assist run                     {median(times['ours']):>8.2f} s")
    print(f"  ratio (goal: 1.3)              {ratio(times, 'ours', 'bare'):>8.2f}")
    print(f"  calls                          {calls}")


def prepared(state: str) -> tuple[list[str], Document]:
    """Make the account: the ids of its running instances, and a key to it."""
    account = Simulator(state)
    account.set_quota("InvocationsPerDay", 1_000_000)
    targets = fleet(account, Client(account, "cn-hangzhou"))[:TARGETS]
    account.control(canned_answers.add, "*", "123\n", 0, 0)
    key: Document = account.control(access_keys.create)
    account.close()
    assert len(targets) == TARGETS
    return targets, key


def starts(bare: Bare, targets: list[str], name: str) -> list[bytes]:
    """Return the calls that start the script on every instance."""
    batches = [
        targets[begin : begin + TARGETS_IN_A_CALL] for begin in range(0, TARGETS, TARGETS_IN_A_CALL)
    ]
    fields = {"Type": "RunShellScript", "CommandContent": "ZWNobyAxMjM=", "Name": name}
    return [
        bare.request(
            "RunCommand",
            {**fields, **{f"InstanceId.{place}": each for place, each in enumerate(batch, 1)}},
        )
        for batch in batches
    ]


def run(client: Client, targets: list[str]) -> None:
    """Run the script as `assist run` does, and read every result."""
    started = run_script(client, b"echo 123", targets, keep=False, Type="RunShellScript")
    results = list(follow(client, started, wait_s=600, progress=lambda *_: None))
    assert [each["OutputText"] for each in results] == ["123\n"] * TARGETS


@contextmanager
def served(state: str) -> Iterator[int]:
    """Serve the account from a process of its own; give its port."""
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with started([*command, "--state", state]) as line:
        yield int(json.loads(line)["Endpoint"].rpartition(":")[2])


@contextmanager
def delayed(port: int) -> Iterator[int]:
    """Make the way to a port longer; give the port at its other end."""
    with started(
        [sys.executable, "-m", "tools.benchmarks.delaying", str(port), str(LATENCY_MS)]
    ) as line:
        yield int(line)


@contextmanager
def started(command: list[str]) -> Iterator[str]:
    """Run a process while the block runs, and give the first line that it says."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
