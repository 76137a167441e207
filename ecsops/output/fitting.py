"""Tables and records that fit a terminal: which columns stay, and where long values are cut.

Widths count the columns of a terminal, as `text.width` does.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ecsops.output import text
from ecsops.output.layout import Screen
from ecsops.output.local_times import VERBATIM

LONG = 28
"""A column that needs more than this may be cut to it before another column is hidden.

Ids of instances (22) and local times with their offset (25) are shorter, so they stay whole.
"""

GAP = len(" | ")
"""Separator of columns."""

ELLIPSIS = "…"

JSON_BEGINS = ('{"', '["', "[{", "[]", "{}")
"""How texts begin that hold JSON, as the API has some."""

LEAST_ROOM = 20
"""How wide the values of a record are at least, however narrow the terminal is."""

Cells = list[str]


def table(
    screen: Screen, names: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[str]:
    """Yield a table that fits; `names` are the columns as `cols=` knows them.

    The names of the columns that do not fit are given to `screen.hide`.
    """
    heads = [*map(text.table_text, headings)]
    cells = [_cells(names, row) for row in rows]
    if not cells:
        return
    widths = [max(map(text.width, column)) for column in zip(heads, *cells, strict=True)]
    places = _kept(screen, names, widths)
    limits = _shared(widths, names, places, screen.width)
    lines = (_cut([row[each] for each in places], limits) for row in (heads, *cells))
    yield from text.table(next(lines), lines)


def growing_table(
    screen: Screen, names: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[str]:
    """Yield such a table row by row as they come; the first row decides which columns stay."""
    heads = [*map(text.table_text, headings)]
    places: list[int] = []
    widths: list[int] = []
    for row in rows:
        cells = _cells(names, row)
        if not places:
            natural = [max(map(text.width, pair)) for pair in zip(heads, cells, strict=True)]
            places = _kept(screen, names, natural)
            widths = _shared(natural, names, places, screen.width)
            shown = _cut([heads[each] for each in places], widths)
            yield text.line(shown, widths)
            yield text.line(["-" * text.width(each) for each in shown], widths)
        chosen = [cells[each] for each in places]
        widths = _grown(widths, chosen, screen.width)
        yield text.line(_cut(chosen, widths), widths)


def record(screen: Screen, fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields of one thing; long values go on below where they began."""
    names = [*map(text.table_text, fields)]
    indent = max(map(text.width, names), default=0) + 2
    room = max(screen.width - indent, LEAST_ROOM) if screen.width else 0
    for name, value in zip(names, fields.values(), strict=True):
        lines = [line for each in _parts(value) for line in wrapped(each, room)] or ["-"]
        yield name + " " * (indent - text.width(name)) + lines[0] + "\n"
        yield from (" " * indent + line + "\n" for line in lines[1:])


def for_people(value: Any) -> str:
    """Return a value as words on one line: elements and fields between commas, no JSON.

    An object that holds a list and nothing else, as the API has them, is that list.
    """
    if isinstance(value, dict):
        match [*value.values()]:
            case [list() as listed]:
                return for_people(listed)
        parts = ((name, for_people(each)) for name, each in value.items())
        return ", ".join(f"{name} {part}" for name, part in parts if part)
    if isinstance(value, list):
        between = "; " if any(isinstance(each, dict) for each in value) else ", "
        return between.join(filter(None, map(for_people, value)))
    if isinstance(value, str) and value[:2] in JSON_BEGINS:
        with suppress(ValueError):
            return for_people(json.loads(value))
    return text.table_text(value)


def shortened(cell: str, limit: int) -> str:
    """Return a cell of at most so many columns; one that is cut ends in `…`."""
    if text.width(cell) <= limit:
        return cell
    kept, room = [], limit - len(ELLIPSIS)
    for character in cell:
        room -= text.width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def wrapped(line: str, room: int) -> Iterator[str]:
    """Yield a line in pieces of at most so many columns, broken at blanks where there are some.

    A room of 0 has no end.
    """
    while room and text.width(line) > room:
        end = _end(line, room)
        blank = line.rfind(" ", 1, end + 1)
        end = blank if blank > 0 else end
        yield line[:end].rstrip()
        line = line[end:].lstrip()
    yield line


def _end(line: str, room: int) -> int:
    """Return how many characters of a line have room, one at least."""
    used = 0
    for at, character in enumerate(line):
        used += text.width(character)
        if used > room:
            return max(at, 1)
    return len(line)


def _cells(names: Sequence[str], row: Sequence[Any]) -> Cells:
    return [
        (text.table_text(value) if name in VERBATIM else for_people(value)) or "-"
        for name, value in zip(names, row, strict=True)
    ]


def _parts(value: Any) -> list[str]:
    """Return the lines of a value in a record: one for each element or field."""
    if isinstance(value, dict):
        match [*value.values()]:
            case [list() as listed]:
                return _parts(listed)
        return [f"{name} {for_people(each) or '-'}" for name, each in value.items()]
    return [*map(for_people, value if isinstance(value, list) else [value])]


def _kept(screen: Screen, names: Sequence[str], widths: Sequence[int]) -> list[int]:
    """Return the places of the columns that fit, and tell the screen which do not.

    Those of `screen.least` go first, in their order, then the others from the right; never the
    first column.
    """
    places = [*range(len(names))]
    if not screen.width:
        return places
    least = [names.index(each) for each in screen.least if each in names]
    going = [*least, *(each for each in reversed(places) if each not in least)]
    hidden: list[int] = []
    for each in going:
        left = [at for at in places if at not in hidden]
        needed = sum(_least_width(names[at], widths[at]) + GAP for at in left) - GAP
        if needed <= screen.width:
            break
        hidden += [each] if each else []
    if hidden:
        screen.hide([names[each] for each in sorted(hidden)])
    return [each for each in places if each not in hidden]


def _least_width(name: str, width: int) -> int:
    """Return how wide a column is at least: ids are of no use when they are cut."""
    return width if name.endswith("Id") else min(width, LONG)


def _shared(
    widths: Sequence[int], names: Sequence[str], places: Sequence[int], room: int
) -> list[int]:
    """Return the widths of the columns at these places, as little cut as the room allows.

    Long columns share what the others leave: all of them get the same, and none more than it needs.
    """
    shared = [widths[each] for each in places]
    left = room - GAP * (len(shared) - 1)
    if not room or sum(shared) <= left:
        return shared
    least = [_least_width(names[each], widths[each]) for each in places]
    wide = [at for at, each in enumerate(least) if each < shared[at] or len(least) == 1]
    left -= sum(shared[at] for at in range(len(shared)) if at not in wide)
    for done, at in enumerate(sorted(wide, key=shared.__getitem__)):
        shared[at] = max(min(shared[at], left // (len(wide) - done)), 1)
        left -= shared[at]
    return shared


def _grown(widths: Sequence[int], cells: Cells, room: int) -> list[int]:
    """Return the widths of columns after a row that may need more, as far as there is room."""
    spare = room - sum(widths) - GAP * (len(widths) - 1)
    grown = []
    for width, cell in zip(widths, cells, strict=True):
        more = max(text.width(cell) - width, 0)
        more = min(more, max(spare, 0)) if room else more
        spare -= more
        grown.append(width + more)
    return grown


def _cut(cells: Cells, limits: Sequence[int]) -> Cells:
    return [shortened(cell, limit) for cell, limit in zip(cells, limits, strict=True)]
