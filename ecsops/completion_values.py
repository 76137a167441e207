"""Values for the shell's completion: `main(KIND, PREFIX, REGION, STATE, [bare], [chosen])`.

The shell calls it at a press of TAB by `python -I -S`, so it imports as little as possible. It
reads the simulator's state, or the cached listings of a real account, changes nothing, never
waits, and reports no errors. A line is a value and, after a tab, its description; a shell without
descriptions asks for `bare` values. `chosen` is set if something chooses a profile or a backend.
The region `all` has the ids of every region.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    Rows = list[tuple[str | None, ...]]

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
    "group": ("ApplicationGroup", "GroupName"),
    "host": ("Host", "InstanceTypeFamily"),
    "instance": ("Instance", "InstanceName", "Status"),
    "invocation": ("Invocation", "CommandName", "InvokeStatus"),
    "launch-template": ("LaunchTemplate", "LaunchTemplateName"),
    "rule": ("EventRule", "State", "Description"),
    "security-group": ("SecurityGroup", "SecurityGroupName"),
    "snapshot": ("Snapshot", "SnapshotName", "Status"),
    "vswitch": ("VSwitch", "ZoneId", "CidrBlock"),
}
"""Kinds of ids: the records that have them, and the fields that describe one."""

NAMES = {
    "command-name": ("Command", "Name"),
    "deployment-set-name": ("DeploymentSet", "DeploymentSetName"),
    "instance-name": ("Instance", "InstanceName"),
    "launch-template-name": ("LaunchTemplate", "LaunchTemplateName"),
    "zone": ("Instance", "ZoneId"),
}
"""Kinds of names: the records that have them, and the column."""

INSIDE = {
    "eni": (
        "Instance",
        "json_each(document, '$.NetworkInterfaces.NetworkInterface')",
        "value ->> 'NetworkInterfaceId'",
    ),
    "queue": ("EventRule", "json_each(facts, '$.Targets.MnsParameters')", "value ->> 'Queue'"),
    "tag": (
        "Instance",
        "json_each(document, '$.Tags.Tag')",
        "(value ->> 'TagKey') || '=' || (value ->> 'TagValue')",
    ),
    "target": ("EventRule", "json_tree(facts, '$.Targets')", "CASE key WHEN 'Id' THEN atom END"),
    "topic": ("EventRule", "json_each(facts, '$.Targets.MnsParameters')", "value ->> 'Topic'"),
}
"""Kinds of what lies within records: the records, what is gone through in each, and the value."""

RECORDS = 1_000
"""How many records are gone through for what lies within them."""

TIME_ZONE = "time-zone"
"""The kind that no account knows, but the machine does."""

TIME_ZONES = "/usr/share/zoneinfo/zone1970.tab"
"""The machine's table of time zones: their names stand in the third column."""

PROFILE = "profile"
"""The kind that no account knows."""


class Functools:
    """All that SQLite needs of functools: a cache of statements, here one that keeps none."""

    @staticmethod
    def lru_cache(size: int) -> object:
        """Return what makes of a connection the function from text to statement: itself."""
        return lambda connection: connection


def light_sqlite() -> "ModuleType":
    """Return SQLite without functools and datetime, which take a third of the time of a TAB."""
    if "functools" in sys.modules:
        import sqlite3

        return sqlite3
    sys.modules["functools"] = Functools  # type: ignore[assignment]
    try:
        import _sqlite3
    finally:
        del sys.modules["functools"]
    return _sqlite3


def main(kind: str, prefix: str, region_id: str, state: str, *words: str) -> None:
    """Print the values of a kind that begin so; print nothing where there are none."""
    try:
        rows = values(kind, prefix, region_id, state, words)
        sys.stdout.write("".join(map(line, rows)))
    except Exception:
        # Whatever it is, the user was only typing; the command will say it.
        pass


