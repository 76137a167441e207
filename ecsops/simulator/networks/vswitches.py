"""VSwitches: made in a zone of a VPC, listed, shown and deleted, and the addresses in use there."""

import re
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.catalogue.vpc.shared_parameters import NetworkStatus
from ecsops.catalogue.vpc.vswitches import DescribeVSwitchAttributes
from ecsops.simulator.assumptions import ACCOUNT_ID, NETWORK_PREPARES_IN_S
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import picked
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import key_tag_documents
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.networks.cidr_blocks import block, known
from ecsops.simulator.networks.network_settings import network
from ecsops.simulator.networks.records import new_vswitch
from ecsops.simulator.networks.vpcs import (
    DESCRIPTION,
    NAME,
    available_vpc,
    network_filters,
)

MASKS = range(16, 30)
"""The page of CreateVSwitch."""


def create_v_switch(request: Request) -> Document:
    """Make a vSwitch in a zone of a VPC."""
    given = request.parameters
    vpc = available_vpc(request, request.get("VpcId"))
    if request.get("ZoneId") not in zone_ids(request.region_id):
        request.refuse("InvalidZoneId.NotFound")
    if not re.fullmatch(NAME, given.get("VSwitchName", "a")):
        request.refuse("InvalidVSwitchName.Malformed")
    if not re.fullmatch(DESCRIPTION, given.get("Description", "a")):
        request.refuse("InvalidVSwitchDiscription.Malformed")
    cidr = checked_block(request, vpc)
    vswitch = new_vswitch(
        request,
        request.new_id("vsw"),
        vpc,
        CidrBlock=cidr,
        CreationTime=iso_seconds(request.now),
        Description=given.get("Description", ""),
        Status=NetworkStatus.PENDING,
        Tags=key_tag_documents(request),
        VSwitchName=given.get("VSwitchName", ""),
        ZoneId=request.get("ZoneId"),
    )
    request.schedule(NETWORK_PREPARES_IN_S, "vswitch.available", vswitch.id)
    return {"VSwitchId": vswitch.id}


def checked_block(request: Request, vpc: Record) -> str:
    """Return the block of a new vSwitch, refused unless there is room for it in the VPC."""
    cidr = block(request.get("CidrBlock"))
    if cidr is None:
        request.refuse("InvalidCidrBlock.Malformed")
    if cidr.mask not in MASKS:
        request.refuse("InvalidCirdrBlock.MaskLength")
    if not known(vpc.document).holds(cidr):
        request.refuse_saying("InvalidParameter", "Specified CIDR block is not valid in VPC.")
    others = request.store.select("VSwitch", request.region_id, {"VpcId": vpc.id})
    if any(each.document["Status"] == NetworkStatus.PENDING for each in others):
        request.refuse_saying(
            "IncorrectVSwitchStatus", "VSwitch Creation simultaneously is not supported."
        )
    if any(cidr.overlaps(known(each.document)) for each in others):
        request.refuse("InvalidCidrBlock.Overlapped")
    if len(others) >= request.quota("VSwitchesPerVpc"):
        request.refuse("QuotaExceeded.VSwitch")
    return str(cidr)


def available(context: Context, vswitch_id: str, words: Document) -> None:
    """The vSwitch is ready."""
    record = context.subject("VSwitch", vswitch_id)
    record.document["Status"] = NetworkStatus.AVAILABLE
    context.store.update("VSwitch", record)


def delete_v_switch(request: Request) -> Document:
    """Delete a vSwitch of which no address is in use."""
    network(request)
    vswitch = request.existing("VSwitch", request.get("VSwitchId"), "InvalidVSwitchId.NotFound")
    if vswitch.document["Status"] != NetworkStatus.AVAILABLE:
        request.refuse("IncorrectVSwitchStatus")
    if request.store.count("NetworkInterface", request.region_id, {"VSwitchId": vswitch.id}):
        request.refuse("DependencyViolation")
    request.store.delete("VSwitch", vswitch.id)
    vpc = request.store.get("Vpc", vswitch.document["VpcId"])
    assert vpc is not None, "a VPC with a vSwitch cannot be deleted"
    vpc.document["VSwitchIds"]["VSwitchId"].remove(vswitch.id)
    request.store.update("Vpc", vpc)
    return {}


def describe_v_switches(request: Request) -> Document:
    """List vSwitches by any of the documented filters."""
    network(request)
    given = request.parameters
    where: dict[str, Any] = {
        "id": given.get("VSwitchId"),
        "VpcId": given.get("VpcId"),
        "ZoneId": given.get("ZoneId"),
        "document.VSwitchName": given.get("VSwitchName"),
        "document.RouteTable.RouteTableId": given.get("RouteTableId"),
        **network_filters(request),
    }
    if given.get("VSwitchOwnerId", int(ACCOUNT_ID)) != int(ACCOUNT_ID):
        where["id"] = []
    return listing(request, "VSwitch", where, lambda record: shown(request, record))


def shown(context: Context, vswitch: Record) -> Document:
    """Return the document of a vSwitch, with the number of addresses that are left."""
    left = len(known(vswitch.document).usable()) - used(context, vswitch.id)
    return {**vswitch.document, "AvailableIpAddressCount": left}


def used(context: Context, vswitch_id: str) -> int:
    """Return how many addresses of a vSwitch are in use: one an interface, and the secondary."""
    inside: dict[str, Any] = {"VSwitchId": vswitch_id}
    count = context.store.count("NetworkInterface", context.region_id, inside)
    where = {**inside, "facts.Secondary": Between(1, None)}
    more = context.store.values("NetworkInterface", context.region_id, where, ("facts.Secondary",))
    return count + sum(each for (each,) in more)


def describe_v_switch_attributes(request: Request) -> Document:
    """Show a vSwitch; of one that does not exist all fields are empty, as the service answers."""
    network(request)
    record = request.store.get("VSwitch", request.get("VSwitchId"))
    exists = record is not None and record.region_id == request.region_id
    document = shown(request, record) if record and exists else {"CreationTime": ""}
    found: Document = picked(DescribeVSwitchAttributes.answer, document)
    return found
