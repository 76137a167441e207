"""What each kind of target gets of a notification, beside the webhooks that get it as it is.

A queue of Message Service holds it in Base64, which the vendor's SDK decodes by default; a topic
holds it as it is. A log has a text for each field. Since 2019 webhooks and functions get fields
more: who is told so in profile `current`.
"""

from base64 import b64encode

from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS
from ecsops.catalogue.model import Document
from ecsops.catalogue.regions import REGIONS
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import dump


def for_queue(told: Document) -> str:
    """Return the body of a message in a queue."""
    return b64encode(dump(told).encode("utf-8", "replace")).decode()


def for_topic(told: Document) -> str:
    """Return the message of a topic."""
    return dump(told)


def for_log(told: Document) -> str:
    """Return one log: a text for each field of the notification."""
    return dump({name: as_text(value) for name, value in told.items()})


def as_text(value: object) -> str:
    """Return a value as a log has it."""
    return value if isinstance(value, str) else dump(value)


def for_webhook(context: Context, told: Document, facts: Document, rule_name: str) -> Document:
    """Return what a webhook gets."""
    if context.profile == "document":
        return told
    return {**told, **later_fields(told, facts, rule_name), "traceId": told["id"]}


def for_function(context: Context, told: Document, facts: Document, rule_name: str) -> str:
    """Return the event that a function is called with."""
    if context.profile == "document":
        return dump(told)
    known = NOTIFICATIONS.get(told["name"])
    region = REGIONS.get(told["regionId"])
    more = {
        "serviceType": told["product"],
        "eventRealname": known.text.chinese if known else told["name"],
        "eventRealnameEn": told["name"],
        "resource": "",
        "regionName": region.chinese_name if region else "",
        "curLevel": told["level"],
    }
    return dump({**told, **later_fields(told, facts, rule_name), **more})


def later_fields(told: Document, facts: Document, rule_name: str) -> Document:
    """Return the fields that both have got since 2019."""
    return {
        "instanceName": facts.get("InstanceName", ""),
        "groupId": facts.get("GroupId", ""),
        "eventType": facts["EventType"],
        "ruleName": rule_name,
        "status": facts["Status"],
    }
