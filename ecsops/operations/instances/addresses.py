"""The addresses of an instance, wherever its network keeps them."""

from ecsops.catalogue.model import Document


def with_addresses(instance: Document) -> Document:
    """Return the instance with `PrivateIp` and `PublicIp`, each an address or empty.

    In a VPC the private address is that of VpcAttributes, in the classic network InnerIpAddress; an
    elastic address comes before the one that the instance was created with.
    """
    vpc, elastic = instance.get("VpcAttributes") or {}, instance.get("EipAddress") or {}
    return {
        **instance,
        "PrivateIp": _first(vpc.get("PrivateIpAddress")) or _first(instance.get("InnerIpAddress")),
        "PublicIp": elastic.get("IpAddress") or _first(instance.get("PublicIpAddress")),
    }


def _first(addresses: Document | None) -> str:
    """Return the first of the addresses in a field of the API, or nothing."""
    return str(next(iter((addresses or {}).get("IpAddress") or ()), ""))
