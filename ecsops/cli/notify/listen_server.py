"""A small web server that takes notifications; `ecsops notify listen` shows what it takes.

It answers 200 once a notification is in its queue, and so a sender never waits for what is
done with it. It is a tool for this machine and a few senders, not a server for the Internet.
"""

import json
import re
import sys
from collections.abc import Iterator
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ecsops.catalogue.model import Document

READING_S = 10
"""How long a sender may take for its request."""

WAITING_MOST = 1000
"""How many notifications may wait; a sender of more is asked to come again."""

OK = b'{"errcode":0,"errmsg":"ok"}'
"""The response to a sender; DingTalk's robots respond so, and webhooks accept any text."""

LENGTH = re.compile(r"[0-9]{1,12}", re.ASCII)
"""A Content-Length."""

OF_A_BROWSER = ("Origin", "Sec-Fetch-Site")
"""Headers that only web pages send; no sender of notifications does."""

TOKEN = "token"
"""The field of a query that may hold the token."""

FIELDS_MOST = 100
"""How many fields a query may have: the envelope of a notification has a dozen."""

LOOK_S = 0.2
"""How often it is looked whether the receiver was stopped."""


class Refused(NamedTuple):
    """Why a request is not taken: the HTTP status and a sentence."""

    status: int
    sentence: str


class Intake:
    """The notifications that were taken and are not yet shown; at most `most` in all."""

    def __init__(self, most: int | None) -> None:
        self._waiting: Queue[Document] = Queue(WAITING_MOST)
        self._left = most
        self._lock = Lock()
        self._closed = Event()

    def put(self, notification: Document) -> None:
        """Take one; raise Full when there are too many."""
        with self._lock:
            if self._left == 0 or self._closed.is_set():
                raise Full
            self._waiting.put_nowait(notification)
            if self._left is not None:
                self._left -= 1

    def close(self) -> None:
        """Take no more."""
        with self._lock:
            self._closed.set()

    def __iter__(self) -> Iterator[Document]:
        while self._left != 0 or not self._waiting.empty():
            try:
                yield self._waiting.get(timeout=LOOK_S)
            except Empty:
                if self._closed.is_set() and self._waiting.empty():
                    return


class Receiver:
    """A web server on a port of this machine; iterating it yields the notifications that come.

    It ends after `most` of them, or with what was taken before `stop`.
    """

    def __init__(
        self, host: str, port: int, *, body_bytes: int, most: int | None = None, token: str = ""
    ) -> None:
        """Open the port, 0 for any; raise OSError when that is not possible.

        Where there is a token, only requests that have it are taken.
        """
        self._intake = Intake(most)
        self._server = Server((host, port), self._intake, body_bytes, token)
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": LOOK_S}, daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self._server.server_address[1])

    def __iter__(self) -> Iterator[Document]:
        return iter(self._intake)

    def stop(self) -> None:
        """Take no more. Who has sent what was taken has the answer then."""
        self._intake.close()
        self._server.shutdown()
        with self._server.answering:
            self._server.server_close()


class Server(ThreadingHTTPServer):
    """The server; a thread for each request, which ends with the program."""

    daemon_threads = True
    block_on_close = False

    def __init__(
        self, address: tuple[str, int], intake: Intake, body_bytes: int, token: str
    ) -> None:
        super().__init__(address, Handler)
        self.token = token
        self.intake = intake
        self.body_bytes = body_bytes
        self.answering = Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a sender that disconnects."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers a request, and gives what it brings to the intake."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = READING_S
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Take the notification in the body."""
        self.answer(self.unwelcome() or self.posted())

    def do_GET(self) -> None:
        """Take the notification in the query."""
        self.answer(self.unwelcome() or from_query(self.path))

    def unwelcome(self) -> Refused | None:
        """Return why the sender is refused, or None: web pages send nothing, others the token."""
        if any(self.headers.get(name) is not None for name in OF_A_BROWSER):
            return Refused(403, "Requests of web pages are refused.")
        if self.server.token and not self.has_token():
            return Refused(401, "The token is missing or wrong.")
        return None

    def has_token(self) -> bool:
        """Return whether the request has the token, as a bearer token or in the query.

        The time that this takes does not depend on the token that was sent.
        """
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        sent = dict(query_of(self.path)).get(TOKEN, bearer)
        return compare_digest(sent.encode("utf-8", "replace"), self.server.token.encode())

    def posted(self) -> Document | Refused:
        """Return the notification in the body."""
        length = self.headers.get("Content-Length", "")
        if not LENGTH.fullmatch(length):
            return Refused(411, "A Content-Length is needed, in decimal digits.")
        if int(length) > self.server.body_bytes:
            return Refused(413, f"The body is larger than {self.server.body_bytes} bytes.")
        body = self.body(int(length))
        return Refused(408, "The body did not come in time.") if body is None else parse(body)

    def body(self, length: int) -> bytes | None:
        """Return the body, or None when it does not come in time, be it byte by byte."""
        until = monotonic() + READING_S
        parts: list[bytes] = []
        while length and monotonic() < until:
            try:
                part = self.rfile.read1(length)
            except TimeoutError:
                return None
            if not part:
                return None
            parts.append(part)
            length -= len(part)
        return None if length else b"".join(parts)

    def answer(self, found: Document | Refused) -> None:
        """Take the notification, or say why not."""
        # Who takes the last one ends the program: the answer must be on its way by then.
        with self.server.answering:
            if not isinstance(found, Refused):
                try:
                    self.server.intake.put(found)
                except Full:
                    found = Refused(503, "Too many notifications are waiting.")
            if isinstance(found, Refused):
                self.close_connection = True  # its body may still be on the way
            self.respond(found)

    def respond(self, found: Document | Refused) -> None:
        """Send the answer."""
        refused = found if isinstance(found, Refused) else None
        text = refused.sentence.encode() if refused else OK
        self.send_response(refused.status if refused else 200)
        self.send_header("Content-Type", "text/plain" if refused else "application/json")
        self.send_header("Content-Length", str(len(text)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: stdout is for notifications."""


def parse(body: bytes) -> Document | Refused:
    """Return the notification in the body.

    Values that JSON does not define (NaN, Infinity) or that are invalid text (half a surrogate
    pair) are rejected, so that every accepted notification can be printed and passed on.
    """
    try:
        found = json.loads(body, parse_constant=not_json)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return Refused(400, "The body is not JSON.")
    return found if isinstance(found, dict) else Refused(400, "The body is not a JSON object.")


def not_json(name: str) -> Any:
    """Raise ValueError: Python reads `NaN` and `Infinity`, and JSON does not have them."""
    raise ValueError(name)


def query_of(path: str) -> list[tuple[str, str]]:
    """Return the fields of the query of a path; none where it is not a valid one."""
    try:
        return parse_qsl(urlsplit(path).query, max_num_fields=FIELDS_MOST)
    except ValueError:
        return []


def from_query(path: str) -> Document | Refused:
    """Return the notification that a query is, as webhooks by GET bring it."""
    fields: Document = dict(query_of(path))
    fields.pop(TOKEN, None)
    if not fields:
        return Refused(400, "There is no notification in the query.")
    content = parse(fields["content"].encode()) if "content" in fields else {}
    return content if isinstance(content, Refused) else {**fields, "content": content}
