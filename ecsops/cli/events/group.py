"""`ecsops events`: system events of instances, to see and to understand."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.ecs.events.event_types import SYSTEM_EVENT_TYPES, EventCycleStatus
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import limit_option, output_option
from ecsops.cli.core.displayed_words import Displayed
from ecsops.cli.core.groups import Group
from ecsops.cli.core.instance_selection import named_instances
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items, show_rows
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.cli.core.time_points import PAST, Moment
from ecsops.cli.events.act import accept, avoid, cancel, reschedule, simulate
from ecsops.cli.events.options import (
    COLUMNS,
    EVENT,
    LISTED,
    PENDING_COLUMNS,
    PENDING_LEAST,
    all_regions_option,
    type_option,
)
from ecsops.cli.events.watch import calendar, watch
from ecsops.operations.events import advice, system_events
from ecsops.output import Layout

HISTORY_COLUMNS = (*COLUMNS[:-1], "EventPublishTime", "EventFinishTime")

SHOWN: Shape = {
    **EVENT,
    "TimeLeft": str,
    "LatestTime": str,
    "Life": [str],
    "Effect": str,
    "Measures": [str],
    "NextStep": str,
}

SHOWN_COLUMNS = (
    "EventId",
    "InstanceId",
    "EventTypeName",
    "EventCycleStatusName",
    "Reason",
    "NotBefore",
    "TimeLeft",
    "LatestTime",
    "Life",
    "Effect",
    "Measures",
    "NextStep",
)

ADVICE: Shape = {
    "EventType": str,
    "Meaning": str,
    "MeaningChinese": str,
    "Effect": str,
    "Measures": [str],
    "Operations": [str],
    "Class": str,
    "Level": str,
    "States": [str],
    "Notice": str,
    "InDocument": bool,
}

TYPE_COLUMNS = ("EventType", "Class", "Level", "Notice", "Meaning")


ADVICE_COLUMNS = ("EventType", "Meaning", "Effect", "Measures", "Operations")


@click.group(cls=Group, help="List, rehearse and handle system events.")
def events() -> None:
    """Group of the commands below."""


@events.command("list")
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@type_option
@all_regions_option
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    instance_ids: Sequence[str],
    types: Sequence[str],
    limit: int | None,
    layout: Layout,
) -> None:
    """List open events, with the time left and the next step."""
    show_rows(
        session,
        layout,
        lambda client: with_given_options(
            session,
            system_events.with_instances(
                client,
                system_events.pending_events(client, instance_ids, types=types, limit=limit),
            ),
        ),
        columns=PENDING_COLUMNS,
        shape=LISTED,
        limit=limit,
        least=PENDING_LEAST,
        nothing=lambda: _("No open events in {region}."),
        named=named_instances(instance_ids),
    )


def with_given_options(session: Session, found: Iterable[Document]) -> Iterator[Document]:
    """Yield the events; a NextStep that is a command acts where this one looked."""
    for event in found:
        yield {**event, "NextStep": session.with_given_options(event["NextStep"])}


@events.command()
@click.option(
    "--instance",
    "instance_ids",
    multiple=True,
    metavar="INSTANCE",
    help="Only events of this instance.",
)
@type_option
@click.option(
    "--state",
    "states",
    type=Displayed("EventCycleStatusName", EventCycleStatus),
    multiple=True,
    metavar="STATE",
    help="Only events in this state, such as Executed.",
)
@click.option(
    "--since",
    type=PAST,
    metavar="TIME",
    help="Only events published since then, such as 7d (ago).",
)
@limit_option
@output_option
@pass_session
def history(
    session: Session,
    instance_ids: Sequence[str],
    types: Sequence[str],
    states: Sequence[str],
    since: Moment | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List closed events, or events in the given states."""
    show_rows(
        session,
        layout,
        lambda client: system_events.list_events(
            client,
            instance_ids,
            states=states,
            types=types,
            since=None if since is None else since.at(session.backend.now()),
            limit=limit,
        ),
        columns=HISTORY_COLUMNS,
        shape=EVENT,
        limit=limit,
        least=("EventFinishTime",),
        nothing=lambda: _("No closed events in {region}."),
        named=named_instances(instance_ids),
    )


@events.command()
@click.argument("event_id", metavar="EVENT")
@output_option
@pass_session
def show(session: Session, event_id: str, layout: Layout) -> None:
    """Show one event: its history, effect and recommended actions."""
    show_document(
        session,
        layout,
        lambda: system_events.show_event(session.client, event_id),
        columns=SHOWN_COLUMNS,
        shape=SHOWN,
    )


@events.command()
@click.option("--document", "of_document", is_flag=True, help="Only types of the 2019 document.")
@output_option
@pass_session
def types(session: Session, of_document: bool, layout: Layout) -> None:
    """List the event types."""
    known = map(advice.advice, SYSTEM_EVENT_TYPES)
    show_items(
        session,
        layout,
        lambda: [each for each in known if each["InDocument"] or not of_document],
        columns=TYPE_COLUMNS,
        shape=ADVICE,
        least=("Level", "Notice", "Class"),
    )


@events.command()
@click.argument("subject", metavar="[EVENT|TYPE]", required=False)
@output_option
@pass_session
def advise(session: Session, subject: str | None, layout: Layout) -> None:
    """Explain an event or an event type, and the recommended actions.

    Without EVENT or TYPE: all types with open events in the region.
    """
    if subject:
        show_document(
            session,
            layout,
            lambda: advice.advice(asked_types(session, subject)[0]),
            columns=ADVICE_COLUMNS,
            shape=ADVICE,
        )
    else:
        show_items(
            session,
            layout,
            lambda: map(advice.advice, asked_types(session, subject)),
            columns=ADVICE_COLUMNS,
            shape=ADVICE,
            least=("Operations", "Meaning"),
            nothing=lambda: _("No open events in {region}."),
        )


def asked_types(session: Session, subject: str | None) -> list[str]:
    """Return the types that are meant. Raises NotFound for an event that is not there."""
    if subject in SYSTEM_EVENT_TYPES:
        return [subject]
    if subject and not subject.startswith("e-"):
        meant = did_you_mean(subject, SYSTEM_EVENT_TYPES)
        raise click.UsageError(
            _("{subject!r} is neither an event nor an event type.{meant}").format(
                subject=subject, meant=meant
            )
        )
    found: Any = (
        system_events.named_events(session.client, [subject])
        if subject
        else system_events.pending_events(session.client)
    )
    return sorted({event["EventType"]["Name"] for event in found})


for command in (simulate, cancel, reschedule, avoid, accept, watch, calendar):
    events.add_command(command)
