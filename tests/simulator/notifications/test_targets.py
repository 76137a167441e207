"""What each kind of target gets: queues, topics, robots, people, operations of the API."""

import json
from base64 import b64decode
from typing import Any

import pytest

from ecsops.catalogue.cms.notifications.contacts import PutContact, PutContactGroup
from ecsops.catalogue.cms.notifications.system_events import SendDryRunSystemEvent
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError, NotFound
from ecsops.simulator.account import Simulator
from ecsops.simulator.notifications import queues
from tests.support.first_use_account import the_instance
from tests.support.notification_stories import deliveries, subscribe
from tests.support.receivers import MailServer, Receiver


def message(received: Document) -> Any:
    """Return what a message of a queue says, which is in Base64."""
    return json.loads(b64decode(received["MessageBody"]))


def test_a_queue_hands_a_message_out_hides_it_and_shows_it_again(
    account: Simulator, client: Client
) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(RebootInstance, InstanceId=the_instance(client))
    account.wait(60)

    first = account.control(queues.receive, "queue/events", 2)
    rest = account.control(queues.receive, "queue/events", 16)
    none = account.control(queues.receive, "queue/events", 16)
    account.wait(30)
    again = account.control(queues.receive, "queue/events", 16)

    def shown(received: list[Document]) -> list[str]:
        return [message(each)["content"]["state"] for each in received]

    assert (shown(first), shown(rest), shown(none)) == (["Stopping", "Starting"], ["Running"], [])
    assert shown(again) == ["Stopping", "Starting", "Running"]
    assert [each["DequeueCount"] for each in again] == [2, 2, 2]


def test_a_message_is_deleted_by_its_latest_receipt_alone(
    account: Simulator, client: Client
) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(StopInstance, InstanceId=the_instance(client))
    (stale,) = account.control(queues.receive, "queue/events", 1, 10)
    account.wait(10)
    (latest,) = account.control(queues.receive, "queue/events", 1)

    for wrong in (stale["ReceiptHandle"], "1-none", ""):
        with pytest.raises(NotFound):
            account.control(queues.delete, "queue/events", wrong)
    with pytest.raises(NotFound):
        account.control(queues.delete, "queue/other", latest["ReceiptHandle"])
    account.control(queues.delete, "queue/events", latest["ReceiptHandle"])
    account.wait(60)

    left = account.control(queues.receive, "queue/events", 16)
    assert [message(each)["content"]["state"] for each in left] == ["Stopped"]


def test_a_message_is_gone_after_four_days(account: Simulator, client: Client) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
    account.wait(4 * 86400 + 1)

    left = account.control(queues.receive, "queue/events", 16)

    assert [message(each)["content"]["state"] for each in left] == ["Stopped"]


def test_topics_functions_and_log_stores_keep_what_came(account: Simulator, client: Client) -> None:
    subscribe(
        client,
        MnsParameters=[{"Id": "1", "Topic": "all"}],
        FcParameters=[{"Id": "2", "ServiceName": "ops", "FunctionName": "react"}],
        SlsParameters=[{"Id": "3", "Project": "p", "LogStore": "l"}],
    )
    client.call(StopInstance, InstanceId=the_instance(client))

    (told,) = account.store.select("Notification", None)
    for place in ("topic/all", "function/ops/react", "log/p/l"):
        for _ in range(2):
            (kept,) = account.control(queues.read, place, 10)
            fields = json.loads(kept["MessageBody"])
            if place.startswith("log/"):
                fields["content"] = json.loads(fields["content"])
            assert told.document == fields


def contact(client: Client, account: Simulator, level: str = "4", **channels: str) -> None:
    """Have a rule that tells a contact with these channels."""
    named = {f"Channels.{channel}": address for channel, address in channels.items()}
    client.call(PutContact, ContactName="zhang", Describe="on call", Lang="en", **named)
    client.call(PutContactGroup, ContactGroupName="ops", ContactNames=["zhang"])
    account.wait(60)
    subscribe(
        client,
        ContactParameters=[{"Id": "1", "ContactGroupName": "ops", "Level": level}],
        pattern={"CustomFilters": '"state":"Stopping"'},
    )


