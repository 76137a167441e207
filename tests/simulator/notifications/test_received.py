"""What happens in the account is told to CloudMonitor, as the document's section 4.2 has it."""

import json
from typing import Any

import pytest

from ecsops.catalogue.cms.notifications.system_events import (
    DescribeSystemEventAttribute,
    DescribeSystemEventCount,
    DescribeSystemEventMetaList,
)
from ecsops.catalogue.ecs.events.system_events import CreateSimulatedSystemEvents
from ecsops.catalogue.ecs.instances.disks import CreateSnapshot, DescribeDisks
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstance,
    RebootInstance,
    StartInstance,
    StopInstance,
)
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications.publishing import on_snapshot_completed
from tests.support.first_use_account import the_instance
from tests.support.networks import network

TOLD = {"Product": "ECS"}


def told(account: Simulator) -> list[Document]:
    """Return the notifications themselves, in the order in which they were made."""
    records = account.store.select("Notification", None)
    return [record.document for record in reversed(records)]


def events(client: Client, **filters: Any) -> list[Document]:
    return list(client.items(DescribeSystemEventAttribute, **filters))


def test_a_first_use_has_no_events(account: Simulator) -> None:
    assert told(account) == []


def test_every_change_of_state_of_a_restart_is_told(account: Simulator, client: Client) -> None:
    restarted = the_instance(client)

    client.call(RebootInstance, InstanceId=restarted)
    account.wait(60)

    assert [each["content"]["state"] for each in told(account)] == [
        "Stopping",
        "Starting",
        "Running",
    ]


def test_a_notification_is_whole(account: Simulator, client: Client) -> None:
    stopped = the_instance(client)

    client.call(StopInstance, InstanceId=stopped)

    (only,) = told(account)
    assert only == {
        "ver": "1.0",
        "id": only["id"],
        "product": "ECS",
        "resourceId": f"acs:ecs:cn-hangzhou:{ACCOUNT_ID}:instance/{stopped}",
        "level": "INFO",
        "name": "Instance:StateChange",
        "userId": ACCOUNT_ID,
        "eventTime": "20190625T160000.000+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "resourceId": stopped,
            "resourceType": "ALIYUN::ECS::Instance",
            "state": "Stopping",
        },
    }


def test_a_released_instance_is_told_as_deleted(account: Simulator, client: Client) -> None:
    released = the_instance(client, "BackupServer")

    client.call(DeleteInstance, InstanceId=released)

    assert [each["content"]["state"] for each in told(account)] == ["Deleted"]


def test_today_transitions_are_not_told_and_a_new_instance_is_created(account: Simulator) -> None:
    account.reset(profile="current", at=1561449600.0)
    client = Client(account, "cn-hangzhou")

    client.call(
        RunInstances,
        InstanceType="ecs.g5.large",
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        **network(client),
    )
    account.wait(120)

    assert [each["content"]["state"] for each in told(account)] == ["Created", "Running"]


def test_a_refused_call_tells_nothing(account: Simulator, client: Client) -> None:
    with pytest.raises(ApiError):
        client.call(StartInstance, InstanceId=the_instance(client))

    assert told(account) == []


def test_a_maintenance_is_told_when_published_and_at_every_change(
    account: Simulator, client: Client
) -> None:
    planned = the_instance(client)
    client.call(
        CreateSimulatedSystemEvents,
        EventType="SystemMaintenance.Reboot",
        InstanceId=[planned],
        NotBefore="2019-06-26T08:00:00Z",
    )
    account.wait(86400 + 600)

    maintenance = [each for each in told(account) if "SystemMaintenance" in each["name"]]

    event_id = maintenance[0]["content"]["eventId"]
    common = {
        "eventId": event_id,
        "publishTime": "2019-06-25T08:00:00Z",
        "notBefore": "2019-06-26T08:00:00Z",
        "instanceId": planned,
        "eventType": "SystemMaintenance.Reboot",
    }
    finished = maintenance[2]["content"]["executeFinishTime"]
    assert [(each["name"], each["content"]) for each in maintenance] == [
        ("Instance:SystemMaintenance.Reboot:Scheduled", {**common, "eventStatus": "Scheduled"}),
        (
            "Instance:SystemMaintenance.Reboot:Executing",
            {
                **common,
                "eventStatus": "Executing",
                "executeStartTime": "2019-06-26T08:00:00Z",
            },
        ),
        (
            "Instance:SystemMaintenance.Reboot:Executed",
            {
                **common,
                "eventStatus": "Executed",
                "executeStartTime": "2019-06-26T08:00:00Z",
                "executeFinishTime": finished,
            },
        ),
    ]
    assert finished > "2019-06-26T08:00:00Z"


