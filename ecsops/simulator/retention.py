"""How long records are kept that nobody removes: a steady load must not let the file grow for ever.

Each new record of such a kind makes the oldest ones of it leave that are too old or too many.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ecsops.simulator.assumptions import (
    DELIVERIES_MOST,
    DELIVERY_KEPT_S,
    DISK_EVENT_KEPT_S,
    DISK_EVENTS_KEPT_MOST,
    MESSAGE_KEPT_MOST_S,
    MESSAGES_MOST,
    NOTIFICATION_KEPT_S,
    NOTIFICATIONS_MOST,
    TOPIC_KEPT_S,
)
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.store import Record

AT_ONCE = 20
"""How many old records a new one removes at most; more than one, so that a backlog shrinks."""


class Kept(NamedTuple):
    """How many records of a kind are kept, for how long, and the fact that has their time."""

    most: int
    seconds: float
    time: str


KEPT: Mapping[str, Kept] = {
    "Notification": Kept(NOTIFICATIONS_MOST, NOTIFICATION_KEPT_S, "Time"),
    "Delivery": Kept(DELIVERIES_MOST, DELIVERY_KEPT_S, "At"),
    "DiskEvent": Kept(DISK_EVENTS_KEPT_MOST, DISK_EVENT_KEPT_S, "At"),
    "Message": Kept(MESSAGES_MOST, TOPIC_KEPT_S, "At"),
}


def prune(context: Context, kind: str, where: Where | None = None) -> None:
    """Remove the oldest records of a kind, of those that match, as far as they are not kept."""
    kept, store = KEPT[kind], context.store
    region_id = EVERYWHERE if where else None
    excess = (store.count(kind, region_id, where) if where else store.span(kind)) - kept.most
    for record in store.oldest(kind, where, AT_ONCE, region_id):
        if excess <= 0 and not is_old(context, record, kept):
            return
        context.store.delete(kind, record.id)
        excess -= 1


def is_old(context: Context, record: Record, kept: Kept) -> bool:
    """Tell whether a record has been kept as long as it is; messages of queues leave sooner."""
    of_queue = str(record.facts.get("Place", "")).startswith("queue/")
    seconds = MESSAGE_KEPT_MOST_S if of_queue else kept.seconds
    return bool(context.now - record.facts.get(kept.time, context.now) > seconds)
