"""The completion scripts are what the program is, and its tables tell of all it takes."""

from collections.abc import Iterator

import click
import pytest

from ecsops.cli import ecsops
from ecsops.cli.completion.values import OPERATION_PARAMETERS, PARAMETERS, VALUES, way_of
from ecsops.cli.raw.products import OperationCommand
from tools.completions.generate import COMPLETIONS, MANUAL, columns_for_the_manual, scripts
from tools.completions.tree import COMMON, commands, names_of, places, walk, word_lists


def parameters() -> Iterator[tuple[str, list[str]]]:
    """Yield the path of each command with the names of each value that it takes."""
    for path, command in commands(ecsops, ""):
        for each in command.params:
            flag = isinstance(each, click.Option) and each.is_flag
            if not flag and not isinstance(each.type, click.Choice):
                yield path, names_of(each)


def test_the_scripts_are_what_the_program_would_make_today() -> None:
    stale = [name for name, text in scripts().items() if (COMPLETIONS / name).read_text() != text]

    assert stale == [], "run `make completions`"


def test_the_manual_has_the_columns_that_the_commands_have_today() -> None:
    assert MANUAL.read_text() == columns_for_the_manual(), "run `make completions`"


def test_the_tables_tell_of_everything_that_the_commands_take() -> None:
    untold = {(names[-1], path) for path, names in parameters() if way_of(path, names) is None}

    assert untold == set(), "say in ecsops/cli/completion/values.py what these take"


@pytest.mark.parametrize("key", VALUES)
def test_the_tables_tell_of_nothing_else(key: str) -> None:
    *part, name = key.split()

    takers = [path for path, names in parameters() if name in names]

    assert [path for path in takers if path.split()[: len(part)] == part] != []


def test_the_tables_of_parameters_tell_of_nothing_else() -> None:
    operations = [
        each.operation for _, each in commands(ecsops, "") if isinstance(each, OperationCommand)
    ]
    known = set()
    for operation in operations:
        todo = list(operation.parameters)
        while todo:
            each = todo.pop()
            todo += each.parts
            known |= {each.name, each.name.removesuffix("s"), f"{operation.name} {each.name}"}
            known.add(f"{operation.name} {each.name.removesuffix('s')}")

    assert {*PARAMETERS, *OPERATION_PARAMETERS} - known == set()


def test_every_list_of_words_is_there_and_used() -> None:
    tables = (VALUES, PARAMETERS, OPERATION_PARAMETERS)
    ways = {way.lstrip(",") for table in tables for each in table.values() for way in each.split()}
    built_in = {"output", "table-style"}

    assert {way[1:] for way in ways if way.startswith("@")} | built_in == set(word_lists())


def test_a_plan_is_offered_by_what_calls_a_service_and_once() -> None:
    offering = {
        path: [line.word for line in lines].count("--dry-run") for path, lines in places().items()
    }

    assert tuple(
        offering[path]
        for path in ("instance stop", "deployset launch", "sim advance", "completion install")
    ) == (1, 1, 0, 0)
    assert {path: count for path, count in offering.items() if count > 1} == {}


def test_names_are_those_of_what_the_command_is_about() -> None:
    found = [way_of(path, ["--name"]) for path in ("assist run", "assist command list")]

    assert found == ["?instance-name", "?command-name"]


def test_all_regions_are_one_word() -> None:
    (line,) = (each for each in places()[COMMON] if each.word == "--region")

    assert line.facts[0] == "@every-region+,@region"
    assert [word for word, _ in word_lists()["every-region"]] == ["all"]


def test_hidden_commands_are_not_offered() -> None:
    assert "completion helper" not in dict(walk(ecsops, ""))
