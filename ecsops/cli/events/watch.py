"""`ecsops events watch` and `calendar`: events as they change, and as entries of a calendar."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import pgettext
from typing import TextIO

import click

from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_as_they_come
from ecsops.cli.events.options import COLUMNS, PENDING, all_regions_option, type_option
from ecsops.operations.events import system_events
from ecsops.operations.events.advice import advice
from ecsops.output import Layout
from ecsops.times import iso_seconds

WATCHED = {**PENDING, "Time": str}


@click.command(cls=Command)
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@type_option
@click.option(
    "--interval",
    type=DURATION,
    default="5s",
    show_default=True,
    metavar="DURATION",
    help="Polling interval.",
)
@click.option("--until-clear", is_flag=True, help="Exit when no open event is left.")
@output_option
@pass_session
def watch(
    session: Session,
    instance_ids: Sequence[str],
    types: Sequence[str],
    interval: float,
    until_clear: bool,
    layout: Layout,
) -> None:
    """Show open events, then every change, until Ctrl-C.

    The simulator's clock advances only with --until-clear; otherwise other commands must
    advance it.
    """
    # No other command of events watches.
    from time import sleep

    from ecsops.operations.events.watch import watch_events

    if not until_clear:
        session.note(_("Watching (Ctrl-C to stop)"))
    found = watch_events(
        session.client,
        interval_s=interval,
        pause=session.backend.wait if until_clear else sleep,
        until_clear=until_clear,
        instance_ids=instance_ids,
        types=types,
    )
    show_as_they_come(
        session,
        layout,
        found,
        columns=("Time", *COLUMNS),
        shape=WATCHED,
        endless=not until_clear,
    )


@click.command(cls=Command)
@all_regions_option
@click.option(
    "-o",
    "--output",
    "file",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    metavar="FILE",
    help="Output file (default: stdout).",
)
@pass_session
def calendar(session: Session, file: TextIO) -> None:
    """Export planned events as a calendar file (RFC 5545)."""
    # No other command writes a calendar.
    from ecsops.output.calendar import render_calendar

    read = system_events.pending_events
    planned = session.in_regions(read) if session.in_several_regions else read(session.client)
    text = render_calendar(
        (calendar_entry(event) for event in planned if event["NotBefore"]),
        written_at=iso_seconds(session.backend.now()),
        hours=QUOTAS["EventExecutionWindowMinutes"].document // 60,
    )
    file.write(text)


def calendar_entry(event: Document) -> Document:
    """Return what a calendar shows of an event."""
    told = advice(event["EventType"]["Name"])
    effect, step = told["Effect"], event["NextStep"]
    lines = [
        pgettext("Effect", effect),
        *(pgettext("Measures", measure) for measure in told["Measures"]),
        _("Next step: {step}").format(step=pgettext("NextStep", step)),
    ]
    return {
        "EventId": event["EventId"],
        "RegionId": event["RegionId"],
        "NotBefore": event["NotBefore"],
        "Summary": f"{pgettext('Meaning', told['Meaning'])}: {event['InstanceId']}",
        "Description": "\n".join(lines),
    }
