"""Cloud Assistant in daily use: the last results, invocations, stopping, and unfit instances."""

import json
from pathlib import Path

import pytest

from tests.conftest import Ecsops
from tests.support.typed_lines import the_instance


@pytest.fixture
def web(ecsops: Ecsops) -> str:
    ecsops("sim script add --match * --output hello")
    return the_instance(ecsops, "UserGuideForDS001")


def test_without_an_id_the_results_are_those_of_the_last_invocation(
    ecsops: Ecsops, web: str
) -> None:
    ecsops(f"assist run {web} -c 'echo 1' --no-wait")
    last = ecsops(f"assist run {web} -c 'echo 2' --no-wait").stdout.strip()
    ecsops("sim advance 1m")

    ran = ecsops("assist results")

    assert ran.stdout == f"== {web}: Success, exit code 0\nhello\n"
    assert ran.stderr == f"Results of {last}\n"


def test_the_last_invocations_and_those_since_a_time(ecsops: Ecsops, web: str) -> None:
    first = ecsops(f"assist run {web} -c 'echo 1' --no-wait").stdout.strip()
    ecsops("sim advance 2h")
    second = ecsops(f"assist run {web} -c 'echo 2' --no-wait").stdout.strip()
    third = ecsops(f"assist run {web} -c 'echo 3' --no-wait").stdout.strip()

    def ids(options: str) -> list[str]:
        return ecsops(f"assist results {options} -o tsv --query [].InvokeId").stdout.split()

    assert ids("--last 2") == [third, second]
    assert ids("--since 1h") == [third, second]
    assert ids("--since 3h") == [third, second, first]
    assert ecsops(f"assist results {first} --last 1").exit_status == 2
    assert ecsops("assist results --last 1 --since 1h").exit_status == 2


def test_no_invocation_has_no_results(ecsops: Ecsops) -> None:
    ran = ecsops("assist results")

    assert (ran.stdout, ran.exit_status) == ("", 0)
    assert ran.stderr == "No invocations in cn-hangzhou.\n"


def test_invocations_show_the_script_and_the_instances(ecsops: Ecsops, web: str) -> None:
    ecsops("assist run --name UserGuide*", "#!/bin/sh\n\n df -h\nuptime")

    listed = json.loads(ecsops("assist invocations -o json").stdout)
    words = ecsops("assist invocations list -o cols=Script,Instances").stdout.splitlines()

    assert listed[0]["Script"] == "df -h"
    assert listed[0]["Instances"].endswith(" and 3 more")
    assert words[2].startswith("df -h  | i-")
    shown = ecsops(f"assist invocations show {listed[0]['InvokeId']}").stdout
    assert "\nScript            df -h\n" in shown
    assert ecsops("assist invocations show t-none").exit_status == 4


def test_stop_shows_where_the_script_is_stopped(ecsops: Ecsops, web: str) -> None:
    schedule = f"assist run {web} -c date --schedule rate(1h)"
    invoke_id = ecsops(schedule).stdout.strip()

    stopped = ecsops(f"assist stop {invoke_id}")
    again = ecsops(f"assist stop {invoke_id}")

    assert stopped.stdout.splitlines()[2:] == [f"{invoke_id} | {web} | Cancelled"]
    assert again.stdout.splitlines()[2:] == []
    assert ecsops("assist stop t-none").exit_status == 4


def test_a_saved_command_runs_by_its_name(ecsops: Ecsops, web: str) -> None:
    ecsops("assist command create greet -c 'echo hi'")

    ran = ecsops(f"assist command run greet {web}")

    assert ran.stdout == f"== {web}: Success, exit code 0\nhello\n"


def test_a_file_in_the_place_of_an_instance_is_recognised(
    ecsops: Ecsops, tmp_path: Path, web: str
) -> None:
    script = tmp_path / "check.sh"
    script.write_text("date\n")

    ran = ecsops(f"assist run {script}")

    assert ran.exit_status == 2
    assert f"{script} is a file, not an instance. Did you mean -f {script}?" in ran.stderr


def test_each_unfit_instance_is_refused_with_its_condition_and_the_remedy(ecsops: Ecsops) -> None:
    names = ("UserGuideForDS001", "BackupServer", "LegacyWeb", "WindowsOffice")
    ids = [the_instance(ecsops, name) for name in names]

    ran = ecsops(f"assist run {' '.join(ids)} -c date")

    assert ran.exit_status == 3
    assert ran.stderr.splitlines()[-3:] == [
        "Hint: Cannot run the script: BackupServer (not Running), LegacyWeb (no agent), "
        "WindowsOffice (another system).",
        f"  ecsops instance start {ids[1]}",
        f"  ecsops assist agent install {ids[2]}",
    ]


def test_a_selection_names_what_it_leaves_out(ecsops: Ecsops, web: str) -> None:
    ran = ecsops("assist run --all -c date")

    assert ran.stderr.splitlines()[0] == (
        "3 selected instances are skipped: LegacyWeb (no agent), "
        "WindowsOffice (another system), BackupServer (not Running)."
    )


def test_the_next_command_acts_where_the_first_one_did(ecsops: Ecsops, web: str) -> None:
    ran = ecsops(
        f"assist run {web} -c 'sleep 60' --wait-timeout 0 --region cn-hangzhou --backend simulator"
    )

    assert ran.stderr.splitlines()[-1].endswith(" --wait --region cn-hangzhou --backend simulator")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("stop --os windows", "net stop AliyunService"),
        ("disable-upgrade --os centos", '/usr/local/share/aliyun-assist/"$(aliyun-service -v)"'),
        ("disable-upgrade --os centos --version 1.0.1.400", "aliyun-assist/1.0.1.400\n"),
    ],
)
def test_the_guide_prints_commands_that_can_be_typed(
    ecsops: Ecsops, options: str, expected: str
) -> None:
    ran = ecsops(f"assist agent guide {options}")

    assert expected in ran.stdout
    assert "${" not in ran.stdout


def test_the_guide_knows_the_instance_and_warns_before_the_agent_is_stopped(
    ecsops: Ecsops, web: str
) -> None:
    ran = ecsops(f"assist agent guide stop {web}")

    assert ran.stdout == "systemctl stop aliyun.service\n"
    assert ran.stderr.startswith("Warning: without the agent (AliyunService) the instance may")
    assert ecsops("assist agent guide stop").exit_status == 2


def test_where_the_init_system_is_not_known_three_commands_detect_it(ecsops: Ecsops) -> None:
    ran = ecsops("assist agent guide stop --os suse --version 1.0.1.400")

    assert ran.exit_status == 2
    assert ran.stderr.splitlines()[-3:] == [
        '  strings /sbin/init | grep "/lib/system"  # systemd',
        '  strings /sbin/init | grep "upstart"  # upstart',
        '  strings /sbin/init | grep "sysvinit"  # sysvinit',
    ]
