"""The samples of the feature document, section 4.2, field by field.

Mended, as the document's own text asks: the name follows the state; a notification is sent when
what it tells of has happened; one event has one id; an interrupted spot instance is a WARN.
"""

import pytest

from ecsops.catalogue.cms.notifications.system_events import ENVELOPE, NOTIFICATIONS
from ecsops.notification import arn, notification
from ecsops.operations.notifications.system_events import sample

INSTANCE = "i-bp1ecr*****5go2go"
ARN = f"acs:ecs:cn-hangzhou:169070*****30:instance/{INSTANCE}"
DISK_ARN = "acs:ecs:cn-hangzhou:169070*****30:disk/d-t4ndyqve*****n4ds"
ID = "2256A988-0B26-4E2B-820A-8A*****E5"


def test_a_planned_restart_is_announced_as_scheduled() -> None:
    assert sample("Instance:SystemMaintenance.Reboot:Scheduled") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": ARN,
        "level": "CRITICAL",
        "name": "Instance:SystemMaintenance.Reboot:Scheduled",
        "userId": "169070*****30",
        "eventTime": "20190409T121826.922+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "eventId": "e-bp11trd*****pqum2",
            "publishTime": "2019-04-09T04:18:26Z",
            "notBefore": "2019-04-12T01:01:01Z",
            "instanceId": INSTANCE,
            "eventType": "SystemMaintenance.Reboot",
            "eventStatus": "Scheduled",
        },
    }


def test_an_avoided_restart_has_one_moment_as_begin_and_end() -> None:
    assert sample("Instance:SystemMaintenance.Reboot:Avoided") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": ARN,
        "level": "CRITICAL",
        "name": "Instance:SystemMaintenance.Reboot:Avoided",
        "userId": "169070*****30",
        "eventTime": "20190410T160101.922+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "eventId": "e-bp11trd*****pqum2",
            "publishTime": "2019-04-09T04:18:26Z",
            "notBefore": "2019-04-12T01:01:01Z",
            "instanceId": INSTANCE,
            "eventType": "SystemMaintenance.Reboot",
            "eventStatus": "Avoided",
            "executeStartTime": "2019-04-10T08:01:01Z",
            "executeFinishTime": "2019-04-10T08:01:01Z",
        },
    }


def test_a_stalled_disk_is_announced_when_it_begins() -> None:
    assert sample("Disk:Stalled:Executing") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": DISK_ARN,
        "level": "CRITICAL",
        "name": "Disk:Stalled:Executing",
        "userId": "169070*****30",
        "eventTime": "20190410T090101.922+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "eventId": "e-t4navn7*****6x5no",
            "diskId": "d-t4ndyqve*****n4ds",
            "device": "/dev/xvdb",
            "eventType": "Stalled",
            "executeStartTime": "2019-04-10T01:01:01Z",
            "ecsInstanceId": INSTANCE,
            "ecsInstanceName": "ecs-instance-name",
        },
    }


def test_the_end_of_a_stalled_disk_is_named_executed_and_has_its_time() -> None:
    begun, ended = sample("Disk:Stalled:Executing"), sample("Disk:Stalled:Executed")

    assert ended == {
        **begun,
        "name": "Disk:Stalled:Executed",
        "eventTime": "20190410T090301.922+0800",
        "content": {**begun["content"], "executeFinishTime": "2019-04-10T01:03:01Z"},
    }


def test_a_change_of_state_is_announced() -> None:
    assert sample("Instance:StateChange") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": ARN,
        "level": "INFO",
        "name": "Instance:StateChange",
        "userId": "169070*****30",
        "eventTime": "20190409T121826.922+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "resourceId": INSTANCE,
            "resourceType": "ALIYUN::ECS::Instance",
            "state": "Running",
        },
    }


def test_the_interruption_of_a_spot_instance_is_announced() -> None:
    assert sample("Instance:PreemptibleInstanceInterruption") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": ARN,
        "level": "WARN",
        "name": "Instance:PreemptibleInstanceInterruption",
        "userId": "169070*****30",
        "eventTime": "20190409T121826.922+0800",
        "regionId": "cn-hangzhou",
        "content": {"instanceId": INSTANCE, "action": "delete"},
    }


def test_a_completed_snapshot_is_announced_when_it_ends() -> None:
    assert sample("Snapshot:CreateSnapshotCompleted") == {
        "ver": "1.0",
        "id": ID,
        "product": "ECS",
        "resourceId": "acs:ecs:cn-hangzhou:169070*****30:snapshot/s-bp1fis*****b859b3",
        "level": "INFO",
        "name": "Snapshot:CreateSnapshotCompleted",
        "userId": "169070*****30",
        "eventTime": "20190422T163711.922+0800",
        "regionId": "cn-hangzhou",
        "content": {
            "result": "accomplished",
            "snapshotId": "s-bp1fis*****b859b3",
            "snapshotName": "test-snapshot",
            "diskId": "d-bp1bwa*****9ol4mi",
            "startTime": "2019-04-22T08:36:09Z",
            "endTime": "2019-04-22T08:37:11Z",
        },
    }


def test_the_change_of_state_of_section_4_1_is_made_of_its_values() -> None:
    arn_of_instance = arn("cn-hangzhou", "169070*****30", "Instance", INSTANCE)
    content = {
        "resourceId": INSTANCE,
        "resourceType": "ALIYUN::ECS::Instance",
        "state": "Stopping",
    }

    made = notification(
        "Instance:StateChange",
        "INFO",
        content,
        at=1545832874.058,
        id="9435EAD6-3CF6-4494-8F7A-3A*****77",
        resourceId=arn_of_instance,
        userId="169070*****30",
        regionId="cn-hangzhou",
    )

    assert made == {
        "eventTime": "20181226T220114.058+0800",
        "id": "9435EAD6-3CF6-4494-8F7A-3A*****77",
        "level": "INFO",
        "name": "Instance:StateChange",
        "product": "ECS",
        "regionId": "cn-hangzhou",
        "resourceId": ARN,
        "userId": "169070*****30",
        "ver": "1.0",
        "content": content,
    }


@pytest.mark.parametrize("name", NOTIFICATIONS)
def test_every_event_has_a_sample_with_all_its_fields(name: str) -> None:
    shown = sample(name)

    assert tuple(shown) == ENVELOPE
    assert NOTIFICATIONS[name].content == tuple(shown["content"])
    assert name == shown["name"]
    status = shown["content"].get("eventStatus")
    assert status is None or name.endswith(f":{status}")
    assert not (status == "Executing" and "executeFinishTime" in shown["content"])
