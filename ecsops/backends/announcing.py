"""A backend that tells before its first call that changes something."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ecsops.backends.protocol import Backend
from ecsops.catalogue.model import Document, Operation
from ecsops.type_variables import R, T


class Announcing:
    """Another backend; `announce` is called once, before the first call that changes something."""

    def __init__(self, backend: Backend, announce: Callable[[], None]) -> None:
        self._backend = backend
        self._announce: Callable[[], None] | None = announce
        self.at_once = backend.at_once

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the answer."""
        announce = self._announce
        if announce and not operation.reads:
            self._announce = None
            announce()
        return self._backend.call(operation, parameters)

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing."""
        return self._backend.each(act, things)

    def wait(self, seconds: float) -> None:
        """Advance the clock of that backend."""
        self._backend.wait(seconds)

    def now(self) -> float:
        """Return the time there."""
        return self._backend.now()

    def close(self) -> None:
        """Close the backend."""
        self._backend.close()
