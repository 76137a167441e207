"""`ecsops monitor health`: states, colours, and the check."""

import pytest
from click.testing import CliRunner

from ecsops.cli import ecsops as program
from tests.conftest import Ecsops
from tests.support.typed_lines import the_instance

ALL = """\
InstanceName      | HealthStatus     | HealthStatusText
------------      | ------------     | ----------------
LegacyWeb         | InsufficientData | 数据不足
BackupServer      | NotApplicable    | 无状态
WindowsOffice     | Ok               | 无异常
DataProcessing002 | Ok               | 无异常
DataProcessing001 | Ok               | 无异常
UserGuideForDS006 | Ok               | 无异常
UserGuideForDS005 | Ok               | 无异常
UserGuideForDS004 | Ok               | 无异常
UserGuideForDS003 | Ok               | 无异常
UserGuideForDS002 | Ok               | 无异常
UserGuideForDS001 | Ok               | 无异常
"""


def test_health_is_shown_with_the_apis_values_and_the_consoles_names(ecsops: Ecsops) -> None:
    ran = ecsops("monitor health -o cols=InstanceName,HealthStatus,HealthStatusText")

    assert ran == (ALL, "", 0)


def test_named_instances_are_shown_in_their_order(ecsops: Ecsops) -> None:
    named = [the_instance(ecsops, name) for name in ("BackupServer", "LegacyWeb")]

    ran = ecsops(f"monitor health {' '.join(named)} {named[0]} -o cols=InstanceId")

    assert named == ran.stdout.splitlines()[2:]


def test_a_check_judges_running_instances_and_with_strict_all_of_them(ecsops: Ecsops) -> None:
    well = the_instance(ecsops, "WindowsOffice")
    stopped, silent = the_instance(ecsops, "BackupServer"), the_instance(ecsops, "LegacyWeb")

    passed = ecsops(f"monitor health {well} {stopped} --check")
    failed = ecsops(f"monitor health {well} {stopped} {silent} --check")
    strict = ecsops(f"monitor health {well} {stopped} {silent} --check --strict")

    assert (passed.exit_status, passed.stderr) == (0, "")
    assert len(passed.stdout.splitlines()) == 4
    assert failed.exit_status == 9
    assert failed.stderr.startswith(
        f"Error: 1 of 2 instances is unhealthy: {silent} (InsufficientData).\nHint: "
    )
    assert strict.exit_status == 9
    assert strict.stderr.startswith(
        f"Error: 2 of 3 instances are unhealthy: {stopped} (NotApplicable), "
        f"{silent} (InsufficientData).\nHint: "
    )
    assert ecsops("monitor health --strict").exit_status == 2


def test_the_reason_is_the_event_before_the_state_of_the_instance(ecsops: Ecsops) -> None:
    web, stopped = the_instance(ecsops, "UserGuideForDS001"), the_instance(ecsops, "BackupServer")
    ecsops(f"sim fault add event --instance {web}")
    ecsops("sim advance 1m")

    ran = ecsops("monitor health --unhealthy -o cols=InstanceName,HealthStatus,Reason")

    assert ran.stdout == (
        "InstanceName      | HealthStatus     | Reason\n"
        "------------      | ------------     | ------\n"
        "UserGuideForDS001 | Warning          | SystemMaintenance.Reboot Scheduled\n"
        "LegacyWeb         | InsufficientData | no agent\n"
        "BackupServer      | NotApplicable    | stopped\n"
    )
    named = ecsops(f"monitor health {stopped} {web} -o tsv --query '[].Reason'")
    assert named.stdout == "stopped\nSystemMaintenance.Reboot Scheduled\n"


def test_an_instance_that_an_event_stopped_fails_the_check(ecsops: Ecsops) -> None:
    web = the_instance(ecsops, "UserGuideForDS001")
    ecsops(f"sim fault add event --instance {web} --detail SystemFailure.Reboot")
    ecsops("sim advance 10s")

    ran = ecsops(f"monitor health {web} --check")

    assert ran.exit_status == 9
    assert f"1 of 1 instances is unhealthy: {web} (Impaired)." in ran.stderr


def test_nothing_unhealthy_is_reported(ecsops: Ecsops) -> None:
    well = the_instance(ecsops, "WindowsOffice")

    ran = ecsops(f"monitor health {well} --unhealthy")

    assert ran.stderr == "All 1 instances in cn-hangzhou are Ok.\n"


def test_an_instance_that_does_not_exist_is_not_found(ecsops: Ecsops) -> None:
    ran = ecsops("monitor health i-unheard-of")

    assert (ran.stdout, ran.exit_status) == ("", 4)
    assert "InvalidInstanceId.NotFound" in ran.stderr


def test_states_have_their_colours_on_a_terminal_only(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, well = the_instance(ecsops, "BackupServer"), the_instance(ecsops, "WindowsOffice")
    line = ["monitor", "health", stopped, well]

    shown = CliRunner().invoke(program, line, color=True).stdout
    assert "\x1b[32mOk" in shown
    assert "\x1b[90mNotApplicable" in shown

    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(program, line, color=True).stdout
    assert "\x1b" not in ecsops(" ".join(line)).stdout
