"""Events of disks: from when they begin until they end, and a week in the listing."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.events.full_status import DescribeDisksFullStatus
from ecsops.catalogue.ecs.instances.disks import DescribeDisks
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.simulator.account import Simulator
from tests.support.event_stories import DAY_S, HOUR_S
from tests.support.first_use_account import the_instance
from tests.support.refusals import refusal


@pytest.fixture
def disk(client: Client) -> Document:
    """The system disk of UserGuideForDS001."""
    instance_id = the_instance(client)
    (found,) = client.items(DescribeDisks, InstanceId=instance_id)
    return found


def strike(account: Simulator, disk_id: str, event_type: str) -> str:
    fields = {"DiskId": disk_id, "Detail": event_type}
    return str(account.add_fault("disk", "cn-hangzhou", fields)["EventId"])


def listed(client: Client, **filters: Any) -> list[Document]:
    return list(client.items(DescribeDisksFullStatus, **filters))


def health(client: Client, disk: Document) -> str:
    (found,) = listed(client, DiskId=[disk["DiskId"]])
    return str(found["HealthStatus"]["Name"])


def test_a_stalled_disk_is_impaired_until_its_event_ends(
    account: Simulator, client: Client, disk: Document
) -> None:
    assert health(client, disk) == "Ok"
    event_id = strike(account, disk["DiskId"], "Stalled")
    event = {
        "EventId": event_id,
        "EventType": {"Code": 7, "Name": "Stalled"},
        "EventTime": "2019-06-25T08:00:00Z",
        "ImpactLevel": "",
    }
    shown = {
        "DiskId": disk["DiskId"],
        "InstanceId": disk["InstanceId"],
        "Device": "/dev/xvda",
        "Status": {"Code": 1000, "Name": "In_use"},
        "HealthStatus": {"Code": 128, "Name": "Impaired"},
        "DiskEventSet": {"DiskEventType": [event]},
    }
    assert listed(client, DiskId=[disk["DiskId"]]) == [shown]

    account.wait(HOUR_S)
    account.clear_faults()

    over = {**event, "EventEndTime": "2019-06-25T09:00:00Z"}
    assert listed(client, DiskId=[disk["DiskId"]]) == [
        {
            **shown,
            "HealthStatus": {"Code": 0, "Name": "Ok"},
            "DiskEventSet": {"DiskEventType": [over]},
        }
    ]


def test_degraded_is_a_warning_and_worse_is_impaired(
    account: Simulator, client: Client, disk: Document
) -> None:
    strike(account, disk["DiskId"], "Degraded")
    assert health(client, disk) == "Warning"
    strike(account, disk["DiskId"], "SeverelyDegraded")
    assert health(client, disk) == "Impaired"


def test_disks_are_found_by_their_events_and_their_health(
    account: Simulator, client: Client, disk: Document
) -> None:
    event_id = strike(account, disk["DiskId"], "Stalled")

    def found(**filters: Any) -> list[str]:
        return [each["DiskId"] for each in listed(client, **filters)]

    assert [disk["DiskId"]] == found(EventId=[event_id]) == found(EventType="Stalled")
    assert [disk["DiskId"]] == found(HealthStatus="Impaired")
    assert [disk["DiskId"]] == found(**{"EventTime.Start": "2019-06-25T08:00:00Z"})
    assert found(EventType="Degraded") == []
    assert found(**{"EventTime.End": "2019-06-25T07:59:59Z"}) == []
    assert found(Status="Available") == []
    assert len(found(Status="In_use")) == 11


def test_events_are_listed_for_a_week(account: Simulator, client: Client, disk: Document) -> None:
    strike(account, disk["DiskId"], "Stalled")
    account.wait(7 * DAY_S)
    assert len(listed(client, EventType="Stalled")) == 1
    account.wait(1)
    assert listed(client, EventType="Stalled") == []
    assert listed(client, **{"EventTime.Start": "2019-06-20T08:00:00Z"}) == []
    assert health(client, disk) == "Impaired"


def test_wrong_values_are_refused(client: Client) -> None:
    many = [f"x-{number}" for number in range(101)]

    def code(**parameters: Any) -> str:
        return refusal(client, DescribeDisksFullStatus, **parameters)[0]

    assert code(DiskId=many) == "DiskIdLimitExceeded"
    assert code(EventId=many) == "EventIdLimitExceeded"
    assert code(HealthStatus="Ok") == "InvalidParameter"
    assert code(**{"EventTime.Start": "yesterday"}) == "InvalidParameter"
    assert (
        code(**{"EventTime.Start": "2019-06-25T08:00:00Z", "EventTime.End": "2019-06-25T07:00:00Z"})
        == "InvalidParameter.TimeEndBeforeStart"
    )


def test_too_many_events_ask_for_the_name_of_a_disk(
    account: Simulator, client: Client, disk: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecsops.simulator.events.disk_events.DISK_EVENTS_MOST", 2)
    for _ in range(3):
        strike(account, disk["DiskId"], "Degraded")

    assert refusal(client, DescribeDisksFullStatus) == ("TooManyDiskEvent.DiskIdRequired", 403)
    assert len(listed(client, DiskId=[disk["DiskId"]])) == 1


def test_a_disk_has_only_the_events_that_the_profile_knows(
    account: Simulator, client: Client, disk: Document
) -> None:
    with pytest.raises(EcsopsError, match="Types: Degraded, SeverelyDegraded, Stalled"):
        strike(account, disk["DiskId"], "ErrorDetected")
    with pytest.raises(EcsopsError, match="No such Disk in cn-hangzhou: d-none"):
        strike(account, "d-none", "Stalled")

    account.reset(profile="current")
    (first, *_) = client.items(DescribeDisks)
    strike(account, first["DiskId"], "ErrorDetected")
    assert health(client, first) == "Impaired"
