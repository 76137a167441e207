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
WindowsOffice     | Ok               | 无异常
BackupServer      | NotApplicable    | 无状态
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


def test_a_check_passes_only_when_all_are_ok(ecsops: Ecsops) -> None:
    well = the_instance(ecsops, "WindowsOffice")
    stopped = the_instance(ecsops, "BackupServer")

    passed = ecsops(f"monitor health {well} --check")
    failed = ecsops(f"monitor health {well} {stopped} --check")

    assert (passed.exit_status, passed.stderr) == (0, "")
    assert failed.exit_status == 9
    assert len(failed.stdout.splitlines()) == 4
    assert failed.stderr == (
        f"Error: 1 of 2 instances is unhealthy: {stopped} (NotApplicable).\n"
        "Hint: `ecsops events list` shows the open system events.\n"
    )
    assert ecsops(f"monitor health {stopped}").exit_status == 0


@pytest.mark.parametrize("named", [2, 1])
def test_a_failed_check_names_the_first_instances_only(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch, named: int
) -> None:
    monkeypatch.setattr("ecsops.cli.monitor.health.NAMED", named)
    stopped, silent = (the_instance(ecsops, each) for each in ("BackupServer", "LegacyWeb"))

    told = ecsops(f"monitor health {stopped} {silent} --check").stderr.splitlines()[0]

    second = f"{silent} (InsufficientData)" if named == 2 else "…"
    assert told == (f"Error: 2 of 2 instances are unhealthy: {stopped} (NotApplicable), {second}.")


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
