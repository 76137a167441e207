"""Event notifications: the catalogue, its samples, and what CloudMonitor has received."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any, NamedTuple

from ecsops.catalogue.cms.notifications import samples as values
from ecsops.catalogue.cms.notifications import system_events as api
from ecsops.catalogue.cms.notifications.event_rules import DescribeEventRuleAttribute
from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS, Notification
from ecsops.catalogue.ecs.events.event_types import EventCycleStatus
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.notification import arn, notification
from ecsops.times import iso_seconds, seconds_of

SETTLED = (EventCycleStatus.AVOIDED, EventCycleStatus.CANCELED)

MOMENTS = ("executeFinishTime", "executeStartTime", "endTime", "publishTime")
"""The times of a content; the first that it has is when its notification is sent."""

ANYTHING = "*"

FIELDS = ("Name", "Level", "EventType", "Status")
"""The fields of an event that a rule has lists of."""


class UnknownEvent(EcsopsError):
    """A name or a pattern that fits no event; `name` is the one, `known` are those there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(_("No such event: {name}.").format(name=name))
        self.name = name
        self.known = known


def list_events(
    client: Client, *, level: str | None = None, event_class: str | None = None
) -> Iterator[Document]:
    """Yield the events that CloudMonitor knows, of a level and a class (its EventType)."""
    for event in client.items(api.DescribeSystemEventMetaList):
        if level in (None, event["Level"]) and event_class in (None, event["EventType"]):
            yield event


def list_received(client: Client, *, since: float | None, **filters: Any) -> Iterator[Document]:
    """Yield the events that CloudMonitor received since then, latest first, with EventTime."""
    start = None if since is None else str(int(since * 1000))
    for event in client.items(api.DescribeSystemEventAttribute, StartTime=start, **filters):
        at = iso_seconds(event["Time"] / 1000)
        yield {**event, "EventTime": at}


class Rehearsal(NamedTuple):
    """A test event that was sent: its name, and the id of its notification."""

    name: str
    notification_id: str


def rehearse(client: Client, rule_name: str, name: str | None) -> Rehearsal:
    """Send a test event through the rules; without a name, the first that the rule is about.

    The event is a sample of the document under an id of its own. Raises NotFound for an unknown
    rule, UnknownEvent for an unknown event.
    """
    # Only a test needs an id that nobody has.
    from uuid import uuid4

    rule = client.call(DescribeEventRuleAttribute, RuleName=rule_name)["Result"]
    known = list(list_events(client))
    names = [event["Name"] for event in known]
    if name is None:
        pattern = rule["EventPattern"]
        name = next((each["Name"] for each in known if is_about(pattern, each)), names[0])
    if name not in names:
        raise UnknownEvent(name, names)
    told = {**sample(name), "id": str(uuid4()).upper()}
    client.call(
        api.SendDryRunSystemEvent,
        Product="ECS",
        EventName=name,
        EventContent=told,
        GroupId=rule["GroupId"] or None,
    )
    return Rehearsal(name, told["id"])


def is_about(pattern: Document, event: Document) -> bool:
    """Return whether the lists of a rule's pattern have an event of the catalogue."""
    lists = (pattern[f"{field}List"][f"{field}List"] for field in FIELDS)
    return all(
        not wanted or ANYTHING in wanted or event[field] in wanted
        for field, wanted in zip(FIELDS, lists, strict=True)
    )


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
        at=seconds_of(moment) + values.MILLISECONDS / 1000,
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
