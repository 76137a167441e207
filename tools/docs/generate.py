"""The parts of pages that are made from the program's own facts.

Such a part stands between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import click

from ecsops import config, language
from ecsops.catalogue.index import MODULES, find, names, title
from ecsops.catalogue.model import Document
from ecsops.catalogue.page_sizes import evidence, range_text
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli import ecsops
from ecsops.cli.core import pager
from ecsops.cli.core.command_table import COMMANDS
from ecsops.cli.help import exit_statuses as statuses
from ecsops.cli.help.schema_document import commands as documents
from ecsops.cli.sim.fault import OPTIONS as FAULT_OPTIONS
from ecsops.openapi import credentials
from ecsops.openapi.modes import MODES
from ecsops.simulator import assumptions
from ecsops.simulator.faults.kinds import FAULTS
from tools.docs import coverage

PART = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->\n)", re.DOTALL)

DOCS = Path(__file__).parents[2] / "docs"

GUIDES = DOCS / "guides"

EXAMPLE = DOCS / "examples" / "rollout"

OPTIONS = "[OPTIONS]"
"""The text for options in click's usage lines."""


def refreshed(page: str) -> str:
    """Return the page with its generated parts regenerated."""
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
    """Return the table of exit statuses."""
    return table(("Status", "Class", "Meaning"), statuses.told())


def quotas() -> str:
    """Return the table of quotas, in both profiles."""
    rows = (
        (f"`{each.name}`", each.unit, each.document, each.current, each.source)
        for each in QUOTAS.values()
    )
    return table(("Name", "Unit", "`document`", "`current`", "Stated in"), rows)


def page_sizes() -> str:
    """Return the table of the sizes of pages, with what states them."""
    rows = (
        (
            f"`{each.name}`",
            range_text(each, each.paging),
            each.paging.default,
            "moved into the range" if each.paging.clamps else "refused",
            evidence(each.name),
        )
        for product in MODULES
        for each in (find(product, name) for name in names(product))
        if each.paging and range_text(each, each.paging)
    )
    return table(("Operation", "Range", "Default", "Other sizes", "Evidence"), rows)


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
        (product, title(module).lower(), ", ".join(names))
        for product, modules in MODULES.items()
        for module, names in modules.items()
    )
    return table(("Product", "Topic", "Operations"), rows)


def compatibility() -> str:
    """Return what the simulator makes of each operation."""
    # It is found out by calling them all; other parts need no simulator.
    from tools.docs.compatibility import sections

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
        (pager.VARIABLES, "The pager for what is longer than the terminal; `cat` is none."),
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
    """Return what there is to know of each command, by groups; `ecs` and `cms` have operations."""
    root = click.Context(ecsops, info_name="ecsops")
    sections = []
    for name in COMMANDS:
        below = ecsops.get_command(root, name)
        assert below is not None
        if name not in MODULES:
            found = list(documents(click.Context(below, info_name=name, parent=root)))
            summaries = {each["Path"]: each["Summary"] for each in found}
            sections += [section(each, summaries) for each in found]
    return "\n".join(sections)


def section(command: Document, summaries: Mapping[str, str]) -> str:
    """Return the section of a command: its sentence, examples, operations and permissions."""
    depth = "##" if " " not in command["Path"] else "###"
    title = f"{depth} {command['Path']}\n\n"
    if command["Commands"]:
        paths = [f"{command['Path']} {name}" for name in command["Commands"]]
        rows = ((f"[`{path}`](#{path.replace(' ', '-')})", summaries[path]) for path in paths)
        return f"{title}{command['Summary']}\n\n{table(('Command', 'What it does'), rows)}"
    parts = [f"`{usage(command)}`", command["Summary"], command["Description"]]
    parts += [as_block(each) for each in command["Examples"]]
    if calls := command["Operations"]:
        parts.append(f"Calls {', '.join(permitted(each) for each in calls)}.")
    return title + "\n\n".join(filter(None, parts)) + "\n"


def usage(command: Document) -> str:
    """Return the usage of a command without `[OPTIONS]`, which all of them have."""
    return str(command["Usage"]).replace(f" {OPTIONS}", "")


def as_block(shown: Document) -> str:
    """Return an example; the tests of the manual run it."""
    return f"{shown['Text']}:\n\n```sh\n" + "\n".join(shown["Lines"]) + "\n```"


def permitted(call: Document) -> str:
    """Return an operation, with its permission where that is called otherwise."""
    usual = f"{call['Product']}:{call['Name']}"
    return f"`{usual}`" + (f" (`{call['Permission']}`)" if call["Permission"] != usual else "")


CHINESE = ".zh-CN.md"
"""The end of the file name of a page in Chinese."""


def guides(chinese: bool = False) -> str:
    """Return the list of the guides in one language, by their titles."""
    paths = (path for path in GUIDES.glob("*.md") if path.name.endswith(CHINESE) == chinese)
    titles = ((path, path.read_text("utf-8").partition("\n")[0]) for path in paths)
    return "".join(f"- [{title[2:]}](guides/{path.name})\n" for path, title in sorted(titles))


def guides_in_chinese() -> str:
    """Return the list of the guides in Chinese."""
    return guides(chinese=True)


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


def example(file: str, *names: str) -> str:
    """Return these functions, or else the whole, of a file of the example project as a block."""
    source = (EXAMPLE / file).read_text("utf-8")
    kind = "python" if file.endswith(".py") else "toml"
    text = "\n\n".join(pieces(source, names)) if names else source
    return f"```{kind}\n{text}```\n"


def pieces(source: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the functions of these names, with their decorators."""
    lines = source.splitlines(keepends=True)
    functions = {
        each.name: each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)
    }
    for found in map(functions.__getitem__, names):
        first = min([found.lineno, *(each.lineno for each in found.decorator_list)])
        yield "".join(lines[first - 1 : found.end_lineno])


PARTS: dict[str, Callable[[], str]] = {
    "example-fixtures": lambda: example("test_rollout.py", "fleet", "installer"),
    "example-stock": lambda: example(
        "test_rollout.py", "test_where_a_zone_is_sold_out_the_next_one_is_taken"
    ),
    "example-busy": lambda: example(
        "test_rollout.py",
        "test_a_service_that_is_busy_is_asked_again_and_nothing_is_launched_twice",
    ),
    "example-script": lambda: example(
        "test_rollout.py", "test_a_script_that_fails_is_told_with_what_it_said"
    ),
    "example-restart": lambda: example("test_rollout.py", "test_a_planned_restart_is_made_early"),
    "example-project": lambda: example("pyproject.toml"),
    "guides": guides,
    "guides-zh": guides_in_chinese,
    "coverage": lambda: table(*coverage.numbers("en")),
    "coverage-zh": lambda: table(*coverage.numbers("zh")),
    "variables": variables,
    "groups": groups,
    "commands": commands,
    "exit-statuses": exit_statuses,
    "quotas": quotas,
    "page-sizes": page_sizes,
    "assumptions": assumed,
    "operations": operations,
    "compatibility": compatibility,
    "faults": faults,
    "modes": modes,
}
"""The generated parts by name."""
