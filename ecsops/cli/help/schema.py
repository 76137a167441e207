"""`ecsops schema`: the commands as JSON."""

import click

from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.help.help import context_of
from ecsops.output import Layout
from ecsops.type_variables import F


def json_option(function: F) -> F:
    """Give the command `--output` and `--query`; what is for programs is JSON by default."""
    return output_option(function, default="json")


@click.command(cls=Command)
@click.argument("words", nargs=-1, metavar="[COMMAND]...")
@json_option
@pass_session
@click.pass_context
def schema(ctx: click.Context, session: Session, words: tuple[str, ...], layout: Layout) -> None:
    """Print all commands, or one command and its subcommands, as JSON."""
    # What describes the commands asks the catalogue, and would make its help slow.
    from ecsops.cli.help import schema_document

    context = context_of(ctx.find_root(), words)
    if layout.kind == "json" and not layout.columns:
        show_document(
            session, layout, lambda: schema_document.schema(context), shape=schema_document.SCHEMA
        )
    else:
        show_items(
            session,
            layout,
            lambda: schema_document.commands(context),
            columns=("Path", "Summary"),
            shape=schema_document.COMMAND,
        )
