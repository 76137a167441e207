"""Possible words at each place of a command line: the tree of commands as tables for the shells.

The tree is the program's own. Which columns a command has is asked of the command itself, which
refuses a column that nothing has and lists those it knows.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click
from tabulate import tabulate_formats

from ecsops.catalogue.model import Operation, Parameter
from ecsops.cli import ecsops
from ecsops.cli.completion.values import WORD_LISTS, WordList, way_of, way_of_parameter
from ecsops.cli.core.command_table import is_local
from ecsops.cli.core.global_options import COMMON_OPTIONS, DRY_RUN, HELP_OPTION
from ecsops.cli.core.groups import LONGEST_HELP_LINE, Group
from ecsops.cli.core.localized_formatter import translated
from ecsops.cli.core.session import Session
from ecsops.cli.raw.flags import FLAGS, Flag, Takes
from ecsops.cli.raw.names import REGION_ID, written
from ecsops.cli.raw.operation_help import limits_of
from ecsops.cli.raw.products import OperationCommand
from ecsops.config import DEFAULT_REGION_ID, Settings
from ecsops.output import KINDS, OutputError, columns_of
from ecsops.simulator.engine.zones import zone_ids

NO_VALUE = "-"
"""How an option is completed that takes no value."""

FREE = "."
"""How free text is completed."""

SAME = "="
MANY = "*"

OUTPUT = "output"
"""How --output is completed; it need not be given again, for it takes several words."""

OF_FLAGS = {"output": OUTPUT, "region": "@region", "profile": "?profile"}
"""How flags of raw calls are completed; what others take as words may be left out."""

INDEX = "N"
"""The entry for `InstanceId.1` in a table."""

COMMON = "+common"
RAW = "+raw"

HELP_CHARACTERS = 70

END = re.compile(r"(?<!\.)\. |; |[。；]")
"""Where the first sentence of a text ends, or the first part of one."""


PREPARED = ("notify rule create rule --event * --queue queue",)
"""Preparation of the account before it is queried."""

SAMPLES = {
    "sim restore": "saved.tar --yes",
    "assist command create": "name -c true",
    "assist command update": "c-1 --name name",
    "assist schedule": "rate(1d)",
    "deployset launch": "ds-bp1zj66au6nez9psg1ty --count 1 --type ecs.g5.large",
    "deployset move": "i-1 --out",
    "deployset update": "ds-1 --name name",
    "instance resize": "i-1 --bandwidth 1",
    "events reschedule": "e-1 --at 2100-01-01T00:00:00Z",
    "events simulate": "SystemMaintenance.Reboot i-1 --at 2100-01-01T00:00:00Z",
    "monitor alarm create": "rule --metric CPUUtilization --over 80 --group group",
    "monitor top": "--once",
    "notify contact create": "name --mail name@example.com",
    "notify receive": "--queue queue",
    "notify sample": "Instance:StateChange",
    "notify target add": "rule --queue queue",
    "notify test": "rule",
    "sim fault add": "agent --instance i-1",
    "sim fault clear": "--all",
    "sim script clear": "--all",
}
"""Valid command lines of commands that check their arguments before the columns."""


class Line(NamedTuple):
    """One thing that may stand at a place: a command `/name`, an option, or `:`, the arguments.

    `facts` of an option are how its value is completed, and what keeps it from being offered
    again: its first spelling, SAME for that itself, or MANY for nothing. Of the arguments: how
    each is completed, with a * behind the last if there may be more of it.
    """

    word: str
    facts: tuple[str, ...] = ()
    help: str = ""


Tables = dict[str, list[Line]]


def places() -> Tables:
    """Return what may stand at each place of the tree; the path of the root is empty."""
    found = dict(walk(ecsops, ""))
    shared = (each for each in COMMON_OPTIONS if each is not DRY_RUN)
    found[COMMON] = [line for each in shared for line in option_lines("", each)]
    found[RAW] = [line for each in FLAGS if not each.transport for line in flag_lines(each)]
    return found


def walk(command: click.Command, path: str) -> Iterator[tuple[str, list[Line]]]:
    """Yield the place of a command, and those below it."""
    if isinstance(command, OperationCommand):
        yield path, [*operation_lines(command.operation), Line(RAW)]
        return
    own = [each for each in command.params if each not in COMMON_OPTIONS]
    lines = [line for each in own for line in option_lines(path, each)]
    lines += option_lines(path, HELP_OPTION)
    if len(own) < len(command.params):
        lines.append(Line(COMMON))
    if DRY_RUN in command.params and not is_local(path):
        lines += option_lines(path, DRY_RUN)
    arguments = tuple(argument(path, each) for each in own if isinstance(each, click.Argument))
    if arguments:
        lines.append(Line(":", arguments))
    below = dict(subcommands(command))
    lines += [Line(f"/{name}", help=summary(command, name, each)) for name, each in below.items()]
    yield path, lines
    for name, each in below.items():
        yield from walk(each, f"{path} {name}".strip())


def subcommands(command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands of a group by name."""
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield name, below


def summary(group: click.Command, name: str, command: click.Command) -> str:
    """Return the line of a command in the help of its group."""
    if isinstance(group, Group):
        return translated(group.help_line(name))
    return translated(command.get_short_help_str(LONGEST_HELP_LINE))


