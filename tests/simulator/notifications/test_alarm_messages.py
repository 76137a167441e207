"""Alarms go to contacts and to a webhook, through the outbox that events go through."""

from typing import Any

import pytest

from ecsops.catalogue.cms.monitoring.alarm_rules import PutResourceMetricRule
from ecsops.catalogue.cms.notifications.contacts import PutContact, PutContactGroup
from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import ACCOUNT_ID
from tests.support.first_use_account import the_instance
from tests.support.receivers import Receiver


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
        assert alarm == {
            "userId": ACCOUNT_ID,
            "alertName": "cpu-high",
            "ruleId": "cpu",
            "timestamp": alarm["timestamp"],
            "alertState": "ALERT",
            "triggerLevel": "CRITICAL",
            "dimensions": {"userId": ACCOUNT_ID, "instanceId": loaded},
            "expression": "$Average>90",
            "curValue": alarm["curValue"],
            "metricName": "CPUUtilization",
            "metricProject": "acs_ecs_dashboard",
            "namespace": "acs_ecs_dashboard",
        }
        assert 90 < float(alarm["curValue"]) <= 100
        assert (end["alertState"], end["triggerLevel"], end["curValue"]) == ("OK", "OK", "")
        assert [
            (f"cpu-high: {state}", channel, "Delivered")
            for state in ("ALARM", "OK")
            for channel in ("Webhook", "Phone", "SMS", "Mail")
        ] == deliveries(account)


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
