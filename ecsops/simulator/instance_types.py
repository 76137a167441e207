"""Instance types and families."""

from typing import Any

from ecsops.catalogue.instance_types import (
    FAMILIES,
    INSTANCE_TYPES,
    DescribeInstanceTypes,
    InstanceType,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.context import Request
from ecsops.simulator.documents import complete
from ecsops.simulator.paging import of_list

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
    """Tell whether a type meets one parameter; those that are no filters are met by all."""
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
        "BaselineCredit": instance_type.baseline_percent * instance_type.vcpus,
        "InitialCredit": instance_type.initial_credits,
    }
    return complete(DescribeInstanceTypes.item, fields)


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
