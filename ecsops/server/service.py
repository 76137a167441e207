"""The served simulator as a whole: its account, its socket, its clock's ticker, and its end."""

import asyncio
import logging
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any, NamedTuple

import uvicorn

from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError, TransportError
from ecsops.server.app import Application
from ecsops.server.authentication import Authentication
from ecsops.server.gateway import Gateway, Verify
from ecsops.server.handshakes import State
from ecsops.server.limits import (
    ACCEPTED_AT_ONCE,
    BACKLOG,
    FILES,
    IDLE_S,
    LARGE_BYTES,
    SEND_BYTES,
    STOP_S,
    TICK_S,
)
from ecsops.server.nonces import Nonces
from ecsops.server.protocol import LimitedProtocol
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator

LOG = logging.getLogger(__name__)


class Choices(NamedTuple):
    """Options of the server. Port 0 means any free one; `certificate` and `key` are PEM files."""

    path: str
    host: str = "127.0.0.1"
    port: int = 0
    accelerate: float = 1.0
    any_key: bool = False
    certificate: str = ""
    key: str = ""


class HTTPServer(uvicorn.Server):
    """uvicorn's server, which leaves signals to its owner, and lets many connections wait."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.server_state = State()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve; asyncio takes as many connections at once as it lets wait."""
        asyncio.get_running_loop().set_exception_handler(tell)
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(BACKLOG)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: after its own capture uvicorn would let them kill the process."""
        yield


def tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what goes wrong beside requests; what the system refuses, such as files, is one line."""
    error = context.get("exception")
    trace = None if isinstance(error, OSError) else error
    LOG.error("%s: %s", context["message"], error, exc_info=trace)


class Service:
    """One served account. It listens from the beginning and answers while `run` runs."""

    def __init__(self, choices: Choices) -> None:
        """Open the account and the port. Raises StateError, TransportError."""
        self._choices = choices
        self._message_service: Any = None
        self.account = Simulator(choices.path, sends=False)
        self.account.store.leave_checkpoints()
        self._nonces = Nonces("" if choices.any_key else f"{choices.path}.nonces", time.time())
        self._socket = listening(choices.host, choices.port)
        self.server = HTTPServer(self._config())

    @property
    def endpoint(self) -> str:
        """Where clients find it, such as `http://127.0.0.1:8080`."""
        host, port = self._socket.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self._choices.certificate else 'http'}://{shown}:{port}"

    def first_key(self) -> Document | None:
        """Make an access key where there is none yet, and return it with its secret."""
        # To look changes nothing, and so waits for no disk.
        if self.account.store.count("AccessKey", None):
            return None
        return self.account.control(
            lambda context: None if access_keys.listed(context) else access_keys.create(context)
        )

    def run(self) -> None:
        """Answer until `stop` is called, then end what is under way."""
        allow_files()
        keep_freed_memory()
        over = threading.Event()
        ticker = threading.Thread(target=tick, args=(self._choices, over), daemon=True)
        ticker.start()
        try:
            self.server.run(sockets=[self._socket])
        finally:
            over.set()
            ticker.join(STOP_S)
            self._socket.close()
            self._nonces.close()
            self.account.close()

    def stop(self) -> None:
        """Stop `run`; may be called from any thread, or from a signal handler."""
        self.server.should_exit = True

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            Application(self._gateway(), self._messages),
            http=LimitedProtocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=ACCEPTED_AT_ONCE,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=STOP_S,
            ssl_certfile=self._choices.certificate or None,
            ssl_keyfile=self._choices.key or None,
        )

    def _gateway(self) -> Gateway:
        account = self.account
        return Gateway(account.answer, self._verifier(), account.trouble, account.store.one_look)

    def _messages(self) -> Any:
        """Return what answers requests of Message Service; it is made once."""
        if self._message_service is not None:
            return self._message_service
        # lazy import: few clients need it, and all would wait for XML
        from ecsops.server.mns.authentication import Authentication as MessageAuthentication
        from ecsops.server.mns.service import MessageService

        store = self.account.store
        authentication = MessageAuthentication(
            lambda access_key_id: access_keys.find(store, access_key_id), time.time
        )
        verify = (lambda *request: None) if self._choices.any_key else authentication.verify
        service = MessageService(self.account, verify, lambda: self.server.should_exit)
        self._message_service = service.answer
        return self._message_service

    def _verifier(self) -> Verify:
        if self._choices.any_key:
            return lambda request: None
        store = self.account.store
        return Authentication(
            lambda access_key_id: access_keys.find(store, access_key_id), time.time, self._nonces
        ).verify


def allow_files() -> None:
    """Raise the limit on open files to the number of connections, if permitted."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


def keep_freed_memory() -> None:
    """Keep freed memory for the next large response, where the system uses glibc.

    It gives freed memory back, and gets it again page by page, beyond a threshold that grows to
    twice the largest block that was freed after it was mapped (mallopt(3), M_MMAP_THRESHOLD).
    """
    bytes(LARGE_BYTES)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises TransportError when it cannot."""
    # Of a str Python looks for other letters, with a codec that takes long to load.
    name = host.encode() if host.isascii() else host
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise TransportError(
            _("Cannot listen on {host}:{port}: {reason}.").format(
                host=host, port=port, reason=error.strerror
            )
        ) from error
    return listener


def tick(choices: Choices, over: threading.Event) -> None:
    """Advance the account's time and send its notifications until the server stops.

    It has a connection of its own: a slow webhook, or copying SQLite's log into the file, blocks
    no client.
    """
    account: Simulator | None = None
    begun = time.monotonic()
    while not over.wait(TICK_S):
        now = time.monotonic()
        try:
            # Not before: what this loads would share the processor with the first answer.
            account = account or Simulator(choices.path)
            if choices.accelerate > 1:
                account.wait((choices.accelerate - 1) * (now - begun))
            account.catch_up()
            account.store.checkpoint()
        except EcsopsError as error:
            LOG.error("%s", error)
        begun = now
    if account:
        account.close()
