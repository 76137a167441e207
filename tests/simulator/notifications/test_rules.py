"""Event rules and their targets."""

import json
from typing import Any

import pytest

from ecsops.catalogue.cms.notifications.event_rules import (
    DeleteEventRules,
    DescribeEventRuleAttribute,
    DescribeEventRuleList,
    DisableEventRules,
    EnableEventRules,
    PutEventRule,
)
from ecsops.catalogue.cms.notifications.event_targets import (
    DeleteEventRuleTargets,
    DescribeEventRuleTargetList,
    PutEventRuleTargets,
)
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.notifications import queues
from tests.support.first_use_account import the_instance
from tests.support.notification_stories import deliveries, subscribe
from tests.support.receivers import Receiver


def put_rule(client: Client, name: str = "prod", **fields: Any) -> Document:
    pattern = {"Product": "ECS", **fields.pop("pattern", {})}
    return client.call(PutEventRule, RuleName=name, EventPattern=[pattern], **fields)


def rules(client: Client, **filters: Any) -> list[str]:
    return [each["Name"] for each in client.items(DescribeEventRuleList, **filters)]


def refusal(client: Client, operation: Any, **parameters: Any) -> ApiError:
    with pytest.raises(ApiError) as refused:
        client.call(operation, **parameters)
    return refused.value


def test_a_rule_that_was_put_is_listed(client: Client) -> None:
    answer = put_rule(
        client,
        Description="restarts",
        pattern={
            "NameList": ["Instance:SystemMaintenance.Reboot:Scheduled"],
            "LevelList": ["CRITICAL"],
            "CustomFilters": "i-1 or i-2",
        },
    )

    assert (answer["Code"], answer["Data"], answer["Success"]) == ("200", "1", True)
    assert list(client.items(DescribeEventRuleList)) == [
        {
            "Name": "prod",
            "Description": "restarts",
            "EventType": "SYSTEM",
            "State": "ENABLED",
            "GroupId": "",
            "SilenceTime": 86400,
            "EventPattern": {
                "EventPattern": [
                    {
                        "Product": "ECS",
                        "CustomFilters": "i-1 or i-2",
                        "EventTypeList": {"EventTypeList": []},
                        "LevelList": {"LevelList": ["CRITICAL"]},
                        "NameList": {"NameList": ["Instance:SystemMaintenance.Reboot:Scheduled"]},
                        "KeywordFilter": {
                            "Relation": "OR",
                            "Keywords": {"Keywords": ["i-1", "i-2"]},
                        },
                        "SQLFilter": "",
                    }
                ]
            },
        }
    ]


def test_one_rule_is_shown_with_its_statuses(client: Client) -> None:
    put_rule(client, pattern={"StatusList": ["Executing"]})

    shown = client.call(DescribeEventRuleAttribute, RuleName="prod")["Result"]

    assert (
        shown["Name"],
        shown["EventPattern"]["StatusList"],
    ) == ("prod", {"StatusList": ["Executing"]})


def test_a_rule_of_the_same_name_is_replaced_and_keeps_its_targets(client: Client) -> None:
    put_rule(client, Description="first", pattern={"LevelList": ["INFO"]})
    client.call(PutEventRuleTargets, RuleName="prod", MnsParameters=[{"Id": "1", "Queue": "q"}])

    put_rule(client, Description="second")

    (only,) = client.items(DescribeEventRuleList)
    targets = client.call(DescribeEventRuleTargetList, RuleName="prod")
    assert only["Description"] == "second"
    assert only["EventPattern"]["EventPattern"][0]["LevelList"] == {"LevelList": []}
    assert len(targets["MnsParameters"]["MnsParameter"]) == 1


def test_rules_are_disabled_enabled_and_deleted_together_or_not_at_all(client: Client) -> None:
    put_rule(client, "a1")
    put_rule(client, "a2")
    put_rule(client, "b")

    client.call(DisableEventRules, RuleNames=["a1", "b"])
    assert rules(client, IsEnable=False) == ["a1", "b"]
    assert rules(client, IsEnable=True) == ["a2"]
    assert rules(client, NamePrefix="a") == ["a1", "a2"]
    client.call(EnableEventRules, RuleNames=["b"])
    assert rules(client, IsEnable=False) == ["a1"]

    for operation, expected in (
        (EnableEventRules, ("ResourceNotFound", 404)),
        (DisableEventRules, ("InvalidParameterValue", 400)),
        (DeleteEventRules, ("InvalidParameterValue", 400)),
    ):
        refused = refusal(client, operation, RuleNames=["a2", "none"])
        assert (refused.code, refused.http_status) == expected
    assert rules(client) == ["a1", "a2", "b"]
    client.call(DeleteEventRules, RuleNames=["a1", "a2"])
    assert rules(client) == ["b"]


