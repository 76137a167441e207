"""Listings of network interfaces."""

from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.conditions import Holds, Like
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.networks.network_settings import network

LISTED_MOST = 100
"""Ids or addresses of a call (the page of DescribeNetworkInterfaces)."""

EQUAL = {
    "InstanceId": "InstanceId",
    "NetworkInterfaceName": "document.NetworkInterfaceName",
    "PrimaryIpAddress": "PrivateIpAddress",
    "ResourceGroupId": "document.ResourceGroupId",
    "ServiceManaged": "document.ServiceManaged",
    "Status": "document.Status",
    "Type": "document.Type",
    "VSwitchId": "VSwitchId",
    "VpcId": "document.VpcId",
}
"""Parameters that must equal a value of the interface."""


def describe_network_interfaces(request: Request) -> Document:
    """List network interfaces by any of the documented filters."""
    network(request)
    given = request.parameters
    where: dict[str, Any] = {path: given.get(name) for name, path in EQUAL.items()}
    for name in ("NetworkInterfaceId", "PrivateIpAddress", "Ipv6Address"):
        if len(given.get(name, ())) > LISTED_MOST:
            request.refuse_parameter(name, "invalid")
    where["id"] = given.get("NetworkInterfaceId")
    if addresses := given.get("PrivateIpAddress"):
        where["document.PrivateIpSets"] = holding(addresses)
    if "Ipv6Address" in given:
        where["id"] = []  # no interface has one
    if group := given.get("SecurityGroupId"):
        where["document.SecurityGroupIds.SecurityGroupId"] = Holds((group,))
        where["document.Type"] = "Secondary" if given.get("Type") != "Primary" else []
    where["document.Tags.Tag"] = tagged(request)
    return listing(request, "NetworkInterface", where)


def holding(addresses: list[str]) -> Any:
    """Return the condition that an interface has all of the addresses."""
    return [Like(f'*"PrivateIpAddress":"{each}"*') for each in addresses]