def option_lines(path: str, parameter: click.Parameter) -> Iterator[Line]:
    """Yield a line for each spelling of an option."""
    if not isinstance(parameter, click.Option) or parameter.hidden:
        return
    spellings = sorted([*parameter.opts, *parameter.secondary_opts], key=len, reverse=True)
    value = NO_VALUE if parameter.is_flag else way(path, parameter)
    for spelling in spellings:
        main = SAME if spelling == spellings[0] else spellings[0]
        main = MANY if parameter.multiple and value != OUTPUT else main
        yield Line(spelling, (value, main), first_sentence(translated(parameter.help or "")))


def argument(path: str, parameter: click.Argument) -> str:
    """Return how an argument is completed."""
    return way(path, parameter) + ("*" if parameter.nargs == -1 else "")


def way(path: str, parameter: click.Parameter) -> str:
    """Return how the value of a parameter is completed; what no table tells of is free text."""
    if isinstance(parameter.type, click.Choice):
        return chosen([str(getattr(each, "value", each)) for each in parameter.type.choices])
    return (way_of(path, names_of(parameter)) or FREE).replace(" ", "+")


def names_of(parameter: click.Parameter) -> list[str]:
    """Return the names by which a table may tell of a parameter: its flags and its metavar."""
    named = isinstance(parameter, click.Argument) and parameter.name
    metavar = parameter.metavar or str(named or parameter.type.name).upper()
    return [*(parameter.opts if not named else ()), metavar.strip("[].,")]


def first_sentence(text: str) -> str:
    """Return what fits beside an option, of a text in the language of the run."""
    sentence = END.split(" ".join(text.split()))[0].removesuffix(".")
    return sentence if len(sentence) <= HELP_CHARACTERS else f"{sentence[: HELP_CHARACTERS - 1]}…"


def operation_lines(operation: Operation) -> Iterator[Line]:
    """Yield the parameters of an operation; the number of a list's item is INDEX."""
    parameters: Sequence[Parameter] = operation.parameters
    if not operation.parameter(REGION_ID.name):
        parameters = (*parameters, REGION_ID)
    for name, parameter in written(parameters, INDEX):
        value = way_of_parameter(operation.name, parameter).replace(" ", "+") or FREE
        main = MANY if INDEX in name.split(".") else SAME
        yield Line(f"--{name}", (value, main), first_sentence(limits_of(parameter)))


def chosen(words: Sequence[str]) -> str:
    """Return how one of these words is completed; where there are none it is free text."""
    return f"={'|'.join(words)}" if words else FREE


def flag_lines(flag: Flag) -> Iterator[Line]:
    """Yield the usual spellings of a flag of raw calls."""
    value = OF_FLAGS.get(flag.name) or (
        NO_VALUE if flag.takes in (Takes.NOTHING, Takes.WORDS) else chosen(flag.choices)
    )
    text = first_sentence(translated(flag.summary))
    yield Line(f"--{flag.name}", (value, SAME), text)
    if flag.short:
        yield Line(f"-{flag.short}", (value, f"--{flag.name}"), text)


def word_lists() -> dict[str, WordList]:
    """Return all lists of words that `@NAME` means."""
    zones = [(zone, name) for region, name in WORD_LISTS["region"]() for zone in zone_ids(region)]
    styles = [(f"table:{style}", "") for style in sorted(tabulate_formats)]
    forms = [*((kind, "") for kind in KINDS), ("cols=", "columns"), ("table:", "a style")]
    made = {"zone": zones, "table-style": styles, "output": forms}
    return {**{name: listed() for name, listed in WORD_LISTS.items()}, **made}


def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns that `cols=` has for each command and each operation."""
    found: dict[str, tuple[str, ...]] = {}
    with TemporaryDirectory() as home:
        for line in PREPARED:
            run(line.split(), home)
        for path, command in commands(ecsops, ""):
            if isinstance(command, OperationCommand):
                operation = command.operation
                named = [*columns_of(operation.item), *columns_of(operation.answer)]
                found[path] = tuple(dict.fromkeys(named))
            elif any(each.name == "layout" for each in command.params):
                found[path] = asked_columns(path, command, home)
    return {path: names for path, names in found.items() if names}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands that have none below them."""
    below = dict(subcommands(command))
    if not below:
        yield path, command
    for name, each in below.items():
        yield from commands(each, f"{path} {name}".strip())


def asked_columns(path: str, command: click.Command, home: str) -> tuple[str, ...]:
    """Return the columns that a command lists when it is asked for one that nothing has."""
    sample = SAMPLES[path].split() if path in SAMPLES else list(sample_words(command))
    try:
        run([*path.split(), *sample, "--output", "cols=NoSuchColumn"], home)
    except click.UsageError as error:
        if not isinstance(error.__cause__, OutputError):
            message = f"tools/completions/tree.py has no sample of a right `ecsops {path}`"
            raise KeyError(message) from error
        return error.__cause__.columns
    raise KeyError(f"`ecsops {path}` does not refuse a column that nothing has")


def sample_words(command: click.Command) -> Iterator[str]:
    """Yield the least that a command needs; what it is about need not be there."""
    for parameter in command.params:
        needed = parameter.required or parameter.name == "instance_ids"
        if isinstance(parameter, click.Argument) and needed:
            choices = getattr(parameter.type, "choices", ("1",))
            yield choices[0]
    if any(each.name == "yes" for each in command.params):
        yield "--yes"


def run(words: Sequence[str], home: str) -> None:
    """Run a command line on the account in that directory, telling nothing."""
    session = Session()
    session.settings = Settings(home, DEFAULT_REGION_ID)
    session.quiet = True
    with redirect_stdout(StringIO()):
        ecsops.main([*words], standalone_mode=False, obj=session)
