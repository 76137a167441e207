"""Where instances that are launched into a set are connected: a vSwitch for each zone, and groups.

The service requires both. They come from the caller, from a launch template, or from the members
of the set and the VPC that these are in.
"""

from collections.abc import Iterable, Sequence
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.ecs.instances.launch_templates import DescribeLaunchTemplateVersions
from ecsops.catalogue.model import Document
from ecsops.catalogue.vpc.vswitches import DescribeVSwitches
from ecsops.client import Client
from ecsops.errors import refusal
from ecsops.operations.instances.lifecycle import Selection, list_instances


class LaunchNetwork(NamedTuple):
    """The vSwitches by zone, and the security groups of all new instances.

    Where the template says one of them, a call need not: the groups are then empty. `zone_ids` are
    the only zones of the launch, where vSwitches were chosen; empty means any.
    """

    vswitch_ids: dict[str, str]
    security_group_ids: list[str]
    zone_ids: tuple[str, ...]
    vpc_id: str = ""


def members_of(client: Client, deployment_set_id: str) -> list[Document]:
    """Return the members of a set, the newest first."""
    return list(list_instances(client, Selection(deployment_set_id=deployment_set_id)))


def template_data(client: Client, template: str) -> Document:
    """Return the parameters that the default version of a template has. Raises ApiError."""
    by_id = template.startswith("lt-")
    versions = client.items(
        DescribeLaunchTemplateVersions,
        LaunchTemplateId=template if by_id else None,
        LaunchTemplateName=None if by_id else template,
        DefaultVersion=True,
    )
    version: Document = next(versions, {})
    data: Document = version.get("LaunchTemplateData", {})
    return {**data, **primary_interface(data)}


def primary_interface(data: Document) -> Document:
    """Return what the primary interface of a template says of vSwitch and security groups."""
    interfaces = data.get("NetworkInterfaces", {}).get("NetworkInterface", [])
    for each in interfaces:
        if each.get("InstanceType") == "Primary":
            names = ("VSwitchId", "SecurityGroupId", "SecurityGroupIds")
            return {name: each[name] for name in names if each.get(name)}
    return {}


def choose(
    client: Client,
    members: Sequence[Document],
    data: Document,
    vswitch_ids: Sequence[str],
    security_group_ids: Sequence[str],
) -> LaunchNetwork:
    """Return the network of a launch: what is named, else the template's, else the members'.

    `data` are the parameters of the template. Raises ApiError for a vSwitch that does not exist.
    """
    groups = list(security_group_ids)
    if not groups and not groups_of_template(data) and members:
        groups = members[0]["SecurityGroupIds"]["SecurityGroupId"]
    if chosen := [*vswitch_ids] or [*filter(None, [data.get("VSwitchId")])]:
        by_zone = zones_of(client, chosen)
        return LaunchNetwork(by_zone, groups, tuple(sorted(by_zone)))
    by_zone = {each["ZoneId"]: each["VpcAttributes"]["VSwitchId"] for each in reversed(members)}
    vpc_id = members[0]["VpcAttributes"]["VpcId"] if members else ""
    return LaunchNetwork(by_zone, groups, (), vpc_id)


def groups_of_template(data: Document) -> list[str]:
    """Return the security groups of a template."""
    several = (data.get("SecurityGroupIds") or {}).get("SecurityGroupId", [])
    return [*several, *filter(None, [data.get("SecurityGroupId")])]


def zones_of(client: Client, vswitch_ids: Iterable[str]) -> dict[str, str]:
    """Return vSwitches by their zones; of several in a zone the first. Raises ApiError."""
    found: dict[str, str] = {}
    for vswitch_id in vswitch_ids:
        listed = list(client.items(DescribeVSwitches, VSwitchId=vswitch_id))
        if not listed:
            message = _("The vSwitch {vswitch_id} does not exist.").format(vswitch_id=vswitch_id)
            raise refusal("InvalidVSwitchId.NotFound", message, http_status=404)
        found.setdefault(listed[0]["ZoneId"], vswitch_id)
    return found


def completed(client: Client, network: LaunchNetwork, zone_ids: Iterable[str]) -> LaunchNetwork:
    """Return the network with vSwitches of the members' VPC for zones in which there is no member.

    Of several vSwitches in a zone it is the one with most addresses left.
    """
    open_zones = [each for each in zone_ids if each not in network.vswitch_ids]
    if not open_zones or not network.vpc_id:
        return network
    listed = list(client.items(DescribeVSwitches, VpcId=network.vpc_id))
    listed.sort(key=lambda each: -int(each["AvailableIpAddressCount"]))
    by_zone: dict[str, str] = {}
    for each in listed:
        by_zone.setdefault(each["ZoneId"], each["VSwitchId"])
    more = {each: by_zone[each] for each in open_zones if each in by_zone}
    return network._replace(vswitch_ids={**network.vswitch_ids, **more})
