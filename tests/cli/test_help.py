"""The help of every command: whatever it is of, it fits a terminal and has the same parts."""

import click
import pytest
from click.testing import CliRunner

from ecsops.cli import ecsops as program
from ecsops.cli.manual import SECTIONS
from tests.commands import commands

PATHS = [path for path, _ in commands()]

OF_A_SET = """\
Usage: ecsops deployset update [OPTIONS] DEPLOYMENT_SET

  Change the name or the description of a deployment set.

Options:
  --name NAME         The new name, 2 to 128 characters.
  --description TEXT  2 to 256 characters, not beginning with http://.

Output:
  --query JMESPATH     Show only what the JMESPath expression finds.
  -o, --output FORMAT  table, json, jsonl, csv, tsv, table:STYLE, or cols=A,B
                       [rows=JMESPATH] [num=true].

Every command:
"""

THEN = """
Examples:
  Give a set another name:
    ecsops deployset update ds-bp1zj66au6nez9psg1ty --name web-front
  Say what a set is for:
    ecsops deployset update ds-bp1zj66au6nez9psg1ty --description \\
      'front of the shop'

API operations, and the RAM permissions that they need:
  ModifyDeploymentSetAttribute  ecs:ModifyDeploymentSetAttribute
  DescribeDeploymentSets        ecs:DescribeDeploymentSets
"""


def help_of(path: str, flag: str = "--help") -> str:
    result = CliRunner().invoke(program, [*path.split(), flag], prog_name="ecsops")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_options_come_by_sections_and_then_examples_operations_and_permissions() -> None:
    shown = help_of("deployset update")

    assert shown.startswith(OF_A_SET)
    assert shown.endswith(THEN)


def test_the_sections_are_in_one_order_whatever_the_order_of_the_options() -> None:
    titles = [line for line in help_of("assist run").splitlines() if line.endswith(":")]

    assert [
        "Options:",
        "Which instances:",
        "Output:",
        "Every command:",
        "Examples:",
    ] == [each for each in titles if not each.startswith(" ")][:5]


def test_a_group_has_its_commands_first_and_one_section_of_options() -> None:
    lines = help_of("deployset").splitlines()

    titles = [line for line in lines if line.endswith(":") and not line.startswith(" ")]

    assert ["Commands:", "Options:", "Examples:"] == titles


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
