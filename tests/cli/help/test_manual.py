"""The manual: each page has examples that run as they stand, and tells all that is called."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Timer

import click
import pytest
from click.testing import CliRunner

from ecsops.catalogue import index
from ecsops.catalogue.permissions import OTHERWISE_CALLED
from ecsops.cli import ecsops as program
from ecsops.cli.core import manual_pages
from tests.support.commands import Watch, commands

ROOT = Path(__file__).parents[3]

PATHS = [path for path, _ in commands()]

COMMANDS = [path for path, command in commands() if not isinstance(command, click.Group)]

SET = "ds-bp1by7cditzd02a8osk8"
EVERYWHERE = "--region all"
RUNNING = "i-bp11icv3rbg0ijc177n1"

FURTHER = {
    "assist agent status": (EVERYWHERE, "i-none"),
    "assist command list": (EVERYWHERE,),
    "assist invocations": (EVERYWHERE,),
    "assist run": (f"--deployset {SET} -c 'echo 123'",),
    "deployset delete": (f"{SET} --yes",),
    "deployset launch": (
        f"{SET} --count 1 --type ecs.g5.large --save-template web",
        f"{SET} --count 1 --template web",
    ),
    "deployset list": (EVERYWHERE,),
    "events history": (EVERYWHERE, "--instance i-none"),
    "events list": (RUNNING, "i-none"),
    "instance images": (EVERYWHERE,),
    "instance list": (EVERYWHERE,),
    "instance reboot": (f"--deployset {SET} --yes",),
    "instance start": (f"--deployset {SET}",),
    "monitor agent status": (EVERYWHERE,),
    "monitor chart": (f"{RUNNING} --metric memory_usedutilization",),
    "monitor data": (
        f"{RUNNING} --metric memory_usedutilization",
        "i-bp1w1v13fhqy1n8wvqe2 --metric memory_usedutilization",
    ),
    "monitor disk": ("LegacyWeb",),
    "monitor health": (EVERYWHERE,),
    "monitor top": (f"--deployset {SET} --once", f"{EVERYWHERE} --once"),
    "notify rule create": ("r --level CRITICAL --contact-group nobody",),
}
"""What makes a command call what its examples do not need; it may be refused then."""

OTHERS = ("", *index.MODULES)
"""What shows examples that are of no command of ours: the program, and raw calls."""

UNENDING = ("ecsops sim serve", "ecsops notify listen", "ecsops events watch")
"""Commands that go on until Ctrl-C, unless an option ends them."""


class Account:
    """A first-use account, its clock standing still, and the command lines that run on it."""

    def __init__(self, home: Path, first_use: Path, watch: Watch) -> None:
        self.home, self.watch = home, watch
        home.mkdir()
        shutil.copy(first_use, home)
        (home / "secret.txt").write_text("secret\n")

    def run(self, line: str) -> Iterator[tuple[str, list[str]]]:
        """Run a command line; yield each command that it runs, with what this called.

        Where it names another account this one will do, which is as new.
        """
        line = re.sub(r"^ECSOPS_HOME=\S+ ", "", line)
        if not re.match(r"ecsops (?!.*\|)", line):
            self.run_in_shell(line)
        elif line.startswith(UNENDING) and "--until-clear" not in line:
            self.interrupt(line)
        else:
            yield from self.run_here(line)

    def run_here(self, line: str) -> Iterator[tuple[str, list[str]]]:
        """Run a command line in this process, with what it substitutes and reads from a file."""
        inner = re.search(r"\$\(ecsops (.*?)\)(?= )", line)
        found = self.invoke(inner[1])[2] if inner else ""
        line = line.replace(inner[0], found.strip()) if inner else line
        line, _, file = line.removeprefix("ecsops ").partition(" < ")
        path, calls, _ = self.invoke(line, (self.home / file).read_text() if file else None)
        yield path, calls

    def invoke(
        self, line: str, stdin: str | None = None, ends: Sequence[int] = (0,)
    ) -> tuple[str, list[str], str]:
        """Run the program, and return the command, what it called and what it printed."""
        with self.watch.run() as watched:
            result = CliRunner().invoke(program, shlex.split(line), input=stdin, prog_name="ecsops")
            watched.exit_status = result.exit_code
        assert result.exit_code in ends, f"{line}\n{result.output}"
        return watched.path or "", watched.calls, result.stdout

    def interrupt(self, line: str) -> None:
        """Run a command line until it says something, and press Ctrl-C."""
        words = [sys.executable, "-m", *shlex.split(line)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            assert process.stdout is not None
            # Whoever says nothing is not waited for.
            late = Timer(30, process.kill)
            late.start()
            assert process.stdout.readline(), f"{line} says nothing"
            late.cancel()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) in (0, 130, -signal.SIGINT)

    def run_in_shell(self, line: str) -> None:
        """Run a line that only a shell understands, in the one that it names."""
        (shell,) = re.findall(r"\b(bash|zsh|fish)\b", line)[:1]
        if shutil.which(shell):
            subprocess.run([shell, "-c", line], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def account(
    tmp_path: Path, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Account]:
    """Give new accounts, one for each call, to run command lines on."""
    watch = Watch(monkeypatch)
    program_directory = tmp_path / "bin"
    program_directory.mkdir()
    (program_directory / "ecsops").write_text(f'#!/bin/sh\nexec {sys.executable} -m ecsops "$@"\n')
    (program_directory / "ecsops").chmod(0o755)
    monkeypatch.setenv("PATH", f"{program_directory}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SHELL", "/bin/bash")

    def new() -> Account:
        home = tmp_path / f"home-{len(list(tmp_path.iterdir()))}"
        fresh = Account(home, answered, watch)
        for variable in ("HOME", "ECSOPS_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(variable, str(home))
        monkeypatch.chdir(home)
        return fresh

    return new


def page(path: str) -> manual_pages.Page:
    found = manual_pages.page(path)
    assert found is not None
    return found


@pytest.mark.parametrize("path", [*COMMANDS, *OTHERS])
def test_the_examples_of_a_command_run_and_call_what_its_page_tells(
    path: str, account: Callable[[], Account]
) -> None:
    called: set[str] = set()
    for example in page(path).examples:
        fresh = account()
        for line in example.lines:
            called |= {name for own, calls in fresh.run(line) if own == path for name in calls}
    for words in FURTHER.get(path, ()):
        called |= {*account().invoke(f"{path} {words}", ends=(0, 1, 3, 4))[1]}

    assert called == {*page(path).calls}


def test_a_group_shows_examples_of_its_commands() -> None:
    run = {each.lines for path in COMMANDS for each in page(path).examples}

    others = [path for path in PATHS if not {each.lines for each in page(path).examples} <= run]

    assert others == sorted(OTHERS, key=PATHS.index)


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_two_examples_or_more_and_they_are_of_it(path: str) -> None:
    examples = page(path).examples

    assert len(examples) >= 2
    assert [each.text for each in examples if f"ecsops {path}" not in " ".join(each.lines)] == []


def test_a_group_has_an_example() -> None:
    without = [path for path in PATHS if not page(path).examples]

    assert without == []


def test_there_is_no_page_of_a_command_that_there_is_not() -> None:
    paths = {path for group in ("", *program.table) for path in manual_pages.paths(group)}

    assert paths == {*PATHS}


def test_only_the_pages_of_reading_metrics_name_another_permission() -> None:
    calls = {each for path in COMMANDS for each in manual_pages.calls(page(path))}

    assert {each.permission for each in calls if not each.permission.endswith(each.operation)} <= {
        f"cms:{name}" for name in OTHERWISE_CALLED.values()
    }
    assert {"ecs:RunCommand", "cms:QueryMetricList"} <= {each.permission for each in calls}
    assert index.product_of("RunCommand") == "ecs"
