"""Placeholder, to be overwritten by the catalogue's author."""

from typing import NamedTuple


class InstanceType(NamedTuple):
    """A type."""

    family: str
    vcpus: int
    memory_gib: float
    burstable: bool = False


INSTANCE_TYPES = {"ecs.g5.large": InstanceType("ecs.g5", 2, 8.0)}
