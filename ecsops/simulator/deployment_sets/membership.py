"""Joining, moving between and leaving deployment sets, and the families that may.

Sources: document §1.1; the pages of ModifyInstanceDeployment of 2018 to 2021.
"""

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.lifecycle import check_status
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.instances.transitions import begin_stop
from ecsops.simulator.placement.families import families_of_sets
from ecsops.simulator.placement.hosts import occupy, vacate
from ecsops.simulator.placement.spread import Spread

DEDICATED = ("DedicatedHostId", "DedicatedHostClusterId", "Tenancy", "Affinity")


def describe_deployment_set_supported_instance_type_family(request: Request) -> Document:
    """Return the families that sets take, joined by commas."""
    return {"InstanceTypeFamilies": ",".join(families_of_sets(request))}


def modify_instance_deployment(request: Request) -> Document:
    """Move an instance into a set, to another set, or out of its set."""
    record = existing_instance(request, request.get("InstanceId"))
    check_dedicated_host(request)
    check_status(request, record, InstanceStatus.RUNNING, InstanceStatus.STOPPED)
    if record.document["StoppedMode"] == StoppedMode.STOP_CHARGING:
        request.refuse("IncorrectInstanceStatus")
    spread = spread_asked(request)
    if request.get("RemoveFromDeploymentSet", False):
        leave(request, record, spread)
    else:
        join(request, record, spread)
    return {}


def check_dedicated_host(request: Request) -> None:
    """Refuse a dedicated host, of which the account has none, and what needs one."""
    given = request.parameters
    if any(name in given for name in DEDICATED):
        request.refuse("InvalidDedicatedHostId.NotFound")
    if given.get("InstanceType", "ecs.g5.large") not in INSTANCE_TYPES:
        request.refuse("InvalidInstanceType.ValueNotSupported")
    if "InstanceType" in given or request.get("MigrationType") == "live":
        request.refuse_parameter("DedicatedHostId", "missing")


def spread_asked(request: Request) -> Spread:
    """Return the set that the call names."""
    deployment_set_id = request.get("DeploymentSetId")
    if not deployment_set_id:
        request.refuse("DeploymentSet.InvalidId")
    return Spread(
        request, request.existing("DeploymentSet", deployment_set_id, "DeploymentSet.InvalidId")
    )


def leave(request: Request, record: Record, spread: Spread) -> None:
    """Take the instance out of its set."""
    if record.document["DeploymentSetId"] != spread.document["DeploymentSetId"]:
        request.refuse("DeploymentSet.ModificationFailed")
    record.document["DeploymentSetId"] = ""
    record.document["DeploymentSetGroupNo"] = 0
    request.store.update("Instance", record)


def join(request: Request, record: Record, spread: Spread) -> None:
    """Put the instance into the set, with Force on another host if it must move."""
    document = record.document
    admitted = document["InstanceTypeFamily"] in families_of_sets(request)
    if not admitted or document["SpotStrategy"] != "NoSpot":
        request.refuse("InvalidInstanceType.ValueNotSupported")
    spread.leave(record.id)
    group_no = group_asked(request, spread)
    if spread.room(document["ZoneId"], group_no) < 1:
        request.refuse("DeploymentSet.InstanceLimitExceeded")
    host = request.store.get("Host", record.facts["HostId"])
    assert host is not None, f"{record.id} is on no host"
    moves = not spread.admits(host, group_no)
    document["DeploymentSetId"] = spread.document["DeploymentSetId"]
    document["DeploymentSetGroupNo"] = group_no
    if moves:
        move(request, record, spread, group_no)
    request.store.update("Instance", record)


def group_asked(request: Request, spread: Spread) -> int:
    """Return the group that the instance joins."""
    group_no = int(request.parameters.get("DeploymentSetGroupNo", 0))
    if not group_no:
        return spread.smallest_group()
    grouped = spread.strategy == DeploymentStrategy.AVAILABILITY_GROUP
    if not (grouped and 1 <= group_no <= spread.document["GroupCount"]):
        request.refuse_parameter("DeploymentSetGroupNo", "invalid")
    return group_no


def move(request: Request, record: Record, spread: Spread, group_no: int) -> None:
    """Put the instance on a host that the set admits; a running one restarts for it."""
    document = record.document
    if not request.get("Force", False):
        request.refuse("DeploymentSet.ModificationFailed")
    host = spread.host_for(
        document["ZoneId"], document["InstanceTypeFamily"], document["Cpu"], group_no
    )
    if host is None:
        request.refuse("OperationDenied.NoStock")
    vacate(request, record)
    occupy(request, host, record)
    if document["Status"] == InstanceStatus.RUNNING:
        begin_stop(request, record, "instance.restarts")
