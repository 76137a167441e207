"""The man pages: one for each command, and man has nothing to say against them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.commands import commands
from tools.docs.man_pages import pages, roff

PATHS = [path for path, _ in commands()]

HEAD = r"""
.TH DEPLOYSET 1 "" "ecsops 1.2.3" "ecsops"
.SH NAME
ecsops\-deployset\-delete \- Delete deployment sets that have no instances
.SH SYNOPSIS
\fBecsops deployset delete\fR [\fIOPTIONS\fR] \fIDEPLOYMENT_SET\fR...
.SH DESCRIPTION
Delete deployment sets that have no instances.
.SH OPTIONS
.TP
\fB\-y\fR, \fB\-\-yes\fR
Skip the confirmation prompt.
.SH OUTPUT
""".lstrip().replace("DEPLOYSET 1", r"ECSOPS\-DEPLOYSET\-DELETE 1")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages("1.2.3")


def test_every_command_has_a_page(made: dict[str, str]) -> None:
    expected = {"-".join(["ecsops", *path.split()]) + ".1" for path in PATHS}

    assert expected == made.keys()


def test_a_page_tells_what_help_tells(made: dict[str, str]) -> None:
    page = made["ecsops-deployset-delete.1"]

    assert page.startswith(HEAD)
    assert "\n.nf\necsops deployset create short\\-lived\n" in page
    assert "\n\\fBDeleteDeploymentSet\\fR\necs:DeleteDeploymentSet\n" in page
    assert "\n\\fB4\\fR\nThe service refused because what was named does not exist.\n" in page
    assert page.endswith("errors, schedules, simulator, environment, schema.\n")


def test_what_roff_would_take_for_something_else_is_escaped() -> None:
    assert roff(".a\\b 'c' `d` -e …") == r"\&.a\eb \(aqc\(aq \(gad\(ga \-e \[u2026]"


def test_every_page_that_is_named_is_there(made: dict[str, str]) -> None:
    named = {name for page in made.values() for name in re.findall(r"\\fB(\S+)\\fR\(1\)", page)}

    assert {f"{name.replace(chr(92), '')}.1" for name in named} == made.keys()


@pytest.mark.skipif(not shutil.which("mandoc"), reason="there is no mandoc")
def test_mandoc_has_nothing_to_say_against_them(made: dict[str, str], tmp_path: Path) -> None:
    for name, text in made.items():
        (tmp_path / name).write_text(text)

    done = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", *made],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # A page is the same whenever it is made, so it has no date.
    found = [line for line in done.stdout.splitlines() if "missing date" not in line]

    assert found == []
    assert len(done.stdout.splitlines()) == len(made)
