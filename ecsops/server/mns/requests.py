"""A request of Message Service: what it is about, and the numbers in it, checked."""

import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from ecsops.server.mns.refusals import refuse
from ecsops.server.mns.xml_text import Malformed, fields, listed, parse

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")

NAME_CHARACTERS = 256

AT_ONCE = 16
"""How many messages one call sends, receives or deletes at most."""

LIMITS = {
    "DelaySeconds": (0, 604_800),
    "MaximumMessageSize": (1024, 65_536),
    "MessageRetentionPeriod": (60, 604_800),
    "PollingWaitSeconds": (0, 30),
    "VisibilityTimeout": (1, 43_200),
    "Priority": (1, 16),
    "waitseconds": (0, 30),
    "numOfMessages": (1, AT_ONCE),
}
"""The least and the largest value of each number."""


class Request(NamedTuple):
    """One request. Names of headers are in lower case, so are those of the query."""

    method: str
    target: str
    path: tuple[str, ...]
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def peeks(self) -> bool:
        """Tell whether messages are only looked at."""
        return self.query.get("peekonly", "").lower() == "true"

    def number(self, name: str, default: int) -> int:
        """Return a number of the query, refused outside of its range."""
        given = self.query.get(name.lower(), "")
        return in_range(name, given, "InvalidQueryString") if given else default

    def content(self, root: str) -> Any:
        """Return what is in the root element of the body. Raises ApiError."""
        try:
            name, content = parse(self.body)
        except Malformed:
            refuse("MalformedXML")
        if name != root:
            refuse("InvalidArgument", root)
        return content


def request_of(
    method: str, raw_path: bytes, query: bytes, headers: dict[str, str], body: bytes
) -> Request:
    """Return the request."""
    text = query.decode("latin-1")
    target = raw_path.decode("latin-1") + (f"?{text}" if text else "")
    pairs = (each.partition("=") for each in text.split("&") if each)
    read = {name.lower(): unquote(value) for name, _, value in pairs}
    path = tuple(unquote(part) for part in raw_path.decode("latin-1").split("/") if part)
    return Request(method, target, path, read, headers, body)


def in_range(name: str, text: str, code: str) -> int:
    """Return a number, refused with the code where it is none or outside of its range."""
    low, high = LIMITS[name]
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        refuse(code, name)
    return int(text)


def check_name(name: str, code: str) -> None:
    """Refuse a name of a queue or a topic that is too long or has other signs."""
    if len(name) > NAME_CHARACTERS:
        refuse("QueueNameLengthError" if code == "InvalidQueueName" else code)
    if not NAME.fullmatch(name):
        refuse(code)


def attributes_in(request: Request, root: str) -> dict[str, Any]:
    """Return the attributes in the body, which may lack any or all of them."""
    given = fields(request.content(root)) if request.body else {}
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name in LIMITS:
            found[name] = in_range(name, str(text).strip(), "InvalidArgument")
        elif name == "LoggingEnabled":
            found[name] = str(text).strip().lower() == "true"
    return found


def messages_in(request: Request) -> tuple[bool, list[dict[str, Any]]]:
    """Return whether several messages are sent, and them."""
    try:
        root, content = parse(request.body)
    except Malformed:
        refuse("MalformedXML")
    if root == "Message":
        return False, [message(content)]
    if root != "Messages":
        refuse("InvalidArgument", "Message")
    found = [message(each) for each in listed(content, "Message")]
    if not 1 <= len(found) <= AT_ONCE:
        refuse("InvalidArgument", "Messages")
    return True, found


def message(content: Any) -> dict[str, Any]:
    """Return a message that is sent."""
    given = fields(content)
    if not isinstance(given.get("MessageBody"), str) or not given["MessageBody"]:
        refuse("InvalidArgument", "MessageBody")
    numbers = {
        name: in_range(name, given[name].strip(), "InvalidArgument")
        for name in ("DelaySeconds", "Priority")
        if str(given.get(name, "")).strip()
    }
    return {"MessageBody": given["MessageBody"], **numbers}


def handles_in(request: Request) -> list[str]:
    """Return the receipt handles that a batch deletes."""
    found = listed(request.content("ReceiptHandles"), "ReceiptHandle")
    if not 1 <= len(found) <= AT_ONCE or not all(isinstance(each, str) for each in found):
        refuse("InvalidArgument", "ReceiptHandles")
    return found
