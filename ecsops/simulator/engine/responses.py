"""Documents in the service's manner: every documented field is there.

Nested objects are the exception: one that nobody set is absent, as in recorded answers. A list in
its wrapper, such as `{"Tag": []}`, is there even if it is empty.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document, IfSet, Shape
from ecsops.simulator.assumptions import OWN_CODES_FROM

DONE: Document = {"Code": "200", "Message": "", "Success": True}
"""Fields of successful CloudMonitor responses, in addition to their data."""

EMPTY: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False}


class Form(NamedTuple):
    """A shape made ready: what an empty document has, in order, and what of it is filled how.

    `nested` are the fields that hold documents or lists, each with what makes an empty one or
    None where an absent one stays out; `times` are those that stay out if absent.
    """

    shape: Shape
    empty: Document
    nested: tuple[tuple[str, Shape, Callable[[], Any] | None], ...]
    times: tuple[str, ...]


FORMS: dict[int, Form] = {}
"""By the identity of the shape, which the form holds and so keeps."""


def form_of(shape: Shape) -> Form:
    """Return the form of a shape; each is made once, for every instance is completed by it."""
    found = FORMS.get(id(shape))
    if found is None:
        assert isinstance(shape, dict)
        scalars = {name: None if nests(part) else EMPTY[part] for name, part in shape.items()}
        parts = [(name, part) for name, part in shape.items() if nests(part)]
        nested = tuple((name, part, emptier(part)) for name, part in parts)
        times = tuple(name for name in shape if name.endswith("Time"))
        found = FORMS[id(shape)] = Form(shape, scalars, nested, times)
    return found


def nests(shape: Shape) -> bool:
    """Return whether a field of the shape holds a document or a list."""
    return isinstance(shape, dict | list)


def emptier(shape: Shape) -> Callable[[], Any] | None:
    """Return what makes an empty list, in its wrapper if it has one; None for other objects.

    An object that is shown empty if nobody set it is marked so in the catalogue.
    """
    if isinstance(shape, list):
        return list
    if isinstance(shape, IfSet):
        return dict
    assert isinstance(shape, dict)
    if all(isinstance(part, IfSet) for part in shape.values()):
        return lambda: {name: {} for name in shape}
    name = wrapped(shape)
    return None if name is None else lambda: {name: []}


def wrapped(shape: Shape) -> str | None:
    """Return the name of the list that the shape does nothing but wrap, or None."""
    assert isinstance(shape, dict)
    name = next(iter(shape)) if len(shape) == 1 else ""
    return name if name and isinstance(shape[name], list) else None


def complete(shape: Shape, partial: Document) -> Document:
    """Return the document with the fields of its shape that were not given, empty.

    Times that have not happened and objects that nobody set stay out. Raises KeyError for a
    field that the shape does not have: the simulator shows nothing that is not documented.
    """
    form = form_of(shape)
    if not partial.keys() <= form.empty.keys():
        unknown = partial.keys() - form.empty.keys()
        raise KeyError(f"not in the catalogue: {', '.join(sorted(unknown))}")
    found = form.empty.copy()
    for name, value in partial.items():
        if value is not None:
            found[name] = value
    for name, part, make in form.nested:
        value = partial.get(name)
        if value:
            found[name] = filled(part, value)
        elif make is not None:
            found[name] = make()
        else:
            del found[name]
    for name in form.times:
        if name not in partial:
            del found[name]
    return found


def filled(shape: Shape, value: Any) -> Any:
    """Return a nested value with what it lacks."""
    if isinstance(shape, dict):
        return complete(shape, value)
    assert isinstance(shape, list)
    if isinstance(shape[0], dict):
        return [complete(shape[0], each) for each in value]
    return list(value)


def coded(name: str, code: int | None, names: Iterable[str]) -> Document:
    """Return the `{Code, Name}` pair of one of the names.

    A code that no sample shows is our own, and always the same: clients read the name.
    """
    own = OWN_CODES_FROM + list(names).index(name) if code is None else code
    return {"Code": own, "Name": str(name)}


def picked(shape: Shape, document: Any) -> Any:
    """Return those fields of a document that another shape has, with that shape's own empty ones.

    Times and objects that the document does not have stay out, and so does the answer's
    RequestId: the account adds it.
    """
    if isinstance(shape, dict):
        return {
            name: picked(part, (document or {}).get(name))
            for name, part in shape.items()
            if name != "RequestId" and (name in (document or {}) or shows_empty(name, part))
        }
    if isinstance(shape, list):
        return [picked(shape[0], each) for each in document or ()]
    return EMPTY[shape] if document is None else document


def shows_empty(name: str, shape: Shape) -> bool:
    """Tell whether an answer has the field though nobody set it."""
    if isinstance(shape, dict):
        return isinstance(shape, IfSet) or wrapped(shape) is not None
    return not name.endswith("Time")
