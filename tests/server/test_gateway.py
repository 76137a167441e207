"""Which call a request means, and in which form it is answered."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from ecsops.catalogue.model import Document, Operation
from ecsops.server.answers import Answer, as_xml
from ecsops.server.gateway import Gateway
from ecsops.server.requests import FORM, received
from ecsops.simulator.account import Simulator

ECS = {"Version": "2014-05-26"}

HERE = {**ECS, "RegionId": "cn-hangzhou", "Format": "JSON"}

CMS = {"Version": "2019-01-01"}


@pytest.fixture
def gateway(account: Simulator) -> Gateway:
    """A gateway that lets everybody in."""
    return Gateway(account.call, lambda request: None)


def ask(
    gateway: Gateway,
    query: dict[str, str],
    *,
    method: str = "GET",
    path: str = "/",
    form: dict[str, str] | None = None,
    **headers: str,
) -> Answer:
    """Send a request; headers are given with _ for -."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    if form:
        raw.append((b"Content-Type", FORM.encode()))
    body = urlencode(form or {}).encode()
    return gateway.answer(received(method, path, urlencode(query).encode(), raw, body))


def document(answer: Answer) -> Any:
    return json.loads(answer.body)


def code(answer: Answer) -> str:
    found: str = document(answer)["Code"]
    return found


def test_the_version_tells_the_product_where_the_host_does_not(gateway: Gateway) -> None:
    ecs = ask(gateway, {**ECS, "Action": "DescribeRegions", "Format": "JSON"}, host="127.0.0.1:80")
    cms = ask(gateway, {**CMS, "Action": "DescribeContactList"}, host="localhost")

    vpcs = {"Version": "2016-04-28", "Action": "DescribeVpcs", "RegionId": "cn-hangzhou"}
    vpc = ask(gateway, vpcs, host="localhost")
    sts = ask(gateway, {"Version": "2015-04-01", "Action": "GetCallerIdentity"}, host="localhost")

    assert [each.http_status for each in (ecs, cms, vpc, sts)] == [200] * 4


def test_the_host_tells_the_product_and_the_region(gateway: Gateway) -> None:
    asked = {**ECS, "Action": "DescribeZones", "Format": "JSON"}

    answer = ask(gateway, asked, host="ecs.cn-beijing.aliyuncs.com")

    assert document(answer)["Zones"]["Zone"][0]["ZoneId"].startswith("cn-beijing-")


@pytest.mark.parametrize(
    ("host", "version", "action", "region_id"),
    [
        ("vpc.aliyuncs.com", "2016-04-28", "DescribeVpcs", "cn-hangzhou"),
        ("vpc.cn-beijing.aliyuncs.com", "2016-04-28", "DescribeVSwitches", "cn-beijing"),
        ("sts.aliyuncs.com", "2015-04-01", "GetCallerIdentity", "cn-hangzhou"),
        ("sts.cn-beijing.aliyuncs.com", "2015-04-01", "GetCallerIdentity", "cn-beijing"),
    ],
)
def test_networks_and_identities_have_hosts_of_their_own(
    gateway: Gateway, host: str, version: str, action: str, region_id: str
) -> None:
    query = {"Version": version, "Action": action, "RegionId": region_id, "Format": "JSON"}

    assert ask(gateway, query, host=host).http_status == 200
    assert ask(gateway, {**query, "Format": ""}, host=host).body.startswith(b"<?xml")
    wrong = document(ask(gateway, {**query, "Action": "CreateNatGateway"}, host=host))
    product = host.partition(".")[0]
    assert (wrong["Code"], wrong["HostId"]) == (
        "InvalidAction.NotFound",
        f"{product}.{region_id}.aliyuncs.com",
    )


def test_an_operation_that_is_not_simulated_is_refused_by_name(gateway: Gateway) -> None:
    query = {"Version": "2014-05-26", "Action": "DescribePrice", "Format": "JSON"}

    refused = document(ask(gateway, query))

    assert refused["Message"] == (
        "ecsops does not simulate DescribePrice of Ecs 2014-05-26. "
        "The page docs/reference/compatibility lists what it simulates."
    )
    assert refused["Recommend"] == ""


@pytest.mark.parametrize(
    ("host", "version", "action", "expected"),
    [
        ("ecs.cn-hangzhou.aliyuncs.com", "2019-01-01", "DescribeRegions", "InvalidVersion"),
        ("metrics.cn-hangzhou.aliyuncs.com", "2014-05-26", "DescribeRegions", "InvalidVersion"),
        ("oss-cn-hangzhou.aliyuncs.com", "2014-05-26", "PutObject", "InvalidProduct.NotFound"),
        ("127.0.0.1", "2014-05-26", "DescribeContactList", "InvalidAction.NotFound"),
        ("127.0.0.1", "2014-05-26", "describeRegions", "InvalidAction.NotFound"),
        ("127.0.0.1", "2014", "DescribeRegions", "InvalidVersion"),
        ("127.0.0.1", "2014-05-26", "", "MissingAction"),
        ("127.0.0.1", "", "DescribeRegions", "MissingVersion"),
    ],
)
def test_what_is_no_call_is_refused(
    gateway: Gateway, host: str, version: str, action: str, expected: str
) -> None:
    query = {"Version": version, "Action": action, "Format": "JSON"}

    assert code(ask(gateway, query, host=host)) == expected


