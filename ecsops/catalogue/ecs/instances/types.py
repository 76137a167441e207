"""Instance types and their families.

Sources: the pages of each operation, which publish no table of errors; the pages on instance
families for the figures of the types.
"""

from enum import StrEnum
from typing import NamedTuple

from ecsops.catalogue.ecs.events.event_types import (
    FAMILIES_WITHOUT_EVENTS as FAMILIES_WITHOUT_EVENTS,
)
from ecsops.catalogue.model import Operation, Paging, Parameter, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import ADDITIONAL_ATTRIBUTES, NEXT_TOKEN, REGION_ID


class InstanceCategory(StrEnum):
    """Purpose of the types of a family."""

    GENERAL_PURPOSE = "General-purpose"
    COMPUTE_OPTIMIZED = "Compute-optimized"
    MEMORY_OPTIMIZED = "Memory-optimized"
    ENHANCED = "Enhanced"
    SHARED = "Shared"


class InstanceFamilyLevel(StrEnum):
    """Whether the types of a family share processors, or earn credits for them."""

    ENTRY_LEVEL = "EntryLevel"
    ENTERPRISE_LEVEL = "EnterpriseLevel"
    CREDIT_ENTRY_LEVEL = "CreditEntryLevel"


class InstanceTypeFamily(NamedTuple):
    """A family: its generation, what its types are made for, and how they share processors."""

    generation: str
    category: InstanceCategory
    level: InstanceFamilyLevel = InstanceFamilyLevel.ENTERPRISE_LEVEL


class InstanceType(NamedTuple):
    """A type: its family, vCPUs, memory in GiB, local disks, and credits if it is burstable.

    `baseline_percent` is the permanent share of a vCPU, `initial_credits` those of a new instance;
    a credit is one vCPU for a minute.
    """

    family: str
    vcpus: int
    memory_gib: float
    local_disks: int = 0
    local_disk_gib: int = 0
    baseline_percent: int = 0
    initial_credits: int = 0

    @property
    def burstable(self) -> bool:
        """Return whether instances of this type earn and spend credits."""
        return self.baseline_percent > 0


_GENERAL = InstanceCategory.GENERAL_PURPOSE
_COMPUTE = InstanceCategory.COMPUTE_OPTIMIZED
_MEMORY = InstanceCategory.MEMORY_OPTIMIZED
_SHARED = InstanceCategory.SHARED
_ENTRY = InstanceFamilyLevel.ENTRY_LEVEL
_CREDIT = InstanceFamilyLevel.CREDIT_ENTRY_LEVEL

LOCAL_STORAGE_CATEGORIES = {
    "ecs.d1": "local_hdd_pro",
    "ecs.d1ne": "local_hdd_pro",
    "ecs.i2": "local_ssd_pro",
}
"""Local disks of a family (the page of DescribeInstanceTypes)."""

