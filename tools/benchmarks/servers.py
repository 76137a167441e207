"""A server under test, a process of its own, and ours as one of them."""

import os
import socket
import subprocess
import sys
import time
import uuid
from abc import ABC, abstractmethod
from pathlib import Path
from urllib.parse import urlencode

from ecsops.openapi import signature
from ecsops.simulator import access_keys
from tools.benchmarks.accounts import filled
from tools.benchmarks.load import Address, exchange

PAGE, RUN, COMMAND = "DescribeInstances, page of 50", "RunInstances", "RunCommand"

RESERVATION = 10
"""Instances of one call while a peer is filled: moto's pages count calls, not instances."""

MANY = 1_000
"""Instances of one call where only the memory is looked at: small calls take an hour."""

STARTS_WITHIN_S = 30

LOOKS_EVERY_S = 0.002


class Server(ABC):
    """A server under test. It is started and stopped by `with`."""

    name: str

    def __init__(self, directory: str, place: str) -> None:
        self.directory = directory
        self.place = place

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that serves on the port of `address`."""

    @abstractmethod
    def requests(self, call: str, count: int) -> list[bytes]:
        """Return so many requests of a call; none where the server has no such call."""

    @abstractmethod
    def prepare(self, instances: int) -> None:
        """Do what comes before the start."""

    @abstractmethod
    def fill(self, instances: int, in_a_call: int = RESERVATION) -> None:
        """Create so many instances on the running server, unless it was prepared with them."""

    def __enter__(self) -> "Server":
        self.address: Address = ("127.0.0.1", free_port())
        command = self.command()
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            env=self._environment(),
            cwd=self.directory,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.answers_after_s = self._await(begun)
        return self

    def __exit__(self, *raised: object) -> None:
        self.process.terminate()
        self.process.wait(STARTS_WITHIN_S)

    def _environment(self) -> dict[str, str]:
        """Return the variables of the process; bytecode is kept, as it is for users."""
        kept = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "HOME": self.directory, "GATEWAY_PORT": str(self.address[1])}

    def _await(self, begun: float) -> float:
        """Return how long after its start the server gave its first answer to a real call."""
        (request,) = self.requests(PAGE, 1)
        while True:
            try:
                exchange(self.address, request)
            except OSError:
                if time.perf_counter() - begun > STARTS_WITHIN_S:
                    raise
                time.sleep(LOOKS_EVERY_S)
            else:
                return time.perf_counter() - begun

    def memory_mb(self) -> float:
        """Return what the server and its children take of the memory: the sum of their PSS."""
        return sum(pss_kb(each) for each in family(self.process.pid)) / 1024


class Ecsops(Server):
    """The simulator, served from a file."""

    name = "ecsops"
    key = ("", "")

    def command(self) -> list[str]:
        port, state = str(self.address[1]), self._state
        serve = ["sim", "serve", "--port", port, "--state", state]
        return [sys.executable, "-m", "ecsops", *serve]

    @property
    def _state(self) -> str:
        return f"{self.directory}/simulator.db"

    def prepare(self, instances: int) -> None:
        for file in Path(self.directory).glob("simulator.db*"):
            file.unlink()
        account = filled(self._state, instances=instances)
        account.set_quota("InvocationsPerDay", 1_000_000)
        made = account.control(access_keys.create)
        # Time goes on: what follows a call, such as the start of an instance, takes its share.
        account.control(lambda context: account.clock.start(None, frozen=False))
        self.key = made["AccessKeyId"], made["AccessKeySecret"]
        (windows,) = account.control(
            lambda context: context.store.select(
                "Instance", context.region_id, {"InstanceName": "WindowsOffice"}
            )
        )
        self._instance_id = windows.id
        account.close()

    def fill(self, instances: int, in_a_call: int = RESERVATION) -> None:
        """The file has them."""

    def requests(self, call: str, count: int) -> list[bytes]:
        parameters = {
            PAGE: {"Action": "DescribeInstances", "PageSize": "50"},
            RUN: {
                "Action": "RunInstances",
                "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
                "InstanceType": "ecs.g5.large",
            },
            # An instance that runs no script of its own accord here: nothing is started for it.
            COMMAND: {
                "Action": "RunCommand",
                "Type": "RunBatScript",
                "CommandContent": "ZWNobyAx",
                "InstanceId.1": self._instance_id,
            },
        }[call]
        return [self._signed(parameters) for _ in range(count)]

    def _signed(self, parameters: dict[str, str]) -> bytes:
        given = {
            **parameters,
            "RegionId": "cn-hangzhou",
            "Format": "JSON",
            "Version": "2014-05-26",
            "AccessKeyId": self.key[0],
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": uuid.uuid4().hex,
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        string = signature.v1_string_to_sign("GET", given.items())
        given["Signature"] = signature.v1_signature(self.key[1], string)
        return f"GET /?{urlencode(given)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def free_port() -> int:
    """Return a port without a listener."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def family(process_id: int) -> list[int]:
    """Return a process and its children, and theirs."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    return [process_id, *(each for child in children for each in family(int(child)))]


def pss_kb(process_id: int) -> int:
    """Return the proportional set size of a process."""
    rollup = Path(f"/proc/{process_id}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
