"""A page of the documentation on a terminal: headings to the left, examples as they are typed."""

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
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from ecsops.cli.core.localized_formatter import lines_of

THEME = Theme({"markdown.code": "bold", "markdown.table.header": "bold"})
"""Style for text that would be black on a white terminal."""


class PlainHeading(Heading):
    """A heading without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the heading as a line of its own."""
        yield Text(self.text.plain, style="bold underline" if self.tag == "h1" else "bold")


class FoldedParagraph(Paragraph):
    """A paragraph that is broken between Chinese characters too, and never before a comma."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield its lines."""
        rest = self.text
        for line in lines_of(rest.plain, options.max_width):
            begin = rest.plain.index(line)
            yield rest[begin : begin + len(line)]
            rest = rest[begin + len(line) :]


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
    """A table that cuts nothing off: Chinese has no spaces between which a cell could be broken."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table."""
        for table in super().__rich_console__(console, options):
            assert isinstance(table, Table)
            for column in table.columns:
                column.overflow = "fold"
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


def rendered(page: str, width: int, *, colour: bool) -> str:
    """Return a page as text of that width."""
    console = Console(file=StringIO(), width=width, force_terminal=colour, theme=THEME)
    with console.capture() as captured:
        console.print(Page(page))
    lines = [line.rstrip() for line in captured.get().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"