def test_rules_are_listed_in_pages_that_are_numbered_by_text(client: Client) -> None:
    for number in range(12):
        put_rule(client, f"rule-{number:02}")

    second = client.call(DescribeEventRuleList, PageNumber="2", PageSize="10")

    assert second["Total"] == 12
    assert [each["Name"] for each in second["EventRules"]["EventRule"]] == ["rule-10", "rule-11"]
    refused = refusal(client, DescribeEventRuleList, PageNumber="two")
    assert refused.code == "ParameterInvalid"


@pytest.mark.parametrize(
    "fields",
    [
        {"SilenceTime": -1},
        {"State": "ON"},
        {"pattern": {"LevelList": ["SEVERE"]}},
        {"pattern": {"NameList": [f"name-{number}" for number in range(51)]}},
        {"pattern": {"Product": ""}},
    ],
)
def test_a_wrong_rule_is_refused_and_nothing_is_kept(
    client: Client, fields: dict[str, Any]
) -> None:
    with pytest.raises(ApiError):
        put_rule(client, **fields)

    assert rules(client) == []


def test_a_rule_for_an_unknown_application_group_is_refused(client: Client) -> None:
    with pytest.raises(ApiError) as refused:
        put_rule(client, GroupId="7301")

    assert refused.value.code == "ResourceNotFound"


def test_targets_are_listed_by_kind_with_their_arns(client: Client) -> None:
    put_rule(client)
    answer = client.call(
        PutEventRuleTargets,
        RuleName="prod",
        MnsParameters=[{"Id": "1", "Queue": "events"}, {"Id": "2", "Topic": "all"}],
        FcParameters=[{"Id": "3", "ServiceName": "ops", "FunctionName": "react"}],
        SlsParameters=[{"Id": "4", "Project": "p", "LogStore": "l", "Region": "cn-beijing"}],
        WebhookParameters=[{"Id": "5", "Url": "http://127.0.0.1:9/hook"}],
    )

    listed = client.call(DescribeEventRuleTargetList, RuleName="prod")

    assert answer["FailedParameterCount"] == "0"
    home, account = "cn-hangzhou", ACCOUNT_ID
    assert {name: value for name, value in listed.items() if name != "RequestId"} == {
        "Code": "200",
        "Message": "",
        "ContactParameters": {"ContactParameter": []},
        "OpenApiParameters": {"OpenApiParameters": []},
        "MnsParameters": {
            "MnsParameter": [
                {
                    "Id": "1",
                    "Queue": "events",
                    "Topic": "",
                    "Region": home,
                    "Arn": f"acs:mns:{home}:{account}:/queues/events/messages",
                },
                {
                    "Id": "2",
                    "Queue": "",
                    "Topic": "all",
                    "Region": home,
                    "Arn": f"acs:mns:{home}:{account}:/topics/all/messages",
                },
            ]
        },
        "FcParameters": {
            "FCParameter": [
                {
                    "Id": "3",
                    "ServiceName": "ops",
                    "FunctionName": "react",
                    "Region": home,
                    "Arn": f"acs:fc:{home}:{account}:services/ops/functions/react",
                }
            ]
        },
        "SlsParameters": {
            "SlsParameter": [
                {
                    "Id": "4",
                    "Project": "p",
                    "LogStore": "l",
                    "Region": "cn-beijing",
                    "Arn": f"acs:log:cn-beijing:{account}:project/p/logstore/l",
                }
            ]
        },
        "WebhookParameters": {
            "WebhookParameter": [
                {
                    "Id": "5",
                    "Method": "POST",
                    "Protocol": "http",
                    "Url": "http://127.0.0.1:9/hook",
                }
            ]
        },
    }


