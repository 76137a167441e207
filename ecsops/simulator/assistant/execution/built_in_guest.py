"""The built-in guest: it answers the simplest scripts where nothing can run them for real.

It knows a handful of commands, line by line. What it does not know it refuses by name, the
whole script before any of it: an answer that was made up would be worse than none.
"""

import re
import shlex
from typing import NamedTuple

from ecsops.catalogue.ecs.assistant.commands import CommandType

SPECIAL = {
    CommandType.RUN_SHELL_SCRIPT: re.compile(r"[`$\\*?\[\]{}()<>|&~;]"),
    CommandType.RUN_BAT_SCRIPT: re.compile(r"[%<>|&^()]"),
    CommandType.RUN_POWER_SHELL_SCRIPT: re.compile(r"[`$<>|&;(){}\[\]@]"),
}
"""The signs that mean something to the interpreters, and nothing to the guest."""

COMMENT = {
    CommandType.RUN_SHELL_SCRIPT: re.compile(r"#"),
    CommandType.RUN_BAT_SCRIPT: re.compile(r"rem\b|::|@echo off$", re.IGNORECASE),
    CommandType.RUN_POWER_SHELL_SCRIPT: re.compile(r"#"),
}

ECHO = {
    CommandType.RUN_SHELL_SCRIPT: ("echo",),
    CommandType.RUN_BAT_SCRIPT: ("echo", "@echo"),
    CommandType.RUN_POWER_SHELL_SCRIPT: ("echo", "write-output", "write-host"),
}

LINE_END = {CommandType.RUN_SHELL_SCRIPT: "\n"}


class Machine(NamedTuple):
    """Facts that the fake shell knows about its instance."""

    hostname: str
    username: str
    directory: str


class Said(NamedTuple):
    """Output of a script, or the first command that the fake shell does not know."""

    output: bytes = b""
    exit_code: int = 0
    seconds: float = 0.0
    cannot: str = ""


class Step(NamedTuple):
    """Result of one command: its output line, its status, and whether it is the last."""

    text: str | None = None
    status: int = 0
    seconds: float = 0.0
    leaves: bool = False


class Unknown(Exception):
    """The guest cannot run this."""


def run(command_type: str, content: bytes, machine: Machine) -> Said:
    """Return what the script says, or what in it the guest cannot run."""
    kind = CommandType(command_type)
    try:
        steps = read(kind, content.decode())
        return said(kind, steps, machine)
    except UnicodeDecodeError:
        return Said(cannot="a script that is not UTF-8")
    except Unknown as unknown:
        return Said(cannot=str(unknown))


def read(kind: CommandType, text: str) -> list[list[str]]:
    """Return the commands of a script as words; raise Unknown for what is more than words."""
    lines = (line.strip() for line in text.splitlines())
    return [words(kind, line) for line in lines if line and not COMMENT[kind].match(line)]


def words(kind: CommandType, line: str) -> list[str]:
    """Return the words of a line."""
    bare = re.sub(r"'[^']*'", "", line) if kind != CommandType.RUN_BAT_SCRIPT else line
    if found := SPECIAL[kind].search(bare):
        raise Unknown(f"{found[0]} in: {line}")
    if kind == CommandType.RUN_BAT_SCRIPT:
        return line.split()
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        raise Unknown(line) from None


def said(kind: CommandType, steps: list[list[str]], machine: Machine) -> Said:
    """Return what the commands say, one after the other, up to an exit."""
    end = LINE_END.get(kind, "\r\n")
    output, seconds, last = "", 0.0, 0
    for done in [step(kind, each, machine) for each in steps]:
        output += "" if done.text is None else done.text + end
        seconds += done.seconds
        last = done.status
        if done.leaves:
            break
    return Said(output.encode(), last, seconds)


def step(kind: CommandType, words: list[str], machine: Machine) -> Step:
    """Return what a command does; raise Unknown for one that the guest does not know."""
    name, *rest = words
    if name.lower() in ECHO[kind] and not (rest and rest[0].startswith("-")):
        return Step(" ".join(rest))
    if name == "exit" and (status := leaving(kind, rest)) is not None:
        return Step(status=status, leaves=True)
    if words == ["hostname"]:
        return Step(machine.hostname)
    if kind != CommandType.RUN_SHELL_SCRIPT:
        raise Unknown(name)
    return shell_step(name, rest, machine)


def shell_step(name: str, rest: list[str], machine: Machine) -> Step:
    """Return the same for the commands that only a shell has."""
    if name == "sleep" and len(rest) == 1 and re.fullmatch(r"\d+(\.\d+)?", rest[0]):
        return Step(seconds=float(rest[0]))
    bare = {
        "true": Step(),
        ":": Step(),
        "false": Step(status=1),
        "pwd": Step(machine.directory),
        "whoami": Step(machine.username),
    }
    if rest or name not in bare:
        raise Unknown(name)
    return bare[name]


def leaving(kind: CommandType, rest: list[str]) -> int | None:
    """Return the exit code of `exit N`, in batch files also `exit /b N`; None for other words."""
    if kind == CommandType.RUN_BAT_SCRIPT and rest[:1] in (["/b"], ["/B"]):
        rest = rest[1:]
    if not rest:
        return 0
    return int(rest[0]) % 256 if len(rest) == 1 and rest[0].isdecimal() else None
