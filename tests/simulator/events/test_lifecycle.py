"""System events of instances: published, listed, avoided, executed, canceled, and kept."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus
from ecsops.catalogue.ecs.events.system_events import (
    CancelSimulatedSystemEvents,
    CreateSimulatedSystemEvents,
    DescribeInstanceHistoryEvents,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from tests.support.event_stories import (
    DAY_S,
    HOUR_S,
    NOW,
    TOMORROW,
    full_status,
    health,
    history,
    simulate,
    states,
)
from tests.support.first_use_account import the_instance
from tests.support.networks import network
from tests.support.refusals import refusal


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


def test_a_simulated_restart_is_listed_with_its_instance(client: Client, instance_id: str) -> None:
    (event_id,) = simulate(client, instance_id)

    assert full_status(client, instance_id) == {
        "InstanceId": instance_id,
        "Status": {"Code": 1, "Name": "Running"},
        "HealthStatus": {"Code": 64, "Name": "Warning"},
        "ScheduledSystemEventSet": {
            "ScheduledSystemEventType": [
                {
                    "EventId": event_id,
                    "EventType": {"Code": 1, "Name": "SystemMaintenance.Reboot"},
                    "EventCycleStatus": {"Code": 24, "Name": "Scheduled"},
                    "EventPublishTime": NOW,
                    "NotBefore": TOMORROW,
                    "Reason": "A simulated event.",
                    "ImpactLevel": "",
                    "ExtendedAttribute": {
                        "Device": "",
                        "DiskId": "",
                        "InactiveDisks": {"InactiveDisk": []},
                    },
                }
            ]
        },
    }


def test_nobody_acts_and_the_event_is_executed_at_its_time(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id)

    account.wait(DAY_S - 1)
    assert states(client) == ["Scheduled"]
    account.wait(1)
    assert states(client) == ["Executing"]
    assert health(client, instance_id) == "Maintaining"
    account.wait(60)
    assert states(client) == ["Executed"]
    assert health(client, instance_id) == "Ok"
    assert (
        full_status(client, instance_id)["ScheduledSystemEventSet"]["ScheduledSystemEventType"]
        == []
    )
    (event,) = history(client, InstanceId=instance_id)
    assert event["EventFinishTime"] == "2019-06-26T08:01:00Z"


def test_a_restart_in_the_window_avoids_the_event(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id)
    account.wait(HOUR_S)

    client.call(RebootInstance, InstanceId=instance_id)

    assert states(client) == ["Avoided"]
    (event,) = history(client)
    assert event["EventFinishTime"] == "2019-06-25T09:00:00Z"
    account.wait(2 * DAY_S)
    assert states(client) == ["Avoided"]


def test_a_simulated_failure_is_executing_until_its_time(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, event_type="SystemFailure.Reboot")

    assert states(client) == ["Executing"]
    assert health(client, instance_id) == "Impaired"
    client.call(RebootInstance, InstanceId=instance_id)
    assert states(client) == ["Executing"]
    account.wait(DAY_S)
    assert states(client) == ["Executed"]


def test_simulated_events_are_canceled_all_or_none(client: Client, instance_id: str) -> None:
    first, second = simulate(client, instance_id, the_instance(client, "BackupServer"))

    assert refusal(client, CancelSimulatedSystemEvents, EventId=[first, "e-unknown"]) == (
        "InvalidEventId.NotFound",
        403,
    )
    assert states(client) == ["Scheduled", "Scheduled"]
    client.call(CancelSimulatedSystemEvents, EventId=[first, second])
    assert states(client) == ["Canceled", "Canceled"]
    assert refusal(client, CancelSimulatedSystemEvents, EventId=[first]) == (
        "InvalidEventId.NotFound",
        403,
    )


def test_an_instance_of_a_family_out_of_sale_has_no_events(
    account: Simulator, client: Client
) -> None:
    answer = client.call(
        RunInstances,
        **network(client),
        InstanceType="ecs.n1.small",
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
    )
    (old_id,) = answer["InstanceIdSets"]["InstanceIdSet"]

    assert refusal(
        client,
        CreateSimulatedSystemEvents,
        EventType="SystemMaintenance.Reboot",
        InstanceId=[old_id],
        NotBefore=TOMORROW,
    ) == ("InvalidParameter", 403)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"NotBefore": NOW}, "InvalidNotBefore.Passed"),
        ({"NotBefore": "2019-06-24T08:00:00Z"}, "InvalidNotBefore.Passed"),
        ({"NotBefore": "2019-06-26T08:00:00"}, "InvalidParameter"),
        ({"NotBefore": "2019-06-26 08:00"}, "InvalidParameter"),
        ({"NotBefore": "2019-06-26T08:00Z"}, "InvalidParameter"),
        ({"NotBefore": "tomorrow"}, "InvalidParameter"),
        ({"NotBefore": ""}, "MissingParameter"),
        ({"EventType": "SystemMaintenance.Stop"}, "InvalidParameter"),
        ({"EventType": "Reboot"}, "InvalidParameter"),
        ({"InstanceId": ["i-unknown"]}, "InvalidInstanceId.NotFound"),
        ({"InstanceId": [f"i-{number}" for number in range(101)]}, "InstanceIdLimitExceeded"),
    ],
)
def test_wrong_values_are_refused_and_nothing_is_planned(
    client: Client, instance_id: str, parameters: Document, code: str
) -> None:
    right = {
        "EventType": "SystemMaintenance.Reboot",
        "InstanceId": [instance_id],
        "NotBefore": TOMORROW,
    }

    assert code == refusal(client, CreateSimulatedSystemEvents, **{**right, **parameters})[0]
    assert states(client) == []


def test_todays_profile_takes_the_later_types(account: Simulator, client: Client) -> None:
    account.reset(profile="current")
    simulate(client, the_instance(client), event_type="SystemFailure.Stop")

    assert states(client) == ["Executing"]


def test_events_are_found_by_any_of_their_filters(
    account: Simulator, client: Client, instance_id: str
) -> None:
    other_id = the_instance(client, "BackupServer")
    (first,) = simulate(client, instance_id)
    account.wait(HOUR_S)
    (second,) = simulate(client, other_id, event_type="InstanceFailure.Reboot")

    def found(**filters: Any) -> list[str]:
        both = ["Scheduled", "Executing"]
        events = history(client, InstanceEventCycleStatus=both, **filters)
        return [event["EventId"] for event in events]

    assert found() == [second, first]
    assert found(InstanceId=instance_id) == [first]
    assert found(InstanceId=other_id, ResourceId=[instance_id]) == [first]
    assert found(EventId=[second]) == [second]
    assert found(EventType="InstanceFailure.Reboot") == [second]
    assert found(
        EventType="InstanceFailure.Reboot", InstanceEventType=["SystemMaintenance.Reboot"]
    ) == [first]
    assert found(**{"EventPublishTime.End": "2019-06-25T08:59:59Z"}) == [first]
    assert found(**{"EventPublishTime.Start": "2019-06-25T08:59:59Z"}) == [second]
    assert found(**{"NotBefore.Start": TOMORROW, "NotBefore.End": TOMORROW}) == [second, first]
    assert found(ResourceType="ddh") == []
    assert found(ResourceGroupId="rg-other") == []


def test_a_range_that_ends_before_it_begins_is_refused(client: Client) -> None:
    backwards = {"NotBefore.Start": TOMORROW, "NotBefore.End": NOW}

    for operation in (DescribeInstanceHistoryEvents, DescribeInstancesFullStatus):
        code, _ = refusal(client, operation, **backwards)
        assert code == "InvalidParameter.TimeEndBeforeStart"


def test_full_status_lists_only_instances_that_have_what_is_asked_for(
    account: Simulator, client: Client, instance_id: str
) -> None:
    (event_id,) = simulate(client, instance_id)

    def found(**filters: Any) -> list[str]:
        return [each["InstanceId"] for each in client.items(DescribeInstancesFullStatus, **filters)]

    assert len(found()) == 11
    assert found(EventType="SystemMaintenance.Reboot") == [instance_id]
    assert found(EventId=[event_id]) == [instance_id]
    assert found(HealthStatus="Warning") == [instance_id]
    assert found(HealthStatus="Warning", InstanceId=[instance_id]) == [instance_id]
    assert found(HealthStatus="Warning", InstanceId=[the_instance(client, "LegacyWeb")]) == []
    assert found(HealthStatus="Impaired") == []
    assert found(EventType="SystemFailure.Reboot") == []
    assert [the_instance(client, "BackupServer")] == found(Status="Stopped")
    assert [the_instance(client, "BackupServer")] == found(HealthStatus="NotApplicable")
    assert [the_instance(client, "LegacyWeb")] == found(HealthStatus="InsufficientData")
    assert 8 == len(found(HealthStatus="OK")) == len(found(HealthStatus="Ok"))
    account.wait(2 * DAY_S)
    assert found(EventType="SystemMaintenance.Reboot") == []
    assert found(**{"NotBefore.Start": TOMORROW}) == [instance_id]


def test_todays_profile_does_not_filter_by_ok(account: Simulator, client: Client) -> None:
    account.reset(profile="current")

    assert refusal(client, DescribeInstancesFullStatus, HealthStatus="Ok") == (
        "InvalidParameter",
        403,
    )


def test_events_that_are_over_are_kept_for_two_months(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id)
    client.call(RebootInstance, InstanceId=instance_id)

    account.wait(60 * DAY_S - 1)
    assert states(client) == ["Avoided"]
    account.wait(1)
    assert states(client) == []


def test_events_to_come_are_kept_however_old_they_are(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, at=iso_seconds(parse_iso(NOW) + 100 * DAY_S))

    account.wait(99 * DAY_S)

    assert states(client) == ["Scheduled"]


def test_history_is_read_page_by_page_in_both_styles(client: Client) -> None:
    instance_ids = [each["InstanceId"] for each in client.items(DescribeInstances)]
    simulate(client, *instance_ids)
    scheduled = {"EventCycleStatus": "Scheduled"}

    first = client.call(DescribeInstanceHistoryEvents, MaxResults=10, **scheduled)
    rest = client.call(
        DescribeInstanceHistoryEvents, MaxResults=10, NextToken=first["NextToken"], **scheduled
    )
    numbered = client.call(DescribeInstanceHistoryEvents, PageNumber=2, PageSize=10, **scheduled)

    assert [
        len(list(DescribeInstanceHistoryEvents.items_of(page))) for page in (first, rest, numbered)
    ] == [10, 1, 1]
    assert rest["NextToken"] == ""
    assert numbered["TotalCount"] == 11


@pytest.mark.parametrize(
    ("operation", "name", "code"),
    [
        (DescribeInstancesFullStatus, "InstanceId", "InstanceIdLimitExceeded"),
        (DescribeInstancesFullStatus, "EventId", "EventIdLimitExceeded"),
        (DescribeInstanceHistoryEvents, "EventId", "EventIdLimitExceeded"),
        (DescribeInstanceHistoryEvents, "ResourceId", "InvalidParameter"),
        (CancelSimulatedSystemEvents, "EventId", "EventIdLimitExceeded"),
    ],
)
def test_a_call_takes_a_hundred_ids(
    client: Client, operation: Operation, name: str, code: str
) -> None:
    many = [f"x-{number}" for number in range(101)]

    assert code == refusal(client, operation, **{name: many})[0]


@pytest.mark.parametrize(
    "parameters",
    [
        {"EventType": "Reboot"},
        {"InstanceEventType": [f"Type{number}" for number in range(31)]},
        {"EventPublishTime.Start": "2019-06-25T08:00:00"},
        {"PageNumber": 0},
        {"PageNumber": "first"},
    ],
)
def test_wrong_filters_are_refused(client: Client, parameters: Document) -> None:
    for operation in (DescribeInstanceHistoryEvents, DescribeInstancesFullStatus):
        assert refusal(client, operation, **parameters) == ("InvalidParameter", 403)
