"""What a new instance has: from its type, its image and its charges."""

from typing import Any

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import AGENT_VERSION
from ecsops.simulator.engine.clock import iso_minutes
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.public_images import PUBLIC_IMAGES
from ecsops.simulator.networks.network_settings import network_fields
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
}
"""What every new instance has, unless it is asked for otherwise."""


def new_instance(
    context: Context,
    host: Record,
    *,
    type_name: str,
    image_id: str,
    agent_version: str = AGENT_VERSION,
    **fields: Any,
) -> Record:
    """Add an instance on that host, Pending, and tell so; `fields` are of its document."""
    instance_id = context.new_id("i")
    zone_id = host.document["ZoneId"]
    document = {
        "InstanceId": instance_id,
        "InstanceName": instance_id,
        "HostName": instance_id.replace("-", "") + "Z",
        "RegionId": context.region_id,
        "ZoneId": zone_id,
        "CreationTime": iso_minutes(context.now),
        **AT_FIRST,
        "MetadataOptions": {"HttpEndpoint": "enabled", "HttpTokens": "optional"},
        **type_fields(type_name),
        **system_fields(image_id),
        **network_fields(context, zone_id),
        **fields,
    }
    whole = complete(DescribeInstances.item, document)
    record = Record(instance_id, context.region_id, whole, {"AgentVersion": agent_version})
    add(context, host, record)
    return record


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
    """Return the options of an instance's vCPUs: two threads for each core unless told otherwise.

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
