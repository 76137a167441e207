"""Faults that strike calls, as clients of the served simulator see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.errors import Throttled, TransportError
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import ATTEMPTS, OpenApi
from ecsops.server import app
from ecsops.simulator.account import Simulator
from tests.support.loopback import Served, serving

CALL = {
    "Action": "DescribeRegions",
    "Version": "2014-05-26",
    "RegionId": "cn-hangzhou",
    "Format": "JSON",
}


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """A simulator that verifies nothing."""
    with serving(str(home / "simulator.db"), any_key=True) as found:
        yield found


@pytest.fixture
def account(served: Served) -> Iterator[Simulator]:
    """What adds the faults, beside the server."""
    found = Simulator(served.service.account.path)
    yield found
    found.close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long answers have been kept back."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr(app, "sleep", sleep)
    return found


@pytest.fixture
def slept() -> list[float]:
    """How long the backend has slept."""
    return []


@pytest.fixture
def client(served: Served, slept: list[float]) -> Iterator[Client]:
    """A client over HTTP that does not really sleep."""
    key = Credentials(served.access_key_id, served.access_key_secret, "", "test")
    backend = OpenApi(
        lambda: key, region_id="cn-hangzhou", endpoint=served.endpoint, sleep=slept.append
    )
    yield Client(backend, "cn-hangzhou")
    backend.close()


def names(client: Client) -> list[str]:
    return [each["DeploymentSetName"] for each in client.items(DescribeDeploymentSets)]


def test_a_throttled_client_waits_as_long_as_it_is_told(
    account: Simulator, client: Client, slept: list[float]
) -> None:
    account.add_fault("throttling", "cn-hangzhou", {"Detail": "Throttling.User:2.5", "Times": 2})

    assert names(client) == ["InternalUse", "UserGuide"]
    assert slept == [2.5, 2.5]


def test_a_client_gives_up_on_throttling_in_the_end(
    account: Simulator, client: Client, slept: list[float]
) -> None:
    account.add_fault("throttling", "cn-hangzhou", {})

    with pytest.raises(Throttled):
        names(client)
    assert len(slept) == ATTEMPTS - 1


def test_a_failure_of_the_service_is_a_whole_envelope(account: Simulator, served: Served) -> None:
    account.add_fault("error", "cn-hangzhou", {"Detail": "ServiceUnavailable"})

    answer = requests.get(served.endpoint, CALL, timeout=20)

    assert (answer.status_code, answer.json()["Code"]) == (503, "ServiceUnavailable")
    assert answer.json()["RequestId"] == answer.headers["x-acs-request-id"]
    assert "x-acs-retry-after" not in answer.headers


def test_a_lost_answer_closes_the_connection_and_is_made_up_for_by_the_token(
    account: Simulator, client: Client, slept: list[float]
) -> None:
    account.add_fault("lost", "cn-hangzhou", {"Operation": "CreateDeploymentSet", "Times": 2})

    client.call(CreateDeploymentSet, DeploymentSetName="Web")

    assert len(slept) == 2
    assert names(client) == ["Web", "InternalUse", "UserGuide"]


def test_what_is_lost_always_is_no_answer(account: Simulator, client: Client) -> None:
    account.add_fault("lost", "cn-hangzhou", {})

    with pytest.raises(TransportError):
        names(client)


def test_a_slow_answer_keeps_only_its_own_caller_waiting(
    account: Simulator, served: Served, pauses: list[float]
) -> None:
    before = account.now()
    account.add_fault("slow", "cn-hangzhou", {"Operation": "DescribeRegions", "Detail": "7"})

    slow = requests.get(served.endpoint, CALL, timeout=20)
    other = requests.get(served.endpoint, {**CALL, "Action": "DescribeZones"}, timeout=20)

    assert (slow.status_code, other.status_code) == (200, 200)
    assert pauses == [7]
    assert account.now() == before


def test_a_connection_goes_on_after_a_fault_that_answers(
    account: Simulator, served: Served
) -> None:
    account.add_fault("error", "cn-hangzhou", {"Times": 1})

    with requests.Session() as session:
        found = [session.get(served.endpoint, params=CALL, timeout=20) for _ in range(2)]

    assert [each.status_code for each in found] == [500, 200]
