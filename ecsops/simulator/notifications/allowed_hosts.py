"""Where the simulator may send to: this machine, or anywhere if the user has allowed it.

`destination` decides on a URL and says where to connect; what it returns is what is connected to.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

LOOPBACK_NAMES = ("localhost", "ip6-localhost", "ip6-loopback")

PORTS = {"http": 80, "https": 443}

CLEAN = re.compile(r"[!-\[\]-~]+", re.ASCII)
"""The characters of a URL: ASCII that is visible, without the backslash."""


class Address(NamedTuple):
    """The parts of a URL that decide where it leads; `rest` is its path and query."""

    scheme: str
    user: str | None
    host: str
    port: int
    rest: str

    @property
    def authority(self) -> str:
        """The host and the port, as a URL and the Host header have them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def url(self, host: str) -> str:
        """Return the URL with another host; user, path and query stay."""
        user = f"{self.user}@" if self.user is not None else ""
        return f"{self.scheme}://{user}{self._replace(host=host).authority}{self.rest}"


class Destination(NamedTuple):
    """Where to connect: the URL to call, the Host header, and the name of its certificate."""

    url: str
    host_header: str
    name: str


def parsed(url: str) -> Address | None:
    """Return the parts of an http or https URL, or None when it is not a valid one.

    A URL that two readers understand in two ways is not valid: the parts are those of the library
    that connects, and the standard library has to agree.
    """
    if not CLEAN.fullmatch(url):
        return None
    # lazy import: only a webhook needs a reader of URLs
    from urllib.parse import urlsplit

    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        read, other = parse_url(url), urlsplit(url)
        scheme, host, port = read.scheme or "", (read.host or "").strip("[]"), read.port
        agreed = (other.scheme, other.hostname, other.port) == (scheme, host.lower(), port)
    except (LocationParseError, ValueError):
        return None
    if scheme not in PORTS or not host or port == 0 or not agreed:
        return None
    query = "" if read.query is None else f"?{read.query}"
    return Address(scheme, read.auth, host, port or PORTS[scheme], f"{read.path or '/'}{query}")


def host_of(url: str) -> str | None:
    """Return the host that an http or https URL names, or None when it is not such a URL."""
    address = parsed(url)
    return None if address is None else address.host


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine, by its name or address, without a DNS query."""
    # lazy import: only a webhook needs addresses
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOOPBACK_NAMES


def may_send(url: str, settings: Mapping[str, Any]) -> bool:
    """Return whether a webhook may go there: loopback, or anywhere if the user has allowed it."""
    address = parsed(url)
    return address is not None and (settings.get("anywhere") == 1 or is_loopback(address.host))


def destination(url: str, settings: Mapping[str, Any]) -> Destination | None:
    """Return where to connect for a webhook, or None where it may not go.

    Unless the user has allowed more, the address to connect to is one of this machine, also where
    a name such as localhost leads elsewhere.
    """
    address = parsed(url)
    if address is None:
        return None
    host: str | None = address.host
    if settings.get("anywhere") != 1:
        host = loopback_address(address.host, address.port)
    if host is None:
        return None
    return Destination(address.url(host), address.authority, address.host)


def loopback_address(host: str, port: int) -> str | None:
    """Return an address of this machine that the host stands for, or None."""
    import socket

    if not is_loopback(host):
        return None
    if host not in LOOPBACK_NAMES:
        return host
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return None
    addresses = [str(each[4][0]) for each in found]
    return next(filter(is_loopback, sorted(addresses)), None)
