"""What the simulator tells of itself and lets be set, beside the operations of the API."""

from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.simulator.clock import Clock, iso_seconds
from ecsops.simulator.context import Context
from ecsops.simulator.kinds import KINDS
from ecsops.simulator.store import Store


def status(path: str, store: Store, clock: Clock) -> Document:
    """Return where the state is, its time, what is due, and how many records it holds."""
    first = store.next_due()
    return {
        "StateFile": path,
        "Time": iso_seconds(clock.now()),
        "Clock": "frozen" if clock.frozen else "running",
        "Profile": store.setting("profile"),
        "Seed": store.setting("seed"),
        "Due": store.due_count(),
        "NextDue": "" if first is None else iso_seconds(first),
        "Records": {kind: count for kind in KINDS if (count := store.count(kind, None))},
    }


def quotas(context: Context, name: str | None) -> list[Document]:
    """Return the limits in force: all, or the one of that name."""
    adjusted = context.store.settings("quota.")
    return [
        {
            "Name": quota.name,
            "Value": context.quota(quota.name),
            "Unit": quota.unit,
            "Set": quota.name in adjusted,
            "Source": quota.source,
        }
        for quota in QUOTAS.values()
        if name in (None, quota.name)
    ]


def set_quota(store: Store, name: str, value: int | None) -> None:
    """Set a limit; None goes back to the profile's value."""
    if value is None:
        store.forget(f"quota.{name}")
    else:
        store.set(f"quota.{name}", value)
