"""The program among others: in pipes, without streams, and where nobody answers."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from ecsops.cli.core import manual_pages
from ecsops.cli.events.manual import ELSEWHERE
from tests.support.commands import commands
from tests.support.forked import Left, forked, forked_in_turn

ROOT = Path(__file__).parents[3]

WEB = "i-bp11icv3rbg0ijc177n1"

COMMANDS = {path: command for path, command in commands() if not isinstance(command, click.Group)}

LINES = {
    "sim key delete": ["ecsops sim key delete LTAI5tNone --yes"],
    "events watch": ["ecsops events watch --until-clear"],
}
"""Command lines where those of the manual need a shell, or have no end."""

UNENDING = ("sim serve", "notify listen")
"""Commands that go on until they are told to stop."""

STATUSES = {"sim key delete LTAI5tNone --yes --quiet": 1}
"""How command lines end that do not end well."""

EXISTS_FIRST = ("configure delete",)
"""Commands that look for a thing before they ask whether it is to be deleted."""


@pytest.fixture
def home(answered: Path, tmp_path: Path) -> Path:
    """A home with that account."""
    shutil.copy(answered, tmp_path)
    (tmp_path / "secret.txt").write_text("secret\n")
    return tmp_path


@contextmanager
def unread_pipe() -> Iterator[int]:
    """Give a pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@contextmanager
def full() -> Iterator[int]:
    """Give a file on a device that is full."""
    number = os.open("/dev/full", os.O_WRONLY)
    yield number
    os.close(number)


LONG_AND_SHORT = [
    "--help",
    "--version",
    "deployset list",
    "instance list -o json",
    "ecs DescribeInstances --RegionId cn-hangzhou",
    "completion bash",
    f"assist run {WEB} -c 'echo 123'",
    "events calendar",
    "monitor top --once",
]


@pytest.mark.parametrize("line", LONG_AND_SHORT)
def test_who_stops_reading_is_no_failure_to_be_told_of(line: str, home: Path) -> None:
    with unread_pipe() as pipe:
        left = forked(*shlex.split(line), home=home, stdout=pipe)

    told = "1 instance: 1 Success\n" if "assist run" in line else ""
    assert Left(141, "", told) == left


def test_a_stream_of_changes_ends_with_its_reader(home: Path) -> None:
    forked(
        *f"events simulate SystemMaintenance.Reboot {WEB} --at 2019-06-26T08:00:00Z".split(),
        home=home,
    )
    with unread_pipe() as pipe:
        left = forked("events", "watch", "-o", "jsonl", home=home, stdout=pipe)

    assert Left(141, "", "Watching (Ctrl-C to stop)\n") == left


@pytest.mark.parametrize("line", LONG_AND_SHORT)
def test_what_cannot_be_written_is_told_in_a_sentence(line: str, home: Path) -> None:
    with full() as device:
        left = forked(*shlex.split(line), home=home, stdout=device)

    assert left.status == 1
    assert (
        left.stderr.splitlines()[-1] == "Error: Cannot write the output: No space left on device."
    )
    assert "Traceback" not in left.stderr


def test_a_closed_stdout_cannot_be_written_and_is_nobody_elses(home: Path) -> None:
    left = forked("deployset", "list", home=home, stdout=None)
    silent = forked("deployset", "delete", "ds-none", "--yes", home=home, stdout=None)

    assert Left(1, "", "Error: Cannot write the output: Bad file descriptor.\n") == left
    assert silent.status == 4
    assert "UserGuide" in forked("deployset", "list", home=home).stdout


@pytest.mark.parametrize("output", ["table", "json"])
def test_a_status_does_not_depend_on_somebody_reading_the_error(output: str, home: Path) -> None:
    line = f"deployset show ds-none -o {output}".split()
    with full() as device, unread_pipe() as pipe:
        statuses = [forked(*line, home=home, stderr=each).status for each in (None, device, pipe)]
        wrong = [forked("nope", home=home, stderr=each).status for each in (None, device, pipe)]

    assert (statuses, wrong) == ([4, 4, 4], [2, 2, 2])


def test_without_any_stream_a_command_does_its_work(home: Path) -> None:
    left = forked("sim", "advance", "1h", home=home, stdin=None, stdout=None, stderr=None)
    status = json.loads(forked("sim", "status", "-o", "json", home=home).stdout)

    assert (left.status, status["Time"]) == (1, "2019-06-25T09:00:00Z")