def test_an_avoided_event_is_told_with_the_moment_that_settled_it(
    account: Simulator, client: Client
) -> None:
    planned = the_instance(client)
    client.call(
        CreateSimulatedSystemEvents,
        EventType="SystemMaintenance.Reboot",
        InstanceId=[planned],
        NotBefore="2019-06-26T08:00:00Z",
    )
    account.wait(3600)

    client.call(RebootInstance, InstanceId=planned)
    account.wait(60)

    (avoided,) = [each for each in told(account) if each["name"].endswith(":Avoided")]
    settled = {name: avoided["content"][name] for name in ("executeStartTime", "executeFinishTime")}
    assert avoided["content"]["eventStatus"] == "Avoided"
    assert len(set(settled.values())) == 1


def test_a_failure_has_no_planned_time(account: Simulator, client: Client) -> None:
    client.call(
        CreateSimulatedSystemEvents,
        EventType="SystemFailure.Reboot",
        InstanceId=[the_instance(client)],
        NotBefore="2019-06-26T08:00:00Z",
    )

    (failure,) = told(account)

    assert failure["name"] == "Instance:SystemFailure.Reboot:Executing"
    assert "notBefore" not in failure["content"]


def test_a_snapshot_is_told_when_it_is_done(account: Simulator, client: Client) -> None:
    (disk,) = client.items(DescribeDisks, InstanceId=the_instance(client))
    made = client.call(CreateSnapshot, DiskId=disk["DiskId"], SnapshotName="test-snapshot")
    account.wait(3600)

    (only,) = told(account)

    assert only["name"] == "Snapshot:CreateSnapshotCompleted"
    assert only["resourceId"].endswith(f":snapshot/{made['SnapshotId']}")
    assert only["content"] == {
        "result": "accomplished",
        "snapshotId": made["SnapshotId"],
        "snapshotName": "test-snapshot",
        "diskId": disk["DiskId"],
        "startTime": "2019-06-25T08:00:00Z",
        "endTime": only["content"]["endTime"],
    }


@pytest.mark.parametrize(("kind", "count"), [("user", 1), ("timer", 0)])
def test_a_snapshot_of_an_automatic_policy_is_not_told_of(
    account: Simulator, kind: str, count: int
) -> None:
    shown = {
        "SnapshotType": kind,
        "Status": "accomplished",
        "SnapshotName": "s",
        "SourceDiskId": "d-1",
        "CreationTime": "2019-06-25T08:00:00Z",
    }

    account.control(on_snapshot_completed, Record("s-1", "cn-hangzhou", shown, {}))

    assert count == len(told(account))


def test_an_event_of_a_disk_is_told_when_it_begins_and_when_it_ends(
    account: Simulator, client: Client
) -> None:
    (disk,) = client.items(DescribeDisks, InstanceId=the_instance(client))
    account.add_fault("disk", "cn-hangzhou", {"DiskId": disk["DiskId"], "Detail": "Stalled"})
    account.wait(120)
    account.clear_faults()

    began, ended = told(account)

    content = {
        "eventId": began["content"]["eventId"],
        "diskId": disk["DiskId"],
        "device": disk["Device"],
        "eventType": "Stalled",
        "executeStartTime": "2019-06-25T08:00:00Z",
        "ecsInstanceId": the_instance(client),
        "ecsInstanceName": "UserGuideForDS001",
    }
    assert (began["name"], began["content"]) == ("Disk:Stalled:Executing", content)
    assert (ended["name"], ended["content"]) == (
        "Disk:Stalled:Executed",
        {**content, "executeFinishTime": "2019-06-25T08:02:00Z"},
    )
    assert began["resourceId"].endswith(f":disk/{disk['DiskId']}")