def test_v3_has_action_and_version_in_headers(gateway: Gateway) -> None:
    answer = ask(
        gateway,
        {"DeploymentSetName": "Web", "RegionId": "cn-hangzhou"},
        method="POST",
        x_acs_action="CreateDeploymentSet",
        x_acs_version="2014-05-26",
        accept="application/json",
    )

    assert document(answer)["DeploymentSetId"].startswith("ds-bp1")


def test_a_form_is_over_the_query(gateway: Gateway) -> None:
    query = {**HERE, "Action": "DescribeInstances", "PageSize": "1"}

    answer = ask(gateway, query, method="POST", form={"PageSize": "2"})

    assert len(document(answer)["Instances"]["Instance"]) == 2


def test_ecs_answers_in_xml_unless_asked_and_cloud_monitor_in_json(gateway: Gateway) -> None:
    ecs = {**ECS, "Action": "DescribeRegions"}
    cms = {**CMS, "Action": "DescribeContactList"}

    assert ask(gateway, ecs).body.startswith(b"<?xml")
    assert ask(gateway, {**ecs, "Format": "json"}).body.startswith(b"{")
    assert ask(gateway, ecs, accept="application/json").body.startswith(b"{")
    assert ask(gateway, cms).body.startswith(b"{")
    assert ask(gateway, {**cms, "Format": "XML"}).body.startswith(b"<?xml")
    assert code(ask(gateway, {**cms, "Format": "YAML"})) == "InvalidParameter.Format"


def test_an_answer_carries_the_headers_of_real_ones(gateway: Gateway) -> None:
    answer = ask(gateway, {**ECS, "Action": "DescribeRegions", "Format": "JSON"})

    request_id = document(answer)["RequestId"]
    assert answer.headers == [
        (b"content-type", b"application/json;charset=utf-8"),
        (b"access-control-allow-origin", b"*"),
        (b"x-acs-request-id", request_id.encode()),
        (b"x-acs-trace-id", request_id.replace("-", "").lower().encode()),
    ]


def test_a_refusal_of_the_account_is_the_whole_envelope(gateway: Gateway) -> None:
    query = {**HERE, "Action": "DeleteDeploymentSet", "DeploymentSetId": "ds-x"}

    answer = ask(gateway, query)

    envelope = document(answer)
    request_id = envelope.pop("RequestId")
    assert answer.http_status == 400
    assert envelope == {
        "HostId": "ecs.cn-hangzhou.aliyuncs.com",
        "Code": "InvalidDeploymentSetId.NotFound",
        "Message": "The specified DeploymentSetId does not exist.",
        "Recommend": "https://api.aliyun.com/troubleshoot?q=InvalidDeploymentSetId.NotFound"
        f"&product=Ecs&requestId={request_id}",
    }


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_other_methods_are_refused(gateway: Gateway, method: str) -> None:
    query = {**ECS, "Action": "DescribeRegions", "Format": "JSON"}

    assert code(ask(gateway, query, method=method)) == "UnsupportedHTTPMethod"


@pytest.mark.parametrize("path", ["//", "/../", "/etc/passwd", "/-/", "*", ""])
def test_there_is_one_path(gateway: Gateway, path: str) -> None:
    query = {**ECS, "Action": "DescribeRegions", "Format": "JSON"}

    assert code(ask(gateway, query, path=path)) == "InvalidAction.NotFound"


def test_too_many_parameters_are_none_of_a_call() -> None:
    with pytest.raises(Exception, match="InvalidParameter"):
        received("GET", "/", b"a&" * 6000, [], b"")


def test_xml_repeats_the_element_of_a_list_and_keeps_only_what_it_can_have() -> None:
    found = as_xml(
        "R", {"Set": {"Item": [{"A": 1}, {"A": True}]}, "None": [], "T": "<&>\x00\ud800é\r"}
    )

    assert found == (
        '<?xml version="1.0" encoding="UTF-8"?><R><Set><Item><A>1</A></Item><Item><A>true</A>'
        "</Item></Set><T>&lt;&amp;&gt;é&#13;</T></R>"
    )


def test_a_header_never_chooses_the_action_of_a_v1_request(account: Simulator) -> None:
    """The signature of V1 covers the parameters, so only they name the call."""
    called: list[str] = []

    def note(operation: Operation, parameters: Document) -> Document:
        called.append(operation.name)
        return {}

    gateway = Gateway(note, lambda request: None)
    query = urlencode({"Action": "DescribeInstances", "Version": "2014-05-26", "Signature": "s"})
    for name, value in (("action", "DeleteInstance"), ("version", "2019-01-01")):
        headers = [(b"host", b"h"), (f"x-acs-{name}".encode(), value.encode())]
        gateway.answer(received("GET", "/", query.encode(), headers, b""))

    assert called == ["DescribeInstances", "DescribeInstances"]


def test_a_parameter_never_chooses_the_action_of_a_v3_request(account: Simulator) -> None:
    gateway = Gateway(account.call, lambda request: None)
    headers = [(b"host", b"h"), (b"authorization", b"ACS3-HMAC-SHA256 Credential=a")]
    query = urlencode({"Action": "DescribeRegions", **HERE})

    answer = gateway.answer(received("GET", "/", query.encode(), headers, b""))

    assert code(answer) == "MissingAction"
