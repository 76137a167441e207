"""The state file: several processes, damage, and other people's files."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.errors import StateError
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine import store

WRITER = """
import sys
from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet
from ecsops.client import Client
from ecsops.simulator.engine import store
from ecsops.simulator.account import Simulator
account = Simulator(sys.argv[1])
account.set_quota("DeploymentSetsPerRegion", 1000)
client = Client(account, "cn-hangzhou")
for number in range(20):
    client.call(CreateDeploymentSet, DeploymentSetName=f"{sys.argv[2]}{number}")
    account.wait(1)
"""


def test_several_processes_make_and_use_one_file_and_nothing_is_lost(tmp_path: Path) -> None:
    path = str(tmp_path / "home" / "simulator.db")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, path, f"writer{each}-"],
            stderr=subprocess.PIPE,
            text=True,
        )
        for each in range(4)
    ]
    told = [writer.communicate()[1] for writer in writers]

    account = Simulator(path)
    sets = list(Client(account, "cn-hangzhou").items(DescribeDeploymentSets))
    account.close()
    assert told == ["", "", "", ""]
    assert len({each["DeploymentSetId"] for each in sets}) == 82
    assert sum(each["DeploymentSetName"].startswith("writer") for each in sets) == 80
    names = sorted(each.name for each in (tmp_path / "home").iterdir())
    assert names == ["simulator.db", "simulator.db.queue"]


def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)

    with pytest.raises(StateError, match=r"simulator\.db is damaged") as error:
        Simulator(str(path))

    assert f"mv {path} {path}.bad" in error.value.hint
    assert path.read_bytes().endswith(b"rubbish")


@pytest.mark.parametrize("content", [b"", b"hello"])
def test_a_file_that_is_no_state_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "simulator.db"
    path.write_bytes(content)

    with pytest.raises(StateError):
        Simulator(str(path))

    assert content == path.read_bytes()


def test_a_file_of_a_newer_ecsops_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    Simulator(str(path)).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()

    with pytest.raises(StateError, match="newer ecsops") as error:
        Simulator(str(path))

    assert "Upgrade ecsops" in error.value.hint
    assert before == path.read_bytes()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StateError, match="Cannot create the simulator's state file"):
        Simulator(str(tmp_path / "file" / "simulator.db"))


def test_what_was_done_is_there_for_the_next_process(tmp_path: Path) -> None:
    path = str(tmp_path / "simulator.db")
    first = Simulator(path)
    made = Client(first, "cn-hangzhou").call(CreateDeploymentSet, DeploymentSetName="web")
    first.close()

    sets = Client(Simulator(path), "cn-hangzhou").items(DescribeDeploymentSets)

    assert made["DeploymentSetId"] == next(sets)["DeploymentSetId"]


@pytest.mark.parametrize(("most", "waited_for"), [(store.LOG_PAGES_MOST, False), (4, True)])
def test_those_who_write_are_kept_waiting_only_when_the_log_has_grown_long(
    most: int, waited_for: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOG_PAGES_MOST", most)
    account = Simulator(str(tmp_path / "simulator.db"))
    Client(account, "cn-hangzhou").call(CreateDeploymentSet)
    asked: list[str] = []
    account.store._db.set_trace_callback(asked.append)

    account.store.checkpoint()

    assert waited_for == ("PRAGMA wal_checkpoint(RESTART)" in asked)
    account.close()
