"""User data, RAM roles and private pools of instances."""

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.listing import existing_instance

RAM_ROLE_IDS_MOST = {"document": 100, "current": 50}
"""How many ids DescribeInstanceRamRole takes, by profile (its page, 2021 and today)."""

ATTACHMENT_IDS_MOST = 100
"""How many ids DescribeInstanceAttachmentAttributes takes (its page)."""


def describe_user_data(request: Request) -> Document:
    """Return the user data of an instance in Base64; empty if it has none."""
    instance = existing_instance(request, request.get("InstanceId"))
    return {
        "InstanceId": instance.id,
        "RegionId": request.region_id,
        "UserData": instance.facts.get("UserData", ""),
    }


def describe_instance_ram_role(request: Request) -> Document:
    """List the roles of the named instances, or the instances that have a role."""
    given = request.parameters
    if not given.keys() & {"InstanceIds", "RamRoleName"}:
        request.refuse("InvalidParameter.AllEmpty")
    ids = given.get("InstanceIds")
    if ids is not None:
        most = RAM_ROLE_IDS_MOST[request.profile]
        if not isinstance(ids, list) or len(ids) > most:
            request.refuse("InvalidInstanceIds.Malformed")
        ids = [existing_instance(request, str(each)).id for each in ids]
    where = {"id": ids, "facts.RamRoleName": given.get("RamRoleName")}
    return {**listing(request, "Instance", where, ram_role), "RegionId": request.region_id}


def ram_role(instance: Record) -> Document:
    """Return the role of an instance; empty if it has none."""
    return {"InstanceId": instance.id, "RamRoleName": instance.facts.get("RamRoleName", "")}


def describe_instance_attachment_attributes(request: Request) -> Document:
    """List the private pools of the named instances; each instance has an entry."""
    ids = request.get("InstanceIds")
    if not isinstance(ids, list) or len(ids) > ATTACHMENT_IDS_MOST:
        request.refuse_parameter("InstanceIds", "invalid")
    for each in ids:
        request.existing("Instance", str(each), "InvalidInstanceIds.NotFound")
    return listing(request, "Instance", {"id": [str(each) for each in ids]}, private_pool)


def private_pool(instance: Record) -> Document:
    """Return how an instance matches private pools, of which the account has none."""
    return {
        "InstanceId": instance.id,
        "PrivatePoolOptionsId": "",
        "PrivatePoolOptionsMatchCriteria": instance.facts.get("PrivatePool", "None"),
    }
