"""`ecsops events` as it tells of them, and the document's own lines: list, show, history, watch."""

import json
from pathlib import Path

import pytest

from tests.conftest import Ecsops
from tests.support.event_lines import AT, states, strike
from tests.support.typed_lines import the_instance


@pytest.fixture
def instance_id(ecsops: Ecsops) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(ecsops)


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

    assert ecsops(
        f"ecs DescribeInstancesFullStatus --RegionId cn-hangzhou --InstanceId.1 {instance_id} "
        "--output cols=EventId,EventTypeName"
    ) == (expected, "", 0)
    ecsops("sim advance 2d")
    assert ecsops(
        f"ecs DescribeInstanceHistoryEvents --RegionId cn-hangzhou --InstanceId.1 {instance_id} "
        "--output cols=EventId,EventTypeName"
    ) == (expected, "", 0)


def test_the_documents_line_shows_the_health_of_a_page_of_instances(ecsops: Ecsops) -> None:
    assert ecsops(
        "ecs DescribeInstancesFullStatus --RegionId cn-hangzhou --output cols=HealthStatus"
    ) == (
        "HealthStatus\n------------\nInsufficientData\nOk\nNotApplicable\n" + "Ok\n" * 7,
        "These are 10 of 11 items; --pager reads all pages.\n",
        0,
    )


def test_history_lists_what_is_over(ecsops: Ecsops, instance_id: str) -> None:
    ecsops(f"events simulate SystemMaintenance.Reboot {instance_id} {AT}")
    assert ecsops("events history -o json")[0] == "[]\n"
    ecsops(f"instance reboot {instance_id}")

    columns = "-o cols=EventTypeName,EventCycleStatusName,EventFinishTime"
    expected = "SystemMaintenance.Reboot | Avoided              | 2019-06-25T08:00:00Z\n"
    for options in ("", f"--instance {instance_id}", "--since 1d", "--state Avoided"):
        assert ecsops(f"events history {options} {columns}")[0].endswith(expected)
    for options in ("--state Executed", "--type SystemFailure.Reboot"):
        assert ecsops(f"events history {options} -o json")[0] == "[]\n"
    missing = ecsops("events history --instance i-other -o json")
    assert (missing.stdout, missing.exit_status) == ("", 4)


def test_list_shows_what_is_to_come_with_the_time_left_and_the_next_step(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)
    ecsops("sim advance 30m")

    assert (
        ecsops("events list")[0]
        == f"""\
{"EventId":22} | {"InstanceId":22} | EventTypeName            | EventCycleStatusName | \
NotBefore            | TimeLeft | {"NextStep":42} | InstanceName      | InstanceStatus
{"-------":22} | {"----------":22} | -------------            | -------------------- | \
---------            | -------- | {"--------":42} | ------------      | --------------
{event_id} | {instance_id} | SystemMaintenance.Reboot | Scheduled            | \
2019-06-27T08:00:00Z | 1d 23h   | ecsops events avoid {event_id} | UserGuideForDS001 | Running
"""
    )
    assert ecsops("events list --type SystemFailure.Reboot -o json")[0] == "[]\n"
    ran = ecsops(f"events list i-other {instance_id} -o cols=InstanceId")
    assert (ran.stdout.splitlines()[2:], ran.exit_status) == ([instance_id], 4)
    assert "InvalidInstanceId.NotFound" in ran.stderr


def test_all_regions_are_looked_into(ecsops: Ecsops, instance_id: str) -> None:
    event_id = strike(ecsops, instance_id)
    columns = "-o cols=EventId,RegionId"

    assert event_id not in ecsops(f"events list --region cn-beijing {columns}")[0]
    stdout, _, _ = ecsops(f"events list --region cn-beijing --all-regions {columns}")
    assert stdout.splitlines()[-1] == f"{event_id} | cn-hangzhou"


def test_an_event_is_shown_with_its_life_its_effect_and_what_to_do(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)
    ecsops("sim advance 3d")
    shown = json.loads(ecsops(f"events show {event_id} -o json")[0])

    assert shown["Life"] == [
        "2019-06-25T08:00:00Z published",
        "2019-06-25T08:00:00Z Scheduled",
        "2019-06-27T08:00:00Z Executing",
        "2019-06-27T08:00:35Z Executed",
    ]
    assert shown["Effect"] == "The instance restarts at the planned time."
    assert len(shown["Measures"]) == 3
    assert "" == shown["NextStep"] == shown["TimeLeft"]
    assert ecsops("events show e-none") == (
        "",
        "Error: InvalidEventId.NotFound: Cannot find EventId: e-none.\n"
        "Hint: `ecsops events list` and `events history` list the events.\n",
        4,
    )


