"""`ecsops events`, and the document's own command lines about system events."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ecsops
from typed_lines import the_instance

AT = "--at 2019-06-26T08:00:00Z"


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


def strike(ecsops: Ecsops, instance_id: str, detail: str = "") -> str:
    """Let the service publish an event, and return its id."""
    option = f"--detail {detail}" if detail else ""
    stdout, _, _ = ecsops(f"sim fault add event --instance {instance_id} {option} -o json")
    return str(json.loads(stdout)["EventId"])


def instance_ids(ecsops: Ecsops) -> list[str]:
    stdout, _, _ = ecsops("ecs DescribeInstances --output cols=InstanceId")
    return stdout.splitlines()[2:]


def states(ecsops: Ecsops) -> list[str]:
    everything = " ".join(
        f"--state {each}" for each in ("Scheduled", "Executing", "Executed", "Avoided", "Canceled")
    )
    stdout, _, _ = ecsops(f"events history {everything} -o cols=EventCycleStatusName")
    return stdout.splitlines()[2:]


def test_list_shows_what_is_to_come_with_the_time_left_and_the_next_step(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)
    ecsops("sim advance 30m")

    assert f"""\
{"EventId":22} | {"InstanceId":22} | EventTypeName            | EventCycleStatusName | \
NotBefore            | TimeLeft | NextStep
{"-------":22} | {"----------":22} | -------------            | -------------------- | \
---------            | -------- | --------
{event_id} | {instance_id} | SystemMaintenance.Reboot | Scheduled            | \
2019-06-27T08:00:00Z | 1d 23h   | ecsops events avoid {event_id}
""" == ecsops("events list")[0]
    assert "[]\n" == ecsops("events list --type SystemFailure.Reboot -o json")[0]
    assert "[]\n" == ecsops("events list i-other -o json")[0]


def test_all_regions_are_looked_into(ecsops: Ecsops, instance_id: str) -> None:
    event_id = strike(ecsops, instance_id)
    columns = "-o cols=EventId,RegionId"

    assert event_id not in ecsops(f"events list --region cn-beijing {columns}")[0]
    stdout, _, _ = ecsops(f"events list --region cn-beijing --all-regions {columns}")
    assert f"{event_id} | cn-hangzhou" == stdout.splitlines()[-1]


def test_an_event_is_shown_with_its_life_its_effect_and_what_to_do(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)
    ecsops("sim advance 3d")
    shown = json.loads(ecsops(f"events show {event_id} -o json")[0])

    assert [
        "2019-06-25T08:00:00Z published",
        "2019-06-25T08:00:00Z Scheduled",
        "2019-06-27T08:00:00Z Executing",
        "2019-06-27T08:00:35Z Executed",
    ] == shown["Life"]
    assert "The instance restarts at the planned time." == shown["Effect"]
    assert 3 == len(shown["Measures"])
    assert "" == shown["NextStep"] == shown["TimeLeft"]
    assert (
        "",
        "Error: InvalidEventId.NotFound: Cannot find EventId: e-none.\n"
        "Hint: `ecsops events list` and `events history` list the events.\n",
        4,
    ) == ecsops("events show e-none")


def test_types_and_advice_come_from_the_document(ecsops: Ecsops, instance_id: str) -> None:
    stdout, _, _ = ecsops("events types --document -o cols=EventType,Notice")
    assert (
        """\
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
        == stdout
    )

    event_id = strike(ecsops, instance_id)
    by_type = ecsops("events advise SystemMaintenance.Reboot -o json")[0]
    assert by_type == ecsops(f"events advise {event_id} -o json")[0]
    assert [json.loads(by_type)] == json.loads(ecsops("events advise -o json")[0])
    _, stderr, status = ecsops("events advise SystemMaintenance.Rebot")
    assert 2 == status
    assert "Did you mean SystemMaintenance.Reboot?" in stderr