def lines_of(path: str) -> list[str]:
    """Return command lines that lead to a command and run it, without a shell.

    An account of its own is what each of them has here.
    """
    if path in LINES:
        return LINES[path]
    page = manual_pages.page(path)
    assert page is not None
    examples = [
        [line.removeprefix(f"{ELSEWHERE} ") for line in example.lines] for example in page.examples
    ]
    found = [
        lines
        for lines in examples
        if all(re.fullmatch(r"ecsops [^|<>$]*", line) for line in lines)
        and any(is_of(path, line) for line in lines)
    ]
    assert found, f"LINES: no example of {path} runs without a shell"
    return min(found, key=len)


def is_of(path: str, line: str) -> bool:
    return line.startswith(f"ecsops {path}")


@pytest.mark.parametrize("group", sorted({path.split()[0] for path in COMMANDS}))
def test_no_command_hangs_or_warns_and_quiet_ones_say_nothing(
    group: str, answered: Path, home: Path
) -> None:
    """stdin is closed, warnings are errors, and --quiet leaves nothing on stderr."""
    paths = [path for path in COMMANDS if path.split()[0] == group and path not in UNENDING]
    lines = {path: lines_of(path) for path in paths}

    def renew() -> None:
        for each in home.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        shutil.copy(answered, home)
        (home / "secret.txt").write_text("secret\n")

    sessions = [
        [f"{line[7:]} --quiet" if is_of(path, line) else line[7:] for line in lines[path]]
        for path in paths
    ]
    left = list(forked_in_turn(sessions, home=home, renew=renew))

    assert [line for session in sessions for line in session] == [line for line, _ in left]
    assert [
        (line, each.status, each.stderr)
        for line, each in left
        if each.status != STATUSES.get(line, 0)
        or (each.stderr and line.endswith("--quiet") and not each.status)
        or "Warning:" in each.stderr
    ] == []


@pytest.mark.parametrize("path", UNENDING)
def test_what_has_no_end_is_ended_from_outside(path: str, home: Path) -> None:
    left = forked(*path.split(), "--quiet", "--port", "0", home=home, terminate_after_s=0.2)

    # They end in order once they have begun; before that there is nothing to put in order.
    assert left.status in (0, 143)
    assert "Traceback" not in left.stderr


def options(path: str) -> set[str]:
    return {name for parameter in COMMANDS[path].params for name in parameter.opts}


def test_a_command_that_asks_refuses_where_nobody_can_answer(home: Path) -> None:
    lines = [
        line
        for path in COMMANDS
        if "--yes" in options(path) and path not in EXISTS_FIRST
        for line in [line for line in lines_of(path) if is_of(path, line) and "--yes" in line][:1]
    ]
    asked = [line[7:].replace("--yes", "") for line in lines]

    left = list(forked_in_turn([asked], home=home, renew=lambda: None))

    assert len(left) > 5
    assert [
        (line, each.status, each.stderr)
        for line, each in left
        if each.status != 2 or "Without a terminal, confirm with --yes." not in each.stderr
    ] == []


def test_the_questions_of_configure_have_flags(home: Path) -> None:
    left = forked("configure", home=home)

    assert (left.status, left.stdout) == (2, "")
    assert "Use `ecsops configure set`" in left.stderr
    assert {"--mode", "--access-key-id", "--secrets-stdin", "--region", "--profile"} <= options(
        "configure set"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "gbk"])
def test_chinese_stops_no_encoding(encoding: str, home: Path) -> None:
    line = "ecs DescribeZones --RegionId cn-hangzhou"
    zones = json.loads(forked(*line.split(), home=home, encoding=encoding).stdout)
    rows = forked(*line.split(), "-o", "csv", home=home, encoding=encoding).stdout
    table = forked(*line.split(), "-o", "cols=LocalName", home=home, encoding=encoding)
    drawn = forked("monitor", "chart", WEB, home=home, encoding=encoding)

    name = "华东1（杭州） 可用区 B"
    assert name == zones["Zones"]["Zone"][0]["LocalName"]
    assert name in rows
    assert (table.status, drawn.status) == (0, 0), table.stderr + drawn.stderr
    # Python takes a locale of ASCII for one that nobody has set.
    assert (name in table.stdout) == (encoding in ("utf-8", "ascii"))
    assert ("??1???? ??? B" in table.stdout) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "line",
    [
        "instance list --name \udcff",
        "ecs DescribeInstances --InstanceName \udcff",
        "deployset list -o cols=\udcff",
        "\udcff",
    ],
)
def test_an_argument_that_is_no_text_is_a_wrong_command_line(line: str, home: Path) -> None:
    left = forked(*line.split(), home=home)

    assert (left.status, left.stdout) == (2, "")
    assert r"\udcff" in left.stderr


def test_python_has_nothing_to_warn_of(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-m", "ecsops", "deployset", "list"],
        cwd=ROOT,
        env={**os.environ, "ECSOPS_HOME": str(home)},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
