"""Reaching the simulator's controls, which are not part of the API."""

from gettext import gettext as _

import click

from ecsops.backends.protocol import Backend
from ecsops.simulator.account import Simulator


def hosts_of(backend: Backend, region_id: str, deployment_set_id: str) -> dict[str, str]:
    """Return the physical host of each member of a set; empty where the backend does not tell."""
    if not isinstance(backend, Simulator):
        return {}
    return backend.hosts_of(region_id, deployment_set_id)


def simulator(backend: Backend) -> Simulator:
    """Return the backend, which must be the embedded simulator."""
    if not isinstance(backend, Simulator):
        # Only a command that cannot go on asks why.
        from ecsops.backends.dry_run import DryRun

        if isinstance(backend, DryRun):
            raise click.UsageError(
                _("Simulator controls make no API calls; --dry-run has nothing to show.")
            )
        raise click.UsageError(_("These controls require the simulator backend."))
    return backend
