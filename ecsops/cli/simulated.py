"""Reaching the simulator's controls, which are not part of the API."""

import click

from ecsops.backend import Backend
from ecsops.simulator.account import Simulator


def simulator(backend: Backend) -> Simulator:
    """Return the backend, which must be the embedded simulator."""
    if not isinstance(backend, Simulator):
        raise click.UsageError("These controls need the simulator as the backend.")
    return backend
