"""What the account keeps of the past: by age and by number, so that its file stays bounded."""

import os
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocations, RunCommand
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance
from ecsops.client import Client
from ecsops.simulator import retention
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.engine import idempotency
from ecsops.simulator.retention import KEPT
from tests.conftest import BEGIN
from tests.support.notification_stories import subscribe

WEB = "i-bp11icv3rbg0ijc177n1"

DAY_S = 86400

QUEUE = [{"Id": "1", "Queue": "all"}]


def begun(path: str = ":memory:") -> tuple[Simulator, Client]:
    """Return an account that stands still, and runs no script for real."""
    account = Simulator(path)
    account.reset(at=BEGIN, frozen=True)
    account.control(canned_answers.set_guest, "built-in")
    return account, Client(account, "cn-hangzhou")


def run(client: Client, count: int = 1, **more: Any) -> None:
    """Run a script so many times."""
    for _ in range(count):
        client.call(
            RunCommand,
            Type="RunShellScript",
            CommandContent="ZWNobyAx",
            InstanceId=[WEB],
            **more,
        )
        client.backend.wait(5)


def reboot(account: Simulator, client: Client) -> None:
    """Restart an instance, which its notifications tell."""
    client.call(RebootInstance, InstanceId=WEB)
    account.wait(120)


def counts(account: Simulator) -> dict[str, int]:
    """Return how many records there are of every kind that is kept for a while."""
    kinds = (*KEPT, "Invocation", "InvocationResult", "Outbox", "Endpoint")
    return {kind: account.store.count(kind, None) for kind in kinds}


@pytest.mark.parametrize(("kind", "days"), [("Notification", 60), ("Delivery", 30), ("Message", 7)])
def test_records_are_kept_so_long_and_no_longer(kind: str, days: int) -> None:
    account, client = begun()
    subscribe(client, MnsParameters=QUEUE)
    reboot(account, client)
    first = counts(account)[kind]
    account.wait(days * DAY_S - 600)
    reboot(account, client)
    before = counts(account)[kind]
    account.wait(3600)
    reboot(account, client)
    after = counts(account)[kind]

    assert first > 0
    assert (before, after) == (2 * first, 2 * first)


@pytest.mark.parametrize("kind", ["Notification", "Delivery", "Message"])
def test_no_more_records_are_kept_than_there_may_be(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {**KEPT, kind: KEPT[kind]._replace(most=5)}
    monkeypatch.setattr(retention, "KEPT", limits)
    account, client = begun()
    subscribe(client, MnsParameters=QUEUE)
    for _ in range(5):
        reboot(account, client)

    newest = account.store.select(kind, None)
    assert len(newest) == 5
    times = [record.facts[KEPT[kind].time] for record in newest]
    assert min(times) >= account.now() - 3 * 120


def test_a_place_of_messages_takes_nothing_from_another(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {**KEPT, "Message": KEPT["Message"]._replace(most=5)}
    monkeypatch.setattr(retention, "KEPT", limits)
    account, client = begun()
    subscribe(client, name="a", MnsParameters=[{"Id": "1", "Queue": "a"}])
    for _ in range(4):
        reboot(account, client)
    subscribe(client, name="b", MnsParameters=[{"Id": "1", "Queue": "b"}])
    for _ in range(4):
        reboot(account, client)

    places = [each.facts["Place"] for each in account.store.select("Message", None)]
    assert (places.count("queue/a"), places.count("queue/b")) == (5, 5)


def test_the_oldest_invocations_make_room_for_new_ones() -> None:
    account, client = begun()
    account.set_quota("InvocationResults", 6)
    run(client, 6)
    before = {each["InvokeId"] for each in client.items(DescribeInvocations)}
    run(client, 3)
    after = {each["InvokeId"] for each in client.items(DescribeInvocations)}

    assert (len(before), len(after), len(before & after)) == (6, 7, 4)


def test_so_many_answers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "ANSWERS_MOST", 3)
    account, client = begun()
    for number in range(5):
        run(client, ClientToken=f"token-{number}")

    rows = account.store.contents()["answered"]
    assert [row[1] for row in rows] == ["token-2", "token-3", "token-4"]


def test_the_file_stays_bounded_under_a_steady_load(tmp_path: Path) -> None:
    path = str(tmp_path / "simulator.db")
    account, client = begun(path)
    subscribe(client, MnsParameters=QUEUE)
    held, sizes = [], []
    for _month in range(6):
        for day in range(30):
            run(client, 2, ClientToken=f"token-{_month}-{day}")
            reboot(account, client)
            account.wait(DAY_S - 130)
        account.store.checkpoint()
        held.append(counts(account))
        sizes.append(os.path.getsize(path))
    account.close()

    assert held[3] == held[4] == held[5]
    assert sizes[5] < 1.1 * sizes[3]
