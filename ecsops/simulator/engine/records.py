"""Records, and the JSON texts in which they are kept.

A text is the `bytes` of a value in UTF-8, and stands in the value's place. It is parsed when
somebody reads the value: a listing whose items are documents as they are kept passes on the text
of their list, and the answer that the server sends is put together from texts.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.model import Document

dump = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""Return the JSON text that is kept."""


class Record:
    """One thing of the account. `document` and `facts` may be changed and put back.

    `kept` is the text of the document in the file, as long as it is known for sure.
    """

    __slots__ = ("_document", "_facts", "id", "kept", "region_id")

    def __init__(
        self, id: str, region_id: str, document: Document | bytes, facts: Document | bytes
    ) -> None:
        self.id = id
        self.region_id = region_id
        self.kept = document if isinstance(document, bytes) else None
        self._document = document
        self._facts = facts

    @property
    def document(self) -> Document:
        """The document, exactly as the API shows it."""
        self._document = found = read(self._document)
        return found

    @document.setter
    def document(self, document: Document) -> None:
        self._document = document

    @property
    def facts(self) -> Document:
        """Facts that only the simulator knows."""
        self._facts = found = read(self._facts)
        return found

    def copy(self) -> "Record":
        """Return the record as it is now, to be changed by itself."""
        copied = Record(self.id, self.region_id, self.text(), as_text(self._facts))
        copied.kept = self.kept
        return copied

    def text(self) -> bytes:
        """Return the text of the document."""
        return as_text(self._document)

    def written(self) -> tuple[str, str]:
        """Return the document and the facts as they are written."""
        return as_written(self._document), as_written(self._facts)


def read(value: Document | bytes) -> Document:
    """Return what a text means that may have been parsed already."""
    return json.loads(value) if isinstance(value, bytes) else value


def as_text(value: Document | bytes) -> bytes:
    """Return the text of a value that may be one already."""
    return value if isinstance(value, bytes) else dump(value).encode()


def as_written(value: Document | bytes) -> str:
    """Return the text of a value as SQLite takes it."""
    return value.decode() if isinstance(value, bytes) else dump(value)


def as_record(row: Sequence[Any]) -> Record:
    """Return the record of a row: its id, its region and its texts."""
    return Record(row[0], row[1], row[2], row[3])


def text(value: Any) -> bytes:
    """Return the JSON text of a value; those that stand in it for others are spliced in."""
    return b"".join(pieces(value))


def pieces(value: Any) -> Iterator[bytes]:
    """Yield the JSON text of a value in pieces, a text that stands in it as it is."""
    if isinstance(value, bytes):
        yield value
    else:
        try:
            whole = dump(value)
        except TypeError:
            yield from fields(value)
        else:
            yield whole.encode("utf-8", "replace")


def fields(document: Document) -> Iterator[bytes]:
    """Yield the text of a document in which there are texts."""
    begin = b"{"
    for name, value in document.items():
        yield begin + dump(name).encode() + b":"
        yield from pieces(value)
        begin = b","
    yield b"}"


def plain(value: Any) -> Any:
    """Return a value with its texts parsed."""
    if isinstance(value, bytes):
        return json.loads(value)
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return value
