"""Alarm contacts: whom the rules tell, and their groups."""

from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.cms.notifications import contacts as api
from ecsops.catalogue.model import Document
from ecsops.client import Client


def list_contacts(client: Client, **filters: Any) -> Iterator[Document]:
    """Yield contacts, each with its addresses and its groups in a line."""
    for contact in client.items(api.DescribeContactList, **filters):
        states = contact["ChannelsState"]
        addresses = (
            f"{channel} {address} ({states[channel]})"
            for channel, address in contact["Channels"].items()
            if address
        )
        groups = ",".join(contact["ContactGroups"]["ContactGroup"])
        yield {**contact, "Addresses": ", ".join(addresses), "Groups": groups}


def put_contact(
    client: Client, name: str, channels: dict[str, str | None], **fields: Any
) -> Document:
    """Create or change a contact, and return it."""
    named = {f"Channels.{channel}": address for channel, address in channels.items()}
    client.call(api.PutContact, ContactName=name, **fields, **named)
    return next(list_contacts(client, ContactName=name))


def put_group(client: Client, name: str, members: Sequence[str]) -> list[Document]:
    """Create or change a group, and return its members."""
    client.call(api.PutContactGroup, ContactGroupName=name, ContactNames=list(members))
    return [
        contact
        for contact in list_contacts(client)
        if name in contact["ContactGroups"]["ContactGroup"]
    ]


def list_groups(client: Client, *, limit: int | None = None) -> Iterator[Document]:
    """Yield the groups, each with its members in a line."""
    for group in client.items(api.DescribeContactGroupList, limit=limit):
        yield {**group, "Members": ",".join(group["Contacts"]["Contact"])}


def delete_contact(client: Client, name: str) -> Document:
    """Delete a contact and return the service's answer."""
    return client.call(api.DeleteContact, ContactName=name)


def delete_group(client: Client, name: str) -> Document:
    """Delete a group of contacts and return the service's answer."""
    return client.call(api.DeleteContactGroup, ContactGroupName=name)
