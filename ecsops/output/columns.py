"""From documents to rows: columns are resolved once, rows are then read along their paths."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from operator import itemgetter
from typing import Any, NamedTuple

from ecsops.catalogue.model import Shape
from ecsops.output.expressions import dig, is_plain, path_of, reader
from ecsops.output.layout import Layout, index_of
from ecsops.output.paths import OPEN, Path, columns_of, elements, find, name_of
from ecsops.output.usage import OutputError, did_you_mean

Row = list[Any]
Scope = tuple[Any, ...]
Place = tuple[int, Path]


class Plan(NamedTuple):
    """How documents become rows.

    A scope is a document followed by one element of each opened list. `lists` says for each
    list where it is: the position in the scope to start from, and the path from there. A document
    gives a row for every scope it has, and `readers` read the columns named `names` from that.
    Where all columns are fields of the document itself, they are `fields` too, to be read quickly;
    `pairs` tells whether some may be `{Code, Name}` pairs.
    """

    names: Sequence[str]
    readers: Sequence[Callable[[Scope], Any]]
    lists: Sequence[Place] = ()
    fields: Sequence[str] = ()
    pairs: bool = False

    def rows(self, documents: Iterable[Any]) -> Iterator[Row]:
        """Yield the rows of documents; a document is read only when its rows are wanted."""
        read_all = itemgetter(*self.fields) if self.fields else None
        for document in documents:
            if read_all and isinstance(document, dict):
                try:
                    values = read_all(document)
                except KeyError:
                    values = map(document.get, self.fields)
                yield [*map(name_of, values)] if self.pairs else [*values]
                continue
            for scope in self._scopes(document):
                yield [read(scope) for read in self.readers]

    def _scopes(self, document: Any) -> list[Scope]:
        scopes: list[Scope] = [(document,)]
        for position, path in self.lists:
            scopes = [
                (*scope, element)
                for scope in scopes
                for element in elements(dig(scope[position], path))
            ]
        return scopes


def check(layout: Layout, shape: Shape, answer: Shape | None = None) -> None:
    """Raise OutputError for a column that the thing cannot have, listing those it can.

    `shape` is the form of one item, `answer` that of the response around it. With `rows=` or
    a query nothing can be said before the answer is there.
    """
    if not layout.rows and not layout.query:
        plan(layout.columns, shape, answer=answer)


def plan(
    columns: Sequence[str], shape: Shape, *, answer: Shape | None = None, items: str = ""
) -> Plan:
    """Return how to read columns of items, or of whole answers whose items are at a path.

    A column is a field or a path of the item, a field deeper in it, JMESPath on it, or a field
    of the answer around it, which each row repeats; if all are fields of the answer, it is the
    only row. Raises OutputError for a column that is none of these.
    """
    found = [_in_item(column, shape, items) for column in columns]
    if answer is not None and all(path is None for path in found):
        around = [path for column in columns if (path := find(answer, column)) is not None]
        if len(around) == len(columns):
            return _planned(columns, [(0, path) for path in around], [])
    lists = [(0, tuple(items.split(".")))] if items else []
    places = [
        (0, _around(column, shape, answer)) if path is None else (len(lists), path)
        for column, path in zip(columns, found, strict=True)
    ]
    planned = _planned(columns, places, lists)
    return planned if items else _with_own_fields(planned, found, shape)


def plan_of_fields(items: Iterable[Any], shape: Shape) -> Plan:
    """Return how to read every field that some item has, the documented ones first, in order.

    Where there are no items these are all the documented fields.
    """
    documented = list(shape) if isinstance(shape, dict) else []
    present = dict.fromkeys(name for item in items if isinstance(item, dict) for name in item)
    names = [name for name in documented if name in present]
    names = names + [name for name in present if name not in documented] or documented
    return Plan(names, [_field(0, (name,)) for name in names])


def plan_of_found(columns: Sequence[str]) -> Plan:
    """Return how to read columns of what a query found, things whose shape is not known."""
    return Plan(columns, [_read(column, (0, path_of(column))) for column in columns])


def plan_of_rows(columns: Sequence[str], rows: Sequence[Any]) -> Plan:
    """Return how to read columns of the rows that `rows=` found, as the vendor's CLI does.

    A column is JMESPath on the row and shows what it finds as it is. Rows that are arrays have
    columns `NAME:INDEX`. Raises OutputError where columns are of one kind and rows of the other.
    """
    arrays = any(isinstance(row, list) for row in rows)
    for column in columns:
        if arrays and is_plain(column) and column != "@":
            raise OutputError(
                _("rows= finds arrays; name their columns NAME:INDEX, not {column!r}.").format(
                    column=column
                )
            )
        if rows and not arrays and index_of(column):
            raise OutputError(
                _("{column!r} is a column of arrays, and rows= finds none.").format(column=column)
            )
    names = [(index_of(column) or (column, 0))[0] for column in columns]
    return Plan(names, [_read_as_is(column) for column in columns])


def plan_of_arrays(arrays: Sequence[Sequence[Any]]) -> Plan:
    """Return how to read arrays of which nothing is known: every element, under no name."""
    return Plan((), [_element(at) for at in range(max(map(len, arrays), default=0))])


def _in_item(column: str, shape: Shape, items: str) -> Path | None:
    """Return the path to a column in an item; a scalar item is called as its list is."""
    if column == "@" or not is_plain(column):
        return ()
    if isinstance(shape, dict):
        return find(shape, column)
    return () if column == items.split(".")[-1] else None


def _around(column: str, shape: Shape, answer: Shape | None) -> Path:
    """Return the path to a column outside the items, where no list may make it many."""
    path = None if answer is None else find(answer, column)
    if path is None or OPEN in path:
        known = list(dict.fromkeys(columns_of(shape) + columns_of(answer or {})))
        guess = did_you_mean(column, known)
        listing = ", ".join(known)
        message = _("There is no column {column!r}.{guess} The columns are {listing}.").format(
            column=column, guess=guess, listing=listing
        )
        raise OutputError(message, known)
    return path


def _planned(columns: Sequence[str], places: Iterable[Place], lists: list[Place]) -> Plan:
    """Return the plan that reads columns at places, opening the lists on the way to them."""
    readers = []
    for column, (position, path) in zip(columns, places, strict=True):
        while OPEN in path:
            at = path.index(OPEN)
            if (position, path[:at]) not in lists:
                lists.append((position, path[:at]))
            position, path = lists.index((position, path[:at])) + 1, path[at + 1 :]
        readers.append(_read(column, (position, path)))
    return Plan(columns, readers, lists)


def _with_own_fields(planned: Plan, paths: Sequence[Path | None], shape: Shape) -> Plan:
    """Return the plan with its fields, if two columns or more are all fields of the item."""
    fields = [path[0] for path in paths if path and len(path) == 1]
    if not isinstance(shape, dict) or len(fields) < max(2, len(paths)):
        return planned
    pairs = not all(isinstance(shape.get(name), type) for name in fields)
    return planned._replace(fields=fields, pairs=pairs)


def _read(column: str, place: Place) -> Callable[[Scope], Any]:
    """Return what reads a column: the field at a place, or an expression on what is there."""
    if is_plain(column):
        return _field(*place)
    position, read = place[0], reader(column)
    return lambda scope: name_of(read(scope[position]))


def _field(position: int, path: Path) -> Callable[[Scope], Any]:
    return lambda scope: name_of(dig(scope[position], path))


def _read_as_is(column: str) -> Callable[[Scope], Any]:
    """Return what reads a column of a row that `rows=` found."""
    if indexed := index_of(column):
        return _element(indexed[1])
    read = reader(column)
    return lambda scope: read(scope[0])


def _element(at: int) -> Callable[[Scope], Any]:
    """Return what reads an element of a row that is an array; None where there is none."""

    def read(scope: Scope) -> Any:
        row = scope[0]
        return row[at] if isinstance(row, list) and at < len(row) else None

    return read
