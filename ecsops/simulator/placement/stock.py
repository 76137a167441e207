"""Whether a zone has room for an instance, as DescribeAvailableResource tells it."""

from ecsops.simulator.assumptions import HOST_VCPUS
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Context
from ecsops.simulator.placement.hosts import hosts_per_pool
from ecsops.simulator.placement.spread import out_of_stock


def in_stock(context: Context, zone_id: str, family: str, vcpus: int) -> bool:
    """Return whether a host of the family in the zone has so many vCPUs free; changes nothing.

    Hosts that were not needed yet are made with the first instance, and are all free.
    """
    if out_of_stock(context, zone_id, family):
        return False
    pool = f"{zone_id}/{family}"
    if not context.store.setting(f"pool.{pool}"):
        return hosts_per_pool(context) > 0 and vcpus <= HOST_VCPUS
    where = {"Free": Between(vcpus, None)}
    return context.store.best("Host", context.region_id, [pool], where) is not None
