"""Scripts on more instances than one call takes: how they are started and followed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.lifecycle import StartInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError, TransportError, WaitTimeout
from ecsops.operations.assistant.follow_invocation import follow
from ecsops.operations.assistant.invocations import find_started, invoke_command, run_script
from ecsops.operations.instances.lifecycle import Transition, change_state
from ecsops.simulator.account import Simulator
from tests.support.networks import network

START = Transition(StartInstances, InstanceStatus.RUNNING)

FIELDS = {"Type": "RunShellScript"}


class Recorded:
    """A backend that remembers what was called, and how often between two waits."""

    at_once = 1
    each = staticmethod(map)

    def __init__(self, account: Simulator) -> None:
        self.account = account
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.reads = self.most_reads = 0

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        self.calls.append((operation.name, dict(parameters)))
        self.reads += operation.reads
        self.most_reads = max(self.most_reads, self.reads)
        return self.account.call(operation, parameters)

    def wait(self, seconds: float) -> None:
        self.reads = 0
        self.account.wait(seconds)

    def now(self) -> float:
        return self.account.now()


@pytest.fixture
def backend(account: Simulator) -> Recorded:
    account.store.set("guest", "built-in")
    return Recorded(account)


@pytest.fixture
def many(backend: Recorded) -> list[str]:
    """A hundred and twenty running instances."""
    ids: list[str] = []
    for amount in (100, 20):
        answer = backend.account.call(
            RunInstances,
            {
                "RegionId": "cn-hangzhou",
                **network(Client(backend.account, "cn-hangzhou")),
                "InstanceType": "ecs.g5.large",
                "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
                "Amount": amount,
            },
        )
        ids += answer["InstanceIdSets"]["InstanceIdSet"]
    backend.account.wait(300)
    return ids


def quietly(done: int, total: int, waited_s: float) -> None:
    """Tell nobody."""


def test_many_instances_are_started_in_batches_and_read_sparingly(
    backend: Recorded, many: list[str]
) -> None:
    client = Client(backend, "cn-hangzhou")

    started = run_script(client, b"sleep 20\necho 123", many, keep=False, **FIELDS)
    results = list(follow(client, started, wait_s=600, progress=quietly))

    counts = Counter(name for name, _ in backend.calls)
    assert counts["RunCommand"] == 3
    assert [len(given["InstanceId"]) for name, given in backend.calls if name == "RunCommand"] == [
        50,
        50,
        20,
    ]
    assert backend.most_reads <= 3
    assert sorted(many) == sorted(each["InstanceId"] for each in results)
    assert {each["OutputText"] for each in results} == {"123\n"}


def test_a_kept_script_is_one_command(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")

    started = run_script(client, b"echo 123", many[:60], keep=True, **FIELDS)

    assert [name for name, _ in backend.calls] == [
        "CreateCommand",
        "InvokeCommand",
        "InvokeCommand",
    ]
    assert len(list(follow(client, started, wait_s=600, progress=quietly))) == 60


def test_the_same_instance_twice_is_one_target(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")

    started = run_script(client, b"echo 1", [many[0], many[0]], keep=False, **FIELDS)

    assert [[many[0]]] == list(started.targets.values())


def test_a_refusal_halfway_tells_what_was_started(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")

    with pytest.raises(ApiError) as refused:
        run_script(client, b"echo 1", [*many[:50], "i-none"], keep=False, **FIELDS)

    started = refused.value.hint.split()[-1]
    assert started.startswith("t-")
    assert refused.value.hint.startswith("Already started")


def test_a_wait_that_ends_too_early_can_be_resumed(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")
    started = run_script(client, b"sleep 60\necho 123", many[:60], keep=False, **FIELDS)

    with pytest.raises(WaitTimeout) as given_up:
        list(follow(client, started, wait_s=10, progress=quietly))

    assert "60 instances have not finished" in given_up.value.message
    invoke_ids = given_up.value.hint.removeprefix("Resume with: ecsops assist results ")
    again = find_started(client, invoke_ids.removesuffix(" --wait").split())
    assert len(list(follow(client, again, wait_s=600, progress=quietly))) == 60


class Broken(Recorded):
    """A backend that nobody reaches any more once something was started."""

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        if operation.reads:
            raise TransportError(
                "There is no connection.", "Check the network, DNS, proxy and --endpoint."
            )
        return super().call(operation, parameters)


def test_when_the_network_breaks_it_is_told_how_to_resume(
    account: Simulator, many: list[str]
) -> None:
    client = Client(Broken(account), "cn-hangzhou")
    started = run_script(client, b"echo 123", many[:60], keep=False, **FIELDS)

    with pytest.raises(TransportError) as broken:
        list(follow(client, started, wait_s=600, progress=quietly))

    assert broken.value.hint == (
        f"Resume with: ecsops assist results {' '.join(started.targets)} --wait"
    )


def test_when_the_network_breaks_it_is_told_how_to_look_again(account: Simulator) -> None:
    client = Client(Broken(account), "cn-hangzhou")
    stopped = "i-bp1a6tgcca44b0jqkh54"

    with pytest.raises(TransportError) as broken:
        change_state(client, START, [stopped], timeout_s=60, progress=lambda _: None)

    assert broken.value.hint == f"Check again with: ecsops instance list {stopped}"


def test_invocations_that_have_nothing_in_common_are_followed_in_turn(
    backend: Recorded, many: list[str]
) -> None:
    client = Client(backend, "cn-hangzhou")
    ids = [
        next(iter(run_script(client, script, [many[0]], keep=False, **FIELDS, Name=name).targets))
        for script, name in (
            (b"sleep 300", "a"),
            (b"sleep 200", "b"),
            (b"echo 1", "c"),
        )
    ]

    results = list(follow(client, find_started(client, ids), wait_s=600, progress=quietly))

    assert [ids[2], ids[1], ids[0]] == [each["InvokeId"] for each in results]


def test_progress_is_told(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")
    told: list[tuple[int, int]] = []
    started = run_script(client, b"sleep 5", many[:3], keep=False, **FIELDS)

    list(follow(client, started, wait_s=60, progress=lambda *words: told.append(words[:2])))

    assert told[0] == (0, 3)


def test_an_unknown_command_starts_nothing(backend: Recorded, many: list[str]) -> None:
    client = Client(backend, "cn-hangzhou")

    with pytest.raises(ApiError) as refused:
        invoke_command(client, "c-none", many)

    assert (refused.value.code, refused.value.hint) == ("InvalidCmdId.NotFound", "")
    assert len(backend.calls) == 1
