"""The conditions that a listing can have beside equality, and the SQL that each means."""

from collections.abc import Sequence
from typing import Any

from ecsops.simulator.engine.kinds import KINDS
from ecsops.simulator.engine.query import Condition, Where, column, conditions, marks

LONGEST_PATTERN = 50_000
"""Bytes of a pattern that SQLite takes; no name that there is is as long."""


class Like(Condition):
    """The text matches a pattern in which `*` stands for anything."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition; nothing matches a pattern that is too long."""
        # Only the star is special.
        wanted = "".join(f"[{sign}]" if sign in "?[" else sign for sign in self.pattern)
        possible = len(wanted.encode()) <= LONGEST_PATTERN
        return (f"{value} GLOB ?", [wanted]) if possible else ("0", [])


class Outside(Condition):
    """The value is none of these."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        return f"{value} NOT IN ({marks(self.values)})", [*self.values]


class Between(Condition):
    """The value lies in the range, ends included; None leaves an end open."""

    def __init__(self, low: Any, high: Any) -> None:
        self.low = low
        self.high = high

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        ends = [(">=", self.low), ("<=", self.high)]
        held = [(sign, end) for sign, end in ends if end is not None]
        clause = " AND ".join(f"{value} {sign} ?" for sign, _ in held)
        return clause or "1", [end for _, end in held]


class Holds(Condition):
    """The list has at least one of these values."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = values

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        one = f"SELECT 1 FROM json_each({value}) WHERE value IN ({marks(self.values)})"
        return f"EXISTS ({one})", [*self.values]


class NotEmpty(Condition):
    """The list has at least one value."""

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        return f"json_array_length({value}) > 0", []


class Tagged(Condition):
    """A tag has this key and, unless it is None, this value."""

    names = ("TagKey", "TagValue")

    def __init__(self, key: str, text: str | None) -> None:
        self.key = key
        self.text = text

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        key, text = self.names
        found = f"SELECT 1 FROM json_each({value}) WHERE value->>'{key}' = ?"
        if self.text is None:
            return f"EXISTS ({found})", [self.key]
        return f"EXISTS ({found} AND value->>'{text}' = ?)", [self.key, self.text]


class KeyTagged(Tagged):
    """The same of a VPC or a vSwitch, whose tags have other names for both."""

    names = ("Key", "Value")


class Among(Condition):
    """The value is one that other records of a kind and a region have in a column.

    These are the records that meet conditions of their own.
    """

    def __init__(self, kind: str, column: str, region_id: str, where: Where) -> None:
        self.kind = kind
        self.column = column
        self.region_id = region_id
        self.where = where

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition."""
        kind = KINDS[self.kind]
        clause, bound = conditions(kind, self.region_id, self.where)
        wanted = f'SELECT {column(kind, self.column)} FROM "{self.kind}" WHERE {clause}'
        return f"{value} IN ({wanted})", bound
