"""Rubbish through the socket: no client stops the server, fills it up, or sees it fail.

`ECSOPS_FUZZ=20000` (`make fuzz`) sends as many requests; the tests send fewer.
"""

import json
import os
import re
import select
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecsops.catalogue.index import MODULES, find, names
from ecsops.openapi import signature
from ecsops.server.app import HEALTH
from ecsops.server.limits import PARAMETERS, REQUEST_BYTES

REQUESTS = int(os.environ.get("ECSOPS_FUZZ", "120"))

MEMORY_MB = 64
"""How much the server may grow: the nonces that it remembers, and what its libraries keep."""

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")

LAST = b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % HEALTH.encode()
"""After whole requests: the server answers all, and closes."""

OPERATIONS = [find(product, name) for product in MODULES for name in names(product)]


class Server(NamedTuple):
    """A server in a process of its own."""

    process: "subprocess.Popen[str]"
    port: int
    access_key_id: str
    secret: str
    log: Path

    def memory_mb(self) -> float:
        """Return its resident memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def exchange(self, *parts: bytes, whole: bool = True) -> bytes:
        """Send the parts, and return all that comes until the server closes.

        Where it waits for more there is none: at once, if what was sent is not whole.
        """
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # It may have had enough, and have closed, while there is more to come.
            with suppress(OSError):
                for part in parts:
                    connection.sendall(part)
                if not whole or not wait_for(connection, 0.2):
                    connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    answer += part
                    if whole and not wait_for(connection, 0.2):
                        connection.shutdown(socket.SHUT_WR)
        return answer

    def signed(self, action: str, version: str, parameters: dict[bytes, bytes]) -> bytes:
        """Return the query of a call that the server takes for one of ours (V1)."""
        given = {
            **{name.decode(errors="replace"): text for name, text in parameters.items()},
            "Action": action.encode(),
            "Version": version.encode(),
            "AccessKeyId": self.access_key_id.encode(),
            "SignatureMethod": b"HMAC-SHA1",
            "SignatureVersion": b"1.0",
            "SignatureNonce": uuid.uuid4().hex.encode(),
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()).encode(),
        }
        texts = {name: value.decode(errors="replace") for name, value in given.items()}
        string = signature.v1_string_to_sign("GET", texts.items())
        given["Signature"] = signature.v1_signature(self.secret, string).encode()
        pairs = (
            f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}"
            for name, value in given.items()
        )
        return "&".join(pairs).encode()


def wait_for(connection: socket.socket, seconds: float) -> bool:
    """Return whether something comes in that time."""
    return bool(select.select([connection], [], [], seconds)[0])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that verifies signatures; at the end it is there, has said nothing, and stops."""
    directory = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with (
        (directory / "log").open("wb") as log,
        subprocess.Popen(
            [*command, "--state", str(directory / "simulator.db")],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, "ECSOPS_HOME": str(directory)},
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        port = int(said["Endpoint"].rpartition(":")[2])
        yield Server(process, port, said["AccessKeyId"], said["AccessKeySecret"], Path(log.name))
        assert process.poll() is None, f"It ended: {Path(log.name).read_text()}"
        assert Path(log.name).read_text() == ""
        process.terminate()
        assert process.wait(20) == 0


ODD = st.sampled_from(
    [b"", b"0", b"-1", b"1e999", b"[]", b"{}", b"[" * 3000, b"\x00", b"\xff\xfe", b"\xed\xa0\x80"]
) | st.binary(max_size=12)

METHODS = st.sampled_from(
    [
        *b"GET POST PUT DELETE HEAD OPTIONS TRACE CONNECT PATCH PRI M-SEARCH get G\x00T".split(),
        b"x" * 300,
    ]
)

TARGETS = st.sampled_from(
    [
        *b"/ * // /../../etc/passwd /%2e%2e/ /%00 http://else/ else:443 /-/health/..".split(),
        *b"/-/reset /?Action=DescribeRegions&Action=x&Version=2014-05-26 /?% \\".split(),
        *b"/?a=%zz&%ff=%fe /\xc3\x28".split(),
        b"",
        b"/" + b"a/" * 5000,
        b"/?" + b"&" * 9000,
    ]
)

HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *b"Host Accept Content-Type Authorization Expect Connection Upgrade Cookie".split(),
                *b"Transfer-Encoding Content-Length Content-Encoding X-Forwarded-For".split(),
                *b"x-acs-action x-acs-date \x00".split(),
                b" x",
                b"",
                b"a" * 900,
            ]
        ),
        st.sampled_from(
            [
                *b"close 100-continue websocket h2c gzip chunked -1 5 99999999999999999999".split(),
                *b"application/x-www-form-urlencoded multipart/form-data;boundary=x \xff".split(),
                b"ACS3-HMAC-SHA256 Credential=a,Signature=b",
                b"v" * 5000,
            ]
        )
        | st.binary(max_size=9),
    ),
    max_size=6,
)


