"""Alarms go to contacts and to a webhook, through the outbox that events go through."""

import json
import re
from base64 import b64decode
from typing import Any

import pytest

from ecsops.catalogue.cms.monitoring.alarm_rules import PutResourceMetricRule
from ecsops.catalogue.cms.monitoring.alarm_targets import PutMetricRuleTargets
from ecsops.catalogue.cms.monitoring.application_groups import (
    CreateMonitorGroup,
    CreateMonitorGroupInstances,
)
from ecsops.catalogue.cms.notifications.contacts import PutContact, PutContactGroup
from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.notifications import queues
from tests.support.first_use_account import the_instance
from tests.support.receivers import Receiver

FIELDS = [
    *("lastTime", "rawMetricName", "expression", "metricName", "instanceName", "signature"),
    *("transId", "groupId", "regionName", "productGroupName", "metricProject", "userId"),
    *("curValue", "unit", "alertName", "regionId", "namespace", "triggerLevel", "alertState"),
    *("preTriggerLevel", "ruleId", "dimensions", "timestamp"),
]
"""The fields of the callback in their order."""


@pytest.fixture
def loaded(account: Simulator, client: Client) -> str:
    """An instance whose CPU is to be loaded, and contacts who are to be told."""
    channels = {"Channels.SMS": "86-13900000000", "Channels.Mail": "z@example.com"}
    client.call(PutContact, ContactName="zhang", Describe="on call", **channels)
    client.call(PutContactGroup, ContactGroupName="ops", ContactNames=["zhang"])
    account.wait(60)
    return the_instance(client)


def watch(client: Client, instance_id: str, level: str = "Critical", **fields: Any) -> None:
    condition = {
        "ComparisonOperator": "GreaterThanThreshold",
        "Statistics": "Average",
        "Threshold": "90",
        "Times": 2,
    }
    client.call(
        PutResourceMetricRule,
        RuleId="cpu",
        RuleName="cpu-high",
        Namespace="acs_ecs_dashboard",
        MetricName="CPUUtilization",
        ContactGroups="ops",
        Resources=[{"instanceId": instance_id}],
        **{f"Escalations.{level}.{name}": value for name, value in condition.items()},
        **fields,
    )


def deliveries(account: Simulator) -> list[tuple[str, ...]]:
    records = reversed(account.store.select("Delivery", None))
    return [
        tuple(record.document[field] for field in ("Name", "TargetType", "Status"))
        for record in records
    ]


def test_an_alarm_and_its_end_go_to_the_webhook_and_the_contacts(
    account: Simulator, client: Client, loaded: str
) -> None:
    with Receiver() as receiver:
        watch(client, loaded, Webhook=receiver.url)
        account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
        account.wait(600)
        account.clear_faults()
        account.wait(600)

        alarm, end = (each.body for each in receiver.received)
        assert list(alarm) == FIELDS
        assert alarm == {
            "lastTime": "0分钟",
            "rawMetricName": "CPUUtilization",
            "expression": "$Average>90",
            "metricName": "CPUUtilization",
            "instanceName": "UserGuideForDS001",
            "signature": alarm["signature"],
            "transId": alarm["transId"],
            "groupId": "null",
            "regionName": "China (Hangzhou)",
            "productGroupName": "null",
            "metricProject": "acs_ecs",
            "userId": ACCOUNT_ID,
            "curValue": alarm["curValue"],
            "unit": "%",
            "alertName": "cpu-high",
            "regionId": "cn-hangzhou",
            "namespace": "acs_ecs_dashboard",
            "triggerLevel": "CRITICAL",
            "alertState": "ALERT",
            "preTriggerLevel": "null",
            "ruleId": "cpu",
            "dimensions": f"{{userId={ACCOUNT_ID}, instanceId={loaded}}}",
            "timestamp": alarm["timestamp"],
        }
        assert 90 < float(alarm["curValue"]) <= 100
        assert len(alarm["signature"]) == 28
        assert end == {
            **alarm,
            "lastTime": "9分钟",
            "signature": end["signature"],
            "curValue": end["curValue"],
            "triggerLevel": "OK",
            "alertState": "OK",
            "preTriggerLevel": "CRITICAL",
            "timestamp": end["timestamp"],
        }
        assert float(end["curValue"]) < 90
        assert [
            (f"cpu-high: {state}", channel, "Delivered")
            for state in ("ALARM", "OK")
            for channel in ("Webhook", "Phone", "SMS", "Mail")
        ] == deliveries(account)


def test_a_group_is_named_and_a_new_alarm_has_a_new_id(
    account: Simulator, client: Client, loaded: str
) -> None:
    group_id = client.call(CreateMonitorGroup, GroupName="web")["GroupId"]
    member = {
        "Category": "ECS",
        "InstanceId": loaded,
        "InstanceName": "web-1",
        "RegionId": "cn-hangzhou",
    }
    client.call(CreateMonitorGroupInstances, GroupId=str(group_id), Instances=[member])
    with Receiver() as receiver:
        watch(client, loaded, Webhook=receiver.url)
        for _ in range(2):
            account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
            account.wait(600)
            account.clear_faults()
            account.wait(600)

        first, over, second, _ = (each.body for each in receiver.received)
    assert (first["groupId"], first["productGroupName"]) == (str(group_id), "web")
    assert first["transId"] == over["transId"] != second["transId"]
    assert second["preTriggerLevel"] == "null"


def handle(form: dict[str, str]) -> str:
    """Read a callback as receivers are written."""
    found = re.search(r"instanceId=([^,}]+)", form["dimensions"])
    assert found
    return (
        f"{form['alertState']} {found[1]} {float(form['curValue']) > 90} {form['preTriggerLevel']}"
    )


