"""Snapshots: a disk has at most one in progress, which takes its time and may fail."""

import re

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.disk_parameters import DiskStatus
from ecsops.catalogue.ecs.instances.disks import DescribeSnapshots, SnapshotStatus
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.name_rules import DESCRIPTION
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tag_documents
from ecsops.simulator.faults import kinds
from ecsops.simulator.instances.disks import common_filters, equal, ids_asked

NAME = r"(?!https?://|auto)[^\W\d_][\w:.\-]{1,127}"

RETENTION_DAYS_MOST = 65536
"""The page of CreateSnapshot."""

EQUAL = {
    "Category": "document.Category",
    "DiskId": "SourceDiskId",
    "Encrypted": "document.Encrypted",
    "InstanceId": "facts.InstanceId",
    "KMSKeyId": "document.KMSKeyId",
    "ResourceGroupId": "document.ResourceGroupId",
    "SnapshotLinkId": "document.SnapshotLinkId",
    "SnapshotName": "document.SnapshotName",
    "SnapshotType": "document.SnapshotType",
    "SourceDiskType": "document.SourceDiskType",
    "Status": "Status",
    "Usage": "document.Usage",
}
"""Parameters that must equal a value of the snapshot; `all` is every value."""


def create_snapshot(request: Request) -> Document:
    """Begin a snapshot of a disk."""
    check_words(request)
    disk = request.existing("Disk", request.get("DiskId"), "InvalidDiskId.NotFound")
    check_disk(request, disk)
    snapshot_id = request.new_id("s")
    takes_s = assumed.SNAPSHOT_TAKES_S + assumed.SNAPSHOT_TAKES_S_PER_GIB * disk.document["Size"]
    document = complete(
        DescribeSnapshots.item, {**new_snapshot(request, disk), "SnapshotId": snapshot_id}
    )
    facts = {
        "InstanceId": disk.document["InstanceId"],
        "Begin": request.now,
        "End": request.now + takes_s,
    }
    request.store.insert("Snapshot", Record(snapshot_id, request.region_id, document, facts))
    request.schedule(takes_s, "snapshot.completes", snapshot_id)
    return {"SnapshotId": snapshot_id}


def check_words(request: Request) -> None:
    """Refuse a name, a description or a retention against the rules."""
    given = request.parameters
    if "SnapshotName" in given and not re.fullmatch(NAME, given["SnapshotName"]):
        request.refuse("InvalidSnapshotName.Malformed")
    if "Description" in given and not re.fullmatch(DESCRIPTION, given["Description"]):
        request.refuse("InvalidDescription.Malformed")
    if not 1 <= given.get("RetentionDays", 1) <= RETENTION_DAYS_MOST:
        request.refuse("InvalidRetentionDays.Malformed")
    if not 1 <= given.get("InstantAccessRetentionDays", 1) < RETENTION_DAYS_MOST:
        request.refuse("InvalidInstantAccessRetentionDays.Malformed")


def check_disk(request: Request, disk: Record) -> None:
    """Refuse a disk of which no snapshot can begin now."""
    if disk.document["Status"] not in (DiskStatus.IN_USE, DiskStatus.AVAILABLE):
        request.refuse("IncorrectDiskStatus")
    instance = request.store.get("Instance", disk.document["InstanceId"])
    steady = (InstanceStatus.RUNNING, InstanceStatus.STOPPED)
    if instance is not None and instance.document["Status"] not in steady:
        request.refuse("IncorrectInstanceStatus")
    running = {"SourceDiskId": disk.id, "Status": SnapshotStatus.PROGRESSING}
    if request.store.count("Snapshot", request.region_id, running):
        request.refuse("IncorrectDiskStatus.CreatingSnapshot")


def new_snapshot(request: Request, disk: Record) -> Document:
    """Return the fields of a snapshot that begins."""
    now = iso_seconds(request.now)
    given = request.parameters
    return {
        "SnapshotName": given.get("SnapshotName", ""),
        "Description": given.get("Description", ""),
        "RetentionDays": given.get("RetentionDays", 0),
        "ResourceGroupId": given.get("ResourceGroupId", ""),
        "Tags": tag_documents(request),
        "RegionId": request.region_id,
        "SnapshotLinkId": f"sl-{disk.id.partition('-')[2]}",
        "SnapshotType": "user",
        "Category": request.get("Category").lower(),
        "InstantAccess": has_instant_access(request, disk),
        "Status": SnapshotStatus.PROGRESSING,
        "Progress": "0%",
        "CreationTime": now,
        "LastModifiedTime": now,
        "SourceDiskId": disk.id,
        "SourceDiskSize": str(disk.document["Size"]),
        "SourceDiskType": disk.document["Type"],
        "SourceStorageType": "disk",
        "Encrypted": disk.document["Encrypted"],
        "Usage": "none",
    }


def has_instant_access(request: Request, disk: Record) -> bool:
    """Return whether the snapshot is used at once, which only one of an ESSD is."""
    essd: bool = disk.document["Category"] == "cloud_essd"
    return essd and bool(request.get("InstantAccess"))


def delete_snapshot(request: Request) -> Document:
    """Delete a snapshot, or cancel it while it is made.

    A disk that was made from it keeps it, unless the call forces. An unknown id is refused as the
    table of errors says; the text of the same page says that it is ignored.
    """
    snapshot = request.existing("Snapshot", request.get("SnapshotId"), "InvalidSnapshotId.NotFound")
    made = {"document.SourceSnapshotId": snapshot.id}
    if not request.get("Force") and request.store.count("Disk", request.region_id, made):
        request.refuse("SnapshotCreatedDisk")
    request.store.due.remove(snapshot.id)
    request.store.delete("Snapshot", snapshot.id)
    return {}


def completes(context: Context, snapshot_id: str, words: Document) -> None:
    """The snapshot is done; without its disk, or under a fault of kind snapshot, it has failed."""
    record = context.subject("Snapshot", snapshot_id)
    disk_id = record.document["SourceDiskId"]
    gone = context.store.get("Disk", disk_id) is None
    failed = gone or kinds.active(context, "snapshot", DiskId=disk_id) is not None
    size = int(record.document["SourceDiskSize"]) * 2**30
    record.document.update(
        Status=SnapshotStatus.FAILED if failed else SnapshotStatus.ACCOMPLISHED,
        Progress=shown(record, context.now)["Progress"] if failed else "100%",
        Available=not failed,
        LastModifiedTime=iso_seconds(context.now),
        FullSnapshotSizeInBytes=0 if failed else int(size * assumed.SNAPSHOT_SHARE),
    )
    context.store.update("Snapshot", record)
    context.tell("snapshot.completed", record)


def describe_snapshots(request: Request) -> Document:
    """List snapshots by any of the documented filters."""
    where = equal(request, EQUAL)
    where["id"] = ids_asked(request, "SnapshotIds")
    return listing(
        request,
        "Snapshot",
        {**where, **common_filters(request)},
        lambda record: shown(record, request.now),
    )


def shown(record: Record, now: float) -> Document:
    """Return the document; of a snapshot in progress, with how far it has got by now."""
    if record.document["Status"] != SnapshotStatus.PROGRESSING:
        return record.document
    begin, end = record.facts["Begin"], record.facts["End"]
    done = min(99, int(100 * (now - begin) / (end - begin)))
    return {**record.document, "Progress": f"{done}%", "RemainTime": round(end - now)}
