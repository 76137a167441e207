"""The network of a new instance: the account's default network, and that which a call names.

The account has a default VPC in each region, with a vSwitch in each zone and a security group. It
is made the first time that somebody looks for it: its ids come from the region alone, so that
nobody can tell when that was.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from zlib import crc32

from ecsops.catalogue.model import Document
from ecsops.catalogue.vpc.shared_parameters import NetworkStatus
from ecsops.simulator.assumptions import (
    DEFAULT_VPC_CIDR,
    DEFAULT_VSWITCH_MASK,
    NETWORK_CREATION_TIME,
)
from ecsops.simulator.engine import ids
from ecsops.simulator.engine.context import Context, MustWrite, Request
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.networks.cidr_blocks import Block, block
from ecsops.simulator.networks.interface_records import instance_created, new_interface
from ecsops.simulator.networks.records import new_security_group, new_vpc, new_vswitch

OWN_NUMBERS = 1 << 40
"""Ids of the default network are made from numbers above those of the account's counter."""

NewId = Callable[[str, str], str]
"""Makes an id with a prefix for a thing of that name."""


def network(context: Context) -> Document:
    """Return `VpcId`, `SecurityGroupId`, and `VSwitchIds` by zone; make them the first time.

    Raises MustWrite where that is to be done in a call that only reads.
    """
    found: Document = context.once(("network", context.region_id), lambda: connect(context))
    return found


def connect(context: Context) -> Document:
    """Return the network of the region as it is kept, made now where there is none."""
    name = f"network.{context.region_id}"
    text = context.store.setting(name)
    found: Document = json.loads(text) if text is not None else {}
    if found.get("HasRecords"):
        return found
    if context.reads:
        raise MustWrite
    made = {**(found or new_ids(context)), "HasRecords": True}
    build(context, made)
    if found:
        # An account of an earlier edition, whose interfaces were no records.
        for instance in context.store.select("Instance", context.region_id):
            instance_created(context, instance)
    context.store.set(name, dump(made))
    return made


def new_ids(context: Context) -> Document:
    """Return ids for a default network.

    What a first use finds is numbered as all else there is; a call that finds a region without
    a network changes no id of what comes later.
    """

    def numbered(prefix: str, name: str) -> str:
        return context.new_id(prefix)

    def named(prefix: str, name: str) -> str:
        return own_id(context, prefix, name)

    new_id: NewId = named if isinstance(context, Request) else numbered
    return {
        "VpcId": new_id("vpc", ""),
        "SecurityGroupId": new_id("sg", ""),
        "VSwitchIds": {each: new_id("vsw", each) for each in zone_ids(context.region_id)},
    }


def own_id(context: Context, prefix: str, name: str) -> str:
    """Return an id that depends on the account's seed, the region and a name alone."""
    # lazy import: only a new network needs the site of its region
    from ecsops.catalogue.regions import REGIONS

    number = OWN_NUMBERS + crc32(f"{context.region_id} {prefix} {name}".encode())
    return ids.resource_id(prefix, REGIONS[context.region_id].site, context.seed, number)


def build(context: Context, made: Document) -> None:
    """Make the records of a default network."""
    router_ids = own_id(context, "vrt", ""), own_id(context, "vtb", "")
    vpc_block = block(DEFAULT_VPC_CIDR)
    assert vpc_block is not None
    vpc = new_vpc(
        context,
        made["VpcId"],
        router_ids,
        CidrBlock=DEFAULT_VPC_CIDR,
        CreationTime=NETWORK_CREATION_TIME,
        IsDefault=True,
        Status=NetworkStatus.AVAILABLE,
    )
    for place, (zone_id, vswitch_id) in enumerate(made["VSwitchIds"].items()):
        part = Block(
            vpc_block.first + place * (1 << 32 - DEFAULT_VSWITCH_MASK), DEFAULT_VSWITCH_MASK
        )
        new_vswitch(
            context,
            vswitch_id,
            vpc,
            CidrBlock=str(part),
            CreationTime=NETWORK_CREATION_TIME,
            IsDefault=True,
            Status=NetworkStatus.AVAILABLE,
            ZoneId=zone_id,
        )
    new_security_group(
        context,
        made["SecurityGroupId"],
        CreationTime=NETWORK_CREATION_TIME,
        Description="System created security group.",
        SecurityGroupName=made["SecurityGroupId"],
        VpcId=vpc.id,
        opened=True,
    )


def default_vswitch(context: Context, zone_id: str) -> Record:
    """Return the vSwitch of the default network in a zone."""
    found = context.store.get("VSwitch", network(context)["VSwitchIds"][zone_id])
    assert found is not None, f"the default vSwitch of {zone_id} is deleted"
    return found


def network_fields(context: Context, vswitch: Record, groups: Sequence[str]) -> Document:
    """Return the addresses of a new instance in a vSwitch and these security groups.

    Raises NoAddressLeft.
    """
    interface = new_interface(context, "Primary", vswitch)
    return {
        "InstanceNetworkType": "vpc",
        "VpcAttributes": {
            "VpcId": vswitch.document["VpcId"],
            "VSwitchId": vswitch.id,
            "PrivateIpAddress": {"IpAddress": [interface["PrimaryIpAddress"]]},
        },
        "SecurityGroupIds": {"SecurityGroupId": list(groups)},
        "NetworkInterfaces": {"NetworkInterface": [interface]},
    }


def vswitch_asked(request: Request, vswitch_id: str) -> Record:
    """Return a vSwitch; refuse one that the account does not have, or that is not ready."""
    network(request)
    found = request.once(
        ("vswitch", vswitch_id),
        lambda: request.existing("VSwitch", vswitch_id, "InvalidVSwitchId.NotFound"),
    )
    assert isinstance(found, Record)
    if found.document["Status"] != NetworkStatus.AVAILABLE:
        request.refuse("IncorrectVSwitchStatus")
    return found


def security_groups_asked(request: Request, security_group_ids: Iterable[str]) -> list[Record]:
    """Return security groups; refuse those that the account does not have."""
    network(request)
    return [
        request.existing("SecurityGroup", each, "InvalidSecurityGroupId.NotFound")
        for each in security_group_ids
    ]


def public_address(context: Context) -> str:
    """Return a new public address."""
    number = context.number()
    return f"47.96.{number // 250 % 250}.{number % 250 + 1}"
