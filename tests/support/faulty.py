"""A proxy on this machine that spoils what passes through it, as networks and services do."""

import http.client
import socket
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.answering import Answering

ENVELOPES = {
    "throttle": (400, '{"Code":"Throttling.User","Message":"Slow.","RequestId":"A"}'),
    "unavailable": (503, '{"Code":"ServiceUnavailable","Message":"Later.","RequestId":"A"}'),
    "error": (500, '{"Code":"InternalError","Message":"Sorry.","RequestId":"A"}'),
    "processing": (403, '{"Code":"IdempotentProcessing","Message":"Wait.","RequestId":"A"}'),
    "replayed": (400, '{"Code":"SignatureNonceUsed","Message":"Again?","RequestId":"A"}'),
    "gateway": (502, "<html>Bad Gateway</html>"),
    "rubbish": (200, "\x00\xff no JSON"),
}
"""Answers in the service's stead; nothing is forwarded."""

FAULTS = ("drop", "lose", "truncate", "duplicate", *ENVELOPES)
"""`drop` forwards nothing and closes; `lose` forwards, and closes instead of answering.

Beside them there is `late`, which forwards, and answers nobody until the client has gone: it takes
as long as the client has patience.
"""

Plan = Callable[[dict[str, str], dict[str, str]], str]


class Server(ThreadingHTTPServer):
    """Counts the connections that are made to the proxy."""

    proxy: "Proxy"

    def get_request(self) -> Any:
        self.proxy.connections += 1
        return super().get_request()


class Handler(BaseHTTPRequestHandler):
    """Answers for the proxy."""

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_POST(self) -> None:
        proxy = self.server.proxy
        pairs = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        query = {name: values[0] for name, values in pairs.items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        proxy.queries.append(query)
        proxy.headers.append(headers)
        fault = proxy.plan(query, headers)
        if fault.startswith("{"):
            self.reply(200, fault.encode())
        elif fault in ENVELOPES:
            status, text = ENVELOPES[fault]
            self.reply(status, text.encode("latin-1"))
        elif fault == "drop":
            self.hang_up()
        else:
            self.forward(fault)

    def forward(self, fault: str) -> None:
        status, body = self.ask()
        if fault == "duplicate":
            self.ask()
        if fault == "late":
            self.connection.recv(1)
        if fault in ("lose", "late"):
            self.hang_up()
        elif fault == "truncate":
            self.reply(status, body[: len(body) // 2], length=len(body))
            self.hang_up()
        else:
            self.reply(status, body)

    def ask(self) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.proxy.port, timeout=20)
        connection.request("POST", self.path, headers=dict(self.headers.items()))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def reply(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if retry_after_ms := self.server.proxy.retry_after_ms:
            self.send_header("x-acs-retry-after", str(retry_after_ms))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):  # the client may have done so before
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: Any) -> None:
        pass


class Proxy(Answering):
    """Passes requests on to a port of this machine.

    `plan` names the fault of each, or `pass`, by its parameters and its headers; or it gives an
    answer, a text of JSON, that is sent in the service's stead.
    """

    def __init__(self, port: int, plan: Plan, retry_after_ms: int = 0) -> None:
        self.port = port
        self.plan = plan
        self.retry_after_ms = retry_after_ms
        self.queries: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        server = Server(("127.0.0.1", 0), Handler)
        server.proxy = self
        super().__init__(server)
