"""What the simulator tells of itself and lets be set, beside the operations of the API."""

from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.simulator.clock import Clock, iso_seconds
from ecsops.simulator.context import Context
from ecsops.simulator.kinds import KINDS


def status(context: Context, path: str, clock: Clock) -> Document:
    """Return where the state is, its time, what is due, and how many records it holds."""
    store = context.store
    first = store.next_due()
    return {
        "StateFile": path,
        "Time": iso_seconds(context.now),
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


def set_quota(context: Context, name: str, value: int | None) -> None:
    """Set a limit; None goes back to the profile's value."""
    if value is None:
        context.store.forget(f"quota.{name}")
    else:
        context.store.set(f"quota.{name}", value)


def hosts_of(context: Context, deployment_set_id: str) -> dict[str, str]:
    """Return the physical host of each member of a set, by instance id."""
    where = {"DeploymentSetId": deployment_set_id}
    return dict(context.store.values("Instance", context.region_id, where, ("id", "HostId")))
