"""A cache of the listings of a real account, for tab completion.

Whatever reads a listing of the real service leaves its ids and names here when the command ends,
so that a press of TAB never waits for the service. Of a document only that is kept which
completion shows. The file has the tables that completion reads in the simulator's state, as views
of what is not too old. Nobody is told of trouble with it: it only saves typing.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from ecsops.catalogue.model import Document, Operation
from ecsops.completion_values import IDS, NAMES
from ecsops.type_variables import R, T

if TYPE_CHECKING:
    from ecsops.backends.protocol import Backend


LIFE_S = 600
"""How long what was seen is shown; what is released in the meantime is shown in vain."""

MOST = 10_000
"""How many things of a kind are kept; their file is then some megabytes large."""

LISTED = {
    "DescribeCommands": ("Command", "CommandId"),
    "DescribeContactGroupList": ("ContactGroup", "Name"),
    "DescribeContactList": ("Contact", "Name"),
    "DescribeDeploymentSets": ("DeploymentSet", "DeploymentSetId"),
    "DescribeDisks": ("Disk", "DiskId"),
    "DescribeEventRuleList": ("EventRule", "Name"),
    "DescribeInstanceHistoryEvents": ("SystemEvent", "EventId"),
    "DescribeInstances": ("Instance", "InstanceId"),
    "DescribeInvocations": ("Invocation", "InvokeId"),
    "DescribeLaunchTemplates": ("LaunchTemplate", "LaunchTemplateId"),
    "DescribeMetricRuleList": ("MetricRule", "RuleId"),
    "DescribeMonitorGroups": ("ApplicationGroup", "GroupId"),
    "DescribeSnapshots": ("Snapshot", "SnapshotId"),
}
"""Operations that list things: the kind of these, and the field of their ids."""

Row = tuple[str, str, str, str]
"""A cached resource: its kind, region and id, and a document of a few fields."""

SEEN = """CREATE TABLE IF NOT EXISTS seen (kind TEXT, region TEXT, id TEXT, document TEXT,
    at INTEGER, PRIMARY KEY (kind, region, id)) WITHOUT ROWID"""

NOW = "CAST(strftime('%s', 'now') AS INTEGER)"

KEEP = f"INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, {NOW})"

FORGET_OLD = f"DELETE FROM seen WHERE at <= {NOW} - {LIFE_S}"

FORGET_MOST = """DELETE FROM seen WHERE (kind, region, id) IN (SELECT kind, region, id FROM (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY at DESC) AS number FROM seen
) WHERE number > ?)"""


class Seeing:
    """A backend that remembers what another one listed."""

    def __init__(self, backend: "Backend", path: str) -> None:
        self._backend = backend
        self._path = path
        # By what they are of: a command that watches lists the same again and again.
        self._rows: dict[tuple[str, ...], Row] = {}
        self.at_once = backend.at_once

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the answer, and remember what it lists."""
        answer = self._backend.call(operation, parameters)
        if operation.name in LISTED:
            region_id = str(parameters.get("RegionId", ""))
            rows = rows_of(operation, operation.items_of(answer), region_id)
            self._rows.update((row[:3], row) for row in rows)
        return answer

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing."""
        return self._backend.each(act, things)

    def wait(self, seconds: float) -> None:
        """Advance the clock of that backend."""
        self._backend.wait(seconds)

    def now(self) -> float:
        """Return the time there."""
        return self._backend.now()

    def close(self) -> None:
        """Close the backend, and keep what was seen."""
        self._backend.close()
        if self._rows:
            with suppress(OSError, sqlite3.Error):
                keep(self._path, self._rows.values())


def rows_of(operation: Operation, items: Iterable[Document], region_id: str) -> Iterator[Row]:
    """Yield what is kept of the items of a listing."""
    kind, field = LISTED[operation.name]
    told = [name for table, *names in IDS.values() if table == kind for name in names]
    for item in items:
        if isinstance(item.get(field), str):
            document: Document = {}
            for path in told:
                copy(item, document, path.split("."))
            yield kind, region_id, item[field], json.dumps(document, ensure_ascii=False)


def copy(source: Document, target: Document, path: list[str]) -> None:
    """Copy the text at a path of fields, if there is one."""
    name, *rest = path
    value = source.get(name)
    if rest and isinstance(value, dict):
        copy(value, target.setdefault(name, {}), rest)
    elif not rest and isinstance(value, str):
        target[name] = value


def keep(path: str, rows: Iterable[Row]) -> None:
    """Add rows to the file, which only its owner may read. Raises OSError and sqlite3 errors."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # Another command that keeps something is not waited for.
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("BEGIN IMMEDIATE")
        for statement in (SEEN, *views(), FORGET_OLD):
            database.execute(statement)
        database.executemany(KEEP, rows)
        database.execute(FORGET_MOST, (MOST,))
        database.execute("COMMIT")


def views() -> Iterator[str]:
    """Yield the statements that make the tables which completion reads."""
    for table in sorted({table for table, *_ in IDS.values()}):
        names = [name for kind, name in NAMES.values() if kind == table]
        columns = "".join(
            f""", json_extract(document, '$.{name}') AS "{name}\"""" for name in names
        )
        yield (
            f'CREATE VIEW IF NOT EXISTS "{table}" AS SELECT id, region, document{columns} '
            f"FROM seen WHERE kind = '{table}' AND at > {NOW} - {LIFE_S}"
        )
