"""The parts of pages that are made from the program's own facts.

Such a part stands between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from signal import SIGINT, SIGTERM

import click

from ecsops import config, errors, language
from ecsops.catalogue import MODULES
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli import COMMANDS, ecsops, paging
from ecsops.cli.ending import BY_SIGNAL, UNREAD
from ecsops.cli.sim_fault import OPTIONS as FAULT_OPTIONS
from ecsops.cli.tree import LONGEST_HELP_LINE
from ecsops.openapi import credentials
from ecsops.openapi.modes import MODES
from ecsops.simulator import assumptions
from ecsops.simulator.faults import FAULTS

PART = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->\n)", re.DOTALL)

GUIDES = Path(__file__).parent / "guides"

OPTIONS = "[OPTIONS]"
"""What click puts into a usage line for the options of a command."""


def refreshed(page: str) -> str:
    """Return the page with its generated parts made anew."""
    return PART.sub(lambda part: part[1] + PARTS[part[2]]() + part[3], page)


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table of Markdown."""
    names = list(header)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def cell(value: object) -> str:
    """Return a value as the text of one cell."""
    return str(value).replace("|", "\\|").replace("\n", " ")


def exit_statuses() -> str:
    """Return the table of exit statuses, from the classes that carry them."""
    own = [
        (each.exit_status, f"`{each.__name__}`", first_line(each))
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.EcsopsError)
    ]
    others = [
        (0, "", "Done. A listing that finds nothing is done too."),
        (1, "anything else", "A bug, with its traceback; or a question was answered with no."),
        (1, "", "The output cannot be written: stdout is closed, or the disk is full."),
        (2, "`click.UsageError`", "The command line is wrong, or nobody was there to confirm."),
        (BY_SIGNAL + SIGINT, "Ctrl-C", "Interrupted; stderr says what goes on without us."),
        (UNREAD, "", "Nobody reads the output to its end, as with a pipe into `head`."),
        (BY_SIGNAL + SIGTERM, "SIGTERM", "Terminated; as after Ctrl-C."),
    ]
    rows = sorted([*others, *own], key=lambda row: row[0])
    return table(("Status", "Class", "Meaning"), rows)


def first_line(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n", 1)[0]


def quotas() -> str:
    """Return the table of quotas, in both profiles."""
    rows = (
        (f"`{each.name}`", each.unit, each.document, each.current, each.source)
        for each in QUOTAS.values()
    )
    return table(("Name", "Unit", "`document`", "`current`", "Stated in"), rows)


def assumed() -> str:
    """Return the table of what the simulator makes up."""
    rows = ((f"`{name}`", f"`{value!r}`", text) for name, value, text in assumptions_told())
    return table(("Name", "Value", "Meaning"), rows)


def assumptions_told() -> Iterator[tuple[str, object, str]]:
    """Yield name, value and text of each assumption; the text is the string that follows it."""
    body = ast.parse(inspect.getsource(assumptions)).body
    for assigned, told in pairwise(body):
        if isinstance(assigned, ast.Assign) and isinstance(told, ast.Expr):
            name = ast.unparse(assigned.targets[0])
            yield name, getattr(assumptions, name), " ".join(ast.literal_eval(told.value).split())


def operations() -> str:
    """Return the table of the operations that are answered, by topic."""
    rows = (
        (product, module.replace("_", " "), ", ".join(names))
        for product, modules in MODULES.items()
        for module, names in modules.items()
    )
    return table(("Product", "Topic", "Operations"), rows)


def compatibility() -> str:
    """Return what the simulator makes of each operation."""
    # It is found out by calling them all; other parts need no simulator.
    from docs.compatibility import sections

    return sections()


def faults() -> str:
    """Return the table of faults that can be added."""
    rows = (
        (
            f"`{name}`",
            kind.summary,
            " ".join(f"`{FAULT_OPTIONS[field]}`" for field in kind.required),
            " ".join(f"`{FAULT_OPTIONS[field]}`" for field in kind.optional),
        )
        for name, kind in FAULTS.items()
    )
    return table(("Kind", "What it does", "Needs", "May have"), rows)


def variables() -> str:
    """Return the table of environment variables."""
    rows = (
        ([config.HOME_VARIABLE], "The directory of the simulator's state and of our profiles."),
        ([config.BACKEND_VARIABLE], "`simulator` or `openapi`, the real service."),
        (config.PROFILE_VARIABLES, "The profile."),
        (config.REGION_VARIABLES, "The region."),
        (config.ENDPOINT_VARIABLES, "The host to call."),
        (
            credentials.KEY_VARIABLES,
            "The access key; beside it …`ACCESS_KEY_SECRET` and …`SECURITY_TOKEN`.",
        ),
        ([language.LANGUAGE_VARIABLE, *language.LOCALE_VARIABLES], "The language: `en` or `zh`."),
        (paging.VARIABLES, "The pager for what is longer than the terminal; `cat` is none."),
        (["NO_COLOR"], "Anything: no colours."),
    )
    return table(
        ("Variable, first found", "What it says"),
        ((" ".join(f"`{name}`" for name in names), text) for names, text in rows),
    )


def groups() -> str:
    """Return the table of the groups of commands."""
    rows = ((f"`ecsops {name}`", line) for name, (line, _) in COMMANDS.items())
    return table(("Group", "What it does"), rows)


def commands() -> str:
    """Return a table of commands for each group; `ecs` and `cms` have operations instead."""
    context = click.Context(ecsops)
    sections = []
    for name, (line, _) in COMMANDS.items():
        if name not in MODULES:
            rows = leaves(ecsops.get_command(context, name), f"ecsops {name}")
            sections.append(f"## {name}\n\n{line}\n\n{table(('Command', 'What it does'), rows)}")
    return "\n".join(sections)


def leaves(command: click.Command | None, path: str) -> Iterator[tuple[str, str]]:
    """Yield the command lines below a group, without their options, and what they do."""
    assert command is not None
    context = click.Context(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from leaves(command.get_command(context, name), f"{path} {name}")
    else:
        arguments = [each for each in command.collect_usage_pieces(context) if each != OPTIONS]
        yield f"`{' '.join([path, *arguments])}`", command.get_short_help_str(LONGEST_HELP_LINE)


def guides() -> str:
    """Return the list of the guides, by their titles."""
    titles = ((path, path.read_text("utf-8").partition("\n")[0]) for path in GUIDES.glob("*.md"))
    return "".join(f"- [{title[2:]}](guides/{path.name})\n" for path, title in sorted(titles))


def modes() -> str:
    """Return the table of the modes of a profile."""
    rows = (
        (
            f"`{mode.name}`",
            " ".join(f"`{field}`" for field in mode.needs),
            " ".join(f"`{field}`" for field in mode.may_have),
            mode.giver,
        )
        for mode in MODES
    )
    return table(("Mode", "Needs", "May have", "Who gives temporary keys"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "guides": guides,
    "variables": variables,
    "groups": groups,
    "commands": commands,
    "exit-statuses": exit_statuses,
    "quotas": quotas,
    "assumptions": assumed,
    "operations": operations,
    "compatibility": compatibility,
    "faults": faults,
    "modes": modes,
}
"""The generated parts by name."""
