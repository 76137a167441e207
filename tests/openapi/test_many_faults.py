"""A script on many instances over a network that spoils a third of what passes."""

import random
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeRegions
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.errors import EcsopsError, Throttled, TransportError
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import ATTEMPTS, OpenApi
from ecsops.operations.assistant.follow_invocation import follow
from ecsops.operations.assistant.invocations import run_script
from ecsops.operations.instances.lifecycle import Selection, list_instances
from ecsops.simulator.account import Simulator
from tests.support.faulty import FAULTS, Proxy
from tests.support.loopback import Served, serving
from tests.support.networks import network

FLEET = 200

SHARE = 0.3
"""How many of the requests meet a fault."""

SEEDS = (0, 13)
"""Runs of bad luck; of the first forty, those with the most faults."""


class Elapsed:
    """Time that nobody waits for: pauses move the account's clock, and are counted."""

    def __init__(self, account: Simulator) -> None:
        self.account = account
        self.lock = threading.Lock()
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.seconds += seconds
            self.account.wait(seconds)


class Unlucky:
    """The fault of each request: the same of the same request, in whatever order they come.

    Luck is that of the first attempts and of the later ones together, up to the last, which
    succeeds: it would fail once in a thousand calls, and no test may.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.attempts: Counter[str] = Counter()
        self.met: Counter[str] = Counter()

    def __call__(self, query: dict[str, str], headers: dict[str, str]) -> str:
        told = {name: value for name, value in query.items() if "Token" not in name}
        call = f"{headers['x-acs-action']} {told.get('InstanceId.1')} {told.get('InvokeId')}"
        self.attempts[call] += 1
        fault = self.fault(call, self.attempts[call])
        self.met[fault] += 1
        return fault

    def fault(self, call: str, attempt: int) -> str:
        chance = random.Random(f"{self.seed} {call} {attempt}")
        lucky = chance.random() >= SHARE or attempt % ATTEMPTS == 0
        return "pass" if lucky else str(chance.choice(FAULTS))


@pytest.fixture(scope="module")
def fleet(answered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state file of an account with many instances more."""
    path = tmp_path_factory.mktemp("fleet") / "simulator.db"
    shutil.copy(answered, path)
    account = Simulator(str(path))
    for _ in range(FLEET // 100):
        account.call(
            RunInstances,
            {
                "RegionId": "cn-hangzhou",
                **network(Client(account, "cn-hangzhou")),
                "InstanceType": "ecs.g5.large",
                "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
                "InstanceName": "fleet",
                "Amount": 100,
            },
        )
    account.wait(300)
    account.close()
    return path


@pytest.fixture(scope="module")
def served(fleet: Path) -> Iterator[Served]:
    """That account, served."""
    with serving(str(fleet)) as found:
        yield found


@pytest.fixture
def elapsed(served: Served, fleet: Path) -> Iterator[Elapsed]:
    """The time of that account."""
    account = Simulator(str(fleet))
    yield Elapsed(account)
    account.close()


def count(served: Served, kind: str) -> int:
    """Return how many records of a kind the account has."""
    return served.service.account.store.count(kind, "cn-hangzhou", {})


def client_of(served: Served, proxy: Proxy, elapsed: Elapsed) -> Client:
    key = Credentials(served.access_key_id, served.access_key_secret, "", "test")
    backend = OpenApi(
        lambda: key,
        region_id="cn-hangzhou",
        endpoint=proxy.endpoint,
        parallel=8,
        sleep=elapsed.sleep,
    )
    return Client(backend, "cn-hangzhou")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_script_on_200_instances_is_run_once_on_each(
    served: Served, elapsed: Elapsed, seed: int
) -> None:
    luck = Unlucky(seed)
    before = count(served, "Invocation"), count(served, "InvocationResult")

    with Proxy(served.port, luck) as proxy:
        client = client_of(served, proxy, elapsed)
        ids = [each["InstanceId"] for each in list_instances(client, Selection(name="fleet"))]
        started = run_script(client, b"echo 123", ids, keep=False, Type="RunShellScript")
        results = list(follow(client, started, wait_s=600, progress=lambda *_: None))
        client.backend.close()

    assert len(ids) == FLEET
    assert sorted(each["InstanceId"] for each in results) == sorted(ids)
    assert {each["OutputText"] for each in results} == {"123\n"}
    assert count(served, "Invocation") == before[0] + FLEET // 50
    assert count(served, "InvocationResult") == before[1] + FLEET
    assert sum(luck.met.values()) - luck.met["pass"] >= 8
    assert elapsed.seconds < 60


def test_many_calls_need_as_many_connections_as_are_made_side_by_side(
    served: Served, elapsed: Elapsed
) -> None:

    with Proxy(served.port, lambda *_: "pass") as proxy:
        client = client_of(served, proxy, elapsed)
        for _ in range(2):
            calls = client.each(lambda number: client.call(DescribeRegions), range(20))
            assert len(list(calls)) == 20

    assert len(proxy.queries) == 40
    assert 1 < proxy.connections <= 8


class Allowance:
    """An account that may make so many calls in a second of the time that passes."""

    def __init__(self, calls: int, elapsed: Elapsed) -> None:
        self.calls = calls
        self.elapsed = elapsed
        self.made: Counter[int] = Counter()
        self.lock = threading.Lock()

    def __call__(self, query: dict[str, str], headers: dict[str, str]) -> str:
        with self.lock:
            second = int(self.elapsed.seconds)
            self.made[second] += 1
            return "pass" if self.made[second] <= self.calls else "throttle"


def test_calls_that_are_throttled_together_pause_once(served: Served, elapsed: Elapsed) -> None:
    together = threading.Barrier(8, timeout=20)
    throttled: list[str] = []

    def plan(query: dict[str, str], headers: dict[str, str]) -> str:
        if len(throttled) >= 8:
            return "pass"
        throttled.append(headers["x-acs-signature-nonce"])
        together.wait()
        return "throttle"

    with Proxy(served.port, plan, retry_after_ms=1500) as proxy:
        client = client_of(served, proxy, elapsed)
        answers = list(client.each(lambda number: client.call(DescribeRegions), range(8)))

    assert len(answers) == 8
    assert len(proxy.queries) == 16
    assert elapsed.seconds == 1.5


def test_all_calls_keep_within_the_throttling_of_the_account(
    served: Served, elapsed: Elapsed
) -> None:
    allowance = Allowance(5, elapsed)

    with Proxy(served.port, allowance) as proxy:
        client = client_of(served, proxy, elapsed)
        answers = list(client.each(lambda number: client.call(DescribeRegions), range(30)))

    assert len(answers) == 30
    assert elapsed.seconds < 60
    assert len(proxy.queries) < 30 + 8 * len(allowance.made)


@pytest.mark.parametrize(
    ("fault", "error", "exit_status"),
    [
        ("drop", TransportError, 6),
        ("lose", TransportError, 6),
        ("truncate", TransportError, 6),
        ("gateway", TransportError, 6),
        ("rubbish", TransportError, 6),
        ("throttle", Throttled, 5),
        ("unavailable", Throttled, 5),
        ("error", Throttled, 5),
    ],
)
def test_what_gives_up_does_so_soon_and_has_started_nothing_twice(
    served: Served, elapsed: Elapsed, fault: str, error: type[EcsopsError], exit_status: int
) -> None:
    ids = [f"i-{number}" for number in range(FLEET)]

    with (
        Proxy(served.port, lambda *_: fault) as proxy,
        pytest.raises(error) as given_up,
    ):
        run_script(client_of(served, proxy, elapsed), b"echo 1", ids, keep=False, Type="x")

    assert given_up.value.exit_status == exit_status
    assert len(proxy.queries) <= ATTEMPTS * FLEET // 50
    assert len({query["ClientToken"] for query in proxy.queries}) <= FLEET // 50
    assert elapsed.seconds < 60


def test_what_was_started_before_the_network_broke_is_named(
    served: Served, elapsed: Elapsed
) -> None:
    account, before = served.service.account, count(served, "Invocation")
    region = Client(account, "cn-hangzhou")
    ids = [each["InstanceId"] for each in list_instances(region, Selection(name="fleet"))]

    def plan(query: dict[str, str], headers: dict[str, str]) -> str:
        return "pass" if query["InstanceId.1"] in (ids[0], ids[100]) else "drop"

    with Proxy(served.port, plan) as proxy, pytest.raises(TransportError) as given_up:
        run_script(
            client_of(served, proxy, elapsed), b"echo 1", ids, keep=False, Type="RunShellScript"
        )

    found = given_up.value.hint.removeprefix("Already started, and still running: ").split()
    targets = [
        {each.document["InstanceId"] for each in results_of(account, invoke_id)}
        for invoke_id in found
    ]
    assert count(served, "Invocation") == before + 2
    assert len(found) == 2
    assert [ids[0] in targets[0], ids[100] in targets[1]] == [True, True]


def results_of(account: Simulator, invoke_id: str) -> Iterator[Any]:
    return iter(account.store.select("InvocationResult", "cn-hangzhou", {"InvokeId": invoke_id}))
