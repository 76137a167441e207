"""The physical hosts. A host serves one family in one zone and has a finite number of vCPUs.

The hosts of a family in a zone, its pool, are made when the first instance needs one.
"""

from collections.abc import Iterable
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import (
    HOST_VCPUS,
    HOSTS_PER_POOL,
    HOSTS_PER_RACK,
    RACKS_PER_SWITCH,
)
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

DOWN = -1
"""Free vCPUs of a failed host: it accepts no instances."""


def emptiest_host(
    context: Context, zone_ids: Iterable[str], family: str, vcpus: int, **conditions: Any
) -> Record | None:
    """Return the host with the most free vCPUs in the zones that meets the conditions, or None.

    The search costs the same in a large pool as in a small one.
    """
    pools = [ensure_pool(context, zone_id, family) for zone_id in zone_ids]
    where = {"Free": Between(vcpus, None), **conditions}
    return context.store.best("Host", context.region_id, pools, where)


def ensure_pool(context: Context, zone_id: str, family: str) -> str:
    """Make the hosts of a family in a zone unless they are there; return the pool's name."""
    pool = f"{zone_id}/{family}"
    if not context.store.setting(f"pool.{pool}"):
        for number in range(hosts_per_pool(context)):
            add_host(context, zone_id, family, pool, number)
        context.store.set(f"pool.{pool}", 1)
    return pool


def hosts_per_pool(context: Context) -> int:
    """Return how many hosts each family has in each zone."""
    return int(context.store.setting("hosts_per_pool", HOSTS_PER_POOL))


def add_host(context: Context, zone_id: str, family: str, pool: str, number: int) -> None:
    """Add the host of that number to its pool."""
    rack = number // HOSTS_PER_RACK
    document: Document = {
        "HostId": f"{zone_id}-{family.removeprefix('ecs.')}-host-{number + 1:04}",
        "ZoneId": zone_id,
        "InstanceTypeFamily": family,
        "Rack": f"{pool}/rack-{rack + 1:03}",
        "Switch": f"{pool}/sw-{rack // RACKS_PER_SWITCH + 1:03}",
        "Cpu": HOST_VCPUS,
    }
    facts = {"Pool": pool, "Free": HOST_VCPUS, "Used": 0}
    record = Record(document["HostId"], context.region_id, document, facts)
    context.store.insert("Host", record)


def occupy(context: Context, host: Record, instance: Record) -> None:
    """Reserve the instance's vCPUs on the host. The caller stores the instance."""
    change_use(context, host, instance.document["Cpu"])
    instance.facts["HostId"] = host.id


def vacate(context: Context, instance: Record) -> None:
    """Release the instance's vCPUs on the host. The caller stores the instance."""
    host_id = instance.facts.get("HostId")
    if host_id and (host := context.store.get("Host", host_id)):
        change_use(context, host, -instance.document["Cpu"])
    instance.facts["HostId"] = ""


def change_use(context: Context, host: Record, vcpus: int) -> None:
    """Change the number of used vCPUs on the host."""
    host.facts["Used"] += vcpus
    if host.facts["Free"] != DOWN:
        host.facts["Free"] = host.document["Cpu"] - host.facts["Used"]
    context.store.update("Host", host)


def take_down(context: Context, host: Record) -> None:
    """Mark the host as failed: it accepts no instances."""
    host.facts["Free"] = DOWN
    context.store.update("Host", host)


def bring_up(context: Context, host: Record) -> None:
    """Mark the host as working again."""
    host.facts["Free"] = host.document["Cpu"] - host.facts["Used"]
    context.store.update("Host", host)


def instances_on(context: Context, host_id: str) -> list[Record]:
    """Return the instances on a host."""
    return context.store.select("Instance", context.region_id, {"HostId": host_id})


def is_on_dead_host(context: Context, instance: Record) -> bool:
    """Return whether the instance is on a host that is down."""
    host = context.store.get("Host", instance.facts.get("HostId") or "")
    return host is not None and host.facts["Free"] == DOWN
