"""How subscriptions are renewed: by themselves, by hand with notice, or not at all."""

from ecsops.catalogue.ecs.instances.attributes import InstanceChargeType
from ecsops.catalogue.ecs.instances.subscriptions import RenewalStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.store import Record

INSTANCES_MOST = 100
"""How many ids both operations take (their pages)."""

DURATIONS = {
    "Week": (1, 2, 3, 4),
    "Month": (1, 2, 3, 6, 12, 24, 36, 48, 60),
    "Year": (1, 2, 3, 4, 5),
}
"""How long a renewal may be, by PeriodUnit (the page)."""


def describe_instance_auto_renew_attribute(request: Request) -> Document:
    """List how subscriptions are renewed: of the named instances, or those of a state."""
    given = request.parameters
    if not given.keys() & {"InstanceId", "RenewalStatus"}:
        request.refuse("InvalidParameter.RenewalStatusInstanceId")
    if "InstanceId" in given:
        ids = [each.id for each in subscriptions_asked(request)]
    else:
        ids = ids_renewed(request, given["RenewalStatus"])
    return listing(request, "Instance", {"id": ids}, renewal)


def ids_renewed(request: Request, wanted: str) -> list[str]:
    """Return the subscriptions that are renewed in that way."""
    found = request.store.values(
        "Instance",
        request.region_id,
        {"document.InstanceChargeType": InstanceChargeType.PRE_PAID},
        ("id", "facts.AutoRenew", "facts.RenewalStatus"),
    )
    return [each for each, by_itself, kept in found if status_of(by_itself, kept) == wanted]


def status_of(by_itself: object, kept: str | None) -> str:
    """Return the RenewalStatus of a subscription from what is kept of it."""
    return str(RenewalStatus.AUTO_RENEWAL if by_itself else kept or RenewalStatus.NORMAL)


def renewal(instance: Record) -> Document:
    """Return how a subscription is renewed."""
    by_itself = instance.facts.get("AutoRenew")
    return {
        "InstanceId": instance.id,
        "AutoRenewEnabled": bool(by_itself),
        "Duration": by_itself["Period"] if by_itself else 0,
        "PeriodUnit": by_itself["PeriodUnit"] if by_itself else "Month",
        "RenewalStatus": status_of(by_itself, instance.facts.get("RenewalStatus")),
        "EnableExpectedRenewDay": False,
    }


def modify_instance_auto_renew_attribute(request: Request) -> Document:
    """Set how subscriptions are renewed; RenewalStatus wins over AutoRenew."""
    instances = subscriptions_asked(request)
    by_itself = RenewalStatus.AUTO_RENEWAL if request.get("AutoRenew") else RenewalStatus.NORMAL
    status = request.parameters.get("RenewalStatus", by_itself)
    unit, duration = request.get("PeriodUnit"), request.parameters.get("Duration", 1)
    if status == RenewalStatus.AUTO_RENEWAL and duration not in DURATIONS[unit]:
        request.refuse("InvalidParameter.Duration")
    for each in instances:
        each.facts["RenewalStatus"] = status
        each.facts.pop("AutoRenew", None)
        if status == RenewalStatus.AUTO_RENEWAL:
            each.facts["AutoRenew"] = {"Period": duration, "PeriodUnit": unit}
        request.store.update("Instance", each)
    return {}


def subscriptions_asked(request: Request) -> list[Record]:
    """Return the instances of InstanceId, which are joined by commas, all of them subscriptions."""
    ids = request.get("InstanceId").split(",")
    if len(ids) > INSTANCES_MOST:
        request.refuse("InvalidParameter.ToManyInstanceIds")
    found = [
        request.existing("Instance", each, "InvalidParameter.InvalidInstanceId") for each in ids
    ]
    if any(each.document["InstanceChargeType"] != InstanceChargeType.PRE_PAID for each in found):
        request.refuse("ChargeTypeViolation")
    return found
