"""Values and rows to text, in each of the forms; nothing here knows a service or a column.

Every function yields whole lines. Text that a terminal shows as a table is made harmless:
what would move the cursor, break a line or reorder it is shown as an escape.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any

Rows = Iterable[Sequence[Any]]
Writer = Callable[[Sequence[str], Rows], Iterator[str]]

_compact = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_TSV = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
# Joiners shape letters and emoji and move nothing; all other format characters can deceive.
_JOINERS = "\u200c\u200d"


def value_text(value: Any) -> str:
    """Return a value as text: strings as they are, nothing for None, compact JSON for the rest."""
    if isinstance(value, str):
        return value
    return "" if value is None else _json(value)


def table_text(value: Any) -> str:
    """Return a value as one harmless piece of a line."""
    text = value if isinstance(value, str) else value_text(value)
    return text if text.isprintable() else "".join(map(visible, text))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; Chinese characters take two each."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def encodable(text: str) -> str:
    """Return a text that UTF-8 can carry: half of a surrogate pair becomes an escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def json_document(value: Any) -> Iterator[str]:
    """Yield a value as the vendor's CLI prints it: TAB indent, sorted keys, non-ASCII kept."""
    yield encodable(_indented(value)) + "\n"


def json_array(items: Iterable[Any]) -> Iterator[str]:
    """Yield the array of items, byte for byte that of `json_document`, one item at a time."""
    last = None
    for item in items:
        yield "[\n" if last is None else last + ",\n"
        last = "\t" + encodable(_indented(item)).replace("\n", "\n\t")
    yield "[]\n" if last is None else last + "\n]\n"


def json_lines(items: Iterable[Any]) -> Iterator[str]:
    """Yield each item as one line of JSON before the next item is read."""
    for item in items:
        yield encodable(_compact(item)) + "\n"


