"""The helper of the shell's completion, run as a shell runs it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ecsops import completion_values
from ecsops.backends.recent_listings import keep
from ecsops.cli.completion.values import OPERATION_PARAMETERS, PARAMETERS, VALUES
from ecsops.config import OPENAPI, Settings
from tools.completions.generate import CODE

HELPER = str(Path(completion_values.__file__).parent)

Ask = Callable[..., str]


@pytest.fixture
def ask(home: Path) -> Ask:
    """Ask the helper: `ask("instance", "i-")` returns what it prints; it never says more."""

    def run(
        kind: str,
        prefix: str = "",
        region: str = "cn-hangzhou",
        words: tuple[str, ...] = (),
        **environment: str,
    ) -> str:
        arguments = [kind, prefix, region, str(home / "simulator.db"), *words]
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", CODE, HELPER, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={"HOME": str(home), "ECSOPS_HOME": str(home), **environment},
        )
        assert done.stderr == ""
        return done.stdout

    return run


def test_an_id_comes_with_what_tells_of_it(ask: Ask) -> None:
    assert ask("deployment-set") == (
        "ds-bp1by7cditzd02a8osk8\tInternalUse DataProcessingCluster\n"
        "ds-bp1zj66au6nez9psg1ty\tUserGuide MyFirstDS\n"
    )


def test_only_what_begins_so_is_told(ask: Ask) -> None:
    assert ask("instance-name", "Data") == "DataProcessing001\t\nDataProcessing002\t\n"
    assert ask("instance", "i-bp11") == "i-bp11icv3rbg0ijc177n1\tUserGuideForDS001 Running\n"


def test_what_lies_within_records_is_told_with_one_of_them(home: Path, ask: Ask) -> None:
    targets = {
        "MnsParameters": [{"Id": "1", "Queue": "letters"}, {"Id": "2", "Topic": "news"}],
        "WebhookParameters": [{"Id": "3", "Url": "http://127.0.0.1:9/hook"}],
    }
    connection = sqlite3.connect(home / "simulator.db")
    insert = 'INSERT INTO "{}" (id, region, document, facts) VALUES (?, ?, ?, ?)'
    rule = ("restarts", "", "{}", json.dumps({"Targets": targets}))
    connection.execute(insert.format("EventRule"), rule)
    tags = {"Tags": {"Tag": [{"TagKey": "role", "TagValue": "web"}]}}
    for number in (1, 2):
        instance = (f"i-{number}", "cn-hangzhou", json.dumps(tags), "{}")
        connection.execute(insert.format("Instance"), instance)
    connection.commit()

    assert ask("queue") == "letters\trestarts\n"
    assert ask("topic") == "news\trestarts\n"
    assert ask("target") == "1\trestarts\n2\trestarts\n3\trestarts\n"
    assert ask("tag", "role") == "role=web\ti-1\n"
    assert [line.split("\t")[0] for line in ask("tag", "app").splitlines()] == [
        "app=backup",
        "app=data",
        "app=office",
        "app=web",
    ]
    assert ask("tag", "role", words=("bare",)) == "role=web\t\n"
    assert ask("tag", "x") == ""
    assert ask("eni", "eni-bp1").startswith("eni-bp1")


def test_time_zones_are_those_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "zone1970.tab"
    table.write_text(
        "# a table\nCN\t+3114+12128\tAsia/Shanghai\tBeijing Time\nJP\t+1\tAsia/Tokyo\n"
    )
    monkeypatch.setattr(completion_values, "TIME_ZONES", str(table))

    assert completion_values.values("time-zone", "", "", "") == [
        ("Asia/Shanghai",),
        ("Asia/Tokyo",),
        ("UTC",),
    ]
    assert completion_values.values("time-zone", "Asia/T", "", "") == [("Asia/Tokyo",)]


def test_a_shell_that_shows_no_descriptions_is_told_none(ask: Ask) -> None:
    assert ask("deployment-set", "ds-bp1z", words=("bare",)) == "ds-bp1zj66au6nez9psg1ty\t\n"


def test_another_region_has_other_ids(ask: Ask) -> None:
    assert ask("deployment-set", region="cn-beijing") == ""


@pytest.mark.parametrize("kind", sorted({*completion_values.IDS, *completion_values.NAMES}))
def test_every_kind_is_found_by_an_index(kind: str, home: Path) -> None:
    connection = sqlite3.connect(home / "simulator.db")
    values = {"region": "cn-hangzhou", "first": "i-", "after": "i-z", "most": 200}

    plan = connection.execute(
        f"EXPLAIN QUERY PLAN {completion_values.query(kind, True)}", values
    ).fetchall()

    found = [text for *_, text in plan if text.startswith(("SEARCH", "SCAN"))]
    assert [text for text in found if ">?" not in text and "subquery" not in text] == []


def test_every_kind_that_the_commands_take_is_known() -> None:
    tables = (VALUES, PARAMETERS, OPERATION_PARAMETERS)
    ways = {way.lstrip(",") for table in tables for each in table.values() for way in each.split()}

    asked = {way[1:] for way in ways if way.startswith("?")}

    assert (
        asked
        - {
            *completion_values.IDS,
            *completion_values.NAMES,
            *completion_values.INSIDE,
            completion_values.PROFILE,
            completion_values.TIME_ZONE,
        }
        == set()
    )


def test_of_too_many_the_first_are_told_and_the_last(home: Path, ask: Ask) -> None:
    connection = sqlite3.connect(home / "simulator.db")
    connection.execute('DELETE FROM "Instance"')
    connection.executemany(
        'INSERT INTO "Instance" (id, region, document, facts) VALUES (?, ?, ?, ?)',
        ((f"i-{number:05}", "cn-hangzhou", "{}", "{}") for number in range(10_000)),
    )
    connection.commit()

    told = ask("instance", "i-").splitlines()

    assert told == [f"i-{number:05}\t" for number in (*range(completion_values.LIMIT - 1), 9_999)]


def test_what_a_terminal_would_obey_is_left_out(home: Path, ask: Ask) -> None:
    connection = sqlite3.connect(home / "simulator.db")
    for number, name in enumerate(("\x1b[2J", "a\tb", "fine")):
        connection.execute(
            'INSERT INTO "Command" (id, region, document, facts) VALUES (?, ?, ?, ?)',
            (f"c-{number}", "cn-hangzhou", json.dumps({"Name": name, "Type": "x"}), "{}"),
        )
    connection.commit()

    assert ask("command") == "c-0\t\nc-1\t\nc-2\tfine\n"
    assert ask("command-name") == "fine\t\n"


def test_nothing_is_changed_or_made(home: Path, ask: Ask, dump: Callable[[], list[str]]) -> None:
    before, files = dump(), {each.name for each in home.iterdir()}

    ask("instance")

    assert dump() == before
    assert {each.name for each in home.iterdir()} - {
        f"simulator.db-{x}" for x in ("wal", "shm")
    } == (files - {f"simulator.db-{x}" for x in ("wal", "shm")})


def test_where_there_is_no_account_none_is_made(home: Path, ask: Ask) -> None:
    (home / "simulator.db").unlink()

    assert ask("instance") == ""
    assert not (home / "simulator.db").exists()


def test_of_trouble_nothing_is_said(home: Path, ask: Ask) -> None:
    assert ask("no-such-kind") == ""
    (home / "simulator.db").write_text(
        "This is no database, but it is long enough to look at." * 99
    )
    assert ask("instance") == ""


def test_who_writes_is_not_waited_for(home: Path, ask: Ask) -> None:
    connection = sqlite3.connect(home / "simulator.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")

    assert ask("deployment-set", "ds-bp1z") == "ds-bp1zj66au6nez9psg1ty\tUserGuide MyFirstDS\n"


def test_ids_of_the_simulator_are_not_told_of_the_real_service(home: Path, ask: Ask) -> None:
    profile = {"name": "work", "mode": "AK", "region_id": "cn-beijing"}
    (home / "config.json").write_text(json.dumps({"current": "work", "profiles": [profile]}))

    def told(**environment: str) -> str:
        return ask("deployment-set", "ds-bp1z", words=("bare", "chosen"), **environment)

    assert told() == ""
    assert told(ECSOPS_BACKEND="openapi") == ""
    assert told(ECSOPS_BACKEND="simulator", ECSOPS_REGION_ID="cn-hangzhou") == (
        "ds-bp1zj66au6nez9psg1ty\t\n"
    )
    assert ask("profile", "w") == "work\tcn-beijing\n"


def test_of_the_real_service_what_was_seen_is_told(home: Path, ask: Ask) -> None:
    profile = {"name": "work", "mode": "AK", "region_id": "cn-beijing"}
    (home / "config.json").write_text(json.dumps({"current": "work", "profiles": [profile]}))
    path = Settings(str(home), "cn-beijing", OPENAPI, profile=profile).seen_path
    keep(path, [("Instance", "cn-beijing", "i-1", json.dumps({"InstanceName": "web"}))])

    assert ask("instance", "i-", words=("chosen",)) == "i-1\tweb\n"
    assert ask("instance", "i-", words=("chosen",), ECSOPS_REGION_ID="cn-hangzhou") == ""
    assert ask("instance", "i-", words=("chosen",), ECSOPS_ENDPOINT="http://127.0.0.1:1") == ""


def test_nothing_heavy_is_imported(home: Path) -> None:
    arguments = ["instance", "i-", "cn-hangzhou", str(home / "simulator.db")]

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"{CODE}; print(*sys.modules)", HELPER, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(done.stdout.splitlines()[-1].split())
    assert "_sqlite3" in loaded
    assert loaded & {"click", "collections", "datetime", "ecsops", "functools", "os", "site"} == (
        set()
    )