# No list of generations is published: t1 stands in ecs-1 and n1 in ecs-2 of samples, and the
# others follow their age.
FAMILIES = {
    "ecs.c5": InstanceTypeFamily("ecs-3", _COMPUTE),
    "ecs.d1": InstanceTypeFamily("ecs-2", _GENERAL),
    "ecs.d1ne": InstanceTypeFamily("ecs-3", _GENERAL),
    "ecs.g5": InstanceTypeFamily("ecs-3", _GENERAL),
    "ecs.hfc5": InstanceTypeFamily("ecs-3", _COMPUTE),
    "ecs.hfg5": InstanceTypeFamily("ecs-3", _GENERAL),
    "ecs.i2": InstanceTypeFamily("ecs-3", _GENERAL),
    "ecs.ic5": InstanceTypeFamily("ecs-3", _COMPUTE),
    "ecs.r5": InstanceTypeFamily("ecs-3", _MEMORY),
    "ecs.se1ne": InstanceTypeFamily("ecs-3", _MEMORY),
    "ecs.sn1ne": InstanceTypeFamily("ecs-3", _COMPUTE),
    "ecs.sn2ne": InstanceTypeFamily("ecs-3", _GENERAL),
    "ecs.t5": InstanceTypeFamily("ecs-3", _SHARED, _CREDIT),
    "ecs.n4": InstanceTypeFamily("ecs-3", _SHARED, _ENTRY),
    "ecs.mn4": InstanceTypeFamily("ecs-3", _SHARED, _ENTRY),
    "ecs.c6": InstanceTypeFamily("ecs-4", _COMPUTE),
    "ecs.g6": InstanceTypeFamily("ecs-4", _GENERAL),
    "ecs.r6": InstanceTypeFamily("ecs-4", _MEMORY),
    "ecs.c7": InstanceTypeFamily("ecs-5", _COMPUTE),
    "ecs.g7": InstanceTypeFamily("ecs-5", _GENERAL),
    "ecs.r7": InstanceTypeFamily("ecs-5", _MEMORY),
    "ecs.c8i": InstanceTypeFamily("ecs-6", _COMPUTE),
    "ecs.g8i": InstanceTypeFamily("ecs-6", _GENERAL),
    "ecs.r8i": InstanceTypeFamily("ecs-6", _MEMORY),
    "ecs.sn2": InstanceTypeFamily("ecs-2", _GENERAL),
    "ecs.sn1": InstanceTypeFamily("ecs-2", _COMPUTE),
    "ecs.t1": InstanceTypeFamily("ecs-1", _SHARED, _ENTRY),
    "ecs.s1": InstanceTypeFamily("ecs-1", _SHARED, _ENTRY),
    "ecs.s2": InstanceTypeFamily("ecs-1", _SHARED, _ENTRY),
    "ecs.s3": InstanceTypeFamily("ecs-1", _SHARED, _ENTRY),
    "ecs.m1": InstanceTypeFamily("ecs-1", _MEMORY, _ENTRY),
    "ecs.m2": InstanceTypeFamily("ecs-1", _MEMORY, _ENTRY),
    "ecs.c1": InstanceTypeFamily("ecs-1", _COMPUTE, _ENTRY),
    "ecs.c2": InstanceTypeFamily("ecs-1", _COMPUTE, _ENTRY),
    "ecs.c4": InstanceTypeFamily("ecs-2", _COMPUTE),
    "ecs.ce4": InstanceTypeFamily("ecs-2", _MEMORY),
    "ecs.cm4": InstanceTypeFamily("ecs-2", _GENERAL),
    "ecs.n1": InstanceTypeFamily("ecs-2", _SHARED, _ENTRY),
    "ecs.n2": InstanceTypeFamily("ecs-2", _SHARED, _ENTRY),
    "ecs.e3": InstanceTypeFamily("ecs-2", _SHARED, _ENTRY),
}
"""Families by id: all of the feature document, and a few others.

Those out of sale, of section 3.1, are FAMILIES_WITHOUT_EVENTS.
"""

