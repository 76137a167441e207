"""Application groups and their members. They belong to the whole account."""

from typing import Any

from ecsops.catalogue.cms.monitoring.application_groups import (
    GROUP_TYPES,
    CreateMonitorGroupInstances,
    DescribeMonitorGroupInstances,
    DescribeMonitorGroups,
)
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.context import EVERYWHERE, Context, Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record

DONE: Document = {"Code": 200, "Message": "", "Success": True}

RESOURCES_A_CALL = 1000
"""How many resources one call adds (CreateMonitorGroupInstances)."""

RESOURCES_OF_A_SERVICE = 3000
"""How many resources of one service a group has at most (CreateMonitorGroupInstances)."""

TAGS_MOST = 5
"""By how many tags groups are listed at most (DescribeMonitorGroups)."""

ECS = "ecs"
"""The category of instances, in any case."""


def create_monitor_group(request: Request) -> Document:
    """Create a group without members; several may have one name."""
    now_ms = int(request.now * 1000)
    group_id = assumed.MONITOR_GROUP_IDS_FROM + request.number()
    document = complete(
        DescribeMonitorGroups.item,
        {
            "GroupId": group_id,
            "GroupName": request.get("GroupName"),
            "GmtCreate": now_ms,
            "GmtModified": now_ms,
            "Type": "custom",
        },
    )
    facts = {"ContactGroups": listed(request.parameters.get("ContactGroups", ""))}
    request.store.insert("ApplicationGroup", Record(str(group_id), EVERYWHERE, document, facts))
    return {"GroupId": group_id, **DONE}


def listed(text: str) -> list[str]:
    """Return the words between commas."""
    return [word for each in text.split(",") if (word := each.strip())]


def create_monitor_group_instances(request: Request) -> Document:
    """Add resources to a group: all of them, or none if one cannot be added."""
    group = existing_group(request)
    added = request.get("Instances")
    if len(added) > RESOURCES_A_CALL:
        request.refuse("ResourcesOverLimit")
    members = members_of(request, group.id)
    held = {(each["Category"].lower(), each["InstanceId"]) for each in members}
    for resource in added:
        key = (resource["Category"].lower(), resource["InstanceId"])
        if key in held:
            request.refuse("ResourceExist")
        check_resource(request, resource)
        held.add(key)
        insert_member(request, group.id, resource)
    categories = [category for category, _ in held]
    if any(categories.count(each) > RESOURCES_OF_A_SERVICE for each in set(categories)):
        request.refuse("ResourcesOverLimit")
    touch(request, group)
    return DONE


def check_resource(request: Request, resource: Document) -> None:
    """Refuse an instance that does not exist in its region; other services are not simulated."""
    if resource["Category"].lower() != ECS:
        return
    instance = request.store.get("Instance", resource["InstanceId"])
    if instance is None or instance.region_id != resource["RegionId"]:
        request.refuse("ResourceNotFound")


def insert_member(context: Context, group_id: str, resource: Document) -> None:
    """Keep a resource as a member of the group."""
    number = context.number()
    fields = (each.name for each in INSTANCES.parts)
    document = {"Id": number, **{name: resource[name] for name in fields}}
    record = Record(f"{group_id}/{number}", EVERYWHERE, document, {"GroupId": group_id})
    context.store.insert("ApplicationGroupMember", record)


INSTANCES: Any = CreateMonitorGroupInstances.parameter("Instances")


def touch(context: Context, group: Record) -> None:
    """Note when a group was changed."""
    group.document["GmtModified"] = int(context.now * 1000)
    context.store.update("ApplicationGroup", group)


def members_of(context: Context, group_id: str) -> list[Document]:
    """Return the members of a group, in the order in which they were added."""
    records = context.store.select("ApplicationGroupMember", EVERYWHERE, {"GroupId": group_id})
    return [record.document for record in records]


