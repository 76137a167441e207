"""The account's default network in each region: a VPC, a vSwitch in each zone, a security group.

It is made when the first instance of the region needs it.
"""

import json
from collections.abc import Iterable

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import dump
from ecsops.simulator.engine.zones import zone_ids


def network(context: Context) -> Document:
    """Return `VpcId`, `SecurityGroupId`, and `VSwitchIds` by zone; make them the first time."""
    found: Document = context.once(("network", context.region_id), lambda: connect(context))
    return found


def connect(context: Context) -> Document:
    """Return the network of the region as it is kept, made now where there is none."""
    name = f"network.{context.region_id}"
    known = context.store.setting(name)
    if known is not None:
        found: Document = json.loads(known)
        return found
    made = {
        "VpcId": context.new_id("vpc"),
        "SecurityGroupId": context.new_id("sg"),
        "VSwitchIds": {zone_id: context.new_id("vsw") for zone_id in zone_ids(context.region_id)},
    }
    context.store.set(name, dump(made))
    return made


def zone_of(request: Request, vswitch_id: str) -> str:
    """Return the zone of a vSwitch; refuse one that the account does not have."""
    for zone_id, each in network(request)["VSwitchIds"].items():
        if each == vswitch_id:
            return str(zone_id)
    request.refuse("InvalidVSwitchId.NotFound")


def check_security_groups(request: Request, security_group_ids: Iterable[str]) -> None:
    """Refuse security groups that the account does not have."""
    if any(each != network(request)["SecurityGroupId"] for each in security_group_ids):
        request.refuse("InvalidSecurityGroupId.NotFound")


def network_fields(context: Context, zone_id: str) -> Document:
    """Return the addresses of a new instance in the default network."""
    connected = network(context)
    interface = new_interface(context, "Primary")
    return {
        "InstanceNetworkType": "vpc",
        "VpcAttributes": {
            "VpcId": connected["VpcId"],
            "VSwitchId": connected["VSwitchIds"][zone_id],
            "PrivateIpAddress": {"IpAddress": [interface["PrimaryIpAddress"]]},
        },
        "SecurityGroupIds": {"SecurityGroupId": [connected["SecurityGroupId"]]},
        "NetworkInterfaces": {"NetworkInterface": [interface]},
    }


def new_interface(context: Context, type_: str, address: str = "") -> Document:
    """Return a new network interface, Primary or Secondary, with that address or any."""
    number, other = new_address(context)
    private = address or other
    return {
        "NetworkInterfaceId": context.new_id("eni"),
        "PrimaryIpAddress": private,
        "MacAddress": f"00:16:3e:{number.to_bytes(3).hex(':')}",
        "Type": type_,
        "PrivateIpSets": {"PrivateIpSet": [{"PrivateIpAddress": private, "Primary": True}]},
    }


def new_address(context: Context) -> tuple[int, str]:
    """Return a new private address, none that a call has asked for, and a number of its own."""
    asked_for = context.store.setting(f"addresses.{context.region_id}", "")
    while True:
        number = context.number()
        address = f"172.16.{number // 250 % 250}.{number % 250 + 1}"
        if f" {address} " not in asked_for:
            return number, address


def reserve(context: Context, address: str) -> None:
    """Keep a private address that a call asks for from the instances to come."""
    name = f"addresses.{context.region_id}"
    context.store.set(name, f"{context.store.setting(name, '')} {address} ")


def public_address(context: Context) -> str:
    """Return a new public address."""
    number = context.number()
    return f"47.96.{number // 250 % 250}.{number % 250 + 1}"
