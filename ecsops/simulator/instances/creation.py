"""Properties of a new instance: from its type, image and charges."""

from collections.abc import Sequence
from typing import Any

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import AGENT_VERSION
from ecsops.simulator.engine.clock import iso_minutes
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.ids import MASK, uuid
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.public_images import PUBLIC_IMAGES
from ecsops.simulator.networks.network_settings import default_vswitch, network, network_fields
from ecsops.simulator.placement.hosts import occupy

NO_END = "2099-12-31T15:59Z"
"""The ExpiredTime of a pay-as-you-go instance."""


AT_FIRST: Document = {
    "Status": InstanceStatus.PENDING,
    "StoppedMode": StoppedMode.NOT_APPLICABLE,
    "ExpiredTime": NO_END,
    "InstanceChargeType": "PostPaid",
    "InternetChargeType": "PayByTraffic",
    "SpotStrategy": "NoSpot",
    "IoOptimized": True,
    "DeviceAvailable": True,
    "AutoReleaseTime": "",
    "DedicatedHostAttribute": {"DedicatedHostId": "", "DedicatedHostName": ""},
    "DedicatedInstanceAttribute": {"Affinity": "", "Tenancy": ""},
    "EcsCapacityReservationAttr": {"CapacityReservationId": ""},
    "EipAddress": {"AllocationId": "", "InternetChargeType": "", "IpAddress": ""},
    "HibernationOptions": {"Configured": False},
}
"""Defaults of every new instance.

Recorded answers have these objects, with empty texts, and no others that nobody set.
"""

SHOWN_IF_SET = ("KeyPairName", "Tags")
"""Fields that recorded answers lack where there is nothing to show."""

BANDWIDTH_IN = 10
"""InternetMaxBandwidthIn unless the outbound one is larger, in Mbit/s (page of RunInstances)."""

WINDOWS_NAME_MOST = 15


def new_instance(
    context: Context,
    host: Record,
    *,
    type_name: str,
    image_id: str,
    agent_version: str = AGENT_VERSION,
    vswitch: Record | None = None,
    security_group_ids: Sequence[str] = (),
    **fields: Any,
) -> Record:
    """Add an instance on that host, Pending, and tell so; `fields` are of its document.

    Without a vSwitch it is in the default network. Raises NoAddressLeft.
    """
    instance_id = context.new_id("i")
    zone_id = host.document["ZoneId"]
    document = {
        "InstanceId": instance_id,
        "InstanceName": instance_id,
        "RegionId": context.region_id,
        "ZoneId": zone_id,
        "CreationTime": iso_minutes(context.now),
        **AT_FIRST,
        "SerialNumber": serial_number(context, instance_id),
        "MetadataOptions": {"HttpEndpoint": "enabled", "HttpTokens": "optional"},
        "InternetMaxBandwidthIn": max(BANDWIDTH_IN, fields.get("InternetMaxBandwidthOut", 0)),
        **type_fields(type_name),
        **system_fields(image_id),
        **connected(context, zone_id, vswitch, security_group_ids),
        **fields,
    }
    document.setdefault("HostName", host_name(instance_id, document["OSType"]))
    whole = complete(DescribeInstances.item, document)
    whole["CpuOptions"] = cpu_options(document, document["Cpu"])
    for name in SHOWN_IF_SET:
        if not document.get(name):
            del whole[name]
    record = Record(instance_id, context.region_id, whole, {"AgentVersion": agent_version})
    add(context, host, record)
    return record


def host_name(instance_id: str, os_type: str) -> str:
    """Return the host name of an instance that is given none, such as `iZbp1j6zae89gbuzfw5bnoZ`.

    On Windows it has 15 characters; that it is the same one, shortened, is assumed.
    """
    middle = instance_id.partition("-")[2]
    if os_type == "windows":
        middle = middle[: WINDOWS_NAME_MOST - len("iZZ")]
    return f"iZ{middle}Z"


def serial_number(context: Context, instance_id: str) -> str:
    """Return the serial number of an instance: a UUID in lower case."""
    return uuid(context.seed, int.from_bytes(instance_id.encode()) & MASK).lower()


def connected(
    context: Context, zone_id: str, vswitch: Record | None, security_group_ids: Sequence[str]
) -> Document:
    """Return the addresses of a new instance in a vSwitch, or in the default network."""
    groups = security_group_ids or [network(context)["SecurityGroupId"]]
    return network_fields(context, vswitch or default_vswitch(context, zone_id), groups)


def add(context: Context, host: Record, instance: Record) -> None:
    """Keep an instance, which has its place on the host from now on, and tell so."""
    occupy(context, host, instance)
    context.store.insert("Instance", instance)
    context.tell("instance.created", instance)
    if instance.document["Status"] == InstanceStatus.PENDING:
        # Those that a first use finds have not changed their state: they were always there.
        context.tell("instance.state", instance)


def type_fields(name: str) -> Document:
    """Return what an instance has from its type."""
    instance_type = INSTANCE_TYPES[name]
    return {
        "InstanceType": name,
        "InstanceTypeFamily": instance_type.family,
        "Cpu": instance_type.vcpus,
        "Memory": int(instance_type.memory_gib * 1024),
        "LocalStorageAmount": instance_type.local_disks,
        "LocalStorageCapacity": instance_type.local_disk_gib,
        "CreditSpecification": "Standard" if instance_type.burstable else "",
    }


def cpu_options(document: Document, vcpus: int) -> Document:
    """Return the options of an instance's vCPUs: two threads for each core by default.

    Recorded instances with two vCPUs have one core, two threads and the Numa `ON`.
    """
    options = document.get("CpuOptions") or {}
    threads = min(options.get("ThreadsPerCore") or 2, vcpus)
    cores = vcpus // threads
    return {"Numa": "ON", **options, "CoreCount": cores, "ThreadsPerCore": threads}


def system_fields(image_id: str) -> Document:
    """Return what an instance has from its image."""
    image = PUBLIC_IMAGES[image_id]
    return {
        "ImageId": image_id,
        "OSName": image.os_name,
        "OSNameEn": image.os_name_en,
        "OSType": image.os_type,
    }
