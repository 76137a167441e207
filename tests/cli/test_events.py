"""`ecsops events`, and the document's own command lines about system events."""

import json
from collections.abc import Callable

import pytest

Ecsops = Callable[..., tuple[str, str, int]]

AT = "--at 2019-06-26T08:00:00Z"


@pytest.fixture
def instance_id(ecsops: Ecsops) -> str:
    """A running instance, UserGuideForDS001."""
    stdout, _, _ = ecsops("ecs DescribeInstances --InstanceName UserGuideForDS001 -o tsv")
    header, row = (line.split("\t") for line in stdout.splitlines())
    return row[header.index("InstanceId")]


def test_the_documents_lines_show_the_events_of_an_instance(
    ecsops: Ecsops, instance_id: str
) -> None:
    stdout, _, _ = ecsops(f"events simulate SystemMaintenance.Reboot {instance_id} {AT} -o json")
    event_id = json.loads(stdout)[0]["EventId"]
    expected = f"""\
EventId                | EventTypeName
-------                | -------------
{event_id} | SystemMaintenance.Reboot
"""

    assert (expected, "", 0) == ecsops(
        f"ecs DescribeInstancesFullStatus --RegionId cn-hangzhou --InstanceId.1 {instance_id} "
        "--output cols=EventId,EventTypeName"
    )
    ecsops("sim advance 2d")
    assert (expected, "", 0) == ecsops(
        f"ecs DescribeInstanceHistoryEvents --RegionId cn-hangzhou --InstanceId.1 {instance_id} "
        "--output cols=EventId,EventTypeName"
    )


def test_the_documents_line_shows_the_health_of_a_page_of_instances(ecsops: Ecsops) -> None:
    assert (
        "HealthStatus\n------------\nInsufficientData\nOk\nNotApplicable\n" + "Ok\n" * 7,
        "",
        0,
    ) == ecsops("ecs DescribeInstancesFullStatus --RegionId cn-hangzhou --output cols=HealthStatus")


def test_a_local_time_is_planned_in_utc(ecsops: Ecsops, instance_id: str) -> None:
    stdout, _, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {instance_id} "
        "--at '2019-06-26 03:00' --zone Asia/Shanghai -o cols=EventTypeName,NotBefore"
    )

    assert 0 == status
    assert stdout.endswith("SystemMaintenance.Reboot | 2019-06-25T19:00:00Z\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--at tomorrow", "Error: Invalid value for '--at': 'tomorrow' is no time"),
        ("--at 2019-06-26", "Error: Invalid value for '--at': '2019-06-26' is no time"),
        ("--at '2019-06-26 03:00' --zone Mars/Base", "There is no zone 'Mars/Base'."),
        (
            "--at '2019-03-31 02:30' --zone Europe/Berlin",
            "There is no '2019-03-31 02:30' in this zone: the clocks skip it.",
        ),
        ("", "Error: Missing option '--at'."),
    ],
)
def test_a_time_that_cannot_be_read_is_a_usage_error(
    ecsops: Ecsops, instance_id: str, options: str, message: str
) -> None:
    stdout, stderr, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {instance_id} {options}"
    )

    assert ("", 2) == (stdout, status)
    assert message in stderr


def test_a_time_that_has_passed_is_refused_by_the_service(
    ecsops: Ecsops, instance_id: str, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    _, stderr, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {instance_id} --at 2019-06-25T07:59:59Z"
    )

    assert 3 == status
    assert stderr.startswith(
        "Error: InvalidNotBefore.Passed: The NotBefore of system event has passed.\n"
    )
    assert before == dump()


def test_history_lists_what_is_over(ecsops: Ecsops, instance_id: str) -> None:
    ecsops(f"events simulate SystemMaintenance.Reboot {instance_id} {AT}")
    assert "[]\n" == ecsops("events history -o json")[0]
    ecsops(f"instance reboot {instance_id}")

    columns = "-o cols=EventTypeName,EventCycleStatusName,EventFinishTime"
    expected = "SystemMaintenance.Reboot | Avoided              | 2019-06-25T08:00:00Z\n"
    for options in ("", f"--instance {instance_id}", "--since 1d", "--state Avoided"):
        assert ecsops(f"events history {options} {columns}")[0].endswith(expected)
    for options in ("--instance i-other", "--state Executed", "--type SystemFailure.Reboot"):
        assert "[]\n" == ecsops(f"events history {options} -o json")[0]
