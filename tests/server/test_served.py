"""The served simulator over a real connection: limits, rubbish, and its end."""

import asyncio
import http.client
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from ecsops.server import app, protocol, service
from ecsops.server.handshakes import State
from ecsops.server.limits import PIPELINED, REQUEST_BYTES
from ecsops.server.service import tell
from ecsops.simulator.account import Simulator
from tests.support.loopback import Served, serving

QUERY = "/?Action=DescribeRegions&Version=2014-05-26&Format=JSON"

PAGE = "/?Action=DescribeInstances&Version=2014-05-26&RegionId=cn-hangzhou"


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """A simulator that verifies nothing."""
    with serving(str(home / "simulator.db"), any_key=True) as found:
        yield found


def exchange(served: Served, sent: bytes) -> bytes:
    """Send bytes, and return all that comes until the server closes."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def get(served: Served, path: str, **headers: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, json.loads(body)


def test_it_tells_its_health(served: Served) -> None:
    assert get(served, app.HEALTH) == (200, {"Status": "OK"})


def test_one_connection_serves_many_requests(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    sockets = set()
    for _ in range(3):
        connection.request("GET", QUERY)
        connection.getresponse().read()
        sockets.add(connection.sock)
    connection.close()

    assert len(sockets) == 1


class Written(asyncio.Transport):
    """A transport that goes nowhere and keeps the pieces it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, data: Any) -> None:
        self.pieces.append(bytes(data))

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0

    def resume_reading(self) -> None:
        """It reads always."""

    def close(self) -> None:
        """It stays open."""


def test_an_answer_is_sent_in_one_piece_and_what_the_client_waits_for_at_once(
    served: Served,
) -> None:
    async def pieces(*sent: bytes) -> list[bytes]:
        state, transport = State(), Written()
        connection = protocol.LimitedProtocol(served.service.server.config, state, {})
        connection.connection_made(transport)
        for each in sent:
            connection.data_received(each)
            await asyncio.sleep(0)
        connection.connection_lost(None)
        return transport.pieces

    head = f"POST {app.HEALTH} HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"

    first, whole = asyncio.run(pieces(head.encode(), b"x"))

    assert first == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert whole.startswith(b"HTTP/1.1 200 OK\r\n")
    assert whole.endswith(b'\r\n\r\n{"Status": "OK"}')


def test_without_a_key_a_call_is_refused(home: Path) -> None:
    with serving(str(home / "simulator.db")) as strict:
        status, answer = get(strict, QUERY)

    assert (status, answer["Code"]) == (400, "MissingAccessKeyId")


def test_any_key_will_do_where_that_is_asked_for(served: Served) -> None:
    status, answer = get(served, QUERY)

    assert (status, len(answer["Regions"]["Region"]) > 20) == (200, True)


