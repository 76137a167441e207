"""Opens the backend that is configured."""

import os
import time

from ecsops.backends.protocol import Backend
from ecsops.config import OPENAPI, Settings

PARALLEL = 8
"""Default number of parallel calls to the real service."""


def open_dry_run(settings: Settings) -> Backend:
    """Return a backend that makes no calls, instead of the one of these settings."""
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

    The embedded simulator answers one call after the other, regardless of `parallel`.
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
