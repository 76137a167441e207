"""Event notifications: the catalogue, its samples, and what CloudMonitor has received."""

from calendar import timegm
from collections.abc import Iterator
from time import strptime

from ecsops.catalogue import notification_samples as values
from ecsops.catalogue import notifications as api
from ecsops.catalogue.event_types import EventCycleStatus
from ecsops.catalogue.model import Document
from ecsops.catalogue.notifications import NOTIFICATIONS, Notification
from ecsops.client import Client
from ecsops.notification import arn, notification

SETTLED = (EventCycleStatus.AVOIDED, EventCycleStatus.CANCELED)

MOMENTS = ("executeFinishTime", "executeStartTime", "endTime", "publishTime")
"""The times of a content; the first that it has is when its notification is sent."""


def list_events(
    client: Client, *, level: str | None = None, event_class: str | None = None
) -> Iterator[Document]:
    """Yield the events that CloudMonitor knows, of a level and a class (its EventType)."""
    for event in client.items(api.DescribeSystemEventMetaList):
        if level in (None, event["Level"]) and event_class in (None, event["EventType"]):
            yield event


def sample(name: str) -> Document:
    """Return the notification of that name with the values of the document's samples.

    Raises KeyError for a name that is not in the catalogue.
    """
    event = NOTIFICATIONS[name]
    content = sample_content(event)
    moment = next((content[each] for each in MOMENTS if each in content), values.PUBLISH_TIME)
    return notification(
        name,
        event.level,
        content,
        at=timegm(strptime(moment, "%Y-%m-%dT%H:%M:%SZ")) + values.MILLISECONDS / 1000,
        id=values.ID,
        resourceId=arn(
            values.REGION_ID,
            values.USER_ID,
            event.resource,
            values.RESOURCE_IDS[event.resource],
        ),
        userId=values.USER_ID,
        regionId=values.REGION_ID,
    )


def sample_content(event: Notification) -> Document:
    """Return the content of a sample, its fields in the order of the catalogue."""
    found = {**values.CONTENT, **sample_execution(event)}
    if event.resource == "Disk":
        found |= values.DISK_CONTENT
    if ":" in (rest := event.name.partition(":")[2]):
        found["eventType"], found["eventStatus"] = rest.split(":")
    return {field: found[field] for field in event.content}


def sample_execution(event: Notification) -> Document:
    """Return when the sample's event was executed, or else settled."""
    if event.status in SETTLED:
        return dict.fromkeys(("executeStartTime", "executeFinishTime"), values.SETTLED_TIME)
    begin = values.CONTENT["notBefore"] if "notBefore" in event.content else values.PUBLISH_TIME
    finish = values.PLANNED_FINISH_TIME if "notBefore" in event.content else values.SETTLED_TIME
    return {"executeStartTime": begin, "executeFinishTime": finish}
