"""Commands as documents: what `ecsops schema` prints, and the man pages are made of."""

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import click

from ecsops.catalogue.model import Document, Parameter, Shape
from ecsops.cli.core import manual_pages
from ecsops.cli.core.command_table import COMMANDS, is_local
from ecsops.cli.core.global_options import COMMON_OPTIONS, DRY_RUN, HELP_OPTION
from ecsops.cli.core.help_sections import OWN
from ecsops.cli.help.exit_statuses import told
from ecsops.cli.raw.names import written
from ecsops.cli.raw.operation_examples import example
from ecsops.cli.raw.products import OperationCommand
from ecsops.output import columns_of

VERSION = 1
"""Of the layout. A field may be added in the same one; none goes, and none changes its sense."""

VALUE: Shape = {
    "Names": [str],
    "Off": [str],
    "Type": str,
    "Enum": [str],
    "Default": str,
    "Required": bool,
    "Multiple": bool,
    "Metavar": str,
    "Section": str,
    "Help": str,
}

COMMAND: dict[str, Any] = {
    "Path": str,
    "Summary": str,
    "Description": str,
    "Usage": str,
    "Commands": [str],
    "Arguments": [VALUE],
    "Options": [VALUE],
    "Operations": [{"Product": str, "Name": str, "Permission": str, "Reads": bool}],
    "Changes": bool,
    "ChangesWhat": str,
    "Confirms": bool,
    "ExitStatuses": [int],
    "Columns": [str],
    "Examples": [{"Text": str, "Lines": [str]}],
}

SCHEMA: dict[str, Any] = {
    "SchemaVersion": int,
    "EveryCommand": [VALUE],
    "ExitStatuses": [{"Status": int, "Meaning": str}],
    "Commands": [COMMAND],
}

EVERY_COMMANDS = [each for each in COMMON_OPTIONS if each is not DRY_RUN]
"""The options that every command heeds; some have no calls that --dry-run could show."""

TYPES = {str: "text", int: "integer", float: "float", bool: "boolean", dict: "object"}
"""Click's names of the API's types."""


def schema(ctx: click.Context) -> Document:
    """Return the document of a command, or of a group with all below it."""
    return {
        "SchemaVersion": VERSION,
        "EveryCommand": [option(each, ctx) for each in (*EVERY_COMMANDS, HELP_OPTION)],
        "ExitStatuses": [{"Status": status, "Meaning": meaning} for status, _, meaning in told()],
        "Commands": list(commands(ctx)),
    }


def commands(ctx: click.Context) -> Iterator[Document]:
    """Yield the document of a command, and those of the commands below it."""
    yield described(ctx)
    group = ctx.command
    if isinstance(group, click.Group):
        for name in group.list_commands(ctx):
            below = group.get_command(ctx, name)
            assert below is not None
            yield from commands(click.Context(below, info_name=name, parent=ctx))


def described(ctx: click.Context) -> Document:
    """Return the document of one command."""
    command = ctx.command
    own = operation(command) if isinstance(command, OperationCommand) else task(ctx)
    line, _module = COMMANDS.get(path_of(ctx), ("", ""))
    summary, _, description = (command.help or line).strip().partition("\n")
    return {
        "Path": path_of(ctx),
        "Summary": " ".join(summary.split()),
        "Description": " ".join(description.split()),
        "Usage": " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]),
        "Commands": command.list_commands(ctx) if isinstance(command, click.Group) else [],
        **own,
    }


def path_of(ctx: click.Context) -> str:
    """Return the words of a command after the name of the program."""
    return ctx.command_path.partition(" ")[2]


def task(ctx: click.Context) -> Document:
    """Return what the options of a command of ours and its page tell."""
    page = manual_pages.page(path_of(ctx)) or manual_pages.Page(())
    calls = manual_pages.calls(page)
    without = COMMON_OPTIONS if is_local(path_of(ctx)) else EVERY_COMMANDS
    own = [each for each in ctx.command.params if each not in without]
    return {
        "Arguments": [value(each, ctx) for each in own if isinstance(each, click.Argument)],
        "Options": [option(each, ctx) for each in own if isinstance(each, click.Option)],
        "Operations": [call_of(each) for each in calls],
        "Changes": bool(page.changes) or not all(each.reads for each in calls),
        "ChangesWhat": page.changes,
        "Confirms": any("--yes" in each.opts for each in own),
        "ExitStatuses": sorted(manual_pages.statuses(page)),
        "Columns": list(columns().get(path_of(ctx), ())),
        "Examples": [{"Text": each.text, "Lines": list(each.lines)} for each in page.examples],
    }


def operation(command: OperationCommand) -> Document:
    """Return what the catalogue tells of a raw call."""
    called = command.operation
    page = manual_pages.Page((), (called.name,))
    options = (parameter(name, each) for name, each in written(called.parameters, "N"))
    return {
        "Arguments": [],
        "Options": list(options),
        "Operations": [call_of(each) for each in manual_pages.calls(page)],
        "Changes": not called.reads,
        "ChangesWhat": "",
        "Confirms": False,
        "ExitStatuses": sorted(manual_pages.statuses(page)),
        "Columns": list(dict.fromkeys([*columns_of(called.item), *columns_of(called.answer)])),
        "Examples": [{"Text": called.summary, "Lines": [" ".join(example(called))]}],
    }


def call_of(call: manual_pages.Call) -> Document:
    """Return the document of an operation that a command may call."""
    return {
        "Product": call.product,
        "Name": call.operation,
        "Permission": call.permission,
        "Reads": call.reads,
    }


def option(each: click.Option, ctx: click.Context) -> Document:
    """Return the document of an option."""
    return {
        **value(each, ctx),
        "Names": each.opts,
        "Off": each.secondary_opts,
        "Section": getattr(each, "section", OWN),
        "Help": each.help or "",
    }


def value(each: click.Parameter, ctx: click.Context) -> Document:
    """Return what an option or an argument takes."""
    told = each.to_info_dict()
    return {
        "Names": [told["name"]],
        "Type": told["type"]["name"],
        "Enum": plain(told["type"].get("choices", ())),
        "Default": None if told["default"] is None else plain([told["default"]])[0],
        "Required": told["required"],
        "Multiple": told["multiple"] or told["nargs"] == -1,
        "Metavar": "" if told.get("is_flag") else each.make_metavar(ctx),
    }


def plain(values: Sequence[Any]) -> list[Any]:
    """Return values as JSON has them."""
    words = (each.value if isinstance(each, Enum) else each for each in values)
    return [each if isinstance(each, str | int | float) else list(each) for each in words]


def parameter(name: str, each: Parameter) -> Document:
    """Return the document of a parameter of the API, or of a part of one."""
    return {
        "Names": [f"--{name}"],
        "Off": [],
        "Type": "json" if each.json else TYPES[each.type],
        "Enum": plain(each.enum),
        "Default": each.default,
        "Required": each.required,
        "Multiple": each.repeat,
        "Metavar": "",
        "Section": OWN,
        "Help": each.limits,
    }


@cache
def columns() -> dict[str, list[str]]:
    """Return the columns of each command of ours; `tools.completions.generate` asks it for them."""
    found: dict[str, list[str]] = json.loads(
        (files("ecsops.cli.help") / "columns.json").read_text(encoding="utf-8")
    )
    return found
