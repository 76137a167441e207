"""Long text on a terminal goes through a pager, as that of git and man does."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from typing import IO, TYPE_CHECKING

import click

from ecsops.cli.core.process_exit import Terminated
from ecsops.cli.core.terminal import colours_wanted, is_dumb
from ecsops.output.text import width

if TYPE_CHECKING:
    from subprocess import Popen

VARIABLES = ("ECSOPS_PAGER", "PAGER")
"""Where the pager is looked for: the first one that is set counts."""

NO_PAGERS = ("", "cat")

DEFAULT = "less"

TOLD = {"LESS": "FRX", "LV": "-c"}
"""Default options of less and lv: show colours; less also leaves the text on the screen and
exits at once if it fits."""

IN_UTF8 = {"LESSCHARSET": "utf-8"}
"""Encoding for less: without the locale it would show bytes of UTF-8 text."""


def paged(chunks: Iterable[str]) -> Iterator[str]:
    """Yield the text that is to be written to the terminal as it is, unless the pager takes it.

    It takes all of a text that is longer than the screen. Who leaves it wants no more: no further
    chunk is read then.
    """
    chunks = iter(chunks)
    process = None
    held: list[str] = []
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    # Some terminals do not tell their size.
    if (command := pager()) and columns and lines:
        while lines > 0 and (chunk := next(chunks, None)) is not None:
            held.append(chunk)
            lines -= rows(chunk, columns)
        process = started(command) if lines <= 0 else None
    if process is None:
        yield from chain(held, chunks)
    else:
        with fed(process) as pipe:
            for chunk in chain(held, chunks):
                click.echo(chunk, pipe, nl=False, color=colours_wanted())


def pager() -> str:
    """Return the command line of the pager, or nothing where none is wanted."""
    if is_dumb():
        return ""
    command = next((os.environ[name] for name in VARIABLES if name in os.environ), DEFAULT)
    return "" if command.strip() in NO_PAGERS else command


def rows(text: str, columns: int) -> int:
    """Return how many rows of a terminal so wide a text takes."""
    return sum(1 + max(width(line) - 1, 0) // columns for line in text.splitlines())


def started(command: str) -> "Popen[str] | None":
    """Return the running pager, or None if it cannot start; this is not an error."""
    # Only long text pays for starting a process.
    import shlex
    import subprocess

    told = TOLD | IN_UTF8 if sys.stdout.encoding.lower() == "utf-8" else TOLD
    try:
        return subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.PIPE,
            env={**told, **os.environ},
            encoding=sys.stdout.encoding,
            errors="replace",
        )
    except (OSError, ValueError):
        return None


@contextmanager
def fed(process: "Popen[str]") -> Iterator[IO[str]]:
    """Give what feeds the pager, and stay until the user leaves it: the terminal is the pager's."""
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError):
            yield process.stdin
    except Terminated:
        process.terminate()
        raise
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        await_end(process)


def await_end(process: "Popen[str]") -> None:
    """Wait for the end of the pager, to which Ctrl-C means something of its own."""
    while process.returncode is None:
        try:
            process.wait()
        except Terminated:
            process.terminate()
            process.wait()
            raise
        except KeyboardInterrupt:
            continue
