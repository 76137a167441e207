"""The three ways in: an answer of the API, a listing, and one document, each as a layout says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from typing import Any

from ecsops.catalogue.model import Document, Operation, Shape
from ecsops.output import text
from ecsops.output.columns import (
    Plan,
    plan,
    plan_of_arrays,
    plan_of_fields,
    plan_of_found,
    plan_of_rows,
    with_columns,
)
from ecsops.output.expressions import search
from ecsops.output.layout import HEADING, Layout, Words
from ecsops.output.local_times import TIME, localized
from ecsops.output.paths import find, gather
from ecsops.output.usage import OutputError


def render_answer(layout: Layout, operation: Operation, answer: Document) -> Iterator[str]:
    """Yield the answer of an operation, in pieces that end in a newline.

    Raises OutputError where the layout does not fit the answer; so do the two below.
    """
    shape = operation.item
    if layout.query or layout.rows:
        return _render_found(layout, answer)
    if layout.columns:
        around = plan(layout.columns, shape, answer=operation.answer, items=operation.items)
        return _render_rows(layout, around, [answer])
    if layout.kind == "json":
        return text.json_document(answer)
    items = list(operation.items_of(answer))
    if layout.kind == "jsonl":
        return text.json_lines(items)
    if isinstance(shape, dict):
        return _render_rows(layout, plan_of_fields(items, shape), items)
    name = operation.items.split(".")[-1]
    return _render_rows(layout, plan([name], shape, items=operation.items), [answer])


def render_items(
    layout: Layout, items: Iterable[Document], *, columns: Sequence[str], shape: Shape
) -> Iterator[str]:
    """Yield a listing; `columns` are those of its table when the layout names none.

    Items are read as they are wanted, except for a table or a query, which need them all.
    """
    if layout.query or layout.rows:
        return _render_found(layout, [with_columns(each, columns, shape) for each in items])
    if layout.columns or layout.kind not in ("json", "jsonl"):
        return _render_rows(layout, plan(layout.columns or columns, shape), items, layout.wording)
    return text.json_array(items) if layout.kind == "json" else text.json_lines(items)


def render_document(
    layout: Layout, document: Document, *, columns: Sequence[str] = (), shape: Shape
) -> Iterator[str]:
    """Yield one document: in a table as one field a line, those of `columns` or else all."""
    if layout.query or layout.rows:
        return _render_found(layout, with_columns(document, columns, shape))
    if layout.columns:
        return _render_rows(layout, plan(layout.columns, shape), [document])
    if layout.kind in ("json", "jsonl"):
        return _render_json(layout, document)
    if layout.kind == "table" and not layout.style and not layout.num:
        paths = [(name, find(shape, name) or (name,)) for name in columns]
        paths = paths or [(name, (name,)) for name in document]
        fields = {name: gather(document, path) for name, path in paths}
        return _write_record(layout, fields, layout.wording)
    found = plan(columns, shape) if columns else plan_of_fields([document], {})
    return _render_rows(layout, found, [document], layout.wording)


def _render_found(layout: Layout, value: Any) -> Iterator[str]:
    """Yield what is left of a value after the layout's query, and the rows that it finds there."""
    if layout.query:
        value = search(layout.query, value)
    if layout.rows:
        rows = search(layout.rows, value)
        if not isinstance(rows, list):
            raise OutputError(
                _("rows={rows} must select a list, but selects {kind_of}.").format(
                    rows=layout.rows, kind_of=_kind_of(rows)
                )
            )
        return _render_rows(layout, plan_of_rows(layout.columns, rows), rows)
    if layout.columns:
        things = value if isinstance(value, list) else [value]
        return _render_rows(layout, plan_of_found(layout.columns), things)
    if layout.kind in ("json", "jsonl"):
        return _render_json(layout, value)
    return _render_bare(layout, value)


def _render_json(layout: Layout, value: Any) -> Iterator[str]:
    if layout.kind == "json":
        return text.json_document(value)
    return text.json_lines(value if isinstance(value, list) else [value])


