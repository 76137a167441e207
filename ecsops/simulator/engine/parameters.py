"""The parameters of a call, read as the operation declares them.

Values arrive as Python values or as the text that the wire carries. What the operation does not
know is ignored, as the service ignores it; an empty text counts as absent.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from ecsops.catalogue.model import Document, Operation, Parameter, Parameters

Refuse = Callable[..., NoReturn]


def read(operation: Operation, given: Mapping[str, Any], refuse: Refuse) -> Document:
    """Return the typed values of the parameters that are present.

    `refuse(name, problem)` is called with "missing" or "invalid" for the first one that is wrong.
    """
    return present(operation.parameters, given, refuse)


def present(parameters: Parameters, given: Mapping[str, Any], refuse: Refuse) -> Document:
    """Return the typed values of those of the parameters, or parts of one, that are given."""
    values = {}
    places = parameters.places
    asked = {places[name] for name in given if name in places}
    for place in sorted(asked | parameters.required_places):
        parameter = parameters[place]
        value = given.get(parameter.name)
        if not absent(value):
            values[parameter.name] = typed(parameter, value, refuse)
        elif parameter.required:
            refuse(parameter.name, "missing")
    return values


def absent(value: Any) -> bool:
    """Return whether the value counts as not given."""
    return value is None or value == "" or value == [] or value == {}


def typed(parameter: Parameter, value: Any, refuse: Refuse) -> Any:
    """Return the value in the type of its parameter."""
    if parameter.json:
        return from_json(parameter, value, refuse)
    if parameter.repeat:
        return elements(parameter, value if isinstance(value, list) else [value], refuse)
    return single(parameter, value, refuse)


def from_json(parameter: Parameter, value: Any, refuse: Refuse) -> Any:
    """Return what the JSON text says; Python values are taken as they are."""
    if not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
        if "\\u" in value:
            # Half of a surrogate pair is JSON, but no text that could be kept.
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except (ValueError, RecursionError):
        refuse(parameter.name, "invalid")


def elements(parameter: Parameter, values: list[Any], refuse: Refuse) -> list[Any]:
    """Return the elements of a list, each once: repeated ids mean one."""
    read = [single(parameter, value, refuse) for value in values]
    return list(dict.fromkeys(read)) if not parameter.parts else read


def single(parameter: Parameter, value: Any, refuse: Refuse) -> Any:
    """Return one value, or one object of parts."""
    if parameter.parts:
        if not isinstance(value, Mapping):
            refuse(parameter.name, "invalid")
        return present(parameter.parts, value, refuse)
    if parameter.lenient:
        return {str(each).lower(): each for each in parameter.enum}.get(
            str(value).lower(), parameter.default
        )
    read = scalar(parameter, value)
    if read is None or (parameter.enum and read not in parameter.enum):
        refuse(parameter.name, "invalid")
    return read


def scalar(parameter: Parameter, value: Any) -> Any:
    """Return the value in its type, or None when it cannot be read."""
    if parameter.type is bool:
        return {"true": True, "false": False}.get(str(value).lower())
    if parameter.type is str:
        return None if isinstance(value, list | dict) else str(value)
    try:
        read = parameter.type(str(value))
    except ValueError:
        return None
    inside = parameter.type is not int or abs(read) < 2 ** (parameter.bits - 1)
    return read if inside else None
