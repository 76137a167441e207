"""Things with a few named fields, quick to define.

Each NamedTuple compiles code when it is defined, which takes a tenth of a millisecond. A command
defines two dozen of its likes: together that was a twentieth of its time.
"""

from typing import Any, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Struct:
    """A base of classes whose annotations are their fields, with defaults where they have some.

    Values are given in the order of the fields, or by name; mypy sees to it that they fit and
    that nobody changes them. Structs of one class are equal when their values are.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        vars(self).update(zip(self.__annotations__, values, strict=False), **named)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._values()}"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__annotations__)

    def _replace(self, **named: Any) -> Self:
        """Return one with other values in some fields; called as NamedTuple's own."""
        return type(self)(**{**vars(self), **named})
