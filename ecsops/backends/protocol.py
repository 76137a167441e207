"""The seam: what every backend does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from ecsops.catalogue.model import Document, Operation
from ecsops.type_variables import R, T


class Backend(Protocol):
    """A place that answers calls.

    `at_once` says how many it answers side by side.
    """

    at_once: int

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the response document, field names as Alibaba Cloud spells them.

        Raises ApiError when the service refuses, TransportError when no answer came.
        """

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing, in their order, none depending on another.

        `act` makes calls; `at_once` of them are under way at a time. What it raises is raised
        in the place of its result.
        """

    def wait(self, seconds: float) -> None:
        """Wait: a real backend sleeps, the simulator advances its clock."""

    def now(self) -> float:
        """Return the time there, in seconds since 1970: the simulator has its own."""

    def close(self) -> None:
        """Close files and connections. Call nothing afterwards."""
