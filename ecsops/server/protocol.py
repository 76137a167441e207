"""HTTP with limits: uvicorn's protocol, and an end for requests that are too long or too slow.

Nor can clients take all connections: when there are too many, one goes that waits for its client.
An answer is sent in one piece: each piece wakes the client, which may take longer than the call.
"""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ecsops.server.app import HANG_UP
from ecsops.server.handshakes import State
from ecsops.server.limits import CONNECTIONS, PIPELINED, REQUEST_BYTES, REQUEST_S

TOO_LONG = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class OnePiece:
    """A transport that keeps what is written while `more` tells that more comes."""

    def __init__(self, transport: asyncio.Transport, more: Callable[[], bool]) -> None:
        self._transport = transport
        self._more = more
        self._kept: list[bytes] = []
        self.is_closing = transport.is_closing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send this after what was kept, or keep it."""
        self._kept.append(data)
        if not self._more():
            self.send()

    def send(self) -> None:
        """Send what was kept."""
        if self._kept:
            self._transport.write(b"".join(self._kept))
            self._kept.clear()

    def close(self) -> None:
        """Close when what was written is sent, for which the client has a while."""
        self.send()
        if not self.is_closing() and self._transport.get_write_buffer_size():
            asyncio.get_running_loop().call_later(REQUEST_S, self._transport.abort)
        self._transport.close()


class LimitedProtocol(HttpToolsProtocol, asyncio.BufferedProtocol):
    """Closes a connection whose request has more than REQUEST_BYTES or takes over REQUEST_S.

    So it does when the client takes as long to read, or has more than PIPELINED requests waiting.
    It has a buffer because without one asyncio asks the system for 256 KiB for each request.
    """

    _bytes = 0
    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _waits_since: float | None = None

    def __init__(self, config: Config, server_state: State, *rest: Any, **named: Any) -> None:
        super().__init__(config, server_state, *rest, **named)
        self._room = server_state.room
        if config.is_ssl:
            server_state.begin_handshake()

    def connection_made(self, transport: Any) -> None:
        """Give the first request its time, and the connection its place."""
        self._sending = OnePiece(transport, self._is_answering)
        super().connection_made(cast(asyncio.Transport, self._sending))
        self._waits_since = self.loop.time()
        self._give_time()
        if len(self.connections) > CONNECTIONS:
            self._make_room()

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where the next part of a request is to be put."""
        return self._room

    def buffer_updated(self, nbytes: int) -> None:
        """Take the part of a request that was put there."""
        self.data_received(bytes(self._room[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        self._bytes += len(data)
        if self._bytes > REQUEST_BYTES:
            self.transport.write(TOO_LONG)
            self.transport.close()
            return
        super().data_received(data)
        if self._bytes and self._timer is None:
            self._give_time()

    def on_message_begin(self) -> None:
        """Begin a request; who answers it may close the connection instead.

        Raises ConnectionAbortedError where too many wait; nothing of what was sent is read then.
        """
        if len(self.pipeline) >= PIPELINED:
            self.transport.abort()
            raise ConnectionAbortedError
        super().on_message_begin()
        self.scope["extensions"] = {HANG_UP: {"close": self.transport.close}}

    def on_message_complete(self) -> None:
        """Take the end of a request: the next one begins to count."""
        self._bytes = 0
        self._waits_since = None
        self._take_time()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Take the end of an answer; of requests that came at once another may follow."""
        self._sending.send()
        super().on_response_complete()
        if self.cycle is None or self.cycle.response_complete:
            self._waits_since = self.loop.time()

    def pause_writing(self) -> None:
        """Give the client its time to read what there is for it."""
        super().pause_writing()
        self._waits_since = self.loop.time()
        self._unread = self.loop.call_later(REQUEST_S, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on with what there is to send, or wait for the next request."""
        self._has_read()
        at_work = self.cycle is not None and not self.cycle.response_complete
        self._waits_since = None if at_work else self.loop.time()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._take_time()
        self._has_read()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        """Return whether an answer has begun and not ended."""
        cycle = self.cycle
        return cycle is not None and cycle.response_started and not cycle.response_complete

    def _make_room(self) -> None:
        """Close the connection that has waited for its client for longest."""
        waiting = [
            (each._waits_since, id(each), each.transport)
            for each in self.connections
            if isinstance(each, LimitedProtocol)
            and each._waits_since is not None
            and not each.transport.is_closing()
        ]
        # It need not be sent first what its client does not read.
        min(waiting)[2].abort()

    def _give_time(self) -> None:
        self._timer = self.loop.call_later(REQUEST_S, self._too_slow)

    def _take_time(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _has_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _too_slow(self) -> None:
        self._timer = None
        if self.transport is not None:
            self.transport.close()
