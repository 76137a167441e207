"""A client that reads an object of CloudMonitor and writes it back unchanged is never refused."""

from typing import Any

import pytest

from ecsops.catalogue.cms.monitoring.alarm_rules import (
    DescribeMetricRuleList,
    PutResourceMetricRule,
)
from ecsops.catalogue.cms.monitoring.alarm_targets import (
    DescribeMetricRuleTargets,
    PutMetricRuleTargets,
)
from ecsops.catalogue.cms.notifications.contacts import (
    DescribeContactGroupList,
    DescribeContactList,
    PutContact,
    PutContactGroup,
)
from ecsops.catalogue.cms.notifications.event_rules import DescribeEventRuleList, PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import (
    DescribeEventRuleTargetList,
    PutEventRuleTargets,
)
from ecsops.client import Client

TIMES = ("CreateTime", "UpdateTime", "GmtCreate", "GmtUpdate")


def without_times(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in TIMES}


def unwrapped(value: Any) -> Any:
    """Return lists without the elements that wrap them in answers: `{"NameList": [...]}`."""
    if isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), list):
        return [unwrapped(each) for each in next(iter(value.values()))]
    if isinstance(value, dict):
        return {name: unwrapped(each) for name, each in value.items()}
    return value


@pytest.mark.parametrize("channels", [{"Mail": "a@b.c"}, {"SMS": "86-13900000000", "AliIM": "a"}])
def test_contacts(client: Client, channels: dict[str, str]) -> None:
    given = {f"Channels.{name}": value for name, value in channels.items()}
    client.call(PutContact, ContactName="li", Describe="on call", **given)
    (before,) = client.items(DescribeContactList)

    shown = {f"Channels.{name}": value for name, value in before["Channels"].items()}
    named = {"ContactName": before["Name"], "Describe": before["Desc"], "Lang": before["Lang"]}
    client.call(PutContact, **named, **shown)

    (after,) = client.items(DescribeContactList)
    assert without_times(after) == without_times(before)


def test_contact_groups_and_the_default_one(client: Client) -> None:
    client.call(PutContact, ContactName="li", Describe="l", **{"Channels.Mail": "a@b.c"})
    client.call(PutContactGroup, ContactGroupName="ops", ContactNames=["li"])
    before = list(client.items(DescribeContactGroupList))

    for group in before:
        client.call(
            PutContactGroup,
            ContactGroupName=group["Name"],
            ContactNames=group["Contacts"]["Contact"],
            Describe=group["Describe"],
            EnableSubscribed=group["EnableSubscribed"],
        )

    after = list(client.items(DescribeContactGroupList))
    assert sorted(map(str, map(without_times, after))) == sorted(
        map(str, map(without_times, before))
    )


@pytest.mark.parametrize(
    "pattern",
    [
        {"Product": "ecs"},
        {"Product": "*", "LevelList": ["*"], "EventTypeList": ["*"], "NameList": ["*"]},
        {"Product": "ECS", "SQLFilter": "abc", "CustomFilters": "a and b", "LevelList": ["WARN"]},
    ],
)
def test_event_rules(client: Client, pattern: dict[str, Any]) -> None:
    client.call(PutEventRule, RuleName="r", EventType="SYSTEM", EventPattern=[pattern])
    (before,) = client.items(DescribeEventRuleList)

    client.call(
        PutEventRule,
        RuleName=before["Name"],
        EventPattern=unwrapped(before["EventPattern"]),
        **{
            name: before[name]
            for name in ("Description", "EventType", "GroupId", "SilenceTime", "State")
        },
    )

    (after,) = client.items(DescribeEventRuleList)
    assert after == before


