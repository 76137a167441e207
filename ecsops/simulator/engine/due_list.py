"""Due entries: they happen when the account's time reaches them."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.records import dump


class Due(NamedTuple):
    """An entry of what is due: when, which happening, about what, with which words.

    `sequence` is its number in the state file, 0 before it is added.
    """

    at: float
    happening: str
    subject: str
    words: Document
    sequence: int = 0


class DueList:
    """The entries of one state file. What is changed is in the transaction that is open."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def add(self, due: Due) -> None:
        """Add an entry; entries of one time happen in the order in which they were added."""
        self._db.execute(
            "INSERT INTO due (at, happening, subject, words) VALUES (?, ?, ?, ?)",
            (due.at, due.happening, due.subject, dump(due.words)),
        )

    def remove(self, subject: str, happening: str | None = None) -> None:
        """Remove what is due about the subject: all of it, or one happening."""
        self._db.execute(
            "DELETE FROM due WHERE subject = ? AND (? IS NULL OR happening = ?)",
            (subject, happening, happening),
        )

    def next(self, *, beside: Sequence[str] = ()) -> float | None:
        """Return the time of the next entry, beside those of some happenings, or None."""
        marks = ", ".join("?" * len(beside))
        (at,) = self._db.execute(
            f"SELECT min(at) FROM due WHERE happening NOT IN ({marks})", beside
        ).fetchone()
        return None if at is None else float(at)

    def count(self) -> int:
        """Return how many entries there are."""
        return int(self._db.execute("SELECT count(*) FROM due").fetchone()[0])

    def take(self, until: float) -> Due | None:
        """Remove and return the first entry that is due by then, or None."""
        row = self._db.execute(
            "SELECT sequence, at, happening, subject, words FROM due "
            "WHERE at <= ? ORDER BY at, sequence LIMIT 1",
            (until,),
        ).fetchone()
        if row is None:
            return None
        self.drop(row[0])
        return Due(row[1], row[2], row[3], json.loads(row[4]), row[0])

    def drop(self, sequence: int) -> None:
        """Remove the entry of that number."""
        self._db.execute("DELETE FROM due WHERE sequence = ?", (sequence,))