def test_reschedule_takes_local_time_and_says_the_latest_one(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)

    stdout, _, _ = ecsops(
        f"events reschedule {event_id} --at '2019-06-26 03:00' --zone Asia/Shanghai "
        "-o cols=NotBefore"
    )
    assert "2019-06-25T19:00:00Z" == stdout.splitlines()[-1]
    _, stderr, status = ecsops(f"events reschedule {event_id} --at 2019-06-27T08:00:00Z")
    assert 3 == status
    assert stderr.splitlines()[0].startswith("Error: InvalidParameter.NotBefore: ")
    assert (
        "Hint: The latest time that is always possible is 2019-06-27T07:30:00Z."
        == (stderr.splitlines()[-1])
    )


def test_avoid_restarts_one_after_another_and_waits(ecsops: Ecsops) -> None:
    several = instance_ids(ecsops)[3:6]
    events = [strike(ecsops, each) for each in several]

    stdout, stderr, status = ecsops(
        f"events avoid {' '.join(events)} -o cols=EventCycleStatusName,EventFinishTime"
    )

    assert 0 == status
    assert [f"Restarting {each}" for each in several] == stderr.splitlines()[::2]
    assert [
        "Avoided              | 2019-06-25T08:00:00Z",
        "Avoided              | 2019-06-25T08:00:36Z",
        "Avoided              | 2019-06-25T08:01:12Z",
    ] == stdout.splitlines()[2:]


def test_avoid_restarts_several_at_a_time(ecsops: Ecsops) -> None:
    several = instance_ids(ecsops)[3:6]
    events = [strike(ecsops, each) for each in several]

    stdout, stderr, _ = ecsops(
        f"events avoid {' '.join(events)} --parallel 2 -o cols=EventFinishTime"
    )

    assert f"Restarting {several[0]}, {several[1]}" == stderr.splitlines()[0]
    assert ["2019-06-25T08:00:00Z"] * 2 + ["2019-06-25T08:00:36Z"] == stdout.splitlines()[2:]


def test_avoid_refuses_where_a_restart_would_not_help_before_restarting_anything(
    ecsops: Ecsops, instance_id: str, dump: Callable[[], list[str]]
) -> None:
    good = strike(ecsops, instance_id)
    ecsops(f"events simulate SystemFailure.Reboot {instance_id} {AT}")
    bad = json.loads(ecsops("events list --type SystemFailure.Reboot -o json")[0])[0]["EventId"]
    before = dump()

    assert (
        "",
        f"Error: {bad} is a SystemFailure.Reboot that is Executing: "
        "a restart would not avoid it.\nHint: Instead: wait until it is executed\n",
        1,
    ) == ecsops(f"events avoid {good} {bad}")
    assert before == dump()


def test_events_are_accepted_and_canceled(ecsops: Ecsops) -> None:
    ecsops("sim reset --at 2019-06-25T08:00:00Z --frozen --profile current --yes")
    one, other = instance_ids(ecsops)[3:5]
    event_id = strike(ecsops, one, "SystemMaintenance.Redeploy:Inquiring")

    stdout, _, _ = ecsops(f"events accept {event_id} -o cols=EventId,EventCycleStatusName,Code")
    assert f"{event_id} | Executing            | 200" == stdout.splitlines()[-1]
    assert 3 == ecsops(f"events accept {event_id}")[2]
    stdout, _, _ = ecsops(f"events simulate SystemMaintenance.Stop {other} {AT} -o json")
    simulated = json.loads(stdout)[0]["EventId"]
    stdout, stderr, status = ecsops(
        f"events cancel {simulated} {event_id} -o cols=EventId,EventCycleStatusName,Code"
    )
    assert [
        f"{simulated} | Canceled             | 200",
        f"{event_id} | -                    | CannotCancelSystemEvent.NotSimulated",
    ] == stdout.splitlines()[2:]
    assert stderr.startswith("Error: CannotCancelSystemEvent.NotSimulated: ")
    assert 3 == status
    assert 3 == ecsops(f"events cancel {event_id}")[2]


def test_watch_shows_every_change_until_no_event_is_left(ecsops: Ecsops, instance_id: str) -> None:
    event_id = strike(ecsops, instance_id)

    stdout, _, status = ecsops("events watch --until-clear --interval 1h")

    heading, dashes, *rows = stdout.splitlines()
    event = f"{event_id} | {instance_id} | SystemMaintenance.Reboot"
    assert (
        "Time EventId InstanceId EventTypeName EventCycleStatusName NotBefore",
        [
            f"2019-06-25T08:00:00Z | {event} | Scheduled            | 2019-06-27T08:00:00Z",
            f"2019-06-27T08:00:00Z | {event} | Executing            | 2019-06-27T08:00:00Z",
            f"2019-06-27T09:00:00Z | {event} | Executed             | 2019-06-27T08:00:00Z",
        ],
        0,
    ) == (" ".join(heading.replace("|", "").split()), rows, status)
    assert {"-", "|", " "} == {*dashes}


