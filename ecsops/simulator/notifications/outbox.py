"""The outbox: what is to be sent to the world outside, kept in the transaction of its event.

An entry stays until its endpoint has taken it or it was tried too often. The endpoint remembers
when it may be tried again and, while a process is sending, until when that one has it to itself.
Entries about one resource are sent in the order of their events; one that is refused holds up
no other resource. Nothing here is of a region: the records lie under EVERYWHERE.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import RETRIES_AFTER_S
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record, Store

LEASE_S = 10
"""For how long a process has an endpoint to itself, by the wall clock; it needs one second."""

ENTRIES_AT_A_TIME = 200
"""How many entries of an endpoint are read at once."""

PENDING, DELIVERED, FAILED = "Pending", "Delivered", "Failed"
"""The states of a delivery in the outbox: Failed is final, after the last try."""


Verdict = tuple[bool, bool, str]
"""Result of sending: whether it was accepted, whether a response arrived, and the response."""


class Outcome(NamedTuple):
    """Response of an endpoint to an entry; `answered` is false without any response."""

    entry: Record
    taken: bool
    answered: bool
    answer: str


class Batch(NamedTuple):
    """An endpoint that this process has to itself, and what may be sent to it now, in order."""

    endpoint: Record
    entries: list[Record]


def put(
    context: Context, delivery_id: str, resource_id: str, endpoint: Document, body: Document
) -> None:
    """Add an entry for the endpoint, `{Type, Address, Method}`, about the resource."""
    key = " ".join(endpoint.values())
    facts = {"Endpoint": key, "ResourceId": resource_id, "NotBefore": context.now, "Tries": 0}
    context.store.insert("Outbox", Record(delivery_id, EVERYWHERE, body, facts))
    known = context.store.get("Endpoint", key)
    if known is None:
        state = {"NextAttempt": context.now, "Lease": 0, "Failures": 0}
        context.store.insert("Endpoint", Record(key, EVERYWHERE, endpoint, state))
    elif not known.facts["Failures"] and known.facts["NextAttempt"] > context.now:
        known.facts["NextAttempt"] = context.now
        context.store.update("Endpoint", known)


def claim(store: Store, now: float, wall: float) -> list[Batch]:
    """Take the endpoints that may be tried now and that no other process is sending to."""
    batches = []
    for endpoint in store.select("Endpoint", EVERYWHERE, {"NextAttempt": Between(None, now)}):
        if endpoint.facts["Lease"] <= wall:
            endpoint.facts["Lease"] = wall + LEASE_S
            store.update("Endpoint", endpoint)
            free = sendable(waiting(store, endpoint), now)
            batches.append(Batch(endpoint, list(islice(free, ENTRIES_AT_A_TIME))))
    return batches


def waiting(store: Store, endpoint: Record) -> Iterator[Record]:
    """Yield what waits for the endpoint, in order, and read it only as far as it is wanted."""
    after: int | None = None
    where = {"Endpoint": endpoint.id}
    while rows := store.rows("Outbox", EVERYWHERE, where, ENTRIES_AT_A_TIME, 0, after):
        yield from (entry for entry, _ in rows)
        after = rows[-1][1]


def sendable(entries: Iterable[Record], now: float) -> Iterator[Record]:
    """Yield the entries that may be sent now: none overtakes an earlier one of its resource."""
    held: set[str] = set()
    for entry in entries:
        if entry.facts["NotBefore"] > now:
            held.add(entry.facts["ResourceId"])
        if entry.facts["ResourceId"] not in held:
            yield entry


def settle(context: Context, endpoint: Record, outcomes: list[Outcome]) -> None:
    """Write down what became of the entries, and when the endpoint is to be tried again."""
    for outcome in outcomes:
        note(context, outcome)
    left = waiting(context.store, endpoint)
    if (first := next(left, None)) is None:
        context.store.delete("Endpoint", endpoint.id)
        return
    silent = any(not outcome.answered for outcome in outcomes)
    failures = endpoint.facts["Failures"] + 1 if silent else 0
    endpoint.facts["Failures"] = failures
    endpoint.facts["Lease"] = 0
    endpoint.facts["NextAttempt"] = (
        context.now + retry_after_s(failures) if silent else next_attempt(chain([first], left))
    )
    context.store.update("Endpoint", endpoint)


def next_attempt(entries: Iterable[Record]) -> float:
    """Return when the first of the entries may be sent; later ones of a resource wait for it."""
    heads: dict[str, float] = {}
    for entry in entries:
        heads.setdefault(entry.facts["ResourceId"], entry.facts["NotBefore"])
    return min(heads.values())


def note(context: Context, outcome: Outcome) -> None:
    """Write down what became of one entry; after the last try it is given up."""
    entry = outcome.entry
    tries = entry.facts["Tries"] = entry.facts["Tries"] + 1
    status = PENDING
    if outcome.taken:
        status = DELIVERED
    elif tries > len(RETRIES_AFTER_S):
        status = FAILED
    if status == PENDING:
        entry.facts["NotBefore"] = context.now + retry_after_s(tries)
        context.store.update("Outbox", entry)
    else:
        context.store.delete("Outbox", entry.id)
    delivery = context.store.get("Delivery", entry.id)
    if delivery is None:  # the account was reset meanwhile
        return
    delivery.document.update(
        Status=status,
        Attempts=tries,
        LastAttemptTime=iso_seconds(context.now),
        Answer=outcome.answer,
    )
    context.store.update("Delivery", delivery)


def retry_after_s(tries: int) -> float:
    """Return how long after so many vain tries the next one is made."""
    return RETRIES_AFTER_S[min(tries, len(RETRIES_AFTER_S)) - 1]
