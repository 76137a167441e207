"""Subscriptions: renewal by hand and by itself, and changes between charge types."""

from ecsops.catalogue.ecs.instances.attributes import InstanceChargeType, InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import (
    CHARGE_TYPE_CHANGES_IN_S,
    ORDER_ID_FROM,
    REFUND_PER_VCPU_AND_DAY,
)
from ecsops.simulator.engine.clock import DAY_S, parse_iso
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events import billing
from ecsops.simulator.instances.billing_options import PERIODS
from ecsops.simulator.instances.creation import NO_END
from ecsops.simulator.instances.listing import existing_instance

INSTANCES_MOST = 20
"""How many instances ModifyInstanceChargeType takes (its page)."""

YEARS = {"Year": (1, 2, 3, 4, 5)}
"""How long a subscription may be in years, where an operation takes them."""

DAYS_OF_MONTH = range(1, 29)
"""The values of ExpectedRenewDay."""


def renew_instance(request: Request) -> Document:
    """Renew a subscription by a period, or until a day of the month."""
    instance = existing_instance(request, request.get("InstanceId"))
    if instance.document["InstanceChargeType"] != InstanceChargeType.PRE_PAID:
        request.refuse("ChargeTypeViolation")
    days = days_asked(request, instance)
    billing.settle(request, instance, billing.EXPIRATION)
    billing.extend(request, instance, days)
    return order_placed(request)


def days_asked(request: Request, instance: Record) -> int:
    """Return by how many days the call renews a subscription."""
    given = request.parameters
    if "Period" in given and "ExpectedRenewDay" in given:
        request.refuse_parameter("ExpectedRenewDay", "invalid")
    if "ExpectedRenewDay" in given:
        return days_until(request, instance, given["ExpectedRenewDay"])
    unit = request.get("PeriodUnit")
    if given.get("Period") not in PERIODS[unit]:
        request.refuse("InvalidPeriod")
    return billing.days_of(given["Period"], unit)


def days_until(request: Request, instance: Record, day: int) -> int:
    """Return the days from the end of a subscription to the next such day of a month."""
    # lazy import: few calls unify the days of renewal
    from datetime import UTC, datetime, timedelta

    if day not in DAYS_OF_MONTH:
        request.refuse_parameter("ExpectedRenewDay", "invalid")
    begin = max(parse_iso(instance.document["ExpiredTime"]), request.now)
    end = datetime.fromtimestamp(begin, UTC)
    return next(each for each in range(1, 32) if (end + timedelta(days=each)).day == day)


def order_placed(request: Request) -> Document:
    """Return the OrderId of a purchase."""
    return {"OrderId": str(ORDER_ID_FROM + request.number())}


def modify_instance_charge_type(request: Request) -> Document:
    """Order another charge type for instances; it takes effect a while later."""
    wanted = request.get("InstanceChargeType")
    instances = instances_asked(request)
    for each in instances:
        check_change(request, each, wanted)
    days = days_bought(request) if wanted == InstanceChargeType.PRE_PAID else 0
    if request.get("AutoPay"):
        for each in instances:
            request.schedule(
                CHARGE_TYPE_CHANGES_IN_S,
                "instance.charge_type_changes",
                each.id,
                InstanceChargeType=wanted,
                Days=days,
                DataDisks=request.get("IncludeDataDisks"),
            )
    refunds = wanted == InstanceChargeType.POST_PAID and request.get("IsDetailFee")
    fees = [refund(request, each) for each in instances] if refunds else []
    shown = {"FeeOfInstances": {"FeeOfInstance": fees}} if fees else {}
    return {**order_placed(request), **shown}


def instances_asked(request: Request) -> list[Record]:
    """Return the instances of the call."""
    ids = request.get("InstanceIds")
    if not isinstance(ids, list) or not ids:
        request.refuse("InvalidParameter.InstanceIds")
    if len(ids) > INSTANCES_MOST:
        request.refuse("InstancesIdQuotaExceed")
    return [request.existing("Instance", str(each), "InvalidParameter.InstanceIds") for each in ids]


def check_change(request: Request, instance: Record, wanted: str) -> None:
    """Refuse an instance whose charge type cannot become the one wanted."""
    document = instance.document
    if document["Status"] not in (InstanceStatus.RUNNING, InstanceStatus.STOPPED):
        request.refuse("InvalidStatus.ValueNotSupported")
    bids = document["SpotStrategy"] != "NoSpot"
    if document["InstanceChargeType"] == wanted or bids:
        request.refuse("InvalidInstanceChargeType.ValueNotSupported")
    if wanted == InstanceChargeType.PRE_PAID and document.get("AutoReleaseTime"):
        request.refuse("ReleaseTimeHaveBeenSet")
    if wanted == InstanceChargeType.POST_PAID and parse_iso(document["ExpiredTime"]) <= request.now:
        request.refuse("ExpiredInstance")


def days_bought(request: Request) -> int:
    """Return how long the subscriptions are that the call buys."""
    unit = request.get("PeriodUnit")
    if request.parameters.get("Period") not in {**PERIODS, **YEARS}[unit]:
        request.refuse("InvalidPeriod")
    return billing.days_of(request.parameters["Period"], unit)


def refund(request: Request, instance: Record) -> Document:
    """Return what is paid back for the rest of a subscription."""
    left_s = parse_iso(instance.document["ExpiredTime"]) - request.now
    fee = left_s / DAY_S * instance.document["Cpu"] * REFUND_PER_VCPU_AND_DAY
    return {"InstanceId": instance.id, "Currency": "CNY", "Fee": f"{fee:.2f}"}


def charge_type_changes(context: Context, instance_id: str, words: Document) -> None:
    """The order is done: the instance is charged as it asked for, and its disks with it."""
    instance = context.subject("Instance", instance_id)
    instance.document["InstanceChargeType"] = words["InstanceChargeType"]
    if words["Days"]:
        billing.set_end(context, instance, context.now + words["Days"] * DAY_S)
    else:
        billing.settle(context, instance, billing.EXPIRATION)
        context.store.due.remove(instance.id, "subscription.nears_end")
        instance.document["ExpiredTime"] = NO_END
        instance.facts.pop("AutoRenew", None)
        context.store.update("Instance", instance)
    for disk in context.store.select("Disk", instance.region_id, {"InstanceId": instance.id}):
        if disk.document["Type"] == "system" or words["DataDisks"]:
            disk.document["DiskChargeType"] = words["InstanceChargeType"]
            disk.document["ExpiredTime"] = instance.document["ExpiredTime"]
            context.store.update("Disk", disk)
