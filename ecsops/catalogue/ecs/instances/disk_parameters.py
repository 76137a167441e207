"""Parameters and fields of disks that operations share."""

from enum import StrEnum
from typing import Any


class DiskStatus(StrEnum):
    """The lifecycle state of a disk."""

    IN_USE = "In_use"
    AVAILABLE = "Available"
    ATTACHING = "Attaching"
    DETACHING = "Detaching"
    CREATING = "Creating"
    RE_INITING = "ReIniting"


INACTIVE_DISKS: dict[str, Any] = {
    "InactiveDisk": [
        {
            "CreationTime": str,
            "DeviceCategory": str,
            "DeviceSize": str,
            "DeviceType": str,
            "ReleaseTime": str,
        }
    ]
}
