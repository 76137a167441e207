"""Records that a transaction has changed and not yet written.

They are written before anybody looks for records of their kind, and at the end: what several
parts of a call do to one record is written once.
"""

import sqlite3

from ecsops.simulator.engine.records import Record
from ecsops.simulator.engine.settings_cache import Settings

Change = tuple[Record, bool]
"""A record that is to be written, and whether it is new."""


class Unwritten:
    """Writes to one state file. Outside of a transaction they happen at once."""

    def __init__(self, database: sqlite3.Connection, settings: Settings) -> None:
        self._db = database
        self._settings = settings
        self.kinds: dict[str, dict[str, Change]] = {}

    def put(self, kind: str, record: Record, *, is_new: bool) -> None:
        """Write the record as it is at the end of the transaction."""
        changes = self.kinds.setdefault(kind, {})
        _, was_new = changes.get(record.id, (record, False))
        changes[record.id] = record, is_new or was_new
        if not self._db.in_transaction:
            self.write(kind)

    def find(self, kind: str, record_id: str) -> Record | None:
        """Return a record that is to be written as it is now, to be changed by itself, or None."""
        record, _ = self.kinds.get(kind, {}).get(record_id, (None, False))
        return record.copy() if record else None

    def write_all(self) -> None:
        """Write the records of every kind."""
        for kind in list(self.kinds):
            self.write(kind)

    def write(self, kind: str) -> None:
        """Write the records of a kind."""
        for record, is_new in self.kinds.pop(kind, {}).values():
            self._settings.wrote(kind)
            if is_new:
                self._insert(kind, record)
            else:
                self._update(kind, record)
            record.kept = None

    def _insert(self, kind: str, record: Record) -> None:
        self._db.execute(
            f'INSERT INTO "{kind}" (id, region, document, facts) VALUES (?, ?, ?, ?)',
            (record.id, record.region_id, *record.written()),
        )

    def _update(self, kind: str, record: Record) -> None:
        document, facts = record.written()
        if document.encode() == record.kept:
            # Indexes of values of the document then stay as they are.
            self._db.execute(f'UPDATE "{kind}" SET facts = ? WHERE id = ?', (facts, record.id))
        else:
            self._db.execute(
                f'UPDATE "{kind}" SET document = ?, facts = ? WHERE id = ?',
                (document, facts, record.id),
            )
