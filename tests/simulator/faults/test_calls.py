"""Faults that strike calls: throttled, failed in the service, answered late or never."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, Throttled, TransportError
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.faults import calls
from tests.conftest import Ecsops

REGION_ID = "cn-hangzhou"


def add(account: Simulator, kind: str, **fields: Any) -> str:
    return str(account.add_fault(kind, REGION_ID, fields)["FaultId"])


def outcomes(client: Client, count: int) -> str:
    """Return how so many calls end: a letter each."""
    found = ""
    for _ in range(count):
        try:
            client.call(DescribeDeploymentSets)
            found += "."
        except (ApiError, TransportError) as error:
            found += "L" if isinstance(error, TransportError) else error.code[0]
    return found


def test_a_throttled_call_does_nothing_and_tells_how_long_to_wait(
    account: Simulator, client: Client
) -> None:
    add(account, "throttling", Detail="Throttling.Api:2.5")

    with pytest.raises(Throttled) as refusal:
        client.call(CreateDeploymentSet, DeploymentSetName="Web")
    account.clear_faults()

    names = [each["DeploymentSetName"] for each in client.items(DescribeDeploymentSets)]
    assert names == ["InternalUse", "UserGuide"]
    assert refusal.value.retry_after_s == 2.5
    assert {
        "Code": "Throttling.Api",
        "Message": "Request was denied due to api flow control.",
        "HostId": "ecs.cn-hangzhou.aliyuncs.com",
        "HttpStatus": 400,
    }.items() <= refusal.value.document().items()
    assert refusal.value.request_id in refusal.value.recommend


@pytest.mark.parametrize(
    ("kind", "detail", "code", "http_status"),
    [
        ("throttling", None, "Throttling.User", 400),
        ("throttling", "Throttling", "Throttling", 400),
        ("error", None, "InternalError", 500),
        ("error", "ServiceUnavailable", "ServiceUnavailable", 503),
    ],
)
def test_a_call_is_refused_with_the_code_of_the_fault(
    account: Simulator, client: Client, kind: str, detail: str | None, code: str, http_status: int
) -> None:
    add(account, kind, **({"Detail": detail} if detail else {}))

    with pytest.raises(ApiError) as refusal:
        client.call(DescribeInstances)

    assert (code, http_status) == (refusal.value.code, refusal.value.http_status)
    assert refusal.value.retry_after_s is None


def test_a_lost_answer_is_of_a_call_that_is_done_and_the_same_token_gets_it(
    account: Simulator, client: Client
) -> None:
    add(account, "lost", Operation="CreateDeploymentSet", Times=1)
    asked = {"DeploymentSetName": "Web", "ClientToken": "once"}

    with pytest.raises(TransportError, match="The response to CreateDeploymentSet was lost"):
        client.call(CreateDeploymentSet, **asked)
    answer = client.call(CreateDeploymentSet, **asked)

    made = [
        each["DeploymentSetId"]
        for each in client.items(DescribeDeploymentSets)
        if each["DeploymentSetName"] == "Web"
    ]
    assert [answer["DeploymentSetId"]] == made


def test_a_refusal_can_be_lost_too(account: Simulator, client: Client) -> None:
    add(account, "lost")

    with pytest.raises(TransportError):
        client.call(CreateDeploymentSet, DeploymentSetName="http://no")


def test_a_slow_answer_takes_the_accounts_time(account: Simulator, client: Client) -> None:
    add(account, "slow", Detail="90")

    client.call(DescribeInstances)

    assert iso_seconds(account.now()) == "2019-06-25T08:01:30Z"


def test_a_fault_strikes_the_calls_of_its_operation_and_region_alone(
    account: Simulator, client: Client
) -> None:
    add(account, "error", Operation="DescribeInstances")

    assert outcomes(client, 2) == ".."
    assert list(Client(account, "cn-beijing").items(DescribeInstances)) == []
    with pytest.raises(ApiError, match="InternalError"):
        client.call(DescribeInstances)


def test_a_fault_strikes_so_many_times_and_tells_how_often_it_has(
    account: Simulator, client: Client
) -> None:
    add(account, "throttling", Times=2)
    add(account, "lost", Times=1)

    assert outcomes(client, 4) == "TTL."
    assert [(each["Kind"], each["Struck"]) for each in account.faults()] == [
        ("throttling", 2),
        ("lost", 1),
    ]


def test_chance_follows_the_seed(account: Simulator, client: Client) -> None:
    def story(seed: int) -> str:
        account.reset(seed=seed, at=0, frozen=True)
        add(account, "error", Probability=0.3)
        return outcomes(client, 60)

    first = story(1)

    assert first == story(1)
    assert first != story(2)
    assert 8 <= first.count("I") <= 28


@given(st.integers(0, 2**63), st.integers(1, 10**6))
def test_chance_is_a_share(seed: int, turn: int) -> None:
    assert 0 <= calls.chance(seed, "fault-7", turn) < 1


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("throttling", {"Detail": "InternalError"}),
        ("throttling", {"Detail": "Throttling:soon"}),
        ("throttling", {"Operation": "DescribeNothing"}),
        ("error", {"Detail": "NotFound"}),
        ("slow", {"Detail": "soon"}),
        ("slow", {"Detail": "-1"}),
        ("slow", {"Detail": "nan"}),
        ("lost", {"Times": 0}),
        ("lost", {"Probability": 0}),
        ("lost", {"Probability": 1.1}),
    ],
)
def test_a_fault_that_could_never_strike_is_refused(
    account: Simulator, kind: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(EcsopsError):
        add(account, kind, **fields)

    assert account.faults() == []


def test_the_program_says_what_was_lost_and_why(ecsops: Ecsops) -> None:
    ecsops("sim fault add lost --operation CreateDeploymentSet --times 1")

    ran = ecsops("deployset create web")

    assert (ran.stdout, ran.exit_status) == ("", 6)
    assert ran.stderr == (
        "Error: The response to CreateDeploymentSet was lost.\n"
        "Hint: A simulated fault lost it: `ecsops sim fault list`.\n"
    )
    listed = ecsops("sim fault list -o cols=Kind,Operation,Times,Struck").stdout
    assert listed.splitlines()[-1] == "lost | CreateDeploymentSet | 1     | 1"


def test_throttling_is_its_own_exit_status(ecsops: Ecsops) -> None:
    ecsops("sim fault add throttling --probability 1")

    ran = ecsops("deployset list")

    assert (ran.stdout, ran.exit_status) == ("", 5)
    assert "Throttling.User" in ran.stderr
