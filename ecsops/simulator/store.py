"""The simulator's only SQL: records, what is due, settings and answered tokens, in one file.

A record is kept as two JSON texts: the `document`, exactly as the API shows it, and the `facts`
that only the simulator knows. SQLite itself fills the columns for filters from them, and keeps
the tallies that TotalCount needs by triggers.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document
from ecsops.simulator.conditions import Among
from ecsops.simulator.kinds import KINDS
from ecsops.simulator.query import Where, column, conditions, order, tallied
from ecsops.simulator.records import Due as Due
from ecsops.simulator.records import Record as Record
from ecsops.simulator.records import as_record, text
from ecsops.simulator.records import dump as dump
from ecsops.simulator.settings import Settings

PAGE_BYTES = 2048
"""The size of a page of the file. A call that changes something writes each page that it touches
into the log, and most of them are of indexes: small pages make it shorter."""

LOG_PAGES_MOST = 32_768
"""Pages after which a connection copies the log all the same: 64 MiB."""


class Unwritten(NamedTuple):
    """A record that is to be written, and whether it is new."""

    record: Record
    is_new: bool


class Store:
    """One open state file. Statements outside `transaction` commit by themselves."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        # What was answered outlives any process. A power failure may take the last calls with
        # it, whole; to rule that out every call would wait for the disk.
        self._db.execute("PRAGMA synchronous=NORMAL")
        # What a part of a transaction would have to undo is kept in memory, not in a file.
        self._db.execute("PRAGMA temp_store=MEMORY")
        self._settings = Settings(database)
        self._unwritten: dict[str, dict[str, Unwritten]] = {}

    def create(self) -> None:
        """Make the tables of an empty account. Raises sqlite3 errors, as every method does."""
        # Only a new account needs the schema.
        from ecsops.simulator.schema import statements

        self._db.execute(f"PRAGMA page_size={PAGE_BYTES}")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("BEGIN")
        for statement in statements():
            self._db.execute(statement)
        self._db.execute("COMMIT")

    def format(self) -> tuple[int, int]:
        """Return the mark of the program that made the file, and the format's number."""
        return self._one("PRAGMA application_id")[0], self._one("PRAGMA user_version")[0]

    def clear(self) -> None:
        """Forget everything but what outlives a reset, in the transaction that is open."""
        for table in (
            "setting",
            "due",
            "answered",
            *(kind.name for kind in KINDS.values() if not kind.outlives),
        ):
            self._db.execute(f'DELETE FROM "{table}"')
        self._db.execute("DELETE FROM tally WHERE amount = 0")
        self._forget()

    def copy_to(self, other: "Store") -> None:
        """Make another store hold what this one does."""
        self._db.backup(other._db)
        other._forget()

    def contents(self) -> dict[str, list[Any]]:
        """Return every row by table, for comparing the account before and after a call."""
        self._write()
        names = self._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name: self._db.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}

    def leave_checkpoints(self) -> None:
        """Leave it to another connection to copy the log into the file, unless it is very long."""
        self._db.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES_MOST}")

    def checkpoint(self) -> None:
        """Copy the log into the file while others go on; they begin it anew where they can.

        Where they write without a pause they cannot: when it has grown long they are kept waiting.
        """
        _, pages, _ = self._one("PRAGMA wal_checkpoint(PASSIVE)")
        if pages >= LOG_PAGES_MOST // 4:
            self._one("PRAGMA wal_checkpoint(RESTART)")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def one_look(self) -> AbstractContextManager[None]:
        """Return a context for a few questions at once, answered from one look at the file."""
        return self._settings.one_look()

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[None]:
        """Run the block as one transaction: all of it is kept, or nothing."""
        self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            self._settings.refresh()
            yield
            self._write()
            self._db.execute("COMMIT")
        except BaseException:
            self._forget()
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo the block when it raises, but keep what the transaction did before it."""
        self._write()
        self._db.execute("SAVEPOINT attempt")
        try:
            yield
            self._write()
        except BaseException:
            self._forget()
            self._db.execute("ROLLBACK TO attempt")
            raise
        finally:
            self._db.execute("RELEASE attempt")

    def _forget(self) -> None:
        """Remember nothing of the file, and nothing that was to be written."""
        self._settings.forget_all()
        self._unwritten.clear()

    def _write(self) -> None:
        """Write what the transaction has put off."""
        self._settings.write()
        for kind in list(self._unwritten):
            self._write_records(kind)

    def _write_records(self, kind: str) -> None:
        for record, is_new in self._unwritten.pop(kind, {}).values():
            document, facts = record.written()
            self._settings.wrote(kind)
            if is_new:
                self._db.execute(
                    f'INSERT INTO "{kind}" (id, region, document, facts) VALUES (?, ?, ?, ?)',
                    (record.id, record.region_id, document, facts),
                )
            elif document.encode() == record.kept:
                # Indexes of values of the document then stay as they are.
                self._db.execute(f'UPDATE "{kind}" SET facts = ? WHERE id = ?', (facts, record.id))
            else:
                self._db.execute(
                    f'UPDATE "{kind}" SET document = ?, facts = ? WHERE id = ?',
                    (document, facts, record.id),
                )
            record.kept = None

    def _one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._db.execute(statement, values).fetchone()

    def setting(self, name: str, default: Any = None) -> Any:
        """Return the setting, or the default when it was never set."""
        return self._settings.all().get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Keep the setting."""
        self._settings.set(name, value)

    def settings(self, prefix: str) -> dict[str, Any]:
        """Return the settings whose names begin with the prefix, by the rest of their names."""
        return {
            name.removeprefix(prefix): value
            for name, value in sorted(self._settings.all().items())
            if name.startswith(prefix)
        }

    def forget(self, name: str) -> None:
        """Remove the setting."""
        self._settings.remove(name)

    def insert(self, kind: str, record: Record) -> None:
        """Add the record; its place in listings is after those that exist."""
        self._put(kind, record, is_new=True)

    def update(self, kind: str, record: Record) -> None:
        """Put the changed record back."""
        self._put(kind, record, is_new=False)

    def _put(self, kind: str, record: Record, *, is_new: bool) -> None:
        """Let the record be written, as it then is, before anyone looks for records of its kind."""
        unwritten = self._unwritten.setdefault(kind, {})
        is_new = is_new or (record.id in unwritten and unwritten[record.id].is_new)
        unwritten[record.id] = Unwritten(record, is_new)
        if not self._db.in_transaction:
            self._write()

    def delete(self, kind: str, record_id: str) -> None:
        """Remove the record."""
        self._write_records(kind)
        self._settings.deleted(kind)
        self._db.execute(f'DELETE FROM "{kind}" WHERE id = ?', (record_id,))

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return the record of that id, whatever its region."""
        if unwritten := self._unwritten.get(kind, {}).get(record_id):
            return unwritten.record.copy()
        row = self._one(f'SELECT {RECORD} FROM "{kind}" WHERE id = ?', (record_id,))
        return None if row is None else as_record(row)

    def remembered(self, kind: str, record_id: str) -> Record | None:
        """Return the record as `get` does, to be read alone; one that stays is read once."""
        rows = {} if kind in self._unwritten else self._settings.rows(kind)
        found: Record | None = rows.get(record_id) or self.get(kind, record_id)
        if found:
            rows[record_id] = found
        return found

    def select(
        self,
        kind: str,
        region_id: str | None,
        where: Where | None = None,
        *,
        limit: int = -1,
        offset: int = 0,
        after: int | None = None,
    ) -> list[Record]:
        """Return records in the order of listings; `after` is the sequence the page follows."""
        return [row[0] for row in self.rows(kind, region_id, where, limit, offset, after)]

    def rows(
        self,
        kind: str,
        region_id: str | None,
        where: Where | None = None,
        limit: int = -1,
        offset: int = 0,
        after: int | None = None,
    ) -> list[tuple[Record, int]]:
        """Return records as `select` does, each with its sequence."""
        if self._has_none(kind, where):
            return []
        selection = listed(kind, f"{RECORD}, sequence", region_id, where, limit, offset, after)
        return [(as_record(row), row[4]) for row in self._db.execute(*selection)]

    def texts(
        self,
        kind: str,
        region_id: str | None,
        where: Where | None,
        limit: int,
        offset: int = 0,
        after: int | None = None,
    ) -> tuple[bytes, int | None]:
        """Return the text of an array of documents, those of `select`, and the last's sequence."""
        if self._has_none(kind, where):
            return b"[]", None
        last = "min" if KINDS[kind].newest_first else "max"
        rows, values = listed(kind, "document, sequence", region_id, where, limit, offset, after)
        # SQLite joins them in the order of the rows, in a quarter of the time that reading takes.
        documents, sequence = self._one(
            f"SELECT CAST(group_concat(document) AS BLOB), {last}(sequence) FROM ({rows})", values
        )
        return b"[%b]" % (documents or b""), sequence

    def values(
        self,
        kind: str,
        region_id: str | None,
        where: Where,
        names: Sequence[str],
        *,
        limit: int = -1,
        after: int | None = None,
    ) -> list[tuple[Any, ...]]:
        """Return a few values of each record, in the order of listings, and not the whole."""
        if self._has_none(kind, where):
            return []
        wanted = ", ".join(column(KINDS[kind], name) for name in names)
        selection = listed(kind, wanted, region_id, where, limit, 0, after)
        return self._db.execute(*selection).fetchall()

    def best(self, kind: str, region_id: str, within: Sequence[str], where: Where) -> Record | None:
        """Return the record that has the most of what its kind is ranked by, or None.

        It is looked for within several; of equals it is the one of the first of these.
        """
        ranked = KINDS[kind].best
        assert ranked is not None, f"{kind} has no ranking"
        if self._has_none(kind, where):
            return None
        clause, bound = conditions(KINDS[kind], region_id, where)
        row = self._one(
            f"SELECT {RECORD} FROM (SELECT key, value FROM json_each(?)) AS place "
            f'JOIN "{kind}" ON sequence = ('
            f'SELECT sequence FROM "{kind}" WHERE {clause} AND "{ranked[0]}" = place.value '
            f'ORDER BY "{ranked[1]}" DESC, sequence LIMIT 1) '
            f'ORDER BY "{ranked[1]}" DESC, place.key LIMIT 1',
            (dump(within), *bound),
        )
        return None if row is None else as_record(row)

    def count(self, kind: str, region_id: str | None, where: Where | None = None) -> int:
        """Return how many records there are, from a tally where one is kept."""
        if self._has_none(kind, where):
            return 0
        asked = {name: value for name, value in (where or {}).items() if value is not None}
        if region_id is not None and (name := tallied(KINDS[kind], asked)) is not None:
            row = self._one(
                "SELECT amount FROM tally WHERE kind=? AND region=? AND name=? AND value=?",
                (kind, region_id, name, asked.get(name, "")),
            )
            return row[0] if row else 0
        if region_id is not None and not asked:
            return self._settings.count(kind, region_id)
        clause, values = conditions(KINDS[kind], region_id, asked)
        return int(self._one(f'SELECT count(*) FROM "{kind}" WHERE {clause}', values)[0])

    def _has_none(self, kind: str, where: Where | None) -> bool:
        """Tell whether there is no record of a kind; else let a query find what it looks for."""
        if kind in self._unwritten:
            self._write_records(kind)
        elif self._settings.is_empty(kind):
            return True
        for value in (where or {}).values():
            if isinstance(value, Among):
                self._write_records(value.kind)
        return False

    def schedule(self, due: Due) -> None:
        """Add an entry; entries of one time happen in the order in which they were added."""
        self._db.execute(
            "INSERT INTO due (at, happening, subject, words) VALUES (?, ?, ?, ?)",
            (due.at, due.happening, due.subject, dump(due.words)),
        )

    def unschedule(self, subject: str, happening: str | None = None) -> None:
        """Remove what is due about the subject: all of it, or one happening."""
        self._db.execute(
            "DELETE FROM due WHERE subject = ? AND (? IS NULL OR happening = ?)",
            (subject, happening, happening),
        )

    def next_due(self, *, beside: Sequence[str] = ()) -> float | None:
        """Return the time of the next entry, beside those of some happenings, or None."""
        marks = ", ".join("?" * len(beside))
        return self._one(f"SELECT min(at) FROM due WHERE happening NOT IN ({marks})", beside)[0]

    def due_count(self) -> int:
        """Return how many entries there are."""
        return int(self._one("SELECT count(*) FROM due")[0])

    def take_due(self, until: float) -> Due | None:
        """Remove and return the first entry that is due by then, or None."""
        row = self._one(
            "SELECT sequence, at, happening, subject, words FROM due "
            "WHERE at <= ? ORDER BY at, sequence LIMIT 1",
            (until,),
        )
        if row is None:
            return None
        self._db.execute("DELETE FROM due WHERE sequence = ?", (row[0],))
        return Due(row[1], row[2], row[3], json.loads(row[4]))

    def answered(self, token: str, operation: str, region_id: str) -> tuple[str, Document] | None:
        """Return the parameters and the answer of the call that had this ClientToken, or None."""
        row = self._one(
            "SELECT parameters, answer FROM answered WHERE token=? AND operation=? AND region=?",
            (token, operation, region_id),
        )
        return None if row is None else (row[0], json.loads(row[1]))

    def keep_answer(
        self, token: str, operation: str, region_id: str, parameters: str, answer: Document
    ) -> None:
        """Keep the answer of a call that had a ClientToken."""
        self._db.execute(
            "INSERT INTO answered VALUES (?, ?, ?, ?, ?)",
            (token, operation, region_id, parameters, text(answer).decode()),
        )

    def forget_answer(self, token: str) -> None:
        """Forget the answers given to a ClientToken."""
        self._db.execute("DELETE FROM answered WHERE token = ?", (token,))


def listed(
    kind: str,
    wanted: str,
    region_id: str | None,
    where: Where | None,
    limit: int,
    offset: int,
    after: int | None,
) -> tuple[str, list[Any]]:
    """Return the SQL that reads what is wanted of a listing, and the values that it binds."""
    clause, values = conditions(KINDS[kind], region_id, where)
    if after is not None:
        clause += f" AND sequence {'<' if KINDS[kind].newest_first else '>'} ?"
        values.append(after)
    statement = (
        f'SELECT {wanted} FROM "{kind}" WHERE {clause} '
        f"ORDER BY {order(KINDS[kind], where)} LIMIT ? OFFSET ?"
    )
    return statement, [*values, limit, offset]


RECORD = "id, region, CAST(document AS BLOB), CAST(facts AS BLOB)"
"""As blobs, texts are not decoded before somebody reads them."""
