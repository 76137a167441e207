"""The content of a command: its encoding, its size, and the places of its parameters.

What the service accepts is api-facts of CreateCommand and InvokeCommand; who passes a wrong
content or wrong values is refused with the code that the operation documents.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from ecsops.catalogue.ecs.assistant.commands import BUILT_IN_PARAMETERS
from ecsops.catalogue.ecs.assistant.shared_parameters import ContentEncoding
from ecsops.simulator.engine.context import Request

PLACE = re.compile(rb"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
"""Where a content says {{ name }}, with white space and line breaks around the name.

A place holds no other braces, so the time to find all of them grows with the content alone.
"""

NAME = re.compile(r"[A-Za-z0-9_-]+")

BUILT_IN = {name.lower() for name in BUILT_IN_PARAMETERS}


def encoded(content: bytes) -> str:
    """Return the content in Base64, as it is kept."""
    return b64encode(content).decode()


def decoded(kept: str) -> bytes:
    """Return the content that is kept."""
    return b64decode(kept)


def shown(kept: str, request: Request) -> str:
    """Return a content or an output in the ContentEncoding that the request asks for."""
    if request.get("ContentEncoding") == ContentEncoding.PLAIN_TEXT:
        return decoded(kept).decode(errors="replace")
    return kept


def given_content(request: Request) -> bytes:
    """Return the CommandContent of a request; reject one that is not valid Base64 or is too
    long."""
    content = given_bytes(
        request,
        "CommandContent",
        request.get("ContentEncoding"),
        "CmdContent.DecodeError",
        "InvalidCommandContent.DecodeError",
    )
    check_size(request, content)
    return content


def given_bytes(request: Request, name: str, encoding: str, *codes: str) -> bytes:
    """Return the bytes of a parameter, rejected with one of the codes if they are not valid
    Base64."""
    text: str = request.get(name)
    if encoding != ContentEncoding.BASE64:
        return text.encode()
    try:
        # `$(base64 FILE)` breaks its lines after 76 characters.
        return b64decode("".join(text.split()).encode(), validate=True)
    except ValueError:
        if any(map(request.operation.refusal, codes)):
            request.refuse(*codes)
        request.refuse_parameter(name, "invalid")


def check_size(request: Request, content: bytes) -> None:
    """Refuse a content that is longer in Base64 than the quota."""
    if len(encoded(content)) > request.quota("CommandContentBytes"):
        request.refuse("CmdContent.ExceedLimit", "InvalidCommandContent.LengthLimitExceeded")


def names(content: bytes) -> list[str]:
    """Return the names of the placeholders in a content, each once, ignoring case."""
    found = (place.decode(errors="replace").strip() for place in PLACE.findall(content))
    return list({name.lower(): name for name in found}.values())


def own_names(content: bytes) -> list[str]:
    """Return the names that the caller passes: all but those that the service fills in."""
    return [name for name in names(content) if name.lower() not in BUILT_IN]


def check_names(request: Request, content: bytes) -> None:
    """Refuse a content with {{}} of no name, a wrong or long one, or too many."""
    for name in own_names(content):
        if not name:
            request.refuse("CmdParam.EmptyKey", "InvalidParameters.KeyEmpty")
        if not NAME.fullmatch(name):
            request.refuse("CmdParam.InvalidParamName", "InvalidParameters.KeyMalformed")
        if len(name) > request.quota("CommandParameterNameBytes"):
            request.refuse("CmdParamName.ExceedLimit", "InvalidParameters.KeyLengthLimitExceeded")
    if len(own_names(content)) > request.quota("CommandParametersDefined"):
        request.refuse("CmdParamCount.ExceedLimit", "InvalidParameters.CountLimitExceeded")


def given_values(request: Request, content: bytes, *, enabled: bool) -> dict[str, str]:
    """Return the Parameters of a request as texts, refused unless they are what it needs."""
    given = request.parameters.get("Parameters", {})
    if not isinstance(given, dict):
        request.refuse("InvalidParameter.Parameters", "InvalidParameters.KeyMalformed")
    if given and not enabled:
        request.refuse("Parameter.Disabled", "InvalidParameters.KeyNotMatch")
    check_keys(request, given)
    if enabled:
        check_known(request, given, own_names(content))
    return {name: value_text(request, value) for name, value in given.items()}


def check_keys(request: Request, keys: Iterable[str]) -> None:
    """Refuse too many Parameters, keys that are too long, and keys that differ in case only."""
    keys = list(keys)
    if len(keys) > request.quota("CommandParametersPassed"):
        request.refuse("ParameterCount.ExceedLimit", "InvalidParameters.CountLimitExceeded")
    if any(len(key) > request.quota("CommandParameterNameBytes") for key in keys):
        request.refuse("ParameterKey.ExceedLimit", "InvalidParameters.KeyLengthLimitExceeded")
    if len({key.lower() for key in keys}) < len(keys):
        request.refuse("ParameterKey.Duplicate", "InvalidParameters.KeyDuplicate")


def check_known(request: Request, keys: Iterable[str], wanted: Iterable[str]) -> None:
    """Refuse a key that the content has no place for, and a place that no key fills."""
    passed, known = ({name.lower() for name in each} for each in (keys, wanted))
    if passed - known:
        request.refuse("Parameter.NotMatched", "InvalidParameters.KeyNotMatch")
    if known - passed:
        request.refuse("Parameter.MissingValue", "InvalidParameters.KeyNotMatch")


def value_text(request: Request, value: Any) -> str:
    """Return a value as it stands in a script; only texts, numbers and booleans are supported."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        request.refuse("ParameterType.NotSupported", "InvalidParameters.ValueTypeUnsupported")
    return str(value)


def filled(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return the content with its places filled; a name without a value stays as it is."""
    lowered = {name.lower().encode(): value.encode() for name, value in values.items()}

    def value(place: re.Match[bytes]) -> bytes:
        return lowered.get(place[1].strip().lower(), place[0])

    return PLACE.sub(value, content)