def test_a_receiver_reads_the_callback(account: Simulator, client: Client, loaded: str) -> None:
    with Receiver() as receiver:
        watch(client, loaded, Webhook=receiver.url)
        account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
        account.wait(600)

        assert [handle(each.body) for each in receiver.received] == [f"ALERT {loaded} True null"]


def test_alarms_are_pushed_to_the_targets_of_their_level(
    account: Simulator, client: Client, loaded: str
) -> None:
    arn = f"acs:mns:cn-hangzhou:{ACCOUNT_ID}:/queues/{{}}/messages"
    watch(client, loaded)
    targets = [
        {"Id": "1", "Arn": arn.format("all")},
        {"Id": "2", "Arn": arn.format("severe"), "Level": '["CRITICAL"]'},
        {"Id": "3", "Arn": arn.format("light"), "Level": "INFO"},
        {"Id": "4", "Arn": f"acs:log:cn-hangzhou:{ACCOUNT_ID}:project/p/logstore/l"},
    ]
    client.call(PutMetricRuleTargets, RuleId="cpu", Targets=targets)
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)
    account.clear_faults()
    account.wait(600)

    alarm, over = (
        json.loads(b64decode(each["MessageBody"]))
        for each in account.control(queues.read, "queue/all", 10)
    )
    assert alarm == {
        "ruleId": "cpu",
        "ruleName": "cpu-high",
        "curLevel": "CRITICAL",
        "preLevel": "OK",
        "resources": f'[{{"instanceId":"{loaded}"}}]',
        "escalation": {
            "comparisonOperator": "GreaterThanThreshold",
            "level": "CRITICAL",
            "statistics": "Average",
            "tag": "",
            "threshold": "90",
            "times": 2,
        },
        "metricData": alarm["metricData"],
        "metricName": "CPUUtilization#60",
        "namespace": "acs_ecs_dashboard",
        "period": "60",
        "groupBy": "",
        "productGroupName": "",
        "groupId": "",
        "lastTime": 0,
        "time": alarm["time"],
        "userId": ACCOUNT_ID,
        "eventName": "AlertCritical",
        "eventType": "Alert",
        "batchId": alarm["batchId"],
        "version": "1.0",
    }
    assert set(alarm["metricData"]) == {
        *("timestamp", "userId", "instanceId", "Average", "Maximum", "Minimum")
    }
    assert (over["eventName"], over["curLevel"], over["preLevel"]) == ("AlertOk", "OK", "CRITICAL")
    kept = [
        len(account.control(queues.read, place, 10))
        for place in ("queue/all", "queue/severe", "queue/light", "log/p/l")
    ]
    assert kept == [2, 2, 0, 2]


def test_an_alarm_is_a_mail_that_people_read(
    account: Simulator, client: Client, loaded: str
) -> None:
    client.call(
        PutContact,
        ContactName="zhang",
        Describe="on call",
        Lang="en",
        **{"Channels.Mail": "z@example.com"},
    )
    watch(client, loaded)
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)

    (kept,) = account.control(queues.read, "Mail/z@example.com", 10)
    mail = json.loads(kept["MessageBody"])
    value = mail["Subject"].split(" is ")[1].split(" %")[0]
    assert mail["Subject"] == (
        f"[CRITICAL] Alarm cpu-high: CPUUtilization is {value} % on UserGuideForDS001"
    )
    assert mail["Text"].splitlines() == [
        mail["Subject"],
        "",
        "Rule: cpu-high (cpu)",
        f"Instance: UserGuideForDS001 ({loaded})",
        "Region: China (Hangzhou) (cn-hangzhou)",
        "Metric: CPUUtilization",
        "Condition: $Average>90",
        f"Present value: {value} %",
        "Lasts for: 0 min",
        mail["Text"].splitlines()[-1],
    ]
    assert mail["Text"].splitlines()[-1].startswith("Time: 20190625T")


def test_an_alarm_s_mail_has_the_subject_of_its_rule(
    account: Simulator, client: Client, loaded: str
) -> None:
    watch(client, loaded, EmailSubject="CPU of the shop")
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)

    (kept,) = account.control(queues.read, "Mail/z@example.com", 10)
    assert json.loads(kept["MessageBody"])["Subject"] == "CPU of the shop"


def test_a_lesser_alarm_calls_nobody(account: Simulator, client: Client, loaded: str) -> None:
    watch(client, loaded, "Warn")
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)

    assert [("cpu-high: ALARM", channel, "Delivered") for channel in ("SMS", "Mail")] == (
        deliveries(account)
    )


def test_an_alarm_is_no_event_and_no_event_rule_is_about_it(
    account: Simulator, client: Client, loaded: str
) -> None:
    client.call(PutEventRule, RuleName="all", EventPattern=[{"Product": "*"}])
    client.call(PutEventRuleTargets, RuleName="all", MnsParameters=[{"Id": "1", "Queue": "q"}])
    watch(client, loaded, "Info")
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)

    assert deliveries(account) == [("cpu-high: ALARM", "Mail", "Delivered")]
    assert account.store.select("Notification", None) == []


def test_a_webhook_elsewhere_is_not_called(account: Simulator, client: Client, loaded: str) -> None:
    watch(client, loaded, "Info", Webhook="https://example.com/alarm")
    account.add_fault("load", "cn-hangzhou", {"InstanceId": loaded})
    account.wait(600)

    assert deliveries(account)[0] == ("cpu-high: ALARM", "Webhook", "Failed")
