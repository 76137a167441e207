"""How an account begins, what it tells of itself and lets be set, beside the API's operations."""

from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.simulator.assumptions import HOME_REGION_ID, SEED
from ecsops.simulator.engine.clock import Clock, iso_seconds, parked
from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.kinds import KINDS
from ecsops.simulator.engine.store import Store


def begin(
    store: Store,
    clock: Clock,
    *,
    seed: int = SEED,
    empty: bool = False,
    at: float | None = None,
    frozen: bool = False,
    profile: str = "document",
    hosts: int | None = None,
) -> None:
    """Begin an account: at that time or now, with so many hosts for each family in each zone."""
    clock.start(at, frozen=frozen)
    store.set("seed", seed)
    store.set("profile", profile)
    if hosts is not None:
        store.set("hosts_per_pool", hosts)
    if not empty:
        resolve("first_use.build")(Context(store, clock.now(), HOME_REGION_ID))


def status(context: Context, path: str, clock: Clock) -> Document:
    """Return where the state is, its time, what is due, and how many records it holds."""
    store = context.store
    first = store.due.next()
    return {
        "StateFile": path,
        "Time": iso_seconds(context.now),
        "Clock": "frozen" if clock.frozen else "running",
        "Profile": store.setting("profile"),
        "Seed": store.setting("seed"),
        "Due": store.due.count(),
        "NextDue": "" if first is None else iso_seconds(first),
        "Parked": parked(store),
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


def set_limits(context: Context, profile: str) -> None:
    """Use the limits of this profile; those set one by one stay as they are."""
    context.store.set("profile", profile)


def hosts_of(context: Context, deployment_set_id: str) -> dict[str, str]:
    """Return the physical host of each member of a set, by instance id."""
    where = {"DeploymentSetId": deployment_set_id}
    return dict(context.store.values("Instance", context.region_id, where, ("id", "HostId")))
