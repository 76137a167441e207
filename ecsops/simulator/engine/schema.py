"""The tables of the state file."""

from collections.abc import Iterator

from ecsops.simulator.engine.file_format import APPLICATION_ID, FORMAT
from ecsops.simulator.engine.kinds import KINDS, Kind
from ecsops.simulator.engine.query import extract

SCHEMA = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """CREATE TABLE due (sequence INTEGER PRIMARY KEY, at REAL NOT NULL,
        happening TEXT NOT NULL, subject TEXT NOT NULL, words TEXT NOT NULL)""",
    "CREATE INDEX due_at ON due (at, sequence)",
    "CREATE INDEX due_subject ON due (subject)",
    """CREATE TABLE answered (sequence INTEGER PRIMARY KEY, token TEXT, operation TEXT, region TEXT,
        parameters TEXT, answer TEXT, UNIQUE (token, operation, region))""",
    """CREATE TABLE tally (kind TEXT, region TEXT, name TEXT, value, amount INTEGER,
        PRIMARY KEY (kind, region, name, value)) WITHOUT ROWID""",
)


def kind_schema(kind: Kind) -> Iterator[str]:
    """Yield the statements that make the table of a kind, its indexes and its tallies."""
    columns = "".join(
        f'"{name}" GENERATED ALWAYS AS ({extract(path)}) STORED, '
        for name, path in kind.columns.items()
    )
    yield (
        f'CREATE TABLE "{kind.name}" (sequence INTEGER PRIMARY KEY, '
        f"id TEXT NOT NULL UNIQUE, region TEXT NOT NULL, {columns}"
        f"document TEXT NOT NULL, facts TEXT NOT NULL)"
    )
    yield f'CREATE INDEX "{kind.name}.region" ON "{kind.name}" (region, sequence)'
    for name in (name for name in kind.columns if name not in (kind.best or ())):
        yield f'CREATE INDEX "{kind.name}.{name}" ON "{kind.name}" (region, "{name}", sequence)'
    if kind.best:
        within, most = kind.best
        yield (
            f'CREATE INDEX "{kind.name}.best" '
            f'ON "{kind.name}" (region, "{within}", "{most}" DESC, sequence)'
        )
    for name in kind.tallied:
        yield from tally_triggers(kind.name, name)


def tally_triggers(kind: str, name: str) -> Iterator[str]:
    """Yield the triggers that count the records of a kind by one column, or all for no name."""
    new, old = (f'{row}."{name}"' if name else "''" for row in ("NEW", "OLD"))
    more = (
        f"INSERT INTO tally VALUES ('{kind}', NEW.region, '{name}', ifnull({new}, ''), 1) "
        "ON CONFLICT DO UPDATE SET amount = amount + 1;"
    )
    less = (
        f"UPDATE tally SET amount = amount - 1 WHERE kind = '{kind}' AND region = OLD.region "
        f"AND name = '{name}' AND value = ifnull({old}, '');"
    )
    trigger = f'CREATE TRIGGER "{kind}.{name}'
    yield f'{trigger}.insert" AFTER INSERT ON "{kind}" BEGIN {more} END'
    yield f'{trigger}.delete" AFTER DELETE ON "{kind}" BEGIN {less} END'
    if name:
        yield (
            f'{trigger}.update" AFTER UPDATE ON "{kind}" '
            f"WHEN {old} IS NOT {new} BEGIN {less} {more} END"
        )


def statements() -> Iterator[str]:
    """Yield the statements that make the tables of an empty account."""
    yield from SCHEMA
    for kind in KINDS.values():
        yield from kind_schema(kind)
    yield f"PRAGMA application_id={APPLICATION_ID}"
    yield f"PRAGMA user_version={FORMAT}"
