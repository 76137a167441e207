"""Notifications to CloudMonitor about changes in the account: one each.

The functions named `on_` are told by the topics where it happens (LISTENERS). Notification and
deliveries are written in the transaction of what they tell of: neither is without the other.
"""

from ecsops.catalogue.cms.notifications.system_events import ENVELOPE, NOTIFICATIONS, Notification
from ecsops.catalogue.ecs.events.event_types import EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.notification import arn, notification
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications.routing import dispatch

STATES_TODAY = {
    InstanceStatus.PENDING: "Created",
    InstanceStatus.RUNNING: "Running",
    InstanceStatus.STOPPED: "Stopped",
}
"""The states of Instance:StateChange in today's list, without Deleted."""

DELETED = "Deleted"


def is_known(context: Context, event: Notification) -> bool:
    """Return whether CloudMonitor has the event in this profile.

    It has those of its list; by the document of 2019 all system events (document §3.1), and
    none that waits for consent.
    """
    if context.profile == "document":
        return (event.listed or event.in_document) and event.status != EventCycleStatus.INQUIRING
    return event.listed


def on_instance_state(context: Context, instance: Record) -> None:
    """An instance changed its state."""
    state: str | None = instance.document["Status"]
    if context.profile == "current":
        state = STATES_TODAY.get(InstanceStatus(instance.document["Status"]))
    if state:
        announce_state(context, instance, state)


def on_instance_released(context: Context, instance: Record) -> None:
    """An instance is gone."""
    announce_state(context, instance, DELETED)


def announce_state(context: Context, instance: Record, state: str) -> None:
    """Notify of an instance's state."""
    content = {
        "resourceId": instance.id,
        "resourceType": "ALIYUN::ECS::Instance",
        "state": str(state),
    }
    about = About(context, instance.id, instance)
    about.announce("Instance:StateChange", content)


def on_instance_preempted(context: Context, instance: Record) -> None:
    """A spot instance is to be released in five minutes."""
    content = {"instanceId": instance.id, "action": "delete"}
    About(context, instance.id, instance).announce(
        "Instance:PreemptibleInstanceInterruption", content
    )


def on_snapshot_completed(context: Context, snapshot: Record) -> None:
    """A snapshot is done or has failed; those of an automatic policy are not told of."""
    shown = snapshot.document
    if shown["SnapshotType"] == "timer":
        return
    content = {
        "result": shown["Status"],
        "snapshotId": snapshot.id,
        "snapshotName": shown["SnapshotName"],
        "diskId": shown["SourceDiskId"],
        "startTime": shown["CreationTime"],
        "endTime": iso_seconds(context.now),
    }
    About(context, snapshot.id).announce("Snapshot:CreateSnapshotCompleted", content)


def on_system_event(context: Context, event: Record) -> None:
    """A system event of an instance was published, or went to another state."""
    shown = event.document
    event_type, status = shown["EventType"]["Name"], shown["EventCycleStatus"]["Name"]
    known = NOTIFICATIONS.get(f"Instance:{event_type}:{status}")
    if known is None:
        return
    found = {
        "eventId": event.id,
        "publishTime": shown["EventPublishTime"],
        "notBefore": shown["NotBefore"],
        "instanceId": shown["InstanceId"],
        "eventType": event_type,
        "eventStatus": status,
        **execution(context, event, status),
    }
    instance = context.store.get("Instance", shown["InstanceId"])
    content = {field: found[field] for field in known.content}
    About(context, shown["InstanceId"], instance).announce(known.name, content)


def on_disk_event_began(context: Context, event: Record) -> None:
    """A disk event starts. The notification is stored: the disk may be gone when the event
    ends."""
    disk = context.store.get("Disk", event.facts["DiskId"])
    assert disk is not None, f"{event.id} began on a disk that does not exist"
    instance = context.store.get("Instance", disk.document["InstanceId"])
    event.facts["Told"] = {
        "eventId": event.id,
        "diskId": disk.id,
        "device": disk.document["Device"],
        "eventType": event.document["EventType"]["Name"],
        "executeStartTime": event.document["EventTime"],
        "ecsInstanceId": instance.id if instance else "",
        "ecsInstanceName": instance.document["InstanceName"] if instance else "",
    }
    context.store.update("DiskEvent", event)
    announce_disk_event(context, event.facts["Told"], EventCycleStatus.EXECUTING)


