"""VPCs: made, listed, shown and deleted. One takes a moment to be made."""

import re
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.catalogue.vpc.shared_parameters import NetworkStatus
from ecsops.catalogue.vpc.vpcs import DescribeVpcAttribute
from ecsops.simulator.assumptions import ACCOUNT_ID, NETWORK_PREPARES_IN_S
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import picked
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import key_tag_documents, key_tagged
from ecsops.simulator.networks.cidr_blocks import Block, block
from ecsops.simulator.networks.network_settings import network
from ecsops.simulator.networks.records import new_vpc

NAME = r"(?s)(?!https?://).{1,128}"
DESCRIPTION = r"(?s)(?!https?://).{1,256}"
"""The pages of CreateVpc and CreateVSwitch."""

MASKS = range(8, 29)

UNUSABLE = tuple(
    filter(None, map(block, ("100.64.0.0/10", "224.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16")))
)
"""Blocks that a VPC cannot have addresses of (the page of CreateVpc)."""

CARRIER_BLOCK = UNUSABLE[0]
"""The block that not even the user's own network may have (the same page)."""

USER_BLOCKS_MOST = 3
IDS_MOST = 20


def create_vpc(request: Request) -> Document:
    """Make a VPC, with a router and a route table."""
    network(request)
    given = request.parameters
    cidr = block(request.get("CidrBlock"))
    if cidr is None or cidr.mask not in MASKS or any(cidr.overlaps(each) for each in UNUSABLE):
        request.refuse("InvalidParameter")
    if not re.fullmatch(NAME, given.get("VpcName", "a")):
        request.refuse("InvalidVpcName.Malformed")
    if not re.fullmatch(DESCRIPTION, given.get("Description", "a")):
        request.refuse("InvalidVpcDiscription.Malformed")
    user_blocks = user_blocks_asked(request)
    if request.store.count("Vpc", request.region_id) >= request.quota("VpcsPerRegion"):
        request.refuse("QuotaExceeded.Vpc")
    vpc = new_vpc(
        request,
        request.new_id("vpc"),
        (request.new_id("vrt"), request.new_id("vtb")),
        CidrBlock=str(cidr),
        CreationTime=iso_seconds(request.now),
        Description=given.get("Description", ""),
        DnsHostnameStatus="ENABLED" if request.get("EnableDnsHostname") else "DISABLED",
        ResourceGroupId=given.get("ResourceGroupId", ""),
        Status=NetworkStatus.PENDING,
        Tags=key_tag_documents(request),
        UserCidrs={"UserCidr": [str(each) for each in user_blocks]},
        VpcName=given.get("VpcName", ""),
    )
    request.schedule(NETWORK_PREPARES_IN_S, "vpc.available", vpc.id)
    return {
        "VpcId": vpc.id,
        "VRouterId": vpc.document["VRouterId"],
        "RouteTableId": vpc.document["RouterTableIds"]["RouterTableIds"][0],
        "ResourceGroupId": vpc.document["ResourceGroupId"],
    }


def user_blocks_asked(request: Request) -> list[Block]:
    """Return the blocks of UserCidr."""
    texts = [each for each in request.parameters.get("UserCidr", "").split(",") if each]
    if len(texts) > USER_BLOCKS_MOST:
        request.refuse("InvalidUserCidr.Quota")
    blocks = []
    for each in map(block, texts):
        if each is None:
            request.refuse_saying("InvalidParameter", "Specified UserCidr invalid format.")
        if each.overlaps(CARRIER_BLOCK):
            request.refuse("InvalidUserCidr.Malformed")
        blocks.append(each)
    return blocks


def available(context: Context, vpc_id: str, words: Document) -> None:
    """The VPC is ready."""
    record = context.subject("Vpc", vpc_id)
    record.document["Status"] = NetworkStatus.AVAILABLE
    context.store.update("Vpc", record)


def existing_vpc(request: Request, vpc_id: str) -> Record:
    """Return a VPC; refuse one that the account does not have."""
    network(request)
    return request.existing("Vpc", vpc_id, "InvalidVpcId.NotFound")


def available_vpc(request: Request, vpc_id: str) -> Record:
    """Return a VPC that is ready, or refuse."""
    vpc = existing_vpc(request, vpc_id)
    if vpc.document["Status"] != NetworkStatus.AVAILABLE:
        request.refuse("IncorrectVpcStatus")
    return vpc


def delete_vpc(request: Request) -> Document:
    """Delete a VPC in which there is nothing."""
    vpc = available_vpc(request, request.get("VpcId"))
    inside = {"VpcId": vpc.id}
    if request.store.count("VSwitch", request.region_id, inside):
        request.refuse("DependencyViolation.VSwitch")
    if request.store.count("SecurityGroup", request.region_id, inside):
        request.refuse("DependencyViolation.SecurityGroup")
    request.store.delete("Vpc", vpc.id)
    return {}


def describe_vpcs(request: Request) -> Document:
    """List VPCs by any of the documented filters."""
    network(request)
    given = request.parameters
    ids = [each for each in given.get("VpcId", "").split(",") if each]
    if len(ids) > IDS_MOST:
        request.refuse("InvalidParameter")
    where: dict[str, Any] = {
        "id": ids or None,
        "document.VpcName": given.get("VpcName"),
        "document.DhcpOptionsSetId": given.get("DhcpOptionsSetId"),
        **network_filters(request),
    }
    if given.get("VpcOwnerId", int(ACCOUNT_ID)) != int(ACCOUNT_ID):
        where["id"] = []
    return listing(request, "Vpc", where)


def network_filters(request: Request) -> dict[str, Any]:
    """Return the conditions that listings of VPCs and vSwitches share."""
    given = request.parameters
    return {
        "document.EnabledIpv6": given.get("EnableIpv6"),
        "document.IsDefault": given.get("IsDefault"),
        "document.ResourceGroupId": given.get("ResourceGroupId"),
        "document.Tags.Tag": key_tagged(request),
    }


def describe_vpc_attribute(request: Request) -> Document:
    """Show a VPC, and how many things of each sort are in it."""
    vpc = existing_vpc(request, request.get("VpcId"))
    resources = [
        {"ResourceType": "VSwitch", "ResourceCount": len(vpc.document["VSwitchIds"]["VSwitchId"])},
        {"ResourceType": "VRouter", "ResourceCount": 1},
        {"ResourceType": "RouteTable", "ResourceCount": 1},
        {
            "ResourceType": "SecurityGroup",
            "ResourceCount": request.store.count(
                "SecurityGroup", request.region_id, {"VpcId": vpc.id}
            ),
        },
    ]
    document = {**vpc.document, "CloudResources": {"CloudResourceSetType": resources}}
    shown: Document = picked(DescribeVpcAttribute.answer, document)
    return shown
