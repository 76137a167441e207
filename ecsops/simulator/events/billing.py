"""Unpaid instances: notice, stop, lock, release (document §3.1)."""

from gettext import gettext as _

from ecsops.catalogue.ecs.events.system_events import EventCycleStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceChargeType, LockReason
from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError
from ecsops.simulator.assumptions import MONTH_DAYS
from ecsops.simulator.engine.clock import DAY_S, MINUTE_S, iso_minutes, parse_iso
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.lifecycle import (
    PLANNED_STATUSES,
    enter,
    events_of,
    publish,
    status_of,
    takes_part,
    type_of,
)
from ecsops.simulator.faults import kinds

YEAR_DAYS = 365

EXPIRATION = "InstanceExpiration"
UNBALANCED = "AccountUnbalanced"

FINANCIAL_LOCK = {"LockReason": str(LockReason.FINANCIAL), "LockMsg": ""}


def instance_created(context: Context, instance: Record) -> None:
    """Start the subscription of a new instance, for the requested period."""
    if is_subscription(instance) and isinstance(context, Request):
        days = days_of(int(context.get("Period") or 1), context.get("PeriodUnit"))
        set_end(context, instance, context.now + days * DAY_S)


def days_of(period: int, unit: str) -> int:
    """Return how many days a period of weeks, months or years has."""
    return period * {"Week": 7, "Month": MONTH_DAYS, "Year": YEAR_DAYS}[unit]


def is_subscription(instance: Record) -> bool:
    """Return whether the instance is paid for in advance."""
    charge: str = instance.document["InstanceChargeType"]
    return charge == InstanceChargeType.PRE_PAID


def set_end(context: Context, instance: Record, at: float) -> None:
    """Schedule the end of the subscription; notice is given three days before."""
    instance.document["ExpiredTime"] = iso_minutes(at)
    context.store.update("Instance", instance)
    context.store.due.remove(instance.id, "subscription.nears_end")
    notice_s = context.quota("ExpirationWindowDays") * DAY_S
    context.schedule(max(at - notice_s - context.now, 0), "subscription.nears_end", instance.id)


def nears_end(context: Context, instance_id: str, words: Document) -> None:
    """The subscription of an instance is about to end."""
    instance = context.subject("Instance", instance_id)
    if auto_renewed(context, instance):
        return
    ends = parse_iso(instance.document["ExpiredTime"])
    stop = f"{EXPIRATION}.Stop"
    if stop not in map(type_of, events_of(context, instance)):
        announce(context, instance, stop, max(ends, context.now))


def auto_renewed(context: Context, instance: Record) -> bool:
    """Renew a subscription that is renewed by itself, unless a fault lets it expire; tell if so."""
    renewal = instance.facts.get("AutoRenew")
    if not renewal or kinds.active(context, "expiration", InstanceId=instance.id):
        return False
    extend(context, instance, days_of(renewal["Period"], renewal["PeriodUnit"]))
    return True


def announce(context: Context, instance: Record, event_type: str, at: float) -> None:
    """Publish an event of billing, unless the instance has no events."""
    if takes_part(instance):
        publish(context, instance, event_type, EventCycleStatus.SCHEDULED, not_before=at, Acts=True)


def event_changed(context: Context, event: Record) -> None:
    """Once an instance is stopped for billing more follows."""
    cause, _dot, action = type_of(event).partition(".")
    stopped = action == "Stop" and status_of(event) == EventCycleStatus.EXECUTED
    if cause in (EXPIRATION, UNBALANCED) and stopped:
        # Not here: who tells of the instance's new state still holds the instance as it was.
        context.schedule(0, "billing.stopped", event.document["InstanceId"], Cause=cause)


def stopped(context: Context, instance_id: str, words: Document) -> None:
    """An instance that was stopped for billing is locked, and released fifteen days later."""
    instance = context.subject("Instance", instance_id)
    instance.document["OperationLocks"] = {"LockReason": [FINANCIAL_LOCK]}
    context.store.update("Instance", instance)
    release_s = context.quota("ReleaseAfterStopDays") * DAY_S
    announce(context, instance, f"{words['Cause']}.Delete", context.now + release_s)


def settle(context: Context, instance: Record, cause: str) -> None:
    """The instance is paid for: what was planned is avoided, and its lock is taken away."""
    for event in events_of(context, instance, PLANNED_STATUSES):
        if type_of(event).startswith(cause):
            enter(context, event, EventCycleStatus.AVOIDED)
    instance.document["OperationLocks"] = {"LockReason": []}
    context.store.update("Instance", instance)


def renew_instance(context: Context, instance_id: str, months: int) -> Document:
    """Renew the subscription of the instance of that id, and return its new end.

    Raises EcsopsError where there is none.
    """
    instance = kinds.existing(context, "Instance", instance_id)
    renew(context, instance, months)
    return {"InstanceId": instance_id, "ExpiredTime": instance.document["ExpiredTime"]}


def renew(context: Context, instance: Record, months: int) -> None:
    """Renew a subscription. Raises EcsopsError for an instance that is pay-as-you-go."""
    check_subscription(instance)
    settle(context, instance, EXPIRATION)
    extend(context, instance, days_of(months, "Month"))


def extend(context: Context, instance: Record, days: int) -> None:
    """Extend a subscription by so much."""
    begin = max(parse_iso(instance.document["ExpiredTime"]), context.now)
    set_end(context, instance, begin + days * DAY_S)


def check_subscription(instance: Record) -> None:
    """Raise EcsopsError unless the instance is paid for in advance."""
    if not is_subscription(instance):
        raise EcsopsError(
            _("{instance} is a pay-as-you-go instance and has no subscription.").format(
                instance=instance.id
            )
        )


def expiration_begins(context: Context, fault: Record) -> None:
    """Move the end of a subscription to three days from now. Raises EcsopsError for an
    instance without one."""
    instance = kinds.struck(context, fault, "Instance", "InstanceId")
    check_subscription(instance)
    notice_s = context.quota("ExpirationWindowDays") * DAY_S
    ends = parse_iso(instance.document["ExpiredTime"])
    set_end(context, instance, min(context.now + notice_s, ends))


def expiration_ends(context: Context, fault: Record) -> None:
    """Renew the subscription by a month."""
    instance = context.store.get("Instance", fault.document["InstanceId"])
    if instance is not None:
        renew(context, instance, 1)


def arrears_begin(context: Context, fault: Record) -> None:
    """Plan to stop every pay-as-you-go instance of the account, in less than an hour."""
    stop_s = context.quota("OverdueWindowMinutes") * MINUTE_S
    for instance in pay_as_you_go(context):
        there = context.at(context.now, instance.region_id)
        if not instance.document["OperationLocks"]["LockReason"]:
            announce(there, instance, f"{UNBALANCED}.Stop", context.now + stop_s)


def arrears_end(context: Context, fault: Record) -> None:
    """The account is topped up. Stopped instances are the user's to start."""
    for instance in pay_as_you_go(context):
        settle(context.at(context.now, instance.region_id), instance, UNBALANCED)


def pay_as_you_go(context: Context) -> list[Record]:
    """Return the instances of all regions that are paid for afterwards."""
    where = {"document.InstanceChargeType": InstanceChargeType.POST_PAID}
    return context.store.select("Instance", None, where)
