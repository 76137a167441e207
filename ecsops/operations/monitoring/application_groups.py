"""Application groups of CloudMonitor, named by their ids or their names."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from ecsops.catalogue.cms.monitoring import application_groups as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import StateError
from ecsops.operations.batching import batches
from ecsops.operations.instances.lifecycle import Selection, list_instances
from ecsops.operations.not_found import absent

RESOURCES_IN_A_CALL = 1000


def list_groups(client: Client, *, limit: int | None = None) -> Iterator[Document]:
    """Yield the groups, each with its contact groups in a line."""
    for group in client.items(api.DescribeMonitorGroups, SelectContactGroups=True, limit=limit):
        names = (each["Name"] for each in group["ContactGroups"]["ContactGroup"])
        yield {**group, "Contacts": ",".join(names)}


def find_group(client: Client, name: str) -> Document:
    """Return the group of that id, or else of that name.

    Raises NotFound when there is none, StateError when several have the name.
    """
    groups = [*list_groups(client)]
    for group in groups:
        if str(group["GroupId"]) == name:
            return group
    found = [group for group in groups if group["GroupName"] == name]
    if not found:
        raise absent("ResourceNotFound", name)
    if len(found) > 1:
        ids = ", ".join(str(group["GroupId"]) for group in found)
        raise StateError(_("Several groups are named {name}: {ids}.").format(name=name, ids=ids))
    return found[0]


def group_id(client: Client, name: str) -> int:
    """Return the id of a group, given by its id or its name."""
    return int(name) if name.isdecimal() else int(find_group(client, name)["GroupId"])


def create_group(client: Client, name: str, contact_groups: Sequence[str]) -> Document:
    """Create a group, and return it."""
    contacts = ",".join(contact_groups) or None
    made = client.call(api.CreateMonitorGroup, GroupName=name, ContactGroups=contacts)
    return find_group(client, str(made["GroupId"]))


def list_members(client: Client, name: str, *, limit: int | None = None) -> Iterator[Document]:
    """Return the resources of a group, given by its id or its name."""
    operation = api.DescribeMonitorGroupInstances
    return client.items(operation, GroupId=group_id(client, name), limit=limit)


def add_instances(client: Client, name: str, instance_ids: Sequence[str]) -> Iterator[Document]:
    """Add instances to a group, and return all that it has; raise NotFound for unknown ones."""
    group = group_id(client, name)
    found = {each["InstanceId"]: each for each in list_instances(client, Selection(instance_ids))}
    if missing := [each for each in instance_ids if each not in found]:
        raise absent("InvalidInstanceId.NotFound", *missing)
    for batch in batches(instance_ids, RESOURCES_IN_A_CALL):
        instances = [as_resource(found[each]) for each in batch]
        client.call(api.CreateMonitorGroupInstances, GroupId=str(group), Instances=instances)
    return list_members(client, str(group))


def as_resource(instance: Document) -> Document:
    """Return an instance as a group takes it."""
    return {
        "Category": "ECS",
        "InstanceId": instance["InstanceId"],
        "InstanceName": instance["InstanceName"],
        "RegionId": instance["RegionId"],
    }


def delete_group(client: Client, name: str) -> Document:
    """Delete a group and return the service's answer."""
    return client.call(api.DeleteMonitorGroup, GroupId=group_id(client, name))