def test_a_target_of_the_same_id_is_replaced_and_others_stay(client: Client) -> None:
    put_rule(client)
    queues = [{"Id": str(number), "Queue": f"q{number}"} for number in range(3)]
    client.call(PutEventRuleTargets, RuleName="prod", MnsParameters=queues)

    client.call(PutEventRuleTargets, RuleName="prod", MnsParameters=[{"Id": "1", "Topic": "t"}])
    client.call(DeleteEventRuleTargets, RuleName="prod", Ids=["0"])

    listed = client.call(DescribeEventRuleTargetList, RuleName="prod")
    assert [
        (each["Id"], each["Queue"], each["Topic"])
        for each in listed["MnsParameters"]["MnsParameter"]
    ] == [("1", "", "t"), ("2", "q2", "")]
    refused = refusal(client, DeleteEventRuleTargets, RuleName="prod", Ids=["1", "9"])
    assert refused.code == "InvalidParameterValue"


def test_a_sixth_target_of_a_kind_is_refused_and_none_is_kept(client: Client) -> None:
    put_rule(client)
    queues = [{"Id": str(number), "Queue": f"q{number}"} for number in range(5)]
    client.call(PutEventRuleTargets, RuleName="prod", MnsParameters=queues)

    refused = refusal(
        client,
        PutEventRuleTargets,
        RuleName="prod",
        MnsParameters=[{"Id": "6", "Queue": "q6"}],
        SlsParameters=[{"Id": "7", "Project": "p", "LogStore": "l"}],
    )

    assert refused.code == "ParameterInvalid"
    assert (
        refused.hint == "A rule has at most 5 targets of a kind; remove one or make another rule."
    )
    listed = client.call(DescribeEventRuleTargetList, RuleName="prod")
    assert listed["SlsParameters"]["SlsParameter"] == []


def test_a_contact_group_that_does_not_exist_is_reported_and_the_rest_is_kept(
    client: Client,
) -> None:
    put_rule(client)

    answer = client.call(
        PutEventRuleTargets,
        RuleName="prod",
        ContactParameters=[{"Id": "1", "ContactGroupName": "nobody", "Level": "4"}],
        MnsParameters=[{"Id": "2", "Queue": "q"}, {"Id": "3"}],
    )

    assert answer["FailedParameterCount"] == "2"
    assert answer["FailedContactParameters"] == {
        "ContactParameter": [{"ContactGroupName": "nobody", "Level": "4", "Id": 1}]
    }
    assert answer["FailedMnsParameters"] == {"MnsParameter": [{"Id": 3}]}
    listed = client.call(DescribeEventRuleTargetList, RuleName="prod")
    assert listed["ContactParameters"]["ContactParameter"] == []
    assert [each["Id"] for each in listed["MnsParameters"]["MnsParameter"]] == ["2"]


@pytest.mark.parametrize(
    ("webhook", "code"),
    [
        ({"Url": "ftp://127.0.0.1/"}, "ParameterInvalid"),
        ({"Url": "127.0.0.1:80"}, "ParameterInvalid"),
        ({"Url": "http://"}, "ParameterInvalid"),
        ({"Url": "http://127.0.0.1:99999/"}, "ParameterInvalid"),
        ({"Url": "http://127.0.0.1/a b"}, "ParameterInvalid"),
        ({"Url": "http://127.0.0.1/", "Protocol": "gopher"}, "ParameterInvalid"),
        ({}, "ParameterInvalid"),
        ({"Url": "http://127.0.0.1/", "Method": "PUT"}, "ParameterInvalid"),
        ({"Url": "http://192.0.2.1/hook"}, "AccessForbidden"),
        ({"Url": "https://example.com/"}, "AccessForbidden"),
        ({"Url": "http://127.0.0.1@example.com/"}, "AccessForbidden"),
        ({"Url": "http://localhost.example.com/"}, "AccessForbidden"),
        ({"Url": "http://[::ffff:192.0.2.1]/"}, "AccessForbidden"),
        ({"Url": "http://0.0.0.0/"}, "AccessForbidden"),
    ],
)
def test_a_webhook_that_cannot_be_used_is_refused(
    client: Client, webhook: dict[str, str], code: str
) -> None:
    put_rule(client)

    refused = refusal(
        client, PutEventRuleTargets, RuleName="prod", WebhookParameters=[{"Id": "1", **webhook}]
    )

    assert code == refused.code


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "https://127.9.9.9/x?y=1", "http://[::1]:80/"]
)
def test_a_webhook_on_this_machine_is_taken(client: Client, url: str) -> None:
    put_rule(client)

    client.call(PutEventRuleTargets, RuleName="prod", WebhookParameters=[{"Id": "1", "Url": url}])


