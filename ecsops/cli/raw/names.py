"""Which parameter of an operation a name on the command line means.

A name is a parameter, `.N` for the item of a list, and parts: `Tag.1.Key`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecsops.catalogue.model import Operation, Parameter

REGION_ID = Parameter("RegionId", limits="region id such as cn-hangzhou")
"""The service takes it with every operation, also with those whose page does not list it."""


class Target(NamedTuple):
    """The parameter that a name means, and the way from there to the value."""

    parameter: Parameter
    path: tuple[str, ...] = ()
    twin: bool = False

    @property
    def leaf(self) -> Parameter:
        """Return the parameter, or the part of it, that the value itself belongs to."""
        leaf = self.parameter
        for segment in self.path:
            leaf = next((part for part in leaf.parts if part.name == segment), leaf)
        return leaf


def find(operation: Operation, name: str) -> Target | None:
    """Return what the name means, or None if the operation has nothing of the kind.

    The twin of a parameter, its name with or without a final s, means the parameter:
    `InstanceId.1` and `InstanceIds` differ from operation to operation.
    """
    segments = name.split(".")
    for twin in (False, True):
        for end in range(len(segments), 0, -1):
            own = ".".join(segments[:end])
            if parameter := operation.parameter(_twin(own) if twin else own):
                path = tuple(segments[end:])
                return Target(parameter, path, twin) if _leads(parameter, path) else None
    return Target(REGION_ID) if name == REGION_ID.name else None


def lists_ids(parameter: Parameter) -> bool:
    """Return whether the parameter is a list of ids or addresses that travels as JSON."""
    return parameter.json and parameter.name.endswith(("Ids", "Addresses"))


def is_index(segment: str) -> bool:
    """Return whether that is the N of `Name.N`."""
    return segment.isascii() and segment.isdecimal() and len(segment) < 10


def written(
    parameters: Iterable[Parameter], index: str = "1", prefix: str = ""
) -> Iterator[tuple[str, Parameter]]:
    """Yield how each value is written, `Name`, `InstanceId.1`, `Tag.1.Key`, and what it is of."""
    for each in parameters:
        name = f"{prefix}{each.name}.{index}" if each.repeat else prefix + each.name
        if each.json or not each.parts:
            yield name, each
        yield from written(each.parts, index, f"{name}.")


def is_needed(parameter: Parameter) -> bool:
    """Return whether the user must give the parameter; the region is known without."""
    return parameter.required and parameter.name != REGION_ID.name


def required(parameters: Iterable[Parameter], prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield how each value that is needed is written, with its parameter or part."""
    for each in filter(is_needed, parameters):
        name = f"{prefix}{each.name}.1" if each.repeat else prefix + each.name
        inside = [part for part in each.parts if part.required and not each.json]
        yield from required(inside, f"{name}.") if inside else [(name, each)]


def _twin(name: str) -> str:
    return name[:-1] if name.endswith("s") else f"{name}s"


def _leads(parameter: Parameter, path: tuple[str, ...]) -> bool:
    """Return whether the path leads to a value; a single value may be written with an index."""
    if lists_ids(parameter) or not (parameter.repeat or parameter.parts or parameter.json):
        return not path or (len(path) == 1 and is_index(path[0]))
    return _within(parameter, path)


def _within(parameter: Parameter, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    if parameter.repeat:
        return is_index(path[0]) and _within(parameter.with_changes(repeat=False), path[1:])
    part = next((each for each in parameter.parts if each.name == path[0]), None)
    return _within(part, path[1:]) if part else parameter.json and not parameter.parts
