"""From an event to its receivers: what is sent, in which order, and of what nothing is."""

import json

import pytest

from ecsops.catalogue.cms.notifications.event_rules import DeleteEventRules, DisableEventRules
from ecsops.catalogue.cms.notifications.system_events import SendDryRunSystemEvent
from ecsops.catalogue.ecs.events.system_events import CreateSimulatedSystemEvents
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.first_use_account import the_instance
from tests.support.notification_stories import CHANGE, deliveries, states, subscribe
from tests.support.receivers import Receiver

RESTART = "Instance:SystemMaintenance.Reboot:Scheduled"


def test_a_webhook_gets_the_notification_as_it_is(account: Simulator, client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        (got,) = receiver.received
        (told,) = account.store.select("Notification", None)
        assert got == ("POST", "/hook", {}, told.document)
        assert deliveries(account, "Status", "Attempts", "Answer") == [("Delivered", 1, "200 OK")]


def test_a_webhook_by_get_has_the_fields_in_its_query(account: Simulator, client: Client) -> None:
    with Receiver(204) as receiver:
        subscribe(client, f"{receiver.url}?token=7", Method="GET")
        client.call(StopInstance, InstanceId=the_instance(client))

        (got,) = receiver.received
        (told,) = account.store.select("Notification", None)
        assert (got.method, got.path) == ("GET", "/hook")
        assert got.query == {
            **told.document,
            "content": json.dumps(told.document["content"]),
            "token": "7",
        }


def test_events_of_one_resource_arrive_in_their_order(account: Simulator, client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        client.call(RebootInstance, InstanceId=the_instance(client))
        account.wait(60)

        assert states(receiver) == ["Stopping", "Starting", "Running"]


def test_nothing_is_sent_of_a_call_that_is_refused(client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        with pytest.raises(ApiError):
            client.call(StartInstance, InstanceId=the_instance(client))

        assert receiver.received == []


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

        assert receiver.received == []


def test_two_rules_deliver_twice(client: Client) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url, "one")
        subscribe(client, receiver.url, "two")
        client.call(StopInstance, InstanceId=the_instance(client))

        first, second = receiver.received
        assert first.body["id"] == second.body["id"]


def test_a_redirection_is_not_followed(account: Simulator, client: Client) -> None:
    with Receiver(302) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        assert len(receiver.received) == 1
        assert deliveries(account, "Status", "Answer") == [("Pending", "302 Found")]


def test_a_webhook_elsewhere_is_sent_to_only_when_the_user_allows_it(
    account: Simulator, client: Client
) -> None:
    account.store.set("delivery.anywhere", 1)
    subscribe(client, "http://192.0.2.1:9/hook")
    account.store.forget("delivery.anywhere")
    client.call(StopInstance, InstanceId=the_instance(client))

    assert deliveries(account, "Status", "Answer") == [
        ("Pending", "not sent: the address is not on this machine")
    ]


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
        assert answer["Code"] == "200"
        assert (
            got.body["id"],
            got.body["name"],
            got.body["content"],
        ) == ("TEST-1", "Disk:Stalled:Executing", {"diskId": "d-1"})
        assert account.store.select("Notification", None) == []
        assert deliveries(account, "DryRun", "Status") == [(True, "Delivered")]


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
