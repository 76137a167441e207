"""Command lines in hints: they act where the command that prints them acted."""

import re
from collections.abc import Sequence
from shlex import quote

from ecsops.cli.core.command_table import COMMANDS, is_local

COMMAND_LINE = re.compile(r"\becsops (?P<rest>[a-z][^`\n。；]*)")
"""A command line in a sentence: up to a backtick, a line end or the end of the text."""


def with_options(text: str, given: Sequence[tuple[str, str]]) -> str:
    """Return the text with these options, each with its value, in all of its command lines.

    An option that a command line has already stays as it is. Commands that call no service take
    none.
    """

    def completed(found: re.Match[str]) -> str:
        line, rest = found.group(), found["rest"]
        if is_local(rest) or rest.split()[0] not in COMMANDS:
            return line
        missing = [f"{name} {quote(value)}" for name, value in given if f"{name} " not in line]
        stem = line.rstrip(".")
        return " ".join([stem, *missing]) + line[len(stem) :]

    return COMMAND_LINE.sub(completed, text) if given else text