def test_targets_of_event_rules(client: Client) -> None:
    client.call(PutEventRule, RuleName="r", EventPattern=[{"Product": "ecs"}])
    client.call(
        PutEventRuleTargets,
        RuleName="r",
        ContactParameters=[{"Id": "1", "ContactGroupName": "Default Contact Group", "Level": "3"}],
        FcParameters=[{"Id": "2", "ServiceName": "s", "FunctionName": "f"}],
        MnsParameters=[{"Id": "3", "Queue": "q"}, {"Id": "4", "Queue": "", "Topic": "t"}],
        SlsParameters=[{"Id": "5", "Project": "p", "LogStore": "l"}],
        WebhookParameters=[
            {"Id": "6", "Url": "http://127.0.0.1/", "Protocol": "telnet", "Method": "get"}
        ],
        OpenApiParameters=[{"Id": "7", "Product": "log", "Action": "PutLogs"}],
    )
    before = client.call(DescribeEventRuleTargetList, RuleName="r")

    kinds = {
        name: unwrapped(value) for name, value in before.items() if name.endswith("Parameters")
    }
    answer = client.call(PutEventRuleTargets, RuleName="r", **kinds)

    after = client.call(DescribeEventRuleTargetList, RuleName="r")
    assert answer["FailedParameterCount"] == "0"
    assert {**after, "RequestId": ""} == {**before, "RequestId": ""}


SIMPLE = {
    "Escalations.Warn.Statistics": "Average",
    "Escalations.Warn.ComparisonOperator": "GreaterThanThreshold",
    "Escalations.Warn.Threshold": "90",
    "Escalations.Warn.Times": 3,
}

COMPOSITE = {
    "CompositeExpression": {
        "ExpressionList": [
            {
                "MetricName": "CPUUtilization",
                "Statistics": "Average",
                "ComparisonOperator": "GreaterThanThreshold",
                "Threshold": "90",
            }
        ],
        "ExpressionListJoin": "&&",
        "Level": "WARN",
        "Times": 3,
    }
}


@pytest.mark.parametrize(
    "condition",
    [SIMPLE, COMPOSITE, {**SIMPLE, "Labels": [{"Key": "a", "Value": "b"}], "SendOK": False}],
)
def test_metric_rules_and_their_targets(client: Client, condition: dict[str, Any]) -> None:
    client.call(
        PutResourceMetricRule,
        RuleId="r",
        RuleName="r",
        Namespace="acs_ecs_dashboard",
        MetricName="CPUUtilization",
        ContactGroups="Default Contact Group",
        **condition,
    )
    arn = "acs:mns:cn-hangzhou:1234567890123456:/queues/alarms/messages"
    client.call(PutMetricRuleTargets, RuleId="r", Targets=[{"Id": "1", "Arn": arn}])
    (before,) = client.items(DescribeMetricRuleList)
    targets = list(client.items(DescribeMetricRuleTargets, RuleId="r"))

    shown = {name: before[name] for name in COPIED}
    escalations = {
        f"Escalations.{level}.{name}": value
        for level, parts in before["Escalations"].items()
        for name, value in parts.items()
    }
    blank = {
        f"Escalations.Info.{name}": value
        for name, value in {"Statistics": "", "Threshold": "", "Times": 0}.items()
        if not before["Escalations"]["Info"]
    }
    client.call(
        PutResourceMetricRule,
        **shown,
        **blank,
        **escalations,
        Labels=before["Labels"]["Labels"],
        EmailSubject=before["MailSubject"],
        CompositeExpression=unwrapped(before["CompositeExpression"]),
        Prometheus=before["Prometheus"],
    )
    client.call(PutMetricRuleTargets, RuleId="r", Targets=targets)

    (after,) = client.items(DescribeMetricRuleList)
    assert without_times(after) == without_times(before)
    assert list(client.items(DescribeMetricRuleTargets, RuleId="r")) == targets


COPIED = (
    *("RuleId", "RuleName", "Namespace", "MetricName", "ContactGroups", "EffectiveInterval"),
    *("NoEffectiveInterval", "NoDataPolicy", "Period", "Resources", "SendOK", "SilenceTime"),
    *("Webhook",),
)
"""What a rule shows and takes under the same name."""
