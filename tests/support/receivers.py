"""Receivers on this machine for what the simulator sends: a web server and a mail server."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit


class Received(NamedTuple):
    """A request: its method, path, query, and what its body says in JSON or as a form."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


class Handler(BaseHTTPRequestHandler):
    """Answers for a receiver."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        receiver = self.server.receiver
        receiver.received.append(self.got())
        status = receiver.next_status()
        late_s, receiver.late_s = receiver.late_s, 0
        receiver.over.wait(late_s)
        if not status:
            receiver.over.wait()
            self.close_connection = True
            return
        self.answer(status, receiver)

    do_GET = do_POST

    def got(self) -> Received:
        """Return what the request brings."""
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        content = dict(parse_qsl(text.decode())) if form else json.loads(text) if text else None
        return Received(self.command, parts.path, dict(parse_qsl(parts.query)), content)

    def answer(self, status: int, receiver: "Receiver") -> None:
        """Send the answer of the receiver."""
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{receiver.url}/elsewhere")
        body = receiver.body.encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """The web server of a receiver."""

    daemon_threads = True
    receiver: "Receiver"


class Receiver:
    """A web server that remembers what it gets, and answers as it is told.

    `statuses` are answered one after another and the last one from then on; a status of 0 is
    no answer at all. `body` is the text of every answer, `late_s` how long the first one takes.
    """

    def __init__(self, *statuses: int, body: str = "", port: int = 0, late_s: float = 0) -> None:
        self.received: list[Received] = []
        self.statuses = list(statuses) or [200]
        self.body = body
        self.late_s = late_s
        self.over = threading.Event()
        self._server = Server(("127.0.0.1", port), Handler)
        self._server.receiver = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/hook"

    @property
    def names(self) -> list[str]:
        """The names of the notifications, in the order in which they came."""
        return [each.body["name"] for each in self.received]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def next_status(self) -> int:
        """Return what is answered now."""
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def raw_server(answer: bytes, *, hang: bool = True) -> Iterator[str]:
    """Run a server that answers every connection with these bytes; it may leave it open then."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def serve() -> None:
            with suppress(OSError):
                while True:
                    held.append(server.accept()[0])
                    with suppress(OSError):
                        held[-1].recv(65536)
                        held[-1].sendall(answer)
                    if not hang:
                        held[-1].close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


class MailServer:
    """A mail server that takes every message, except for addresses at nowhere.example."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say("220 ready")
                while line := self.rfile.readline().decode().strip():
                    word = line.split()[0].upper()
                    if word == "DATA":
                        self.say("354 go on")
                        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                        server.messages.append("".join(lines))
                    if word == "QUIT":
                        return self.say("221 bye")
                    refused = "nowhere.example" in line and word == "RCPT"
                    self.say("550 no such user" if refused else "250 ok")

            def say(self, text: str) -> None:
                self.wfile.write(f"{text}\r\n".encode())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
