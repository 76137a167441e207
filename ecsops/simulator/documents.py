"""Documents in the service's manner: every documented field is there."""

from collections.abc import Iterable
from typing import Any

from ecsops.catalogue.model import Document, Shape
from ecsops.simulator.assumptions import OWN_CODES_FROM

EMPTY: dict[type, Any] = {str: "", int: 0, float: 0, bool: False}


def complete(shape: Shape, partial: Document) -> Document:
    """Return the document with the fields of its shape that were not given, empty.

    Times that have not happened stay out, as the service leaves them out. Raises KeyError for a
    field that the shape does not have: the simulator shows nothing that is not documented.
    """
    assert isinstance(shape, dict)
    if unknown := partial.keys() - shape.keys():
        raise KeyError(f"not in the catalogue: {', '.join(sorted(unknown))}")
    return {
        name: filled(part, partial.get(name))
        for name, part in shape.items()
        if name in partial or not name.endswith("Time")
    }


def filled(shape: Shape, value: Any) -> Any:
    """Return the value, or what stands for an absent one of this shape."""
    if isinstance(shape, dict):
        return complete(shape, value or {})
    if isinstance(shape, list):
        if isinstance(shape[0], dict):
            return [complete(shape[0], each) for each in value or ()]
        return list(value or ())
    return EMPTY[shape] if value is None else value


def coded(name: str, code: int | None, names: Iterable[str]) -> Document:
    """Return the `{Code, Name}` pair of one of the names.

    A code that no sample shows is our own, and always the same: clients read the name.
    """
    own = OWN_CODES_FROM + list(names).index(name) if code is None else code
    return {"Code": own, "Name": str(name)}


def picked(shape: Shape, document: Any) -> Any:
    """Return those fields of a document that another shape has, with that shape's own empty ones.

    The answer's RequestId stays out: the account adds it.
    """
    if isinstance(shape, dict):
        return {
            name: picked(part, (document or {}).get(name))
            for name, part in shape.items()
            if name != "RequestId" and (name in (document or {}) or not name.endswith("Time"))
        }
    if isinstance(shape, list):
        return [picked(shape[0], each) for each in document or ()]
    return EMPTY[shape] if document is None else document
