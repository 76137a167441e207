"""Alarm contacts and their groups: channels, their activation, what is refused."""

import pytest

from ecsops.catalogue.cms.notifications.contacts import (
    DescribeContactList,
    PutContact,
    PutContactGroup,
)
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.refusals import refusal


def test_a_channel_of_a_contact_is_pending_until_it_is_activated(
    account: Simulator, client: Client
) -> None:
    client.call(
        PutContact, ContactName="zhang", Describe="on call", **{"Channels.Mail": "z@example.com"}
    )
    (before,) = client.items(DescribeContactList)
    account.wait(60)

    (after,) = client.items(DescribeContactList)

    assert before == {
        "Name": "zhang",
        "Desc": "on call",
        "Lang": "zh-cn",
        "Channels": {"AliIM": "", "DingWebHook": "", "Mail": "z@example.com", "SMS": ""},
        "ChannelsState": {"AliIM": "", "DingWebHook": "", "Mail": "PENDING", "SMS": ""},
        "ContactGroups": {"ContactGroup": []},
        "CreateTime": 1561449600000,
        "UpdateTime": 1561449600000,
    }
    assert after["ChannelsState"]["Mail"] == "OK"


def test_only_a_changed_channel_is_to_be_activated_again(
    account: Simulator, client: Client
) -> None:
    channels = {"Channels.Mail": "z@example.com", "Channels.SMS": "86-13900000000"}
    client.call(PutContact, ContactName="zhang", Describe="on call", **channels)
    account.wait(60)

    channels["Channels.SMS"] = "86-13911111111"
    client.call(PutContact, ContactName="zhang", Describe="on call", **channels)

    (shown,) = client.items(DescribeContactList)
    assert (shown["ChannelsState"]["Mail"], shown["ChannelsState"]["SMS"]) == ("OK", "PENDING")


@pytest.mark.parametrize(
    "channels",
    [
        {},
        {"Channels.Mail": "nobody"},
        {"Channels.Mail": "a@b, c@d"},
        {"Channels.SMS": "call me"},
        {"Channels.DingWebHook": "robot"},
    ],
)
def test_a_contact_with_no_usable_channel_is_refused(
    client: Client, channels: dict[str, str]
) -> None:
    code, _ = refusal(client, PutContact, ContactName="z", Describe="z", **channels)

    assert code == "InvalidParameterValue"
    assert list(client.items(DescribeContactList)) == []


def test_a_group_has_contacts_that_exist(client: Client) -> None:
    mail = {"Channels.Mail": "z@example.com"}
    client.call(PutContact, ContactName="zhang", Describe="z", **mail)

    client.call(PutContactGroup, ContactGroupName="ops", ContactNames=["zhang"])
    code, _ = refusal(
        client, PutContactGroup, ContactGroupName="ops", ContactNames=["zhang", "nobody"]
    )

    (shown,) = client.items(DescribeContactList, ChanelType="Mail", ChanelValue="z@example.com")
    assert code == "InvalidParameterValue"
    assert shown["ContactGroups"] == {"ContactGroup": ["ops"]}
    assert list(client.items(DescribeContactList, ChanelType="SMS")) == []
    assert list(client.items(DescribeContactList, ContactName="wang")) == []
