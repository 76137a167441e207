"""`ecsops assist invocations`: what was started, when it runs again, and where."""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from typing import cast

import click

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocations, InvokeStatus, RepeatMode
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, limit_option, output_option
from ecsops.cli.core.displayed_words import Displayed
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_rows
from ecsops.client import Client
from ecsops.operations.assistant import invocations as topic
from ecsops.operations.not_found import absent
from ecsops.output import Layout

COLUMNS = (
    "InvokeId",
    "CommandName",
    "Script",
    "Instances",
    "InvokeStatus",
    "InvocationStatus",
    "RepeatMode",
    "Frequency",
    "NextRun",
    "CreationTime",
)

LEAST = (
    "InvocationStatus",
    "RepeatMode",
    "Frequency",
    "CreationTime",
    "CommandName",
    "Instances",
    "NextRun",
)
"""The columns that a narrow terminal hides first."""

SHOWN = (
    *COLUMNS,
    "CommandId",
    "Timeout",
    "WorkingDir",
    "Username",
)
"""What people read of one invocation."""

MOST_NAMED = 3
"""How many instances a row names; the others are counted."""

SHAPE: Shape = {
    **cast(Document, DescribeInvocations.item),
    "NextRun": str,
    "Script": str,
    "Instances": str,
}
"""An invocation with what we add: its next run, the first line of its script, its instances."""


def with_what_people_read(client: Client, found: Iterable[Document]) -> Iterator[Document]:
    """Yield the invocations with Script and Instances; those that run again have NextRun."""
    for invocation in found:
        added = {"Script": first_line(invocation), "Instances": instances_of(invocation)}
        if invocation.get("RepeatMode") == RepeatMode.PERIOD:
            # lazy import: only a timed invocation needs dates and zones
            from ecsops.operations.assistant.schedule_preview import next_run_of

            if run := next_run_of(invocation, client.backend.now()):
                added["NextRun"] = run
        yield {**invocation, **added}


def first_line(invocation: Document) -> str:
    """Return the first line of the script that says something: not blank, not `#!`."""
    try:
        script = b64decode(invocation.get("CommandContent") or "").decode(errors="replace")
    except ValueError:
        return ""
    lines = [each.strip() for each in script.splitlines()]
    return next((each for each in lines if each and not each.startswith("#!")), "")


def instances_of(invocation: Document) -> str:
    """Return the ids of the first instances of an invocation, and how many more there are."""
    ids = [each["InstanceId"] for each in invocation["InvokeInstances"]["InvokeInstance"]]
    ids = [*dict.fromkeys(ids)]
    more = len(ids) - MOST_NAMED
    named = " ".join(ids[:MOST_NAMED])
    return _("{names} and {more} more").format(names=named, more=more) if more > 0 else named


@click.command(cls=Command)
@click.argument("invoke_ids", nargs=-1, metavar="[INVOKE]...")
@click.option("--command", metavar="COMMAND", help="Only invocations of this command id.")
@click.option("--instance", metavar="INSTANCE", help="Only invocations on this instance.")
@click.option(
    "--status",
    type=Displayed("InvokeStatus", InvokeStatus),
    metavar="STATUS",
    help="Only invocations in this state, such as Running.",
)
@click.option(
    "--timed/--once", default=None, help="Only scheduled invocations, or only one-time ones."
)
@limit_option
@output_option
@pass_session
def invocations(
    session: Session,
    /,
    invoke_ids: Sequence[str],
    command: str | None,
    instance: str | None,
    status: str | None,
    timed: bool | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List invocations, newest first."""
    word, *others = invoke_ids or ("",)
    if word == "show" and len(others) == 1:
        show_invocation(session, layout, others[0])
        return
    invoke_ids = others if word == "list" else invoke_ids
    show_rows(
        session,
        layout,
        lambda client: with_what_people_read(
            client,
            topic.list_invocations(
                client,
                invoke_ids,
                CommandId=command,
                InstanceId=instance,
                InvokeStatus=status,
                Timed=timed,
                limit=limit,
            ),
        ),
        columns=COLUMNS,
        shape=SHAPE,
        limit=limit,
        least=LEAST,
        nothing=lambda: _("No invocations in {region}."),
        named=Named("InvokeId", invoke_ids, "InvalidInvokeId.NotFound", topic.list_invocations),
    )


def show_invocation(session: Session, layout: Layout, invoke_id: str) -> None:
    """Show one invocation. Raises NotFound."""

    def document() -> Document:
        found = topic.list_invocations(session.client, [invoke_id])
        for each in with_what_people_read(session.client, found):
            return each
        raise absent("InvalidInvokeId.NotFound", invoke_id)

    show_document(session, layout, document, columns=SHOWN, shape=SHAPE)
