"""Requests whose parameters tell which of them are looked at: by name, in a loop, or as a part.

What a handler looks at is recorded where it looks.
"""

from collections.abc import Callable, Iterator, KeysView, Mapping
from functools import partial
from typing import Any

from ecsops.simulator.engine.context import Request


class Name(str):
    """The name of a parameter in a loop over all; reading it is recorded."""

    read: Callable[[], None]

    def __eq__(self, other: object) -> bool:
        return self._asked(super().__eq__(other))

    def startswith(self, *arguments: Any) -> bool:
        return self._asked(super().startswith(*arguments))

    def split(self, *arguments: Any) -> list[str]:
        self.read()
        return super().split(*arguments)

    def _asked(self, found: bool) -> bool:
        if found:
            self.read()
        return found

    __hash__ = str.__hash__


class Recording(dict[str, Any]):
    """Parameters that tell which of them are looked at."""

    def __init__(self, given: Mapping[str, Any], seen: set[str], outer: str = "") -> None:
        self._seen = seen
        self._outer = outer
        items = given.items()
        super().__init__((name, within(each, seen, f"{outer}{name}.")) for name, each in items)

    def _read(self, name: Any) -> None:
        self._seen.add(f"{self._outer}{name}")

    def __getitem__(self, name: str) -> Any:
        self._read(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._read(name)
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._read(name)
        return super().get(name, default)

    def keys(self) -> Any:
        return RecordingKeys(self)

    def items(self) -> Any:
        for key, value in super().items():
            name = Name(key)
            name.read = partial(self._read, key)
            yield name, value


class RecordingPart(Recording):
    """An object among the parameters; its parts are `Outer.Inner`, and who copies it has all."""

    def __iter__(self) -> Iterator[str]:
        for name in super().__iter__():
            self._read(name)
            yield name

    def keys(self) -> Any:
        return dict.fromkeys(self).keys()

    def items(self) -> Any:
        return [(name, self[name]) for name in self]


def within(value: Any, seen: set[str], outer: str) -> Any:
    """Return a value of a parameter; the objects in it tell which of their parts are looked at."""
    if type(value) is dict:
        return RecordingPart(value, seen, outer)
    return [within(each, seen, outer) for each in value] if type(value) is list else value


class RecordingKeys(KeysView[str]):
    """The names of parameters that were given; those that they are compared with are read."""

    def __init__(self, given: Recording) -> None:
        super().__init__(given)
        self._given = given

    def __and__(self, others: Any) -> Any:
        return {name for name in others if name in self._given}


class Watched(Request):
    """A request whose parameters tell who looks at them."""

    def __init__(self, seen: set[str], *arguments: Any) -> None:
        self._seen = seen
        super().__init__(*arguments)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "parameters" and not isinstance(value, Recording):
            value = Recording(value, self._seen)
        super().__setattr__(name, value)
