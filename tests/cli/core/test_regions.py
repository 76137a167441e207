"""Listings of several regions: rows by region, as they were named."""

import json
import shutil
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.conftest import Ecsops
from tests.support.networks import network

WEB = "i-bp11icv3rbg0ijc177n1"


@pytest.fixture(scope="module")
def first_use(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first-use account, with an instance in cn-beijing too."""
    path = tmp_path_factory.mktemp("regions") / "simulator.db"
    shutil.copy(first_use, path)
    account = Simulator(str(path))
    account.call(
        RunInstances,
        {
            "RegionId": "cn-beijing",
            **network(Client(account, "cn-beijing")),
            "InstanceType": "ecs.g5.large",
            "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
            "InstanceName": "North",
        },
    )
    account.close()
    return path


def test_rows_come_by_region_as_they_are_named(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --region cn-beijing,cn-hangzhou -o tsv")

    rows = [line.split("\t") for line in ran.stdout.splitlines()]
    assert rows[0][:3] == ["InstanceId", "RegionId", "InstanceName"]
    assert rows[1][2] == "North"
    assert [row[1] for row in rows[1:]] == ["cn-beijing"] + ["cn-hangzhou"] * 11


def test_all_is_every_region(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --region all -o cols=RegionId,InstanceName rows=[]")

    assert "cn-beijing" in ran.stdout
    assert "cn-hangzhou" in ran.stdout


def test_a_limit_is_for_all_regions_together(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --region cn-beijing,cn-hangzhou --limit 3 -o json")

    assert [each["RegionId"] for each in json.loads(ran.stdout)] == [
        "cn-beijing",
        "cn-hangzhou",
        "cn-hangzhou",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "deployset list",
        "events list",
        "events history",
        "assist invocations",
        "assist command list",
        "assist agent status",
        "monitor alarm list",
        "monitor health",
        "monitor top --once",
    ],
)
def test_every_row_has_its_region(ecsops: Ecsops, line: str) -> None:
    if line == "events list":
        ecsops(f"events simulate SystemMaintenance.Reboot {WEB} --at 2019-06-27T08:00Z")

    ran = ecsops(f"{line} --region cn-beijing,cn-hangzhou -o tsv")
    header, *rows = [row.split("\t") for row in ran.stdout.splitlines()]

    assert ran.exit_status == 0
    assert header[1] == "RegionId"
    assert {row[1] for row in rows} <= {"cn-beijing", "cn-hangzhou"}
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)


def test_a_region_that_fails_hinders_no_other(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --region mars,cn-beijing -o cols=InstanceName")

    assert ran.stdout == "InstanceName\n------------\nNorth\n"
    assert ran.stderr.startswith("Error: InvalidRegionId.NotFound: ")
    assert ran.stderr.endswith("Hint: 1 of 2 regions failed; this is mars.\n")
    assert ran.exit_status == 4


@pytest.mark.parametrize(
    "line",
    [
        "instance start i-1",
        "instance show i-1",
        "assist run i-1 -c x",
        "deployset create Web",
        "ecs DescribeInstances",
        "monitor data i-1",
    ],
)
def test_what_acts_works_in_one_region(ecsops: Ecsops, line: str) -> None:
    for region in ("all", "cn-beijing,cn-hangzhou"):
        ran = ecsops(f"{line} --region {region}")

        assert (ran.stdout, ran.exit_status) == ("", 2)
        assert "This command works in one region, but --region names several." in ran.stderr


def test_named_instances_are_checked_in_one_region(ecsops: Ecsops) -> None:
    ran = ecsops("monitor health i-1 --region all")

    assert ran.exit_status == 2
