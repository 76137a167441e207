"""Which field a name means: looked up in the shape that the catalogue gives of a thing.

A path is the names of fields from the outside in; OPEN stands in it wherever a list opens into
one row for each of its elements.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.model import Shape
from ecsops.output.expressions import dig

OPEN = "[]"
PAIR = {"Code", "Name"}

Path = tuple[str, ...]


def find(shape: Shape, column: str) -> Path | None:
    """Return the path to the nearest field that a plain name means; None if there is none.

    The name may be the field's own, a path to it, or that path run together. The thing itself
    comes before what is nested in it, breadth first in the documented order. An empty shape
    says nothing of the thing, so there every path may exist.
    """
    if not shape:
        return tuple(column.split("."))
    for path, node in _nodes(shape):
        if spelled := _spelled(node, column):
            return path + spelled
    return None


def others_of(shape: Shape, name: str, path: Path | None) -> list[Path]:
    """Return where else a nested field of that name is, such as the addresses of an instance.

    A field of the thing itself has no others, nor one in a list: that opens into rows.
    """
    if not path or len(path) == 1 or OPEN in path or "." in name or path[-1] != name:
        return []
    found = [(*inside, name) for inside, node in _nodes(shape) if name in node]
    return [each for each in found if each != path and OPEN not in each]


def columns_of(shape: Shape) -> list[str]:
    """Return the names of the values in a thing, nearest first: what `cols=` can ask it for.

    A `{Code, Name}` pair is a value, and so are its two parts.
    """
    names = {
        name + part: None
        for _, node in _nodes(shape)
        if node.keys() != PAIR
        for name, inner in node.items()
        if not _nests(inner)
        for part in (("", "Name", "Code") if isinstance(inner, dict) else ("",))
    }
    return list(names)


def gather(value: Any, path: Path) -> Any:
    """Return what is at the end of a path; past a list, the list of what is there."""
    if OPEN not in path:
        return name_of(dig(value, path))
    at = path.index(OPEN)
    return [gather(element, path[at + 1 :]) for element in elements(dig(value, path[:at]))]


def name_of(value: Any) -> Any:
    """Return the name of a `{Code, Name}` pair, and any other value as it is."""
    return value["Name"] if isinstance(value, dict) and value.keys() == PAIR else value


def elements(value: Any) -> Sequence[Any]:
    """Return the elements of a list; a lone value where a list was documented is its own."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _nodes(shape: Shape) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every object in a shape and the path to it, breadth first."""
    nodes: list[tuple[Path, Any]] = [((), shape)]
    for path, node in nodes:  # grows while it is read
        if isinstance(node, dict):
            yield path, node
            entered = (_enter(name, inner) for name, inner in node.items())
            nodes += [(path + step, inner) for step, inner in entered]


def _enter(name: str, shape: Any) -> tuple[Path, Any]:
    """Return the steps into a field and the shape found there; a list opens."""
    return ((name, OPEN), shape[0]) if isinstance(shape, list) else ((name,), shape)


def _spelled(shape: Any, text: str) -> Path | None:
    """Return the path that a text spells from here, names joined by dots or by nothing."""
    if not isinstance(shape, dict):
        return None
    if text in shape:
        return (text,)
    for name in sorted(filter(text.startswith, shape), key=len, reverse=True):
        step, inner = _enter(name, shape[name])
        if rest := _spelled(inner, text[len(name) :].removeprefix(".")):
            return step + rest
    return None


def _nests(shape: Any) -> bool:
    """Return whether a shape holds fields of its own, rather than being the value of a column."""
    inner = shape[0] if isinstance(shape, list) else shape
    return isinstance(inner, dict) and inner.keys() != PAIR
