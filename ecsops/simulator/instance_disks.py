"""The disks that come and go with an instance: a system disk, and the data disks asked for.

A call that makes instances says which disks it wants; what it asks wrongly is refused here.
"""

from typing import NoReturn

from ecsops.catalogue.common_disks import DiskStatus
from ecsops.catalogue.disks import DescribeDisks, DiskType
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.clock import iso_seconds
from ecsops.simulator.context import Context, Request
from ecsops.simulator.documents import complete
from ecsops.simulator.store import Record

SYSTEM_DISK_GIB = (20, 500)
"""How large a system disk may be (the page of RunInstances)."""

DATA_DISK_LETTERS = "bcdefghijklmnopq"
"""The last letters of the devices of data disks; there are at most 16 (the same page)."""

IOPS = {
    "cloud_efficiency": (1800, 8, 5_000),
    "cloud_ssd": (1800, 30, 25_000),
    "cloud_essd": (1800, 50, 50_000),
}
"""By category: operations per second, more for each GiB, and at most (pages on block storage)."""

ASKED = ("Category", "DeleteWithInstance", "Description", "DiskName", "KMSKeyId")
"""What a call may ask of a disk and its document shows under the same name."""


def instance_created(context: Context, record: Record) -> None:
    """Make the disks of a new instance, as the call that makes it asked for them."""
    asked = context.parameters if isinstance(context, Request) else {}
    system = {"ImageId": record.document["ImageId"], **system_disk(context, asked)}
    add_disk(context, record, "a", {"Type": DiskType.SYSTEM, **system})
    disks = asked.get("DataDisk", [])
    if len(disks) > len(DATA_DISK_LETTERS):
        refuse(context, "InstanceDiskNumLimitExceed")
    for letter, disk in zip(DATA_DISK_LETTERS, disks, strict=False):
        data = {"Type": DiskType.DATA, "Portable": True, **data_disk(context, disk)}
        add_disk(context, record, letter, data)


def system_disk(context: Context, asked: Document) -> Document:
    """Return what the call asks of the system disk."""
    prefix = "SystemDisk."
    parts = {name.removeprefix(prefix): asked[name] for name in asked if name.startswith(prefix)}
    size = str(parts.get("Size", assumed.DISK_GIB))
    smallest, largest = SYSTEM_DISK_GIB
    if not size.isdecimal() or not smallest <= int(size) <= largest:
        refuse(context, "InvalidSystemDiskSize.LessThanMinSize")
    return {**fields_asked(parts), "Size": int(size)}


def data_disk(context: Context, asked: Document) -> Document:
    """Return what the call asks of a data disk."""
    if snapshot_id := asked.get("SnapshotId"):
        snapshot = context.store.get("Snapshot", snapshot_id)
        if snapshot is None:
            refuse(context, "InvalidDataDiskSnapshotId.NotFound")
        size = int(snapshot.document["SourceDiskSize"])
        asked = {"Size": size, **asked}
    if asked.get("Size", 0) < 1:
        refuse(context, "InvalidDataDiskSize.ValueNotSupported")
    return {**fields_asked(asked), "Size": asked["Size"], "SourceSnapshotId": snapshot_id or ""}


def refuse(context: Context, code: str) -> NoReturn:
    """Refuse the call that makes the instance."""
    assert isinstance(context, Request), "only a call asks for disks"
    context.refuse(code)


def fields_asked(asked: Document) -> Document:
    """Return what a disk has because the call asked for it."""
    fields = {name: asked[name] for name in ASKED if name in asked}
    if asked.get("Category") == "cloud_essd":
        fields["PerformanceLevel"] = asked.get("PerformanceLevel", "PL1")
    return {**fields, "Encrypted": asked.get("Encrypted") == "true"}


def add_disk(context: Context, instance: Record, letter: str, fields: Document) -> None:
    """Add a disk that is attached to the instance under the device of that letter."""
    disk_id = context.new_id("d")
    now = iso_seconds(context.now)
    attachment = {
        "AttachedTime": now,
        "Device": f"/dev/xvd{letter}",
        "InstanceId": instance.id,
    }
    disk = {
        "DiskId": disk_id,
        "RegionId": context.region_id,
        "ZoneId": instance.document["ZoneId"],
        "Category": assumed.DISK_CATEGORY,
        "Status": DiskStatus.IN_USE,
        "SerialNumber": disk_id.partition("-")[2],
        "DiskChargeType": instance.document["InstanceChargeType"],
        "CreationTime": now,
        "ExpiredTime": instance.document["ExpiredTime"],
        "DeleteWithInstance": True,
        "DeleteAutoSnapshot": True,
        "EnableAutoSnapshot": True,
        "MultiAttach": "Disabled",
        "MountInstanceNum": 1,
        "MountInstances": {"MountInstance": [attachment]},
        "Attachments": {"Attachment": [attachment]},
        **attachment,
        **fields,
    }
    base, per_gib, most = IOPS.get(disk["Category"], (0, 0, 0))
    iops = min(base + per_gib * disk["Size"], most)
    disk.update(IOPS=iops, IOPSRead=iops, IOPSWrite=iops)
    document = complete(DescribeDisks.item, disk)
    context.store.insert("Disk", Record(disk_id, context.region_id, document, {}))


def instance_released(context: Context, record: Record) -> None:
    """Delete the disks of a released instance that go with it, and detach the others."""
    for disk in context.store.select("Disk", record.region_id, {"InstanceId": record.id}):
        if disk.document["DeleteWithInstance"]:
            context.store.delete("Disk", disk.id)
        else:
            detach(context, disk)


def detach(context: Context, disk: Record) -> None:
    """Make the disk Available."""
    disk.document.update(
        Status=DiskStatus.AVAILABLE,
        InstanceId="",
        Device="",
        DetachedTime=iso_seconds(context.now),
        MountInstanceNum=0,
        MountInstances={"MountInstance": []},
        Attachments={"Attachment": []},
    )
    context.store.update("Disk", disk)
