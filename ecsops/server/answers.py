"""Answers as the vendor's gateway sends them: JSON or XML, and their headers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.simulator.engine.records import plain, text

if TYPE_CHECKING:
    from ecsops.simulator.faults.calls import Trouble

CONTENT_TYPES = {
    "JSON": b"application/json;charset=utf-8",
    "XML": b"text/xml;charset=utf-8",
}

ESCAPED = {
    **{code: None for code in range(32) if code not in (9, 10, 13)},
    **dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000))),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    13: "&#13;",
}
"""Characters that XML 1.0 does not allow are dropped; special characters are escaped."""


class Answer(NamedTuple):
    """One HTTP answer, and the trouble that a fault makes it on its way."""

    http_status: int
    body: bytes
    headers: list[tuple[bytes, bytes]]
    trouble: "Trouble | None" = None


def success(operation: str, document: Document, form: str) -> Answer:
    """Return the answer that carries a document, whose items may be texts."""
    return made(200, f"{operation}Response", document, form)


def refused(error: ApiError, form: str) -> Answer:
    """Return the error envelope."""
    envelope = error.document()
    shown = {
        name: envelope[name] for name in ("RequestId", "HostId", "Code", "Message", "Recommend")
    }
    answer = made(error.http_status, "Error", shown, form)
    if error.retry_after_s is not None:
        answer.headers.append((b"x-acs-retry-after", f"{error.retry_after_s * 1000:.0f}".encode()))
    return answer


def made(http_status: int, root: str, document: Document, form: str) -> Answer:
    """Return the document in that form, with the headers of real answers."""
    if form == "XML":
        body = as_xml(root, plain(document)).encode("utf-8", "replace")
    else:
        body = text(document)
    request_id = str(document.get("RequestId", "")).encode()
    headers = [
        (b"content-type", CONTENT_TYPES[form]),
        (b"access-control-allow-origin", b"*"),
        (b"x-acs-request-id", request_id),
        (b"x-acs-trace-id", request_id.replace(b"-", b"").lower()),
    ]
    return Answer(http_status, body, headers)


def as_xml(root: str, document: Document) -> str:
    """Return the document as XML: a field is an element, a list is its element repeated."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{"".join(element(root, document))}'


def element(name: str, value: Any) -> Iterator[str]:
    """Yield a field as XML."""
    if isinstance(value, list):
        for item in value:
            yield from element(name, item)
        return
    yield f"<{name}>"
    if isinstance(value, dict):
        for inner, content in value.items():
            yield from element(inner, content)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value is not None:
        yield str(value).translate(ESCAPED)
    yield f"</{name}>"
