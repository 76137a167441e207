"""Conditions of a listing, and the SQL that they mean."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ecsops.simulator.kinds import ALL, KINDS, Kind

LONGEST_PATTERN = 50_000
"""Bytes of a pattern that SQLite takes; no name that there is is as long."""


class Like(NamedTuple):
    """A condition: the text matches a pattern in which `*` stands for anything."""

    pattern: str


class Outside(NamedTuple):
    """A condition: the value is none of these."""

    values: tuple[Any, ...]


class Between(NamedTuple):
    """A condition: the value lies in the range, ends included; None leaves an end open."""

    low: Any
    high: Any


class Holds(NamedTuple):
    """A condition: the list has at least one of these values."""

    values: tuple[str, ...]


class Tagged(NamedTuple):
    """A condition: a tag has this key and, unless it is None, this value."""

    key: str
    value: str | None


class Among(NamedTuple):
    """A condition: the value is one that other records have in a column.

    These are the records of that kind and region that meet conditions of their own.
    """

    kind: str
    column: str
    region_id: str
    where: Mapping[str, Any]


Where = Mapping[str, Any]
"""Conditions by column or JSON path; all must hold, None means no condition."""


def extract(path: str) -> str:
    """Return the SQL that reads a path such as `document.Status` out of a record."""
    text, _, rest = path.partition(".")
    steps = "".join(f'."{step}"' for step in rest.split("."))
    return f"json_extract({text}, '${steps}')"


def conditions(kind: Kind, region_id: str | None, where: Where | None) -> tuple[str, list[Any]]:
    """Return the WHERE clause of the conditions and the values it binds."""
    clauses, values = ["1"], []
    if region_id is not None:
        # Ids say more than the region does: its index is then not to be gone through.
        ids = isinstance((where or {}).get("id"), list | str)
        clauses.append("+region = ?" if ids else "region = ?")
        values.append(region_id)
    for name, value in (where or {}).items():
        if value is not None:
            clause, bound = condition(column(kind, name), value)
            clauses.append(clause)
            values += bound
    return " AND ".join(clauses), values


def order(kind: Kind, where: Where | None) -> str:
    """Return the SQL of the order of listings.

    Records that have one of several values are found first and then sorted: the plus keeps SQLite
    from going through the whole region because it is in order already.
    """
    several = any(isinstance(value, list) for value in (where or {}).values())
    return f"{'+' if several else ''}sequence {'DESC' if kind.newest_first else 'ASC'}"


def column(kind: Kind, name: str) -> str:
    """Return the SQL of a value: a column of the kind, its id, or a path into the record."""
    return f'"{name}"' if name in kind.columns or name == "id" else extract(name)


def condition(where: str, value: Any) -> tuple[str, list[Any]]:
    """Return one condition and the values it binds."""
    match value:
        case Like(pattern):
            wanted = glob(pattern)
            possible = len(wanted.encode()) <= LONGEST_PATTERN
            return (f"{where} GLOB ?", [wanted]) if possible else ("0", [])
        case Between(low, high):
            ends = [(">=", low), ("<=", high)]
            held = [(sign, end) for sign, end in ends if end is not None]
            clause = " AND ".join(f"{where} {sign} ?" for sign, _ in held)
            return clause or "1", [end for _, end in held]
        case Outside(values):
            return f"{where} NOT IN ({', '.join('?' * len(values))})", [*values]
        case Holds(wanted):
            marks = ", ".join("?" * len(wanted))
            return f"EXISTS (SELECT 1 FROM json_each({where}) WHERE value IN ({marks}))", [*wanted]
        case Among(kind, name, region_id, of_theirs):
            clause, bound = conditions(KINDS[kind], region_id, of_theirs)
            selected = column(KINDS[kind], name)
            return f'{where} IN (SELECT {selected} FROM "{kind}" WHERE {clause})', bound
        case Tagged(key, text):
            found = f"SELECT 1 FROM json_each({where}) WHERE value->>'TagKey' = ?"
            if text is None:
                return f"EXISTS ({found})", [key]
            return f"EXISTS ({found} AND value->>'TagValue' = ?)", [key, text]
        case list() | tuple():
            if value and all(isinstance(each, Tagged) for each in value):
                parts = [condition(where, each) for each in value]
                return " AND ".join(part for part, _ in parts), [v for _, b in parts for v in b]
            return f"{where} IN ({', '.join('?' * len(value))})", list(value)
        case _:
            return f"{where} = ?", [value]


def glob(pattern: str) -> str:
    """Return the GLOB pattern in which only `*` is special."""
    return "".join(f"[{sign}]" if sign in "?[" else sign for sign in pattern)


def tallied(kind: Kind, asked: Where) -> str | None:
    """Return the name of the tally that counts exactly what is asked, or None."""
    if not asked:
        return ALL if ALL in kind.tallied else None
    if len(asked) == 1:
        ((name, value),) = asked.items()
        if name in kind.tallied and isinstance(value, str | int):
            return name
    return None
