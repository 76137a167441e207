"""Where an instance may be: the rules of deployment sets over the physical hosts.

Sources: document §1.1; the pages of CreateDeploymentSet and ModifyInstanceDeployment.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.simulator.engine.conditions import Outside
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.faults import kinds
from ecsops.simulator.placement.hosts import emptiest_host

LEVELS = {"host": "id", "sw": "Switch", "rack": "Rack"}
"""The Type of a set: what its members do not share."""


class Member(NamedTuple):
    """A member of a set and where it is; without a host while StopCharging."""

    instance_id: str
    zone_id: str
    host_id: str
    group_no: int


class Spread:
    """A deployment set with its members, as they are now and as they are added."""

    def __init__(self, context: Context, deployment_set: Record) -> None:
        self.context = context
        self.document = deployment_set.document
        self.strategy = self.document["DeploymentStrategy"]
        self.column = LEVELS[self.document["Type"] or "host"]
        self.members = [
            Member(instance_id, zone_id, host_id or "", group_no or 0)
            for instance_id, zone_id, host_id, group_no in context.store.values(
                "Instance",
                context.region_id,
                {"DeploymentSetId": deployment_set.id},
                ("id", "ZoneId", "HostId", "document.DeploymentSetGroupNo"),
            )
        ]

    def leave(self, instance_id: str) -> None:
        """Count the instance no longer."""
        self.members = [each for each in self.members if each.instance_id != instance_id]

    def join(self, instance: Record) -> None:
        """Count the instance from now on."""
        document = instance.document
        self.members.append(
            Member(
                instance.id,
                document["ZoneId"],
                instance.facts["HostId"],
                document["DeploymentSetGroupNo"],
            )
        )

    def room(self, zone_id: str, group_no: int = 0) -> int:
        """Return how many more instances the set takes in the zone."""
        if self.strategy == DeploymentStrategy.AVAILABILITY:
            most = self.context.quota("InstancesPerZoneInDeploymentSet")
            return most - sum(each.zone_id == zone_id for each in self.members)
        most = self.context.quota("InstancesPerGroupInDeploymentSet")
        if self.strategy == DeploymentStrategy.LOW_LATENCY:
            elsewhere = any(each.zone_id != zone_id for each in self.members)
            return 0 if elsewhere else most - len(self.members)
        return most - sum(
            each.zone_id == zone_id and each.group_no == group_no for each in self.members
        )

    def smallest_group(self) -> int:
        """Return the group of a new member by default; 0 in a set without groups."""
        if self.strategy != DeploymentStrategy.AVAILABILITY_GROUP:
            return 0
        sizes = Counter(each.group_no for each in self.members)
        return min(range(1, self.document["GroupCount"] + 1), key=lambda group: sizes[group])

    def taken(self, group_no: int) -> tuple[str, ...]:
        """Return the hosts, switches or racks that a new member must not be on."""
        if self.strategy == DeploymentStrategy.LOW_LATENCY:
            return ()
        if self.strategy == DeploymentStrategy.AVAILABILITY_GROUP:
            return tuple(self.places(each for each in self.members if each.group_no != group_no))
        together = Counter(self.places(self.members))
        most = self.document["Affinity"] or 1
        return tuple(place for place, count in together.items() if count >= most)

    def places(self, members: Any, column: str | None = None) -> list[str]:
        """Return the host, switch or rack of each member that is on one."""
        host_ids = [each.host_id for each in members if each.host_id]
        column = column or self.column
        if column == "id":
            return host_ids
        found = dict(
            self.context.store.values(
                "Host", self.context.region_id, {"id": host_ids}, ("id", column)
            )
        )
        return [found[host_id] for host_id in host_ids]

    def admits(self, host: Record, group_no: int) -> bool:
        """Return whether a new member may be on this host."""
        place = host.id if self.column == "id" else host.document[self.column]
        return place not in self.taken(group_no)

    def host_for(self, zone_id: str, family: str, vcpus: int, group_no: int) -> Record | None:
        """Return a host for a new member, or None when there is none left."""
        if out_of_stock(self.context, zone_id, family):
            return None
        if self.strategy == DeploymentStrategy.LOW_LATENCY and self.members:
            near = tuple(set(self.places(self.members, "Switch")))
            host = emptiest_host(self.context, [zone_id], family, vcpus, Switch=near)
            if host is not None:
                return host
        conditions = {self.column: Outside(self.taken(group_no))}
        return emptiest_host(self.context, [zone_id], family, vcpus, **conditions)


def any_host(context: Context, zone_ids: Iterable[str], family: str, vcpus: int) -> Record | None:
    """Return a host for an instance without a set: the emptiest, so that they spread."""
    stocked = [each for each in zone_ids if not out_of_stock(context, each, family)]
    return emptiest_host(context, stocked, family, vcpus)


def out_of_stock(context: Context, zone_id: str, family: str) -> bool:
    """Return whether a fault has used up the family in the zone."""
    found = kinds.active(context, "stock", ZoneId=zone_id, InstanceTypeFamily=family)
    return found is not None


def spread_of(context: Context, deployment_set_id: str) -> Spread | None:
    """Return the set of that id in the region with its members, or None for no id."""
    if not deployment_set_id:
        return None
    record = context.store.get("DeploymentSet", deployment_set_id)
    assert record is not None, f"{deployment_set_id} has members but is gone"
    return Spread(context, record)


def new_host_for(context: Context, instance: Record) -> Record | None:
    """Return a host to which the instance can move, by the rules of its set, or None."""
    document = instance.document
    zone_id, family = document["ZoneId"], document["InstanceTypeFamily"]
    spread = spread_of(context, document["DeploymentSetId"])
    if spread is None:
        return any_host(context, [zone_id], family, document["Cpu"])
    spread.leave(instance.id)
    return spread.host_for(zone_id, family, document["Cpu"], document["DeploymentSetGroupNo"])
