"""Parser of the words after --output."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import NamedTuple

from ecsops.output.expressions import reader, split
from ecsops.output.usage import OutputError, did_you_mean

KINDS = ("table", "json", "jsonl", "csv", "tsv")
FIELDS = ("cols", "rows", "num")


Words = Callable[[str, str], str]
"""Translations of a heading, `words(HEADING, name)`, or of a value, `words(column, value)`.

Unknown words are returned unchanged.
"""

HEADING = "heading"


class Screen(NamedTuple):
    """The terminal of a table.

    A `width` of 0 lets a table be as wide as it needs. `least` are the columns that are hidden
    first where there is no room, and `hide` is told which ones were. `local` asks for times in
    the zone of the machine.
    """

    width: int
    hide: Callable[[Sequence[str]], None]
    least: Sequence[str] = ()
    local: bool = True


class Layout(NamedTuple):
    """How documents are laid out.

    `kind` is one of KINDS, `style` what tabulate calls the style of `table:STYLE`. `columns` are
    as typed; `rows` is JMESPath on the whole response, `query` JMESPath that comes before all.
    A table that `follows` is written row by row, as they come.
    `words` are those for a reader, where it is not the API's own that he reads; `screen` is the
    terminal that he reads on.
    """

    kind: str
    style: str = ""
    columns: tuple[str, ...] = ()
    rows: str = ""
    num: bool = False
    query: str = ""
    words: Words | None = None
    follows: bool = False
    screen: Screen | None = None

    @property
    def is_for_a_reader(self) -> bool:
        """Return whether it is a table with the command's own columns; all else has exact names."""
        return self.kind == "table" and not (self.columns or self.rows or self.query)

    @property
    def wording(self) -> Words | None:
        """The words of a table for a reader."""
        return self.words if self.is_for_a_reader else None


def parse(words: Sequence[str], *, default: str, query: str = "") -> Layout:
    """Return the layout that the words ask for; its kind is `default` when they name none.

    The words are those after one --output or several: a kind, `table:STYLE`, and the vendor's
    `cols=`, `rows=` and `num=`; `cols=` without a kind is a table. Raises OutputError.
    """
    kinds = [word for word in words if _is_kind(word)]
    fields = _fields(word for word in words if not _is_kind(word))
    if len(kinds) > 1:
        raise OutputError(
            _("--output accepts one format, not both {one} and {other}.").format(
                one=kinds[0], other=kinds[1]
            )
        )
    if "rows" in fields and "cols" not in fields:
        raise OutputError(_("rows= requires cols=, the columns of each row."))
    kind, _colon, style = (*kinds, "table" if "cols" in fields else default)[0].partition(":")
    layout = Layout(kind, style, tuple(_columns(fields)), *_rows_and_num(fields), query)
    _check(layout)
    return layout


def index_of(column: str) -> tuple[str, int] | None:
    """Return header and index of the vendor's `NAME:INDEX`, a column of rows that are arrays."""
    name, colon, index = column.rpartition(":")
    return (name, int(index)) if colon and index.isascii() and index.isdigit() else None


def forms() -> str:
    """Return the sentence that lists the forms of output."""
    return _("Use {kinds}, table:STYLE, or cols=A,B [rows=JMESPATH] [num=true].").format(
        kinds=", ".join(KINDS)
    )


def _is_kind(word: str) -> bool:
    return word in KINDS or (word.startswith("table:") and word != "table:")


def _fields(words: Iterable[str]) -> dict[str, str]:
    """Return the words `NAME=VALUE` as a dict."""
    fields: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            guess = did_you_mean(word, KINDS)
            raise OutputError(
                _("Unknown output format {word!r}.{guess} {forms}").format(
                    word=word, guess=guess, forms=forms()
                )
            )
        if name not in FIELDS:
            guess = did_you_mean(name, FIELDS)
            raise OutputError(
                _("--output has no field {name}=.{guess} {forms}").format(
                    name=name, guess=guess, forms=forms()
                )
            )
        if name in fields:
            raise OutputError(_("{name}= is given twice.").format(name=name))
        if not value:
            raise OutputError(_("{name}= is empty.").format(name=name))
        fields[name] = value
    return fields


def _columns(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns of `cols=`; the vendor takes one pair of quotes off, and so do we."""
    if "cols" not in fields:
        return
    text = fields["cols"]
    if text.count('"') == 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    for column in map(str.strip, split(text)):
        if not column:
            raise OutputError(
                _("cols={text} has an empty column. Write cols=A,B without spaces.").format(
                    text=text
                )
            )
        yield column


def _rows_and_num(fields: Mapping[str, str]) -> tuple[str, bool]:
    num = fields.get("num", "false")
    if num not in ("true", "false"):
        raise OutputError(_("Invalid value num={num!r}. Use true or false.").format(num=num))
    return fields.get("rows", ""), num == "true"


def _check(layout: Layout) -> None:
    """Raise OutputError for what can be seen to be wrong without a document."""
    if layout.num and not layout.columns and layout.kind in ("json", "jsonl"):
        raise OutputError(
            _("num= numbers the rows of columns; {kind} requires cols= with it.").format(
                kind=layout.kind
            )
        )
    if layout.style:
        _check_style(layout.style)
    for expression in filter(None, (layout.rows, layout.query)):
        reader(expression)
    for column in layout.columns:
        if not (layout.rows and index_of(column)):
            reader(column)


def _check_style(style: str) -> None:
    from tabulate import tabulate_formats  # slow to import, and only table:STYLE needs it

    if style not in tabulate_formats:
        guess = did_you_mean(style, tabulate_formats)
        known = ", ".join(tabulate_formats)
        raise OutputError(
            _("Unknown table style {style!r}.{guess} Styles: {known}.").format(
                style=style, guess=guess, known=known
            )
        )
