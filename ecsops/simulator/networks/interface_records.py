"""The network interfaces of instances as records: made, changed and deleted with the instances."""

from typing import Any

from ecsops.catalogue.ecs.networks.network_interfaces import (
    DescribeNetworkInterfaces,
    InterfaceStatus,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.networks.addresses import new_address

SHAPE: Any = DescribeNetworkInterfaces.item


def new_interface(context: Context, type_: str, vswitch: Record, address: str = "") -> Document:
    """Return a new network interface, Primary or Secondary, with that address or the next.

    Raises NoAddressLeft.
    """
    number = context.number()
    private = address or new_address(context, vswitch)
    return {
        "NetworkInterfaceId": context.new_id("eni"),
        "PrimaryIpAddress": private,
        "MacAddress": f"00:16:3e:{number.to_bytes(3).hex(':')}",
        "Type": type_,
        "PrivateIpSets": {"PrivateIpSet": [{"PrivateIpAddress": private, "Primary": True}]},
    }


def instance_created(context: Context, instance: Record, **_words: Any) -> None:
    """Store the interfaces that a new instance has."""
    for place, inside in enumerate(instance.document["NetworkInterfaces"]["NetworkInterface"]):
        add(context, instance, inside, place)


def keep_interfaces(context: Context, instance: Record) -> None:
    """Store the interfaces of an instance as its document has them."""
    for place, inside in enumerate(instance.document["NetworkInterfaces"]["NetworkInterface"]):
        record = context.store.get("NetworkInterface", inside["NetworkInterfaceId"])
        if record is None:
            add(context, instance, inside, place)
        else:
            record.document.update(fields(instance, inside, record.document))
            record.facts["Secondary"] = secondary(inside)
            context.store.update("NetworkInterface", record)


def add(context: Context, instance: Record, inside: Document, place: int) -> None:
    """Add an interface of an instance, the first of which is the primary one."""
    document = instance.document
    whole = complete(
        SHAPE,
        {
            "NetworkInterfaceId": inside["NetworkInterfaceId"],
            "Attachment": {"DeviceIndex": place, "InstanceId": instance.id},
            "CreationTime": iso_seconds(context.now),
            "DeleteOnRelease": True,
            "MacAddress": inside["MacAddress"],
            "NetworkInterfaceTrafficMode": "Standard",
            "OwnerId": ACCOUNT_ID,
            "QueueNumber": 1,
            "QueuePairNumber": 1,
            "ResourceGroupId": document["ResourceGroupId"],
            "SourceDestCheck": True,
            "Status": InterfaceStatus.IN_USE,
            "Type": inside["Type"],
            "ZoneId": document["ZoneId"],
            "VpcId": document["VpcAttributes"]["VpcId"],
            "VSwitchId": document["VpcAttributes"]["VSwitchId"],
            "SecurityGroupIds": document["SecurityGroupIds"],
            **fields(instance, inside, {}),
        },
    )
    facts = {"Secondary": secondary(inside)}
    record = Record(inside["NetworkInterfaceId"], instance.region_id, whole, facts)
    context.store.insert("NetworkInterface", record)


def fields(instance: Record, inside: Document, before: Document) -> Document:
    """Return what of an interface may change: its addresses, and the primary one's groups."""
    sets = [
        {"PrivateIpAddress": each["PrivateIpAddress"], "Primary": each["Primary"]}
        for each in inside["PrivateIpSets"]["PrivateIpSet"]
    ]
    address_shape = SHAPE["PrivateIpSets"]["PrivateIpSet"][0]
    changed = {
        "InstanceId": instance.id,
        "PrivateIpAddress": inside["PrimaryIpAddress"],
        "PrivateIpSets": {"PrivateIpSet": [complete(address_shape, each) for each in sets]},
    }
    if inside["Type"] == "Primary":
        changed["SecurityGroupIds"] = instance.document["SecurityGroupIds"]
    return changed


def secondary(inside: Document) -> int:
    """Return how many secondary addresses an interface has."""
    return len(inside["PrivateIpSets"]["PrivateIpSet"]) - 1


def instance_released(context: Context, instance: Record, **_words: Any) -> None:
    """Delete the interfaces of an instance that is gone."""
    for record in context.store.select(
        "NetworkInterface", instance.region_id, {"InstanceId": instance.id}
    ):
        context.store.delete("NetworkInterface", record.id)
