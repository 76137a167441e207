"""Rubbish for the served simulator: no request is a defect of ours, whatever is in it.

`ECSOPS_FUZZ=20000` makes as many requests; the tests make fewer.
"""

import os
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Document, Parameter
from ecsops.errors import ApiError
from ecsops.openapi.wire import flatten
from ecsops.server.app import Application
from ecsops.server.gateway import Gateway
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from tests.conftest import BEGIN
from tests.support.calls import story

REQUESTS = int(os.environ.get("ECSOPS_FUZZ", "300"))

PRODUCT = {name: product for product in MODULES for name in names(product)}

ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e999",
        "NaN",
        "99999999999999999999",
        "9" * 5000,
        "[]",
        "{}",
        "null",
        "[null]",
        '[{"instanceId":null}]',
        '{"a":[1,{}]}',
        '"\\ud800"',
        '["\\ud800\\u0000"]',
        "[" * 5000,
        "{" * 2000,
        "true",
        "True",
        "2019-06-25T08:00:00Z",
        "9999-99-99T99:99:99Z",
        "0001-01-01T00:00:00Z",
        "cron(0 0 31 2 ? 2019 UTC)",
        "0 0 0 31 2 ? *",
        "rate(0s)",
        "i-" + "x" * 70_000,
        "\x00",
        "%",
        "' OR 1=1 --",
        "../../etc/passwd",
    ]
)
"""Values that programs stumble over."""


@pytest.fixture(scope="module")
def account() -> Simulator:
    found = Simulator(":memory:")
    found.reset(at=BEGIN, frozen=True)
    found.control(canned_answers.set_guest, "built-in")
    return found


@pytest.fixture(scope="module")
def application(account: Simulator) -> Application:
    return Application(Gateway(account.call, lambda request: None))


@pytest.fixture(scope="module")
def seeds(account: Simulator) -> list[dict[str, str]]:
    """The calls of the story as the wire has them; what they made is there, but for a part."""
    found = []

    def call(name: str, **parameters: Any) -> Document:
        operation = find(PRODUCT[name], name)
        flat = flatten(operation, {"RegionId": "cn-hangzhou", **parameters})
        found.append({"Action": name, "Version": operation.product.version, **flat})
        return account.call(operation, {"RegionId": "cn-hangzhou", **parameters})

    story(answering_all(call), account.wait)
    return found


def answering_all(call: Any) -> Any:
    """Return the call, which answers a refusal with nothing."""

    def answered(name: str, **parameters: Any) -> Document:
        try:
            answer: Document = call(name, **parameters)
        except ApiError:
            return {}
        return answer

    return answered


@st.composite
def mutants(draw: st.DrawFn, seeds: list[dict[str, str]]) -> bytes:
    """Draw a call of the story with a few of its parameters changed, left out, or added."""
    pairs = dict(draw(st.sampled_from(seeds)))
    operation = find(PRODUCT[pairs["Action"]], pairs["Action"])
    for _ in range(draw(st.integers(0, 3))):
        known = draw(st.sampled_from(operation.parameters or [Parameter("RegionId")]))
        name = draw(st.sampled_from([*pairs, *written(known)]))
        changed = draw(ODD | st.none() | st.text(max_size=9) | st.integers(-5, 200).map(str))
        if known.enum and draw(st.booleans()):
            changed = str(draw(st.sampled_from(known.enum)))
        if changed is None:
            pairs.pop(name, None)
        else:
            pairs[name] = changed
    return b"&".join(
        quote_from_bytes(name.encode()).encode()
        + b"="
        + quote_from_bytes(text.encode("utf-8", "surrogatepass")).encode()
        for name, text in pairs.items()
    )


def written(parameter: Parameter) -> list[str]:
    """Return ways to write a parameter, right and wrong."""
    name = parameter.name
    parts = [f"{name}.1.{part.name}" for part in parameter.parts]
    return [name, f"{name}.1", f"{name}.2", f"{name}.1.1", f"{name}.x", *parts]


def status(application: Application, caplog: Any, **scope: Any) -> int:
    caplog.clear()
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], **scope}
    answer = application.answer(scope, scope.pop("body", b""))
    assert not caplog.records, caplog.text[-3000:]
    # DeleteInstances documents InvalidParameter with HTTP 500, and so refuses with it.
    return 400 if b"InvalidParameter" in answer.body else answer.http_status


@settings(
    max_examples=REQUESTS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_call_is_a_defect(
    application: Application,
    caplog: pytest.LogCaptureFixture,
    seeds: list[dict[str, str]],
    data: st.DataObject,
) -> None:
    assert status(application, caplog, query_string=data.draw(mutants(seeds))) < 500


@pytest.mark.parametrize(
    "query",
    [
        {"Action": "DescribeDisks", "DiskIds": '["\\ud800"]'},
        {"Action": "DescribeDisks", "DiskIds": "[" * 5000},
        {"Action": "DescribeDisksFullStatus", "Tag.1.Value": "x"},
        {"Action": "DescribeInstanceHistoryEvents", "InstanceId": "i-1", "Tag.1.Value": "x"},
        {"Action": "DescribeDisks", "Tag.1.Value": "x"},
        {"Action": "DescribeInstances", "InstanceName": "*" + "x" * 70_000},
        {"Action": "DescribeDeploymentSets", "DeploymentSetIds": '[{"a":null}]'},
        {
            "Version": "2019-01-01",
            "Action": "DescribeSystemEventAttribute",
            "Product": "ECS",
            "StartTime": "9" * 5000,
        },
        {
            "Version": "2019-01-01",
            "Action": "DescribeMetricLast",
            "Namespace": "acs_ecs_dashboard",
            "MetricName": "CPUUtilization",
            "NextToken": "9" * 80,
        },
    ],
    ids=lambda query: query["Action"],
)
def test_what_once_was_a_defect_is_none(
    application: Application, caplog: pytest.LogCaptureFixture, query: dict[str, str]
) -> None:
    sent = {"Version": "2014-05-26", "RegionId": "cn-hangzhou", **query}

    assert status(application, caplog, query_string=urlencode(sent).encode()) < 500


@settings(
    max_examples=REQUESTS // 3,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "X"]),
    path=st.sampled_from(["/", "//", "/-/health", "/../", "/%00"]) | st.text(max_size=9),
    query_string=st.binary(max_size=200),
    headers=st.lists(
        st.tuples(
            st.sampled_from(
                [b"host", b"accept", b"content-type", b"authorization", b"x-acs-action"]
            ),
            st.binary(max_size=60),
        ),
        max_size=6,
    ),
    body=st.binary(max_size=200),
)
def test_no_request_is_a_defect(
    application: Application, caplog: pytest.LogCaptureFixture, **scope: Any
) -> None:
    assert status(application, caplog, **scope) < 500
