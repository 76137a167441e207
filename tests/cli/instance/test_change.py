"""`instance images`, `resize` and `renew`."""

import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def one(ecsops: Run, name: str) -> str:
    """Return the id of the instance of a name."""
    ran = ecsops(f"instance list --name {name} -o tsv --query [].InstanceId")
    return str(ran.stdout.strip())


def test_images_are_listed_the_newest_first(ecsops: Run) -> None:
    ran = ecsops("instance images --os linux --name centos -o cols=ImageId,OSNameEn,Size")

    assert ran.stdout == (
        "ImageId                                 | OSNameEn           | Size\n"
        "-------                                 | --------           | ----\n"
        "centos_7_9_x64_20G_alibase_20240403.vhd | CentOS  7.9 64 bit | 20\n"
        "centos_7_06_64_20G_alibase_20190218.vhd | CentOS  7.6 64 bit | 20\n"
    )
    assert (ran.stderr, ran.exit_status) == ("", 0)


def test_no_image_is_said(ecsops: Run) -> None:
    ran = ecsops("instance images --owner self")

    assert ran.stderr == "No images in cn-hangzhou. Filters: --owner self.\n"
    assert ran.exit_status == 0


def test_a_stopped_instance_gets_another_type(ecsops: Run) -> None:
    backup = one(ecsops, "BackupServer")

    ran = ecsops(f"instance resize {backup} --type ecs.g5.xlarge -o cols=InstanceType,Cpu,Memory")

    assert ran.stdout.splitlines()[-1] == "ecs.g5.xlarge | 4   | 16384"
    assert ran.exit_status == 0


def test_a_running_instance_has_to_be_stopped_first(ecsops: Run) -> None:
    legacy = one(ecsops, "LegacyWeb")

    ran = ecsops(f"instance resize {legacy} --type ecs.g5.xlarge")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "Error: InvalidInstanceStatus.NotStopped:" in ran.stderr
    assert "Hint: `ecsops instance stop` stops the instance first." in ran.stderr


def test_bandwidth_is_changed_while_it_runs(ecsops: Run) -> None:
    legacy = one(ecsops, "LegacyWeb")

    ran = ecsops(f"instance resize {legacy} --bandwidth 10 -o json")

    assert json.loads(ran.stdout)["InternetMaxBandwidthOut"] == 10


def test_one_change_at_a_time(ecsops: Run) -> None:
    for options in ("", "--type ecs.g5.large --bandwidth 1"):
        ran = ecsops(f"instance resize i-none {options}")

        assert (ran.stdout, ran.exit_status) == ("", 2)
        assert "Use either --type or --bandwidth." in ran.stderr


def test_a_subscription_is_renewed_after_a_question(ecsops: Run) -> None:
    made = ecsops(
        "ecs RunInstances --ImageId centos_7_06_64_20G_alibase_20190218.vhd "
        "--InstanceType ecs.g5.large --InstanceChargeType PrePaid --Period 1 "
        f"{network(ecsops)}"
    )
    (instance_id,) = json.loads(made.stdout)["InstanceIdSets"]["InstanceIdSet"]

    refused = ecsops(f"instance renew {instance_id}")
    ran = ecsops(f"instance renew {instance_id} --months 2 --yes -o cols=InstanceId,ExpiredTime")

    assert refused.exit_status == 2
    assert "Without a terminal, confirm with --yes." in " ".join(refused.stderr.split())
    assert ran.stdout.splitlines()[-1] == f"{instance_id} | 2019-09-23T08:00Z"


def network(ecsops: Run) -> str:
    """Return the parameters that place an instance beside another one."""
    ran = ecsops("instance list --name LegacyWeb -o json")
    (beside,) = json.loads(ran.stdout)
    vswitch = beside["VpcAttributes"]["VSwitchId"]
    (group,) = beside["SecurityGroupIds"]["SecurityGroupId"]
    return f"--VSwitchId {vswitch} --SecurityGroupId {group}"


def test_pay_as_you_go_is_not_renewed(ecsops: Run) -> None:
    ran = ecsops(f"instance renew {one(ecsops, 'LegacyWeb')} --yes")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "ChargeTypeViolation" in ran.stderr
