"""`ecsops instance`: many instances at once, each with its outcome."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ecsops.cli.instance.group import SHOWN

Run = Callable[..., Any]


def ids(ecsops: Run, selection: str) -> list[str]:
    return str(ecsops(f"instance list {selection} -o tsv --query [].InstanceId").stdout).split()


def test_instances_are_chosen_by_set_name_and_state(ecsops: Run) -> None:
    internal = ecsops("deployset list --name InternalUse -o tsv --query [].DeploymentSetId")

    assert len(ids(ecsops, f"--deployset {internal.stdout.strip()}")) == 2
    assert len(ids(ecsops, "--name UserGuideForDS*")) == 6
    assert len(ids(ecsops, "--status Stopped")) == 1
    assert len(ids(ecsops, "--limit 3")) == 3
    assert len(ids(ecsops, "--all")) == 11
    assert len(ids(ecsops, "--tag env=prod")) == 9
    assert len(ids(ecsops, "--tag env=prod --tag app=web")) == 6
    assert ids(ecsops, "--tag env=none") == []


def test_a_stopped_instance_is_started_and_waited_for(ecsops: Run) -> None:
    (backup,) = ids(ecsops, "--name BackupServer")

    ran = ecsops(f"instance start {backup}")

    assert (
        "InstanceId             | CurrentStatus | Code\n"
        "----------             | ------------- | ----\n"
        f"{backup} | Running       | 200\n"
    ) == ran.stdout
    assert (ran.stderr, ran.exit_status) == ("0 of 1 Running\n", 0)


def test_all_targets_are_waited_for(ecsops: Run) -> None:
    ran = ecsops("instance reboot --name UserGuideForDS* --yes -o csv --query [].CurrentStatus")

    assert ran.stdout.split() == ["Running"] * 6
    assert ran.exit_status == 0


def test_one_that_is_refused_hinders_no_other_and_shows_in_the_exit_status(ecsops: Run) -> None:
    (running,) = ids(ecsops, "--name LegacyWeb")
    (stopped,) = ids(ecsops, "--name BackupServer")

    ran = ecsops(f"instance stop {running} {stopped}")

    assert (
        "InstanceId             | CurrentStatus | Code\n"
        "----------             | ------------- | ----\n"
        f"{running} | Stopped       | 200\n"
        f"{stopped} | Stopped       | IncorrectInstanceStatus\n"
    ) == ran.stdout
    assert ran.exit_status == 3
    assert f"(1 of 2 instances were rejected; this is {stopped}.)" in ran.stderr


def test_a_wait_that_takes_too_long_says_how_to_go_on(ecsops: Run) -> None:
    (backup,) = ids(ecsops, "--name BackupServer")

    ran = ecsops(f"instance start {backup} --timeout 4 -q")

    assert (ran.stdout, ran.exit_status) == ("", 7)
    assert (
        "Error: 1 of 1 instances are not Running after 4 s.\n"
        f"Hint: Check again with: ecsops instance list {backup}\n"
    ) == ran.stderr


def test_nothing_is_done_to_nobody(ecsops: Run, dump: Callable[[], list[str]]) -> None:
    empty = ecsops("deployset create web -o tsv --query DeploymentSetId").stdout.strip()
    before = dump()

    deleted = ecsops(f"instance delete --deployset {empty} --force")
    unnamed = ecsops("instance stop")

    assert (deleted.exit_status, deleted.stderr) == (0, "The selection is empty.\n")
    assert unnamed.exit_status == 2
    assert (
        "No instances selected. Name instances, or use --deployset, --tag, --name or --all."
        in unnamed.stderr
    )
    assert before == dump()


def test_a_released_instance_is_gone(ecsops: Run) -> None:
    (backup,) = ids(ecsops, "--name BackupServer")

    ran = ecsops(f"instance delete {backup} --yes")

    assert ran.exit_status == 0
    assert ecsops(f"instance show {backup}").exit_status == 4


@pytest.mark.parametrize(
    ("line", "code", "exit_status"),
    [
        ("instance start i-none", "InvalidInstanceId.NotFound", 4),
        ("instance delete --name LegacyWeb --yes", "IncorrectInstanceStatus", 3),
        ("instance show i-none", "InvalidInstanceId.NotFound", 4),
        ("instance list --region cn-nowhere", "InvalidRegionId.NotFound", 4),
        ("instance list --status Sleeping", "InvalidStatus.NotFound", 4),
    ],
)
def test_bad_input_gets_the_documented_code_and_changes_nothing(
    ecsops: Run, dump: Callable[[], list[str]], line: str, code: str, exit_status: int
) -> None:
    before = dump()
    ran = ecsops(line)

    assert exit_status == ran.exit_status
    assert ran.stderr.splitlines()[0].startswith(f"Error: {code}: ")
    assert before == dump()


def test_people_see_fifteen_fields_and_data_has_all(ecsops: Run) -> None:
    (web,) = ids(ecsops, "--name UserGuideForDS001")

    shown = ecsops(f"instance show {web}")
    full = ecsops(f"instance show {web} --full")
    data = json.loads(ecsops(f"instance show {web} -o json").stdout)

    names = [line.split(" ")[0] for line in shown.stdout.splitlines() if line[0] != " "]
    assert names == [*SHOWN]
    assert len(full.stdout.splitlines()) > 30
    assert {"VpcAttributes", "InstanceId", "PrivateIp"} <= data.keys()


def test_restarts_one_by_one_end_at_the_first_that_is_refused(ecsops: Run) -> None:
    (web,) = ids(ecsops, "--name UserGuideForDS001")
    (backup,) = ids(ecsops, "--name BackupServer")
    (other,) = ids(ecsops, "--name UserGuideForDS002")

    ran = ecsops(f"instance reboot {web} {backup} {other} --one-by-one -q -o csv --query [].Code")

    assert ran.stdout.split() == ["200", "IncorrectInstanceStatus"]
    assert ran.exit_status == 3
    assert ecsops(f"instance reboot {web} --one-by-one --timeout 0").exit_status == 2


def test_an_instance_whose_event_advises_it_is_redeployed(ecsops: Run) -> None:
    ecsops("sim reset --limits current --at 2019-06-25T08:00:00Z --frozen --yes")
    (web,) = ids(ecsops, "--name UserGuideForDS001")
    detail = "--detail SystemMaintenance.Redeploy"
    ecsops(f"sim fault add event --instance {web} {detail}")
    ecsops("sim advance 1m")

    advised = ecsops("events list -o tsv --query [].NextStep").stdout.strip()
    redeployed = ecsops(advised.removeprefix("ecsops "))
    again = ecsops(f"instance redeploy {web}")

    assert advised == f"ecsops instance redeploy {web}"
    assert redeployed.exit_status == 0
    assert redeployed.stdout.splitlines()[-1].startswith(f"{web} | t-")
    assert again.exit_status == 3
    assert ecsops("events list -q").stdout.count("\n") == 2


def test_with_json_output_an_error_is_one_json_document(ecsops: Run) -> None:
    ran = ecsops("instance start i-none -o jsonl")

    assert (ran.stdout, ran.exit_status) == ("", 4)
    error = json.loads(ran.stderr)
    request_id = error.pop("RequestId")
    assert error == {
        "Code": "InvalidInstanceId.NotFound",
        "HostId": "ecs.cn-hangzhou.aliyuncs.com",
        "HttpStatus": 404,
        "Message": "The specified InstanceId does not exist.",
        "Recommend": "Check --region. `ecsops instance list` lists the IDs.",
    }
    assert len(request_id) == 36
