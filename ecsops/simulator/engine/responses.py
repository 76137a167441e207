"""Documents in the service's manner: every documented field is there."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document, IfSet, Shape
from ecsops.simulator.assumptions import OWN_CODES_FROM

DONE: Document = {"Code": "200", "Message": "", "Success": True}
"""What operations of CloudMonitor answer that were done, beside what they have to tell."""

EMPTY: dict[type, Any] = {str: "", int: 0, float: 0, bool: False}


class Form(NamedTuple):
    """A shape made ready: what an empty document has, in order, and what of it is filled how.

    `absent` is what stands for a document that is not there, but for its nested fields: `nested`
    are those that hold documents or lists, each with what makes an empty one, `times` those that
    stay out if absent.
    """

    shape: Shape
    empty: Document
    absent: Document
    nested: tuple[tuple[str, Shape, Callable[[], Any]], ...]
    times: tuple[str, ...]

    def fresh(self) -> Document:
        """Return what stands for an absent document."""
        found = self.absent.copy()
        for name, _, make in self.nested:
            found[name] = make()
        return found


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
        absent = {name: scalars[name] for name in scalars if name not in times}
        found = FORMS[id(shape)] = Form(shape, scalars, absent, nested, times)
    return found


def nests(shape: Shape) -> bool:
    """Tell whether a field of the shape holds a document or a list."""
    return isinstance(shape, dict | list)


def emptier(shape: Shape) -> Callable[[], Any]:
    """Return what makes what stands for an absent document or list of this shape."""
    if isinstance(shape, list):
        return list
    if isinstance(shape, IfSet):
        return dict
    form = form_of(shape)
    return form.fresh if form.nested else form.absent.copy


def complete(shape: Shape, partial: Document) -> Document:
    """Return the document with the fields of its shape that were not given, empty.

    Times that have not happened stay out, as the service leaves them out. Raises KeyError for a
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
        found[name] = filled(part, value) if value else make()
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