INSTANCE_TYPES = {
    "ecs.g5.large": InstanceType("ecs.g5", 2, 8.0),
    "ecs.g5.xlarge": InstanceType("ecs.g5", 4, 16.0),
    "ecs.g5.2xlarge": InstanceType("ecs.g5", 8, 32.0),
    "ecs.g5.3xlarge": InstanceType("ecs.g5", 12, 48.0),
    "ecs.g5.4xlarge": InstanceType("ecs.g5", 16, 64.0),
    "ecs.g5.6xlarge": InstanceType("ecs.g5", 24, 96.0),
    "ecs.g5.8xlarge": InstanceType("ecs.g5", 32, 128.0),
    "ecs.g5.16xlarge": InstanceType("ecs.g5", 64, 256.0),
    "ecs.c5.large": InstanceType("ecs.c5", 2, 4.0),
    "ecs.c5.xlarge": InstanceType("ecs.c5", 4, 8.0),
    "ecs.c5.2xlarge": InstanceType("ecs.c5", 8, 16.0),
    "ecs.c5.3xlarge": InstanceType("ecs.c5", 12, 24.0),
    "ecs.c5.4xlarge": InstanceType("ecs.c5", 16, 32.0),
    "ecs.c5.6xlarge": InstanceType("ecs.c5", 24, 48.0),
    "ecs.c5.8xlarge": InstanceType("ecs.c5", 32, 64.0),
    "ecs.c5.16xlarge": InstanceType("ecs.c5", 64, 128.0),
    "ecs.r5.large": InstanceType("ecs.r5", 2, 16.0),
    "ecs.r5.xlarge": InstanceType("ecs.r5", 4, 32.0),
    "ecs.r5.2xlarge": InstanceType("ecs.r5", 8, 64.0),
    "ecs.r5.3xlarge": InstanceType("ecs.r5", 12, 96.0),
    "ecs.r5.4xlarge": InstanceType("ecs.r5", 16, 128.0),
    "ecs.r5.6xlarge": InstanceType("ecs.r5", 24, 192.0),
    "ecs.r5.8xlarge": InstanceType("ecs.r5", 32, 256.0),
    "ecs.r5.16xlarge": InstanceType("ecs.r5", 64, 512.0),
    "ecs.r5.22xlarge": InstanceType("ecs.r5", 88, 704.0),
    "ecs.hfc5.large": InstanceType("ecs.hfc5", 2, 4.0),
    "ecs.hfc5.xlarge": InstanceType("ecs.hfc5", 4, 8.0),
    "ecs.hfc5.2xlarge": InstanceType("ecs.hfc5", 8, 16.0),
    "ecs.hfc5.3xlarge": InstanceType("ecs.hfc5", 12, 24.0),
    "ecs.hfc5.4xlarge": InstanceType("ecs.hfc5", 16, 32.0),
    "ecs.hfc5.6xlarge": InstanceType("ecs.hfc5", 24, 48.0),
    "ecs.hfc5.8xlarge": InstanceType("ecs.hfc5", 32, 64.0),
    "ecs.hfg5.large": InstanceType("ecs.hfg5", 2, 8.0),
    "ecs.hfg5.xlarge": InstanceType("ecs.hfg5", 4, 16.0),
    "ecs.hfg5.2xlarge": InstanceType("ecs.hfg5", 8, 32.0),
    "ecs.hfg5.3xlarge": InstanceType("ecs.hfg5", 12, 48.0),
    "ecs.hfg5.4xlarge": InstanceType("ecs.hfg5", 16, 64.0),
    "ecs.hfg5.6xlarge": InstanceType("ecs.hfg5", 24, 96.0),
    "ecs.hfg5.8xlarge": InstanceType("ecs.hfg5", 32, 128.0),
    "ecs.hfg5.14xlarge": InstanceType("ecs.hfg5", 56, 160.0),
    "ecs.ic5.large": InstanceType("ecs.ic5", 2, 2.0),
    "ecs.ic5.xlarge": InstanceType("ecs.ic5", 4, 4.0),
    "ecs.ic5.2xlarge": InstanceType("ecs.ic5", 8, 8.0),
    "ecs.ic5.3xlarge": InstanceType("ecs.ic5", 12, 12.0),
    "ecs.ic5.4xlarge": InstanceType("ecs.ic5", 16, 16.0),
    "ecs.se1ne.large": InstanceType("ecs.se1ne", 2, 16.0),
    "ecs.se1ne.xlarge": InstanceType("ecs.se1ne", 4, 32.0),
    "ecs.se1ne.2xlarge": InstanceType("ecs.se1ne", 8, 64.0),
    "ecs.se1ne.4xlarge": InstanceType("ecs.se1ne", 16, 128.0),
    "ecs.se1ne.8xlarge": InstanceType("ecs.se1ne", 32, 256.0),
    "ecs.se1ne.14xlarge": InstanceType("ecs.se1ne", 56, 480.0),
    "ecs.sn1ne.large": InstanceType("ecs.sn1ne", 2, 4.0),
    "ecs.sn1ne.xlarge": InstanceType("ecs.sn1ne", 4, 8.0),
    "ecs.sn1ne.2xlarge": InstanceType("ecs.sn1ne", 8, 16.0),
    "ecs.sn1ne.4xlarge": InstanceType("ecs.sn1ne", 16, 32.0),
    "ecs.sn1ne.8xlarge": InstanceType("ecs.sn1ne", 32, 64.0),
    "ecs.sn2ne.large": InstanceType("ecs.sn2ne", 2, 8.0),
    "ecs.sn2ne.xlarge": InstanceType("ecs.sn2ne", 4, 16.0),
    "ecs.sn2ne.2xlarge": InstanceType("ecs.sn2ne", 8, 32.0),
    "ecs.sn2ne.4xlarge": InstanceType("ecs.sn2ne", 16, 64.0),
    "ecs.sn2ne.8xlarge": InstanceType("ecs.sn2ne", 32, 128.0),
    "ecs.sn2ne.14xlarge": InstanceType("ecs.sn2ne", 56, 224.0),
    "ecs.i2.xlarge": InstanceType("ecs.i2", 4, 32.0, local_disks=1, local_disk_gib=894),
    "ecs.i2.2xlarge": InstanceType("ecs.i2", 8, 64.0, local_disks=1, local_disk_gib=1788),
    "ecs.i2.4xlarge": InstanceType("ecs.i2", 16, 128.0, local_disks=2, local_disk_gib=1788),
    "ecs.i2.8xlarge": InstanceType("ecs.i2", 32, 256.0, local_disks=4, local_disk_gib=1788),
    "ecs.i2.16xlarge": InstanceType("ecs.i2", 64, 512.0, local_disks=8, local_disk_gib=1788),
    "ecs.d1.2xlarge": InstanceType("ecs.d1", 8, 32.0, local_disks=4, local_disk_gib=5500),
    "ecs.d1.3xlarge": InstanceType("ecs.d1", 12, 48.0, local_disks=6, local_disk_gib=5500),
    "ecs.d1.4xlarge": InstanceType("ecs.d1", 16, 64.0, local_disks=8, local_disk_gib=5500),
    "ecs.d1.6xlarge": InstanceType("ecs.d1", 24, 96.0, local_disks=12, local_disk_gib=5500),
    "ecs.d1.8xlarge": InstanceType("ecs.d1", 32, 128.0, local_disks=16, local_disk_gib=5500),
    "ecs.d1.14xlarge": InstanceType("ecs.d1", 56, 224.0, local_disks=28, local_disk_gib=5500),
    "ecs.d1ne.2xlarge": InstanceType("ecs.d1ne", 8, 32.0, local_disks=4, local_disk_gib=5500),
    "ecs.d1ne.4xlarge": InstanceType("ecs.d1ne", 16, 64.0, local_disks=8, local_disk_gib=5500),
    "ecs.d1ne.6xlarge": InstanceType("ecs.d1ne", 24, 96.0, local_disks=12, local_disk_gib=5500),
    "ecs.d1ne.8xlarge": InstanceType("ecs.d1ne", 32, 128.0, local_disks=16, local_disk_gib=5500),
    "ecs.d1ne.14xlarge": InstanceType("ecs.d1ne", 56, 224.0, local_disks=28, local_disk_gib=5500),
    "ecs.t5-lc2m1.nano": InstanceType("ecs.t5", 1, 0.5, baseline_percent=10, initial_credits=30),
    "ecs.t5-lc1m1.small": InstanceType("ecs.t5", 1, 1.0, baseline_percent=10, initial_credits=30),
    "ecs.t5-lc1m2.small": InstanceType("ecs.t5", 1, 2.0, baseline_percent=10, initial_credits=30),
    "ecs.t5-lc1m2.large": InstanceType("ecs.t5", 2, 4.0, baseline_percent=10, initial_credits=60),
    "ecs.t5-lc1m4.large": InstanceType("ecs.t5", 2, 8.0, baseline_percent=10, initial_credits=60),
    "ecs.t5-c1m1.large": InstanceType("ecs.t5", 2, 2.0, baseline_percent=15, initial_credits=60),
    "ecs.t5-c1m2.large": InstanceType("ecs.t5", 2, 4.0, baseline_percent=15, initial_credits=60),
    "ecs.t5-c1m4.large": InstanceType("ecs.t5", 2, 8.0, baseline_percent=15, initial_credits=60),
    "ecs.n4.small": InstanceType("ecs.n4", 1, 2.0),
    "ecs.n4.large": InstanceType("ecs.n4", 2, 4.0),
    "ecs.n4.xlarge": InstanceType("ecs.n4", 4, 8.0),
    "ecs.mn4.small": InstanceType("ecs.mn4", 1, 4.0),
    "ecs.mn4.large": InstanceType("ecs.mn4", 2, 8.0),
    "ecs.c6.large": InstanceType("ecs.c6", 2, 4.0),
    "ecs.c6.xlarge": InstanceType("ecs.c6", 4, 8.0),
    "ecs.c6.2xlarge": InstanceType("ecs.c6", 8, 16.0),
    "ecs.c6.4xlarge": InstanceType("ecs.c6", 16, 32.0),
    "ecs.g6.large": InstanceType("ecs.g6", 2, 8.0),
    "ecs.g6.xlarge": InstanceType("ecs.g6", 4, 16.0),
    "ecs.g6.2xlarge": InstanceType("ecs.g6", 8, 32.0),
    "ecs.g6.4xlarge": InstanceType("ecs.g6", 16, 64.0),
    "ecs.r6.large": InstanceType("ecs.r6", 2, 16.0),
    "ecs.r6.xlarge": InstanceType("ecs.r6", 4, 32.0),
    "ecs.r6.2xlarge": InstanceType("ecs.r6", 8, 64.0),
    "ecs.r6.4xlarge": InstanceType("ecs.r6", 16, 128.0),
    "ecs.c6.3xlarge": InstanceType("ecs.c6", 12, 24.0),
    "ecs.c6.6xlarge": InstanceType("ecs.c6", 24, 48.0),
    "ecs.c6.8xlarge": InstanceType("ecs.c6", 32, 64.0),
    "ecs.g6.3xlarge": InstanceType("ecs.g6", 12, 48.0),
    "ecs.g6.6xlarge": InstanceType("ecs.g6", 24, 96.0),
    "ecs.g6.8xlarge": InstanceType("ecs.g6", 32, 128.0),
    "ecs.r6.3xlarge": InstanceType("ecs.r6", 12, 96.0),
    "ecs.r6.6xlarge": InstanceType("ecs.r6", 24, 192.0),
    "ecs.r6.8xlarge": InstanceType("ecs.r6", 32, 256.0),
    "ecs.c7.large": InstanceType("ecs.c7", 2, 4.0),
    "ecs.c7.xlarge": InstanceType("ecs.c7", 4, 8.0),
    "ecs.c7.2xlarge": InstanceType("ecs.c7", 8, 16.0),
    "ecs.c7.3xlarge": InstanceType("ecs.c7", 12, 24.0),
    "ecs.c7.4xlarge": InstanceType("ecs.c7", 16, 32.0),
    "ecs.c7.6xlarge": InstanceType("ecs.c7", 24, 48.0),
    "ecs.c7.8xlarge": InstanceType("ecs.c7", 32, 64.0),
    "ecs.c7.16xlarge": InstanceType("ecs.c7", 64, 128.0),
    "ecs.g7.large": InstanceType("ecs.g7", 2, 8.0),
    "ecs.g7.xlarge": InstanceType("ecs.g7", 4, 16.0),
    "ecs.g7.2xlarge": InstanceType("ecs.g7", 8, 32.0),
    "ecs.g7.3xlarge": InstanceType("ecs.g7", 12, 48.0),
    "ecs.g7.4xlarge": InstanceType("ecs.g7", 16, 64.0),
    "ecs.g7.6xlarge": InstanceType("ecs.g7", 24, 96.0),
    "ecs.g7.8xlarge": InstanceType("ecs.g7", 32, 128.0),
    "ecs.g7.16xlarge": InstanceType("ecs.g7", 64, 256.0),
    "ecs.r7.large": InstanceType("ecs.r7", 2, 16.0),
    "ecs.r7.xlarge": InstanceType("ecs.r7", 4, 32.0),
    "ecs.r7.2xlarge": InstanceType("ecs.r7", 8, 64.0),
    "ecs.r7.3xlarge": InstanceType("ecs.r7", 12, 96.0),
    "ecs.r7.4xlarge": InstanceType("ecs.r7", 16, 128.0),
    "ecs.r7.6xlarge": InstanceType("ecs.r7", 24, 192.0),
    "ecs.r7.8xlarge": InstanceType("ecs.r7", 32, 256.0),
    "ecs.r7.16xlarge": InstanceType("ecs.r7", 64, 512.0),
    "ecs.c8i.large": InstanceType("ecs.c8i", 2, 4.0),
    "ecs.c8i.xlarge": InstanceType("ecs.c8i", 4, 8.0),
    "ecs.c8i.2xlarge": InstanceType("ecs.c8i", 8, 16.0),
    "ecs.c8i.3xlarge": InstanceType("ecs.c8i", 12, 24.0),
    "ecs.c8i.4xlarge": InstanceType("ecs.c8i", 16, 32.0),
    "ecs.c8i.6xlarge": InstanceType("ecs.c8i", 24, 48.0),
    "ecs.c8i.8xlarge": InstanceType("ecs.c8i", 32, 64.0),
    "ecs.c8i.12xlarge": InstanceType("ecs.c8i", 48, 96.0),
    "ecs.c8i.16xlarge": InstanceType("ecs.c8i", 64, 128.0),
    "ecs.c8i.24xlarge": InstanceType("ecs.c8i", 96, 192.0),
    "ecs.g8i.large": InstanceType("ecs.g8i", 2, 8.0),
    "ecs.g8i.xlarge": InstanceType("ecs.g8i", 4, 16.0),
    "ecs.g8i.2xlarge": InstanceType("ecs.g8i", 8, 32.0),
    "ecs.g8i.3xlarge": InstanceType("ecs.g8i", 12, 48.0),
    "ecs.g8i.4xlarge": InstanceType("ecs.g8i", 16, 64.0),
    "ecs.g8i.6xlarge": InstanceType("ecs.g8i", 24, 96.0),
    "ecs.g8i.8xlarge": InstanceType("ecs.g8i", 32, 128.0),
    "ecs.g8i.12xlarge": InstanceType("ecs.g8i", 48, 192.0),
    "ecs.g8i.16xlarge": InstanceType("ecs.g8i", 64, 256.0),
    "ecs.g8i.24xlarge": InstanceType("ecs.g8i", 96, 384.0),
    "ecs.r8i.large": InstanceType("ecs.r8i", 2, 16.0),
    "ecs.r8i.xlarge": InstanceType("ecs.r8i", 4, 32.0),
    "ecs.r8i.2xlarge": InstanceType("ecs.r8i", 8, 64.0),
    "ecs.r8i.3xlarge": InstanceType("ecs.r8i", 12, 96.0),
    "ecs.r8i.4xlarge": InstanceType("ecs.r8i", 16, 128.0),
    "ecs.r8i.6xlarge": InstanceType("ecs.r8i", 24, 192.0),
    "ecs.r8i.8xlarge": InstanceType("ecs.r8i", 32, 256.0),
    "ecs.r8i.12xlarge": InstanceType("ecs.r8i", 48, 384.0),
    "ecs.r8i.16xlarge": InstanceType("ecs.r8i", 64, 512.0),
    "ecs.r8i.24xlarge": InstanceType("ecs.r8i", 96, 768.0),
    "ecs.sn2.medium": InstanceType("ecs.sn2", 2, 8.0),
    "ecs.sn1.medium": InstanceType("ecs.sn1", 2, 4.0),
    "ecs.t1.small": InstanceType("ecs.t1", 1, 1.0),
    "ecs.s1.small": InstanceType("ecs.s1", 1, 2.0),
    "ecs.s2.large": InstanceType("ecs.s2", 2, 4.0),
    "ecs.s3.large": InstanceType("ecs.s3", 4, 8.0),
    "ecs.m1.medium": InstanceType("ecs.m1", 4, 16.0),
    "ecs.m2.medium": InstanceType("ecs.m2", 4, 32.0),
    "ecs.c1.large": InstanceType("ecs.c1", 8, 16.0),
    "ecs.c2.large": InstanceType("ecs.c2", 16, 32.0),
    "ecs.c4.xlarge": InstanceType("ecs.c4", 4, 8.0),
    "ecs.ce4.xlarge": InstanceType("ecs.ce4", 4, 32.0),
    "ecs.cm4.xlarge": InstanceType("ecs.cm4", 4, 16.0),
    "ecs.n1.small": InstanceType("ecs.n1", 1, 2.0),
    "ecs.n2.small": InstanceType("ecs.n2", 1, 4.0),
    "ecs.e3.small": InstanceType("ecs.e3", 1, 8.0),
}
"""Types by id: all of the families that a deployment set takes, and one or more of the others."""


