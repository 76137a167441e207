"""Alarm rules: how alarms begin, last and end as time passes, and what a rule may say."""

import json
from typing import Any

import pytest

from ecsops.catalogue.cms.monitoring.alarm_rules import (
    DeleteMetricRules,
    DescribeMetricRuleList,
    PutResourceMetricRule,
)
from ecsops.catalogue.cms.notifications.contacts import PutContactGroup
from ecsops.catalogue.ecs.instances.lifecycle import StartInstance, StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator import registry
from ecsops.simulator.account import Simulator
from ecsops.simulator.alarm_news import Alarm
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.store import Record
from ecsops.simulator.monitoring import alarm_evaluation
from tests.conftest import BEGIN
from tests.support.first_use_account import the_instance

BUSY = {
    "Escalations.Critical.ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "Escalations.Critical.Statistics": "Average",
    "Escalations.Critical.Threshold": "90",
    "Escalations.Critical.Times": 3,
}


@pytest.fixture
def heard(account: Simulator, client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told of alarms: the time of day, the rule, the state, the level and the value."""
    told: list[str] = []

    def hear(context: Context, rule: Record, alarm: Alarm) -> None:
        clock = iso_seconds(context.now)[11:16]
        statistics = rule.document["Escalations"].get(alarm.level.capitalize(), {})
        name = statistics.get("Statistics", "Average")
        value = alarm.point.get(name) if alarm.state == "ALARM" else None
        told.append(" ".join(map(str, (clock, rule.id, alarm.state, alarm.level, value))))

    monkeypatch.setattr(alarm_evaluation, "hear", hear, raising=False)
    monkeypatch.setitem(
        registry.LISTENERS, "metric_rule.changed", ("monitoring.alarm_evaluation.hear",)
    )
    resolve.cache_clear()
    client.call(PutContactGroup, ContactGroupName="ops")
    return told


def put(client: Client, rule_id: str = "busy", **fields: Any) -> Document:
    given = {
        "RuleId": rule_id,
        "RuleName": f"{rule_id} instances",
        "Namespace": "acs_ecs_dashboard",
        "MetricName": "CPUUtilization",
        "ContactGroups": "ops",
        "Resources": [{"instanceId": the_instance(client, "WindowsOffice")}],
        "Period": "60",
        **(BUSY if not any(name.startswith("Escalations") for name in fields) else {}),
        **fields,
    }
    return client.call(PutResourceMetricRule, **given)


def rule(client: Client, rule_id: str = "busy") -> Document:
    (found,) = client.items(DescribeMetricRuleList, RuleIds=rule_id)
    return dict(found)


def load(account: Simulator, client: Client, percent: int = 95) -> None:
    account.add_fault(
        "load",
        "cn-hangzhou",
        {"InstanceId": the_instance(client, "WindowsOffice"), "Detail": str(percent)},
    )


def test_an_alarm_begins_after_three_periods_and_ends_with_its_cause(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client)
    load(account, client)
    account.wait(150)
    before = rule(client)["AlertState"]
    account.wait(60)
    during = rule(client)["AlertState"]
    account.clear_faults()
    account.wait(180)

    assert (before, during, rule(client)["AlertState"]) == ("OK", "ALARM", "OK")
    assert heard == ["08:03 busy ALARM CRITICAL 95.0", "08:04 busy OK CRITICAL None"]


def test_a_lasting_alarm_is_told_again_after_the_silence(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client, SilenceTime=600)
    load(account, client)
    account.wait(1500)

    assert heard == [
        "08:03 busy ALARM CRITICAL 95.0",
        "08:13 busy ALARM CRITICAL 95.0",
        "08:23 busy ALARM CRITICAL 95.0",
    ]


def test_a_recovery_is_not_told_where_the_rule_says_so(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client, SendOK=False)
    load(account, client)
    account.wait(300)
    account.clear_faults()
    account.wait(300)

    assert rule(client)["AlertState"] == "OK"
    assert heard == ["08:03 busy ALARM CRITICAL 95.0"]


def test_the_most_severe_level_that_holds_is_told(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    levels = {
        f"Escalations.{level}.{name}": value
        for level, threshold in (("Critical", "90"), ("Warn", "80"))
        for name, value in (
            ("ComparisonOperator", "GreaterThanThreshold"),
            ("Statistics", "Average"),
            ("Threshold", threshold),
            ("Times", 1),
        )
    }
    put(client, **levels)
    load(account, client, 85)
    account.wait(90)
    account.clear_faults()
    load(account, client, 95)
    account.wait(120)

    assert heard == ["08:01 busy ALARM WARN 85.0", "08:03 busy ALARM CRITICAL 95.0"]


@pytest.mark.parametrize(
    ("policy", "state"),
    [
        ("KEEP_LAST_STATE", "ALARM"),
        ("INSUFFICIENT_DATA", "INSUFFICIENT_DATA"),
        ("OK", "OK"),
    ],
)
def test_a_rule_says_what_no_data_means(
    account: Simulator, client: Client, heard: list[str], policy: str, state: str
) -> None:
    put(client, NoDataPolicy=policy)
    load(account, client)
    account.wait(300)
    client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
    account.wait(300)

    assert state == rule(client)["AlertState"]


def test_outside_its_hours_a_rule_tells_nothing_and_then_what_still_is(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    # 08:00 UTC is 16:00 in UTC+8.
    put(client, EffectiveInterval="16:30-17:00")
    load(account, client)
    account.wait(3600)

    assert heard == ["08:30 busy ALARM CRITICAL 95.0"]


def test_a_rule_without_resources_watches_every_instance(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client, Resources=None, **{**BUSY, "Escalations.Critical.Threshold": "0"})
    account.wait(240)

    assert len(heard) == 10


def test_a_value_can_be_compared_with_that_of_the_last_period(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    rises = {
        **BUSY,
        "Escalations.Critical.ComparisonOperator": "GreaterThanLastPeriod",
        "Escalations.Critical.Threshold": "30",
        "Escalations.Critical.Times": 1,
    }
    put(client, **rises)
    account.wait(60)
    load(account, client, 100)
    account.wait(180)

    assert [each for each in heard if "08:01" not in each] == [
        "08:02 busy ALARM CRITICAL 100.0",
        "08:03 busy OK CRITICAL None",
    ]


def test_a_rule_of_a_device_names_it(account: Simulator, client: Client, heard: list[str]) -> None:
    moving = the_instance(client, "DataProcessing001")
    put(
        client,
        MetricName="networkin_rate",
        Resources=[{"instanceId": moving, "device": "eth1"}],
        **{**BUSY, "Escalations.Critical.Threshold": "0", "Escalations.Critical.Times": 1},
    )
    account.wait(60)

    assert len(heard) == 1


@pytest.mark.parametrize(("join", "alarms"), [("&&", []), ("||", ["08:03 busy ALARM WARN 95.0"])])
def test_a_composite_rule_joins_conditions_on_several_metrics(
    account: Simulator, client: Client, heard: list[str], join: str, alarms: list[str]
) -> None:
    parts = [
        {
            "MetricName": name,
            "Statistics": "Average",
            "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": threshold,
        }
        for name, threshold in (("CPUUtilization", "90"), ("DiskReadIOPS", "10000"))
    ]
    composite = {"ExpressionList": parts, "ExpressionListJoin": join, "Level": "WARN", "Times": 3}
    put(client, **{**dict.fromkeys(BUSY), "CompositeExpression": composite})
    load(account, client)
    account.wait(300)

    assert alarms == heard
    assert [
        each["MetricName"]
        for each in rule(client)["CompositeExpression"]["ExpressionList"]["ExpressionList"]
    ] == ["CPUUtilization", "DiskReadIOPS"]


def test_putting_a_rule_again_replaces_it(client: Client, heard: list[str]) -> None:
    put(client)
    put(client, RuleName="other", Interval="300")

    found = list(client.items(DescribeMetricRuleList))

    assert [each["RuleName"] for each in found] == ["other"]


def test_a_rule_is_shown_as_it_was_put(client: Client, heard: list[str]) -> None:
    assert {"Code": "200", "Success": True, "Message": ""}.items() <= put(client).items()

    shown = rule(client)

    assert tuple(
        shown[name]
        for name in (
            "RuleName",
            "Period",
            "SilenceTime",
            "EnableState",
            "AlertState",
            "ContactGroups",
        )
    ) == ("busy instances", "60", 86400, True, "OK", "ops")
    assert json.loads(shown["Resources"]) == [{"instanceId": the_instance(client, "WindowsOffice")}]
    assert shown["Escalations"]["Critical"] == {
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "PreCondition": "",
        "Statistics": "Average",
        "Threshold": "90",
        "Times": 3,
    }


def test_rules_are_found_by_state_name_and_resource(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client)
    put(client, "idle", Resources=[{"instanceId": the_instance(client, "LegacyWeb")}])
    load(account, client)
    account.wait(300)

    def found(**filters: Any) -> list[str]:
        return [each["RuleId"] for each in client.items(DescribeMetricRuleList, **filters)]

    assert found(AlertState="ALARM") == ["busy"]
    assert found(RuleName="idle") == ["idle"]
    assert found(Dimensions={"instanceId": the_instance(client, "LegacyWeb")}) == ["idle"]
    assert found(MetricName="CPUUtilization") == ["idle", "busy"]
    assert found(MetricName="cpu_total") == []


def test_a_deleted_rule_is_gone_and_quiet(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client)
    client.call(DeleteMetricRules, Id=["busy"])
    load(account, client)
    account.wait(600)

    assert heard == []
    assert list(client.items(DescribeMetricRuleList)) == []
    with pytest.raises(ApiError, match="ResourceNotFound"):
        client.call(DeleteMetricRules, Id=["busy"])


def test_an_instance_that_starts_again_has_data_again(
    account: Simulator, client: Client, heard: list[str]
) -> None:
    put(client, NoDataPolicy="INSUFFICIENT_DATA")
    client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
    account.wait(300)
    client.call(StartInstance, InstanceId=the_instance(client, "WindowsOffice"))
    account.wait(300)

    assert heard == ["08:02 busy INSUFFICIENT_DATA  None", "08:06 busy OK  None"]


@pytest.mark.parametrize(
    ("operator", "threshold"), [("GreaterThanThreshold", "45"), ("GreaterThanLastPeriod", "10")]
)
def test_hours_at_once_tell_what_hours_minute_by_minute_tell(
    client: Client, heard: list[str], operator: str, threshold: str
) -> None:
    told = []
    for step_s in (3 * 3600, 60, 7 * 60 + 13):
        heard.clear()
        account = Simulator(":memory:", wall=lambda: BEGIN)
        own = Client(account, "cn-hangzhou")
        own.call(PutContactGroup, ContactGroupName="ops")
        rule_of = {
            "Escalations.Warn.ComparisonOperator": operator,
            "Escalations.Warn.Statistics": "Average",
            "Escalations.Warn.Threshold": threshold,
            "Escalations.Warn.Times": 2,
            "NoDataPolicy": "INSUFFICIENT_DATA",
            "SilenceTime": 1800,
            "EffectiveInterval": "17:00-18:30",
        }
        stopped = the_instance(own, "LegacyWeb")
        both = [{"instanceId": each} for each in (stopped, the_instance(own, "WindowsOffice"))]
        put(own, "one", Resources=both, **rule_of)
        put(own, "other", **{**rule_of, "Resources": both, "Period": "300", "Interval": "120"})
        own.call(StopInstance, InstanceId=stopped)
        while (left := BEGIN + 3 * 3600 - account.now()) > 0:
            account.wait(min(step_s, left))
        told.append(sorted(heard))

    assert told[0] == told[1] == told[2]
    assert told[0]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"MetricName": "CPU"}, "ResourceNotFound"),
        ({"Namespace": "acs_rds_dashboard"}, "ResourceNotFound"),
        ({"ContactGroups": "ops,nobody"}, "ResourceNotFound"),
        ({"Period": "61"}, "ParameterInvalid"),
        ({"Interval": "x"}, "ParameterInvalid"),
        ({"EffectiveInterval": "9-17"}, "ParameterInvalid"),
        ({"SilenceTime": -1}, "ParameterInvalid"),
        ({"Resources": "what"}, "ParameterInvalid"),
        ({"NoDataPolicy": "PANIC"}, "ParameterInvalid"),
        ({"Escalations.Warn.Threshold": "9"}, "ParameterInvalid"),
        ({**BUSY, "Escalations.Critical.Threshold": "many"}, "ParameterInvalid"),
        ({**BUSY, "Escalations.Critical.Statistics": "Median"}, "ParameterInvalid"),
        ({**BUSY, "Escalations.Critical.Times": 0}, "ParameterInvalid"),
        ({"CompositeExpression": {"Level": "WARN"}}, "ParameterInvalid"),
        (
            {**dict.fromkeys(BUSY), "CompositeExpression": {"Level": "WARN", "Times": 3}},
            "ParameterInvalid",
        ),
        (
            {**dict.fromkeys(BUSY), "CompositeExpression": {"ExpressionRaw": "$Average > 1"}},
            "ParameterInvalid",
        ),
        (dict.fromkeys(BUSY), "ParameterInvalid"),
    ],
)
def test_what_the_service_refuses(
    client: Client, heard: list[str], fields: Document, code: str
) -> None:
    with pytest.raises(ApiError) as error:
        put(client, **fields)

    assert code == error.value.code
    assert list(client.items(DescribeMetricRuleList)) == []


BLANK = {"ComparisonOperator": "", "Statistics": "", "Threshold": "", "Times": 0}


def blank_level(level: str, **parts: Any) -> Document:
    return {f"Escalations.{level}.{name}": value for name, value in {**BLANK, **parts}.items()}


@pytest.mark.parametrize("level", ["Info", "Warn"])
def test_blank_optional_conditions_are_taken_as_not_given(client: Client, level: str) -> None:
    client.call(PutContactGroup, ContactGroupName="ops")
    put(client, **BUSY)
    [plain] = client.call(DescribeMetricRuleList)["Alarms"]["Alarm"]
    put(client, **BUSY, **blank_level(level), CompositeExpression={"Level": "", "Times": 0})
    [written_back] = client.call(DescribeMetricRuleList)["Alarms"]["Alarm"]
    assert written_back["Escalations"] == plain["Escalations"]
    assert written_back["CompositeExpression"] == plain["CompositeExpression"]


@pytest.mark.parametrize(
    "fields",
    [
        blank_level("Critical"),
        {**BUSY, **blank_level("Warn", Threshold="9")},
        {**BUSY, **blank_level("Warn", Times=3)},
    ],
)
def test_a_condition_that_is_blank_only_in_part_is_refused(
    client: Client, fields: Document
) -> None:
    client.call(PutContactGroup, ContactGroupName="ops")
    with pytest.raises(ApiError) as refused:
        put(client, **fields)
    assert refused.value.code == "ParameterInvalid"


def test_the_default_contact_group_exists_in_every_account(client: Client) -> None:
    put(client, ContactGroups="Default Contact Group")
    [rule] = client.call(DescribeMetricRuleList)["Alarms"]["Alarm"]
    assert rule["ContactGroups"] == "Default Contact Group"
    with pytest.raises(ApiError) as refused:
        put(client, ContactGroups="Default Contact Group,nobody")
    assert refused.value.code == "ResourceNotFound"