def csv(names: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield rows as RFC 4180 has them, except that lines end in a newline alone."""
    from csv import writer  # here, so that a table does not pay for it

    # The writer quotes a lone carriage return only where its own lines end in one.
    write = writer(_Echo(), lineterminator="\r\n").writerow
    for row in _with_header(names, rows):
        yield encodable(write(map(value_text, row)).removesuffix("\r\n")) + "\n"


def tsv(names: Sequence[str], rows: Rows) -> Iterator[str]:
    r"""Yield rows as fields between TABs, with TAB, newline and backslash as `\t`, `\n`, `\\`."""
    for row in _with_header(names, rows):
        yield encodable("\t".join(value_text(value).translate(_TSV) for value in row)) + "\n"


def table(names: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield the table in one piece; its widths are known only when all rows are."""
    columns = [_cells(values) for values in zip(*rows, strict=True)] or [()] * len(names)
    if names:
        heads = [(head, "-" * width(head)) for head in map(table_text, names)]
        columns = [(*head, *cells) for head, cells in zip(heads, columns, strict=True)]
    if columns:
        padded = [*map(_padded, columns[:-1]), columns[-1]]
        yield "\n".join(map(" | ".join, zip(*padded, strict=True))) + "\n"


def growing_table(names: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield a table line by line, for rows that come slowly.

    A column becomes wider with the first value that needs it; the header comes with the first row,
    so that where none comes nothing is written.
    """
    heads = [table_text(name) for name in names]
    held = [heads, ["-" * width(head) for head in heads]]
    widths = [width(head) for head in heads]
    for row in rows:
        held.append([table_text(value) or "-" for value in row])
        widths = [max(each, width(cell)) for each, cell in zip(widths, held[-1], strict=True)]
        yield from (line(cells, widths) for cells in held)
        held = []


def styled(style: str) -> Writer:
    """Return what draws a table in one of tabulate's styles."""
    from tabulate import tabulate  # slow to import, and only table:STYLE needs it

    bar = r"\|" if style in ("github", "pipe") else "|"

    def write(names: Sequence[str], rows: Rows) -> Iterator[str]:
        cells = [
            [(table_text(value) or "-").replace("|", bar) for value in row]
            for row in _with_header(names, rows)
        ]
        heads = cells.pop(0) if names else []
        if heads or cells:
            yield tabulate(cells, heads, style, disable_numparse=True) + "\n"

    return write


def record(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields of one thing, one a line, the values below each other.

    A list has a line for each element, an object one for each of its fields.
    """
    names = _padded([table_text(name) for name in fields])
    for name, value in zip(names, fields.values(), strict=True):
        first, *others = _lines(value) or [""]
        yield f"{name}  {first or '-'}\n"
        for other in others:
            yield f"{' ' * width(name)}  {other}\n"


def bare(values: Iterable[Any]) -> Iterator[str]:
    """Yield each value on a line of its own and nothing else, for the variables of a shell."""
    for value in values:
        yield table_text(value) + "\n"


def line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line of a table whose columns but the last are so wide."""
    padded = [
        cell + " " * (wide - width(cell))
        for cell, wide in zip(cells[:-1], widths[:-1], strict=True)
    ]
    return " | ".join([*padded, *cells[-1:]]) + "\n"


class _Echo:
    """The file that csv wants; what it writes comes back as the value of its writerow."""

    def write(self, line: str) -> str:
        return line


def _lines(value: Any) -> list[str]:
    """Return a value as harmless lines; what is nested deeper is compact JSON.

    An object that holds a list and nothing else, as the API has them, is that list.
    """
    if isinstance(value, list):
        return [table_text(each) for each in value]
    if not isinstance(value, dict):
        return [table_text(value)]
    match [*value.values()]:
        case [list() as listed]:
            return _lines(listed)
    return [f"{table_text(name)} {table_text(each) or '-'}" for name, each in value.items()]


def _json(value: Any) -> str:
    """Return a value as compact JSON; no encoder is started for a number."""
    return str(value).lower() if type(value) in (int, bool) else _compact(value)


def _indented(value: Any, line: str = "\n") -> str:
    """Return a value as JSON with a line for each field; `line` begins one where the value stands.

    It is what Python's encoder writes with an indent, in less than half of the time.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = line + "\t"
    if isinstance(value, dict):
        fields = [
            f"{encode_basestring(name)}: {_indented(value[name], inner)}" for name in sorted(value)
        ]
        return f"{{{inner}{f',{inner}'.join(fields)}{line}}}" if fields else "{}"
    if isinstance(value, list):
        items = [_indented(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(items)}{line}]" if items else "[]"
    return _json(value)


def _with_header(names: Sequence[str], rows: Rows) -> Iterator[Sequence[Any]]:
    if names:
        yield names
    yield from rows


def _cells(values: Sequence[Any]) -> Sequence[str]:
    """Return the values of a column as texts of a table; most are such texts already."""
    try:
        harmless = "".join(values).isprintable()
    except TypeError:
        harmless = False
    if harmless:
        return [value or "-" for value in values] if "" in values else values
    if set(map(type, values)) == {int}:
        return [*map(str, values)]
    return [table_text(value) or "-" for value in values]


def _padded(texts: Sequence[str]) -> list[str]:
    """Return texts padded to the width of the widest."""
    if "".join(texts).isascii():
        return [*map(str.ljust, texts, repeat(max(map(len, texts), default=0)))]
    widths = [width(text) for text in texts]
    widest = max(widths, default=0)
    return [text + " " * (widest - own) for text, own in zip(texts, widths, strict=True)]


@cache
def _columns(character: str) -> int:
    # Function-level imports here and below: only text beyond ASCII needs the database.
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me") or character in _JOINERS:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


@cache
def visible(character: str) -> str:
    """Return a character, or the escape of one that would drive the terminal."""
    from unicodedata import category

    if category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in _JOINERS:
        return character
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character.encode("unicode_escape").decode()
