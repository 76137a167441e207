"""From the values on a command line to the parameters of a call, and from those to the wire.

Values stay text, as the wire has them: whether a value is right is for the service to say. Only
spelling is mended: the case of booleans and enum values, lists and objects given as JSON.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import Any, NamedTuple

import click

from ecsops.catalogue.model import Parameter
from ecsops.cli.raw.names import is_index, lists_ids, required

ANY = Parameter("")
"""A part of which nothing is known."""


class Given(NamedTuple):
    """One value on the command line: the option as it was written, and where the value belongs."""

    option: str
    text: str
    path: tuple[str, ...] = ()
    twin: bool = False


def value_of(parameter: Parameter, given: Sequence[Given]) -> Any:
    """Return the value of a parameter: text, a list or an object of such.

    Raises click.UsageError where the values do not fit together.
    """
    if parameter.json:
        return _json_text(parameter, given)
    if parameter.repeat:
        return _list(parameter.with_changes(repeat=False), given)
    if parameter.parts:
        return _object(parameter, given)
    return _single(parameter, given)


def missing(
    parameters: Iterable[Parameter], values: Mapping[str, Any], prefix: str = ""
) -> Iterator[str]:
    """Yield the options of what is required and not among the values."""
    for each in parameters:
        name, value = prefix + each.name, values.get(each.name)
        if value is None:
            yield from (f"--{option}" for option, _ in required([each], prefix))
        elif each.parts and isinstance(value, list):
            for number, item in enumerate(value, start=1):
                yield from missing(each.parts, item, f"{name}.{number}.")
        elif isinstance(value, dict):
            yield from missing(each.parts, value, f"{name}.")


def flatten(parameters: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return the parameters as the wire has them: `InstanceId.1`, `Tag.1.Key`."""
    flat: dict[str, str] = {}
    for name, value in parameters.items():
        if isinstance(value, list):
            value = {str(number): item for number, item in enumerate(value, start=1)}
        if isinstance(value, dict):
            flat.update(flatten(value, f"{prefix}{name}."))
        else:
            flat[prefix + name] = value
    return flat


def no_such_parameter(option: str, known: Iterable[str]) -> click.UsageError:
    """Return the error for an option that is none of those that are known."""
    # Only a mistake pays for what may have been meant.
    from ecsops.cli.core.suggestions import did_you_mean

    return click.UsageError(
        _("No such parameter: {option}.{guess}").format(
            option=option, guess=did_you_mean(option, known)
        )
    )


def _single(parameter: Parameter, given: Sequence[Given]) -> str:
    texts = [text for each in given for text in (_items(each.text) if each.twin else [each.text])]
    if len(texts) != 1:
        raise click.UsageError(
            _("{option} takes one value, not {count}.").format(
                option=given[-1].option, count=len(texts)
            )
        )
    text = texts[0] if isinstance(texts[0], str) else _dump(texts[0])
    known = ("true", "false") if parameter.type is bool else map(str, parameter.enum)
    return next((value for value in known if value.casefold() == text.casefold()), text)


def _list(item: Parameter, given: Sequence[Given]) -> list[Any]:
    """Return the numbered items in the order of their numbers, and after them the others."""
    numbered = _by_head(given)
    groups = [numbered[index] for index in sorted(numbered, key=int)]
    for each in given:
        for text in () if each.path else _items(each.text):
            option = f"{each.option}.{len(groups) + 1}"
            groups.append([Given(option, text if isinstance(text, str) else _dump(text))])
    return [value_of(item, group) for group in groups]


def _object(parameter: Parameter, given: Sequence[Given]) -> dict[str, Any]:
    parts = {part.name: part for part in parameter.parts}
    opened = [inner for each in given for inner in ([each] if each.path else _opened(each, parts))]
    return {name: value_of(parts[name], group) for name, group in _by_head(opened).items()}


def _opened(given: Given, parts: Iterable[str]) -> Iterator[Given]:
    """Yield the parts of an object that is given as JSON."""
    found = _parsed(given.text)
    if not isinstance(found, dict):
        shown = ", ".join(f"{given.option}.{name}" for name in parts)
        raise click.UsageError(
            _("{option} requires a JSON object, or its parts: {shown}").format(
                option=given.option, shown=shown
            )
        )
    for name, value in found.items():
        option = f"{given.option}.{name}"
        if name not in parts:
            raise no_such_parameter(option, (f"{given.option}.{part}" for part in parts))
        yield Given(option, value if isinstance(value, str) else _dump(value), (name,))


def _json_text(parameter: Parameter, given: Sequence[Given]) -> str:
    """Return the text of a parameter that travels as JSON.

    What is already written so stays as it is, character by character.
    """
    bare = [each for each in given if not each.path]
    if len(given) == len(bare) == 1 and _is_json_for(parameter, bare[0]):
        return bare[0].text
    if bare and any(each.path and not is_index(each.path[0]) for each in given):
        raise click.UsageError(
            _("{option} is given both as a whole and in parts.").format(option=bare[-1].option)
        )
    if len(bare) > 1 and parameter.type is dict:
        raise click.UsageError(
            _("{option} takes one value, not {count}.").format(
                option=bare[-1].option, count=len(bare)
            )
        )
    return _dump(_tree(parameter, given))


def _is_json_for(parameter: Parameter, given: Given) -> bool:
    """Return whether the text is to be sent as it is; where ids are listed, one id is not.

    JSON that went wrong, say because a shell took its quotes, is for the service to refuse.
    """
    text = given.text
    return not lists_ids(parameter) or not text or text.lstrip().startswith(("[", "{"))


def _tree(parameter: Parameter, given: Sequence[Given]) -> Any:
    """Return the list or object that options such as `Name.1` or `Name.Key` spell out."""
    heads = _by_head(given)
    parts = {part.name: part for part in parameter.parts}
    inner = {
        head: _branch(parameter if is_index(head) else parts.get(head, ANY), group)
        for head, group in heads.items()
    }
    if not all(is_index(head) for head in heads):
        return inner
    bare = [item for each in given if not each.path for item in _items(each.text)]
    return [inner[head] for head in sorted(inner, key=int)] + bare


def _branch(parameter: Parameter, given: Sequence[Given]) -> Any:
    whole = [each for each in given if not each.path]
    if not whole:
        return _tree(parameter, given)
    if len(given) > 1:
        raise click.UsageError(
            _("{option} takes one value, not {count}.").format(
                option=whole[-1].option, count=len(given)
            )
        )
    found = _parsed(whole[0].text)
    return _typed(parameter, whole[0].text) if found is None else found


def _typed(parameter: Parameter, text: str) -> Any:
    """Return a number or a boolean where JSON has one; what is none stays text."""
    if parameter.type not in (int, float, bool):
        return text
    try:
        return json.loads(text.lower())
    except ValueError:
        return text


def _by_head(given: Iterable[Given]) -> dict[str, list[Given]]:
    """Return the values under the first segment of their paths, which is taken off."""
    groups: dict[str, list[Given]] = {}
    for each in given:
        if each.path:
            groups.setdefault(each.path[0], []).append(each._replace(path=each.path[1:]))
    return groups


def _items(text: str) -> list[Any]:
    """Return the items of a JSON array; any other text is itself the one item."""
    found = _parsed(text)
    if isinstance(found, list):
        return found
    return [text if found is None else found]


def _parsed(text: str) -> Any:
    """Return what the text says as JSON if it is an array or an object, else None."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
