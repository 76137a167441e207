"""The form of calls and answers on the wire: parameters as flat texts, and answers as JSON.

`InstanceId.1`, `Tag.1.Key`, or one text of JSON: the catalogue knows which. Names of what it does
not know pass as they are; the service decides.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _
from typing import Any

from ecsops.catalogue.model import Document, Operation, Parameter
from ecsops.errors import ApiError, TransportError, refusal

UNTOLD = (
    "Password",
    "Content",
    "UserData",
    "Parameters",
    "JsonParams",
    "Url",
    "WebHook",
    "Webhook",
)
"""With these words end the parameters whose values are not told: scripts hold passwords too, and
the addresses of webhooks the keys to them."""

SHORTEST_SECRET = 6
"""Minimum length of a secret; a shorter text may be a part of any sentence."""

SEGMENTS_MOST = 16
"""How many parts the name of a parameter may have, as `Tag.1.Key` has three: twice the deepest."""

OPAQUE = Parameter("")
"""A parameter of which nothing is known."""


def flatten(operation: Operation, parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters as names and texts; those that are None or empty lists are not sent."""
    return dict(_flat(operation.parameters.by_name, parameters, ""))


def _flat(
    known: Mapping[str, Parameter], values: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        yield from _pairs(known.get(name, OPAQUE), value, prefix + name)


def _pairs(parameter: Parameter, value: Any, name: str) -> Iterator[tuple[str, str]]:
    if value is None or value == [] or value == {}:
        return
    if parameter.json and not isinstance(value, str):
        yield name, json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    elif isinstance(value, Mapping):
        yield from _flat(parameter.parts.by_name, value, f"{name}.")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            yield from _pairs(parameter, item, f"{name}.{number}")
    else:
        yield name, text(value)


def told(flat: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters as logs and plans may have them."""
    return {
        name: f"({len(value)} characters)" if name.endswith(UNTOLD) else value
        for name, value in flat.items()
    }


def without_untold(message: str, flat: Mapping[str, str]) -> str:
    """Return the message of a refusal without the values that are not told.

    A string to sign holds all parameters, percent-encoded once or twice.
    """
    # A plan of calls is made without signatures.
    from ecsops.openapi.signature import encode

    for name, value in flat.items():
        if name.endswith(UNTOLD) and len(value) >= SHORTEST_SECRET:
            for form in (value, encode(value), encode(encode(value))):
                message = message.replace(form, f"({len(value)} characters)")
    return message


def text(value: Any) -> str:
    """Return a single value as the wire has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def unflatten(operation: Operation, pairs: Iterable[tuple[str, str]]) -> Document:
    """Return the parameters that the operation has, lists and objects put together again.

    Items are sorted by their numbers; gaps are ignored. Unknown parameters are dropped, except
    RegionId, which every operation accepts.
    """
    known = operation.parameters.by_name
    tree: Document = {}
    for name, value in pairs:
        if name in known or name == "RegionId":
            tree[name] = value
        elif "." in name and (split := split_name(name, known)):
            own, path = split
            _graft(tree, known[own], own, path, value)
    found: Document = _grown(tree)
    return found


def split_name(name: str, known: Mapping[str, Parameter]) -> tuple[str, list[str]] | None:
    """Return the parameter that `Name.1.Part` begins with and the segments after it, or None."""
    segments = name.split(".", SEGMENTS_MOST)
    if len(segments) > SEGMENTS_MOST:
        return None
    for end in range(len(segments) - 1, 0, -1):
        own = ".".join(segments[:end])
        if own in known:
            return own, segments[end:]
    return None


class Items(dict[int, Any]):
    """The items of a list by number, while they are gathered."""


def _graft(
    branch: Any, parameter: Parameter, key: Any, path: list[str], value: str, in_list: bool = False
) -> None:
    """Put the value at the end of the path; a path that the parameter does not have is ignored.

    `in_list` is for an item of a repeated parameter: its path is that of one value.
    """
    is_list = parameter.repeat and not in_list
    if not path:
        if not is_list:
            branch[key] = value
        return
    head, rest = path[0], path[1:]
    if is_list:
        if head.isascii() and head.isdecimal() and len(head) < 10:
            _graft(_inner(branch, key, Items), parameter, int(head), rest, value, in_list=True)
    elif parts := parameter.parts.by_name:
        name = ".".join(path) if ".".join(path) in parts else head
        if name in parts:
            _graft(_inner(branch, key, dict), parts[name], name, path[name.count(".") + 1 :], value)


def _inner(branch: Any, key: Any, kind: type) -> Any:
    """Return the list or the object at that key, replacing a value of another kind."""
    if not isinstance(branch.get(key), kind):
        branch[key] = kind()
    return branch[key]


def _grown(value: Any) -> Any:
    """Return the value with gathered items as lists, in order, and without what stayed empty."""
    if isinstance(value, Items):
        return [grown for number in sorted(value) if (grown := _grown(value[number])) != {}]
    if isinstance(value, dict):
        every = ((name, _grown(inner)) for name, inner in value.items())
        return {name: inner for name, inner in every if inner not in ([], {})}
    return value


def read_answer(http_status: int, body: bytes, host_id: str) -> Document:
    """Return the document of an answer.

    Raises ApiError for an error envelope, TransportError for a response that is not the
    service's.
    """
    document = parsed(body)
    if document is None:
        raise TransportError(
            _("{host} returned no readable response (HTTP {http_status}).").format(
                host=host_id, http_status=http_status
            )
        )
    if http_status >= 400 or says_no(document):
        raise refused(http_status, document, host_id)
    if "RequestId" not in document:
        raise TransportError(
            _("The response of {host} does not come from the service: it has no RequestId.").format(
                host=host_id
            )
        )
    return document


def parsed(body: bytes) -> Document | None:
    """Return the JSON object of a body, or None."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def says_no(document: Document) -> bool:
    """Return whether an answer with HTTP 200 is a refusal, as some of CloudMonitor are."""
    return str(document.get("Success", "true")).lower() == "false" and "Code" in document


def refused(http_status: int, document: Document, host_id: str) -> ApiError:
    """Return the error of an error envelope; its fields come in lower case too, in some answers."""
    envelope = {name.lower(): str(value) for name, value in document.items() if value is not None}
    code = envelope.get("code")
    if not code:
        raise TransportError(
            _("{host} returned HTTP {http_status} without an error code.").format(
                host=host_id, http_status=http_status
            )
        )
    return refusal(
        code,
        envelope.get("message", ""),
        http_status=http_status,
        request_id=envelope.get("requestid", ""),
        host_id=envelope.get("hostid", host_id),
        recommend=envelope.get("recommend", ""),
    )
