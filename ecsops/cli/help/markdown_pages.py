"""A page of the documentation on a terminal: headings to the left, examples as they are typed."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import (
    CodeBlock,
    Heading,
    Markdown,
    MarkdownElement,
    Paragraph,
    TableElement,
)
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from ecsops.cli.core.localized_formatter import lines_of

THEME = Theme({"markdown.code": "bold", "markdown.table.header": "bold"})
"""Replaces styles with a black background, which are unreadable on white terminals."""


class PlainHeading(Heading):
    """A heading without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the heading as a line of its own."""
        yield Text(self.text.plain, style="bold underline" if self.tag == "h1" else "bold")


def folded(text: Text, width: int) -> Iterator[Text]:
    """Yield the lines of a text; breaks are possible between Chinese characters, not before commas.

    A word that is longer than the width is folded.
    """
    for line in lines_of(text.plain, width):
        begin = text.plain.index(line)
        piece = text[begin : begin + len(line)]
        piece.overflow = "fold"
        yield piece
        text = text[begin + len(line) :]


class FoldedParagraph(Paragraph):
    """A paragraph with the line breaks of `folded`."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield its lines."""
        yield from folded(self.text, options.max_width)


class FoldedCell:
    """A table cell with the line breaks of `folded`."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield its lines."""
        yield from folded(self._text, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the widths of the text."""
        return Measurement.get(console, options, self._text)


class PlainCode(CodeBlock):
    """A block of code, indented, its commands in bold."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines as they are; one that is too long goes on in the next."""
        text = Text()
        for line in str(self.text).rstrip().splitlines(keepends=True):
            text.append(line, style="bold" if line.startswith("$ ") else "")
        text.overflow = "fold"
        yield Padding(text, (0, 0, 0, 4))


class FoldedTable(TableElement):
    """A table that cuts nothing off; its cells have the line breaks of `folded`."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table."""
        for table in super().__rich_console__(console, options):
            assert isinstance(table, Table)
            for column in table.columns:
                cells = [each for each in column.cells if isinstance(each, Text)]
                column._cells = [FoldedCell(each) for each in cells]
            yield table


class Page(Markdown):
    """A page in Markdown."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": PlainHeading,
        "paragraph_open": FoldedParagraph,
        "fence": PlainCode,
        "table_open": FoldedTable,
    }

    def __init__(self, page: str) -> None:
        super().__init__(page, hyperlinks=False, inline_code_lexer=None)


OTHER_LANGUAGE = re.compile(r"^\[(?:中文|English)\]\([^)]+\.md\)\n\n", re.MULTILINE)
"""The link of a page to itself in the other language: `--lang` replaces it."""


def rendered(page: str, width: int, *, colour: bool) -> str:
    """Return a page as text of that width."""
    console = Console(file=StringIO(), width=width, force_terminal=colour, theme=THEME)
    with console.capture() as captured:
        console.print(Page(OTHER_LANGUAGE.sub("", page)))
    lines = [line.rstrip() for line in captured.get().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"
