"""Built-in monitoring data: stories in which instances come up, go down, run and are loaded."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.disks import DescribeDisks
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstance,
    RebootInstance,
    StartInstance,
    StopInstance,
)
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.ecs.monitoring.monitor_data import (
    DescribeDiskMonitorData,
    DescribeEniMonitorData,
    DescribeInstanceMonitorData,
)
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, NotFound
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from tests.support.first_use_account import the_instance
from tests.support.networks import network

BEGIN = parse_iso("2019-06-25T08:00:00Z")
DAY_S = 86400

ADDED_UP = ("IntranetRX", "IntranetTX", "InternetRX", "InternetTX")
AVERAGED = (
    "CPU",
    "IntranetBandwidth",
    "InternetBandwidth",
    "IOPSRead",
    "IOPSWrite",
    "BPSRead",
    "BPSWrite",
)


def points(
    client: Client, name: str, begin: float, end: float, period_s: int = 60
) -> list[Document]:
    return list(
        client.items(
            DescribeInstanceMonitorData,
            InstanceId=the_instance(client, name),
            StartTime=iso_seconds(begin),
            EndTime=iso_seconds(end),
            Period=period_s,
        )
    )


def times(found: Sequence[Document]) -> list[str]:
    return [point["TimeStamp"] for point in found]


def minutes(begin: float, end: float) -> list[str]:
    return [iso_seconds(at) for at in range(int(begin), int(end), 60)]


def refusal(client: Client, operation: Operation, **parameters: Any) -> tuple[str, int]:
    given: dict[str, Any] = {
        "StartTime": "2019-06-25T07:00:00Z",
        "EndTime": "2019-06-25T08:00:00Z",
        **parameters,
    }
    with pytest.raises(ApiError) as error:
        client.call(operation, **given)
    return error.value.code, error.value.http_status


def test_a_point_has_every_field_of_the_documents_table(client: Client) -> None:
    (point,) = points(client, "WindowsOffice", BEGIN - 60, BEGIN)

    assert set(point) == {*ADDED_UP, *AVERAGED, "InstanceId", "TimeStamp"}
    assert the_instance(client, "WindowsOffice") == point["InstanceId"]
    assert point["TimeStamp"] == "2019-06-25T07:59:00Z"
    assert 0 <= point["CPU"] <= 100


def test_there_is_a_point_for_each_minute_that_is_over(client: Client) -> None:
    found = points(client, "WindowsOffice", BEGIN - 600, BEGIN + 600)

    assert minutes(BEGIN - 600, BEGIN) == times(found)


def test_asking_again_gives_the_same_and_later_minutes_do_not_change_it(
    account: Simulator, client: Client
) -> None:
    first = points(client, "WindowsOffice", BEGIN - 600, BEGIN)
    account.wait(3600)

    assert first == points(client, "WindowsOffice", BEGIN - 600, BEGIN)


def test_another_seed_gives_other_values(account: Simulator, client: Client) -> None:
    first = [point["CPU"] for point in points(client, "WindowsOffice", BEGIN - 6000, BEGIN)]
    account.reset(seed=2, at=BEGIN)
    second = [point["CPU"] for point in points(client, "WindowsOffice", BEGIN - 6000, BEGIN)]

    assert first != second


def test_days_are_busier_than_nights(client: Client) -> None:
    hours = points(client, "UserGuideForDS001", BEGIN - 14 * DAY_S, BEGIN, 3600)
    by_hour: dict[str, list[int]] = {}
    for point in hours:
        by_hour.setdefault(point["TimeStamp"][11:13], []).append(point["CPU"])
    means = sorted(sum(values) / len(values) for values in by_hour.values())

    assert len(hours) == 14 * 24
    assert means[-1] > 3 * means[0]


def test_a_megabit_of_bandwidth_bounds_what_is_sent(client: Client) -> None:
    found = points(client, "UserGuideForDS001", BEGIN - 400 * 60, BEGIN)

    assert max(point["InternetTX"] for point in found) <= 1000 * 60


@settings(max_examples=30, deadline=None)
@given(hour=st.integers(1, 700), name=st.sampled_from(["LegacyWeb", "UserGuideForDS003"]))
def test_an_hour_is_the_mean_of_its_minutes_and_the_sum_of_their_traffic(
    hour: int, name: str
) -> None:
    client = Client(Simulator(":memory:", wall=lambda: BEGIN), "cn-hangzhou")
    begin = BEGIN - hour * 3600
    (whole,) = points(client, name, begin, begin + 3600, 3600)
    tens = points(client, name, begin, begin + 3600, 600)
    ones = points(client, name, begin, begin + 3600)

    for field in ADDED_UP:
        assert sum(point[field] for point in ones) == whole[field]
        assert sum(point[field] for point in tens) == whole[field]
    for field in AVERAGED:
        assert abs(sum(point[field] for point in ones) / 60 - whole[field]) <= 0.5
        for place, ten in enumerate(tens):
            mean = sum(point[field] for point in ones[place * 10 : place * 10 + 10]) / 10
            assert abs(mean - ten[field]) <= 0.5


def test_means_over_more_minutes_differ_as_the_document_warns(client: Client) -> None:
    tens = [point["CPU"] for point in points(client, "WindowsOffice", BEGIN - 3600, BEGIN, 600)]
    (hour,) = points(client, "WindowsOffice", BEGIN - 3600, BEGIN, 3600)

    assert max(tens) > hour["CPU"] > min(tens)


def test_long_periods_are_those_of_the_clock_and_only_whole_ones(
    account: Simulator, client: Client
) -> None:
    account.wait(90)

    found = points(client, "WindowsOffice", BEGIN - 3600 - 300, BEGIN + 900, 600)

    assert [iso_seconds(BEGIN - 3600 + 600 * number) for number in range(6)] == times(found)


def test_seconds_are_rounded_up_to_the_next_minute(client: Client) -> None:
    found = points(client, "WindowsOffice", BEGIN - 179, BEGIN - 59)

    assert times(found) == ["2019-06-25T07:58:00Z", "2019-06-25T07:59:00Z"]


def test_a_stopped_instance_has_no_points(account: Simulator, client: Client) -> None:
    stopped = the_instance(client, "WindowsOffice")
    client.call(StopInstance, InstanceId=stopped)
    account.wait(600)
    client.call(StartInstance, InstanceId=stopped)
    account.wait(300)

    found = points(client, "WindowsOffice", BEGIN - 120, BEGIN + 900)

    assert minutes(BEGIN - 120, BEGIN + 60) + minutes(BEGIN + 600, BEGIN + 900) == times(found)
    assert points(client, "BackupServer", BEGIN - 7200, BEGIN) == []


def test_an_instance_that_comes_up_is_busy_with_it(account: Simulator, client: Client) -> None:
    client.call(RebootInstance, InstanceId=the_instance(client, "WindowsOffice"))
    account.wait(600)
    found = points(client, "WindowsOffice", BEGIN, BEGIN + 600)

    booting = found[1]
    assert minutes(BEGIN, BEGIN + 600) == times(found)
    assert booting["CPU"] >= 60
    assert booting["IOPSRead"] >= 400


def test_a_load_lasts_from_its_fault_to_the_end_of_it(account: Simulator, client: Client) -> None:
    loaded = the_instance(client, "WindowsOffice")
    before = points(client, "WindowsOffice", BEGIN - 300, BEGIN)
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded, "Detail": "97"})
    account.wait(300)
    account.clear_faults()
    account.wait(300)
    after = points(client, "WindowsOffice", BEGIN - 300, BEGIN + 600)

    assert before == after[:5]
    assert [point["CPU"] for point in after[5:10]] == [97] * 5
    assert all(point["CPU"] < 97 for point in after[10:])


def test_a_load_that_is_no_percentage_is_refused(account: Simulator, client: Client) -> None:
    loaded = the_instance(client, "WindowsOffice")

    for detail in ("much", "101", "-1"):
        with pytest.raises(EcsopsError, match="percentage"):
            account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded, "Detail": detail})
    with pytest.raises(EcsopsError, match="No such Instance in cn-hangzhou: i-unheard-of"):
        account.add_fault("load", "cn-hangzhou", {"InstanceId": "i-unheard-of"})
    assert account.faults() == []


def test_the_system_disk_shows_what_its_instance_shows(client: Client) -> None:
    owner = the_instance(client, "WindowsOffice")
    (disk,) = client.items(DescribeDisks, InstanceId=owner)
    answer = client.call(
        DescribeDiskMonitorData,
        DiskId=disk["DiskId"],
        StartTime=iso_seconds(BEGIN - 600),
        EndTime=iso_seconds(BEGIN),
    )
    found = answer["MonitorData"]["DiskMonitorData"]
    shared = ("IOPSRead", "IOPSWrite", "BPSRead", "BPSWrite", "TimeStamp")

    assert answer["TotalCount"] == 10
    assert [
        {name: point[name] for name in shared}
        for point in points(client, "WindowsOffice", BEGIN - 600, BEGIN)
    ] == [{name: point[name] for name in shared} for point in found]
    for point in found:
        assert point["IOPSRead"] + point["IOPSWrite"] == point["IOPSTotal"]
        assert point["BPSRead"] + point["BPSWrite"] == point["BPSTotal"]
        assert point["LatencyRead"] > 0


def test_only_secondary_interfaces_are_measured_apart(client: Client) -> None:
    (instance,) = client.items(DescribeInstances, InstanceName="DataProcessing001")
    ids = {
        each["Type"]: each["NetworkInterfaceId"]
        for each in instance["NetworkInterfaces"]["NetworkInterface"]
    }
    asked = {
        "InstanceId": instance["InstanceId"],
        "StartTime": iso_seconds(BEGIN - 120),
        "EndTime": iso_seconds(BEGIN),
    }
    answer = client.call(DescribeEniMonitorData, **asked)
    found = answer["MonitorData"]["EniMonitorData"]

    assert [ids["Secondary"]] * 2 == [point["EniId"] for point in found]
    assert all(point["IntranetRx"].isdecimal() for point in found)
    assert (
        answer["MonitorData"]
        == (client.call(DescribeEniMonitorData, **asked, EniId=ids["Secondary"])["MonitorData"])
    )
    assert refusal(
        client, DescribeEniMonitorData, InstanceId=instance["InstanceId"], EniId=ids["Primary"]
    ) == ("InvalidParam.Malformed", 400)
    assert refusal(
        client, DescribeEniMonitorData, InstanceId=instance["InstanceId"], EniId="eni-unheard-of"
    ) == ("InvalidEniId.NotFound", 400)
    assert refusal(client, DescribeEniMonitorData, InstanceId="i-unheard-of") == (
        "InvalidEcsId.NotFound",
        404,
    )


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"StartTime": "yesterday"}, "InvalidStartTime.Malformed"),
        ({"StartTime": "2019-06-25T07:00Z"}, "InvalidStartTime.Malformed"),
        ({"StartTime": "2019-6-25T07:00:00Z"}, "InvalidStartTime.Malformed"),
        ({"EndTime": "2019-06-25 08:00:00"}, "InvalidEndTime.Malformed"),
        ({"Period": 300}, "InvalidPeriod.ValueNotSupported"),
        ({"StartTime": "2019-05-26T07:59:00Z"}, "InvalidStartTime.TooEarly"),
        ({"StartTime": "2019-06-25T01:19:00Z"}, "InvalidParameter.TooManyDataQueried"),
        ({"StartTime": None}, "MissingStartTime"),
    ],
)
def test_what_the_service_refuses(client: Client, parameters: Document, code: str) -> None:
    found = {"InstanceId": the_instance(client, "WindowsOffice"), **parameters}

    assert refusal(client, DescribeInstanceMonitorData, **found) == (code, 400)


def test_400_points_and_30_days_are_allowed(client: Client) -> None:
    assert len(points(client, "WindowsOffice", BEGIN - 400 * 60, BEGIN)) == 400
    early = BEGIN - 30 * DAY_S
    assert len(points(client, "UserGuideForDS001", early, early + DAY_S, 3600)) == 24


def test_a_start_after_the_end_has_the_code_of_its_operation(client: Client) -> None:
    turned = {"StartTime": "2019-06-25T07:30:00Z", "EndTime": "2019-06-25T07:00:00Z"}
    owner = the_instance(client, "WindowsOffice")
    (disk,) = client.items(DescribeDisks, InstanceId=owner)

    assert [
        refusal(client, DescribeInstanceMonitorData, InstanceId=owner, **turned),
        refusal(client, DescribeDiskMonitorData, DiskId=disk["DiskId"], **turned),
        refusal(client, DescribeEniMonitorData, InstanceId=owner, **turned),
    ] == [
        ("InvalidStartTime.ValueNotSupported", 400),
        ("InvalidParameter.EndTime", 400),
        ("InvalidParameter.EndTime", 403),
    ]


def test_what_is_unknown_or_of_another_region_is_not_found(
    account: Simulator, client: Client
) -> None:
    owner = the_instance(client, "WindowsOffice")
    (disk,) = client.items(DescribeDisks, InstanceId=owner)
    elsewhere = Client(account, "cn-beijing")
    asked = {"StartTime": "2019-06-25T07:00:00Z", "EndTime": "2019-06-25T08:00:00Z"}

    with pytest.raises(NotFound, match=r"InvalidInstanceId\.NotFound"):
        elsewhere.call(DescribeInstanceMonitorData, InstanceId=owner, **asked)
    with pytest.raises(NotFound, match=r"InvalidDiskId\.NotFound"):
        elsewhere.call(DescribeDiskMonitorData, DiskId=disk["DiskId"], **asked)


def test_a_released_instance_is_not_found(account: Simulator, client: Client) -> None:
    released = the_instance(client, "BackupServer")
    client.call(DeleteInstance, InstanceId=released)

    assert refusal(client, DescribeInstanceMonitorData, InstanceId=released) == (
        "InvalidInstanceId.NotFound",
        404,
    )


def test_a_burstable_instance_under_load_runs_out_of_credits(
    account: Simulator, client: Client
) -> None:
    made = client.call(
        RunInstances,
        **network(client),
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        InstanceType="ecs.t5-c1m2.large",
        InstanceName="burstable",
        Amount=1,
    )
    account.wait(60)
    (burstable,) = made["InstanceIdSets"]["InstanceIdSet"]
    account.add_fault("load", "cn-hangzhou", {"InstanceId": burstable, "Detail": "100"})
    account.wait(2 * 3600)
    found = points(client, "burstable", BEGIN, BEGIN + 2 * 3600)
    (hour,) = points(client, "burstable", BEGIN + 3600, BEGIN + 7200, 3600)

    # 60 credits of a new instance last half an hour on two vCPUs; then there is the baseline.
    assert found[10]["CPU"] == 100
    assert [point["CPU"] for point in found[-60:]] == [15] * 60
    assert (
        hour["CPU"],
        hour["CPUCreditUsage"],
        hour["CPUCreditBalance"],
    ) == (15, 18.0, 0.0)
    assert "CPUCreditBalance" not in points(client, "WindowsOffice", BEGIN, BEGIN + 60)[0]


def test_credits_do_not_depend_on_the_span_that_is_read(account: Simulator, client: Client) -> None:
    client.call(
        RunInstances,
        **network(client),
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        InstanceType="ecs.t5-lc1m2.small",
        InstanceName="burstable",
        Amount=1,
    )
    account.wait(20 * DAY_S)
    now = account.now()
    hours = points(client, "burstable", now - 10 * DAY_S, now, 3600)
    for at in range(0, len(hours), 37):
        begin = parse_iso(hours[at]["TimeStamp"])
        assert [hours[at]] == points(client, "burstable", begin, begin + 3600, 3600)
