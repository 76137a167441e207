"""`ecsops monitor top`: instances at a glance, once or until one has seen enough."""

import sys
from gettext import gettext as _

import click

from ecsops.catalogue.model import Document
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.instance_selection import selection_options
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_rows
from ecsops.cli.core.terminal import is_dumb
from ecsops.cli.monitor.health import COLOURS
from ecsops.operations.instances.lifecycle import Selection
from ecsops.operations.monitoring.overview import OVERVIEW, SORTS, overview
from ecsops.output import Layout

assert isinstance(OVERVIEW, dict)

LEAST_INTERVAL_S = 1
"""No service is asked more often."""

COLUMNS = tuple(name for name in OVERVIEW if name != "InstanceId")


@click.command(cls=Command)
@selection_options(required=False)
@click.option(
    "--sort",
    type=Choice([*SORTS]),
    default="cpu",
    show_default=True,
    help="Sort column.",
)
@click.option(
    "--interval", type=DURATION, default="10s", show_default=True, help="Refresh interval."
)
@click.option("--once", is_flag=True, help="Print one table and exit, for use in scripts.")
@output_option
@pass_session
def top(
    session: Session,
    selection: Selection,
    sort: str,
    interval: float,
    once: bool,
    layout: Layout,
) -> None:
    """Watch instances live: CPU, traffic, disk operations, health and upcoming events.

    CPU is in percent, traffic in kbps, reads and writes in operations per second. Press the
    first letter of a column to sort by it, q to quit.
    """
    if once:
        show_rows(
            session,
            layout,
            lambda client: overview(client, selection, sort=sort),
            columns=COLUMNS,
            shape=OVERVIEW,
            colours=COLOURS,
        )
        return
    if is_dumb() or not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise click.UsageError(
            _("Watching requires a terminal. --once prints one table without a terminal.")
        )
    # rich draws the screen, and only this command pays for it.
    from ecsops.cli.monitor.top_screen import watch

    client = session.client

    def look(by: str) -> tuple[list[Document], float]:
        return overview(client, selection, sort=by), client.backend.now()

    watch(look, sort=sort, interval_s=max(interval, LEAST_INTERVAL_S))
