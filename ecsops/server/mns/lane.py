"""The thread of Message Service, with a connection to the account of its own."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ecsops.server.mns.authentication import Authentication
from ecsops.server.mns.service import MessageService, Verify
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.type_variables import T


class MessageLane:
    """Runs functions on the account one after the other, in a thread."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._account: Simulator | None = None
        self._thread = ThreadPoolExecutor(1, "message service")

    async def run(self, function: Callable[[Simulator], T]) -> T:
        """Return the result of a function of the account. Raises what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._call, function)

    def _call(self, function: Callable[[Simulator], T]) -> T:
        if self._account is None:
            self._account = Simulator(self._path, sends=False)
            self._account.store.leave_checkpoints()
        return function(self._account)

    def close(self) -> None:
        """Close the connection and end the thread, after the function that it runs."""
        self._thread.submit(self._close)
        self._thread.shutdown()

    def _close(self) -> None:
        if self._account is not None:
            self._account.close()


def open_message_service(path: str, any_key: bool, stopping: Callable[[], bool]) -> MessageService:
    """Return the Message Service of the account in a state file."""
    return MessageService(MessageLane(path), unverified if any_key else verified, stopping)


def unverified(account: Simulator) -> Verify:
    """Return a check that accepts every request."""
    return lambda *request: None


def verified(account: Simulator) -> Verify:
    """Return the check of signatures by the access keys of the account."""
    store = account.store
    return Authentication(
        lambda access_key_id: access_keys.find(store, access_key_id), time.time
    ).verify
