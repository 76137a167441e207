"""What a user does about system events: simulate, reschedule, avoid, accept, cancel."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import Ecsops
from tests.support.event_lines import AT, instance_ids, states, strike
from tests.support.typed_lines import the_instance


@pytest.fixture
def instance_id(ecsops: Ecsops) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(ecsops)


def test_a_local_time_is_planned_in_utc(ecsops: Ecsops, instance_id: str) -> None:
    stdout, _, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {instance_id} "
        "--at '2019-06-26 03:00' --zone Asia/Shanghai -o cols=EventTypeName,NotBefore"
    )

    assert status == 0
    assert stdout.endswith("SystemMaintenance.Reboot | 2019-06-25T19:00:00Z\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--at tomorrow", "Error: Invalid value for '--at': Invalid time 'tomorrow'"),
        ("--at 2019-06-26", "Error: Invalid value for '--at': Invalid time '2019-06-26'"),
        ("--at '2019-06-26 03:00' --zone Mars/Base", "No such zone: 'Mars/Base'."),
        (
            "--at '2019-03-31 02:30' --zone Europe/Berlin",
            "The time '2019-03-31 02:30' does not exist in this zone: the clocks skip it.",
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

    assert (stdout, status) == ("", 2)
    assert message in stderr


def test_a_time_that_has_passed_is_refused_by_the_service(
    ecsops: Ecsops, instance_id: str, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    _, stderr, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {instance_id} --at 2019-06-25T07:59:59Z"
    )

    assert status == 3
    assert stderr.startswith(
        "Error: InvalidNotBefore.Passed: The NotBefore of system event has passed.\n"
    )
    assert before == dump()


def test_reschedule_takes_local_time_and_says_the_latest_one(
    ecsops: Ecsops, instance_id: str
) -> None:
    event_id = strike(ecsops, instance_id)

    stdout, _, _ = ecsops(
        f"events reschedule {event_id} --at '2019-06-26 03:00' --zone Asia/Shanghai "
        "-o cols=NotBefore"
    )
    assert stdout.splitlines()[-1] == "2019-06-25T19:00:00Z"
    _, stderr, status = ecsops(f"events reschedule {event_id} --at 2019-06-27T08:00:00Z")
    assert status == 3
    assert stderr.splitlines()[0].startswith("Error: InvalidParameter.NotBefore: ")
    assert (
        (stderr.splitlines()[-1])
        == "Hint: The latest time that is always accepted is 2019-06-27T07:30:00Z."
    )


def test_avoid_restarts_one_after_another_and_waits(ecsops: Ecsops) -> None:
    several = instance_ids(ecsops)[3:6]
    events = [strike(ecsops, each) for each in several]

    stdout, stderr, status = ecsops(
        f"events avoid {' '.join(events)} -o cols=EventCycleStatusName,EventFinishTime"
    )

    assert status == 0
    assert [f"Restarting {each}" for each in several] == stderr.splitlines()[::2]
    assert stdout.splitlines()[2:] == [
        "Avoided              | 2019-06-25T08:00:00Z",
        "Avoided              | 2019-06-25T08:00:36Z",
        "Avoided              | 2019-06-25T08:01:12Z",
    ]


def test_avoid_restarts_several_at_a_time(ecsops: Ecsops) -> None:
    several = instance_ids(ecsops)[3:6]
    events = [strike(ecsops, each) for each in several]

    stdout, stderr, _ = ecsops(
        f"events avoid {' '.join(events)} --parallel 2 -o cols=EventFinishTime"
    )

    assert stderr.splitlines()[0] == f"Restarting {several[0]}, {several[1]}"
    assert stdout.splitlines()[2:] == ["2019-06-25T08:00:00Z"] * 2 + ["2019-06-25T08:00:36Z"]


def test_avoid_refuses_where_a_restart_would_not_help_before_restarting_anything(
    ecsops: Ecsops, instance_id: str, dump: Callable[[], list[str]]
) -> None:
    good = strike(ecsops, instance_id)
    ecsops(f"events simulate SystemFailure.Reboot {instance_id} {AT}")
    bad = json.loads(ecsops("events list --type SystemFailure.Reboot -o json")[0])[0]["EventId"]
    before = dump()

    assert ecsops(f"events avoid {good} {bad}") == (
        "",
        f"Error: {bad} is a SystemFailure.Reboot event in state Executing; "
        "a restart does not avoid it.\nHint: Recommended instead: wait until it is executed\n",
        1,
    )
    assert before == dump()


def test_events_are_accepted_and_canceled(ecsops: Ecsops) -> None:
    ecsops("sim reset --at 2019-06-25T08:00:00Z --frozen --limits current --yes")
    one, other = instance_ids(ecsops)[3:5]
    event_id = strike(ecsops, one, "SystemMaintenance.Redeploy:Inquiring")

    stdout, _, _ = ecsops(f"events accept {event_id} -o cols=EventId,EventCycleStatusName,Code")
    assert stdout.splitlines()[-1] == f"{event_id} | Executing            | 200"
    assert ecsops(f"events accept {event_id}")[2] == 3
    stdout, _, _ = ecsops(f"events simulate SystemMaintenance.Stop {other} {AT} -o json")
    simulated = json.loads(stdout)[0]["EventId"]
    stdout, stderr, status = ecsops(
        f"events cancel {simulated} {event_id} -o cols=EventId,EventCycleStatusName,Code"
    )
    assert stdout.splitlines()[2:] == [
        f"{simulated} | Canceled             | 200",
        f"{event_id} | -                    | CannotCancelSystemEvent.NotSimulated",
    ]
    assert stderr.startswith("Error: CannotCancelSystemEvent.NotSimulated: ")
    assert status == 3
    assert ecsops(f"events cancel {event_id}")[2] == 3


def test_more_instances_than_a_call_takes_are_refused(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    many = " ".join(f"i-{number}" for number in range(101))

    _, stderr, status = ecsops(f"events simulate SystemMaintenance.Reboot {many} {AT}")

    assert status == 3
    assert stderr.startswith("Error: InstanceIdLimitExceeded: ")
    assert before == dump()


def test_a_subscription_is_renewed_by_a_control_of_the_simulator(
    ecsops: Ecsops, instance_id: str
) -> None:
    _, stderr, status = ecsops(f"sim renew {instance_id}")

    assert status == 1
    assert stderr == f"Error: {instance_id} is a pay-as-you-go instance and has no subscription.\n"
    stdout, _, _ = ecsops(
        "ecs RunInstances --InstanceType ecs.g5.large --InstanceChargeType PrePaid --Period 1 "
        "--ImageId centos_7_06_64_20G_alibase_20190218.vhd "
        "--VSwitchId vsw-bp15wmtlskxlijqtxamo --SecurityGroupId sg-bp1xthknuk9exczoaxb5"
    )
    (paid_id,) = json.loads(stdout)["InstanceIdSets"]["InstanceIdSet"]
    assert ecsops(f"sim renew {paid_id} --months 2") == (
        f"InstanceId   {paid_id}\nExpiredTime  2019-09-23T08:00Z\n",
        "",
        0,
    )


def test_a_restart_from_inside_does_not_avoid_the_event(ecsops: Ecsops, instance_id: str) -> None:
    strike(ecsops, instance_id)
    ecsops("sim script add --match reboot --output bye")

    stdout, _, status = ecsops(f"assist run {instance_id} -c reboot -o cols=ExitCode")

    assert (status, stdout.splitlines()[-1]) == (0, "0")
    assert states(ecsops) == ["Scheduled"]
