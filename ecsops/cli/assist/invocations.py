"""`ecsops assist invocations`, `results` and `stop`: what was started, and what came of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from itertools import islice
from typing import cast

import click

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocations, RepeatMode
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.assist.results_view import (
    RESULT_COLUMNS,
    RESULT_LEAST,
    block,
    check_results_layout,
    is_plain,
    result_shape,
)
from ecsops.cli.assist.run import DEFAULT_TIMEOUT_S, WAIT_LONGER_S, wait_and_show
from ecsops.cli.core.commands import Command, limit_option, output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items, show_rows
from ecsops.client import Client
from ecsops.operations.assistant import invocations as topic
from ecsops.output import Layout

COLUMNS = (
    "InvokeId",
    "CommandName",
    "InvokeStatus",
    "InvocationStatus",
    "RepeatMode",
    "Frequency",
    "NextRun",
    "CreationTime",
)


SHAPE: Shape = {**cast(Document, DescribeInvocations.item), "NextRun": str}


def with_next_run(client: Client, found: Iterable[Document]) -> Iterator[Document]:
    """Yield the invocations, those that run again with their next run."""
    for invocation in found:
        if invocation.get("RepeatMode") == RepeatMode.PERIOD:
            # lazy import: only a timed invocation needs dates and zones
            from ecsops.operations.assistant.schedule_preview import next_run_of

            if run := next_run_of(invocation, client.backend.now()):
                invocation = {**invocation, "NextRun": run}
        yield invocation


@click.command("invocations", cls=Command)
@click.argument("invoke_ids", nargs=-1, metavar="[INVOKE]...")
@click.option("--command", metavar="COMMAND", help="Only invocations of this command id.")
@click.option("--instance", metavar="INSTANCE", help="Only invocations on this instance.")
@click.option("--status", metavar="STATUS", help="Only invocations in this state, such as Running.")
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
    show_rows(
        session,
        layout,
        lambda client: with_next_run(
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
        least=("InvocationStatus", "RepeatMode", "Frequency"),
        nothing=lambda: _("No invocations in {region}."),
        named=Named("InvokeId", invoke_ids, "InvalidInvokeId.NotFound", topic.list_invocations),
    )


@click.command(cls=Command)
@click.argument("invoke_ids", nargs=-1, required=True, metavar="INVOKE...")
@click.option("--instance", metavar="INSTANCE", help="Only results of this instance.")
@click.option("--history", is_flag=True, help="Show every run of a scheduled invocation.")
@click.option("--wait", is_flag=True, help="Wait until all instances have finished.")
@click.option(
    "--wait-timeout",
    type=DURATION,
    default=DEFAULT_TIMEOUT_S + WAIT_LONGER_S,
    metavar="DURATION",
    help="How long to wait.",
)
@click.option(
    "--no-group",
    is_flag=True,
    help="With --wait, print each output as it arrives, without grouping.",
)
@limit_option
@output_option
@pass_session
def results(
    session: Session,
    /,
    invoke_ids: Sequence[str],
    instance: str | None,
    history: bool,
    wait: bool,
    wait_timeout: float,
    no_group: bool,
    limit: int | None,
    layout: Layout,
) -> None:
    """Show the results of invocations on each instance."""
    check_results_layout(layout)
    client = session.client
    started = topic.find_started(client, invoke_ids, instance)

    def found() -> Iterator[Document]:
        return topic.results_of_each(
            client,
            [*started.targets],
            InstanceId=instance,
            IncludeHistory=history or None,
            limit=limit,
        )

    if wait:
        wait_and_show(
            session,
            layout,
            started,
            wait_s=wait_timeout,
            group=not no_group,
            limit=limit,
            runs=found if history else None,
        )
    elif started.targets:
        show_so_far(session, layout, found, limit)
    topic.check_found(started, invoke_ids)


def show_so_far(
    session: Session, layout: Layout, found: Callable[[], Iterator[Document]], limit: int | None
) -> None:
    """Show the results that there are."""
    if is_plain(layout):
        session.print(block([each]) for each in islice(found(), limit))
        return
    show_items(
        session,
        layout,
        found,
        columns=RESULT_COLUMNS,
        shape=result_shape(),
        limit=limit,
        least=RESULT_LEAST,
        nothing=lambda: _("No results yet."),
    )


@click.command(cls=Command)
@click.argument("invoke_id", metavar="INVOKE")
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@output_option
@pass_session
def stop(session: Session, /, invoke_id: str, instance_ids: Sequence[str], layout: Layout) -> None:
    """Stop an invocation on all its instances, or only on those named."""
    show_document(
        session,
        layout,
        lambda: topic.stop(session.client, invoke_id, instance_ids),
        shape={"RequestId": str},
    )