def _render_bare(layout: Layout, value: Any) -> Iterator[str]:
    """Yield a value that came without columns: objects have some, the rest needs no header.

    A shell that asks for one string as TSV gets it as it is, line ends and all.
    """
    things = value if isinstance(value, list) else [value]
    plainly = layout.kind == "table" and not layout.style and not layout.num
    if things and all(isinstance(thing, dict) for thing in things):
        if plainly and isinstance(value, dict):
            return _write_record(layout, {name: gather(value, (name,)) for name in value})
        return _render_rows(layout, plan_of_fields(things, {}), things)
    if things and all(isinstance(thing, list) for thing in things):
        return _render_rows(layout, plan_of_arrays(things), things)
    if plainly:
        return text.bare(things)
    if layout.kind == "tsv" and isinstance(value, str):
        return iter([text.encodable(value) + "\n"])
    arrays = [[thing] for thing in things]
    return _render_rows(layout, plan_of_arrays(arrays), arrays)


def _render_rows(
    layout: Layout, columns: Plan, documents: Iterable[Any], words: Words | None = None
) -> Iterator[str]:
    names, rows = columns.names, columns.rows(documents)
    headings = [words(HEADING, name) for name in names] if words else names
    local = bool(layout.screen and layout.screen.local)
    if words or local:
        rows = _shown_rows(names, rows, words, local)
    if layout.num:
        names, headings = (["Num", *each] if each else [] for each in (names, headings))
        rows = ([number, *row] for number, row in enumerate(rows))
    return _write(layout, names, headings, rows)


def _shown_rows(
    names: Sequence[str], rows: Iterable[list[Any]], words: Words | None, local: bool
) -> Iterator[list[Any]]:
    for row in rows:
        yield [_shown(*each, words, local) for each in zip(names, row, strict=True)]


def _write_record(
    layout: Layout, fields: dict[str, Any], words: Words | None = None
) -> Iterator[str]:
    """Yield the fields of one thing, one a line; on a terminal so that they fit."""
    screen = layout.screen
    local = bool(screen and screen.local)
    shown = {
        words(HEADING, name) if words else name: _shown(name, value, words, local)
        for name, value in fields.items()
    }
    if screen is None:
        return text.record(shown)
    from ecsops.output import fitting  # lazy import

    return fitting.record(screen, shown)


def _shown(name: str, value: Any, words: Words | None, local: bool) -> Any:
    """Return a value of the field `name` as its reader has it: in his words, in his time."""
    value = _worded(name, value, words) if words else value
    return localized(name, value) if local else value


def _worded(name: str, value: Any, words: Words) -> Any:
    """Return what a value is called, after a time what follows that."""
    if isinstance(value, list):
        return [_worded(name, each, words) for each in value]
    if not isinstance(value, str):
        return value
    time, space, rest = value.partition(" ")
    return (
        f"{time} {words(name, rest)}" if space and re.fullmatch(TIME, time) else words(name, value)
    )


def _write(
    layout: Layout, names: Sequence[str], headings: Sequence[str], rows: Iterable[list[Any]]
) -> Iterator[str]:
    if layout.kind in ("json", "jsonl"):
        objects = (dict(zip(names, row, strict=True)) for row in rows)
        return text.json_array(objects) if layout.kind == "json" else text.json_lines(objects)
    if layout.style:
        return text.styled(layout.style)(headings, rows)
    if layout.kind == "table":
        return _write_table(layout, names, headings, rows)
    return {"csv": text.csv, "tsv": text.tsv}[layout.kind](headings, rows)


def _write_table(
    layout: Layout, names: Sequence[str], headings: Sequence[str], rows: Iterable[list[Any]]
) -> Iterator[str]:
    """Yield a table; one for a terminal fits it."""
    if layout.screen and headings:
        from ecsops.output import fitting  # lazy import

        draw = fitting.growing_table if layout.follows else fitting.table
        return draw(layout.screen, names, headings, rows)
    return (text.growing_table if layout.follows else text.table)(headings, rows)


def _kind_of(value: Any) -> str:
    if value is None:
        return _("nothing")
    return _("an object") if isinstance(value, dict) else _("a single value")