def test_a_robot_gets_the_message_of_dingtalk(account: Simulator, client: Client) -> None:
    with Receiver(body='{"errcode":0,"errmsg":"ok"}') as robot:
        contact(client, account, DingWebHook=robot.url)
        stopped = the_instance(client)
        client.call(StopInstance, InstanceId=stopped)

        (told,) = account.store.select("Notification", None)
        title = "[INFO] the state of an instance changed"
        assert [each.body for each in robot.received] == [
            {
                "msgtype": "markdown",
                "markdown": {
                    "title": title,
                    "text": f"### {title}\n\n"
                    "- Event: Instance:StateChange\n"
                    f"- Resource: {told.document['resourceId']}\n"
                    "- Region: cn-hangzhou\n"
                    "- Time: 20190625T160100.000+0800\n"
                    f"- resourceId: {stopped}\n"
                    "- resourceType: ALIYUN::ECS::Instance\n"
                    "- state: Stopping",
                },
            }
        ]
        assert deliveries(account, "Status", "Answer") == [("Delivered", "200 OK, errcode 0 ok")]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            '{"errcode":310000,"errmsg":"keywords not in content"}',
            "200 OK, errcode 310000 keywords not in content",
        ),
        ("thanks", "200 OK, but not the answer of a DingTalk robot"),
        ("[]", "200 OK, but not the answer of a DingTalk robot"),
    ],
)
def test_a_robot_that_does_not_say_ok_has_not_taken_it(
    account: Simulator, client: Client, body: str, answer: str
) -> None:
    with Receiver(body=body) as robot:
        contact(client, account, DingWebHook=robot.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        assert deliveries(account, "Status", "Answer") == [("Pending", answer)]


def test_a_robot_elsewhere_is_not_called(account: Simulator, client: Client) -> None:
    contact(client, account, DingWebHook="https://oapi.dingtalk.com/robot/send?access_token=1")
    client.call(StopInstance, InstanceId=the_instance(client))

    assert deliveries(account, "Status", "Answer") == [
        ("Failed", "not sent: the address is not on this machine")
    ]


def test_mail_goes_through_the_server_that_is_configured(
    account: Simulator, client: Client
) -> None:
    with MailServer() as server:
        account.store.set("delivery.smtp", server.address)
        contact(client, account, Mail="zhang@example.com")
        client.call(StopInstance, InstanceId=the_instance(client))

        (mail,) = server.messages
        assert "To: zhang@example.com\r\n" in mail
        assert "Subject: [INFO] the state of an instance changed\r\n" in mail
        assert "state: Stopping\r\n" in mail
        assert deliveries(account, "Status") == ["Delivered"]


def test_mail_that_the_server_refuses_is_tried_again(account: Simulator, client: Client) -> None:
    with MailServer() as server:
        account.store.set("delivery.smtp", server.address)
        contact(client, account, Mail="zhang@nowhere.example")
        client.call(StopInstance, InstanceId=the_instance(client))

        assert deliveries(account, "Status", "Answer") == [("Pending", "550 no such user")]


def test_phones_chat_and_mail_without_a_server_are_kept_by_level(
    account: Simulator, client: Client
) -> None:
    channels = {"SMS": "86-13900000000", "AliIM": "zhang", "Mail": "z@example.com"}
    contact(client, account, "2", **channels)
    client.call(StopInstance, InstanceId=the_instance(client))
    contact(client, account, "3", **channels)
    client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
    contact(client, account, "4", **channels)
    client.call(StopInstance, InstanceId=the_instance(client, "LegacyWeb"))

    assert deliveries(account, "TargetType") == [
        *("Phone", "SMS", "AliIM", "Mail"),
        *("SMS", "AliIM", "Mail"),
        *("AliIM", "Mail"),
    ]
    (text, _) = account.control(queues.read, "SMS/86-13900000000", 10)
    assert json.loads(text["MessageBody"])["Text"].startswith(
        "[INFO] the state of an instance changed acs:ecs:cn-hangzhou:"
    )


def test_a_channel_that_is_not_activated_is_not_used(account: Simulator, client: Client) -> None:
    contact(client, account, Mail="z@example.com")
    client.call(PutContact, ContactName="zhang", Describe="z", **{"Channels.Mail": "y@example.com"})
    client.call(StopInstance, InstanceId=the_instance(client))

    assert deliveries(account, "Status", "Answer") == [
        ("Skipped", "the contact has not activated the channel")
    ]


def test_a_contact_is_not_told_the_same_again_within_the_silence_time(
    account: Simulator, client: Client
) -> None:
    contact(client, account, Mail="z@example.com")
    subscribe(
        client,
        SilenceTime=600,
        pattern={"CustomFilters": '"state":"Stopping"'},
        MnsParameters=[{"Id": "2", "Queue": "q"}],
    )
    for pause_s in (60, 600, 0):
        client.call(RebootInstance, InstanceId=the_instance(client))
        account.wait(60 + pause_s)
        if pause_s == 60:
            client.call(RebootInstance, InstanceId=the_instance(client, "WindowsOffice"))

    mails = [
        (status, address)
        for kind, status, address in deliveries(account, "TargetType", "Status", "Address")
        if kind == "Mail"
    ]
    assert [status for status, _ in mails] == ["Delivered", "Delivered", "Muted", "Delivered"]
    assert len(account.control(queues.read, "queue/q", 10)) == 4


STOP = {"Id": "1", "Product": "ECS", "Action": "StopInstance"}


def test_an_event_calls_an_operation_of_the_api(account: Simulator, client: Client) -> None:
    other = the_instance(client, "WindowsOffice")
    subscribe(
        client,
        OpenApiParameters=[{**STOP, "JsonParams": json.dumps({"InstanceId": other})}],
        pattern={"CustomFilters": '"state":"Stopped"'},
    )
    client.call(StopInstance, InstanceId=the_instance(client))
    account.wait(60)

    (found,) = client.items(DescribeInstances, InstanceName="WindowsOffice")
    assert found["Status"] == "Stopped"
    first, second = deliveries(account, "Address", "Status", "Answer")
    assert first[:2] == ("ECS StopInstance", "Delivered")
    assert second[1:] == (
        "Failed",
        "IncorrectInstanceStatus: The current status of the resource does not support this "
        "operation.",
    )


def test_a_call_that_is_refused_changes_nothing(account: Simulator, client: Client) -> None:
    subscribe(client, OpenApiParameters=[STOP], pattern={"CustomFilters": '"state":"Stopped"'})
    client.call(StopInstance, InstanceId=the_instance(client))
    account.wait(60)

    ((status, answer),) = deliveries(account, "Status", "Answer")
    assert status == "Failed"
    assert answer == "MissingInstanceId: InstanceId is mandatory for this action."
    assert len(account.store.select("Notification", None)) == 2


def test_a_test_event_calls_nothing(account: Simulator, client: Client) -> None:
    subscribe(client, OpenApiParameters=[STOP])
    client.call(SendDryRunSystemEvent, Product="ECS", EventName="Instance:StateChange")
    account.wait(60)

    assert deliveries(account, "Status", "Answer") == [
        ("Skipped", "a test event calls no operation")
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"Action": ""},
        {"Action": "StopInstanceNow"},
        {"JsonParams": "{"},
        {"JsonParams": "[]"},
    ],
)
def test_a_call_that_cannot_be_made_is_refused_as_a_target(
    client: Client, fields: Document
) -> None:
    with pytest.raises(ApiError) as refused:
        subscribe(client, OpenApiParameters=[{**STOP, **fields}])

    assert refused.value.code == "ParameterInvalid"
