"""The network interfaces that a call asks for: their addresses, and a secondary one.

Source: the pages of RunInstances, 2021 and today.
"""

import re
from typing import Any

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import VSWITCH_CIDR
from ecsops.simulator.engine.conditions import Like
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.networks.network_settings import (
    check_security_groups,
    new_address,
    new_interface,
    reserve,
    zone_of,
)

SECONDARY_MOST = 1
"""How many secondary interfaces an instance can be made with."""

SECONDARY_ADDRESSES = range(50)

OF_THE_INSTANCE = {
    "Ipv6Address": "Ipv6Address",
    "Ipv6AddressCount": "Ipv6AddressCount",
    "PrimaryIpAddress": "PrivateIpAddress",
    "SecurityGroupId": "SecurityGroupId",
    "SecurityGroupIds": "SecurityGroupIds",
    "VSwitchId": "VSwitchId",
}
"""Parts of the primary interface, and the parameters of the call that say the same."""

SHAPE: Any = DescribeInstances.item
INTERFACE = SHAPE["NetworkInterfaces"]["NetworkInterface"][0]


def with_primary_interface(request: Request) -> None:
    """Give the call the parameters that its NetworkInterface.N for the primary one stands for."""
    given = request.parameters
    primary = [each for each in given.get("NetworkInterface", ()) if is_primary(each)]
    if not primary:
        return
    asked = primary[0]
    meant = {other: asked[name] for name, other in OF_THE_INSTANCE.items() if name in asked}
    if len(primary) > 1 or given.keys() & meant:
        request.refuse("InvalidParam.NetworkInterface")
    request.parameters = {**given, **meant}


def is_primary(asked: Document) -> bool:
    """Return whether an element of NetworkInterface.N is the primary interface."""
    return bool(asked.get("InstanceType") == "Primary")


def add_interfaces(request: Request, record: Record, asked: list[Document]) -> None:
    """Create the interfaces of NetworkInterface.N for an instance. The caller stores it."""
    for each in asked:
        check_interface(request, record, each)
        if not is_primary(each):
            address = each.get("PrimaryIpAddress", "")
            if address:
                check_address(request, address)
            add_interface(request, record, address)
        add_addresses(request, record, int(each.get("SecondaryPrivateIpAddressCount", 0)))
    if len(record.document["NetworkInterfaces"]["NetworkInterface"]) > 1 + SECONDARY_MOST:
        request.refuse("InvalidParam.NetworkInterface")


def check_interface(request: Request, record: Record, asked: Document) -> None:
    """Refuse an interface against the rules; the account has none that could be attached."""
    if (
        "NetworkInterfaceId" in asked
        or ("SecurityGroupId" in asked and "SecurityGroupIds" in asked)
        or not re.fullmatch(NAME, asked.get("NetworkInterfaceName", "aa"))
        or not re.fullmatch(DESCRIPTION, asked.get("Description", "aa"))
        or asked.get("SecondaryPrivateIpAddressCount", 0) not in SECONDARY_ADDRESSES
    ):
        request.refuse("InvalidParam.NetworkInterface")
    if "Ipv6Address" in asked or "Ipv6AddressCount" in asked:
        request.refuse("InvalidVSwitch.Ipv6NotTurnOn")
    groups = [asked["SecurityGroupId"]] if "SecurityGroupId" in asked else []
    check_security_groups(request, [*groups, *asked.get("SecurityGroupIds", ())])
    if "VSwitchId" in asked and zone_of(request, asked["VSwitchId"]) != record.document["ZoneId"]:
        request.refuse("InvalidParameter.Mismatch")
    check_type(request, record, asked)


def check_type(request: Request, record: Record, asked: Document) -> None:
    """Refuse more than instances of the type have, where that is published."""
    # Most instances are made with no interface but the primary one.
    from ecsops.catalogue.ecs.instances.type_networks import INSTANCE_NETWORKS

    published = INSTANCE_NETWORKS.get(record.document["InstanceType"])
    addresses = published.addresses if published else None
    if addresses and asked.get("SecondaryPrivateIpAddressCount", 0) >= addresses:
        request.refuse("InvalidOperation.Ipv4CountExceeded")


def add_interface(context: Context, record: Record, address: str = "") -> None:
    """Give an instance a secondary interface, with that address if it is not empty."""
    interface = complete(INTERFACE, new_interface(context, "Secondary", address))
    interfaces = record.document["NetworkInterfaces"]["NetworkInterface"]
    record.document["NetworkInterfaces"] = {"NetworkInterface": [*interfaces, interface]}


def add_addresses(context: Context, record: Record, count: int) -> None:
    """Give the last interface of an instance so many secondary addresses."""
    *others, last = record.document["NetworkInterfaces"]["NetworkInterface"]
    more = [{"PrivateIpAddress": new_address(context)[1], "Primary": False} for _ in range(count)]
    sets = {"PrivateIpSet": [*last["PrivateIpSets"]["PrivateIpSet"], *more]}
    last = complete(INTERFACE, {**last, "PrivateIpSets": sets})
    record.document["NetworkInterfaces"] = {"NetworkInterface": [*others, last]}


def take_private_address(request: Request, record: Record, address: str) -> None:
    """Set the address of an instance's primary interface. The caller stores it."""
    if request.parameters.get("Amount", 1) != 1:
        request.refuse("InvalidParam.Amount")
    check_address(request, address)
    document = record.document
    primary, *others = document["NetworkInterfaces"]["NetworkInterface"]
    first, *more = primary["PrivateIpSets"]["PrivateIpSet"]
    sets = {"PrivateIpSet": [{**first, "PrivateIpAddress": address}, *more]}
    primary = {**primary, "PrimaryIpAddress": address, "PrivateIpSets": sets}
    document["NetworkInterfaces"] = {"NetworkInterface": [primary, *others]}
    addresses = {"PrivateIpAddress": {"IpAddress": [address]}}
    document["VpcAttributes"] = {**document["VpcAttributes"], **addresses}


def check_address(request: Request, address: str) -> None:
    """Refuse an address that is none, not of the vSwitch, or in use; else it is taken."""
    # Addresses are mostly left to the service.
    from ipaddress import AddressValueError, IPv4Address, IPv4Network

    try:
        inside = IPv4Address(address) in IPv4Network(VSWITCH_CIDR)
    except AddressValueError:
        request.refuse("InvalidPrivateIpAddress.Malformed")
    if not inside:
        request.refuse("InvalidPrivateIpAddress")
    used = {"document.NetworkInterfaces": Like(f'*"{address}"*')}
    if request.store.count("Instance", request.region_id, used):
        request.refuse("InvalidPrivateIpAddress.Duplicated")
    reserve(request, address)
