"""Pages whose console blocks are run: a page is right when running it gives the same page.

In a block that begins with ```console, a line `$ COMMAND` is run by bash, and the lines up to the
next command are what a terminal shows: stdout and stderr together, and `[exit status N]` for a
status other than 0. A command goes on after a backslash at the end of its line, and up to the end
of its here-document. The commands of a page are one shell session; it begins with the first-use
account, whose clock stands still at 2019-06-25T08:00:00Z until a command waits or advances it.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ecsops.simulator.assistant.execution.script_queue import lock_path

ROOT = Path(__file__).parents[2]

BEGIN = "ecsops sim reset --at 2019-06-25T08:00:00Z --frozen --yes"

KEYRING = "tools.docs.page_keyring.PageKeyring"
"""The secrets of a page stay in its home."""

END_OF_OUTPUT = "\x1e"
"""Separator between the output of a command and its status."""

NEEDS_BUBBLEWRAP = "<!-- needs: bubblewrap -->"
"""Stands in a page whose scripts have to run for real."""

STATUS = re.compile(r"^\[exit status (\d+)\]\n\Z", re.MULTILINE)

HERE_DOCUMENT = re.compile(r"(?<!<)<<(?!<)-?\s*'?(\w+)'?")


class Part(NamedTuple):
    """A piece of a page: prose, or a command with the output that the page states."""

    text: str
    command: str = ""
    output: str = ""


def pages() -> list[Path]:
    """Return the pages that are run."""
    return sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])


def parts(page: str) -> Iterator[Part]:
    """Yield the pieces of a page; together they are the page."""
    lines = page.splitlines(keepends=True)
    inside = False
    while lines:
        line = lines.pop(0)
        if line.startswith("```"):
            inside = not inside and line.strip() == "```console"
        if not (inside and line.startswith("$ ")):
            yield Part(line)
            continue
        text = line + "".join(rest_of_command(line, lines))
        output = ""
        while lines and not lines[0].startswith(("$ ", "```")):
            output += lines.pop(0)
        yield Part(text, text.removeprefix("$ "), output)


def rest_of_command(line: str, lines: list[str]) -> Iterator[str]:
    """Take from the lines, and yield, those that still belong to the command."""
    while line.endswith("\\\n"):
        line = lines.pop(0)
        yield line
    if opened := HERE_DOCUMENT.search(line):
        while line.strip() != opened[1]:
            line = lines.pop(0)
            yield line


def run(page: str, program: Path | None = None) -> str:
    """Return the page with what its commands print now.

    The program and the state that pages begin with are in this directory (tools/docs/forking.py);
    else every command is a process of its own, and a first one makes the state.
    """
    pieces = list(parts(page))
    with TemporaryDirectory(prefix="ecsops-", ignore_cleanup_errors=True) as home:
        commands = [piece.command for piece in pieces if piece.command]
        begin = f"cp {program}/simulator.db* ." if program else BEGIN
        outputs = play(commands, environment(Path(home), program), begin)
        now = "".join(piece.text + (next(outputs) if piece.command else "") for piece in pieces)
        await_runner(Path(home))
    return now


def play(commands: Iterable[str], environment: dict[str, str], begin: str = BEGIN) -> Iterator[str]:
    """Yield what each command prints, as it ends, and its status where it is not 0."""
    script = "".join(f"{command}\nprintf '{END_OF_OUTPUT}%s\\n' $?\n" for command in commands)
    with subprocess.Popen(
        ["bash", "-c", f"{begin} >/dev/null\n{script}"],
        cwd=environment["HOME"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as shell:
        assert shell.stdout is not None
        output = ""
        for line in shell.stdout:
            printed, end, status = line.partition(END_OF_OUTPUT)
            output += printed
            if end:
                yield with_status(output, int(status))
                output = ""
    if output:
        raise RuntimeError(f"bash stopped: {output}")


def await_runner(home: Path) -> None:
    """Wait until the process has gone that ran the scripts of a page."""
    lock = Path(lock_path(str(home / "simulator.db")))
    if lock.exists():
        with lock.open("ab") as held:
            fcntl.flock(held, fcntl.LOCK_EX)


def with_status(output: str, status: int) -> str:
    """Return an output as a page shows it."""
    ended = "" if not output or output.endswith("\n") else "\n"
    return output + ended + (f"[exit status {status}]\n" if status else "")


def status(output: str) -> int:
    """Return the exit status that an output of a page states."""
    stated = STATUS.search(output)
    return int(stated[1]) if stated else 0


def environment(home: Path, program: Path | None = None) -> dict[str, str]:
    """Return the environment of a page: a home of its own, and the program that is under test."""
    directory = program or program_directory(home)
    return {
        "PATH": os.pathsep.join([str(directory), os.environ["PATH"]]),
        "HOME": str(home),
        "ECSOPS_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": KEYRING,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
    }


def program_directory(home: Path) -> Path:
    """Return where the program is: beside this interpreter, else it is made from the checkout."""
    directory = Path(sys.executable).parent
    if shutil.which("ecsops", path=str(directory)):
        return directory
    program = home / ".bin" / "ecsops"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m ecsops "$@"\n')
    program.chmod(0o755)
    return program.parent
