"""`ecsops assist results` and `stop`: what came of invocations, and ending them."""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import islice
from typing import Any

import click

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocations
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
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.core.time_points import PAST, Moment
from ecsops.operations.assistant import invocations as topic
from ecsops.output import Layout

INVOCATION: Any = DescribeInvocations.item

STOPPED: Shape = {
    "InvokeId": str,
    **INVOCATION["InvokeInstances"]["InvokeInstance"][0],
}
"""An instance where an invocation was stopped."""


@click.command(cls=Command)
@click.argument("invoke_ids", nargs=-1, metavar="[INVOKE]...")
@click.option("--instance", metavar="INSTANCE", help="Only results of this instance.")
@click.option(
    "--since",
    type=PAST,
    metavar="TIME",
    help="Results of the invocations since then, such as 2h (ago) or 'yesterday 00:00'.",
)
@click.option("--last", type=Whole(1, 100), metavar="N", help="Results of the last N invocations.")
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
    since: Moment | None,
    last: int | None,
    history: bool,
    wait: bool,
    wait_timeout: float,
    no_group: bool,
    limit: int | None,
    layout: Layout,
) -> None:
    """Show the results of invocations on each instance; without INVOKE, of the last one."""
    check_results_layout(layout)
    client = session.client
    if bool(invoke_ids) + bool(last) + bool(since) > 1:
        raise click.UsageError(_("Use only one of INVOKE, --last and --since."))
    if not invoke_ids:
        invoke_ids = latest(session, instance, since, last)
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


def latest(
    session: Session, instance: str | None, since: Moment | None, last: int | None
) -> list[str]:
    """Return the InvokeIds that are meant where none is named; report which, or that none is."""
    found = topic.latest_invocations(
        session.client,
        count=last or 1,
        since=None if since is None else since.at(session.backend.now()),
        instance_id=instance,
    )
    if found:
        session.note(_("Results of {invoke_ids}").format(invoke_ids=" ".join(found)))
    else:
        session.note(_("No invocations in {region}.").format(region=session.region_id))
    return found


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
    show_items(
        session,
        layout,
        lambda: topic.stop(session.client, invoke_id, instance_ids),
        columns=("InvokeId", "InstanceId", "InvocationStatus"),
        shape=STOPPED,
        nothing=lambda: _("{invoke_id} was not running on any instance.").format(
            invoke_id=invoke_id
        ),
    )
