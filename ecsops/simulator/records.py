"""Records, and the JSON texts in which they are kept.

A record is parsed when somebody reads it: a listing whose items are documents as they are kept
passes their texts on, and the answer that the server sends is put together from texts.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document

dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return the JSON text that is kept."""


class Json(str):
    """The JSON text of a value, in the value's place within a document."""

    __slots__ = ()


class Record:
    """One thing of the account. `document` and `facts` may be changed and put back.

    `kept` is the text of the document in the file, as long as it is known for sure.
    """

    __slots__ = ("_document", "_facts", "id", "kept", "region_id")

    def __init__(
        self, id: str, region_id: str, document: Document | Json, facts: Document | Json
    ) -> None:
        self.id = id
        self.region_id = region_id
        self.kept = document if isinstance(document, Json) else None
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
        """What only the simulator knows."""
        self._facts = found = read(self._facts)
        return found

    def copy(self) -> "Record":
        """Return the record as it is now, to be changed by itself."""
        copied = Record(self.id, self.region_id, self.written_document(), self.written_facts())
        copied.kept = self.kept
        return copied

    def written_document(self) -> Json:
        """Return the text of the document."""
        return as_json(self._document)

    def written_facts(self) -> Json:
        """Return the text of the facts."""
        return as_json(self._facts)


class Due(NamedTuple):
    """An entry of what is due: when, which happening, about what, with which words."""

    at: float
    happening: str
    subject: str
    words: Document


def read(value: Document | Json) -> Document:
    """Return what a text means that may have been parsed already."""
    return json.loads(value) if isinstance(value, Json) else value


def as_json(value: Document | Json) -> Json:
    """Return the text of a value that may be one already."""
    return value if isinstance(value, Json) else Json(dump(value))


def as_record(row: Sequence[Any]) -> Record:
    """Return the record of a row: its id, its region and its texts."""
    return Record(row[0], row[1], Json(row[2]), Json(row[3]))


def text(value: Any) -> str:
    """Return the JSON text of a value; a list of texts is spliced in."""
    if isinstance(value, Json):
        return value
    if isinstance(value, dict):
        return f"{{{','.join(f'{dump(name)}:{text(inner)}' for name, inner in value.items())}}}"
    if isinstance(value, list) and value and isinstance(value[0], Json):
        return f"[{','.join(value)}]"
    return dump(value)


def plain(value: Any) -> Any:
    """Return a value with its texts parsed."""
    if isinstance(value, Json):
        return json.loads(value)
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], Json):
        return json.loads(f"[{','.join(value)}]")
    return value