def existing_group(request: Request) -> Record:
    """Return the group that GroupId names, or refuse."""
    group = request.store.get("ApplicationGroup", str(request.get("GroupId")))
    if group is None:
        request.refuse("ResourceNotFound")
    return group


def delete_monitor_group(request: Request) -> Document:
    """Delete a group; its members are resources of the account and stay."""
    group = existing_group(request)
    where = {"GroupId": group.id}
    for member in request.store.select("ApplicationGroupMember", EVERYWHERE, where):
        request.store.delete("ApplicationGroupMember", member.id)
    request.store.delete("ApplicationGroup", group.id)
    return {"Group": {"GroupName": group.document["GroupName"], **contact_groups(group)}, **DONE}


def contact_groups(group: Record) -> Document:
    """Return the contact groups of a group, as answers show them."""
    names = [{"Name": name} for name in group.facts["ContactGroups"]]
    return {"ContactGroups": {"ContactGroup": names}}


def describe_monitor_groups(request: Request) -> Document:
    """List the groups; the contact groups of each are shown on request."""
    ids = listed(request.parameters.get("GroupId", ""))
    if len(request.parameters.get("Tag", [])) > TAGS_MOST:
        request.refuse("ParameterInvalid")
    groups = request.store.select("ApplicationGroup", EVERYWHERE, {"id": ids or None})
    wanted = wanted_types(request)
    having = groups_with(request, request.parameters.get("InstanceId"))
    with_contacts = request.get("SelectContactGroups", False)
    found = [
        {**group.document, **(contact_groups(group) if with_contacts else {})}
        for group in groups
        if fits(request, group.document)
        and (wanted is None or group.document["Type"] in wanted)
        and (having is None or group.id in having)
    ]
    return {**of_list(request, found), **DONE}


def wanted_types(request: Request) -> set[str] | None:
    """Return the types of groups that are asked for, or None for all."""
    types = listed(request.parameters.get("Types", ""))
    if not set(types) <= set(GROUP_TYPES):
        request.refuse("ParameterInvalid")
    if "Type" in request.parameters:
        types.append(request.parameters["Type"])
    return set(types) or None


def groups_with(context: Context, instance_id: str | None) -> set[str] | None:
    """Return the ids of the groups that have the instance, or None where none is asked for."""
    if instance_id is None:
        return None
    where = {"InstanceId": instance_id}
    members = context.store.select("ApplicationGroupMember", EVERYWHERE, where)
    return {member.facts["GroupId"] for member in members}


def fits(request: Request, group: Document) -> bool:
    """Return whether the group has the name, and is made by the tags, that are asked for.

    No tag rules make groups here, and none has tags.
    """
    given = request.parameters
    founders = ("DynamicTagRuleId", "GroupFounderTagKey", "GroupFounderTagValue")
    return (
        given.get("GroupName", group["GroupName"]) == group["GroupName"]
        and given.get("Keyword", "").lower() in group["GroupName"].lower()
        and all(given.get(name, group[name]) == group[name] for name in founders)
        and not given.get("Tag")
    )


def describe_monitor_group_instances(request: Request) -> Document:
    """List the members of a group by category, ids, and a part of the id or the name."""
    group = existing_group(request)
    given = request.parameters
    ids = listed(given.get("InstanceIds", ""))
    category, keyword = given.get("Category"), given.get("Keyword", "").lower()
    found = [
        complete(DescribeMonitorGroupInstances.item, member)
        for member in members_of(request, group.id)
        if (category is None or category.lower() == member["Category"].lower())
        and (not ids or member["InstanceId"] in ids)
        and keyword in f"{member['InstanceId']} {member['InstanceName']}".lower()
    ]
    return {**of_list(request, found), **DONE}


def instance_released(context: Context, instance: Record) -> None:
    """Remove a released instance from its groups."""
    where = {"InstanceId": instance.id}
    for member in context.store.select("ApplicationGroupMember", EVERYWHERE, where):
        context.store.delete("ApplicationGroupMember", member.id)
