"""How --help shows options by sections, and a command's page of the manual."""

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _

import click

from ecsops.cli.core import manual_pages
from ecsops.cli.core.command_table import is_local
from ecsops.cli.core.global_options import DRY_RUN, EVERY_COMMAND, OUTPUT, WHICH_INSTANCES
from ecsops.cli.core.wrapping import folded

OWN = "Options"

SECTIONS = (OWN, WHICH_INSTANCES, OUTPUT, EVERY_COMMAND)
"""The sections of options, in the order of the help."""

WORD = re.compile(r"""(?:[^\s'"]|'[^']*'|"[^"]*")+""")
"""A word of a command line, with its quotation marks."""


def write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write the options of a command by sections; a group's only one needs no section."""
    sections = options_by_section(command, ctx)
    if [*sections] == [EVERY_COMMAND]:
        sections = {OWN: sections[EVERY_COMMAND]}
    for section, options in sections.items():
        records = (each.get_help_record(ctx) for each in options)
        with formatter.section(_(section)):
            formatter.write_dl([each for each in records if each])


def options_by_section(command: click.Command, ctx: click.Context) -> dict[str, list[click.Option]]:
    """Return the options that help shows, by their sections."""
    found: dict[str, list[click.Option]] = {name: [] for name in SECTIONS}
    for each in command.get_params(ctx):
        useless = each is DRY_RUN and is_local(path_of(ctx))
        if isinstance(each, click.Option) and not each.hidden and not useless:
            found[getattr(each, "section", OWN)].append(each)
    return {name: options for name, options in found.items() if options}


def write_page(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the examples of a command, the operations that it calls, and their permissions."""
    page = manual_pages.page(path_of(ctx))
    if page is None:
        return
    with formatter.section(_("Examples") if len(page.examples) > 1 else _("Example")):
        for each in page.examples:
            formatter.write_text(f"{_(each.text)}:")
            lines = shown_lines(each.lines, formatter.width - 6)
            formatter.write("".join(f"    {line}\n" for line in lines))
    if page.calls:
        with formatter.section(_("API operations, and the RAM permissions that they need")):
            write_calls(formatter, manual_pages.calls(page))


def write_calls(formatter: click.HelpFormatter, calls: Sequence[manual_pages.Call]) -> None:
    """Write operations with their permissions; no name is broken, however narrow the terminal."""
    column = max(len(each.operation) for each in calls)
    for each in calls:
        line = f"  {each.operation:{column}}  {each.permission}"
        if len(line) > formatter.width:
            line = f"  {each.operation}\n    {each.permission}"
        formatter.write(f"{line}\n")


def path_of(ctx: click.Context) -> str:
    """Return the words of a command after the name of the program."""
    return ctx.command_path.partition(" ")[2]


def shown_lines(lines: Iterable[str], width: int) -> Iterator[str]:
    """Yield command lines as help shows them, long ones over several."""
    for line in lines:
        yield from folded(WORD.findall(line), width=width)
