"""Bringing a state file of an earlier format up to the present one.

A file is changed in one transaction, after a copy was put beside it: `simulator.db.format-1`.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress

from ecsops.simulator.engine.file_format import FORMAT


def add_missing(database: sqlite3.Connection) -> None:
    """Formats 2 and 5: add every table, index and trigger that an earlier edition did not make."""
    # lazy import: only a migration needs the schema
    from ecsops.simulator.engine.kinds import KINDS
    from ecsops.simulator.engine.schema import SCHEMA, kind_schema

    present = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    for statement in (*SCHEMA, *(each for kind in KINDS.values() for each in kind_schema(kind))):
        if name_of(statement) not in present:
            database.execute(statement)


def name_of(statement: str) -> str:
    """Return the name of what a CREATE statement makes."""
    rest = statement.split(maxsplit=2)[2]
    return rest.split('"')[1] if rest.startswith('"') else rest.split()[0]


def add_group_members(database: sqlite3.Connection) -> None:
    """Format 3: application groups have numbers as ids, and a table of their members.

    Those of format 2 were made by `sim group`, with any id, and kept the ids of their members.
    """
    add_missing(database)
    groups = database.execute('SELECT sequence, id, region, document FROM "ApplicationGroup"')
    for sequence, name, region_id, text in groups.fetchall():
        old = json.loads(text)
        if "ResourceIds" not in old:
            continue
        group_id = int(name) if name.isdecimal() and len(name) < 16 else sequence
        replace_group(database, sequence, name, group_id)
        for number, instance_id in enumerate(old["ResourceIds"]):
            add_member(database, group_id, number, instance_id, region_id)


def replace_group(database: sqlite3.Connection, sequence: int, name: str, group_id: int) -> None:
    """Give a group the document of the API, and event rules about it the new id."""
    # lazy import: only a migration needs the catalogue
    from ecsops.catalogue.cms.monitoring.application_groups import DescribeMonitorGroups
    from ecsops.simulator.engine.responses import complete

    fields = {"GroupId": group_id, "GroupName": name, "Type": "custom"}
    document = json.dumps(complete(DescribeMonitorGroups.item, fields))
    database.execute(
        "UPDATE \"ApplicationGroup\" SET id = ?, region = '', document = ?, facts = ? "
        "WHERE sequence = ?",
        (str(group_id), document, json.dumps({"ContactGroups": []}), sequence),
    )
    database.execute(
        "UPDATE \"EventRule\" SET document = json_set(document, '$.GroupId', ?) "
        "WHERE json_extract(document, '$.GroupId') = ?",
        (str(group_id), name),
    )


def add_member(
    database: sqlite3.Connection, group_id: int, number: int, instance_id: str, region_id: str
) -> None:
    """Add an instance to a group."""
    document = {
        "Id": number,
        "Category": "ECS",
        "InstanceId": instance_id,
        "InstanceName": instance_id,
        "RegionId": region_id,
    }
    database.execute(
        "INSERT INTO \"ApplicationGroupMember\" (id, region, document, facts) VALUES (?, '', ?, ?)",
        (
            f"{group_id}/{number}",
            json.dumps(document),
            json.dumps({"GroupId": str(group_id)}),
        ),
    )


def add_queues(database: sqlite3.Connection) -> None:
    """Format 4: queues and topics are kept; those that event rules name exist."""
    add_missing(database)
    targets = """SELECT DISTINCT value ->> 'Queue', value ->> 'Topic'
        FROM "EventRule", json_each(facts, '$.Targets.MnsParameters')"""
    for queue, topic in database.execute(targets).fetchall():
        kind, name = ("Queue", queue) if queue else ("Topic", topic)
        document = QUEUE if queue else TOPIC
        database.execute(
            f"INSERT OR IGNORE INTO \"{kind}\" (id, region, document, facts) VALUES (?, '', ?, ?)",
            (name, json.dumps({f"{kind}Name": name, **document}), "{}"),
        )


TOPIC = {
    "CreateTime": 0,
    "LastModifyTime": 0,
    "LoggingEnabled": False,
    "MaximumMessageSize": 65536,
    "MessageRetentionPeriod": 86400,
}
"""A topic that an earlier edition did not keep."""

QUEUE = {
    **TOPIC,
    "MessageRetentionPeriod": 345600,
    "DelaySeconds": 0,
    "PollingWaitSeconds": 0,
    "VisibilityTimeout": 30,
}
"""A queue that an earlier edition did not keep."""


MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {
    1: add_missing,
    2: add_group_members,
    3: add_queues,
    4: add_missing,
}
"""By the format that a file has: the function that makes the next one of it."""


def migrate(path: str, database: sqlite3.Connection) -> None:
    """Bring the file up to the present format, unless another process just did.

    Raises sqlite3 errors and OSError; the file is then as it was.
    """
    version = version_of(database)
    if version < FORMAT:
        keep_copy(database, f"{path}.format-{version}")
    database.execute("BEGIN IMMEDIATE")
    try:
        for step in steps(version_of(database)):
            step(database)
        database.execute(f"PRAGMA user_version={FORMAT}")
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def steps(version: int) -> Iterator[Callable[[sqlite3.Connection], None]]:
    """Yield the migrations that a file of this format needs, in order."""
    for number in range(version, FORMAT):
        yield MIGRATIONS[number]


def version_of(database: sqlite3.Connection) -> int:
    """Return the format of an open file."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def keep_copy(database: sqlite3.Connection, copy: str) -> None:
    """Put a whole copy of the file beside it, readable by its owner alone."""
    draft = f"{copy}.{os.getpid()}"
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        target = sqlite3.connect(draft)
        try:
            database.backup(target)
        finally:
            target.close()
        os.replace(draft, copy)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
