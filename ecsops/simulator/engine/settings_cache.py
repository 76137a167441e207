"""Settings of the account, and cached facts of the state file.

The counter, the clock, the quotas and the profile are looked at in every call. They are read
once, and again when another connection has changed the file; what a transaction sets is written
at its end.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Settings:
    """Settings, and what is known of tables. In a transaction `refresh` comes first."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._version = -1
        self._has_looked = False
        self.forget_all()

    def forget_all(self) -> None:
        """Remember nothing, and write nothing: what was set was undone."""
        self._known: dict[str, Any] | None = None
        self._unwritten: dict[str, Any] = {}
        self._is_empty: dict[str, bool] = {}
        self._of_tables: dict[str, dict[Any, Any]] = {}

    def refresh(self) -> None:
        """Forget what was read where another connection has changed the file since."""
        (version,) = self._db.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.forget_all()
            self._version = version

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """Look at the file now, and not for each question of the block; transactions do."""
        self.refresh()
        self._has_looked = True
        try:
            yield
        finally:
            self._has_looked = False

    def _look(self) -> None:
        if not (self._has_looked or self._db.in_transaction):
            self.refresh()

    def all(self) -> dict[str, Any]:
        """Return the settings by name."""
        self._look()
        if self._known is None:
            self._known = dict(self._db.execute("SELECT name, value FROM setting"))
        return self._known

    def set(self, name: str, value: Any) -> None:
        """Keep a setting; outside of a transaction at once."""
        self.all()[name] = self._unwritten[name] = value
        if not self._db.in_transaction:
            self.write()

    def remove(self, name: str) -> None:
        """Keep a setting no longer."""
        self._unwritten.pop(name, None)
        self.all().pop(name, None)
        self._db.execute("DELETE FROM setting WHERE name = ?", (name,))

    def write(self) -> None:
        """Write what was set."""
        for row in self._unwritten.items():
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", row)
        self._unwritten.clear()

    def is_empty(self, table: str) -> bool:
        """Return whether a table has no row; most accounts have no faults, rules or scripts."""
        self._look()
        if table not in self._is_empty:
            row = self._db.execute(f'SELECT NOT EXISTS (SELECT 1 FROM "{table}")').fetchone()
            self._is_empty[table] = bool(row[0])
        return self._is_empty[table]

    def of_table(self, table: str) -> dict[Any, Any]:
        """Return what is remembered of a table until its rows change; the caller adds to it."""
        self._look()
        return self._of_tables.setdefault(table, {})

    def wrote(self, table: str) -> None:
        """Note that a row of a table was added or changed."""
        self._of_tables.pop(table, None)
        self._is_empty[table] = False

    def deleted(self, table: str) -> None:
        """Note that rows of a table were removed."""
        self._of_tables.pop(table, None)
        self._is_empty.pop(table, None)
