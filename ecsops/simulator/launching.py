"""The queue of scripts that run for real, and starting the process that runs them."""

from ecsops.simulator.context import Context
from ecsops.simulator.store import Record


def possible(context: Context) -> bool:
    """Tell whether scripts can run for real here."""
    return False


def put(context: Context, run: Record) -> None:
    """Add a run to the queue."""
