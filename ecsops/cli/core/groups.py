"""The tree of commands, loaded where it is entered, and what happens when a command fails."""

import sys
from collections.abc import Mapping, Sequence
from gettext import gettext as _
from importlib import import_module
from typing import Any

import click

from ecsops import language
from ecsops.cli.core.commands import Command, WithHelp
from ecsops.cli.core.global_options import COMMON_OPTIONS
from ecsops.cli.core.process_exit import ending
from ecsops.cli.core.session import Session
from ecsops.cli.core.terminal import colours_wanted, tell
from ecsops.errors import EcsopsError

AS_NEAR = 0.75
"""How like the name of a raw call a word is at least, for that call to be suggested."""

LONGEST_HELP_LINE = 200
"""Characters of a command's first sentence in the help of its group: the whole of it."""


class Group(WithHelp, click.Group):
    """A group that says what an unknown command may have meant.

    Commands that need much are a table of names, help lines and modules. One of them is imported
    when it is entered; the group's help reads the table and imports nothing.
    """

    command_class = Command

    def __init__(
        self, *args: Any, table: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted; hidden ones are for programs."""
        shown = (name for name, command in self.commands.items() if not command.hidden)
        return sorted([*shown, *self.table])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name."""
        if name not in self.table:
            return super().get_command(ctx, name)
        command: click.Command = getattr(import_module(self.table[name][1]), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            # Only a mistake pays for what may have been meant.
            from ecsops.cli.core.suggestions import did_you_mean, meant_command, sentence

            root = ctx.find_root().command
            groups = root.list_commands(ctx) if isinstance(root, click.Group) else []
            near = meant_command(args[0], self.list_commands(ctx), groups)
            guess = sentence(near) or did_you_mean(args[0], self.elsewhere(), AS_NEAR)
            ctx.fail(_("No such command: {name}.{guess}").format(name=args[0], guess=guess))
        return super().resolve_command(ctx, args)

    def elsewhere(self) -> list[str]:
        """Return the words that are close to a command here."""
        return []

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their help lines."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, self.help_line(name)) for name in self.list_commands(ctx)])

    def help_line(self, name: str) -> str:
        """Return the sentence that stands for a command in the help of its group."""
        if name in self.table:
            return self.table[name][0]
        return self.commands[name].get_short_help_str(LONGEST_HELP_LINE)


class Tree(Group):
    """The root, and the one place where errors become exit statuses."""

    def elsewhere(self) -> list[str]:
        """Return the raw calls."""
        # Only a mistake pays for their names.
        from ecsops.catalogue.index import MODULES, names

        return [f"{product} {name}" for product in MODULES for name in names(product)]

    def __init__(self, table: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(
            "ecsops",
            table=table,
            help="Operate Alibaba Cloud ECS, or rehearse on the embedded simulator.",
            params=[
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=show_version,
                    help="Show the version and exit.",
                ),
                *COMMON_OPTIONS,
            ],
        )

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **settings: Any,
    ) -> Any:
        """Run the program in the language that is asked for, and exit; `ending` says how."""
        args = sys.argv[1:] if args is None else args
        if not standalone_mode:
            with language.speaking(language.chosen(args)):
                return super().main(args, prog_name, complete_var, False, **settings)
        # The outer one is for the choice of the language, the inner one tells in it what happens.
        with ending(), language.speaking(language.chosen(args)):
            settings.setdefault("color", None if colours_wanted() else False)
            with (
                ending(),
                self.make_context(prog_name or self.name, [*args], **settings) as context,
            ):
                self.invoke(context)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, and the topics of `ecsops help`."""
        # Only help pays for writing it.
        from ecsops.cli.help.topics import TOPICS

        super().format_epilog(ctx, formatter)
        with formatter.section(_("Topics of `ecsops help TOPIC`")):
            formatter.write_dl([(name, _(line)) for name, line in TOPICS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line, and keep its words: a refusal may be about one of them."""
        ctx.ensure_object(Session).words = tuple(args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the groups, in the order of the table."""
        return list(self.table)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that a user can meet ends with its own exit status."""
        session = ctx.ensure_object(Session)
        ctx.call_on_close(session.close)
        try:
            return super().invoke(ctx)
        except EcsopsError as error:
            if session.debug:
                # lazy import: only --debug shows where an error came from
                import traceback

                tell(traceback.format_exc())
            # Only a failure is reported.
            from ecsops.cli.core.error_report import report

            report(error, session)
            ctx.exit(error.exit_status)


def show_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Print the version."""
    if wanted:
        # Only --version pays for reading the package's metadata.
        from importlib.metadata import version

        click.echo(f"ecsops {version('ecsops')}")
        ctx.exit()