def on_disk_event_ended(context: Context, event: Record) -> None:
    """An event of a disk ended. The end time is added to the stored notification."""
    told = {**event.facts["Told"], "executeFinishTime": event.document["EventEndTime"]}
    announce_disk_event(context, told, EventCycleStatus.EXECUTED)


def announce_disk_event(context: Context, told: Document, status: EventCycleStatus) -> None:
    """Notify of a disk event."""
    known = NOTIFICATIONS[f"Disk:{told['eventType']}:{status}"]
    instance = context.store.get("Instance", told["ecsInstanceId"])
    content = {field: told[field] for field in known.content}
    About(context, told["diskId"], instance).announce(known.name, content)


def execution(context: Context, event: Record, status: str) -> Document:
    """Return when an event was executed; of one that was not, the moment that settled it."""
    now = iso_seconds(context.now)
    if status in (EventCycleStatus.AVOIDED, EventCycleStatus.CANCELED):
        return {"executeStartTime": now, "executeFinishTime": now}
    return {
        "executeStartTime": event.facts.get("ExecuteStartTime", now),
        "executeFinishTime": event.facts.get("ExecuteFinishTime", now),
    }


class About:
    """The resource that a notification is about, and the instance that it belongs to."""

    def __init__(self, context: Context, resource_id: str, instance: Record | None = None) -> None:
        self.context = context
        self.resource_id = resource_id
        self.instance_name = instance.document["InstanceName"] if instance else ""
        members = [resource_id, *([instance.id] if instance else [])]
        self.group_ids = groups_of(context, members)

    def announce(self, name: str, content: Document, level: str = "") -> None:
        """Keep the notification as received by CloudMonitor, and deliver it by the rules."""
        context, event = self.context, NOTIFICATIONS[name]
        if not is_known(context, event):
            return
        told = notification(
            name,
            level or event.level,
            content,
            at=context.now,
            id=context.new_uuid(),
            resourceId=arn(context.region_id, ACCOUNT_ID, event.resource, self.resource_id),
            userId=ACCOUNT_ID,
            regionId=context.region_id,
        )
        facts = {
            "Time": context.now,
            "EventType": event.event_class,
            "Status": event.status,
            "InstanceName": self.instance_name,
            "GroupId": self.group_ids[0] if self.group_ids else "",
            "GroupIds": self.group_ids,
        }
        context.store.insert("Notification", Record(told["id"], context.region_id, told, facts))
        dispatch(context, told, facts)


def groups_of(context: Context, resource_ids: list[str]) -> list[str]:
    """Return the ids of the application groups that one of the resources is in."""
    where = {"InstanceId": resource_ids}
    members = context.store.select("ApplicationGroupMember", EVERYWHERE, where)
    return list(dict.fromkeys(str(member.facts["GroupId"]) for member in members))


def rehearse(context: Context, event: Notification, given: Document, group_id: str) -> None:
    """Deliver a test event by the rules, marked so in its deliveries; nothing has happened.

    `given` is a notification, or else the content of one.
    """
    content = given.get("content", given)
    told = notification(
        event.name,
        event.level,
        content,
        at=context.now,
        id=context.new_uuid(),
        resourceId=arn(context.region_id, ACCOUNT_ID, event.resource, "test"),
        userId=ACCOUNT_ID,
        regionId=context.region_id,
    )
    if "content" in given:
        told.update({field: given[field] for field in ENVELOPE if field in given})
    told.update(product="ECS", name=event.name)
    facts = {"EventType": event.event_class, "Status": event.status, "GroupId": group_id}
    dispatch(context, told, facts, dry_run=True)
