"""The XML of Message Service: small requests without entities, and answers."""

from collections.abc import Iterator, Mapping
from typing import Any, Never
from xml.parsers.expat import ExpatError, ParserCreate

from ecsops.server.answers import ESCAPED

NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"

ELEMENTS_MOST = 500
"""How many elements a request may have: 16 messages of a few fields need far fewer."""

DEPTH_MOST = 8

Element = tuple[str, Any]
"""A name, and its text or the list of its elements."""


class Malformed(ValueError):
    """The text is no XML that a request may have."""


def parse(body: bytes) -> Element:
    """Return the root of a request's XML. Raises Malformed, also for any document type."""
    reader = Reader()
    try:
        reader.parser.Parse(body, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise Malformed from error
    name, content = reader.root[0]
    return name, content


class Reader:
    """Gathers elements, and gives up on what no request needs."""

    def __init__(self) -> None:
        self.root: list[Element] = []
        self._open: list[tuple[str, list[Element], list[str]]] = []
        self._count = 0
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > ELEMENTS_MOST or len(self._open) >= DEPTH_MOST:
            raise Malformed
        self._open.append((name.rpartition(":")[2], [], []))

    def _end(self, name: str) -> None:
        own, elements, texts = self._open.pop()
        found = (own, elements or "".join(texts))
        (self._open[-1][1] if self._open else self.root).append(found)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def _refuse(self, *rest: Any) -> Never:
        raise Malformed


def fields(content: Any) -> dict[str, Any]:
    """Return the elements of an element by their names."""
    return dict(content) if isinstance(content, list) else {}


def listed(content: Any, name: str) -> list[Any]:
    """Return the contents of those elements of an element that have the name."""
    return [inner for each, inner in content if each == name] if isinstance(content, list) else []


def written(root: str, content: Any) -> bytes:
    """Return an answer; lists stand for elements of one name: `[("Message", {...}), ...]`."""
    inside = "".join(pieces(content))
    text = f'<?xml version="1.0" encoding="utf-8"?><{root} xmlns="{NAMESPACE}">{inside}</{root}>'
    return text.encode("utf-8", "replace")


def pieces(content: Any) -> Iterator[str]:
    """Yield the XML of a content: a dict or a list of elements, or a text."""
    if isinstance(content, dict | list):
        for name, inner in content.items() if isinstance(content, dict) else content:
            yield f"<{name}>{''.join(pieces(inner))}</{name}>"
    else:
        yield str(content).translate(ESCAPED)
