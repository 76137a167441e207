"""The queue of those who write: order, death of a process, and a file that is taken away."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.errors import StateError
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine import state_file, write_queue
from ecsops.simulator.engine.write_queue import WriteQueue, await_byte, lock_byte, take_ticket

HOLDER = """
import os, signal, sys
from ecsops.simulator.engine.write_queue import take_ticket
take_ticket(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600))
print("has it", flush=True)
signal.pause()
"""


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def test_tickets_are_handed_out_in_order_and_each_waits_for_the_one_before(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "queue"), opened(tmp_path / "queue")

    assert [take_ticket(first), take_ticket(second)] == [1, 2]
    with pytest.raises(BlockingIOError):
        lock_byte(second, 1, fcntl.F_RDLCK, wait=False)
    lock_byte(first, 1, fcntl.F_UNLCK)
    await_byte(second, 1)
    os.close(first)
    os.close(second)


def test_the_turn_of_a_process_that_is_killed_is_free(tmp_path: Path) -> None:
    queue = tmp_path / "queue"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(queue)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "has it\n"
    file = opened(queue)
    with pytest.raises(BlockingIOError):
        lock_byte(file, 1, fcntl.F_RDLCK, wait=False)

    holder.kill()
    holder.communicate()

    await_byte(file, 1)
    os.close(file)


def test_a_turn_that_does_not_come_is_reported_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_queue, "WAIT_S", 0.01)
    path = tmp_path / "simulator.db"
    account = Simulator(str(path))
    file = opened(tmp_path / "simulator.db.queue")
    ticket = take_ticket(file)

    with pytest.raises(StateError, match="Another process is using"):
        Client(account, "cn-hangzhou").call(CreateDeploymentSet)
    assert len(list(Client(account, "cn-hangzhou").items(DescribeDeploymentSets))) == 2

    lock_byte(file, ticket, fcntl.F_UNLCK)
    account.close()
    os.close(file)


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    account = Simulator(str(path))
    other = Simulator(str(path))

    with account.store.transaction(write=True):
        found = list(Client(other, "cn-hangzhou").items(DescribeDeploymentSets))

    assert len(found) == 2
    account.close()
    other.close()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_taken_away_is_not_served_on(replaced: bool, tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    account = Simulator(str(path))
    path.rename(tmp_path / "away.db")
    if replaced:
        Simulator(str(path)).close()

    for operation in (DescribeDeploymentSets, CreateDeploymentSet):
        with pytest.raises(StateError, match="removed or replaced"):
            Client(account, "cn-hangzhou").call(operation)
    account.close()


def test_the_queue_is_private_and_goes_without_a_place_for_it(tmp_path: Path) -> None:
    path = tmp_path / "simulator.db"
    path.touch()
    queue = WriteQueue(str(path))
    with queue.turn():
        pass
    assert (tmp_path / "simulator.db.queue").stat().st_mode & 0o777 == 0o600
    queue.close()

    (tmp_path / "simulator.db.queue").unlink()
    (tmp_path / "simulator.db.queue").mkdir()
    with WriteQueue(str(path)).turn():
        pass


@pytest.mark.parametrize(
    ("statement", "said"),
    [("SELECT 1 FROM absent", "is damaged"), ("ATTACH '/nowhere/x' AS x", "you can write")],
)
def test_what_sqlite_says_is_told_for_what_it_is(statement: str, said: str) -> None:
    with pytest.raises(StateError) as error, state_file.reporting("simulator.db"):
        sqlite3.connect(":memory:").execute(statement)

    assert said in f"{error.value} {error.value.hint}"
