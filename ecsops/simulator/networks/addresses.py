"""Private addresses of a vSwitch: the next free one, and those that calls ask for."""

from ecsops.simulator.engine.conditions import Like
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.networks.cidr_blocks import known, number, written


def new_address(context: Context, vswitch: Record) -> str:
    """Return an address of a vSwitch that no interface has.

    Addresses are given in order; those of released instances again when the block has been used
    up. Raises NoAddressLeft.
    """
    usable, facts = known(vswitch.document).usable(), vswitch.facts
    while facts["Next"] < len(usable):
        address = written(usable[facts["Next"]])
        facts["Next"] += 1
        context.store.update("VSwitch", vswitch)
        if address not in facts["Reserved"]:
            return address
    taken = addresses_in_use(context, vswitch)
    for each in usable:
        if written(each) not in taken:
            return written(each)
    raise NoAddressLeft


class NoAddressLeft(Exception):
    """All addresses of a vSwitch are in use."""


def addresses_in_use(context: Context, vswitch: Record) -> set[str]:
    """Return the addresses of the interfaces in a vSwitch."""
    inside = {"VSwitchId": vswitch.id}
    return {
        each["PrivateIpAddress"]
        for record in context.store.select("NetworkInterface", context.region_id, inside)
        for each in record.document["PrivateIpSets"]["PrivateIpSet"]
    }


def reserve(request: Request, vswitch: Record, address: str) -> None:
    """Take an address that a call asks for; refuse one that is malformed, outside or in use."""
    asked = number(address)
    if asked is None:
        request.refuse("InvalidPrivateIpAddress.Malformed")
    if asked not in known(vswitch.document).usable():
        request.refuse("InvalidPrivateIpAddress")
    used = {"VSwitchId": vswitch.id, "document.PrivateIpSets": Like(f'*"{address}"*')}
    if request.store.count("NetworkInterface", request.region_id, used):
        request.refuse("InvalidPrivateIpAddress.Duplicated")
    if address not in vswitch.facts["Reserved"]:
        vswitch.facts["Reserved"].append(address)
        request.store.update("VSwitch", vswitch)
