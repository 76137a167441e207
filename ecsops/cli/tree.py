"""The tree of commands, loaded where it is entered, and what happens when a command fails."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ecsops.cli.options import COMMON_OPTIONS, Command, suggestion
from ecsops.cli.session import Session
from ecsops.errors import EcsopsError

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


class Group(click.Group):
    """A group that says what an unknown command may have meant."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"No such command: {args[0]}.{suggestion(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


class Tree(Group):
    """The root. Its groups are a table of names, help lines and modules.

    A group is imported when it is entered; `--help` reads the table and imports nothing.
    """

    def __init__(self, commands: Mapping[str, tuple[str, str]]) -> None:
        self.table = commands
        super().__init__(
            "ecsops",
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

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the groups, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the group of that name."""
        if name not in self.table:
            return None
        command: click.Command = getattr(import_module(self.table[name][1]), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups with their help lines."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in self.table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that a user can meet ends with its own exit status."""
        session = ctx.ensure_object(Session)
        try:
            return super().invoke(ctx)
        except EcsopsError as error:
            if session.debug:
                raise
            # Only a failure is reported.
            from ecsops.cli.report import report

            report(error, session)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


def show_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Print the version."""
    if wanted:
        # Only --version pays for reading the package's metadata.
        from importlib.metadata import version

        click.echo(f"ecsops {version('ecsops')}")
        ctx.exit()
