"""Following system events as they change."""

from collections.abc import Callable, Iterator
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.events.advice import is_over
from ecsops.operations.events.system_events import named_events, pending_events
from ecsops.times import iso_seconds

Seen = dict[str, Document]


def watch_events(
    client: Client,
    *,
    interval_s: float,
    pause: Callable[[float], None],
    until_clear: bool = False,
    **filters: Any,
) -> Iterator[Document]:
    """Yield each event that is not over, and then each one that has changed, with its Time.

    Looks again after every pause of that length; ends when no event is left, if it is to.
    """
    seen: Seen = {}
    while True:
        now = iso_seconds(client.backend.now())
        for event in changes(client, seen, filters):
            yield {"Time": now, **event}
        if until_clear and not seen:
            return
        pause(interval_s)


def changes(client: Client, seen: Seen, filters: dict[str, Any]) -> Iterator[Document]:
    """Yield what is new or different since the last look, oldest first, and note it."""
    open_now = {each["EventId"]: each for each in pending_events(client, **filters)}
    gone = [event_id for event_id in seen if event_id not in open_now]
    for event in named_events(client, gone):
        assert is_over(event), "an event that is not over is listed"
        del seen[event["EventId"]]
        yield event
    for event_id, event in reversed(open_now.items()):
        if state(event) != state(seen.get(event_id)):
            yield event
    seen.update(open_now)


def state(event: Document | None) -> tuple[str, str] | None:
    """Return what of an event counts as a change: its state and its planned time."""
    if event is None:
        return None
    return event["EventCycleStatus"]["Name"], event["NotBefore"]
