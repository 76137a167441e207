"""RunInstances and CreateInstance: one call, whole or in part or not at all."""

import re
from typing import Any, NamedTuple

from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import INSTANCE_PREPARES_IN_S, ORDER_ID_FROM
from ecsops.simulator.engine.clock import iso_minutes, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.name_rules import DESCRIPTION
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tag_documents
from ecsops.simulator.instances.creation import new_instance
from ecsops.simulator.instances.launch_templates import with_template
from ecsops.simulator.instances.launch_zones import Network, network_asked, spread_asked
from ecsops.simulator.instances.names import Names, names_for
from ecsops.simulator.instances.options import equip, options_asked
from ecsops.simulator.instances.public_images import PUBLIC_IMAGES, image_asked
from ecsops.simulator.networks.addresses import NoAddressLeft
from ecsops.simulator.networks.network_interfaces import with_primary_interface
from ecsops.simulator.networks.network_settings import public_address
from ecsops.simulator.placement.spread import Spread, any_host

COPIED = (
    "AutoReleaseTime",
    "Description",
    "DeletionProtection",
    "InstanceChargeType",
    "InternetChargeType",
    "InternetMaxBandwidthIn",
    "InternetMaxBandwidthOut",
    "KeyPairName",
    "ResourceGroupId",
    "SpotDuration",
    "SpotInterruptionBehavior",
    "SpotPriceLimit",
    "SpotStrategy",
)
"""Parameters that the instance's document shows as they are given."""


class Order(NamedTuple):
    """A checked launch."""

    type_name: str
    image_id: str
    network: Network
    spread: Spread | None
    group_no: int
    names: list[Names]
    fields: Document
    options: list[str]


def run_instances(request: Request) -> Document:
    """Make Amount instances that start by themselves, or at least MinAmount, or none."""
    with_template(request)
    amount, least = amounts(request)
    order = checked_order(request, amount)
    made = make(request, order, least)
    for record in made:
        request.schedule(INSTANCE_PREPARES_IN_S, "instance.prepared", record.id, Start=True)
    ids = [record.id for record in made]
    return {"InstanceIdSets": {"InstanceIdSet": ids}, **order_placed(request)}


def create_instance(request: Request) -> Document:
    """Make one instance, which is Stopped when it is ready."""
    order = checked_order(request, 1)
    (record,) = make(request, order, 1)
    request.schedule(INSTANCE_PREPARES_IN_S, "instance.prepared", record.id, Start=False)
    return {"InstanceId": record.id, **order_placed(request)}


def order_placed(request: Request) -> Document:
    """Return the OrderId of a call that buys subscriptions."""
    if request.get("InstanceChargeType") != "PrePaid":
        return {}
    return {"OrderId": str(ORDER_ID_FROM + request.number())}


def amounts(request: Request) -> tuple[int, int]:
    """Return Amount, and how few instances the call is content with."""
    amount = int(request.get("Amount"))
    least = int(request.get("MinAmount") or amount)
    if not 1 <= least <= amount <= request.quota("InstancesPerRunInstances"):
        request.refuse("InvalidParam.Amount")
    return amount, least


def checked_order(request: Request, amount: int) -> Order:
    """Return what is to be made, refused at the first rule that it breaks."""
    with_primary_interface(request)
    type_name, image_id = type_asked(request), image_asked(request)
    check_charges(request)
    network = network_asked(request)
    spread, group_no = spread_asked(request, type_name)
    return Order(
        type_name,
        image_id,
        network,
        spread,
        group_no,
        names_for(request, amount, PUBLIC_IMAGES[image_id].os_type),
        fields_asked(request),
        options_asked(request),
    )


def type_asked(request: Request) -> str:
    """Return the instance type."""
    type_name: str = request.parameters.get("InstanceType", "")
    if not type_name:
        request.refuse_parameter("InstanceType", "missing")
    if type_name not in INSTANCE_TYPES:
        request.refuse("InvalidInstanceType.ValueNotSupported")
    return type_name


