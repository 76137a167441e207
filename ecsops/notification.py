"""The JSON of an event notification: what CloudMonitor delivers, from what happened.

The simulator makes real notifications with it, and `ecsops notify sample` the document's samples.
"""

from time import gmtime, strftime

from ecsops.catalogue.cms.notifications.system_events import ENVELOPE
from ecsops.catalogue.model import Document

UTC_PLUS_8_S = 8 * 3600


def arn(region_id: str, user_id: str, resource: str, resource_id: str) -> str:
    """Return the ARN of an Instance, a Disk or a Snapshot."""
    return f"acs:ecs:{region_id}:{user_id}:{resource.lower()}/{resource_id}"


def event_time(at: float) -> str:
    """Return a time in seconds since 1970 in the form of eventTime, which is in UTC+8."""
    milliseconds = int(at * 1000)
    seconds = milliseconds // 1000
    text = strftime("%Y%m%dT%H%M%S", gmtime(seconds + UTC_PLUS_8_S))
    return f"{text}.{milliseconds % 1000:03}+0800"


def notification(name: str, level: str, content: Document, *, at: float, **fields: str) -> Document:
    """Return a notification of ECS, its fields in the document's order.

    `fields` are the others of the envelope: id, resourceId, userId and regionId.
    """
    told = {
        "ver": "1.0",
        "product": "ECS",
        "level": level,
        "name": name,
        "eventTime": event_time(at),
        "content": content,
        **fields,
    }
    return {field: told[field] for field in ENVELOPE}
