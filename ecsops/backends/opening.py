"""The seam: what every backend does, and opening the one that is configured."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from ecsops.catalogue.model import Document, Operation
from ecsops.config import OPENAPI, Settings

PARALLEL = 8
"""How many calls of the real service are made side by side, unless told."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Backend(Protocol):
    """A place that answers calls.

    `at_once` says how many it answers side by side.
    """

    at_once: int

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the response document, field names as Alibaba Cloud spells them.

        Raises ApiError when the service refuses, TransportError when no answer came.
        """

    def each(self, act: Callable[[Thing], Result], things: Iterable[Thing]) -> Iterator[Result]:
        """Yield what `act` returns for each thing, in their order, none depending on another.

        `act` makes calls; `at_once` of them are under way at a time. What it raises is raised
        in the place of its result.
        """

    def wait(self, seconds: float) -> None:
        """Let time pass: a real backend sleeps, the simulator moves its clock."""

    def now(self) -> float:
        """Return the time there, in seconds since 1970: the simulator has its own."""

    def close(self) -> None:
        """Let go of files and connections. Nothing is called afterwards."""


def open_dry_run(settings: Settings) -> Backend:
    """Return a backend that calls nothing, in the stead of that of these settings."""
    # Only who asks for a plan pays for how calls look on the wire.
    from ecsops.backends.dry_run import DryRun

    def now() -> float:
        if settings.backend == OPENAPI or not os.path.exists(settings.state_path):
            return time.time()
        account = open_backend(settings)
        try:
            return account.now()
        finally:
            account.close()

    return DryRun(settings, now)


def open_backend(settings: Settings, parallel: int = PARALLEL) -> Backend:
    """Open the backend of these settings. Raises StateError; credentials are looked for later.

    The embedded simulator answers one call after the other, whatever `parallel` says.
    """
    if settings.backend == OPENAPI:
        # Only calls of the real service pay for HTTP.
        from ecsops.backends.recent_listings import Seeing
        from ecsops.openapi.backend import OpenApi
        from ecsops.openapi.credentials import Signer

        service = OpenApi(
            Signer(settings),
            region_id=settings.region_id,
            endpoint=settings.endpoint,
            parallel=parallel,
        )
        return Seeing(service, settings.seen_path)
    # Help opens no backend, and must not pay for SQLite.
    from ecsops.simulator.account import Simulator

    return Simulator(settings.state_path)
