"""stdin, stdout and stderr: that they are there, and what becomes of text they cannot carry."""

import os
import sys
import time
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

import click

DAY_S = 86400

CLICKS_LEAST_WIDTH, LEAST_WIDTH = 50, 16
"""How many columns help takes at least: click's, and ours."""


def prepare() -> None:
    """Open what was closed, and let no character stop a command.

    A file of ours must not get the number of a closed stdout. Reading a closed stdin finds nothing,
    writing to a closed stdout fails, and what goes to a closed stderr is lost. In the encoding of
    another age a character that it has not is a question mark.
    """
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    keep_zone_valid()


def keep_zone_valid() -> None:
    """Use UTC where TZ names an offset of a day or more: no local time can be computed there."""
    if max(abs(time.timezone), abs(time.altzone)) >= DAY_S:
        os.environ["TZ"] = "UTC"
        time.tzset()


def carry_utf8() -> None:
    """Write UTF-8 to stdout unless a terminal uses another encoding: JSON is UTF-8, and so is
    CSV."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper) and stream.encoding != "utf-8" and not stream.isatty():
        stream.reconfigure(encoding="utf-8")


def tell(text: str) -> None:
    """Write a line to stderr; failures are ignored."""
    with suppress(OSError):
        click.echo(text, err=True)


def begin_line() -> None:
    """Leave the line where a terminal shows the ^C that was typed."""
    if sys.stderr.isatty():
        tell("")


def abandon_stdout() -> None:
    """Discard the rest of the stdout buffer, which would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def colours_wanted() -> bool:
    """Return whether the environment lets a terminal show colours (no-color.org)."""
    return not os.environ.get("NO_COLOR") and not is_dumb()


def narrow_width() -> int | None:
    """Return how wide help is on a terminal too narrow for click, which writes 50 columns."""
    # Only help pays for asking.
    from shutil import get_terminal_size

    columns = get_terminal_size().columns
    return max(columns - 2, LEAST_WIDTH) if columns < CLICKS_LEAST_WIDTH + 2 else None


def columns_of(terminal: TextIO) -> int:
    """Return how many columns a terminal has; 0 where it does not say, and COLUMNS neither."""
    with suppress(OSError, ValueError):
        if columns := os.get_terminal_size(terminal.fileno()).columns:
            return columns
    columns_set = os.environ.get("COLUMNS", "")
    return int(columns_set) if columns_set.isdecimal() else 0


def is_dumb() -> bool:
    """Return whether the terminal can only write one line below the other."""
    return os.environ.get("TERM") == "dumb"
