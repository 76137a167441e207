"""The events that CloudMonitor knows and has received."""

from collections.abc import Iterable
from typing import Any

from ecsops.catalogue.cms.notifications.system_events import (
    NOTIFICATIONS,
    DescribeSystemEventAttribute,
    DescribeSystemEventCount,
    Notification,
)
from ecsops.catalogue.ecs.events.event_types import EVENT_CYCLE_STATUSES, EventCycleStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import EPOCH_DIGITS
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing, of_list
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.notifications.patterns import says
from ecsops.simulator.notifications.publishing import is_known, rehearse

MILLISECONDS_FROM = 1e11
"""From here on a time is in milliseconds, else in seconds: editions of the page differ."""


def describe_system_event_meta_list(request: Request) -> Document:
    """List the events that can be subscribed to in this profile."""
    known = [each for each in NOTIFICATIONS.values() if is_known(request, each)]
    answer = of_list(request, [meta(each) for each in known])
    return {**answer, "Code": 200, "Message": "", "Success": True}


def meta(event: Notification) -> Document:
    """Return an event of the catalogue as the list shows it."""
    state = EVENT_CYCLE_STATUSES.get(EventCycleStatus(event.status)) if is_state(event) else None
    return {
        "Product": "ECS",
        "Name": event.name,
        "NameDesc": event.text.chinese,
        "NameDesc.En": event.text.english,
        "EventType": event.event_class,
        "Level": event.level,
        "Status": event.status,
        "StatusDesc": state.text.chinese if state else "正常",
    }


def is_state(event: Notification) -> bool:
    """Return whether the event's status is the state of a system event."""
    return event.status in set(EventCycleStatus)


def describe_system_event_attribute(request: Request) -> Document:
    """List the events that were received, the latest first."""
    keywords = request.get("SearchKeywords") or ""
    shape = DescribeSystemEventAttribute.item
    if keywords:
        found = of_list(request, [item(each, shape) for each in searched(request, keywords)])
    else:
        found = listing(request, "Notification", where(request), lambda each: item(each, shape))
    return {**found, "Code": "200", "Message": "", "Success": "true"}


def where(request: Request) -> dict[str, Any]:
    """Return the conditions that the parameters of a query mean."""
    product = request.get("Product")
    return {
        "Name": request.parameters.get("Name"),
        "document.level": request.parameters.get("Level"),
        "facts.Status": request.parameters.get("Status"),
        "facts.EventType": request.parameters.get("EventType"),
        "facts.GroupId": request.parameters.get("GroupId"),
        "document.product": product.upper() if product else None,
        "Time": between(request),
    }


def between(request: Request) -> Between | None:
    """Return the time range of a query, or None."""
    ends = [seconds(request, name) for name in ("StartTime", "EndTime")]
    return None if ends == [None, None] else Between(*ends)


def seconds(request: Request, name: str) -> float | None:
    """Return a time of the query in seconds since 1970."""
    given = request.parameters.get(name)
    if given is None:
        return None
    if not given.isdecimal() or len(given) > EPOCH_DIGITS:
        request.refuse("ParameterInvalid")
    return int(given) / 1000 if int(given) >= MILLISECONDS_FROM else float(given)


def searched(request: Request, keywords: str) -> Iterable[Record]:
    """Return the events of the query that hold the keywords."""
    records = request.store.select("Notification", request.region_id, where(request))
    return [record for record in records if says(item_text(record), keywords)]


def item_text(record: Record) -> str:
    """Return the text in which keywords are sought."""
    return " ".join((record.document["name"], record.document["resourceId"], content(record)))


def content(record: Record) -> str:
    """Return the content of an event as the JSON text that it is in answers."""
    return dump(record.document["content"])


def item(record: Record, shape: Any) -> Document:
    """Return a received event in a shape of the catalogue."""
    told, facts = record.document, record.facts
    fields = {
        "Id": told["id"],
        "Product": told["product"],
        "Name": told["name"],
        "Level": told["level"],
        "Status": facts["Status"],
        "Time": int(facts["Time"] * 1000),
        "RegionId": told["regionId"],
        "ResourceId": told["resourceId"],
        "InstanceName": facts["InstanceName"],
        "GroupId": facts["GroupId"],
        "Content": content(record),
    }
    return complete(shape, {name: value for name, value in fields.items() if name in shape})


def describe_system_event_count(request: Request) -> Document:
    """Count the events that were received, by name, resource and state; each with its latest."""
    counted: dict[tuple[str, ...], Document] = {}
    shape = DescribeSystemEventCount.item
    for record in searched(request, request.get("SearchKeywords") or ""):
        key = (record.document["name"], record.document["resourceId"], record.facts["Status"])
        latest = counted.setdefault(key, {**item(record, shape), "Num": 0})
        latest["Num"] += 1
    answer = of_list(request, list(counted.values()))
    return {**answer, "Code": "200", "Message": "", "Success": "true"}


def send_dry_run_system_event(request: Request) -> Document:
    """Send a test event through the rules; it is not kept as an event that happened."""
    event = NOTIFICATIONS.get(request.get("EventName"))
    if event is None or not is_known(request, event) or request.get("Product").upper() != "ECS":
        request.refuse("ResourceNotFound")
    given = request.parameters.get("EventContent", {})
    if not isinstance(given, dict):
        request.refuse("ParameterInvalid")
    rehearse(request, event, given, request.get("GroupId") or "")
    return {"Code": "200", "Message": "", "Success": "true"}
