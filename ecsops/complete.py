"""Values for the shell's completion: `python -I -S complete.py KIND PREFIX REGION STATE [bare]`.

The shell runs this file at a press of TAB, so it imports nothing that it can do without; it reads
the simulator's state, changes nothing, waits for nobody, and of trouble it says nothing.
A line is a value and, after a tab, its description, which a shell that shows none is spared.
"""

import os
import sys

try:
    # sqlite3 itself would import datetime too, a tenth of the time that a TAB takes.
    import _sqlite3 as sqlite3
except ImportError:
    import sqlite3  # type: ignore[no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT = 100
"""How many values are shown; more are of no use at a terminal."""

STEPS = 2_000_000
"""After how many steps of SQLite a search is given up: some tens of milliseconds."""

LONGEST_DESCRIPTION = 60

IDS = {
    "alarm": ("MetricRule", "RuleName", "AlertState"),
    "answer": ("CannedAnswer", "Match"),
    "command": ("Command", "Name", "Description"),
    "contact": ("Contact", "Desc"),
    "contact-group": ("ContactGroup", "Describe"),
    "deployment-set": ("DeploymentSet", "DeploymentSetName", "DeploymentSetDescription"),
    "disk": ("Disk", "DiskName", "Status"),
    "event": ("SystemEvent", "EventType.Name", "EventCycleStatus.Name", "InstanceId"),
    "fault": ("Fault", "Kind", "InstanceId", "HostId"),
    "group": ("ApplicationGroup",),
    "host": ("Host", "InstanceTypeFamily"),
    "instance": ("Instance", "InstanceName", "Status"),
    "invocation": ("Invocation", "CommandName", "InvokeStatus"),
    "launch-template": ("LaunchTemplate", "LaunchTemplateName"),
    "rule": ("EventRule", "State", "Description"),
    "snapshot": ("Snapshot", "SnapshotName", "Status"),
}
"""Kinds of ids: the records that have them, and the fields that describe one."""

NAMES = {
    "command-name": ("Command", "Name"),
    "deployment-set-name": ("DeploymentSet", "DeploymentSetName"),
    "instance-name": ("Instance", "InstanceName"),
    "launch-template-name": ("LaunchTemplate", "LaunchTemplateName"),
}
"""Kinds of names: the records that have them, and the column."""

PROFILE = "profile"
"""The kind that no account knows."""


BARE = "bare"
"""The word that asks for values without descriptions."""


def main(kind: str, prefix: str, region_id: str, state: str, form: str = "") -> None:
    """Print the values of a kind that begin so; print nothing where there are none."""
    try:
        rows = found_rows(kind, prefix, region_id, state, form != BARE)
        sys.stdout.write("".join(map(line, rows)))
    except Exception:
        # Whatever it is, the user was only typing; the command will say it.
        pass


def found_rows(
    kind: str, prefix: str, region_id: str, state: str, described: bool
) -> "Iterable[tuple[str | None, ...]]":
    """Return the values of a kind with what describes each."""
    if kind == PROFILE:
        return profiles(prefix)
    if is_chosen(state):
        reach_the_package()
        from ecsops.config import SIMULATOR, read_settings

        settings = read_settings()
        if settings.backend != SIMULATOR:
            return ()
        region_id = settings.region_id
    uri = state.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{uri}?mode=ro", uri=True, timeout=0)
    connection.set_progress_handler(lambda: True, STEPS)
    rows: list[tuple[str | None, ...]] = connection.execute(
        query(kind, described), (region_id, prefix, prefix + "\U0010ffff", LIMIT - 1)
    ).fetchall()
    return rows


def query(kind: str, described: bool) -> str:
    """Return the statement that finds values: of a region, from, to before, and how many.

    Of too many, the last is found with the first: what all of them begin with, which a shell
    types by itself, is then what these begin with. Raises KeyError for an unknown kind.
    """
    if kind in NAMES:
        table, value = NAMES[kind]
        columns = what = f'"{value}"'
        where, group = "region = ?1", "GROUP BY 1"
    else:
        table, *fields = IDS[kind]
        what, group = "id", ""
        told = (f"json_extract(document, '$.{name}')" for name in fields if described)
        columns = ", ".join(["id", *told])
        # With the + no index of the region is used; the one of ids finds the range at once.
        where = "+region IN (?1, '')"
    found = (
        f'SELECT {columns} FROM "{table}" WHERE {where} AND {what} >= ?2 AND {what} < ?3 {group}'
    )
    return (
        f"SELECT * FROM ({found} ORDER BY 1 LIMIT ?4) "
        f"UNION SELECT * FROM ({found} ORDER BY 1 DESC LIMIT 1) ORDER BY 1"
    )


def is_chosen(state: str) -> bool:
    """Tell whether something chooses a backend; without, it is the simulator."""
    config = os.path.join(os.path.dirname(state), "config.json")
    named = os.environ.get("ECSOPS_BACKEND") or os.environ.get("ECSOPS_PROFILE")
    return bool(named) or os.path.exists(config)


def reach_the_package() -> None:
    """Let our own modules be imported, by what needs more than the state."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def profiles(prefix: str) -> "Iterable[tuple[str, str]]":
    """Return the profiles that begin so, with their regions."""
    reach_the_package()
    from ecsops.config import config_path, home_of, vendor_path
    from ecsops.config import profiles as known

    paths = [config_path(home_of(os.environ)), vendor_path(os.environ)]
    named = {each["name"]: each.get("region_id") or "" for each in known(paths)}
    return [each for each in named.items() if each[0].startswith(prefix)]


def line(row: "tuple[str | None, ...]") -> str:
    """Return the line of a value; nothing in it is more than text to a terminal."""
    value, *fields = (each if each and each.isprintable() else "" for each in row)
    description = " ".join(filter(None, fields))[:LONGEST_DESCRIPTION]
    return f"{value}\t{description}\n" if value else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
