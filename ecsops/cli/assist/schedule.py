"""`ecsops assist schedule`: when a schedule would run."""

from gettext import gettext as _

import click

from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.core.time_points import FUTURE, Moment
from ecsops.output import Layout

SHAPE: Shape = {"Number": int, "RunTime": str, "Run": str, "Zone": str, "LocalRun": str}


@click.command(cls=Command)
@click.argument("expression", metavar="EXPR")
@click.option(
    "--count",
    type=Whole(1, 1000),
    default=5,
    show_default=True,
    metavar="N",
    help="Number of runs to show.",
)
@click.option(
    "--zone", metavar="ZONE", help="Time zone of the instance (default: Asia/Shanghai, UTC+8)."
)
@click.option(
    "--after",
    type=FUTURE,
    metavar="TIME",
    help="Show runs after this time, such as 03:00 (local) or +24h (default: now).",
)
@output_option
@pass_session
def schedule(
    session: Session,
    /,
    expression: str,
    count: int,
    zone: str | None,
    after: Moment | None,
    layout: Layout,
) -> None:
    """Show the next runs of a schedule in its time zone and yours, or why it is invalid.

    EXPR is cron with seconds (six to eight fields), rate(5m) or at(2030-01-01 08:00:00).
    """
    # lazy import: only this command needs dates and zones
    from ecsops.operations.assistant.schedule_preview import checked_schedule, next_runs
    from ecsops.schedule import ScheduleError

    now = session.backend.now()
    now = now if after is None else after.at(now)
    try:
        found = checked_schedule(expression, zone, now)
        rows = list(next_runs(found, zone, now, count))
    except ScheduleError as error:
        raise click.UsageError(_(error.sentence).format(**error.values)) from error
    for surprise in found.surprises(now):
        session.note(_(surprise.sentence).format(**surprise.values))
    if found.regular and found.least_s:
        session.note(_("It runs every {interval}.").format(interval=duration(found.least_s)))
    show_items(
        session, layout, lambda: rows, columns=("Number", "Run", "Zone", "LocalRun"), shape=SHAPE
    )


def duration(seconds: int) -> str:
    """Return a duration as options take it: 90s, 20m, 6h, 2d."""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"
