"""Parameters in, texts out, and back; answers and refusals read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.ecs.assistant.invocations import RunCommand
from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Operation, Parameter
from ecsops.errors import ApiError, NotFound, Throttled, TransportError
from ecsops.openapi.wire import flatten, read_answer, text, unflatten

HOST = "ecs.cn-hangzhou.aliyuncs.com"

OPERATIONS = [find(product, name) for product in MODULES for name in names(product)]


def test_lists_travel_numbered_and_booleans_in_lower_case() -> None:
    parameters = {"RegionId": "cn-hangzhou", "InstanceId": ["i-1", "i-2"], "Timed": True}

    assert flatten(RunCommand, parameters) == {
        "RegionId": "cn-hangzhou",
        "InstanceId.1": "i-1",
        "InstanceId.2": "i-2",
        "Timed": "true",
    }


def test_what_the_catalogue_calls_json_travels_as_one_text() -> None:
    assert flatten(DescribeDeploymentSets, {"DeploymentSetIds": ["ds-1", "组"]}) == {
        "DeploymentSetIds": '["ds-1","组"]'
    }
    assert flatten(RunCommand, {"Parameters": {"a": "1"}}) == {"Parameters": '{"a":"1"}'}
    assert flatten(RunCommand, {"Parameters": '{ "a": 1 }'}) == {"Parameters": '{ "a": 1 }'}


def test_objects_in_lists_travel_dotted_and_lists_in_them_too() -> None:
    pattern = [{"Product": "ECS", "LevelList": ["CRITICAL", "WARN"]}]

    assert flatten(PutEventRule, {"EventPattern": pattern}) == {
        "EventPattern.1.Product": "ECS",
        "EventPattern.1.LevelList.1": "CRITICAL",
        "EventPattern.1.LevelList.2": "WARN",
    }


def test_nothing_is_not_sent_but_an_empty_text_is() -> None:
    parameters = {"InstanceId": [], "Timeout": None, "Parameters": {}, "Frequency": ""}

    assert flatten(RunCommand, parameters) == {"Frequency": ""}


def test_items_come_in_the_order_of_their_numbers_whatever_is_left_out() -> None:
    pairs = [("InstanceId.10", "c"), ("InstanceId.2", "a"), ("InstanceId.3", "b")]

    assert unflatten(RunCommand, pairs) == {"InstanceId": ["a", "b", "c"]}


def test_a_dotted_name_is_a_parameter_of_its_own() -> None:
    pairs = [("SystemDisk.Category", "cloud_ssd"), ("DataDisk.1.Size", "40")]

    assert unflatten(RunInstances, pairs) == {
        "SystemDisk.Category": "cloud_ssd",
        "DataDisk": [{"Size": "40"}],
    }


@pytest.mark.parametrize(
    "name",
    [
        "Nonsense",
        "Nonsense.1",
        "Tag.1.Nonsense",
        "Tag.x.Key",
        "Tag.-1.Key",
        "Tag.²",
        "Tag.1.Key.1",
        "Tag..Key",
        "InstanceId.1.2",
        "InstanceId.9999999999",
        "Timeout.1",
        ".",
        "",
    ],
)
def test_a_name_that_the_operation_has_not_is_left_out(name: str) -> None:
    assert unflatten(RunCommand, [(name, "x")]) == {}


def test_a_text_where_an_object_belongs_is_for_the_service_to_refuse() -> None:
    assert unflatten(RunCommand, [("Tag.1", "x")]) == {"Tag": ["x"]}


def test_the_region_reaches_operations_that_do_not_list_it() -> None:
    assert unflatten(find("ecs", "StartInstance"), [("RegionId", "cn-beijing")]) == {
        "RegionId": "cn-beijing"
    }


def values_of(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Draw values as the wire would bring them: texts, JSON left as text."""
    words = st.text(min_size=1, max_size=8)
    if parameter.json or not parameter.parts:
        single: st.SearchStrategy[Any] = words
    else:
        single = st.fixed_dictionaries(
            {}, optional={part.name: values_of(part) for part in parameter.parts}
        ).filter(bool)
    return st.lists(single, min_size=1, max_size=12) if parameter.repeat else single


@given(st.data())
def test_every_call_that_is_flattened_comes_back_whole(data: st.DataObject) -> None:
    operation: Operation = data.draw(st.sampled_from(OPERATIONS))
    parameters = data.draw(
        st.fixed_dictionaries(
            {}, optional={each.name: values_of(each) for each in operation.parameters}
        )
    )

    assert unflatten(operation, flatten(operation, parameters).items()) == parameters


def test_numbers_are_plain_texts() -> None:
    assert [text(value) for value in (7, 0.5, False, "x")] == ["7", "0.5", "false", "x"]


def test_an_answer_is_its_document() -> None:
    assert read_answer(200, b'{"RequestId":"A","TotalCount":0}', HOST) == {
        "RequestId": "A",
        "TotalCount": 0,
    }


@pytest.mark.parametrize(
    ("code", "http_status", "kind"),
    [
        ("InvalidParameter", 400, ApiError),
        ("InvalidInstanceId.NotFound", 404, NotFound),
        ("Throttling.User", 400, Throttled),
    ],
)
def test_an_error_envelope_is_the_error_of_its_code(
    code: str, http_status: int, kind: type[ApiError]
) -> None:
    envelope = {"Code": code, "Message": "No.", "RequestId": "A", "HostId": HOST, "Recommend": "R"}

    with pytest.raises(ApiError) as refused:
        read_answer(http_status, json.dumps(envelope).encode(), "elsewhere")

    assert type(refused.value) is kind
    assert refused.value.document() == {**envelope, "HttpStatus": http_status}


def test_an_envelope_in_lower_case_is_read_too() -> None:
    with pytest.raises(ApiError, match="X: no") as refused:
        read_answer(403, b'{"code":"X","message":"no","requestId":"A"}', HOST)

    assert (refused.value.request_id, refused.value.host_id) == ("A", HOST)


def test_cloud_monitor_refuses_with_http_200_at_times() -> None:
    with pytest.raises(ApiError, match="404: not found"):
        read_answer(200, b'{"Code":"404","Success":false,"Message":"not found"}', HOST)


@pytest.mark.parametrize(
    ("http_status", "body"),
    [
        (200, b""),
        (200, b"<html>"),
        (200, b'{"RequestId":"A"'),
        (200, b"[]"),
        (200, b"{}"),
        (200, b"\xff\xfe"),
        (200, b"[" * 100_000),
        (502, b"Bad Gateway"),
        (500, b"{}"),
    ],
)
def test_what_is_no_answer_of_the_service_is_told_so(http_status: int, body: bytes) -> None:
    with pytest.raises(TransportError, match=HOST):
        read_answer(http_status, body, HOST)