@st.composite
def rubbish(draw: st.DrawFn) -> bytes:
    """Draw something like a request."""
    version = draw(st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9.9", b""]))
    lines = [b" ".join((draw(METHODS), draw(TARGETS), version))]
    lines += [b": ".join(each) for each in draw(HEADERS)]
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n", b"\r"]))
    body = draw(st.sampled_from([b"", b"0\r\n\r\n", b"zz\r\n", b"a=b&" * 99]) | st.binary())
    return end.join([*lines, b"", b""]) + body


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, str, dict[bytes, bytes]]:
    """Draw a call of some operation with values that it does not expect."""
    operation = draw(st.sampled_from(OPERATIONS))
    known = [each.name.encode() for each in operation.parameters]
    known = known or [b"RegionId"]  # GetCallerIdentity takes no parameters
    name = st.sampled_from(known) | st.sampled_from([each + b".1" for each in known]) | ODD
    return (
        operation.name,
        operation.product.version,
        draw(st.dictionaries(name, ODD, max_size=4)),
    )


def too_long(kind: str) -> bytes:
    """Return a request that is too long in one way."""
    if kind == "parameters":
        body = b"&".join(b"a%d=1" % number for number in range(PARAMETERS * 4))
    else:
        body = b"x" * (REQUEST_BYTES + 1)
    form = b"Content-Type: application/x-www-form-urlencoded\r\n" if kind == "parameters" else b""
    head = b"POST / HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n"
    return head % (form, len(body)) + body


HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(range(180))
"""The beginning of a TLS handshake, for a port that speaks none."""

FEW = settings(
    max_examples=max(REQUESTS // 2, 1),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(answer: bytes) -> None:
    """Fail where the server fails; DeleteInstances documents InvalidParameter with status 500."""
    bad = [int(each) for each in STATUS.findall(answer) if int(each) >= 500]
    assert not bad or b"InvalidParameter" in answer, answer
    assert b"Traceback" not in answer


@pytest.fixture(scope="module", autouse=True)
def memory(server: Server) -> Iterator[None]:
    """All of it together leaves the server as large as it was, and as quick to answer."""
    for _ in range(20):
        server.exchange(LAST)
    before = server.memory_mb()
    yield
    grown = server.memory_mb() - before
    assert b"200 OK" in server.exchange(LAST)
    print(f"The server grew from {before:.0f} MB by {grown:.1f} MB.")
    assert grown < MEMORY_MB


@FEW
@given(rubbish(), st.integers(0, 10**6), st.booleans())
def test_no_rubbish_makes_the_server_fail(
    server: Server, sent: bytes, cut: int, is_cut: bool
) -> None:
    place = cut % (len(sent) + 1)

    if is_cut:
        check(server.exchange(sent[:place], whole=False))
    else:
        check(server.exchange(sent[:place], sent[place:], LAST))


@FEW
@given(calls())
def test_no_call_makes_the_server_fail(
    server: Server, call: tuple[str, str, dict[bytes, bytes]]
) -> None:
    answer = server.exchange(b"GET /?%s HTTP/1.1\r\nHost: x\r\n\r\n" % server.signed(*call), LAST)

    check(answer)
    assert len(STATUS.findall(answer)) == 2
    assert b"SignatureDoesNotMatch" not in answer


@pytest.mark.parametrize("kind", ["parameters", "body"])
def test_what_is_too_long_is_refused(server: Server, kind: str) -> None:
    answer = server.exchange(too_long(kind), LAST)

    assert answer == b"" or STATUS.findall(answer)[0] in (b"400", b"413")


@pytest.mark.parametrize("length", [1, 5, 40, len(HELLO)])
def test_tls_is_not_spoken_here(server: Server, length: int) -> None:
    answer = server.exchange(HELLO[:length], whole=False)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


def test_slow_clients_keep_nobody_else_waiting(server: Server) -> None:
    beginnings = (
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nX: ",
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n",
    )
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(600)]
    for number, each in enumerate(slow):
        with suppress(OSError):
            each.sendall(beginnings[number % len(beginnings)])

    assert b"200 OK" in server.exchange(LAST)
    for each in slow:
        each.close()
    assert b"200 OK" in server.exchange(LAST)


def test_many_requests_that_nobody_awaits_take_no_memory(server: Server) -> None:
    many = LAST.replace(b"Connection: close\r\n", b"") * 3000
    clients = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(50)]
    for each in clients:
        with suppress(OSError):
            each.sendall(many)

    assert b"200 OK" in server.exchange(LAST)
    for each in clients:
        each.close()