DescribeInstanceTypes = Operation(
    "DescribeInstanceTypes",
    ECS,
    "List instance types with their hardware figures.",
    parameters=(
        ADDITIONAL_ATTRIBUTES,
        Parameter("CpuArchitecture", enum=("X86", "ARM")),
        Parameter("CpuArchitectures", limits="1..2", repeat=True),
        Parameter("GPUSpec", limits="GPU model filter"),
        Parameter("GpuSpecs", limits="1..10", repeat=True),
        Parameter("InstanceCategories", limits="1..10", repeat=True),
        Parameter("InstanceCategory", enum=tuple(InstanceCategory)),
        Parameter("InstanceFamilyLevel", enum=tuple(InstanceFamilyLevel)),
        Parameter("InstanceTypeFamilies", limits="1..10", repeat=True),
        Parameter("InstanceTypeFamily", limits="such as ecs.g5"),
        Parameter("InstanceTypes", limits="at most 10", repeat=True),
        Parameter("LocalStorageCategories", limits="1..2", repeat=True),
        Parameter("LocalStorageCategory", enum=("local_hdd_pro", "local_ssd_pro")),
        Parameter("MaxResults", int, "at most 1600 per page", default=1600, bits=64),
        Parameter("MaximumCpuCoreCount", int),
        Parameter("MaximumCpuSpeedFrequency", float),
        Parameter("MaximumCpuTurboFrequency", float),
        Parameter("MaximumGPUAmount", int),
        Parameter("MaximumMemorySize", float),
        Parameter("MinimumBaselineCredit", int),
        Parameter("MinimumCpuCoreCount", int),
        Parameter("MinimumCpuSpeedFrequency", float),
        Parameter("MinimumCpuTurboFrequency", float),
        Parameter("MinimumDiskQuantity", int),
        Parameter("MinimumEniIpv6AddressQuantity", int),
        Parameter("MinimumEniPrivateIpAddressQuantity", int),
        Parameter("MinimumEniQuantity", int),
        Parameter("MinimumEriQuantity", int),
        Parameter("MinimumGPUAmount", int),
        Parameter("MinimumInitialCredit", int),
        Parameter("MinimumInstanceBandwidthRx", int),
        Parameter("MinimumInstanceBandwidthTx", int),
        Parameter("MinimumInstancePpsRx", int, bits=64),
        Parameter("MinimumInstancePpsTx", int, bits=64),
        Parameter("MinimumLocalStorageAmount", int),
        Parameter("MinimumLocalStorageCapacity", int, bits=64),
        Parameter("MinimumMemorySize", float),
        Parameter("MinimumPrimaryEniQueueNumber", int),
        Parameter("MinimumQueuePairNumber", int),
        Parameter("MinimumSecondaryEniQueueNumber", int),
        NEXT_TOKEN,
        Parameter("NvmeSupport", enum=("required", "unsupported")),
        Parameter("PhysicalProcessorModel", limits="processor model filter"),
        Parameter("PhysicalProcessorModels", limits="1..10", repeat=True),
    ),
    answer={
        "InstanceTypes": {
            "InstanceType": [
                {
                    "Attributes": {"Attribute": [{"Name": str, "Value": str}]},
                    "BaselineCredit": int,
                    "Clock": {"PtpSupport": str},
                    "CpuArchitecture": str,
                    "CpuCoreCount": int,
                    "CpuOptions": {
                        "Core": int,
                        "CoreFactor": int,
                        "HyperThreadingAdjustable": bool,
                        "NestedVirtualizationSupport": str,
                        "SupportedTopologyTypes": {"SupportedTopologyType": [str]},
                        "ThreadsPerCore": int,
                    },
                    "CpuSpeedFrequency": float,
                    "CpuTurboFrequency": float,
                    "DiskQuantity": int,
                    "EnhancedNetwork": {
                        "ExpressSupport": bool,
                        "RssSupport": bool,
                        "SriovSupport": bool,
                        "VfQueueNumberPerEni": int,
                    },
                    "EniIpv6AddressQuantity": int,
                    "EniPrivateIpAddressQuantity": int,
                    "EniQuantity": int,
                    "EniTotalQuantity": int,
                    "EniTrunkSupported": bool,
                    "EriQuantity": int,
                    "GPUAmount": int,
                    "GPUMemorySize": float,
                    "GPUSpec": str,
                    "InitialCredit": int,
                    "InstanceBandwidthRx": int,
                    "InstanceBandwidthTx": int,
                    "InstanceCategory": str,
                    "InstanceFamilyLevel": str,
                    "InstancePpsRx": int,
                    "InstancePpsTx": int,
                    "InstanceTypeFamily": str,
                    "InstanceTypeId": str,
                    "JumboFrameSupport": bool,
                    "LocalStorageAmount": int,
                    "LocalStorageCapacity": int,
                    "LocalStorageCategory": str,
                    "MaximumQueueNumberPerEni": int,
                    "MemorySize": float,
                    "NetworkCardQuantity": int,
                    "NetworkCards": {"NetworkCardInfo": [{"NetworkCardIndex": int}]},
                    "NetworkEncryptionSupport": bool,
                    "NetworkInfo": {
                        "BandwidthWeighting": {
                            "WeightingInfos": {
                                "WeightingInfo": [
                                    {
                                        "EbsBandwidth": int,
                                        "EbsBurstBandwidth": int,
                                        "Name": str,
                                        "VpcBandwidth": int,
                                        "VpcBurstBandwidth": int,
                                    }
                                ]
                            }
                        }
                    },
                    "NvmeSupport": str,
                    "PhysicalProcessorModel": str,
                    "PrimaryEniQueueNumber": int,
                    "QueuePairNumber": int,
                    "SecondaryEniQueueNumber": int,
                    "SecurityOptions": {"SecureBootSupport": str},
                    "SupportedBootModes": {"SupportedBootMode": [str]},
                    "TotalEniQueueQuantity": int,
                }
            ]
        },
        "NextToken": str,
        "RequestId": str,
    },
    errors=documented(*with_status(403, "InvalidParameter")),
    items="InstanceTypes.InstanceType",
    paging=Paging(token=True, largest=1600, default=1600),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancetypes",
)

DescribeInstanceTypeFamilies = Operation(
    "DescribeInstanceTypeFamilies",
    ECS,
    "List instance families by generation.",
    parameters=(
        REGION_ID,
        Parameter("Generation", enum=("ecs-1", "ecs-2", "ecs-3", "ecs-4", "ecs-5", "ecs-6")),
    ),
    answer={
        "InstanceTypeFamilies": {
            "InstanceTypeFamily": [{"Generation": str, "InstanceTypeFamilyId": str}]
        },
        "RequestId": str,
    },
    errors=documented("InvalidRegionId.NotFound"),
    items="InstanceTypeFamilies.InstanceTypeFamily",
    source="https://api.aliyun.com/document/Ecs/2014-05-26/DescribeInstanceTypeFamilies",
)
