"""What the served simulator answers in a second.

    python -m benchmarks.server [REQUESTS]

A process of its own serves 5,000 instances from a file; every request is signed (V1) and every
signature verified. Clients keep their connections. Figures are of this machine alone.
"""

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlencode

from benchmarks.accounts import filled
from ecsops.openapi import signature

INSTANCES = 5_000

REQUESTS = 1_000

RUN_INSTANCES = {
    "Action": "RunInstances",
    "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
    "InstanceType": "ecs.g5.large",
}


class Served:
    """A served account: where it is, and the key to it."""

    def __init__(self, told: dict[str, str], process_id: int) -> None:
        host, _, port = told["Endpoint"].rpartition("//")[2].partition(":")
        self.address = (host, int(port))
        self.key = (told["AccessKeyId"], told["AccessKeySecret"])
        self.process_id = process_id

    def request(self, parameters: dict[str, str]) -> bytes:
        """Return a signed request."""
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

    def memory_mb(self) -> float:
        """Return the resident memory of the server, in megabytes."""
        status = Path(f"/proc/{self.process_id}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def serving(directory: str, instances: int) -> Iterator[Served]:
    """Serve that many instances from a process of its own."""
    state = f"{directory}/simulator.db"
    account = filled(state, instances=instances)
    account.set_quota("InvocationsPerDay", 1_000_000)
    account.close()
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with subprocess.Popen(
        [*command, "--state", state], stdout=subprocess.PIPE, env={**os.environ, "HOME": directory}
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(json.loads(process.stdout.readline()), process.pid)
        finally:
            process.terminate()


def exchange(connection: socket.socket, sent: bytes) -> bytes:
    """Send a request and return the body of its answer. Raises RuntimeError for a refusal."""
    connection.sendall(sent)
    answer = connection.recv(1 << 18)
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head[:20]:
        raise RuntimeError(answer.decode())
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(1 << 18)
    return body


def client(served: Served, requests: list[bytes], times: list[float]) -> None:
    """Make the requests one after another on one connection."""
    with socket.create_connection(served.address) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in requests:
            begin = time.perf_counter()
            exchange(connection, each)
            times.append(time.perf_counter() - begin)


def measured(served: Served, parameters: dict[str, str], clients: int, count: int) -> str:
    """Return requests a second and the times of an answer, with so many clients."""
    each = [[served.request(parameters) for _ in range(count // clients)] for _ in range(clients)]
    times: list[float] = []
    threads = [Thread(target=client, args=(served, requests, times)) for requests in each]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begin
    worst = sorted(times)[int(len(times) * 0.99)]
    return (
        f"{len(times) / spent:7.0f} requests/s   median {median(times) * 1000:6.2f} ms   "
        f"99 % {worst * 1000:6.2f} ms"
    )


def main(count: int = REQUESTS) -> None:
    """Measure and print."""
    with TemporaryDirectory() as directory, serving(directory, INSTANCES) as served:
        command = {
            "Action": "RunCommand",
            "Type": "RunBatScript",
            "CommandContent": "ZWNobyAx",
            "InstanceId.1": windows_instance(served),
        }
        for name, parameters in (
            ("DescribeInstances, page of 50", {"Action": "DescribeInstances", "PageSize": "50"}),
            ("RunInstances", RUN_INSTANCES),
            ("RunCommand", command),
        ):
            for clients in (1, 8):
                print(f"{name:30} {clients} clients {measured(served, parameters, clients, count)}")
        print(f"Memory with {INSTANCES} instances: {served.memory_mb():.0f} MB")


def windows_instance(served: Served) -> str:
    """Return an instance that runs no script of its own accord here."""
    asked = served.request({"Action": "DescribeInstances", "InstanceName": "WindowsOffice"})
    with socket.create_connection(served.address) as connection:
        found = json.loads(exchange(connection, asked))["Instances"]["Instance"]
    return str(found[0]["InstanceId"])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
