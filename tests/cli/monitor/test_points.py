"""`ecsops monitor data`, `disk` and `eni` as a user meets them."""

import json

import pytest

from tests.conftest import Ecsops
from tests.support.typed_lines import the_instance


@pytest.fixture
def windows(ecsops: Ecsops) -> str:
    """The id of the instance WindowsOffice."""
    return the_instance(ecsops, "WindowsOffice")


def test_data_is_a_table_of_the_last_hour(ecsops: Ecsops, windows: str) -> None:
    stdout, stderr, exit_status = ecsops(f"monitor data {windows} --since 3m")

    head, _, *rows = stdout.splitlines()
    columns = ["InstanceId", "TimeStamp", "CPU", "InternetRX", "InternetTX"]
    columns += ["IntranetRX", "IntranetTX", "IOPSRead", "IOPSWrite"]
    assert (exit_status, stderr) == (0, "")
    assert columns == [cell.strip() for cell in head.split(" | ")]
    assert [row.split(" | ")[1][11:16] for row in rows] == ["07:57", "07:58", "07:59"]
    assert len(ecsops(f"monitor data {windows}").stdout.splitlines()) == 62


def test_metrics_are_columns_by_our_names_or_the_apis(ecsops: Ecsops, windows: str) -> None:
    ours = ecsops(f"monitor data {windows} --since 2m --metric cpu,internet-out -o csv")
    theirs = ecsops(f"monitor data {windows} --since 2m --metric CPU --metric internettx -o csv")

    assert ours.stdout.splitlines()[0] == "InstanceId,TimeStamp,CPU,InternetTX"
    assert ours == theirs


def test_json_lines_hold_the_documents_of_the_service(ecsops: Ecsops, windows: str) -> None:
    whole = ecsops(f"monitor data {windows} --since 2m -o jsonl").stdout.splitlines()
    chosen = ecsops(f"monitor data {windows} --since 2m --metric cpu -o jsonl").stdout.splitlines()

    assert len(whole) == 2
    assert len(json.loads(whole[0])) == 13
    assert sorted(json.loads(chosen[0])) == ["CPU", "InstanceId", "TimeStamp"]


def test_more_than_400_points_are_joined_from_several_calls(ecsops: Ecsops, windows: str) -> None:
    points = ecsops(f"monitor data {windows} --since 30d -o tsv --metric cpu").stdout.splitlines()
    times = [point.split("\t")[1] for point in points[1:]]

    # WindowsOffice came up on the first of June.
    assert (times[0], times[-1]) == ("2019-06-01T02:00:00Z", "2019-06-25T07:59:00Z")
    assert times == sorted(set(times))
    assert len(times) == (24 * 24 + 6) * 60


def test_spans_are_durations_or_times_in_any_zone(ecsops: Ecsops, windows: str) -> None:
    relative = ecsops(f"monitor data {windows} --since 2h --until 1h -o csv")
    absolute = ecsops(
        f"monitor data {windows} -o csv --since 2019-06-25T06:00:00Z --until 2019-06-25T15:00+08:00"
    )
    local = ecsops(
        f"monitor data {windows} -o csv --zone Asia/Shanghai "
        "--since '2019-06-25 14:00' --until '2019-06-25 15:00'"
    )

    assert len(relative.stdout.splitlines()) == 61
    assert relative == absolute == local


def test_several_instances_are_shown_one_after_the_other(ecsops: Ecsops, windows: str) -> None:
    other = ecsops("instance list --name LegacyWeb --query '[0].InstanceId'").stdout.strip()
    rows = ecsops(f"monitor data {windows} {other} {windows} --since 2m -o tsv").stdout

    assert [row.split("\t")[0] for row in rows.splitlines()[1:]] == [windows] * 2 + [other] * 2


def test_longer_periods_are_means(ecsops: Ecsops, windows: str) -> None:
    hours = ecsops(f"monitor data {windows} --since 1d --period 1h --metric cpu -o csv").stdout

    assert len(hours.splitlines()) == 25


def test_disks_and_interfaces_have_their_own_columns(ecsops: Ecsops, windows: str) -> None:
    disk = ecsops(
        f"ecs DescribeDisks --RegionId cn-hangzhou --InstanceId {windows} -o cols=DiskId"
    ).stdout.splitlines()[2]
    moving = ecsops("instance list --name DataProcessing001 --query '[0].InstanceId'").stdout
    of_disk = ecsops(f"monitor disk {disk} --since 2m --metric latency-read,iops-total -o csv")
    of_eni = ecsops(f"monitor eni {moving.strip()} --since 2m --metric intranet-in -o csv")

    assert of_disk.stdout.splitlines()[0] == "DiskId,TimeStamp,LatencyRead,IOPSTotal"
    assert [row.split(",")[0] for row in of_disk.stdout.splitlines()[1:]] == [disk] * 2
    assert of_eni.stdout.splitlines()[0] == "EniId,TimeStamp,IntranetRx"
    assert len(of_eni.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("options", "exit_status", "said"),
    [
        ("--metric cpuu", 2, "Error: No such metric: cpuu. Did you mean cpu?"),
        ("--since yesterday", 2, "Invalid time 'yesterday'"),
        ("--since 1h --until 2h", 3, "InvalidStartTime.ValueNotSupported"),
        ("--since 31d", 3, "InvalidStartTime.TooEarly"),
        ("--period 5m", 3, "InvalidPeriod.ValueNotSupported"),
        ("--region cn-beijing", 4, "InvalidInstanceId.NotFound"),
    ],
)
def test_what_is_wrong_is_said(
    ecsops: Ecsops, windows: str, options: str, exit_status: int, said: str
) -> None:
    ran = ecsops(f"monitor data {windows} {options}")

    assert ("", exit_status) == (ran.stdout, ran.exit_status)
    assert said in ran.stderr


def test_disks_are_those_of_an_instance_by_its_id_or_name(ecsops: Ecsops) -> None:
    instance_id = the_instance(ecsops, "LegacyWeb")
    of_id = ecsops(f"monitor disk {instance_id} --since 3m -o csv")
    of_name = ecsops("monitor disk LegacyWeb --since 3m -o csv")
    disk_id = of_id.stdout.splitlines()[1].split(",")[0]

    assert of_id.stdout == of_name.stdout
    assert ecsops(f"monitor disk {disk_id} --since 3m -o csv").stdout in (of_id.stdout,)
    assert ecsops("monitor disk nothing").exit_status == 4


def test_an_instance_without_the_agent_says_so(ecsops: Ecsops) -> None:
    instance_id = the_instance(ecsops, "LegacyWeb")

    ran = ecsops("monitor data LegacyWeb --metric memory_usedutilization")

    assert ran.stderr == (
        "No data of memory_usedutilization: "
        f"the CloudMonitor agent is not installed on {instance_id}. "
        f"Install it with `ecsops monitor agent install {instance_id}`.\n"
    )
