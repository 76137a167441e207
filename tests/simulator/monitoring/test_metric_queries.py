"""The metrics of CloudMonitor: points, periods, dimensions, pages, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecsops.catalogue.cms.monitoring.metrics import (
    METRICS,
    DescribeMetricData,
    DescribeMetricLast,
    DescribeMetricList,
    DescribeMetricMetaList,
)
from ecsops.catalogue.ecs.assistant.invocations import RunCommand
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.ecs.monitoring.monitor_data import DescribeInstanceMonitorData
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from tests.support.first_use_account import the_instance
from tests.support.instance_stories import IMAGE
from tests.support.networks import network

BEGIN = parse_iso("2019-06-25T08:00:00Z")
BEGIN_MS = int(BEGIN) * 1000


def answer(
    client: Client, metric: str, operation: Operation = DescribeMetricList, **asked: Any
) -> Document:
    return client.call(
        operation, **{"Namespace": "acs_ecs_dashboard", "MetricName": metric, **asked}
    )


def points(
    client: Client, metric: str, name: str, operation: Operation = DescribeMetricList, **asked: Any
) -> list[Document]:
    dimensions = [{"instanceId": the_instance(client, name)}]
    found = answer(client, metric, operation, Dimensions=dimensions, **asked)
    return list(json.loads(found["Datapoints"]))


def since(minutes: float) -> dict[str, str]:
    return {"StartTime": str(int(BEGIN_MS - minutes * 60_000))}


def code(client: Client, metric: str, **asked: Any) -> str:
    with pytest.raises(ApiError) as error:
        answer(client, metric, **asked)
    return error.value.code


def test_points_are_json_in_a_string_with_the_documented_fields(client: Client) -> None:
    found = answer(client, "CPUUtilization", Dimensions={"instanceId": "i-1"})
    (point,) = points(client, "CPUUtilization", "WindowsOffice", **since(1.1))

    assert tuple(found[name] for name in ("Datapoints", "Period", "Code", "Success")) == (
        "[]",
        "60",
        "200",
        True,
    )
    assert list(point) == ["timestamp", "userId", "instanceId", "Minimum", "Average", "Maximum"]
    assert point["timestamp"] == BEGIN_MS - 60_000


def test_the_span_is_open_on_the_left_and_closed_on_the_right(client: Client) -> None:
    span = {"StartTime": str(BEGIN_MS - 300_000), "EndTime": str(BEGIN_MS - 120_000)}

    found = points(client, "CPUUtilization", "WindowsOffice", **span)

    assert [(BEGIN_MS - point["timestamp"]) // 1000 for point in found] == [240, 180, 120]


def test_times_are_milliseconds_utc_or_beijing_time(client: Client) -> None:
    ways = [
        {"StartTime": str(BEGIN_MS - 300_000)},
        {"StartTime": "2019-06-25 15:55:00"},
        {"StartTime": "2019-06-25T07:55:00Z", "EndTime": "2019-06-25T08:00:00Z"},
    ]

    first, *others = (points(client, "cpu_total", "WindowsOffice", **way) for way in ways)

    assert len(first) == 19
    assert others == [first, first]


def test_the_servers_metrics_are_what_the_built_in_monitoring_shows(client: Client) -> None:
    found = client.call(
        DescribeInstanceMonitorData,
        InstanceId=the_instance(client, "WindowsOffice"),
        StartTime=iso_seconds(BEGIN - 3600),
        EndTime=iso_seconds(BEGIN),
    )["MonitorData"]["InstanceMonitorData"]
    cpu = points(client, "CPUUtilization", "WindowsOffice", **since(60.5))
    sent = points(client, "InternetOutRate", "WindowsOffice", **since(60.5))

    assert [point["CPU"] for point in found] == [int(each["Average"] + 0.5) for each in cpu]
    assert [point["InternetTX"] for point in found] == [
        round(each["Average"] * 60 / 1000) for each in sent
    ]


@settings(max_examples=25, deadline=None)
@given(
    metric=st.sampled_from(sorted(METRICS)),
    period_s=st.sampled_from([60, 120, 300, 900]),
    hours=st.integers(3, 160),
)
def test_a_longer_period_is_made_of_the_samples_of_its_shorter_ones(
    metric: str, period_s: int, hours: int
) -> None:
    client = Client(Simulator(":memory:", wall=lambda: BEGIN), "cn-hangzhou")
    begin = BEGIN_MS - hours * 3_600_000
    span = {"StartTime": str(begin - 1), "EndTime": str(begin + 3_599_999), "Length": "1440"}
    shortest = points(client, metric, "DataProcessing001", Period=METRICS[metric].period_s, **span)
    found = points(client, metric, "DataProcessing001", Period=str(period_s), **span)

    for point in found:
        end = point["timestamp"] + period_s * 1000
        parts = [
            each
            for each in shortest
            if point["timestamp"] <= each["timestamp"] < end and same(each, point)
        ]
        assert period_s // METRICS[metric].period_s == len(parts)
        for name, of in (("Minimum", min), ("Maximum", max), ("Average", mean)):
            if name in point:
                assert of(part[name] for part in parts) == pytest.approx(point[name], abs=1e-3)


def mean(values: Any) -> float:
    listed = list(values)
    return float(sum(listed) / len(listed))


def same(one: Document, other: Document) -> bool:
    return all(one.get(name) == other.get(name) for name in ("device", "state", "processName"))


def test_metrics_of_the_agent_need_it(client: Client) -> None:
    assert points(client, "memory_usedutilization", "LegacyWeb") == []
    assert len(points(client, "memory_usedutilization", "WindowsOffice")) == 480 - 1
    assert len(points(client, "CPUUtilization", "LegacyWeb")) == 120 - 1


def test_shares_of_the_agent_add_up_in_every_sample(client: Client) -> None:
    parts = ("cpu_idle", "cpu_user", "cpu_system", "cpu_wait", "cpu_other")
    found = [points(client, name, "WindowsOffice", **since(10)) for name in parts]

    for together in zip(*found, strict=True):
        assert pytest.approx(sum(point["Average"] for point in together), abs=1e-3) == 100


def test_devices_and_states_are_told_apart_and_can_be_chosen(client: Client) -> None:
    moving = the_instance(client, "DataProcessing001")
    both = points(client, "networkin_rate", "DataProcessing001", DescribeMetricLast)
    chosen = answer(
        client,
        "networkin_rate",
        DescribeMetricLast,
        Dimensions=[{"instanceId": moving, "device": "eth1"}],
    )

    assert [point["device"] for point in both] == ["eth0", "eth1"]
    assert [both[1]] == json.loads(chosen["Datapoints"])


def test_credits_are_those_of_burstable_types_only(account: Simulator, client: Client) -> None:
    client.call(
        RunInstances,
        **network(client),
        ImageId=IMAGE,
        InstanceType="ecs.t5-c1m2.large",
        Amount=1,
        InstanceName="burstable",
    )
    account.wait(3600)

    assert points(client, "TotlCredit", "WindowsOffice", DescribeMetricLast) == []
    (left,) = points(client, "TotlCredit", "burstable", DescribeMetricLast)
    assert 0 <= left["Average"] <= 0.3 * 1440


def test_a_script_loads_its_instance_while_it_runs(account: Simulator, client: Client) -> None:
    account.store.set("guest", "built-in")
    target = the_instance(client, "UserGuideForDS001")
    client.call(
        RunCommand,
        Type="RunShellScript",
        CommandContent="sleep 300",
        InstanceId=[target],
        Timeout=600,
    )
    account.wait(900)
    after = {"StartTime": str(BEGIN_MS), "EndTime": str(BEGIN_MS + 900_000)}
    found = [
        point["Average"] for point in points(client, "CPUUtilization", "UserGuideForDS001", **after)
    ]
    quiet = [
        point["Average"]
        for point in points(
            Client(Simulator(":memory:", wall=lambda: BEGIN + 900), "cn-hangzhou"),
            "CPUUtilization",
            "UserGuideForDS001",
            **after,
        )
    ]

    # 0.8 of two vCPUs, from the minute after it began to the one in which it ends.
    assert pytest.approx([a - b for a, b in zip(found, quiet, strict=True)][:3]) == [40.0] * 3
    assert quiet[6:] == found[6:]


def test_last_is_the_newest_point_of_each_instance(account: Simulator, client: Client) -> None:
    client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
    account.wait(1800)

    found = json.loads(answer(client, "CPUUtilization", DescribeMetricLast)["Datapoints"])
    newest = {point["instanceId"]: point["timestamp"] for point in found}

    assert len(found) == 10
    assert newest[the_instance(client, "WindowsOffice")] == BEGIN_MS
    assert newest[the_instance(client, "LegacyWeb")] == BEGIN_MS + 1_740_000
    account.wait(7200)
    assert points(client, "CPUUtilization", "WindowsOffice", DescribeMetricLast) == []


def test_data_looks_back_a_while_only(client: Client) -> None:
    long_ago = {"StartTime": str(BEGIN_MS - 100 * 3_600_000)}

    assert len(points(client, "cpu_total", "WindowsOffice", DescribeMetricData, **long_ago)) == 79
    assert (
        len(points(client, "CPUUtilization", "WindowsOffice", DescribeMetricData, **long_ago))
        == 119
    )
    assert (
        len(
            points(
                client,
                "CPUUtilization",
                "WindowsOffice",
                DescribeMetricData,
                Period="3600",
                **long_ago,
            )
        )
        == 47
    )


def test_pages_follow_each_other_to_the_end(account: Simulator, client: Client) -> None:
    whole = json.loads(answer(client, "networkin_rate", Period="300")["Datapoints"])
    found: list[Document] = []
    more: str | None = None
    while more != "":
        page = answer(client, "networkin_rate", Period="300", Length="7", NextToken=more)
        found += json.loads(page["Datapoints"])
        more = page.get("NextToken", "")

    assert whole == found
    assert len(whole) > 7


def test_express_groups_points(client: Client) -> None:
    by_device = answer(client, "networkin_rate", DescribeMetricLast)
    by_user = answer(client, "networkin_rate", DescribeMetricLast, Express={"groupby": ["userId"]})
    singles = json.loads(by_device["Datapoints"])
    (whole,) = json.loads(by_user["Datapoints"])

    assert list(whole) == ["timestamp", "userId", "Minimum", "Maximum", "Average"]
    assert max(point["Maximum"] for point in singles) == whole["Maximum"]
    assert mean(point["Average"] for point in singles) == pytest.approx(whole["Average"])
    grouped = answer(
        client, "networkin_rate", Express={"groupby": ["instanceId"]}, Period="900", Length="8"
    )
    more = answer(
        client,
        "networkin_rate",
        Express={"groupby": ["instanceId"]},
        Period="900",
        NextToken=grouped["NextToken"],
    )
    # Nine instances have the agent; seven quarters of an hour began in two hours after the first.
    pages = json.loads(grouped["Datapoints"]) + json.loads(more["Datapoints"])
    assert 9 * 7 == len(pages) == len({(each["timestamp"], each["instanceId"]) for each in pages})


def test_points_are_kept_for_a_while(client: Client) -> None:
    days = 24 * 60
    asked = {"EndTime": str(BEGIN_MS - 8 * days * 60_000), **since(8 * days + 60)}

    assert points(client, "cpu_total", "UserGuideForDS001", Period="15", **asked) == []
    assert len(points(client, "cpu_total", "UserGuideForDS001", Period="60", **asked)) == 60
    early = {"EndTime": str(BEGIN_MS - 40 * days * 60_000), **since(40 * days + 60)}
    assert points(client, "cpu_total", "UserGuideForDS001", Period="60", **early) == []
    assert len(points(client, "cpu_total", "UserGuideForDS001", Period="300", **early)) == 12


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"MetricName": "CPU"}, "ResourceNotFound"),
        ({"Namespace": "acs_rds_dashboard"}, "ResourceNotFound"),
        ({"Period": "90"}, "ParameterInvalid"),
        ({"Period": "x"}, "ParameterInvalid"),
        ({"Length": "1441"}, "ParameterInvalid"),
        ({"Length": "0"}, "ParameterInvalid"),
        ({"NextToken": "what"}, "ParameterInvalid"),
        ({"Dimensions": "what"}, "ParameterInvalid"),
        ({"Dimensions": [{"instanceId": f"i-{n}"} for n in range(51)]}, "ParameterInvalid"),
        ({"StartTime": "yesterday"}, "ParameterInvalid"),
        ({"Express": {"groupby": ["colour"]}}, "ParameterInvalid"),
        ({"Express": ["groupby"]}, "ParameterInvalid"),
        ({"StartTime": str(BEGIN_MS), "EndTime": str(BEGIN_MS - 1)}, "ParameterInvalid"),
        (since(32 * 24 * 60), "ParameterInvalid"),
    ],
)
def test_what_the_service_refuses(client: Client, asked: Document, expected: str) -> None:
    if expected == "ParameterInvalid" and "StartTime" in asked and "EndTime" not in asked:
        asked = {"Period": "300", **asked}

    assert expected == code(client, asked.pop("MetricName", "CPUUtilization"), **asked)


def test_the_list_of_metrics_tells_units_periods_and_statistics(client: Client) -> None:
    found = {each["MetricName"]: each for each in client.items(DescribeMetricMetaList)}
    agents = json.dumps([{"name": "metricCategory", "value": "agent"}])

    assert list(METRICS) == list(found)
    assert tuple(
        found["CPUUtilization"][name] for name in ("Unit", "Periods", "Dimensions", "Statistics")
    ) == ("%", "60,300,900,3600", "userId,instanceId", "Average,Minimum,Maximum")
    assert [name for name in METRICS if METRICS[name].agent] == [
        each["MetricName"] for each in client.items(DescribeMetricMetaList, Labels=agents)
    ]
    assert list(client.items(DescribeMetricMetaList, Namespace="acs_rds_dashboard")) == []
