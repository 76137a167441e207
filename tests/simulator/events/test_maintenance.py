"""Maintenance attributes: the window, the action, and what becomes of planned maintenance."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.events.maintenance import (
    DescribeInstanceMaintenanceAttributes,
    ModifyInstanceMaintenanceAttributes,
)
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.event_stories import DAY_S, HOUR_S, everything, host_of, states, status
from tests.support.first_use_account import the_instance
from tests.support.refusals import refusal


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


def attributes(client: Client, instance_id: str) -> Document:
    (found,) = client.items(DescribeInstanceMaintenanceAttributes, InstanceId=[instance_id])
    return found


def modify(client: Client, instance_id: str, **changes: Any) -> None:
    client.call(ModifyInstanceMaintenanceAttributes, InstanceId=[instance_id], **changes)


def window(start: str, end: str) -> list[Document]:
    return [{"StartTime": start, "EndTime": end}]


def strike(account: Simulator, instance_id: str) -> None:
    account.add_fault("event", "cn-hangzhou", {"InstanceId": instance_id})


def test_attributes_are_changed_one_by_one(client: Client, instance_id: str) -> None:
    before = {
        "InstanceId": instance_id,
        "ActionOnMaintenance": {
            "DefaultValue": "AutoRecover",
            "SupportedValues": {"SupportedValue": ["Stop", "AutoRecover", "AutoRedeploy"]},
            "Value": "AutoRecover",
        },
        "MaintenanceWindows": {"MaintenanceWindow": []},
        "NotifyOnMaintenance": False,
    }
    assert before == attributes(client, instance_id)

    modify(client, instance_id, MaintenanceWindow=window("02:00:00", "03:00:00"))
    modify(client, instance_id, NotifyOnMaintenance=True)
    modify(client, instance_id, ActionOnMaintenance="Stop")

    assert attributes(client, instance_id) == {
        **before,
        "ActionOnMaintenance": {**before["ActionOnMaintenance"], "Value": "Stop"},
        "MaintenanceWindows": {"MaintenanceWindow": window("02:00:00", "03:00:00")},
        "NotifyOnMaintenance": True,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"MaintenanceWindow": window("02:30:00", "03:00:00")},
        {"MaintenanceWindow": window("02:00", "03:00")},
        {"MaintenanceWindow": window("24:00:00", "03:00:00")},
        {"MaintenanceWindow": window("02:00:00", "02:00:00")},
        {"MaintenanceWindow": [{"StartTime": "02:00:00"}]},
        {"MaintenanceWindow": window("02:00:00", "03:00:00") * 2},
        {"ActionOnMaintenance": "Explode"},
        {"NotifyOnMaintenance": "perhaps"},
        {"InstanceId": []},
        {"InstanceId": [f"i-{number}" for number in range(101)]},
    ],
)
def test_wrong_attributes_are_refused(client: Client, instance_id: str, changes: Document) -> None:
    before = attributes(client, instance_id)
    asked = {"InstanceId": [instance_id], **changes}

    assert refusal(client, ModifyInstanceMaintenanceAttributes, **asked) == (
        "InvalidParameter",
        403,
    )
    assert before == attributes(client, instance_id)


def test_one_unknown_instance_leaves_all_as_they_were(client: Client, instance_id: str) -> None:
    for operation in (
        ModifyInstanceMaintenanceAttributes,
        DescribeInstanceMaintenanceAttributes,
    ):
        assert refusal(
            client,
            operation,
            InstanceId=[instance_id, "i-none"],
            ActionOnMaintenance="Stop",
        ) == ("InvalidInstanceId.NotFound", 404)
    assert attributes(client, instance_id)["ActionOnMaintenance"]["Value"] == "AutoRecover"


@pytest.mark.parametrize(
    ("begin", "end", "planned"),
    [
        # It is 16:00 in UTC+8; there is a day's notice at least.
        ("02:00:00", "03:00:00", "2019-06-26T18:00:00Z"),
        ("15:00:00", "17:00:00", "2019-06-26T08:00:00Z"),
        ("15:00:00", "16:00:00", "2019-06-27T07:00:00Z"),
        ("23:00:00", "01:00:00", "2019-06-26T15:00:00Z"),
        ("15:00:00", "02:00:00", "2019-06-26T08:00:00Z"),
        ("17:00:00", "16:00:00", "2019-06-26T09:00:00Z"),
    ],
)
def test_maintenance_is_planned_within_the_window(
    account: Simulator, client: Client, instance_id: str, begin: str, end: str, planned: str
) -> None:
    modify(client, instance_id, MaintenanceWindow=window(begin, end))

    strike(account, instance_id)

    assert planned == everything(client)[0]["NotBefore"]


def test_an_instance_may_be_stopped_instead_of_restarted(
    account: Simulator, client: Client, instance_id: str
) -> None:
    modify(client, instance_id, ActionOnMaintenance="Stop")
    strike(account, instance_id)

    account.wait(2 * DAY_S + HOUR_S)

    assert (states(client), status(client, instance_id)) == (["Executed"], "Stopped")


def test_an_instance_may_be_moved_while_it_restarts(
    account: Simulator, client: Client, instance_id: str
) -> None:
    modify(client, instance_id, ActionOnMaintenance="AutoRedeploy")
    strike(account, instance_id)
    before = host_of(account, instance_id)

    account.wait(2 * DAY_S + HOUR_S)

    assert (states(client), status(client, instance_id)) == (["Executed"], "Running")
    assert before != host_of(account, instance_id)
