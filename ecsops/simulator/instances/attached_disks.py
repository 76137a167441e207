"""The disks that come and go with an instance: a system disk, and the data disks asked for.

A call that makes instances says which disks it wants; what it asks wrongly is refused here.
"""

import re
from collections.abc import Mapping
from typing import NoReturn

from ecsops.catalogue.ecs.instances.disk_parameters import DiskStatus
from ecsops.catalogue.ecs.instances.disks import DescribeDisks, DiskType
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record

SYSTEM_DISK_GIB = (20, 500)
"""How large a system disk may be (the page of RunInstances)."""

DATA_DISK_LETTERS = "bcdefghijklmnopq"
"""The last letters of the devices of data disks; there are at most 16 (the same page)."""

DATA_DISK_GIB = {
    "cloud": (5, 2000),
    "cloud_efficiency": (20, 32_768),
    "cloud_ssd": (20, 32_768),
    "PL0": (40, 32_768),
    "PL1": (20, 32_768),
    "PL2": (461, 32_768),
    "PL3": (1261, 32_768),
}
"""How large a data disk of a kind may be (the same page, and the one on ESSDs)."""

IOPS = {
    "cloud_efficiency": (1800, 8, 5_000),
    "cloud_ssd": (1800, 30, 25_000),
    "PL0": (1800, 12, 10_000),
    "PL1": (1800, 50, 50_000),
    "PL2": (1800, 50, 100_000),
    "PL3": (1800, 50, 1_000_000),
}
"""Operations per second, more for each GiB, and at most (pages on block storage)."""

THROUGHPUT = {
    "PL0": (100, 0.25, 180),
    "PL1": (120, 0.5, 350),
    "PL2": (120, 0.5, 750),
    "PL3": (120, 0.5, 4_000),
}
"""The same in MB per second, as far as the page on ESSDs tells it."""

ASKED = (
    "AutoSnapshotPolicyId",
    "BurstingEnabled",
    "Category",
    "DeleteWithInstance",
    "Description",
    "DiskName",
    "KMSKeyId",
    "ProvisionedIops",
    "StorageClusterId",
)
"""Parameters of a disk that its document shows under the same name."""

DEVICE = r"/dev/xvd[b-z]"


def instance_created(context: Context, record: Record) -> None:
    """Make the disks of a new instance, as the call that makes it asked for them."""
    asked = context.parameters if isinstance(context, Request) else {}
    system = {"ImageId": record.document["ImageId"], **system_disk(context, asked)}
    add_disk(context, record, "a", {"Type": DiskType.SYSTEM, **system})
    disks = asked.get("DataDisk", [])
    if len(disks) > len(DATA_DISK_LETTERS):
        refuse(context, "InstanceDiskNumLimitExceed")
    for letter, disk in zip(letters(context, disks), disks, strict=False):
        data = {"Type": DiskType.DATA, "Portable": True, **data_disk(context, disk)}
        add_disk(context, record, letter, data)
    if len(disks) == len(DATA_DISK_LETTERS):
        record.document["DeviceAvailable"] = False
        context.store.update("Instance", record)


def letters(context: Context, disks: list[Document]) -> str:
    """Return the last letters of data disks' devices: those asked for, and the next free ones."""
    asked = [disk.get("Device", "") for disk in disks]
    if not any(asked):
        return DATA_DISK_LETTERS
    if not all(re.fullmatch(DEVICE, device) for device in asked if device):
        refuse(context, "InvalidDataDevice.Malformed")
    if any(device and asked.count(device) > 1 for device in asked):
        refuse(context, "InvalidDevice.InUse")
    free = iter(each for each in DATA_DISK_LETTERS if f"/dev/xvd{each}" not in asked)
    return "".join(device[-1:] or next(free) for device in asked)


def system_disk(context: Context, asked: Document) -> Document:
    """Return what the call asks of the system disk."""
    prefix = "SystemDisk."
    parts = {name.removeprefix(prefix): asked[name] for name in asked if name.startswith(prefix)}
    size = str(parts.get("Size", assumed.DISK_GIB))
    smallest, largest = SYSTEM_DISK_GIB
    if not size.isdecimal() or not smallest <= int(size) <= largest:
        refuse(context, "InvalidSystemDiskSize.LessThanMinSize")
    return {**fields_asked(context, parts), "Size": int(size)}


def data_disk(context: Context, asked: Document) -> Document:
    """Return what the call asks of a data disk."""
    if snapshot_id := asked.get("SnapshotId"):
        snapshot = context.store.get("Snapshot", snapshot_id)
        if snapshot is None:
            refuse(context, "InvalidDataDiskSnapshotId.NotFound")
        size = int(snapshot.document["SourceDiskSize"])
        asked = {"Size": size, **asked}
    fields = fields_asked(context, asked)
    smallest, largest = DATA_DISK_GIB.get(kind_of(fields), (1, 32_768))
    if not smallest <= asked.get("Size", 0) <= largest:
        refuse(context, "InvalidDataDiskSize.ValueNotSupported")
    return {**fields, "Size": asked["Size"], "SourceSnapshotId": snapshot_id or ""}


def refuse(context: Context, code: str) -> NoReturn:
    """Refuse the call that makes the instance."""
    assert isinstance(context, Request), "only a call asks for disks"
    context.refuse(code)


def fields_asked(context: Context, asked: Document) -> Document:
    """Return what a disk has because the call asked for it, refused against the rules."""
    if "DiskName" in asked and not re.fullmatch(NAME, asked["DiskName"]):
        refuse(context, "InvalidDiskName.Malformed")
    if "Description" in asked and not re.fullmatch(DESCRIPTION, asked["Description"]):
        refuse(context, "InvalidDiskDescription.Malformed")
    fields = {name: asked[name] for name in ASKED if name in asked}
    if asked.get("Category") == "cloud_essd":
        fields["PerformanceLevel"] = asked.get("PerformanceLevel", "PL1")
    if "AutoSnapshotPolicyId" in asked:
        fields["EnableAutomatedSnapshotPolicy"] = True
    encrypted = asked.get("Encrypted") in (True, "true")
    if "KMSKeyId" in asked and not encrypted:
        refuse(context, "InvalidParameter.EncryptedIllegal")
    return {**fields, "Encrypted": encrypted}


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
    document = complete(DescribeDisks.item, {**disk, **speed_of(disk)})
    context.store.insert("Disk", Record(disk_id, context.region_id, document, {}))


def speed_of(disk: Document) -> dict[str, int]:
    """Return the operations and the throughput that a disk of its kind and size has."""
    kind, gib = kind_of(disk), disk["Size"]
    iops, throughput = limit(IOPS, kind, gib), limit(THROUGHPUT, kind, gib)
    return {
        **dict.fromkeys(("IOPS", "IOPSRead", "IOPSWrite"), iops),
        **dict.fromkeys(("Throughput", "ThroughputRead", "ThroughputWrite"), throughput),
    }


def kind_of(disk: Document) -> str:
    """Return the performance level of a disk that has one, else its category."""
    return str(disk.get("PerformanceLevel") or disk.get("Category", assumed.DISK_CATEGORY))


def limit(rates: Mapping[str, tuple[int, float, int]], kind: str, gib: int) -> int:
    """Return what a disk of a kind and a size does at most; 0 where it is not told."""
    base, per_gib, most = rates.get(kind, (0, 0, 0))
    return int(min(base + per_gib * gib, most))


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
