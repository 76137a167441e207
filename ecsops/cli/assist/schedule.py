"""`ecsops assist schedule`: when a schedule would run."""

from gettext import gettext as _
from itertools import islice

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.durations import TIME
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.output import Layout

SHAPE: Shape = {"Number": int, "Run": str, "Zone": str, "LocalRun": str}


@click.command(cls=Command)
@click.argument("expression", metavar="EXPR")
@click.option(
    "--count",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    metavar="N",
    help="How many runs.",
)
@click.option(
    "--zone", metavar="ZONE", help="The instance's time zone; default: Asia/Shanghai, UTC+8."
)
@click.option("--after", type=TIME, metavar="TIME", help="The runs after this time; default: now.")
@output_option
@pass_session
def schedule(
    session: Session,
    /,
    expression: str,
    count: int,
    zone: str | None,
    after: float | None,
    layout: Layout,
) -> None:
    """Show the next runs of a schedule, in its zone and in yours, or why it is none.

    EXPR is cron with seconds (six to eight fields), rate(5m) or at(2030-01-01 08:00:00).
    """
    # Dates, zones and croniter are for those who ask about a schedule.
    from datetime import datetime

    from ecsops.schedule import LOCAL_ZONE, ScheduleError, parse, zone_of

    try:
        found = parse(expression, zone or LOCAL_ZONE)
        where = zone_of(found.zone or zone or LOCAL_ZONE)
    except ScheduleError as error:
        raise click.UsageError(_(error.sentence).format(**error.values)) from error
    now = session.backend.now() if after is None else after

    def documents() -> list[Document]:
        return [
            {
                "Number": number,
                "Run": datetime.fromtimestamp(run, where).strftime("%Y-%m-%d %H:%M:%S"),
                "Zone": found.zone or zone or LOCAL_ZONE,
                "LocalRun": datetime.fromtimestamp(run)
                .astimezone()
                .strftime("%Y-%m-%d %H:%M:%S %z"),
            }
            for number, run in enumerate(islice(found.after(now, now), count), 1)
        ]

    if found.next(now, now) is None:
        session.note(_("It will not run any more."))
    show_items(
        session, layout, documents, columns=("Number", "Run", "Zone", "LocalRun"), shape=SHAPE
    )
