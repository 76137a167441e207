"""From an event to its receivers: in order, at least once, and without holding up commands."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from first_use_account import the_instance
from receivers import MailServer, Receiver, raw_server

from ecsops.catalogue.contacts import PutContact, PutContactGroup
from ecsops.catalogue.event_rules import DeleteEventRules, DisableEventRules, PutEventRule
from ecsops.catalogue.event_targets import PutEventRuleTargets
from ecsops.catalogue.instance_lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.catalogue.instances import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.catalogue.notifications import SendDryRunSystemEvent
from ecsops.catalogue.regions_and_zones import DescribeRegions
from ecsops.catalogue.system_events import CreateSimulatedSystemEvents
from ecsops.client import Client
from ecsops.errors import ApiError, NotFound
from ecsops.simulator import messages
from ecsops.simulator.account import Simulator
from ecsops.simulator.afterwards import Afterwards
from ecsops.simulator.assumptions import RETRIES_AFTER_S

import_module("ecsops.simulator.webhooks")  # so that no test measures how requests is loaded

RESTART = "Instance:SystemMaintenance.Reboot:Scheduled"
CHANGE = "Instance:StateChange"


def subscribe(client: Client, url: str = "", name: str = "all", **more: Any) -> None:
    """Have a rule with a webhook, and what else it needs."""
    pattern = {"Product": "ECS", **more.pop("pattern", {})}
    rule = {key: more.pop(key) for key in ("SilenceTime", "GroupId") if key in more}
    client.call(PutEventRule, RuleName=name, EventPattern=[pattern], **rule)
    if url:
        method = more.pop("Method", "POST")
        more["WebhookParameters"] = [{"Id": "1", "Url": url, "Method": method}]
    client.call(PutEventRuleTargets, RuleName=name, **more)


def deliveries(account: Simulator, *fields: str) -> list[Any]:
    """Return what is known of the deliveries, in the order of the events."""
    records = reversed(account.store.select("Delivery", None))
    shown = [[record.document[field] for field in fields] for record in records]
    return [each[0] for each in shown] if len(fields) == 1 else [tuple(each) for each in shown]


def states(receiver: Receiver) -> list[str]:
    return [each.body["content"]["state"] for each in receiver.received]


def test_a_webhook_gets_the_notification_as_it_is(account: Simulator, client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        (got,) = receiver.received
        (told,) = account.store.select("Notification", None)
        assert ("POST", "/hook", {}, told.document) == got
        assert [("Delivered", 1, "200 OK")] == deliveries(account, "Status", "Attempts", "Answer")


def test_a_webhook_by_get_has_the_fields_in_its_query(account: Simulator, client: Client) -> None:
    with Receiver(204) as receiver:
        subscribe(client, f"{receiver.url}?token=7", Method="GET")
        client.call(StopInstance, InstanceId=the_instance(client))

        (got,) = receiver.received
        (told,) = account.store.select("Notification", None)
        assert ("GET", "/hook") == (got.method, got.path)
        assert {
            **told.document,
            "content": json.dumps(told.document["content"]),
            "token": "7",
        } == got.query


def test_events_of_one_resource_arrive_in_their_order(account: Simulator, client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        client.call(RebootInstance, InstanceId=the_instance(client))
        account.wait(60)

        assert ["Stopping", "Starting", "Running"] == states(receiver)


def test_nothing_is_sent_of_a_call_that_is_refused(client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        with pytest.raises(ApiError):
            client.call(StartInstance, InstanceId=the_instance(client))

        assert [] == receiver.received


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ({"LevelList": ["CRITICAL"]}, [RESTART]),
        ({"LevelList": ["*"]}, [RESTART, CHANGE]),
        ({"NameList": [CHANGE]}, [CHANGE]),
        ({"EventTypeList": ["Maintenance"]}, [RESTART]),
        ({"StatusList": ["Normal"]}, [CHANGE]),
        ({"StatusList": ["Executing"]}, []),
        ({"CustomFilters": "Stopping"}, [CHANGE]),
        ({"CustomFilters": "Stopping and Running"}, []),
        ({"CustomFilters": "Stopping or Running"}, [CHANGE]),
        ({"Product": "ecs", "NameList": ["*"], "LevelList": ["INFO"]}, [CHANGE]),
        ({"Product": "RDS"}, []),
    ],
)
def test_a_rule_matches_by_every_part_of_its_pattern(
    client: Client, pattern: Document, names: list[str]
) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url, pattern=pattern)
        client.call(
            CreateSimulatedSystemEvents,
            EventType="SystemMaintenance.Reboot",
            InstanceId=[the_instance(client)],
            NotBefore="2019-06-26T08:00:00Z",
        )
        client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))

        assert names == receiver.names


def test_a_rule_that_rests_or_is_gone_delivers_nothing(client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url, "rests")
        subscribe(client, receiver.url, "goes")
        client.call(DisableEventRules, RuleNames=["rests"])
        client.call(DeleteEventRules, RuleNames=["goes"])
        client.call(StopInstance, InstanceId=the_instance(client))

        assert [] == receiver.received


def test_two_rules_deliver_twice(client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url, "one")
        subscribe(client, receiver.url, "two")
        client.call(StopInstance, InstanceId=the_instance(client))

        first, second = receiver.received
        assert first.body["id"] == second.body["id"]


def test_a_receiver_that_refuses_is_tried_again_later_and_gets_all_in_order(
    account: Simulator, client: Client
) -> None:
    with Receiver(500, 200) as receiver:
        subscribe(client, receiver.url)
        client.call(RebootInstance, InstanceId=the_instance(client))
        pending = deliveries(account, "Status", "Attempts", "Answer")
        account.wait(RETRIES_AFTER_S[0] - 1)
        before = states(receiver)
        account.wait(60)

        assert [("Pending", 1, "500 Internal Server Error")] == pending
        assert ["Stopping"] == before
        assert ["Stopping", "Stopping", "Starting", "Running"] == states(receiver)
        assert [("Delivered", 2), ("Delivered", 1), ("Delivered", 1)] == deliveries(
            account, "Status", "Attempts"
        )


def test_a_refused_event_holds_up_its_own_resource_alone(
    account: Simulator, client: Client
) -> None:
    one, other = the_instance(client), the_instance(client, "WindowsOffice")
    with Receiver(500, 200) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=one)
        client.call(StopInstance, InstanceId=other)
        account.wait(60)

        assert [
            (one, "Stopping"),
            (other, "Stopping"),
            (one, "Stopping"),
            (one, "Stopped"),
            (other, "Stopped"),
        ] == [
            (each.body["content"]["resourceId"], each.body["content"]["state"])
            for each in receiver.received
        ]


def test_what_is_never_taken_is_given_up_and_shown(account: Simulator, client: Client) -> None:
    with Receiver(500) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
        for after_s in RETRIES_AFTER_S:
            account.wait(after_s)

        tries = len(RETRIES_AFTER_S) + 1
        assert tries == len([each for each in states(receiver) if each == "Stopping"])
        assert ("Failed", tries, "500 Internal Server Error") == deliveries(
            account, "Status", "Attempts", "Answer"
        )[0]


def test_a_target_that_is_down_is_tried_ever_more_seldom_whatever_waits_for_it(
    account: Simulator, client: Client
) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
    for name in ("UserGuideForDS001", "WindowsOffice", "UserGuideForDS002"):
        client.call(StopInstance, InstanceId=the_instance(client, name))

    tries = []
    for _ in range(12):
        tries.append(sum(deliveries(account, "Attempts")))
        account.wait(5)

    # At once, after 10 s, and 30 s later.
    assert [1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3] == tries


def test_a_redirection_is_not_followed(account: Simulator, client: Client) -> None:
    with Receiver(302) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        assert 1 == len(receiver.received)
        assert [("Pending", "302 Found")] == deliveries(account, "Status", "Answer")


def test_a_receiver_that_never_answers_delays_a_command_by_a_second_at_most(
    account: Simulator, client: Client
) -> None:
    with Receiver(0) as receiver:
        subscribe(client, receiver.url)
        begun = monotonic()
        client.call(StopInstance, InstanceId=the_instance(client))
        account.wait(5)
        client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
        account.wait(60)
        client.call(DescribeRegions)

        assert monotonic() - begun < 1.5
        assert 1 == len(receiver.received)
        assert ("Pending", "no answer in time") == deliveries(account, "Status", "Answer")[0]


@pytest.mark.parametrize(
    ("answer", "hang", "status", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", True, "Delivered", "200 OK"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", False, "Delivered", "200 OK"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno",
            False,
            "Delivered",
            "200 OK",
        ),
        (b"HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n", True, "Pending", "503"),
        (b"hello\r\n\r\n", False, "Pending", "no connection"),
        (b"", False, "Pending", "no connection"),
        (b"HTTP/1.1 200 OK\r\nX: ", True, "Pending", "no answer in time"),
    ],
)
def test_the_status_counts_whatever_follows_it(
    account: Simulator, client: Client, answer: bytes, hang: bool, status: str, said: str
) -> None:
    with raw_server(answer, hang=hang) as url:
        subscribe(client, url)
        begun = monotonic()
        client.call(StopInstance, InstanceId=the_instance(client))

        assert monotonic() - begun < 1.5
        assert [(status, said)] == deliveries(account, "Status", "Answer")


def test_a_receiver_that_is_slow_is_waited_for(account: Simulator, client: Client) -> None:
    with Receiver(late_s=0.3) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        assert ["Delivered"] == deliveries(account, "Status")


def test_a_receiver_that_answers_too_late_gets_the_same_again(
    account: Simulator, client: Client
) -> None:
    with Receiver(late_s=30) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))
        account._afterwards = Afterwards(account.store, account.clock, account._wall)
        account.wait(10)

        first, again = receiver.received
        assert first == again
        assert [("Delivered", 2)] == deliveries(account, "Status", "Attempts")


def test_a_receiver_that_hangs_holds_up_no_other(account: Simulator, client: Client) -> None:
    with Receiver(0) as hanging, Receiver() as prompt:
        subscribe(client, hanging.url, "hangs")
        subscribe(client, prompt.url, "prompt")
        client.call(RebootInstance, InstanceId=the_instance(client))

        assert ["Stopping"] == states(prompt)
        assert ["Pending", "Delivered"] == deliveries(account, "Status")


def test_a_receiver_that_was_down_gets_everything_when_it_is_back(
    account: Simulator, client: Client
) -> None:
    with Receiver() as receiver:
        url = receiver.url
        subscribe(client, url)
    client.call(RebootInstance, InstanceId=the_instance(client))
    account.wait(60)
    assert {("Pending", "no connection")} >= set(deliveries(account, "Status", "Answer")[:1])

    port = int(url.split(":")[2].split("/")[0])
    with Receiver(port=port) as receiver:
        account.wait(3600)

        assert ["Stopping", "Starting", "Running"] == states(receiver)
        assert {"Delivered"} == set(deliveries(account, "Status"))


def test_another_process_delivers_what_a_killed_one_left(tmp_path: Path) -> None:
    """The process is killed after the event is kept and before anything was sent."""
    path = str(tmp_path / "simulator.db")
    account = Simulator(path)
    client = Client(account, "cn-hangzhou")
    stopped = the_instance(client)
    script = textwrap.dedent(f"""
        import os, signal
        from ecsops.catalogue.instance_lifecycle import StopInstance
        from ecsops.client import Client
        from ecsops.simulator import account, afterwards

        afterwards.Afterwards.run = lambda self: os.kill(os.getpid(), signal.SIGKILL)
        simulator = account.Simulator({path!r})
        Client(simulator, "cn-hangzhou").call(StopInstance, InstanceId={stopped!r})
    """)
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        killed = subprocess.run([sys.executable, "-c", script], env=environment())
        assert -signal.SIGKILL == killed.returncode
        assert [] == receiver.received

        client.call(DescribeRegions)

        assert "Stopping" == states(receiver)[0]
    account.close()


def test_what_a_process_was_sending_when_it_was_killed_is_sent_again(tmp_path: Path) -> None:
    """The receiver may get it twice then; it never gets it not at all."""
    path, now = str(tmp_path / "simulator.db"), [1561449600.0]
    account = Simulator(path, wall=lambda: now[0])
    client = Client(account, "cn-hangzhou")
    stopped = the_instance(client)
    script = textwrap.dedent(f"""
        import os, signal
        from ecsops.catalogue.instance_lifecycle import StopInstance
        from ecsops.client import Client
        from ecsops.simulator import account, delivery

        delivery.send_all = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        simulator = account.Simulator({path!r}, wall=lambda: {now[0]})
        Client(simulator, "cn-hangzhou").call(StopInstance, InstanceId={stopped!r})
    """)
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        killed = subprocess.run([sys.executable, "-c", script], env=environment())
        assert -signal.SIGKILL == killed.returncode

        client.call(DescribeRegions)
        while_leased = list(receiver.received)
        now[0] += 11
        client.call(DescribeRegions)

        assert [] == while_leased
        assert ["Stopping"] == states(receiver)
    account.close()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_webhook_elsewhere_is_sent_to_only_when_the_user_allows_it(
    account: Simulator, client: Client
) -> None:
    account.store.set("delivery.anywhere", 1)
    subscribe(client, "http://192.0.2.1:9/hook")
    account.store.forget("delivery.anywhere")
    client.call(StopInstance, InstanceId=the_instance(client))

    assert [("Pending", "not sent: the address is not on this machine")] == deliveries(
        account, "Status", "Answer"
    )


def test_a_queue_hands_a_message_out_hides_it_and_shows_it_again(
    account: Simulator, client: Client
) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(RebootInstance, InstanceId=the_instance(client))
    account.wait(60)

    first = account.control(messages.receive, "queue/events", 2)
    rest = account.control(messages.receive, "queue/events", 16)
    none = account.control(messages.receive, "queue/events", 16)
    account.wait(30)
    again = account.control(messages.receive, "queue/events", 16)

    def shown(received: list[Document]) -> list[str]:
        return [json.loads(each["MessageBody"])["content"]["state"] for each in received]

    assert (["Stopping", "Starting"], ["Running"], []) == (shown(first), shown(rest), shown(none))
    assert ["Stopping", "Starting", "Running"] == shown(again)
    assert [2, 2, 2] == [each["DequeueCount"] for each in again]


def test_a_message_is_deleted_by_its_latest_receipt_alone(
    account: Simulator, client: Client
) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(StopInstance, InstanceId=the_instance(client))
    (stale,) = account.control(messages.receive, "queue/events", 1, 10)
    account.wait(10)
    (latest,) = account.control(messages.receive, "queue/events", 1)

    for wrong in (stale["ReceiptHandle"], "1-none", ""):
        with pytest.raises(NotFound):
            account.control(messages.delete, "queue/events", wrong)
    with pytest.raises(NotFound):
        account.control(messages.delete, "queue/other", latest["ReceiptHandle"])
    account.control(messages.delete, "queue/events", latest["ReceiptHandle"])
    account.wait(60)

    left = account.control(messages.receive, "queue/events", 16)
    assert ["Stopped"] == [json.loads(each["MessageBody"])["content"]["state"] for each in left]


def test_a_message_is_gone_after_four_days(account: Simulator, client: Client) -> None:
    subscribe(client, MnsParameters=[{"Id": "1", "Queue": "events"}])
    client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
    account.wait(4 * 86400 + 1)

    left = account.control(messages.receive, "queue/events", 16)

    assert ["Stopped"] == [json.loads(each["MessageBody"])["content"]["state"] for each in left]


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
            (kept,) = account.control(messages.read, place, 10)
            assert told.document == json.loads(kept["MessageBody"])


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
        assert [
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
        ] == [each.body for each in robot.received]
        assert [("Delivered", "200 OK, errcode 0 ok")] == deliveries(account, "Status", "Answer")


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

        assert [("Pending", answer)] == deliveries(account, "Status", "Answer")


def test_a_robot_elsewhere_is_not_called(account: Simulator, client: Client) -> None:
    contact(client, account, DingWebHook="https://oapi.dingtalk.com/robot/send?access_token=1")
    client.call(StopInstance, InstanceId=the_instance(client))

    assert [("Failed", "not sent: the address is not on this machine")] == deliveries(
        account, "Status", "Answer"
    )


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
        assert ["Delivered"] == deliveries(account, "Status")


def test_mail_that_the_server_refuses_is_tried_again(account: Simulator, client: Client) -> None:
    with MailServer() as server:
        account.store.set("delivery.smtp", server.address)
        contact(client, account, Mail="zhang@nowhere.example")
        client.call(StopInstance, InstanceId=the_instance(client))

        assert [("Pending", "550 no such user")] == deliveries(account, "Status", "Answer")


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

    assert [
        *("Phone", "SMS", "AliIM", "Mail"),
        *("SMS", "AliIM", "Mail"),
        *("AliIM", "Mail"),
    ] == deliveries(account, "TargetType")
    (text, _) = account.control(messages.read, "SMS/86-13900000000", 10)
    assert json.loads(text["MessageBody"])["Text"].startswith(
        "[INFO] the state of an instance changed acs:ecs:cn-hangzhou:"
    )


def test_a_channel_that_is_not_activated_is_not_used(account: Simulator, client: Client) -> None:
    contact(client, account, Mail="z@example.com")
    client.call(PutContact, ContactName="zhang", Describe="z", **{"Channels.Mail": "y@example.com"})
    client.call(StopInstance, InstanceId=the_instance(client))

    assert [("Skipped", "the contact has not activated the channel")] == deliveries(
        account, "Status", "Answer"
    )


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
    assert ["Delivered", "Delivered", "Muted", "Delivered"] == [status for status, _ in mails]
    assert 4 == len(account.control(messages.read, "queue/q", 10))


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
    assert "Stopped" == found["Status"]
    first, second = deliveries(account, "Address", "Status", "Answer")
    assert ("ECS StopInstance", "Delivered") == first[:2]
    assert (
        "Failed",
        "IncorrectInstanceStatus: The current status of the resource does not support this "
        "operation.",
    ) == second[1:]


def test_a_call_that_is_refused_changes_nothing(account: Simulator, client: Client) -> None:
    subscribe(client, OpenApiParameters=[STOP], pattern={"CustomFilters": '"state":"Stopped"'})
    client.call(StopInstance, InstanceId=the_instance(client))
    account.wait(60)

    ((status, answer),) = deliveries(account, "Status", "Answer")
    assert "Failed" == status
    assert "MissingInstanceId: InstanceId is mandatory for this action." == answer
    assert 2 == len(account.store.select("Notification", None))


def test_a_test_event_calls_nothing(account: Simulator, client: Client) -> None:
    subscribe(client, OpenApiParameters=[STOP])
    client.call(SendDryRunSystemEvent, Product="ECS", EventName="Instance:StateChange")
    account.wait(60)

    assert [("Skipped", "a test event calls no operation")] == deliveries(
        account, "Status", "Answer"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"Action": "StopInstanceNow"},
        {"Product": "RDS"},
        {"JsonParams": "{"},
        {"JsonParams": "[]"},
    ],
)
def test_a_call_that_cannot_be_made_is_refused_as_a_target(
    client: Client, fields: Document
) -> None:
    with pytest.raises(ApiError) as refused:
        subscribe(client, OpenApiParameters=[{**STOP, **fields}])

    assert "ParameterInvalid" == refused.value.code


def test_a_dry_run_is_delivered_and_not_kept_as_an_event(
    account: Simulator, client: Client
) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        answer = client.call(
            SendDryRunSystemEvent,
            Product="ECS",
            EventName="Disk:Stalled:Executing",
            EventContent={"content": {"diskId": "d-1"}, "id": "TEST-1", "name": "x"},
        )

        (got,) = receiver.received
        assert "200" == answer["Code"]
        assert ("TEST-1", "Disk:Stalled:Executing", {"diskId": "d-1"}) == (
            got.body["id"],
            got.body["name"],
            got.body["content"],
        )
        assert [] == account.store.select("Notification", None)
        assert [(True, "Delivered")] == deliveries(account, "DryRun", "Status")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"EventName": "Disk:Stalled"}, "ResourceNotFound"),
        ({"EventName": "Disk:Stalled:Executing", "Product": "RDS"}, "ResourceNotFound"),
        (
            {"EventName": "Disk:Stalled:Executing", "EventContent": "{"},
            "ParameterInvalid",
        ),
        ({"EventName": "Disk:Stalled:Executing", "EventContent": "[]"}, "ParameterInvalid"),
    ],
)
def test_a_wrong_dry_run_is_refused(client: Client, fields: Document, code: str) -> None:
    with pytest.raises(ApiError) as refused:
        client.call(SendDryRunSystemEvent, **{"Product": "ECS", **fields})

    assert code == refused.value.code
