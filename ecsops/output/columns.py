"""From documents to rows: columns are resolved once, rows are then read along their paths."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from operator import itemgetter
from typing import Any, NamedTuple

from ecsops.catalogue.model import Shape
from ecsops.output.expressions import dig, first_fields, is_plain, path_of, reader
from ecsops.output.layout import Layout, index_of
from ecsops.output.paths import OPEN, Path, columns_of, elements, find, gather, name_of, others_of
from ecsops.output.usage import OutputError, did_you_mean, nearest

MOST_COLUMNS = 12
"""Up to how many columns an error lists all that there are."""

MOST_NEAR = 5
"""How many columns an error names otherwise."""

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

    A column is a field or a path of the item, a field deeper in it, JMESPath on it, or a field of
    or JMESPath on the answer around it, which each row repeats; if all are of the answer, it is
    the only row. Raises OutputError for a column that is none of these.
    """
    found = _on_one_level(columns, [_in_item(each, shape, items) for each in columns], shape)
    if answer is not None and columns and all(path is None for path in found):
        return _planned(columns, [(0, _around(each, shape, answer)) for each in columns], [])
    lists = [(0, tuple(items.split(".")))] if items else []
    places = [
        (0, _around(column, shape, answer, lone=True)) if path is None else (len(lists), path)
        for column, path in zip(columns, found, strict=True)
    ]
    more = [others_of(shape, column, path) for column, path in zip(columns, found, strict=True)]
    planned = _planned(columns, places, lists, more)
    return planned if items or any(more) else _with_own_fields(planned, found, shape)


class WithColumns(dict[str, Any]):
    """A document that JMESPath can also ask for the columns of its table, such as EventTypeName.

    It is the document in every other respect: the columns are not among its fields.
    """

    paths: dict[str, Path]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field, or a column of the table."""
        if name in self or name not in self.paths:
            return super().get(name, default)
        return gather(self, self.paths[name])


def with_columns(document: Any, columns: Sequence[str], shape: Shape) -> Any:
    """Return the document so that a query finds the columns of its table too."""
    if not isinstance(document, dict):
        return document
    found = WithColumns(document)
    found.paths = {each: path for each in columns if (path := find(shape, each))}
    return found


def plan_of_fields(items: Iterable[Any], shape: Shape) -> Plan:
    """Return how to read every field that some item has, the documented ones first, in order.

    Without items, these are all documented fields.
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
                _("rows= selects arrays; name their columns NAME:INDEX, not {column!r}.").format(
                    column=column
                )
            )
        if rows and not arrays and index_of(column):
            raise OutputError(
                _("{column!r} is a column of arrays, but rows= selects none.").format(column=column)
            )
    names = [(index_of(column) or (column, 0))[0] for column in columns]
    return Plan(names, [_read_as_is(column) for column in columns])


def plan_of_arrays(arrays: Sequence[Sequence[Any]]) -> Plan:
    """Return how to read arrays of which nothing is known: every element, under no name."""
    return Plan((), [_element(at) for at in range(max(map(len, arrays), default=0))])


def _in_item(column: str, shape: Shape, items: str) -> Path | None:
    """Return the path to a column in an item; a scalar item is called as its list is."""
    if column == "@":
        return ()
    if not is_plain(column):
        known = not isinstance(shape, dict) or not shape
        return () if known or _begins_in(column, shape) else None
    if isinstance(shape, dict):
        return find(shape, column)
    return () if column == items.split(".")[-1] else None


def _begins_in(expression: str, shape: Shape) -> bool:
    """Return whether an expression reads a field of such a thing, or none at all."""
    names = first_fields(expression)
    return not names or (isinstance(shape, dict) and any(name in shape for name in names))


def _on_one_level(
    columns: Sequence[str], found: Sequence[Path | None], shape: Shape
) -> list[Path | None]:
    """Return the paths so that a name which is inside and outside an opened list means that inside.

    A list opens where another column is in it; its elements are the rows then.
    """
    opened = [_opened(path) for path in found if path and OPEN in path]
    paths = []
    for column, path in zip(columns, found, strict=True):
        inside = next((each for each in opened if _has_field(shape, each, column)), None)
        outside = path and inside and path[: len(inside)] != inside
        paths.append((*inside, column) if outside and inside else path)
    return paths


def _opened(path: Path) -> Path:
    """Return the part of a path up to the last list that opens."""
    return path[: len(path) - path[::-1].index(OPEN)]


def _has_field(shape: Shape, path: Path, name: str) -> bool:
    """Return whether what is at the end of the path has a field of that name."""
    node: Any = shape
    for step in path:
        node = node[0] if step == OPEN else node[step]
    return isinstance(node, dict) and name in node


def _around(column: str, shape: Shape, answer: Shape | None, *, lone: bool = False) -> Path:
    """Return the path to a column outside the items; no list may make a `lone` one many."""
    if answer and not is_plain(column) and _begins_in(column, answer):
        return ()
    path = None if answer is None else find(answer, column)
    if path is None or (lone and OPEN in path):
        known = list(dict.fromkeys(columns_of(shape) + columns_of(answer or {})))
        raise OutputError(no_such_column(column, known), known)
    return path


def no_such_column(column: str, known: Sequence[str]) -> str:
    """Return the sentence for an unknown column, with those that are most like it."""
    message = _("No such column: {column!r}.{guess}").format(
        column=column, guess=did_you_mean(column, known)
    )
    if len(known) <= MOST_COLUMNS:
        return message + _(" Columns: {listing}.").format(listing=", ".join(known))
    near = ", ".join(nearest(column, known, MOST_NEAR))
    return message + _(" The nearest of {count} columns: {listing}.").format(
        count=len(known), listing=near
    )


def _planned(
    columns: Sequence[str],
    places: Iterable[Place],
    lists: list[Place],
    others: Sequence[Sequence[Path]] = (),
) -> Plan:
    """Return the plan that reads columns at places, opening the lists on the way to them."""
    readers = []
    for at_column, (column, (position, path)) in enumerate(zip(columns, places, strict=True)):
        while OPEN in path:
            at = path.index(OPEN)
            if (position, path[:at]) not in lists:
                lists.append((position, path[:at]))
            position, path = lists.index((position, path[:at])) + 1, path[at + 1 :]
        more = others[at_column] if others else ()
        readers.append(
            _first_of(position, (path, *more)) if more else _read(column, (position, path))
        )
    return Plan(columns, readers, lists)


def _first_of(position: int, paths: Sequence[Path]) -> Callable[[Scope], Any]:
    """Return what reads the first of several fields that has a value."""

    def read(scope: Scope) -> Any:
        values = [gather(scope[position], path) for path in paths]
        return next((each for each in values if each not in (None, "", [])), values[0])

    return read


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