def values(
    kind: str, prefix: str, region_id: str, state: str, words: "tuple[str, ...]" = ()
) -> "Rows":
    """Return the values of a kind with what describes each.

    Raises KeyError for an unknown kind, and what reading the state or the profiles raises.
    """
    if kind == PROFILE:
        return profiles(prefix)
    if kind == TIME_ZONE:
        return time_zones(prefix)
    if "chosen" in words:
        reach_the_package()
        from ecsops.config import SIMULATOR, read_settings

        settings = read_settings()
        region_id = settings.region_id
        if settings.backend != SIMULATOR:
            state = settings.seen_path
    return of_the_state(query(kind, "bare" not in words), prefix, region_id, state)


def of_the_state(
    statement: str, prefix: str, region_id: str, state: str, limit: int = LIMIT
) -> "Rows":
    """Return what a statement finds in the state, which is only read."""
    uri = state.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = light_sqlite().connect(f"file:{uri}?mode=ro", uri=True, timeout=0)
    connection.set_progress_handler(lambda: True, STEPS)
    parameters = {
        "region": region_id,
        "first": prefix,
        "after": prefix + "\U0010ffff",
        "most": limit - 1,
    }
    rows: Rows = connection.execute(statement, parameters).fetchall()
    connection.close()
    return rows


def query(kind: str, described: bool) -> str:
    """Return the statement that finds values: of a region, from, to before, and how many.

    Of too many, the last is found with the first: what all of them begin with, which a shell
    types by itself, is then what these begin with. Raises KeyError for an unknown kind.
    """
    if kind in INSIDE:
        return query_inside(*INSIDE[kind], described)
    if kind in NAMES:
        table, value = NAMES[kind]
        columns = what = f'"{value}"'
        where, group = "region = :region", "GROUP BY 1"
    else:
        table, *fields = IDS[kind]
        what, group = "id", ""
        told = (f"json_extract(document, '$.{name}')" for name in fields if described)
        columns = ", ".join(["id", *told])
        # With the + no index of the region is used; the one of ids finds the range at once.
        where = "(+region IN (:region, '') OR :region = 'all')"
    where = f"{where} AND {what} >= :first AND {what} < :after"
    found = f'SELECT {columns} FROM "{table}" WHERE {where} {group}'
    return (
        f"SELECT * FROM ({found} ORDER BY 1 LIMIT :most) "
        f"UNION SELECT * FROM ({found} ORDER BY 1 DESC LIMIT 1) ORDER BY 1"
    )


def query_inside(table: str, parts: str, value: str, described: bool) -> str:
    """Return the statement that finds what lies within records, told by the id of one of these."""
    told = ", min(record)" if described else ""
    records = (
        f"SELECT id AS record, * FROM \"{table}\" WHERE region IN (:region, '') LIMIT {RECORDS}"
    )
    return (
        f"SELECT {value} AS found{told} FROM ({records}), {parts} "
        "WHERE found >= :first AND found < :after GROUP BY 1 ORDER BY 1 LIMIT :most"
    )


def time_zones(prefix: str) -> "Rows":
    """Return the time zones that begin so, as the machine has them."""
    with open(TIME_ZONES, encoding="utf-8") as file:
        names = ["UTC", *(line.split("\t")[2].strip() for line in file if line[0] != "#")]
    return [(name,) for name in sorted(names) if name.startswith(prefix)]


def profiles(prefix: str) -> "Rows":
    """Return the profiles that begin so, with their regions."""
    reach_the_package()
    from os import environ

    from ecsops import config

    paths = [config.config_path(config.home_of(environ)), config.vendor_path(environ)]
    known = {each["name"]: each.get("region_id") or "" for each in config.profiles(paths)}
    return [(name, region) for name, region in known.items() if name.startswith(prefix)]


def reach_the_package() -> None:
    """Make the modules of ecsops importable, for values that need more than the state."""
    sys.path.append(__file__.rpartition("/")[0].rpartition("/")[0])


def line(row: "tuple[str | None, ...]") -> str:
    """Return the line of a value; nothing in it is more than text to a terminal."""
    value, *fields = (each if each and each.isprintable() else "" for each in row)
    description = " ".join(filter(None, fields))[:LONGEST_DESCRIPTION]
    return f"{value}\t{description}\n" if value else ""