def test_targets_of_an_unknown_rule_are_refused(client: Client) -> None:
    for operation, more, expected in (
        (PutEventRuleTargets, {}, "ResourceNotFound"),
        (DescribeEventRuleTargetList, {}, "ResourceNotFound"),
        (DeleteEventRuleTargets, {"Ids": ["1"]}, "InvalidParameterValue"),
    ):
        assert refusal(client, operation, RuleName="none", **more).code == expected


@pytest.mark.parametrize(
    ("statement", "delivered"),
    [
        ("content.state: Stopping", ["Delivered"]),
        ("content.state: Stopped", []),
        ("Stopping and level: INFO", ["Delivered"]),
        ("(", ["Skipped"]),
    ],
)
def test_a_rule_can_have_a_query(
    account: Simulator, client: Client, statement: str, delivered: list[str]
) -> None:
    pattern = {"Product": "ecs", "SQLFilter": statement}
    client.call(PutEventRule, RuleName="q", EventType="SYSTEM", EventPattern=[pattern])
    client.call(PutEventRuleTargets, RuleName="q", MnsParameters=[{"Id": "1", "Queue": "q"}])

    client.call(StopInstance, InstanceId=the_instance(client))

    (listed,) = client.items(DescribeEventRuleList)
    shown = client.call(DescribeEventRuleAttribute, RuleName="q")["Result"]
    assert listed["EventPattern"]["EventPattern"][0]["SQLFilter"] == statement
    assert shown["EventPattern"]["SQLFilter"] == statement
    found = account.store.select("Delivery", None)
    assert [each.document["Status"] for each in found] == delivered


def test_a_rule_that_terraform_makes_is_taken(client: Client) -> None:
    pattern = {
        "Product": "ads",
        "SQLFilter": "abc",
        "EventTypeList": ["StatusNotification"],
        "LevelList": ["CRITICAL"],
    }
    client.call(PutEventRule, RuleName="r", EventType="SYSTEM", EventPattern=[pattern])
    client.call(
        PutEventRuleTargets,
        RuleName="r",
        WebhookParameters=[
            {"Id": "1", "Url": "http://127.0.0.1/", "Protocol": "telnet", "Method": "get"}
        ],
        OpenApiParameters=[
            {"Id": "2", "Product": "log", "Action": "PutLogs", "Version": "2018-03-08"}
        ],
        MnsParameters=[{"Id": "3", "Queue": "", "Topic": "t"}],
    )

    shown = client.call(DescribeEventRuleTargetList, RuleName="r")

    assert shown["WebhookParameters"]["WebhookParameter"] == [
        {"Id": "1", "Url": "http://127.0.0.1/", "Protocol": "telnet", "Method": "get"}
    ]
    (call,) = shown["OpenApiParameters"]["OpenApiParameters"]
    assert (call["Product"], call["Action"], call["Version"]) == ("log", "PutLogs", "2018-03-08")
    assert shown["MnsParameters"]["MnsParameter"][0]["Topic"] == "t"


def test_what_carries_no_notification_and_is_not_simulated_says_so(
    account: Simulator, client: Client
) -> None:
    subscribe(
        client,
        WebhookParameters=[{"Id": "1", "Url": "127.0.0.1", "Protocol": "ping"}],
        OpenApiParameters=[{"Id": "2", "Product": "log", "Action": "PutLogs"}],
    )
    client.call(StopInstance, InstanceId=the_instance(client))
    account.wait(1)

    assert set(deliveries(account, "TargetType", "Status", "Answer")) >= {
        ("Webhook", "Skipped", "ping carries no notification"),
        ("OpenAPI", "Failed", "ecsops does not simulate PutLogs of log"),
    }


def test_later_profiles_tell_webhooks_and_functions_more(
    account: Simulator, client: Client
) -> None:
    account.reset(profile="current")
    with Receiver() as receiver:
        subscribe(
            client,
            receiver.url,
            FcParameters=[{"Id": "2", "ServiceName": "s", "FunctionName": "f"}],
        )
        client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
        account.wait(60)

        webhook = receiver.received[-1].body
    (kept, *_) = account.control(queues.read, "function/s/f", 10)
    event = json.loads(kept["MessageBody"])
    assert (webhook["ruleName"], webhook["status"], webhook["eventType"]) == (
        "all",
        "Normal",
        "StatusNotification",
    )
    assert (event["serviceType"], event["eventRealnameEn"]) == (
        "ECS",
        "Instance:StateChange",
    )
