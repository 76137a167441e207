"""Threads that answer the requests, so that a long call stops neither the server nor other clients.

The event loop only reads requests and sends answers. A lane is a thread with a connection to the
account of its own. The first lane answers everything while it is fast; when a request has waited
for PATIENCE_S another lane is opened. Calls that change the account never run side by side.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from time import monotonic
from typing import NamedTuple

from ecsops.server.answers import Answer
from ecsops.server.limits import LANES, PATIENCE_S
from ecsops.server.requests import Received

Respond = Callable[[Received], Answer]


class Task(NamedTuple):
    """A request that waits for a lane, and where its answer goes."""

    request: Received
    reads: bool
    answer: "asyncio.Future[Answer]"


class Lane:
    """A thread that answers one request after the other; `respond` is made in the thread."""

    def __init__(self, number: int, open_respond: Callable[[int], Respond], done: "Done") -> None:
        self._number = number
        self._open = open_respond
        self._done = done
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self.task: Task | None = None
        self.thread = threading.Thread(target=self._run, name=f"lane {number}", daemon=True)
        self.thread.start()

    def give(self, task: Task) -> None:
        """Answer a request next."""
        self.task = task
        self._tasks.put(task)

    def end(self) -> None:
        """End the thread after the request that it answers."""
        self._tasks.put(None)

    def _run(self) -> None:
        respond: Respond | None = None
        while task := self._tasks.get():
            try:
                respond = respond or self._open(self._number)
                result: Answer | BaseException = respond(task.request)
            except BaseException as error:  # the loop reports it as the request's outcome
                result = error
            if not self._done(self, task, result):
                return


Done = Callable[[Lane, Task, Answer | BaseException], bool]


class Lanes:
    """The lanes of a server; its methods are called by the thread of the event loop.

    `open_respond` is called in the thread of each lane, with its number, before its first request.
    """

    def __init__(self, open_respond: Callable[[int], Respond]) -> None:
        self._open = open_respond
        self._lanes: list[Lane] = []
        self._waiting: deque[Task] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def answer(self, request: Received, *, reads: bool) -> Answer:
        """Return the answer to a request, when a lane has answered it. Raises what it raises."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._add_lane()
        task = Task(request, reads, self._loop.create_future())
        self._waiting.append(task)
        self._assign()
        return await task.answer

    def close(self, timeout_s: float) -> bool:
        """End the lanes; return whether all ended in time. What others do, the process undoes."""
        for lane in self._lanes:
            lane.end()
        until = monotonic() + timeout_s
        for lane in self._lanes:
            lane.thread.join(max(until - monotonic(), 0.0))
        return not any(lane.thread.is_alive() for lane in self._lanes)

    def _add_lane(self) -> None:
        self._lanes.append(Lane(len(self._lanes), self._open, self._done))

    def _assign(self) -> None:
        """Give requests that wait to lanes that are free, in their order."""
        for lane in self._lanes:
            if not self._waiting:
                break
            if lane.task is None and (task := self._next()):
                lane.give(task)
        if self._waiting and self._timer is None and self._loop:
            self._timer = self._loop.call_later(PATIENCE_S, self._open_another)

    def _next(self) -> Task | None:
        """Take the first request that may run now: only one that changes the account at a time."""
        writing = any(lane.task and not lane.task.reads for lane in self._lanes)
        for number, task in enumerate(self._waiting):
            if task.reads or not writing:
                del self._waiting[number]
                return task
        return None

    def _open_another(self) -> None:
        """Open a lane for requests that have waited too long, if one would help them."""
        self._timer = None
        if not self._waiting:
            return
        all_busy = all(lane.task for lane in self._lanes)
        if all_busy and len(self._lanes) < LANES:
            self._add_lane()
        self._assign()

    def _done(self, lane: Lane, task: Task, result: Answer | BaseException) -> bool:
        """Take a result from the thread of a lane; return False when the server has ended."""
        assert self._loop is not None
        try:
            self._loop.call_soon_threadsafe(self._deliver, lane, task, result)
        except RuntimeError:  # the loop is closed
            return False
        return True

    def _deliver(self, lane: Lane, task: Task, result: Answer | BaseException) -> None:
        lane.task = None
        if not task.answer.done():  # the client may have gone
            if isinstance(result, BaseException):
                task.answer.set_exception(result)
            else:
                task.answer.set_result(result)
        self._assign()