def test_a_disk_that_is_gone_still_ends_its_event(account: Simulator, client: Client) -> None:
    released = the_instance(client, "BackupServer")
    (disk,) = client.items(DescribeDisks, InstanceId=released)
    account.add_fault("disk", "cn-hangzhou", {"DiskId": disk["DiskId"], "Detail": "Stalled"})
    client.call(DeleteInstance, InstanceId=released)

    account.clear_faults()

    assert [each["name"] for each in told(account)] == [
        "Disk:Stalled:Executing",
        "Instance:StateChange",
        "Disk:Stalled:Executed",
    ]


def test_a_spot_instance_is_told_of_five_minutes_before_its_release(account: Simulator) -> None:
    client = Client(account, "cn-hangzhou")
    account.reset(at=1561449600.0)
    made = client.call(
        RunInstances,
        InstanceType="ecs.g5.large",
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        **network(client),
        SpotStrategy="SpotAsPriceGo",
    )
    (spot,) = made["InstanceIdSets"]["InstanceIdSet"]
    account.wait(120)

    account.add_fault("preemption", "cn-hangzhou", {"InstanceId": spot})
    account.wait(299)
    before = told(account)
    account.wait(1)

    assert (
        before[-1]["name"],
        before[-1]["level"],
    ) == ("Instance:PreemptibleInstanceInterruption", "WARN")
    assert before[-1]["content"] == {"instanceId": spot, "action": "delete"}
    assert told(account)[-1]["content"]["state"] == "Deleted"


def test_received_events_are_listed_latest_first_and_filtered(
    account: Simulator, client: Client
) -> None:
    restarted, stopped = the_instance(client), the_instance(client, "WindowsOffice")
    client.call(RebootInstance, InstanceId=restarted)
    account.wait(60)
    client.call(StopInstance, InstanceId=stopped)

    everything = events(client)

    assert len(everything) == 4
    assert everything[0] == {
        "Id": told(account)[-1]["id"],
        "Product": "ECS",
        "Name": "Instance:StateChange",
        "Level": "INFO",
        "Status": "Normal",
        "Time": 1561449660000,
        "RegionId": "cn-hangzhou",
        "ResourceId": f"acs:ecs:cn-hangzhou:{ACCOUNT_ID}:instance/{stopped}",
        "InstanceName": "WindowsOffice",
        "GroupId": "",
        "Content": json.dumps(told(account)[-1]["content"], separators=(",", ":")),
    }
    assert everything[:1] == events(client, SearchKeywords=f"{stopped} and Stopping")
    assert len(events(client, SearchKeywords="Starting or Running")) == 2
    assert everything[:1] == events(client, StartTime="1561449660")
    assert everything[1:] == events(client, StartTime="1561449600000", EndTime="1561449659999")
    assert events(client, Level="CRITICAL") == []
    assert len(events(client, EventType="StatusNotification", Product="ecs")) == 4


def test_received_events_are_read_page_by_page_though_the_answer_has_no_total(
    account: Simulator, client: Client
) -> None:
    for _ in range(51):
        client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
        account.wait(60)
        client.call(StartInstance, InstanceId=the_instance(client))
        account.wait(60)

    assert len(events(client)) == 204


def test_events_are_counted_by_name_resource_and_status(account: Simulator, client: Client) -> None:
    client.call(RebootInstance, InstanceId=the_instance(client))
    account.wait(60)
    client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))

    answer = client.call(DescribeSystemEventCount)

    counts = answer["SystemEventCounts"]["SystemEventCount"]
    assert [(each["InstanceName"], each["Num"]) for each in counts] == [
        ("WindowsOffice", 1),
        ("UserGuideForDS001", 3),
    ]


def test_a_time_that_is_no_number_is_refused(client: Client) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(DescribeSystemEventAttribute, StartTime="yesterday")

    assert refusal.value.code == "ParameterInvalid"


def test_the_catalogue_has_both_languages(client: Client) -> None:
    listed = {each["Name"]: each for each in client.items(DescribeSystemEventMetaList)}

    assert listed["Disk:Stalled:Executing"] == {
        "Product": "ECS",
        "Name": "Disk:Stalled:Executing",
        "NameDesc": "磁盘性能受到严重影响：执行中",
        "NameDesc.En": "stalled disk: executing",
        "EventType": "Exception",
        "Level": "CRITICAL",
        "Status": "Executing",
        "StatusDesc": "执行中",
    }
    assert "Instance:SecurityPunish.Locked:Executing" not in listed
