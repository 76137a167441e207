"""Connections that have not agreed on TLS yet, and how many of them there may be.

They are not among uvicorn's connections: those begin when the handshake has ended.
"""

import asyncio

from uvicorn.server import ServerState

from ecsops.server.limits import HANDSHAKES, RECEIVE_BYTES


class State(ServerState):
    """State that the connections of one server share: uvicorn's own, the handshakes, and the byte
    budget.

    Received bytes count against the budget until the connection has copied them, which it does at
    once.
    """

    def __init__(self) -> None:
        super().__init__()
        self.room = memoryview(bytearray(RECEIVE_BYTES))
        self._handshakes: dict[asyncio.Task[None], None] = {}

    def begin_handshake(self) -> None:
        """Note a handshake, which is the running task; one too many ends the oldest of them.

        asyncio makes the protocol of a connection in a task that lasts as long as its handshake,
        a minute at most, and closes the connection when that task is cancelled.
        """
        task = asyncio.current_task()
        assert task is not None
        self._handshakes[task] = None
        task.add_done_callback(lambda done: self._handshakes.pop(done, None))
        if len(self._handshakes) > HANDSHAKES:
            oldest = next(iter(self._handshakes))
            del self._handshakes[oldest]
            oldest.cancel()
