"""Security groups: made, listed, shown with their rules, and deleted."""

import re
from typing import Any

from ecsops.catalogue.ecs.networks.security_groups import DescribeSecurityGroupAttribute
from ecsops.catalogue.model import Document, Refusal
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Holds, Like
from ecsops.simulator.engine.context import Context, Request, refused
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.paging import listing, token_page_of_list
from ecsops.simulator.engine.responses import picked
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tag_documents, tagged
from ecsops.simulator.networks.network_settings import network
from ecsops.simulator.networks.records import new_security_group
from ecsops.simulator.networks.vpcs import available_vpc

IDS_MOST = 100
"""The page of DescribeSecurityGroups."""

WITHOUT_VPC = Refusal(
    "InvalidVpcId.NotFound", 403, "vpc id must not empty when only support vpc vm."
)
"""The answer where there are VPCs only, as in every account of today."""


def create_security_group(request: Request) -> Document:
    """Make a security group in a VPC; it holds nothing and has no rules."""
    given = request.parameters
    if not re.fullmatch(NAME, given.get("SecurityGroupName", "aa")):
        request.refuse("InvalidSecurityGroupName.Malformed")
    if not re.fullmatch(DESCRIPTION, given.get("Description", "aa")):
        request.refuse("InvalidSecurityGroupDiscription.Malformed")
    if "VpcId" not in given:
        raise refused(WITHOUT_VPC)
    vpc = available_vpc(request, given["VpcId"])
    count = request.store.count("SecurityGroup", request.region_id)
    if count >= request.quota("SecurityGroupsPerRegion"):
        request.refuse("QuotaExceed.SecurityGroup")
    record = new_security_group(
        request,
        request.new_id("sg"),
        CreationTime=iso_seconds(request.now),
        Description=given.get("Description", ""),
        ResourceGroupId=given.get("ResourceGroupId", ""),
        SecurityGroupName=given.get("SecurityGroupName", ""),
        SecurityGroupType=request.get("SecurityGroupType"),
        Tags=tag_documents(request),
        VpcId=vpc.id,
    )
    return {"SecurityGroupId": record.id}


def existing_group(request: Request) -> Record:
    """Return the security group that the call names."""
    network(request)
    security_group_id = request.get("SecurityGroupId")
    return request.existing("SecurityGroup", security_group_id, "InvalidSecurityGroupId.NotFound")


def delete_security_group(request: Request) -> Document:
    """Delete a security group that holds nothing."""
    group = existing_group(request)
    if members(request, group.id) or interfaces(request, group.id):
        request.refuse("DependencyViolation")
    request.store.delete("SecurityGroup", group.id)
    return {}


def members(context: Context, security_group_id: str) -> int:
    """Return how many instances a security group holds."""
    inside = {"document.SecurityGroupIds.SecurityGroupId": Holds((security_group_id,))}
    return context.store.count("Instance", context.region_id, inside)


def interfaces(context: Context, security_group_id: str) -> int:
    """Return how many network interfaces a security group holds."""
    inside = {"document.SecurityGroupIds.SecurityGroupId": Holds((security_group_id,))}
    return context.store.count("NetworkInterface", context.region_id, inside)


def describe_security_groups(request: Request) -> Document:
    """List security groups by any of the documented filters."""
    network(request)
    given = request.parameters
    ids = given.get("SecurityGroupIds")
    if ids is not None and not (isinstance(ids, list) and len(ids) <= IDS_MOST):
        request.refuse_parameter("SecurityGroupIds", "invalid")
    name = given.get("SecurityGroupName")
    where: dict[str, Any] = {
        "id": [str(each) for each in ids] if ids is not None else given.get("SecurityGroupId"),
        "VpcId": given.get("VpcId"),
        "document.ResourceGroupId": given.get("ResourceGroupId"),
        "document.SecurityGroupName": Like(f"*{name}*")
        if given.get("FuzzyQuery") and name
        else name,
        "document.SecurityGroupType": given.get("SecurityGroupType"),
        "document.ServiceManaged": given.get("ServiceManaged"),
        "document.Tags.Tag": tagged(request),
    }
    if given.get("NetworkType") == "classic":
        where["id"] = []
    counted = request.get("IsQueryEcsCount")
    show = (lambda record: with_counts(request, record)) if counted else None
    return {**listing(request, "SecurityGroup", where, show), "RegionId": request.region_id}


def with_counts(request: Request, group: Record) -> Document:
    """Return the document of a group with the number of instances in it, and of free places."""
    count = members(request, group.id)
    left = max(0, request.quota("InstancesPerSecurityGroup") - count)
    return {**group.document, "EcsCount": count, "AvailableInstanceAmount": left}


def describe_security_group_attribute(request: Request) -> Document:
    """Show a security group and its rules."""
    group = existing_group(request)
    direction = request.get("Direction")
    rules = [each for each in group.facts["Rules"] if direction in ("all", each["Direction"])]
    document = {**group.document, "RegionId": request.region_id}
    document["InnerAccessPolicy"] = group.facts["InnerAccessPolicy"]
    shown: Document = picked(DescribeSecurityGroupAttribute.answer, document)
    return {**shown, **token_page_of_list(request, rules)}
