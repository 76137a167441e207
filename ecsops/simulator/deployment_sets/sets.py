"""Deployment sets: names, strategies, members and what is left of their capacity."""

import re
from typing import Any

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy, DescribeDeploymentSets
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.records import plain
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record

NAME_ON_CREATE = r"(?!https?://)[^\W\d_][\w:\-]{1,127}"

DISPERSION = {
    DeploymentStrategy.AVAILABILITY: "StrictDispersion",
    DeploymentStrategy.AVAILABILITY_GROUP: "StrictDispersion",
    DeploymentStrategy.LOW_LATENCY: "LooseAggregation",
}
"""The internal name that answers show as Strategy."""


FACTS = ("OnUnableToRedeployFailedInstance",)
"""Parameters that a set keeps and no answer shows."""

MEMBERS_NETWORKS = ("vpc", "all")
"""The values of NetworkType that find sets: no member of any is in the classic network."""


def create_deployment_set(request: Request) -> Document:
    """Create an empty set."""
    check_name(request, NAME_ON_CREATE)
    check_deprecated(request)
    check_ranges(request)
    if request.store.count("DeploymentSet", request.region_id) >= request.quota(
        "DeploymentSetsPerRegion"
    ):
        request.refuse("DEPLOYMENTSET.QUOTA_FULL")
    record = new_deployment_set(
        request,
        request.new_id("ds"),
        {name: request.get(name) for name in FACTS},
        DeploymentSetName=request.parameters.get("DeploymentSetName", ""),
        DeploymentSetDescription=request.parameters.get("Description", ""),
        DeploymentStrategy=request.get("Strategy"),
        GroupCount=groups(request),
        Type=request.get("Type"),
        Affinity=request.get("Affinity"),
    )
    return {"DeploymentSetId": record.id}


def new_deployment_set(
    context: Context, deployment_set_id: str, facts: Document, **fields: Any
) -> Record:
    """Add a set with these fields and return it; `facts` are what its document does not show."""
    strategy = fields.setdefault("DeploymentStrategy", DeploymentStrategy.AVAILABILITY)
    fields = {
        "DeploymentSetId": deployment_set_id,
        "AccountId": int(ACCOUNT_ID),
        "CreationTime": iso_seconds(context.now),
        "Strategy": DISPERSION[strategy],
        "Domain": "default",
        "Granularity": "host",
        **fields,
    }
    document = complete(DescribeDeploymentSets.item, fields)
    record = Record(deployment_set_id, context.region_id, document, facts)
    context.store.insert("DeploymentSet", record)
    return record


def groups(request: Request) -> int:
    """Return the number of groups, which only an AvailabilityGroup set has."""
    grouped = request.get("Strategy") == DeploymentStrategy.AVAILABILITY_GROUP
    return int(request.get("GroupCount")) if grouped else 0


def check_name(request: Request, rule: str) -> None:
    """Refuse a name or a description against the rules."""
    given = request.parameters
    if not re.fullmatch(rule, given.get("DeploymentSetName", "aa")):
        request.refuse("InvalidDeploymentSetName.Malformed")
    if not re.fullmatch(DESCRIPTION, given.get("Description", "aa")):
        request.refuse("InvalidDescription.Malformed")


def check_deprecated(request: Request) -> None:
    """Refuse values of the deprecated parameters other than their only documented ones."""
    if request.parameters.get("Domain", "Default").lower() != "default":
        request.refuse("InvalidParameter.Domain")
    if request.parameters.get("Granularity", "Host").lower() != "host":
        request.refuse("InvalidParameter.granularity")


def check_ranges(request: Request) -> None:
    """Refuse a number of groups or an affinity outside its range."""
    for name, most in (("GroupCount", 7), ("Affinity", 10)):
        if name in request.parameters and not 1 <= request.parameters[name] <= most:
            request.refuse_parameter(name, "invalid")


def modify_deployment_set_attribute(request: Request) -> Document:
    """Change the name or the description."""
    record = existing_set(request)
    check_name(request, NAME)
    check_ranges(request)
    fields = {"Description": "DeploymentSetDescription"}
    for name in ("DeploymentSetName", "Description", "Affinity"):
        if name in request.parameters:
            record.document[fields.get(name, name)] = request.parameters[name]
    request.store.update("DeploymentSet", record)
    return {}


def delete_deployment_set(request: Request) -> Document:
    """Delete a set that has no members."""
    record = existing_set(request)
    if request.store.count("Instance", request.region_id, {"DeploymentSetId": record.id}):
        request.refuse("DependencyViolation.NotEmpty")
    request.store.delete("DeploymentSet", record.id)
    return {}


def describe_deployment_sets(request: Request) -> Document:
    """List sets with their members and what is left in the zones that hold some."""
    given = request.parameters
    set_ids = given.get("DeploymentSetIds")
    if set_ids is not None and (
        not isinstance(set_ids, list) or len(set_ids) > request.quota("DeploymentSetIdsPerQuery")
    ):
        request.refuse("InvalidDeploymentSetIds.TooManyInput")
    where = {
        "id": None if set_ids is None else [str(each) for each in set_ids],
        "DeploymentSetName": given.get("DeploymentSetName"),
        "document.DeploymentStrategy": given.get("Strategy"),
        "document.Type": given.get("Type"),
        "document.Domain": given["Domain"].lower() if "Domain" in given else None,
        "document.Granularity": given["Granularity"].lower() if "Granularity" in given else None,
    }
    if given.get("NetworkType", "vpc").lower() not in MEMBERS_NETWORKS:
        where["id"] = []
    answer: Document = plain(listing(request, "DeploymentSet", where))
    add_members(request, answer["DeploymentSets"]["DeploymentSet"])
    return {**answer, "RegionId": request.region_id}


def add_members(context: Context, deployment_sets: list[Document]) -> None:
    """Show in the documents of sets the members that they have now."""
    documents = {each["DeploymentSetId"]: each for each in deployment_sets}
    members: dict[str, list[tuple[str, str]]] = {}
    where, columns = {"DeploymentSetId": list(documents)}, ("DeploymentSetId", "id", "ZoneId")
    found = context.store.values("Instance", context.region_id, where, columns)
    for deployment_set_id, instance_id, zone_id in found:
        members.setdefault(deployment_set_id, []).append((instance_id, zone_id))
    for deployment_set_id, its_members in members.items():
        show_members(context, documents[deployment_set_id], its_members)


def show_members(context: Context, document: Document, members: list[tuple[str, str]]) -> None:
    """Show in the document of a set its members, each an id and a zone, and what is left.

    As it is kept, it shows none.
    """
    most = context.quota("InstancesPerZoneInDeploymentSet")
    used: dict[str, int] = {}
    for _, zone_id in members:
        used[zone_id] = used.get(zone_id, 0) + 1
    document["InstanceAmount"] = len(members)
    document["InstanceIds"] = {"InstanceId": [instance_id for instance_id, _ in members]}
    document["Capacities"] = {
        "Capacity": [
            {"ZoneId": zone_id, "UsedAmount": count, "AvailableAmount": most - count}
            for zone_id, count in sorted(used.items())
        ]
    }


def existing_set(request: Request) -> Record:
    """Return the set of the call, or refuse as the operation documents it."""
    return request.existing("DeploymentSet", request.get("DeploymentSetId"), *UNKNOWN_SET)


UNKNOWN_SET = ("InvalidDeploymentSetId.NotFound", "DeploymentSet.NotFound")
"""How operations document an unknown set."""
