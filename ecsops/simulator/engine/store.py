"""The state file: records, settings, what is due and answered tokens, by SQL.

A record is kept as two JSON texts: the `document`, exactly as the API shows it, and the `facts`
that only the simulator knows. SQLite itself fills the columns for filters from them, and keeps
the tallies that TotalCount needs by triggers.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from ecsops.simulator.engine.conditions import Among
from ecsops.simulator.engine.due_list import Due as Due
from ecsops.simulator.engine.due_list import DueList
from ecsops.simulator.engine.idempotency import Answered
from ecsops.simulator.engine.kinds import KINDS
from ecsops.simulator.engine.query import Where, column, conditions, order, tallied
from ecsops.simulator.engine.records import Record as Record
from ecsops.simulator.engine.records import as_record
from ecsops.simulator.engine.records import dump as dump
from ecsops.simulator.engine.settings_cache import Settings
from ecsops.simulator.engine.write_buffer import Unwritten
from ecsops.simulator.engine.write_queue import WriteQueue

PAGE_BYTES = 2048
"""The size of a page of the file. A call that changes something writes each page that it touches
into the log, and most of them are of indexes: small pages make it shorter."""

SYNCHRONOUS = "NORMAL"
"""Responses survive the process. A power failure may lose the last calls, each as a whole;
preventing this would make every call wait for the disk."""

LOG_PAGES_MOST = 32_768
"""Pages after which a connection copies the log all the same: 64 MiB."""


class Store:
    """One open state file. Statements outside `transaction` commit by themselves."""

    def __init__(self, database: sqlite3.Connection, queue: WriteQueue | None = None) -> None:
        self._db = database
        self._queue = queue
        self._db.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        # What a part of a transaction would have to undo is kept in memory, not in a file.
        self._db.execute("PRAGMA temp_store=MEMORY")
        self.due = DueList(database)
        self.answered = Answered(database)
        self._settings = Settings(database)
        self._unwritten = Unwritten(database, self._settings)

    def create(self) -> None:
        """Make the tables of an empty account. Raises sqlite3 errors, as every method does."""
        # Only a new account needs the schema.
        from ecsops.simulator.engine.schema import statements

        self._db.execute(f"PRAGMA page_size={PAGE_BYTES}")
        # Whoever makes a new file sees to it that all of it is on the disk.
        self._db.execute("PRAGMA synchronous=OFF")
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
        with other._turn(write=True):
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
        """Copy the log into the file while others go on; they restart it where they can.

        Where they write without a pause they cannot: when it has grown long they are kept
        waiting.
        """
        _, pages, _ = self._one("PRAGMA wal_checkpoint(PASSIVE)")
        if pages >= LOG_PAGES_MOST // 4:
            self._one("PRAGMA wal_checkpoint(RESTART)")

    def make_whole(self) -> None:
        """Copy the log into the file, all of it; raise sqlite3.OperationalError if it does not
        fit.

        Closing does so too, but does not report a full disk.
        """
        busy, pages, copied = self._one("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy or pages != copied:
            raise sqlite3.OperationalError("the log could not be copied into the file")

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        if self._queue:
            self._queue.close()

    def migrate(self, path: str) -> None:
        """Bring a file of an earlier format up to the present one; see `migrations`."""
        # lazy import: few files are of an earlier format
        from ecsops.simulator.engine.migrations import migrate

        with self._turn(write=True):
            migrate(path, self._db)
        self._forget()

    def _turn(self, *, write: bool) -> AbstractContextManager[None]:
        """Return a context that holds the turn to write, for what writes."""
        if not self._queue:
            return nullcontext()
        self._queue.check()
        return self._queue.turn() if write else nullcontext()

    def one_look(self) -> AbstractContextManager[None]:
        """Return a context for a few questions at once, answered from one look at the file."""
        return self._settings.one_look()

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[None]:
        """Run the block as one transaction: all of it is kept, or nothing.

        Who writes waits for the turn of this process. Raises StateError when it does not come, or
        when the file was removed.
        """
        with self._turn(write=write), self._transaction("BEGIN IMMEDIATE" if write else "BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._db.execute(begin)
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
        self._unwritten.kinds.clear()

    def _write(self) -> None:
        """Write what the transaction has put off."""
        self._settings.write()
        self._unwritten.write_all()

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
        self._unwritten.put(kind, record, is_new=True)

    def update(self, kind: str, record: Record) -> None:
        """Put the changed record back."""
        self._unwritten.put(kind, record, is_new=False)

    def delete(self, kind: str, record_id: str) -> None:
        """Remove the record."""
        self._unwritten.write(kind)
        self._settings.deleted(kind)
        self._db.execute(f'DELETE FROM "{kind}" WHERE id = ?', (record_id,))

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return the record of that id, in any region."""
        if unwritten := self._unwritten.find(kind, record_id):
            return unwritten
        row = self._one(f'SELECT {RECORD} FROM "{kind}" WHERE id = ?', (record_id,))
        return None if row is None else as_record(row)

    def remembered(self, kind: str, record_id: str) -> Record | None:
        """Return the record as `get` does, to be read alone; one that stays is read once."""
        rows = {} if kind in self._unwritten.kinds else self._settings.of_table(kind)
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
        ends = self._ends(kind, region_id, where) if after is None else {}
        until = offset + limit
        if offset in ends:
            offset, after = 0, ends[offset]
        last = "min" if KINDS[kind].newest_first else "max"
        rows, values = listed(kind, "document, sequence", region_id, where, limit, offset, after)
        # SQLite joins them in the order of the rows, in a quarter of the time that reading takes.
        documents, sequence = self._one(
            f"SELECT CAST(group_concat(document) AS BLOB), {last}(sequence) FROM ({rows})", values
        )
        if sequence is not None:
            ends[until] = sequence
        return b"[%b]" % (documents or b""), sequence

    def _ends(self, kind: str, region_id: str | None, where: Where | None) -> dict[int, int]:
        """Return the sequence at which so many records end, for pages of all of a region.

        What one page has remembered, the next one need not go through.
        """
        if asked(where):
            return {}
        ends: dict[int, int] = self._settings.of_table(kind).setdefault(("ends", region_id), {})
        return ends

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
        held = asked(where)
        if region_id is not None and (name := tallied(KINDS[kind], held)) is not None:
            row = self._one(
                "SELECT amount FROM tally WHERE kind=? AND region=? AND name=? AND value=?",
                (kind, region_id, name, held.get(name, "")),
            )
            return row[0] if row else 0
        known = {} if held or region_id is None else self._settings.of_table(kind)
        if ("count", region_id) not in known:
            clause, values = conditions(KINDS[kind], region_id, held)
            (known["count", region_id],) = self._one(
                f'SELECT count(*) FROM "{kind}" WHERE {clause}', values
            )
        return int(known["count", region_id])

    def _has_none(self, kind: str, where: Where | None) -> bool:
        """Return true if a kind has no records; otherwise the query must run."""
        if kind in self._unwritten.kinds:
            self._unwritten.write(kind)
        elif self._settings.is_empty(kind):
            return True
        for value in (where or {}).values():
            if isinstance(value, Among):
                self._unwritten.write(value.kind)
        return False


def asked(where: Where | None) -> dict[str, Any]:
    """Return the conditions that ask something."""
    return {name: value for name, value in (where or {}).items() if value is not None}


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