def test_types_and_advice_come_from_the_document(ecsops: Ecsops, instance_id: str) -> None:
    stdout, _, _ = ecsops("events types --document -o cols=EventType,Notice")
    assert (
        stdout
        == """\
EventType                 | Notice
---------                 | ------
SystemMaintenance.Reboot  | 24 to 48 hours
SystemFailure.Reboot      | -
InstanceFailure.Reboot    | -
InstanceExpiration.Stop   | 3 days
InstanceExpiration.Delete | 15 days
AccountUnbalanced.Stop    | less than an hour
AccountUnbalanced.Delete  | 15 days
"""
    )

    event_id = strike(ecsops, instance_id)
    by_type = ecsops("events advise SystemMaintenance.Reboot -o json")[0]
    assert by_type == ecsops(f"events advise {event_id} -o json")[0]
    assert [json.loads(by_type)] == json.loads(ecsops("events advise -o json")[0])
    _, stderr, status = ecsops("events advise SystemMaintenance.Rebot")
    assert status == 2
    assert "Did you mean SystemMaintenance.Reboot?" in stderr


def test_watch_shows_every_change_until_no_event_is_left(ecsops: Ecsops, instance_id: str) -> None:
    event_id = strike(ecsops, instance_id)

    stdout, _, status = ecsops("events watch --until-clear --interval 1h")

    heading, dashes, *rows = stdout.splitlines()
    event = f"{event_id} | {instance_id} | SystemMaintenance.Reboot"
    assert (" ".join(heading.replace("|", "").split()), rows, status) == (
        "Time EventId InstanceId EventTypeName EventCycleStatusName NotBefore",
        [
            f"2019-06-25T08:00:00Z | {event} | Scheduled            | 2019-06-27T08:00:00Z",
            f"2019-06-27T08:00:00Z | {event} | Executing            | 2019-06-27T08:00:00Z",
            f"2019-06-27T09:00:00Z | {event} | Executed             | 2019-06-27T08:00:00Z",
        ],
        0,
    )
    assert {"-", "|", " "} == {*dashes}


def test_watch_writes_json_lines(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    stdout, _, _ = ecsops(f"events watch {instance_id} --until-clear --interval 1d -o json")

    assert [
        (line["EventCycleStatus"]["Name"], line["Time"])
        for line in map(json.loads, stdout.splitlines())
        if line["EventCycleStatus"]["Name"] != "Executing"
    ] == [("Scheduled", "2019-06-25T08:00:00Z"), ("Executed", "2019-06-28T08:00:00Z")]


def test_watch_goes_on_until_ctrl_c(
    ecsops: Ecsops, instance_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = strike(ecsops, instance_id)
    pauses = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt
        ecsops("sim advance 2d")

    monkeypatch.setattr("time.sleep", sleep)
    stdout, stderr, status = ecsops("events watch --interval 30s -o cols=EventId,Time")

    assert (stderr, status) == ("Watching (Ctrl-C to stop)\nInterrupted.\n", 130)
    assert (
        "EventId                | Time\n"
        "-------                | ----\n"
        f"{event_id} | 2019-06-25T08:00:00Z\n"
        f"{event_id} | 2019-06-27T08:00:00Z\n"
        f"{event_id} | 2019-06-29T08:00:00Z\n"
    ) == stdout
    assert pauses == [30.0] * 3


def test_the_calendar_is_a_file_with_the_planned_events(
    ecsops: Ecsops, instance_id: str, tmp_path: Path
) -> None:
    event_id = strike(ecsops, instance_id)
    path = tmp_path / "events.ics"

    assert ecsops(f"events calendar -o {path}") == ("", "", 0)

    text = path.read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], *lines[-2:]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert lines[5:11] == [
        "BEGIN:VEVENT",
        f"UID:{event_id}@ecs.cn-hangzhou.aliyuncs.com",
        "DTSTAMP:20190625T080000Z",
        "DTSTART:20190627T080000Z",
        "DURATION:PT6H",
        f"SUMMARY:restart for system maintenance: {instance_id}",
    ]
    assert lines[11].startswith(
        r"DESCRIPTION:The instance restarts at the planned time.\nRestart the instance before "
        r"the planned time\, or choose an earlier time (RebootInstance)\; a restart from inside "
    )


def test_the_history_outlives_the_program(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    ecsops("sim advance 3d")
    first = ecsops("events history -o json")

    assert first == ecsops("events history -o json")
    assert states(ecsops) == ["Executed"]
