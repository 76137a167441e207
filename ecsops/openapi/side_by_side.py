"""Acting on several things side by side, and telling what came of them in their order."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any

from ecsops.type_variables import R, T

AHEAD = 2
"""How many times as many as act at once may be begun or done before the first is taken."""

Task = tuple[Future[Any], Callable[[Any], Any], Any]
"""The response fields, and the resource to act on."""


class Worker(threading.Thread):
    """Does one task after the other.

    It is a daemon, which a pool of concurrent.futures is not: the program that is interrupted
    leaves at once, and does not wait for the answers that are still to come.
    """

    def __init__(self, tasks: SimpleQueue[Task | None]) -> None:
        super().__init__(daemon=True)
        self._tasks = tasks

    def run(self) -> None:
        """Work until there is None to be done."""
        while (task := self._tasks.get()) is not None:
            future, act, thing = task
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(act(thing))
                except BaseException as error:
                    future.set_exception(error)


class Workers:
    """The threads that act, at most so many; each is started when it first has something to do."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._started = 0
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()

    def begin(self, act: Callable[[T], R], thing: T) -> Future[R]:
        """Act on one of the resources, and return the response fields."""
        future: Future[R] = Future()
        self._tasks.put((future, act, thing))
        if self._started < self._most:
            Worker(self._tasks).start()
            self._started += 1
        return future

    def end(self) -> None:
        """Release each one after its call."""
        for _ in range(self._started):
            self._tasks.put(None)


def side_by_side(act: Callable[[T], R], things: Iterable[T], at_once: int) -> Iterator[R]:
    """Yield what `act` returns for each thing, in the order of the things.

    Things are taken as results are, a few ahead. An error is raised in its place in the order;
    what was not begun by then is not done. A worker acts on things of its own one after the other,
    so that never more than `at_once` act.
    """
    left = iter(things)
    first = list(islice(left, 2))
    things = chain(first, left)
    if len(first) < 2 or at_once == 1 or isinstance(threading.current_thread(), Worker):
        yield from map(act, things)
        return
    workers = Workers(at_once)
    begun: deque[Future[R]] = deque()
    try:
        for thing in things:
            begun.append(workers.begin(act, thing))
            if len(begun) == AHEAD * at_once:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        for future in begun:
            future.cancel()
        workers.end()
