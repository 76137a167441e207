"""Where a call wants its new instances: the vSwitch, and so the zone, and the deployment set.

Sources: the page of RunInstances; for deployment sets document §1.1.
"""

from typing import NamedTuple

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.networks.network_settings import security_groups_asked, vswitch_asked
from ecsops.simulator.networks.security_groups import members
from ecsops.simulator.placement.families import families_of_sets
from ecsops.simulator.placement.spread import Spread

DEDICATED = ("DedicatedHostId", "SchedulerOptions.DedicatedHostClusterId")


class Network(NamedTuple):
    """Where new instances are connected."""

    vswitch: Record
    security_group_ids: list[str]

    @property
    def zone_id(self) -> str:
        """The zone of the vSwitch, and so of the instances."""
        return str(self.vswitch.document["ZoneId"])


def network_asked(request: Request) -> Network:
    """Return the vSwitch and the security groups of the call, both of which it must name.

    Instances are in VPCs only, as in every account of today.
    """
    given = request.parameters
    zone_id = given.get("ZoneId", "")
    if zone_id and zone_id not in zone_ids(request.region_id):
        request.refuse("InvalidZoneId.NotFound")
    groups = security_groups_asked(request, group_ids_asked(request))
    if "VSwitchId" not in given:
        request.refuse_parameter("VSwitchId", "missing")
    vswitch = vswitch_asked(request, given["VSwitchId"])
    if zone_id and zone_id != vswitch.document["ZoneId"]:
        request.refuse("InvalidParameter.Mismatch")
    check_groups(request, vswitch, groups)
    return Network(vswitch, [each.id for each in groups])


def group_ids_asked(request: Request) -> list[str]:
    """Return SecurityGroupId or SecurityGroupIds.N; a call has one of them, and not both."""
    given = request.parameters
    one, several = given.get("SecurityGroupId"), given.get("SecurityGroupIds", [])
    if one and several:
        request.refuse_saying(
            "InvalidParameter.Conflict",
            "SecurityGroupId and SecurityGroupIds cannot be specified together.",
        )
    if not one and not several:
        request.refuse_parameter("SecurityGroupId", "missing")
    return [one] if one else several


def check_groups(request: Request, vswitch: Record, groups: list[Record]) -> None:
    """Refuse security groups of another VPC than the vSwitch, and groups that are full."""
    if any(each.document["VpcId"] != vswitch.document["VpcId"] for each in groups):
        request.refuse("OperationDenied.InconsistentNetwork")
    amount, most = request.get("Amount", 1), request.quota("InstancesPerSecurityGroup")
    if request.store.count("Instance", request.region_id) + amount <= most:
        return
    if any(members(request, each.id) + amount > most for each in groups):
        request.refuse("SecurityGroupInstanceLimitExceed")


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
