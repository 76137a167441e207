"""`ecsops help`: the help of a command, or a topic."""

import sys
from collections.abc import Iterable, Sequence
from gettext import gettext as _
from pathlib import Path

import click

from ecsops import language
from ecsops.cli.core.commands import Command
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.cli.core.terminal import colours_wanted
from ecsops.cli.help.topics import TOPICS

PACKAGE = Path(__file__).parents[2]

WIDEST = 100
"""Columns: longer lines of prose are hard to read."""


@click.command(cls=Command)
@click.argument("words", nargs=-1, metavar="[COMMAND|TOPIC]...")
@pass_session
@click.pass_context
def help(ctx: click.Context, session: Session, words: tuple[str, ...]) -> None:
    """Show help on a command or a topic."""
    if len(words) == 1 and words[0] in TOPICS:
        session.print([topic(words[0])])
    else:
        session.print([context_of(program(ctx, words), words).get_help(), "\n"])


def program(ctx: click.Context, words: Sequence[str]) -> click.Context:
    """Return the program's own context. Raises click.UsageError where it has not the first word."""
    root = ctx.find_root()
    assert isinstance(root.command, click.Group)
    known = root.command.list_commands(root)
    if words and words[0] not in known:
        ctx.fail(
            _("No such command or topic: {name}.{guess}").format(
                name=words[0], guess=did_you_mean(words[0], [*known, *TOPICS])
            )
        )
    return root


def topic(name: str) -> str:
    """Return the page of a topic, as wide as the terminal and in its colours."""
    # Only a topic is Markdown, and as wide as the terminal.
    from shutil import get_terminal_size

    from ecsops.cli.help.markdown_pages import rendered

    columns = min(get_terminal_size().columns, WIDEST)
    return rendered(page_of(name), columns, colour=sys.stdout.isatty() and colours_wanted())


def page_of(name: str) -> str:
    """Return the page in Markdown: inside the package of a wheel, beside it in a checkout.

    A page in the language of the run comes before the English one.
    """
    inside, beside = PACKAGE / "topics", PACKAGE.parent / "docs" / "reference"
    directory = inside if inside.exists() else beside
    pages = [directory / f"{name}{suffix}.md" for suffix in (language.page_suffix(), "")]
    return next(page for page in pages if page.exists()).read_text(encoding="utf-8")


def context_of(ctx: click.Context, words: Iterable[str]) -> click.Context:
    """Return the context of a command below this one. Raises click.UsageError for an unknown."""
    for word in words:
        group = ctx.command
        if not isinstance(group, click.Group):
            ctx.fail(_("{command} has no subcommands.").format(command=ctx.command_path))
        name, command, _rest = group.resolve_command(ctx, [word])
        assert command is not None
        ctx = click.Context(command, info_name=name, parent=ctx)
    return ctx
