"""Responses to calls with a ClientToken, so that a repeated call gets the same response."""

import json
import sqlite3

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.records import text


class Answered:
    """The answers of one state file. What is kept is in the transaction that is open."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def find(self, token: str, operation: str, region_id: str) -> tuple[str, Document] | None:
        """Return the parameters and the answer of the call that had this ClientToken, or None."""
        row = self._db.execute(
            "SELECT parameters, answer FROM answered WHERE token=? AND operation=? AND region=?",
            (token, operation, region_id),
        ).fetchone()
        return None if row is None else (row[0], json.loads(row[1]))

    def keep(
        self, token: str, operation: str, region_id: str, parameters: str, answer: Document
    ) -> None:
        """Keep the answer of a call that had a ClientToken."""
        self._db.execute(
            "INSERT INTO answered VALUES (?, ?, ?, ?, ?)",
            (token, operation, region_id, parameters, text(answer).decode()),
        )

    def forget(self, token: str) -> None:
        """Forget the answers given to a ClientToken."""
        self._db.execute("DELETE FROM answered WHERE token = ?", (token,))
