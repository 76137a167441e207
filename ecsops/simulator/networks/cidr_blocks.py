"""Blocks of IPv4 addresses, in whole numbers: reading, comparing, and counting them.

The library's ipaddress takes as long to import as a call takes.
"""

import re
from typing import NamedTuple

from ecsops.catalogue.model import Document

WRITTEN = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:/(\d{1,2}))?")

RESERVED_AT_END = 3
"""The last addresses of a vSwitch that the service keeps, and the first (CreateVSwitch)."""


class Block(NamedTuple):
    """A block of addresses: the first one as a number, and the bits of its mask."""

    first: int
    mask: int

    @property
    def size(self) -> int:
        """The number of addresses."""
        return 1 << 32 - self.mask

    @property
    def last(self) -> int:
        """The last address."""
        return self.first + self.size - 1

    def holds(self, other: "Block") -> bool:
        """Tell whether the other block lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Block") -> bool:
        """Tell whether the blocks have an address in common."""
        return self.first <= other.last and other.first <= self.last

    def usable(self) -> range:
        """Return the addresses that interfaces of a vSwitch can have."""
        return range(self.first + 1, self.last + 1 - RESERVED_AT_END)

    def __str__(self) -> str:
        return f"{written(self.first)}/{self.mask}"


def block(text: str) -> Block | None:
    """Return the block that is written, such as `10.0.0.0/8`, or None for anything else."""
    found = WRITTEN.fullmatch(text)
    if found is None or found[5] is None or int(found[5]) > 32:
        return None
    first = number(text.partition("/")[0])
    read = None if first is None else Block(first, int(found[5]))
    return read if read and read.first % read.size == 0 else None


def number(text: str) -> int | None:
    """Return an address as a number, or None for what is not one."""
    found = WRITTEN.fullmatch(text)
    if found is None or found[5] is not None:
        return None
    parts = [int(part) for part in found.groups()[:4]]
    if any(part > 255 for part in parts):
        return None
    return parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]


def written(address: int) -> str:
    """Return an address as text."""
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def known(document: Document) -> Block:
    """Return the block of a VPC or a vSwitch, whose document was checked when it was made."""
    found = block(document["CidrBlock"])
    assert found is not None, document["CidrBlock"]
    return found
