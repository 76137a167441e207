"""Texts from outside that people read: without passwords, and without power over a terminal."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ecsops.catalogue.model import Document, Shape
from ecsops.output.text import visible

PASSWORD = re.compile(r"(?<=://)([^\s/?#@:]*):[^\s/?#]*@")
"""The user and the password of a URL."""

ADDRESSES = frozenset(("Url", "Address", "Webhook", "WebHook", "Answer"))
"""The fields of documents that may hold such a URL."""

OWN_COLOURS = re.compile(r"\x1b\[(?:0|1|2|3[1-79]|9[0-7]|38;5;\d{1,3})m")
"""The sequences by which ecsops itself colours its text."""


def masked(text: str) -> str:
    """Return the text with passwords of URLs as `***`."""
    return PASSWORD.sub(r"\1:***@", text) if "://" in text else text


def masked_document(value: Any) -> Any:
    """Return a document, or a part of one, with the passwords of its URLs masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {name: masked_document(each) for name, each in value.items()}
    return [masked_document(each) for each in value] if isinstance(value, list) else value


def has_addresses(shape: Shape) -> bool:
    """Tell whether documents of this shape may hold a URL with a password."""
    if isinstance(shape, dict):
        return any(name in ADDRESSES or has_addresses(each) for name, each in shape.items())
    return isinstance(shape, list) and any(map(has_addresses, shape))


def masking(items: Iterable[Document], shape: Shape) -> Iterable[Document]:
    """Return the items with the passwords of URLs masked, where they may have any."""
    return map(masked_document, items) if has_addresses(shape) else items


def harmless(text: str) -> str:
    """Return lines with an escape for each character that would drive a terminal."""
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n")
    return "".join(each if each in "\n\t" else visible(each) for each in lines)


def for_terminal(chunks: Iterable[str]) -> Iterator[str]:
    """Yield chunks of our output as a terminal may have them; our own colours stay."""
    for chunk in chunks:
        own = OWN_COLOURS.findall(chunk) if "\x1b" in chunk else []
        parts = map(harmless, OWN_COLOURS.split(chunk) if own else [chunk])
        yield "".join(part for pair in zip(parts, [*own, ""], strict=True) for part in pair)
