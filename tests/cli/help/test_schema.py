"""What `ecsops schema` tells programs."""

import json
from typing import Any

import click
import pytest

from ecsops.catalogue import index
from ecsops.catalogue.model import Document
from ecsops.cli.help.schema_document import COMMAND, SCHEMA
from tests.conftest import Ecsops
from tests.support.commands import commands

PATHS = [path for path, _ in commands()]


@pytest.fixture
def schema(ecsops: Ecsops) -> Any:
    """Return the schema of a command line's words."""

    def read(words: str = "") -> Document:
        ran = ecsops(f"schema {words}")
        assert ran.exit_status == 0, ran.stderr
        document: Document = json.loads(ran.stdout)
        return document

    return read


def of(schema: Any, path: str) -> Document:
    (found,) = [each for each in schema(path)["Commands"] if each["Path"] == path]
    command: Document = found
    return command


def test_everything_is_told_without_a_word(schema: Any) -> None:
    document = schema()
    raw = [f"{product} {name}" for product in index.MODULES for name in index.names(product)]

    assert sorted([*PATHS, *raw]) == sorted(each["Path"] for each in document["Commands"])
    assert document["SchemaVersion"] == 1
    for field in SCHEMA.keys() - {"SchemaVersion"}:
        assert document[field]
    for command in document["Commands"]:
        assert list(command) == sorted(command)
        assert command.keys() == COMMAND.keys(), command["Path"]


def test_dry_run_is_told_of_the_commands_that_have_calls_to_show(schema: Any) -> None:
    document = schema()
    flags = {
        each["Path"]: {name for option in each["Options"] for name in option["Names"]}
        for each in document["Commands"]
    }

    assert "--dry-run" not in {name for each in document["EveryCommand"] for name in each["Names"]}
    assert "--dry-run" in flags["deployset create"]
    assert "--dry-run" not in flags["sim status"] | flags["notify listen"] | flags["deployset"]


def test_what_a_command_is(schema: Any) -> None:
    delete = of(schema, "deployset delete")

    assert delete["Usage"] == "ecsops deployset delete [OPTIONS] DEPLOYMENT_SET..."
    assert delete["Arguments"] == [
        {
            "Names": ["deployment_set_ids"],
            "Type": "text",
            "Enum": [],
            "Default": None,
            "Required": True,
            "Multiple": True,
            "Metavar": "DEPLOYMENT_SET...",
        }
    ]
    assert delete["Operations"][0] == {
        "Product": "ecs",
        "Name": "DeleteDeploymentSet",
        "Permission": "ecs:DeleteDeploymentSet",
        "Reads": False,
    }
    assert delete["Columns"] == ["DeploymentSetId", "Code", "Message", "RequestId"]
    assert delete["ExitStatuses"] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("path", "changes", "confirms"),
    [
        ("deployset list", False, False),
        ("deployset create", True, False),
        ("deployset delete", True, True),
        ("assist run", True, True),
        ("assist schedule", False, False),
        ("sim status", False, False),
        ("sim reset", True, True),
        ("configure use", True, False),
        ("ecs DescribeInstances", False, False),
        ("ecs StopInstance", True, False),
    ],
)
def test_what_changes_something_and_what_asks(
    schema: Any, path: str, changes: bool, confirms: bool
) -> None:
    command = of(schema, path)

    assert (command["Changes"], command["Confirms"]) == (changes, confirms)


def test_an_option_with_its_values_and_its_default(schema: Any) -> None:
    options = {each["Names"][0]: each for each in of(schema, "monitor alarm create")["Options"]}

    assert options["--no-data"]["Enum"] == ["KEEP_LAST_STATE", "INSUFFICIENT_DATA", "OK"]
    assert options["--no-data"]["Default"] == "KEEP_LAST_STATE"
    assert options["--metric"]["Required"]
    assert options["--instance"]["Multiple"]
    assert (options["--period"]["Type"], options["--period"]["Default"]) == ("duration", "1m")


def test_a_script_that_may_fail_there_ends_with_a_status_of_its_own(schema: Any) -> None:
    assert {7, 8} <= {*of(schema, "assist run")["ExitStatuses"]}
    assert {7, 8}.isdisjoint(of(schema, "deployset list")["ExitStatuses"])


def test_every_status_that_a_command_may_end_with_has_its_meaning(schema: Any) -> None:
    document = schema()
    told = {each["Status"] for each in document["ExitStatuses"]}

    assert {status for each in document["Commands"] for status in each["ExitStatuses"]} <= told


def test_a_raw_call_is_told_from_the_catalogue(schema: Any) -> None:
    run = of(schema, "ecs RunCommand")
    options = {each["Names"][0]: each for each in run["Options"]}

    assert run["Operations"][0]["Permission"] == "ecs:RunCommand"
    assert options["--Type"]["Enum"] == ["RunBatScript", "RunPowerShellScript", "RunShellScript"]
    assert options["--InstanceId.N"]["Multiple"]
    assert run["Columns"]


def test_a_group_comes_with_all_below_it(schema: Any) -> None:
    found = [each["Path"] for each in schema("sim key")["Commands"]]

    assert found == ["sim key", "sim key create", "sim key delete", "sim key list"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-o cols=Path,Confirms", "Path           | Confirms\n"),
        ("-o tsv --query '[?Confirms].Path'", "sim key delete\n"),
        ("--query 'Commands[0].Path'", '"sim key"\n'),
        ("-o jsonl --query '[0].Commands'", '"create"\n"delete"\n"list"\n'),
    ],
)
def test_the_layouts_are_those_of_other_commands(
    ecsops: Ecsops, options: str, expected: str
) -> None:
    assert ecsops(f"schema sim key {options}").stdout.startswith(expected)


def test_an_unknown_command_is_a_usage_error(ecsops: Ecsops) -> None:
    ran = ecsops("schema deployset lst")

    assert ran.exit_status == 2
    assert "No such command: lst. Did you mean list?" in ran.stderr


def test_the_columns_are_told_of_every_command_that_takes_them(schema: Any) -> None:
    takes = {
        path
        for path, command in commands()
        if not isinstance(command, click.Group)
        and any(each.name == "layout" for each in command.params)
    }
    without = {each["Path"] for each in schema()["Commands"] if not each["Columns"]}

    assert takes & without == set()
