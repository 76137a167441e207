"""Help in another language than English: looked up as it is written, folded by width.

click folds lines by the number of characters and at spaces; Chinese characters take two columns
and have no spaces between them.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import gettext as _

import click

from ecsops.output.text import width

WIDE = r"[\u2e80-\uffef]"

PIECE = re.compile(rf"\s+|[（《「]*(?:{WIDE}|[^\s\u2e80-\uffef]+)[，。、；：！？）》」…]*")
"""Places where a line must not break: no punctuation starts or ends a line wrongly."""

ADDED = re.compile(r"(?=  \[)")
"""Where what click adds to a help text begins: `  [default: 300]`."""

ENGLISH_STOP = re.compile(r"(?<=')\.(?=\s|$)")
"""The full stop that click puts behind the name of what is missing, in every language."""

NUMBER_TYPES = ("integer range", "float range", "integer", "float")
"""Click's names of number types in error messages, in every language."""

A_NUMBER = re.compile(rf" ({'|'.join(NUMBER_TYPES)})(?=。)")

SPACE_AFTER_SIGN = re.compile(r"(?<=[，。；：！？）]) +")
"""English separators between sentences, and between a colon and its text."""


class Formatter(click.HelpFormatter):
    """Writes the help of commands in the language of the run; it is looked up by its English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; click counts the characters of the word before it."""
        prefix = without_english(prefix or f"{_('Usage:')} ")
        spare = width(prefix) - len(prefix)
        self.width -= spare
        super().write_usage(prog, args, prefix)
        self.width += spare

    def write_heading(self, heading: str) -> None:
        """Write a heading, with the colon of the language."""
        self.write(f"{'':{self.current_indent}}{with_colon(heading)}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a line `\\b` keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            if paragraph.startswith("\b"):
                lines = paragraph.splitlines()[1:]
            else:
                lines = [*lines_of(translated(paragraph), self.width - self.current_indent)]
            paragraphs.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms with their texts beside them."""
        rows = list(rows)
        column = min(max(width(term) for term, text in rows), col_max) + col_spacing
        indent = " " * (self.current_indent + column)
        for term, text in rows:
            text, *added = ADDED.split(text, maxsplit=1)
            text = "".join([translated(text), *added])
            lines = [*lines_of(text, max(self.width - len(indent), 10))]
            begin = f"{'':{self.current_indent}}{term}"
            if not lines or width(term) > column - col_spacing:
                self.write(f"{begin}\n")
            else:
                self.write(f"{begin}{' ' * (column - width(term))}{lines.pop(0)}\n")
            self.write("".join(f"{indent}{line}\n" for line in lines))


def translated(text: str) -> str:
    """Return a text of help in the language of the run; its line breaks do not matter.

    One word without an end is a name.
    """
    text = " ".join(text.split())
    if text.endswith(":"):  # made of a text that is translated already
        return with_colon(text[:-1])
    return _(text) if " " in text or text.endswith(".") else text


def without_english(text: str) -> str:
    """Return sentences without what click puts into them, or between them, in every language."""
    text = A_NUMBER.sub(lambda found: _(found[1]), text)
    return SPACE_AFTER_SIGN.sub("", ENGLISH_STOP.sub(_("."), text))


def with_colon(text: str) -> str:
    """Return what comes before other text, with the colon of the language."""
    return _("{text}:").format(text=text)


def lines_of(text: str, columns: int) -> Iterator[str]:
    """Yield the text in lines that take at most so many columns of a terminal."""
    line = ""
    for piece in PIECE.findall(text):
        if width((line + piece).rstrip()) > columns and line:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line:
        yield line
