"""The help of every command: whatever it is of, it fits a terminal and has the same parts."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ecsops.cli import ecsops as program
from ecsops.cli.core.help_sections import SECTIONS
from ecsops.cli.help.markdown_pages import rendered
from ecsops.cli.help.topics import TOPICS
from tests.support.commands import commands

DOCS = Path(__file__).parents[3] / "docs" / "reference"

PATHS = [path for path, _ in commands()]

OF_A_SET = """\
Usage: ecsops deployset update [OPTIONS] DEPLOYMENT_SET

  Change the name or the description of a deployment set.

Options:
  --name NAME         New name, 2 to 128 characters.
  --description TEXT  Description: 2 to 256 characters, not starting with
                      http://.

Output:
  --query JMESPATH     Show only the result of a JMESPath expression.
  -o, --output FORMAT  table, json, jsonl, csv, tsv, table:STYLE, or cols=A,B
                       [rows=JMESPATH] [num=true].
  --wide               Show all columns and full values.
  --utc                Show times in UTC instead of local time.

Every command:
"""

THEN = """
Examples:
  Rename a set:
    ecsops deployset update ds-bp1zj66au6nez9psg1ty --name web-front
  Describe a set:
    ecsops deployset update ds-bp1zj66au6nez9psg1ty --description \\
      'front of the shop'

API operations, and the RAM permissions that they need:
  ModifyDeploymentSetAttribute  ecs:ModifyDeploymentSetAttribute
  DescribeDeploymentSets        ecs:DescribeDeploymentSets
"""


def help_of(path: str, *words: str) -> str:
    line = [*path.split(), *(words or ["--help"] * (path != "help"))]
    result = CliRunner().invoke(program, line, prog_name="ecsops")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_plan_is_offered_by_what_calls_a_service() -> None:
    def has(line: str) -> bool:
        return "  --dry-run" in CliRunner().invoke(program, f"{line} --help").output

    assert (has("instance stop"), has("deployset launch")) == (True, True)
    assert (has("sim advance"), has("notify listen")) == (False, False)


def test_the_options_come_by_sections_and_then_examples_operations_and_permissions() -> None:
    shown = help_of("deployset update")

    assert shown.startswith(OF_A_SET)
    assert shown.endswith(THEN)


def test_the_sections_are_in_one_order_whatever_the_order_of_the_options() -> None:
    titles = [line for line in help_of("assist run").splitlines() if line.endswith(":")]

    assert [each for each in titles if not each.startswith(" ")][:5] == [
        "Options:",
        "Instance selection:",
        "Output:",
        "Every command:",
        "Examples:",
    ]


def test_a_group_has_its_commands_first_and_one_section_of_options() -> None:
    lines = help_of("deployset").splitlines()

    titles = [line for line in lines if line.endswith(":") and not line.startswith(" ")]

    assert titles == ["Commands:", "Options:", "Examples:"]


@pytest.mark.parametrize("path", ["", "deployset", "deployset list", "ecs", "ecs RunCommand"])
def test_h_is_help_too(path: str) -> None:
    assert help_of(path) == help_of(path, "-h")


@pytest.mark.parametrize("path", PATHS)
def test_every_help_fits_in_eighty_columns(path: str) -> None:
    assert [line for line in help_of(path).splitlines() if len(line) > 80] == []


def test_no_option_is_in_a_section_of_its_own_making() -> None:
    sections = {
        getattr(each, "section", SECTIONS[0])
        for _, command in commands()
        for each in command.params
        if isinstance(each, click.Option)
    }

    assert sections == {*SECTIONS}


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("deploset list", "No such command: deploset. Did you mean deployset?"),
        ("DescribeInstances", "No such command: DescribeInstances. Did you mean ecs Describe"),
        ("deployset lst", "No such command: lst. Did you mean list?"),
        ("deployset list --nmae x", "No such option '--nmae'. Did you mean '--name'?"),
        ("assist run --typ x", "No such option '--typ'. Did you mean '--type'?"),
        ("deployset --hepl", "No such option '--hepl'. Did you mean '--help'?"),
        ("monitor top --sort chealth", "Did you mean health?"),
        ("deployset create x --strategy availability-group", "Did you mean AvailabilityGroup?"),
        (
            "assist run i-1 -c x --type shel",
            "Use one of shell, bat, powershell. Did you mean shell?",
        ),
        ("ecs DescribInstances", "No such operation: DescribInstances. Did you mean"),
        ("ecs DescribeInstances --InstnaceName x", "Did you mean --InstanceName?"),
        ("help asist", "No such command or topic: asist. Did you mean assist?"),
        ("help eror", "No such command or topic: eror. Did you mean errors?"),
        ("help assist rnu", "No such command: rnu. Did you mean run?"),
    ],
)
def test_a_mistyped_word_is_told_what_it_may_have_meant(line: str, guess: str) -> None:
    result = CliRunner().invoke(program, line.split(), prog_name="ecsops")

    assert result.exit_code == 2
    assert guess in result.stderr


@pytest.mark.parametrize(
    "line",
    ["deployset launch --help ds-1 --count", "instance list --nmae x -h", "sim --hep --help"],
)
def test_who_asks_for_help_in_a_line_that_is_wrong_gets_it(line: str) -> None:
    result = CliRunner().invoke(program, line.split(), prog_name="ecsops")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: ecsops ")


def test_a_usage_error_has_the_usage_line() -> None:
    result = CliRunner().invoke(program, ["instance", "list", "--status"], prog_name="ecsops")

    assert result.stderr.startswith("Usage: ecsops instance list ")


def test_nothing_is_guessed_where_nothing_is_near() -> None:
    result = CliRunner().invoke(program, ["deployset", "list", "--xyzzy"], prog_name="ecsops")

    assert "Error: No such option '--xyzzy'.\n" in result.stderr


@pytest.mark.parametrize("path", ["", "deployset", "assist run", "ecs", "ecs RunCommand"])
def test_help_of_a_command_is_its_help(path: str) -> None:
    assert help_of(path) == help_of("help", *path.split())


def test_a_command_has_none_below_it() -> None:
    result = CliRunner().invoke(program, ["help", "deployset", "list", "x"], prog_name="ecsops")

    assert result.exit_code == 2
    assert "Error: ecsops deployset list has no subcommands.\n" in result.stderr


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_a_page_of_the_documentation_that_fits_a_terminal(topic: str) -> None:
    shown = help_of("help", topic).splitlines()
    title = (DOCS / f"{topic}.md").read_text("utf-8").splitlines()[0]

    assert shown[0] == title.removeprefix("# ")
    assert [line for line in shown if len(line) > 80 or "<!--" in line] == []


def test_a_page_is_plain_text_or_bold_where_a_terminal_shows_it() -> None:
    page = (
        "# Time\n\nIt *stands* still: `--frozen`.\n\n```console\n$ ecsops sim status\nTime  12:00\n"
    )

    assert rendered(page, 40, colour=False) == (
        "Time\n\nIt stands still: --frozen.\n\n    $ ecsops sim status\n    Time  12:00\n"
    )
    assert {*re.findall(r"\x1b\[(\S*?)m", rendered(page, 40, colour=True))} == {
        "0",
        "1",
        "3",
        "1;4",
    }


def test_the_program_lists_its_topics_at_the_end() -> None:
    shown = help_of("").partition("Topics of `ecsops help TOPIC`:\n")[2]

    assert [line.split()[0] for line in shown.splitlines() if line[2:3].strip()] == [*TOPICS]
