"""The seam: what every backend does, and opening the one that is configured."""

from collections.abc import Mapping
from typing import Any, Protocol

from ecsops.catalogue.model import Document, Operation
from ecsops.config import OPENAPI, Settings


class Backend(Protocol):
    """A place that answers calls."""

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the response document, field names as Alibaba Cloud spells them.

        Raises ApiError when the service refuses, TransportError when no answer came.
        """

    def wait(self, seconds: float) -> None:
        """Let time pass: a real backend sleeps, the simulator moves its clock."""

    def now(self) -> float:
        """Return the time there, in seconds since 1970: the simulator has its own."""

    def close(self) -> None:
        """Let go of files and connections. Nothing is called afterwards."""


def open_backend(settings: Settings) -> Backend:
    """Open the backend of these settings. Raises StateError; credentials are looked for later."""
    if settings.backend == OPENAPI:
        # Only calls of the real service pay for HTTP.
        from ecsops.openapi.backend import OpenApi
        from ecsops.openapi.credentials import find

        return OpenApi(
            lambda: find(settings), region_id=settings.region_id, endpoint=settings.endpoint
        )
    # Help opens no backend, and must not pay for SQLite.
    from ecsops.simulator.account import Simulator

    return Simulator(settings.state_path)
