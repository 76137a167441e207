"""A new state file: whole or not there, and nobody else's to read."""

import os
import sqlite3
import stat
import subprocess
import time
from pathlib import Path

import pytest

from ecsops.config import home_of
from ecsops.errors import StateError
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.store import Store


def test_a_log_that_cannot_be_copied_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: SQLite's own copying at the end fails without a word."""
    building = Simulator._build
    readers = []

    def build_beside_a_reader(account: Simulator, store: Store) -> None:
        building(account, store)
        (draft,) = tmp_path.glob("*.new")
        reader = sqlite3.connect(draft, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM setting").fetchone()
        readers.append(reader)
        store.set("a", "b" * 10_000)
        store._db.execute("PRAGMA busy_timeout=0")

    monkeypatch.setattr(Simulator, "_build", build_beside_a_reader)

    with pytest.raises(StateError, match="Cannot use"):
        Simulator(str(tmp_path / "simulator.db"))
    readers[0].close()
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("kilobytes", [100, 400, 600, 800, 900])
def test_a_full_disk_leaves_no_corrupt_account(tmp_path: Path, kilobytes: int) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(tmp_path)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounts are not allowed here")
    try:
        with pytest.raises(StateError):
            Simulator(str(tmp_path / "simulator.db"))
        assert os.listdir(tmp_path) == []

        subprocess.run(["mount", "-o", "remount,size=20m", str(tmp_path)], check=True)
        account = Simulator(str(tmp_path / "simulator.db"))
        assert account.status()["Records"]["Instance"] == 11
        account.close()
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def test_the_files_are_the_users_own_whoever_made_the_directory(tmp_path: Path) -> None:
    os.chmod(tmp_path, 0o755)
    path = tmp_path / "simulator.db"
    account = Simulator(str(path))
    account.add_fault("agent", "cn-hangzhou", {"InstanceId": "i-bp11icv3rbg0ijc177n1"})

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    account.close()

    assert set(modes.values()) == {0o600}
    assert "simulator.db-wal" in modes


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    Simulator(str(path)).close()
    os.chmod(path, 0o644)

    Simulator(str(path)).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "simulator.db").symlink_to(tmp_path / "elsewhere" / "account.db")

    Simulator(str(tmp_path / "simulator.db")).close()

    assert os.listdir(tmp_path / "elsewhere") == ["account.db"]


def test_drafts_of_killed_processes_are_removed_and_young_ones_stay(tmp_path: Path) -> None:
    for name in ("simulator.db.1.new", "simulator.db.1.new-wal", "simulator.db.young.new"):
        (tmp_path / name).touch()
    hour_ago = time.time() - 3600
    for name in ("simulator.db.1.new", "simulator.db.1.new-wal"):
        os.utime(tmp_path / name, (hour_ago, hour_ago))

    Simulator(str(tmp_path / "simulator.db")).close()

    assert sorted(os.listdir(tmp_path)) == ["simulator.db", "simulator.db.young.new"]


def test_an_empty_home_is_no_root_directory() -> None:
    assert not home_of({"HOME": ""}).startswith("/.")
    assert home_of({"HOME": "/home/a"}) == "/home/a/.ecsops"
