"""`--dry-run`: a command is run against a backend that calls nothing, and its calls are shown."""

from collections.abc import Callable
from gettext import gettext as _
from typing import Any

import click

from ecsops import language
from ecsops.backends.dry_run import CALL, DryRun, PlanEnds
from ecsops.cli.core.command_table import is_local
from ecsops.cli.core.session import Session
from ecsops.output import Layout, render_items

COLUMNS = ("Operation", "Endpoint", "Parameters")


def dry_run(ctx: click.Context, run: Callable[[click.Context], Any]) -> None:
    """Run the command of the context, and print the calls that it would make instead of its output.

    They come in the form that --output names; its columns and --query are about answers, and here
    are none. Raises click.UsageError for a command that calls no service.
    """
    session = ctx.ensure_object(Session)
    end: PlanEnds | None = None
    try:
        run(ctx)
    except PlanEnds as reached:
        end = reached
    backend = vars(session).get("backend")
    if end is None and not (isinstance(backend, DryRun) and backend.calls):
        raise calls_none(ctx)
    session.dry_run = False
    layout = ctx.params.get("layout", Layout("table", words=language.words()))
    calls = backend.calls if isinstance(backend, DryRun) else ()
    form = layout._replace(columns=(), rows="", num=False, query="")
    session.print(render_items(form, calls, columns=COLUMNS, shape=CALL))
    if end:
        session.note(
            _("Further calls, if any, depend on the response of {operation}.").format(
                operation=end.operation.name
            )
        )


def refuse_local(ctx: click.Context) -> None:
    """Raise click.UsageError for a command that calls no service."""
    if is_local(ctx.command_path.partition(" ")[2]):
        raise calls_none(ctx)


def calls_none(ctx: click.Context) -> click.UsageError:
    """Return the error of a command that calls no service."""
    return click.UsageError(
        _("{command} makes no API call; --dry-run has nothing to show.").format(
            command=ctx.command_path
        ),
        ctx,
    )
