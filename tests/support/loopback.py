"""A simulator behind real signed HTTP on 127.0.0.1, for tests."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import uvicorn

from ecsops.server.service import Choices, Service
from ecsops.simulator import access_keys


class Served(NamedTuple):
    """A simulator that answers, and a key to call it with."""

    endpoint: str
    access_key_id: str
    access_key_secret: str
    service: Service

    @property
    def address(self) -> str:
        """The host and the port."""
        return self.endpoint.partition("://")[2]

    @property
    def port(self) -> int:
        """The port."""
        return int(self.endpoint.rpartition(":")[2])


@contextmanager
def serving(path: str, **choices: Any) -> Iterator[Served]:
    """Serve the state file from a thread while the block runs; the socket listens at once."""
    service = Service(Choices(path, **choices))
    service.server.main_loop = lambda: tick(service.server)
    key = service.account.control(access_keys.create)
    thread = threading.Thread(target=service.run)
    thread.start()
    try:
        yield Served(service.endpoint, key["AccessKeyId"], key["AccessKeySecret"], service)
    finally:
        service.stop()
        thread.join()


async def tick(server: uvicorn.Server) -> None:
    """Do as uvicorn's `main_loop` does, ten times as often: every test waits for the last time."""
    while not await server.on_tick(0):
        await asyncio.sleep(0.01)
