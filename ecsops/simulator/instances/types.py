"""Instance types and families."""

from typing import Any

from ecsops.catalogue.ecs.instances.type_networks import INSTANCE_NETWORKS
from ecsops.catalogue.ecs.instances.types import (
    FAMILIES,
    INSTANCE_TYPES,
    LOCAL_STORAGE_CATEGORIES,
    DescribeInstanceTypes,
    InstanceType,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import complete

DISKS = 17
"""How many cloud disks an instance takes, its system disk included (the page's sample)."""

KBITS_PER_GBIT = 1_024_000
"""The page's sample says so of a type that has 1 Gbit/s."""

IS = (
    "CpuArchitecture",
    "GPUSpec",
    "InstanceCategory",
    "InstanceFamilyLevel",
    "InstanceTypeFamily",
    "LocalStorageCategory",
    "NvmeSupport",
    "PhysicalProcessorModel",
)
"""Parameters that the field of their name must equal."""

AMONG = {
    "CpuArchitectures": "CpuArchitecture",
    "InstanceCategories": "InstanceCategory",
    "InstanceTypeFamilies": "InstanceTypeFamily",
    "InstanceTypes": "InstanceTypeId",
    "GpuSpecs": "GPUSpec",
    "LocalStorageCategories": "LocalStorageCategory",
    "PhysicalProcessorModels": "PhysicalProcessorModel",
}
"""Parameters that list values of which a field must have one."""


def describe_instance_types(request: Request) -> Document:
    """List types, by any of the documented filters."""
    known = (type_document(name, each) for name, each in INSTANCE_TYPES.items())
    asked = request.parameters.items()
    return of_list(
        request,
        [each for each in known if all(passes(each, name, value) for name, value in asked)],
    )


def passes(document: Document, name: str, value: Any) -> bool:
    """Return whether a type meets one parameter; parameters that do not filter match all."""
    if name in IS:
        return bool(document[name] == value)
    if name in AMONG:
        return document[AMONG[name]] in value
    if name.startswith("Minimum"):
        return bool(document.get(name.removeprefix("Minimum"), 0) >= value)
    if name.startswith("Maximum"):
        return bool(document.get(name.removeprefix("Maximum"), 0) <= value)
    return True


def type_document(name: str, instance_type: InstanceType) -> Document:
    """Return the document of a type; figures that are not published here stay empty."""
    family = FAMILIES[instance_type.family]
    local = instance_type.local_disks
    fields: dict[str, Any] = {
        "InstanceTypeId": name,
        "InstanceTypeFamily": instance_type.family,
        "CpuArchitecture": "X86",
        "CpuCoreCount": instance_type.vcpus,
        "MemorySize": instance_type.memory_gib,
        "InstanceCategory": str(family.category),
        "InstanceFamilyLevel": str(family.level),
        "LocalStorageAmount": local,
        "LocalStorageCapacity": instance_type.local_disk_gib,
        "LocalStorageCategory": LOCAL_STORAGE_CATEGORIES.get(instance_type.family, ""),
        "BaselineCredit": instance_type.baseline_percent * instance_type.vcpus,
        "InitialCredit": instance_type.initial_credits,
        "DiskQuantity": DISKS,
        **network_fields(name),
    }
    return complete(DescribeInstanceTypes.item, fields)


def network_fields(name: str) -> Document:
    """Return the figures of the network of a type, as far as they are published."""
    network = INSTANCE_NETWORKS.get(name)
    if network is None:
        return {}
    bandwidth = int(network.bandwidth * KBITS_PER_GBIT)
    return {
        "EniPrivateIpAddressQuantity": network.addresses,
        "EniQuantity": network.interfaces,
        "InstanceBandwidthRx": bandwidth,
        "InstanceBandwidthTx": bandwidth,
        "InstancePpsRx": network.packets,
        "InstancePpsTx": network.packets,
        "PrimaryEniQueueNumber": network.queues,
    }


def describe_instance_type_families(request: Request) -> Document:
    """List families, all or those of one generation."""
    generation = request.parameters.get("Generation")
    return of_list(
        request,
        [
            {"InstanceTypeFamilyId": name, "Generation": family.generation}
            for name, family in FAMILIES.items()
            if generation in (None, family.generation)
        ],
    )
