"""Where a call wants its new instances: the zone, which a vSwitch may tell, and the deployment set.

Sources: the page of RunInstances; for deployment sets document §1.1.
"""

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.networks.network_settings import check_security_groups, zone_of
from ecsops.simulator.placement.families import families_of_sets
from ecsops.simulator.placement.spread import Spread, any_host

DEDICATED = ("DedicatedHostId", "SchedulerOptions.DedicatedHostClusterId")


def zone_asked(request: Request) -> str:
    """Return the zone that the call names, by itself or by its vSwitch; empty if neither."""
    zone_id: str = request.parameters.get("ZoneId", "")
    if zone_id and zone_id not in zone_ids(request.region_id):
        request.refuse("InvalidZoneId.NotFound")
    groups = [*request.parameters.get("SecurityGroupIds", [])]
    groups += [request.parameters.get("SecurityGroupId", "")]
    check_security_groups(request, filter(None, groups))
    vswitch_id = request.parameters.get("VSwitchId", "")
    if not vswitch_id:
        return zone_id
    connected = zone_of(request, vswitch_id)
    if zone_id and zone_id != connected:
        request.refuse("InvalidParameter.Mismatch")
    return connected


def spread_asked(request: Request, type_name: str) -> tuple[Spread | None, int]:
    """Return the deployment set and the group within it, refused by the rules of document §1.1."""
    deployment_set_id = request.parameters.get("DeploymentSetId", "")
    if not deployment_set_id:
        return None, 0
    record = request.existing("DeploymentSet", deployment_set_id, "DeploymentSet.NotFound")
    if INSTANCE_TYPES[type_name].family not in families_of_sets(request):
        request.refuse("InvalidInstanceType.NotSupported")
    if request.get("SpotStrategy") != "NoSpot":
        request.refuse("InvalidSpotStrategy")
    if any(request.parameters.get(name) for name in DEDICATED):
        request.refuse("InvalidDeploymentOnHost", "InvalidParameter.Conflict")
    spread = Spread(request, record)
    return spread, group_asked(request, spread)


def group_asked(request: Request, spread: Spread) -> int:
    """Return the group that the call names; 0 lets each instance go into the smallest."""
    group_no = int(request.parameters.get("DeploymentSetGroupNo", 0))
    grouped = spread.strategy == DeploymentStrategy.AVAILABILITY_GROUP
    if group_no and not (grouped and 1 <= group_no <= spread.document["GroupCount"]):
        request.refuse_parameter("DeploymentSetGroupNo", "invalid")
    return group_no


def zones_left(request: Request, type_name: str, spread: Spread | None, group_no: int) -> list[str]:
    """Return the zones for a call that leaves them open: of a set, where it has most room."""
    instance_type, zones = INSTANCE_TYPES[type_name], zone_ids(request.region_id)
    if spread is None:
        return zones
    rooms = {each: spread.room(each, group_no) for each in zones}
    for most in sorted(set(rooms.values()), reverse=True):
        roomy = [each for each in zones if rooms[each] == most]
        if host := any_host(request, roomy, instance_type.family, instance_type.vcpus):
            return [host.document["ZoneId"]]
    return zones[:1]
