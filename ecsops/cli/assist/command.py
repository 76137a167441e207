"""`ecsops assist command`: the scripts that Cloud Assistant keeps."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.ecs.assistant.commands import ContentEncoding, DescribeCommands
from ecsops.catalogue.model import Document
from ecsops.cli.assist.options import (
    TypeOfCommand,
    needed_script,
    script_of,
    script_options,
    several,
    type_option,
    warn_of_windows,
)
from ecsops.cli.assist.run import invoke
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.groups import Group
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_outcomes, show_rows
from ecsops.operations.assistant import commands
from ecsops.output import Layout

COLUMNS = ("CommandId", "Name", "Type", "Timeout", "InvokeTimes", "CreationTime", "Description")

SHAPE = DescribeCommands.item

command_id = click.argument("command_id", metavar="COMMAND")


def description_options(function: Any) -> Any:
    """Give a command what can be said about a script beside its text."""
    return several(
        function,
        (
            click.option("--description", metavar="TEXT", help="Description of the command."),
            click.option(
                "--workdir", metavar="DIRECTORY", help="Working directory (default: /root)."
            ),
            click.option(
                "--timeout", type=DURATION, metavar="DURATION", help="Timeout of the script."
            ),
            click.option("--launcher", metavar="LAUNCHER", help="Interpreter of the script."),
        ),
    )


def described(
    description: str | None, workdir: str | None, timeout: float | None, launcher: str | None
) -> Document:
    """Return the parameters of the API that these options mean."""
    return {
        "Description": description,
        "WorkingDir": workdir,
        "Timeout": None if timeout is None else int(timeout),
        "Launcher": launcher,
    }


@click.group(cls=Group, help="Create, list, change, clone and delete commands.")
def command() -> None:
    """Group of the commands below."""


@command.command("list")
@click.argument("command_ids", nargs=-1, metavar="[COMMAND]...")
@click.option("--name", metavar="NAME", help="Only commands of this name; * matches any text.")
@click.option(
    "--type",
    "command_type",
    type=TypeOfCommand(),
    metavar="TYPE",
    help="Only commands of this type.",
)
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    /,
    command_ids: Sequence[str],
    name: str | None,
    command_type: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List commands."""
    show_rows(
        session,
        layout,
        lambda client: commands.list_commands(
            client, command_ids, Name=name, Type=command_type, limit=limit
        ),
        columns=COLUMNS,
        shape=SHAPE,
        limit=limit,
        least=("CreationTime", "Timeout", "InvokeTimes", "Description"),
        nothing=lambda: _("No commands in {region}."),
        named=Named("CommandId", command_ids, "InvalidCmdId.NotFound", commands.list_commands),
    )


@command.command()
@command_id
@output_option
@pass_session
def show(session: Session, /, command_id: str, layout: Layout) -> None:
    """Show one command, with its script as text."""
    show_document(
        session,
        layout,
        lambda: commands.show_command(
            session.client, command_id, ContentEncoding=ContentEncoding.PLAIN_TEXT
        ),
        shape=SHAPE,
    )


@command.command()
@click.argument("name")
@script_options
@type_option
@click.option("--params", is_flag=True, help="Allow {{NAME}} placeholders in the script.")
@description_options
@output_option
@pass_session
def create(
    session: Session,
    /,
    name: str,
    content: str | None,
    file: Any,
    command_type: str,
    params: bool,
    layout: Layout,
    **options: Any,
) -> None:
    """Create a command NAME from -c, from -f or from stdin."""
    script = needed_script(content, file)
    warn_of_windows(session, script, command_type)
    fields = {"Name": name, "Type": command_type, "EnableParameter": params or None}
    show_document(
        session,
        layout,
        lambda: commands.create_command(session.client, script, **fields, **described(**options)),
        columns=COLUMNS,
        shape=SHAPE,
    )


@command.command()
@command_id
@click.option("--name", metavar="NAME", help="New name.")
@script_options
@description_options
@output_option
@pass_session
def update(
    session: Session,
    /,
    command_id: str,
    name: str | None,
    content: str | None,
    file: Any,
    layout: Layout,
    **options: Any,
) -> None:
    """Change a command; its script can change only where the service allows it."""
    script, fields = script_of(content, file), {"Name": name, **described(**options)}
    if script is None and not any(value is not None for value in fields.values()):
        raise click.UsageError(_("Nothing to change. Use --name, --description or another option."))
    show_document(
        session,
        layout,
        lambda: commands.update_command(session.client, command_id, script, **fields),
        columns=COLUMNS,
        shape=SHAPE,
    )


@command.command()
@command_id
@click.option("--name", metavar="NAME", help="Name of the clone (default: the same name).")
@script_options
@click.option(
    "--type", "command_type", type=TypeOfCommand(), metavar="TYPE", help="New script type."
)
@description_options
@output_option
@pass_session
def clone(
    session: Session,
    /,
    command_id: str,
    name: str | None,
    content: str | None,
    file: Any,
    command_type: str | None,
    layout: Layout,
    **options: Any,
) -> None:
    """Clone a command, with optional changes."""
    changes = {"Name": name, "Type": command_type, **described(**options)}
    script = script_of(content, file)
    show_document(
        session,
        layout,
        lambda: commands.clone_command(session.client, command_id, script, **changes),
        columns=COLUMNS,
        shape=SHAPE,
    )


@command.command()
@click.argument("command_ids", nargs=-1, required=True, metavar="COMMAND...")
@yes_option
@output_option
@pass_session
def delete(session: Session, /, command_ids: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete commands; invocations already started continue."""
    session.confirm(_("Delete {command_ids}?").format(command_ids=", ".join(command_ids)), yes=yes)
    show_outcomes(
        session,
        layout,
        lambda: commands.delete_commands(session.client, command_ids),
        columns=("CommandId", "Code"),
        shape=dict.fromkeys(("CommandId", "Code", "Message", "RequestId"), str),
    )


command.add_command(invoke, "run")
