"""Disks and snapshots: they come with instances, are listed, and take their time."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.disks import (
    CreateSnapshot,
    DeleteSnapshot,
    DescribeDisks,
    DescribeSnapshots,
)
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE
from tests.support.networks import network


def run(client: Client, **parameters: Any) -> str:
    answer = client.call(
        RunInstances,
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=1,
        **network(client),
        **parameters,
    )
    return str(answer["InstanceIdSets"]["InstanceIdSet"][0])


def disks(client: Client, **filters: Any) -> list[Document]:
    return list(client.items(DescribeDisks, **filters))


def snapshot(client: Client, **filters: Any) -> Document:
    (found,) = client.items(DescribeSnapshots, **filters)
    return dict(found)


def disk_of(client: Client, name: str) -> str:
    (instance,) = client.items(DescribeInstances, InstanceName=name)
    (disk,) = disks(client, InstanceId=instance["InstanceId"])
    return str(disk["DiskId"])


def refused(client: Client, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ApiError) as error:
        client.call(CreateSnapshot, **parameters)
    return error.value.code, error.value.http_status


def test_every_instance_of_the_first_use_account_has_a_system_disk(client: Client) -> None:
    instances = {each["InstanceId"] for each in client.items(DescribeInstances)}
    found = disks(client)

    assert instances == {disk["InstanceId"] for disk in found}
    assert {
        (disk["Type"], disk["Status"], disk["Device"], disk["Size"], disk["Category"])
        for disk in found
    } == {("system", "In_use", "/dev/xvda", 40, "cloud_efficiency")}


def test_a_call_has_the_disks_that_it_asks_for(client: Client) -> None:
    made = run(
        client,
        **{
            "SystemDisk.Category": "cloud_ssd",
            "SystemDisk.Size": "60",
            "DataDisk": [{"Size": 200, "Category": "cloud_essd", "DiskName": "data"}],
        },
    )
    data, system = disks(client, InstanceId=made)

    assert (
        system["Type"],
        system["Category"],
        system["Size"],
        system["IOPS"],
        system["PerformanceLevel"],
    ) == ("system", "cloud_ssd", 60, 3600, "")
    assert (
        data["Type"],
        data["Category"],
        data["Size"],
        data["IOPS"],
        data["PerformanceLevel"],
        data["DiskName"],
        data["Device"],
    ) == ("data", "cloud_essd", 200, 11800, "PL1", "data", "/dev/xvdb")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"SystemDisk.Size": "19"}, "InvalidSystemDiskSize.LessThanMinSize"),
        ({"SystemDisk.Size": "much"}, "InvalidSystemDiskSize.LessThanMinSize"),
        ({"DataDisk": [{"Category": "cloud_ssd"}]}, "InvalidDataDiskSize.ValueNotSupported"),
        ({"DataDisk": [{"Size": 20, "SnapshotId": "s-x"}]}, "InvalidDataDiskSnapshotId.NotFound"),
        ({"DataDisk": [{"Size": 20}] * 17}, "InstanceDiskNumLimitExceed"),
    ],
)
def test_disks_that_cannot_be_are_refused_and_nothing_is_made(
    client: Client, asked: Document, code: str
) -> None:
    before = disks(client)

    with pytest.raises(ApiError) as error:
        run(client, **asked)

    assert code == error.value.code
    assert before == disks(client)


def test_a_release_deletes_the_disks_that_go_with_the_instance_and_keeps_the_others(
    account: Simulator, client: Client
) -> None:
    made = run(client, DataDisk=[{"Size": 20, "DeleteWithInstance": False}])
    account.wait(60)
    client.call(StopInstance, InstanceId=made)
    account.wait(60)
    client.call(DeleteInstance, InstanceId=made)

    assert disks(client, InstanceId=made) == []
    (kept,) = disks(client, DiskType="data")
    assert (
        kept["Status"],
        kept["InstanceId"],
        kept["DetachedTime"],
    ) == ("Available", "", "2019-06-25T08:02:00Z")


def test_disks_are_listed_by_what_is_asked(client: Client) -> None:
    disk_id = disk_of(client, "WindowsOffice")

    assert [disk["DiskId"] for disk in disks(client, DiskIds=[disk_id])] == [disk_id]
    assert disks(client, Status="Available") == []
    assert len(disks(client, Status="All", Category="all", DiskType="system")) == 11
    assert len(disks(client, DeleteWithInstance=True)) == 11
    newer = [{"Key": "CreationStartTime", "Value": "2019-06-01T00:00Z"}]
    assert len(disks(client, Filter=newer)) == 2


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"DiskIds": "d-1"}, "InvalidParameter.DiskIds"),
        ({"DiskIds": ["d-1"] * 101}, "InvalidDiskIds.Malformed"),
        ({"ZoneId": "cn-beijing-c"}, "InvalidZoneId.NotFound"),
        ({"Filter": [{"Key": "Size", "Value": "1"}]}, "InvalidFilterKey.NotFound"),
        ({"Filter": [{"Key": "CreationStartTime", "Value": "x"}]}, "InvalidFilterValue"),
        ({"Tag": [{"Value": "x"}]}, "InvalidTag.Mismatch"),
    ],
)
def test_wrong_filters_are_refused(client: Client, filters: Document, code: str) -> None:
    with pytest.raises(ApiError) as error:
        disks(client, **filters)

    assert code == error.value.code


def test_a_snapshot_takes_its_time(account: Simulator, client: Client) -> None:
    disk_id = disk_of(client, "WindowsOffice")
    made = client.call(CreateSnapshot, DiskId=disk_id, SnapshotName="before-upgrade")
    account.wait(75)
    half = snapshot(client, Status="progressing")
    account.wait(75)
    whole = snapshot(client, DiskId=disk_id, Status="accomplished")

    assert (made["SnapshotId"], "50%", 75, False) == (
        half["SnapshotId"],
        half["Progress"],
        half["RemainTime"],
        half["Available"],
    )
    assert (made["SnapshotId"], "100%", "2019-06-25T08:02:30Z", True) == (
        whole["SnapshotId"],
        whole["Progress"],
        whole["LastModifiedTime"],
        whole["Available"],
    )


def test_a_disk_has_one_snapshot_in_progress(account: Simulator, client: Client) -> None:
    disk_id = disk_of(client, "WindowsOffice")
    client.call(CreateSnapshot, DiskId=disk_id)

    assert refused(client, DiskId=disk_id) == ("IncorrectDiskStatus.CreatingSnapshot", 403)
    account.wait(600)
    client.call(CreateSnapshot, DiskId=disk_id)


def test_snapshots_fail_under_a_fault(account: Simulator, client: Client) -> None:
    disk_id = disk_of(client, "WindowsOffice")
    account.add_fault("snapshot", "cn-hangzhou", {"DiskId": disk_id})
    client.call(CreateSnapshot, DiskId=disk_id)
    account.wait(600)

    assert tuple(snapshot(client)[name] for name in ("Status", "Available")) == ("failed", False)


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"DiskId": "d-unheard-of"}, ("InvalidDiskId.NotFound", 404)),
        ({"SnapshotName": "auto1"}, ("InvalidSnapshotName.Malformed", 400)),
        ({"SnapshotName": "x"}, ("InvalidSnapshotName.Malformed", 400)),
        ({"Description": "http://x"}, ("InvalidDescription.Malformed", 404)),
        ({"RetentionDays": 65537}, ("InvalidRetentionDays.Malformed", 400)),
    ],
)
def test_wrong_snapshots_are_refused(
    client: Client, parameters: Document, refusal: tuple[str, int]
) -> None:
    assert refusal == refused(client, **{"DiskId": disk_of(client, "WindowsOffice"), **parameters})


def deletion_refused(client: Client, **parameters: Any) -> tuple[str, int]:
    """Return the code and the status with which a deletion is refused."""
    with pytest.raises(ApiError) as error:
        client.call(DeleteSnapshot, **parameters)
    return error.value.code, error.value.http_status


def test_a_snapshot_is_deleted_while_it_is_made_or_later(
    account: Simulator, client: Client
) -> None:
    disk_id = disk_of(client, "WindowsOffice")
    for waits in (0, 600):
        made = client.call(CreateSnapshot, DiskId=disk_id)
        account.wait(waits)
        client.call(DeleteSnapshot, SnapshotId=made["SnapshotId"])

    account.wait(600)

    assert list(client.items(DescribeSnapshots)) == []
    assert deletion_refused(client, SnapshotId=made["SnapshotId"]) == (
        "InvalidSnapshotId.NotFound",
        404,
    )
    assert deletion_refused(client) == ("MissingParameter", 400)


def test_a_snapshot_with_a_disk_is_deleted_by_force(account: Simulator, client: Client) -> None:
    disk_id = disk_of(client, "WindowsOffice")
    made = client.call(CreateSnapshot, DiskId=disk_id)
    account.wait(600)
    run(client, DataDisk=[{"SnapshotId": made["SnapshotId"], "Category": "cloud_ssd"}])

    refused = deletion_refused(client, SnapshotId=made["SnapshotId"])
    client.call(DeleteSnapshot, SnapshotId=made["SnapshotId"], Force=True)

    assert refused == ("SnapshotCreatedDisk", 403)
    assert list(client.items(DescribeSnapshots)) == []
