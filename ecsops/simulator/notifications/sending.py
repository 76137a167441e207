"""Sending what the outbox holds: outside of transactions, within a time, at least once.

Every endpoint is served by a thread of its own, so that one that hangs holds up no other; a
thread that gives no answer in time is left behind and its entry is tried again later.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import HOME_REGION_ID
from ecsops.simulator.engine.clock import Clock, Wall
from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.store import Store
from ecsops.simulator.notifications import outbox
from ecsops.simulator.notifications.outbox import Batch, Outcome, Verdict

SENDERS = {
    "Webhook": "notifications.webhooks.sender",
    "Callback": "notifications.webhooks.sender",
    "DingTalk": "notifications.webhooks.sender",
    "Mail": "notifications.mail.sender",
}
"""The type of an endpoint: the function that makes its sender. Only sending pays for requests."""

Send = Callable[[Document], Verdict]
"""Sends a body."""

Outcomes = dict[str, dict[str, Outcome]]
"""Latest known result of each entry, by endpoint and entry."""

Results = SimpleQueue[tuple[str, Outcome | None]]

ENOUGH_S = 0.25
"""How much of the time must be left for another entry to be begun."""


def deliver(store: Store, clock: Clock, wall: Wall, patience_s: float) -> bool:
    """Send what may be sent now, for so many seconds at most.

    The time starts after the senders are loaded. Returns whether all that was to be sent was
    taken in time.
    """
    until, well = 0.0, True
    while not until or monotonic() < until - ENOUGH_S:
        with store.transaction(write=True):
            batches = outbox.claim(store, clock.now(), wall())
        if not batches:
            return well
        for batch in batches:
            maker(batch)
        until = until or monotonic() + patience_s
        outcomes: Outcomes = {batch.endpoint.id: {} for batch in batches}
        try:
            send_all(store, batches, until, outcomes)
        finally:
            with store.transaction(write=True):
                context = Context(store, clock.now(), HOME_REGION_ID)
                for batch in batches:
                    outbox.settle(context, batch.endpoint, [*outcomes[batch.endpoint.id].values()])
        well = well and all(each.taken for of in outcomes.values() for each in of.values())
    return False


def maker(batch: Batch) -> Callable[..., Send]:
    """Return the function that makes the sender of an endpoint."""
    return resolve(SENDERS[batch.endpoint.document["Type"]])


def send_all(store: Store, batches: list[Batch], until: float, outcomes: Outcomes) -> None:
    """Serve every endpoint, and gather the outcomes until all are served or the time is up."""
    results: Results = SimpleQueue()
    settings = store.settings("delivery.")
    for batch in batches:
        send = maker(batch)(batch.endpoint.document, settings, until)
        # Not a pool: the interpreter would wait at its end for a thread that hangs.
        Thread(target=serve, args=(batch, send, until, results), daemon=True).start()
    busy = {batch.endpoint.id for batch in batches}
    while busy:
        try:
            key, outcome = results.get(timeout=max(until - monotonic(), 0))
        except Empty:
            return
        if outcome is None:
            busy.remove(key)
        else:
            outcomes[key][outcome.entry.id] = outcome


def serve(batch: Batch, send: Send, until: float, results: Results) -> None:
    """Send the entries of one endpoint in order, and put what becomes of each; None at the end.

    A silent endpoint is left alone; one that refuses an entry gets no later one of its resource.
    """
    key = batch.endpoint.id
    held: set[str] = set()
    for entry in batch.entries:
        if monotonic() > until - ENOUGH_S:
            break
        if entry.facts["ResourceId"] in held:
            continue
        results.put((key, Outcome(entry, taken=False, answered=False, answer="no answer in time")))
        outcome = Outcome(entry, *send(entry.document))
        results.put((key, outcome))
        if not outcome.answered:
            break
        if not outcome.taken:
            held.add(entry.facts["ResourceId"])
    results.put((key, None))
