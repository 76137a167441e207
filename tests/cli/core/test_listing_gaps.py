"""What listings say when they find nothing, or not all that was named; and --limit."""

import json
from pathlib import Path

import pytest

from tests.conftest import Ecsops
from tests.support.screens import shown

WEB = "i-bp11icv3rbg0ijc177n1"
OTHER = "i-bp1yfmvyq4eiu6s2otf8"
SET = "ds-bp1zj66au6nez9psg1ty"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("events list", "No open events in cn-hangzhou."),
        ("events list --region all", "No open events in any region."),
        (
            "events list --region cn-hangzhou,cn-beijing",
            "No open events in cn-hangzhou, cn-beijing.",
        ),
        (
            "events list --type SystemFailure.Reboot",
            "No open events in cn-hangzhou. Filters: --type SystemFailure.Reboot.",
        ),
        (
            "instance list --tag env=none --tag=app",
            "No instance has the tag env=none, app (11 instances in cn-hangzhou).",
        ),
        (
            "instance list --name Nobody",
            "No instance is named Nobody (11 instances in cn-hangzhou).",
        ),
        (
            "instance list --name Nobody --status Stopped",
            "No instance is named Nobody (11 instances in cn-hangzhou). Filters: --status Stopped.",
        ),
        ("instance list --region cn-qingdao", "No instances in cn-qingdao."),
        ("notify rule list", "No rules."),
        ("sim fault list", "No faults in force."),
    ],
)
def test_an_empty_listing_says_why(line: str, reason: str, ecsops: Ecsops, home: Path) -> None:
    piped = ecsops(line)

    assert (piped.stderr, piped.exit_status) == (f"{reason}\n", 0)
    assert len(piped.stdout.splitlines()) == 2
    assert ecsops(f"{line} -o json -q") == ("[]\n", "", 0)
    assert shown(line, home, columns=200) == f"{reason}\r\n"


@pytest.mark.parametrize(
    ("line", "there", "missing", "code"),
    [
        ("instance list", WEB, "i-none", "InvalidInstanceId.NotFound"),
        ("deployset list", SET, "ds-none", "InvalidDeploymentSetId.NotFound"),
        ("assist agent status", WEB, "i-none", "InvalidInstanceId.NotFound"),
        ("assist command list", "", "c-none", "InvalidCmdId.NotFound"),
        ("assist invocations", "", "t-none", "InvalidInvokeId.NotFound"),
        ("assist results", "", "t-none", "InvalidInvokeId.NotFound"),
        ("monitor alarm list", "", "none", "ResourceNotFound"),
        ("monitor health", WEB, "i-none", "InvalidInstanceId.NotFound"),
    ],
)
def test_a_named_id_that_does_not_exist_is_told_after_those_that_do(
    line: str, there: str, missing: str, code: str, ecsops: Ecsops
) -> None:
    ran = ecsops(f"{line} {missing} {there} -o json")

    assert ran.exit_status == 4
    assert json.loads(ran.stderr)["Code"] == code
    ids = [
        each.get("InstanceId") or each["DeploymentSetId"] for each in json.loads(ran.stdout or "[]")
    ]
    assert ids == ([there] if there else [])


def test_an_id_that_a_filter_leaves_out_exists(ecsops: Ecsops) -> None:
    ran = ecsops(f"instance list {WEB} --status Stopped -o json")

    assert (ran.stdout, ran.exit_status) == ("[]\n", 0)


@pytest.mark.parametrize(
    "line",
    [
        f"instance list {WEB} {OTHER}",
        f"assist agent status {WEB} {OTHER}",
        "assist command list {commands}",
        "assist invocations {invocations}",
        "assist results {invocations}",
        "assist results {invocations} --wait",
    ],
)
def test_a_limit_is_that_of_all_rows(line: str, ecsops: Ecsops) -> None:
    ids = {"commands": [], "invocations": []}
    for name in ("one", "two"):
        created = ecsops(f"assist command create {name} -c 'echo {name}' -o json").stdout
        ids["commands"].append(json.loads(created)["CommandId"])
        ids["invocations"] += ecsops(f"assist run {WEB} -c 'echo {name}' --no-wait").stdout.split()
    line = line.format(**{name: " ".join(each) for name, each in ids.items()})

    assert len(json.loads(ecsops(f"{line} -o json").stdout)) == 2
    assert len(json.loads(ecsops(f"{line} -o json --limit 1").stdout)) == 1


def test_results_that_are_waited_for_are_those_of_the_instance(ecsops: Ecsops) -> None:
    invoke_id = ecsops(f"assist run {WEB} {OTHER} -c date --no-wait").stdout.strip()

    waited = ecsops(f"assist results {invoke_id} --wait --instance {OTHER} -o json")
    history = ecsops(f"assist results {invoke_id} --wait --history --instance {OTHER} -o json")

    assert [each["InstanceId"] for each in json.loads(waited.stdout)] == [OTHER]
    assert waited.stderr == "1 instance: 1 Success\n"
    assert json.loads(history.stdout) == json.loads(waited.stdout)