def test_watch_writes_json_lines(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    stdout, _, _ = ecsops(f"events watch {instance_id} --until-clear --interval 1d -o json")

    assert [("Scheduled", "2019-06-25T08:00:00Z"), ("Executed", "2019-06-28T08:00:00Z")] == [
        (line["EventCycleStatus"]["Name"], line["Time"])
        for line in map(json.loads, stdout.splitlines())
        if line["EventCycleStatus"]["Name"] != "Executing"
    ]


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

    assert ("Watching (Ctrl-C stops)\nInterrupted.\n", 130) == (stderr, status)
    assert (
        "EventId                | Time\n"
        "-------                | ----\n"
        f"{event_id} | 2019-06-25T08:00:00Z\n"
        f"{event_id} | 2019-06-27T08:00:00Z\n"
        f"{event_id} | 2019-06-29T08:00:00Z\n"
    ) == stdout
    assert [30.0] * 3 == pauses


def test_the_calendar_is_a_file_with_the_planned_events(
    ecsops: Ecsops, instance_id: str, tmp_path: Path
) -> None:
    event_id = strike(ecsops, instance_id)
    path = tmp_path / "events.ics"

    assert ("", "", 0) == ecsops(f"events calendar -o {path}")

    text = path.read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert ("BEGIN:VCALENDAR", "END:VCALENDAR", "") == (lines[0], *lines[-2:])
    assert [
        "BEGIN:VEVENT",
        f"UID:{event_id}@ecs.cn-hangzhou.aliyuncs.com",
        "DTSTAMP:20190625T080000Z",
        "DTSTART:20190627T080000Z",
        "DURATION:PT6H",
        f"SUMMARY:restart for system maintenance: {instance_id}",
    ] == lines[5:11]
    assert lines[11].startswith(
        r"DESCRIPTION:The instance restarts at the planned time.\nRestart the instance before "
        r"the planned time\, or choose an earlier one (RebootInstance)\; a restart from inside "
    )


def test_the_history_outlives_the_program(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    ecsops("sim advance 3d")
    first = ecsops("events history -o json")

    assert first == ecsops("events history -o json")
    assert ["Executed"] == states(ecsops)


def test_more_instances_than_a_call_takes_are_refused(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    many = " ".join(f"i-{number}" for number in range(101))

    _, stderr, status = ecsops(f"events simulate SystemMaintenance.Reboot {many} {AT}")

    assert 3 == status
    assert stderr.startswith("Error: InstanceIdLimitExceeded: ")
    assert before == dump()


def test_a_subscription_is_renewed_by_a_control_of_the_simulator(
    ecsops: Ecsops, instance_id: str
) -> None:
    _, stderr, status = ecsops(f"sim renew {instance_id}")

    assert 1 == status
    assert f"Error: {instance_id} is pay-as-you-go; it has no subscription.\n" == stderr
    stdout, _, _ = ecsops(
        "ecs RunInstances --InstanceType ecs.g5.large --InstanceChargeType PrePaid --Period 1 "
        "--ImageId centos_7_06_64_20G_alibase_20190218.vhd"
    )
    (paid_id,) = json.loads(stdout)["InstanceIdSets"]["InstanceIdSet"]
    assert (
        f"InstanceId   {paid_id}\nExpiredTime  2019-09-23T08:00Z\n",
        "",
        0,
    ) == ecsops(f"sim renew {paid_id} --months 2")


def test_a_restart_from_inside_does_not_avoid_the_event(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    ecsops("sim script add --match reboot --output bye")

    stdout, _, status = ecsops(f"assist run {instance_id} -c reboot -o cols=ExitCode")

    assert (0, "0") == (status, stdout.splitlines()[-1])
    assert ["Scheduled"] == states(ecsops)
