"""Conditions of a listing, and the SQL that they mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecsops.simulator.engine.kinds import ALL, Kind


class Condition:
    """A filter other than equality or membership."""

    def sql(self, value: str) -> tuple[str, list[Any]]:
        """Return the condition on a value, given as SQL, and the values that it binds."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}{(*vars(self).values(),)}"


Where = Mapping[str, Any]
"""Filters on values, by column or JSON path: all must match, None matches anything.

A value is to equal what is asked, to be among the values of a list, or to meet a Condition; of a
list of these, all.
"""


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


def condition(value: str, asked: Any) -> tuple[str, list[Any]]:
    """Return what is asked of a value as SQL, and the values that it binds."""
    if isinstance(asked, Condition):
        return asked.sql(value)
    if not isinstance(asked, list | tuple):
        return f"{value} = ?", [asked]
    if asked and all(isinstance(each, Condition) for each in asked):
        parts = [each.sql(value) for each in asked]
        return " AND ".join(part for part, _ in parts), [v for _, bound in parts for v in bound]
    return f"{value} IN ({marks(asked)})", list(asked)


def marks(values: Sequence[Any]) -> str:
    """Return the places of so many values in a list of SQL."""
    return ", ".join("?" * len(values))


def tallied(kind: Kind, asked: Where) -> str | None:
    """Return the name of the tally that counts exactly what is asked, or None."""
    if not asked:
        return ALL if ALL in kind.tallied else None
    if len(asked) == 1:
        ((name, value),) = asked.items()
        if name in kind.tallied and isinstance(value, str | int):
            return name
    return None
