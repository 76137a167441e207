"""Where the simulator may send to: this machine, or what the user has allowed."""

from collections.abc import Mapping
from typing import Any

LOOPBACK_NAMES = ("localhost", "ip6-localhost", "ip6-loopback")


def host_of(url: str) -> str | None:
    """Return the host that an http or https URL names, or None when it is no such URL."""
    # Only a webhook that is configured or sent to pays for urllib.
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.port != 0
        clean = url.isprintable() and " " not in url
        return parts.hostname if valid and clean else None
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Tell whether the host is this machine, by its name or address alone: no name is looked up."""
    # Only who sends to an address pays for this.
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOOPBACK_NAMES


def may_send(url: str, settings: Mapping[str, Any]) -> bool:
    """Tell whether a webhook may go there: loopback, or anywhere if the user has allowed it."""
    host = host_of(url)
    return host is not None and (settings.get("anywhere") == 1 or is_loopback(host))
