"""Makes the completion scripts: `python -m tools.completions.generate`, or `make completions`.

The tables are those of `tree`, the code is in `templates/`. bash shows no descriptions, so its
script has none.
"""

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from ecsops.catalogue.index import MODULES
from ecsops.cli.completion.values import WordList
from ecsops.config import (
    BACKEND_VARIABLE,
    CONFIG_NAME,
    DEFAULT_REGION_ID,
    ENDPOINT_VARIABLES,
    HOME_NAME,
    HOME_VARIABLE,
    OPENAPI,
    PROFILE_VARIABLES,
    REGION_VARIABLES,
    STATE_NAME,
)
from tools.completions.chinese import dictionary
from tools.completions.tree import Line, Tables, columns, places, word_lists

HERE = Path(__file__).parent

ROOT = HERE.parents[1]

COMPLETIONS = ROOT / "completions"

MANUAL = ROOT / "ecsops" / "cli" / "help" / "columns.json"

SCRIPTS = ("ecsops.bash", "_ecsops", "ecsops.fish")

CODE = (
    "import sys; sys.path.append(sys.argv[1]); "
    "import completion_values; completion_values.main(*sys.argv[2:])"
)
"""Interpreter arguments of the helper: an imported module keeps its byte code."""

Table = Mapping[str, Iterable[str]]


def scripts() -> dict[str, str]:
    """Return the text of each script by the name of its file."""
    tree, lists, columned, chinese = places(), word_lists(), columns(), dictionary()
    common = template("common.sh")
    made = {}
    for name in SCRIPTS:
        described = not name.endswith(".bash")
        switch = fish_switch if name.endswith(".fish") else case_switch
        tables = "\n\n".join(
            (
                switch("_ecsops_place", "lines", rows_of_places(tree, described)),
                switch("_ecsops_list", "list", rows_of_lists(lists, described)),
                switch("_ecsops_columns", "list", columned),
            )
        )
        text = template(name)
        text = text.replace("@COMMON@", f"{common.rstrip()}\n\n{tables}").replace(
            "@TABLES@", tables
        )
        pairs = fish_pairs if name.endswith(".fish") else zsh_pairs
        made[name] = with_settings(text.replace("@CHINESE@", pairs(chinese)))
    return made


def zsh_pairs(chinese: Mapping[str, str]) -> str:
    """Return descriptions and their Chinese, each a line, as one word of zsh."""
    return quoted("\n".join(f"{one}\n{other}" for one, other in chinese.items()))


def fish_pairs(chinese: Mapping[str, str]) -> str:
    """Return lines of a description, a tab and its Chinese, as one word of fish."""
    return fish_quoted("".join(f"\n{one}\t{other}" for one, other in chinese.items()) + "\n")


@functools.cache
def template(name: str) -> str:
    """Return the part of a script that is written by hand, from `templates/`."""
    return (HERE / "templates" / name).read_text()


def with_settings(text: str) -> str:
    """Return a script that knows where the state is, and the region where none is named."""
    region = DEFAULT_REGION_ID
    for name in reversed(REGION_VARIABLES):
        region = f"${{{name}:-{region}}}"
    settings = {
        "REGION": region,
        "CODE": CODE,
        "CONFIG_NAME": CONFIG_NAME,
        "REGION_VARIABLES": " ".join(REGION_VARIABLES),
        "REGION_VARIABLE": REGION_VARIABLES[0],
        "PROFILE_VARIABLE": PROFILE_VARIABLES[0],
        "BACKEND_VARIABLE": BACKEND_VARIABLE,
        "ENDPOINT_VARIABLE": ENDPOINT_VARIABLES[0],
        "OPENAPI": OPENAPI,
        "DEFAULT_REGION": DEFAULT_REGION_ID,
        "HOME_VARIABLE": HOME_VARIABLE,
        "HOME_NAME": HOME_NAME,
        "STATE_NAME": STATE_NAME,
    }
    for name, value in settings.items():
        text = text.replace(f"@{name}@", value)
    return text


def rows_of_places(tree: Tables, described: bool) -> Table:
    """Return the lines of each place as text."""
    return {path: [row(line, described) for line in lines] for path, lines in tree.items()}


def row(line: Line, described: bool) -> str:
    """Return a line as text: its words with a space after each, and what tells of it."""
    return " ".join((line.word, *line.facts, line.help if described else ""))


def rows_of_lists(lists: Mapping[str, WordList], described: bool) -> Table:
    """Return each word list as lines of a word and, after a tab, its description."""
    return {
        name: [f"{word}\t{text}" if text and described else word for word, text in words]
        for name, words in lists.items()
    }


def case_switch(name: str, variable: str, table: Table) -> str:
    """Return a function of bash and zsh that sets a variable to what the table has for $1."""
    cases = []
    for rows, paths in gathered(table).items():
        lines = "".join(f"\n{each}" for each in rows) + "\n"
        pattern = "|".join(map(quoted, paths))
        cases.append(f"    {pattern}) {variable}={quoted(lines)} ;;\n")
    return f"{name}() {{\n  case $1 in\n{''.join(cases)}    *) {variable}='' ;;\n  esac\n}}"


def fish_switch(name: str, variable: str, table: Table) -> str:
    """Return a function of fish that sets a variable to what the table has for its argument."""
    cases = []
    for rows, paths in gathered(table).items():
        patterns = " ".join(map(fish_quoted, paths))
        lines = " \\\n".join(map(fish_quoted, rows))
        cases.append(f"        case {patterns}\n            set {variable} {lines}\n")
    return (
        f"function {name} --no-scope-shadowing\n    set {variable}\n"
        f"    switch $argv[1]\n{''.join(cases)}    end\nend"
    )


def gathered(table: Table) -> dict[tuple[str, ...], list[str]]:
    """Return the paths of a table by what they have: equal rows stand in a script once."""
    found: dict[tuple[str, ...], list[str]] = {}
    for path, rows in table.items():
        found.setdefault(tuple(rows), []).append(path)
    return found


def quoted(text: str) -> str:
    """Return text as one word of bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def fish_quoted(text: str) -> str:
    """Return text as one word of fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def columns_for_the_manual() -> str:
    """Return the columns of each command as JSON; those of raw calls are in the catalogue."""
    own = {path: names for path, names in columns().items() if path.split()[0] not in MODULES}
    return json.dumps(own, indent=1) + "\n"


def main() -> None:
    """Write the scripts beside this module, and the columns into the manual."""
    MANUAL.write_text(columns_for_the_manual())
    for name, text in scripts().items():
        (COMPLETIONS / name).write_text(text)


if __name__ == "__main__":
    main()
