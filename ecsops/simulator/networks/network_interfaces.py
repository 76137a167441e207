"""The network interfaces that a call asks for: their addresses, and a secondary one.

Source: the pages of RunInstances, 2021 and today.
"""

import re
from typing import Any

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.networks.addresses import NoAddressLeft, new_address, reserve
from ecsops.simulator.networks.interface_records import keep_interfaces, new_interface
from ecsops.simulator.networks.network_settings import security_groups_asked, vswitch_asked

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
    try:
        add_each(request, record, asked)
    except NoAddressLeft:
        request.refuse("QuotaExceeded.PrivateIpAddress")


def add_each(request: Request, record: Record, asked: list[Document]) -> None:
    """Add interfaces and secondary addresses. Raises NoAddressLeft."""
    for each in asked:
        vswitch = check_interface(request, record, each)
        if not is_primary(each):
            address = each.get("PrimaryIpAddress", "")
            if address:
                reserve(request, vswitch, address)
            add_interface(request, record, vswitch, address)
            show_as_asked(request, record, vswitch, each)
        count = int(each.get("SecondaryPrivateIpAddressCount", 0))
        add_addresses(request, record, vswitch, count)
    if len(record.document["NetworkInterfaces"]["NetworkInterface"]) > 1 + SECONDARY_MOST:
        request.refuse("InvalidParam.NetworkInterface")


def show_as_asked(request: Request, record: Record, vswitch: Record, asked: Document) -> None:
    """Store what a call says of a secondary interface that was just added."""
    last = record.document["NetworkInterfaces"]["NetworkInterface"][-1]
    interface = request.subject("NetworkInterface", last["NetworkInterfaceId"])
    interface.document["VSwitchId"] = vswitch.id
    if groups := groups_asked(asked):
        interface.document["SecurityGroupIds"] = {"SecurityGroupId": groups}
    for name in ("NetworkInterfaceName", "Description"):
        interface.document[name] = asked.get(name, "")
    request.store.update("NetworkInterface", interface)


def groups_asked(asked: Document) -> list[str]:
    """Return the security groups of an element of NetworkInterface.N."""
    groups = [asked["SecurityGroupId"]] if "SecurityGroupId" in asked else []
    return [*groups, *asked.get("SecurityGroupIds", ())]


def check_interface(request: Request, record: Record, asked: Document) -> Record:
    """Return the vSwitch of an interface, refused where it breaks a rule.

    The account has no interface that could be attached.
    """
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
    groups = security_groups_asked(request, groups_asked(asked))
    vswitch = vswitch_of(request, record)
    if "VSwitchId" in asked:
        vswitch = vswitch_asked(request, asked["VSwitchId"])
        if vswitch.document["ZoneId"] != record.document["ZoneId"]:
            request.refuse("InvalidParameter.Mismatch")
    if any(group.document["VpcId"] != vswitch.document["VpcId"] for group in groups):
        request.refuse("OperationDenied.InconsistentNetwork", "InvalidParameter.Mismatch")
    check_type(request, record, asked)
    return vswitch


def check_type(request: Request, record: Record, asked: Document) -> None:
    """Refuse more than instances of the type have, where that is published."""
    # Most instances are made with no interface but the primary one.
    from ecsops.catalogue.ecs.instances.type_networks import INSTANCE_NETWORKS

    published = INSTANCE_NETWORKS.get(record.document["InstanceType"])
    addresses = published.addresses if published else None
    if addresses and asked.get("SecondaryPrivateIpAddressCount", 0) >= addresses:
        request.refuse("InvalidOperation.Ipv4CountExceeded")


def add_interface(context: Context, record: Record, vswitch: Record, address: str = "") -> None:
    """Give an instance a secondary interface, with that address if it is not empty."""
    interface = complete(INTERFACE, new_interface(context, "Secondary", vswitch, address))
    interfaces = record.document["NetworkInterfaces"]["NetworkInterface"]
    record.document["NetworkInterfaces"] = {"NetworkInterface": [*interfaces, interface]}
    keep_interfaces(context, record)


def add_addresses(context: Context, record: Record, vswitch: Record, count: int) -> None:
    """Give the last interface of an instance so many secondary addresses."""
    if not count:
        return
    *others, last = record.document["NetworkInterfaces"]["NetworkInterface"]
    new = [new_address(context, vswitch) for _ in range(count)]
    more = [{"PrivateIpAddress": each, "Primary": False} for each in new]
    sets = {"PrivateIpSet": [*last["PrivateIpSets"]["PrivateIpSet"], *more]}
    last = complete(INTERFACE, {**last, "PrivateIpSets": sets})
    record.document["NetworkInterfaces"] = {"NetworkInterface": [*others, last]}
    keep_interfaces(context, record)


def take_private_address(request: Request, record: Record, address: str) -> None:
    """Set the address of an instance's primary interface. The caller stores it."""
    if request.parameters.get("Amount", 1) != 1:
        request.refuse("InvalidParam.Amount")
    reserve(request, vswitch_of(request, record), address)
    document = record.document
    primary, *others = document["NetworkInterfaces"]["NetworkInterface"]
    first, *more = primary["PrivateIpSets"]["PrivateIpSet"]
    sets = {"PrivateIpSet": [{**first, "PrivateIpAddress": address}, *more]}
    primary = {**primary, "PrimaryIpAddress": address, "PrivateIpSets": sets}
    document["NetworkInterfaces"] = {"NetworkInterface": [primary, *others]}
    addresses = {"PrivateIpAddress": {"IpAddress": [address]}}
    document["VpcAttributes"] = {**document["VpcAttributes"], **addresses}
    keep_interfaces(request, record)


def vswitch_of(context: Context, record: Record) -> Record:
    """Return the vSwitch of an instance."""
    vswitch_id = record.document["VpcAttributes"]["VSwitchId"]

    def find() -> Record | None:
        return context.store.get("VSwitch", vswitch_id)

    found = context.once(("vswitch", vswitch_id), find)
    assert isinstance(found, Record), "a vSwitch with interfaces cannot be deleted"
    return found
