"""Alarm contacts and their groups. They belong to the whole account."""

from re import fullmatch

from ecsops.catalogue.cms.notifications.contacts import (
    Channel,
    ChannelState,
    DescribeContactGroupList,
    DescribeContactList,
)
from ecsops.catalogue.cms.shared_parameters import DEFAULT_CONTACT_GROUP
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import CONTACT_ACTIVATES_AFTER_S
from ecsops.simulator.engine.context import EVERYWHERE, Context, Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import DONE, complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications.allowed_hosts import host_of

MEMBERS_MOST = 100
"""How many contacts a group may have (PutContactGroup)."""


def put_contact(request: Request) -> Document:
    """Create a contact or change it; a new channel is PENDING until the contact activates it."""
    channels = {
        channel: value
        for channel in Channel
        if (value := request.parameters.get(f"Channels.{channel}"))
    }
    if not channels or not all(valid(channel, value) for channel, value in channels.items()):
        request.refuse("InvalidParameterValue")
    name = request.get("ContactName")
    known = request.store.get("Contact", name)
    before = known.document if known else {"Channels": {}, "ChannelsState": {}}
    now_ms = int(request.now * 1000)
    document = {
        "Name": name,
        "Desc": request.get("Describe"),
        "Lang": request.get("Lang") or "zh-cn",
        "Channels": channels,
        "ChannelsState": channel_states(channels, before),
        "CreateTime": before.get("CreateTime", now_ms),
        "UpdateTime": now_ms,
    }
    if known:
        known.document = document
        request.store.update("Contact", known)
    else:
        request.store.insert("Contact", Record(name, EVERYWHERE, document, {}))
    request.store.due.remove(name, "contact.activates")
    request.schedule(CONTACT_ACTIVATES_AFTER_S, "contact.activates", name)
    return DONE


def channel_states(channels: dict[Channel, str], before: Document) -> dict[Channel, str]:
    """Return the states of a contact's channels: PENDING where one is not as it was."""
    return {
        channel: before["ChannelsState"][channel]
        if before["Channels"].get(channel) == value
        else ChannelState.PENDING
        for channel, value in channels.items()
    }


def valid(channel: Channel, value: str) -> bool:
    """Return whether the value can be an address of the channel."""
    match channel:
        case Channel.MAIL:
            return bool(fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+", value))
        case Channel.SMS:
            return bool(fullmatch(r"\+?[\d-]{5,20}", value))
        case Channel.DING_WEB_HOOK:
            return host_of(value) is not None
        case _:
            return True


def activates(context: Context, name: str, words: Document) -> None:
    """The contact follows the links that its channels were sent."""
    record = context.subject("Contact", name)
    record.document["ChannelsState"] = dict.fromkeys(record.document["Channels"], ChannelState.OK)
    context.store.update("Contact", record)


def put_contact_group(request: Request) -> Document:
    """Create a group or change it; its members must exist."""
    name = request.get("ContactGroupName")
    members = request.get("ContactNames") or []
    if len(members) > MEMBERS_MOST or not all(
        request.store.get("Contact", member) for member in members
    ):
        request.refuse("InvalidParameterValue")
    known = request.store.get("ContactGroup", name)
    now_ms = int(request.now * 1000)
    document = {
        "ContactGroupName": name,
        "ContactNames": members,
        "Describe": request.get("Describe") or "",
        "EnableSubscribed": bool(request.get("EnableSubscribed")),
        "CreateTime": known.document.get("CreateTime", now_ms) if known else now_ms,
        "UpdateTime": now_ms,
    }
    if known:
        known.document = document
        request.store.update("ContactGroup", known)
    else:
        request.store.insert("ContactGroup", Record(name, EVERYWHERE, document, {}))
    return DONE


def describe_contact_group_list(request: Request) -> Document:
    """List the groups: their names, and what each is. Every account has the default group."""
    groups = [record.document for record in request.store.select("ContactGroup", EVERYWHERE)]
    if all(group["ContactGroupName"] != DEFAULT_CONTACT_GROUP for group in groups):
        groups.insert(0, {"ContactGroupName": DEFAULT_CONTACT_GROUP, "ContactNames": []})
    answer = of_list(request, [group_item(group) for group in groups])
    names = [group["Name"] for group in DescribeContactGroupList.items_of(answer)]
    return {**answer, "ContactGroups": {"ContactGroup": names}, **DONE}


def group_item(group: Document) -> Document:
    """Return a group as it is listed."""
    times = {name: group.get(name, 0) for name in ("CreateTime", "UpdateTime")}
    fields = {
        "Name": group["ContactGroupName"],
        "Contacts": {"Contact": group["ContactNames"]},
        "Describe": group.get("Describe"),
        "EnableSubscribed": group.get("EnableSubscribed"),
        "EnabledWeeklyReport": group.get("EnableSubscribed"),
        **times,
    }
    return complete(DescribeContactGroupList.item, fields)


def delete_contact(request: Request) -> Document:
    """Delete a contact, and take it out of its groups."""
    name = request.get("ContactName")
    if request.store.get("Contact", name) is None:
        request.refuse("ContactNotExists")
    for group in request.store.select("ContactGroup", EVERYWHERE):
        if name in group.document["ContactNames"]:
            group.document["ContactNames"].remove(name)
            request.store.update("ContactGroup", group)
    request.store.due.remove(name, "contact.activates")
    request.store.delete("Contact", name)
    return DONE


def delete_contact_group(request: Request) -> Document:
    """Delete a group; the default group of the account cannot be deleted."""
    name = request.get("ContactGroupName")
    if name == DEFAULT_CONTACT_GROUP:
        request.refuse("InvalidParameterValue")
    if request.store.get("ContactGroup", name) is None:
        request.refuse("ContactNotExists")
    request.store.delete("ContactGroup", name)
    return DONE


def describe_contact_list(request: Request) -> Document:
    """List contacts, by name, by a channel that they have, or by their mail address."""
    kind, value = request.get("ChanelType"), request.get("ChanelValue")
    groups = [record.document for record in request.store.select("ContactGroup", EVERYWHERE)]
    contacts = [
        shown(record.document, groups)
        for record in request.store.select(
            "Contact", EVERYWHERE, {"id": request.parameters.get("ContactName")}
        )
        if (not kind or kind in record.document["Channels"])
        and (not value or value == record.document["Channels"].get(Channel.MAIL))
    ]
    return {**of_list(request, contacts), **DONE}


def shown(contact: Document, groups: list[Document]) -> Document:
    """Return a contact as it is listed, with the groups that it is in."""
    member_of = [
        group["ContactGroupName"] for group in groups if contact["Name"] in group["ContactNames"]
    ]
    return complete(
        DescribeContactList.item, {**contact, "ContactGroups": {"ContactGroup": member_of}}
    )