def check_charges(request: Request) -> None:
    """Refuse charges that exclude each other, and a description against the rules."""
    given = request.parameters
    spot = request.get("SpotStrategy") != "NoSpot"
    if spot and request.get("InstanceChargeType") == "PrePaid":
        request.refuse("InvalidSpotPrepaid", "InvalidSpotStrategy")
    if request.get("SpotStrategy") == "SpotWithPriceLimit" and not given.get("SpotPriceLimit"):
        request.refuse("InvalidSpotPriceLimit", "InvalidSpotStrategy")
    if "Description" in given and not re.fullmatch(DESCRIPTION, given["Description"]):
        request.refuse("InvalidDescription.Malformed")


def fields_asked(request: Request) -> dict[str, Any]:
    """Return what the documents of the new instances show of the parameters."""
    fields: dict[str, Any] = {
        name: request.parameters[name] for name in COPIED if name in request.parameters
    }
    if release_at := fields.pop("AutoReleaseTime", None):
        fields["AutoReleaseTime"] = iso_minutes(release_time(request, release_at))
    if "Tag" in request.parameters:
        fields["Tags"] = tag_documents(request)
    fields["MetadataOptions"] = {
        "HttpEndpoint": request.get("HttpEndpoint"),
        "HttpTokens": request.get("HttpTokens"),
    }
    return fields


def release_time(request: Request, text: str) -> float:
    """Return AutoReleaseTime in seconds: at least half an hour and at most three years ahead."""
    try:
        at = parse_iso(text)
    except ValueError:
        request.refuse("InvalidAutoReleaseTime.Malformed")
    if not 1800 <= at - request.now <= 3 * 366 * 86400:
        request.refuse("InvalidAutoReleaseTime.Malformed")
    return at - at % 60


def make(request: Request, order: Order, least: int) -> list[Record]:
    """Make the instances one by one; refuse when fewer than the least find a place."""
    made: list[Record] = []
    zone_id = order.network.zone_id
    for names in order.names:
        group_no = order.group_no or (order.spread.smallest_group() if order.spread else 0)
        if order.spread and order.spread.room(zone_id, group_no) < 1:
            return enough(request, made, least, "QuotaExceed.DeploymentSetInstanceQuotaFull")
        host = host_for(request, order, zone_id, group_no)
        if host is None:
            return enough(request, made, least, "OperationDenied.NoStock")
        try:
            made.append(make_one(request, order, names, host, group_no))
        except NoAddressLeft:
            return enough(request, made, least, "QuotaExceeded.PrivateIpAddress")
    return made


def enough(request: Request, made: list[Record], least: int, code: str) -> list[Record]:
    """Return what was made if the call is content with it, else refuse; nothing is then kept."""
    if len(made) < least:
        request.refuse(code)
    return made


def host_for(request: Request, order: Order, zone_id: str, group_no: int) -> Record | None:
    """Return the host for the next instance, or None when there is none."""
    instance_type = INSTANCE_TYPES[order.type_name]
    if order.spread is None:
        return any_host(request, [zone_id], instance_type.family, instance_type.vcpus)
    return order.spread.host_for(zone_id, instance_type.family, instance_type.vcpus, group_no)


def make_one(request: Request, order: Order, names: Names, host: Record, group_no: int) -> Record:
    """Make one instance on the host."""
    fields = dict(order.fields)
    if names.instance_name:
        fields["InstanceName"] = names.instance_name
    if names.host_name:
        fields["HostName"] = names.host_name
    if order.spread:
        fields["DeploymentSetId"] = order.spread.document["DeploymentSetId"]
        fields["DeploymentSetGroupNo"] = group_no
    # An instance of CreateInstance is given one by AllocatePublicIpAddress.
    if fields.get("InternetMaxBandwidthOut") and request.operation.name == "RunInstances":
        fields["PublicIpAddress"] = {"IpAddress": [public_address(request)]}
    record = new_instance(
        request,
        host,
        type_name=order.type_name,
        image_id=order.image_id,
        vswitch=order.network.vswitch,
        security_group_ids=order.network.security_group_ids,
        **fields,
    )
    if order.options:
        equip(request, record, order.options)
    if order.spread:
        order.spread.join(record)
    if release_at := fields.get("AutoReleaseTime"):
        after_s = parse_iso(release_at) - request.now
        request.schedule(after_s, "instance.auto_release", record.id)
    return record