@pytest.mark.parametrize(
    "sent",
    [
        b"rubbish\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_is_refused_and_the_server_lives(served: Served, sent: bytes) -> None:
    assert exchange(served, sent).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 4"))
    assert get(served, app.HEALTH)[0] == 200


def test_beside_the_transaction_of_a_call_the_file_is_looked_at_once(served: Served) -> None:
    executed: list[str] = []
    served.service.account.store._db.set_trace_callback(executed.append)

    get(served, QUERY)

    assert executed.count("PRAGMA data_version") == 2


def test_a_client_that_goes_before_its_request_is_whole_does_nothing(served: Served) -> None:
    before = served.service.account.status()["Records"]

    exchange(
        served,
        b"POST /?Action=CreateDeploymentSet&Version=2014-05-26 HTTP/1.1\r\n"
        b"Host: x\r\nContent-Length: 10\r\n\r\nabc",
    )

    assert get(served, app.HEALTH)[0] == 200
    assert before == served.service.account.status()["Records"]


def test_a_body_that_is_too_long_is_not_read(served: Served) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(head + b"x" * REQUEST_BYTES)
        answer = connection.recv(100)

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_headers_that_are_too_long_are_not_read(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * REQUEST_BYTES)
        answer = connection.recv(100)

    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
def test_a_client_that_is_too_slow_is_let_go(
    served: Served, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_S", 0.05)

    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(sent)
        assert connection.recv(100) == b""


def test_so_is_one_whose_later_request_is_too_slow(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_S", 0.05)

    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(f"GET {app.HEALTH} HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET / HT")
        assert connection.recv(100) == b""


def is_closed(connection: socket.socket) -> bool:
    """Return whether the server ends the connection without a word."""
    try:
        return connection.recv(100) == b""
    except ConnectionResetError:
        return True


def test_of_too_many_connections_the_one_that_rests_longest_goes(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "CONNECTIONS", 3)
    address = ("127.0.0.1", served.port)
    first, second, *others = [socket.create_connection(address, timeout=20) for _ in range(3)]
    first.sendall(b"GET / HTTP/1.1\r\n")

    others.append(socket.create_connection(address, timeout=20))

    assert is_closed(first)
    assert get(served, app.HEALTH)[0] == 200
    assert is_closed(second)
    for each in (first, second, *others):
        each.close()


@contextmanager
def unread(served: Served) -> Iterator[None]:
    """Ask for more than fits on the way, and read nothing of it while the block runs."""
    connections = served.service.server.server_state.connections
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", served.port))
        client.sendall(f"GET {PAGE} HTTP/1.1\r\n\r\n".encode() * PIPELINED)
        wait_until(lambda: any(each.flow.write_paused for each in list(connections)))
        yield


def wait_until(true: Callable[[], bool]) -> None:
    """Look until it is so. Fails after 20 seconds."""
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until


@pytest.fixture
def narrow(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A simulator that verifies nothing; little of its answers is on the way."""
    monkeypatch.setattr(service, "SEND_BYTES", 4096)
    with serving(str(home / "simulator.db"), any_key=True) as found:
        yield found


def test_of_too_many_connections_one_that_does_not_read_its_answers_goes(
    narrow: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "CONNECTIONS", 1)

    with unread(narrow):
        assert get(narrow, app.HEALTH)[0] == 200


def test_who_reads_nothing_of_his_answers_is_left(
    narrow: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_S", 0.05)

    with unread(narrow):
        wait_until(lambda: not narrow.service.server.server_state.connections)


def answered(served: Served, sent: bytes) -> int:
    """Return how many answers come before the server closes."""
    found = b""
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=20) as client,
        suppress(ConnectionResetError),
    ):
        client.sendall(sent)
        while part := client.recv(65536):
            found += part
    return found.count(b"200 OK")


def test_many_requests_at_once_are_answered_and_too_many_are_not(served: Served) -> None:
    request = f"GET {app.HEALTH} HTTP/1.1\r\n\r\n".encode()
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")

    assert answered(served, request * PIPELINED + last) == PIPELINED + 1
    assert answered(served, request * (PIPELINED + 1) + last) == 0


def test_a_connection_that_is_being_answered_never_goes(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "CONNECTIONS", 2)
    account = Simulator(served.service.account.path)
    account.add_fault("slow", "cn-hangzhou", {"Detail": "0.2"})
    busy = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    busy.request("GET", QUERY)
    while not account.faults()[0]["Struck"]:
        pass
    account.close()
    idle = socket.create_connection(("127.0.0.1", served.port), timeout=20)

    assert get(served, app.HEALTH)[0] == 200
    assert busy.getresponse().status == 200
    assert is_closed(idle)
    busy.close()
    idle.close()


def test_a_defect_of_ours_is_an_internal_error_and_the_server_lives(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def defect(*_: Any) -> None:
        raise RuntimeError("defect")

    monkeypatch.setattr(served.service.account, "_called", defect)

    status, answer = get(served, QUERY)

    assert (status, answer["Code"]) == (500, "InternalError")
    assert "defect" not in json.dumps(answer)
    assert "RuntimeError: defect" in caplog.text
    assert get(served, app.HEALTH)[0] == 200


def test_what_the_system_refuses_is_one_line_and_a_defect_has_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(tell)
    for error in (OSError(24, "Too many open files"), RuntimeError("defect")):
        loop.call_exception_handler({"message": "accept", "exception": error})
    loop.close()

    refused, defect = caplog.records
    assert (refused.getMessage(), refused.exc_info) == (
        "accept: [Errno 24] Too many open files",
        None,
    )
    assert defect.exc_info is not None


PAGES = """
import resource
from ecsops.server.service import keep_freed_memory

def faults():
    begin = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        [b"x" * 150_000 for _ in range(3)]
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - begin

print(faults())
keep_freed_memory()
print(faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the memory of glibc")
def test_the_memory_of_a_large_answer_is_there_for_the_next() -> None:
    said = subprocess.run([sys.executable, "-c", PAGES], stdout=subprocess.PIPE, check=True).stdout

    before, after = map(int, said.split())
    assert after < before / 10


def test_the_program_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    environment = {**os.environ, "ECSOPS_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as program:
        assert program.stdout is not None
        said = json.loads(program.stdout.readline())
        port = int(said["Endpoint"].rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", app.HEALTH)
        status = connection.getresponse().status
        connection.close()
        program.send_signal(signal.SIGTERM)
        assert (status, program.wait(20)) == (200, 0)

    assert sorted(said) == ["AccessKeyId", "AccessKeySecret", "Endpoint", "StateFile"]
