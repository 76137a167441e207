"""Calls over signed HTTP through a proxy that spoils them: what is retried, and what gives up."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.products import ECS, host_of
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, Throttled, TransportError
from ecsops.openapi import backend
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import ATTEMPTS, OpenApi
from ecsops.openapi.pauses import pause
from tests.support.faulty import FAULTS, Proxy
from tests.support.loopback import Served, serving

REGION = {"RegionId": "cn-hangzhou"}


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    with serving(str(home / "simulator.db")) as found:
        yield found


class Caller:
    """A backend behind a proxy, and the pauses that it made."""

    def __init__(self, served: Served, *faults: str, **proxy: Any) -> None:
        left = iter(faults)
        self.pauses: list[float] = []
        self.proxy = Proxy(served.port, lambda *_: next(left, "pass"), **proxy)
        self.backend = backend_of(served, self.proxy.endpoint, self.pauses.append)


def backend_of(
    served: Served, endpoint: str, sleep: Callable[[float], None] = lambda seconds: None
) -> OpenApi:
    key = Credentials(served.access_key_id, served.access_key_secret, "", "test")
    return OpenApi(lambda: key, region_id="cn-hangzhou", endpoint=endpoint, sleep=sleep)


@pytest.mark.parametrize("fault", [each for each in FAULTS if each != "duplicate"])
def test_a_call_that_reads_is_made_again_after_any_fault(served: Served, fault: str) -> None:
    caller = Caller(served, fault, fault)

    with caller.proxy:
        answer = caller.backend.call(DescribeDeploymentSets, REGION)

    assert answer["TotalCount"] == 2
    assert len(caller.pauses) == 2


@pytest.mark.parametrize("fault", [*FAULTS])
def test_a_write_with_a_token_is_done_once_whatever_happens(served: Served, fault: str) -> None:
    caller = Caller(served, fault)

    with caller.proxy:
        caller.backend.call(CreateDeploymentSet, {**REGION, "DeploymentSetName": "Web"})
        names = [
            each["DeploymentSetName"]
            for each in Client(caller.backend, "cn-hangzhou").items(DescribeDeploymentSets)
        ]

    tokens = {query["ClientToken"] for query in caller.proxy.queries if "ClientToken" in query}
    assert names.count("Web") == 1
    assert len(tokens) == 1


def test_an_answer_that_comes_too_late_is_asked_for_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "READ_S", 0.2)
    caller = Caller(served, "late")

    with caller.proxy:
        caller.backend.call(CreateDeploymentSet, {**REGION, "DeploymentSetName": "Web"})

    assert len({query["ClientToken"] for query in caller.proxy.queries}) == 1
    assert len(caller.proxy.queries) >= 2
    assert served.service.account.store.count("DeploymentSet", "cn-hangzhou", {}) == 3


def test_a_token_that_is_given_stays(served: Served) -> None:
    caller = Caller(served, "drop")

    with caller.proxy:
        caller.backend.call(
            CreateDeploymentSet, {**REGION, "DeploymentSetName": "Web", "ClientToken": "mine"}
        )

    assert [query["ClientToken"] for query in caller.proxy.queries] == ["mine", "mine"]


def test_each_attempt_has_a_nonce_of_its_own(served: Served) -> None:
    caller = Caller(served, "lose", "lose")

    with caller.proxy:
        caller.backend.call(DescribeDeploymentSets, REGION)

    nonces = [headers["x-acs-signature-nonce"] for headers in caller.proxy.headers]
    assert len(set(nonces)) == 3


@pytest.mark.parametrize(
    "fault", ["drop", "lose", "truncate", "gateway", "rubbish", "error", "processing", "replayed"]
)
def test_a_write_without_a_token_is_not_made_again(served: Served, fault: str) -> None:
    caller = Caller(served, fault)

    with caller.proxy, pytest.raises(EcsopsError):
        caller.backend.call(StopInstance, {"InstanceId": "i-x", **REGION})

    assert len(caller.proxy.queries) == 1
    assert caller.pauses == []


def test_throttling_did_nothing_so_any_call_is_made_again(served: Served) -> None:
    caller = Caller(served, "throttle", "throttle")

    with caller.proxy, pytest.raises(ApiError) as refusal:
        caller.backend.call(StopInstance, {"InstanceId": "i-x", **REGION})

    assert refusal.value.code == "InvalidInstanceId.NotFound"
    assert len(caller.pauses) == 2


def test_the_service_says_how_long_to_wait(served: Served) -> None:
    caller = Caller(served, "throttle", "throttle", retry_after_ms=1500)

    with caller.proxy:
        caller.backend.call(DescribeDeploymentSets, REGION)

    assert caller.pauses == [1.5, 1.5]


def test_nobody_waits_longer_than_a_minute_at_a_time(served: Served) -> None:
    caller = Caller(served, "throttle", retry_after_ms=10**9)

    with caller.proxy:
        caller.backend.call(DescribeDeploymentSets, REGION)

    assert caller.pauses == [60.0]


def test_pauses_grow_and_are_left_to_chance() -> None:
    random.seed(7)
    pauses = [[pause(attempt) for attempt in range(ATTEMPTS)] for _ in range(200)]

    longest = [max(column) for column in zip(*pauses, strict=True)]
    assert longest == pytest.approx([0.4, 0.8, 1.6, 3.2, 6.4, 12.8], rel=0.05)
    assert len({row[0] for row in pauses}) == 200


@pytest.mark.parametrize(
    ("fault", "error", "exit_status"),
    [
        ("throttle", Throttled, 5),
        ("unavailable", Throttled, 5),
        ("error", Throttled, 5),
        ("gateway", TransportError, 6),
        ("rubbish", TransportError, 6),
        ("drop", TransportError, 6),
    ],
)
def test_what_does_not_end_gives_up(
    served: Served, fault: str, error: type[EcsopsError], exit_status: int
) -> None:
    caller = Caller(served, *[fault] * 99)

    with caller.proxy, pytest.raises(error) as given_up:
        caller.backend.call(DescribeDeploymentSets, REGION)

    assert given_up.value.exit_status == exit_status
    assert len(caller.proxy.queries) == ATTEMPTS


def test_a_refusal_is_told_at_once(served: Served) -> None:
    caller = Caller(served)

    with caller.proxy, pytest.raises(ApiError):
        caller.backend.call(DescribeDeploymentSets, {**REGION, "PageSize": 999})

    assert len(caller.proxy.queries) == 1


def test_no_words_of_the_library_are_told(served: Served) -> None:
    caller = Caller(served, "drop")

    with caller.proxy, pytest.raises(TransportError) as failed:
        caller.backend.call(StopInstance, {"InstanceId": "i-secret", **REGION})

    assert "i-secret" not in f"{failed.value!r}{failed.value.__cause__!r}"
    assert failed.value.__suppress_context__


def test_a_netrc_does_not_sign_in_our_stead(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))

    assert backend_of(served, served.endpoint).call(DescribeDeploymentSets, REGION)["TotalCount"]


def test_nobody_listening_is_no_connection() -> None:
    with pytest.raises(TransportError, match=r"^Cannot connect to 127.0.0.1:1\.$"):
        OpenApi(
            lambda: Credentials("a", "b", "", ""),
            region_id="cn-hangzhou",
            endpoint="http://127.0.0.1:1",
            sleep=lambda seconds: None,
        ).call(DescribeDeploymentSets, REGION)


def test_endpoints_follow_the_pattern_but_one() -> None:
    assert host_of(ECS, "cn-beijing") == "ecs.cn-beijing.aliyuncs.com"
    assert host_of(ECS, "cn-hangzhou-finance") == "ecs.aliyuncs.com"


def test_one_connection_serves_many_calls(served: Served) -> None:
    caller = backend_of(served, served.endpoint)

    for _ in range(5):
        caller.call(DescribeDeploymentSets, REGION)

    assert len(served.service.server.server_state.connections) == 1
    caller.close()
