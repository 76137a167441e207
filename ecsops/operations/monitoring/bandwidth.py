"""Bandwidths and download speeds, as the appendix of the document's section 5.1 explains them.

A bandwidth counts bits, a download bytes, of eight bits each; k is 1000. What other programs on
the instance use leaves 80 to 88 per cent to the download.
"""

import re
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.model import Document

FORM = r"(?P<number>\d+(?:\.\d+)?)\s*(?P<scale>[kKMGT]?)(?P<unit>b|B|bit|bits|Byte)?(?P<per>ps|/s)?"

SCALES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}

BITS_IN_A_BYTE = 8

DOWNLOAD_SHARE = (0.80, 0.88)
"""The document: of the 125 KB/s that 1 Mbps gives in theory, 100 to 110 KB/s are met."""


class Bandwidth(NamedTuple):
    """A bandwidth in bits per second."""

    bits: float


def read_bandwidth(text: str) -> Bandwidth:
    """Return the bandwidth that a text such as `4M`, `4Mbps`, `512 kbps` or `500KB/s` means.

    A number without a unit is bits. Raises ValueError for any other text.
    """
    found = re.fullmatch(FORM, text.strip())
    if found is None:
        raise ValueError(
            _("Invalid bandwidth {text!r}. Use a value such as 4Mbps, 512kbps or 500KB/s.").format(
                text=text
            )
        )
    scale = SCALES[found["scale"].replace("K", "k")]
    eight = BITS_IN_A_BYTE if found["unit"] in ("B", "Byte") else 1
    return Bandwidth(float(found["number"]) * scale * eight)


def explained(bandwidth: Bandwidth) -> Document:
    """Return the bandwidth in all its units, and what a download of it makes."""
    bits = bandwidth.bits
    least, most = (bits * share / BITS_IN_A_BYTE / 1000 for share in DOWNLOAD_SHARE)
    return {
        "Mbps": figure(bits / 10**6),
        "kbps": figure(bits / 1000),
        "bps": figure(bits),
        "BytePerSecond": figure(bits / BITS_IN_A_BYTE),
        "KBPerSecond": figure(bits / BITS_IN_A_BYTE / 1000),
        "DownloadKBPerSecond": f"{figure(least)}~{figure(most)}",
    }


def figure(value: float) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
