"""When instances were up, and what loaded them: the past that their measurements answer to.

An instance's `UpTimes` are the times between which it was up, its `Loads` those of faults that
loaded it; both are short lists in its facts. When scripts ran is known from their results.
"""

import math
from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import Any

from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES, InstanceType
from ecsops.errors import EcsopsError
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import DAY_S, MINUTE_S, iso_seconds, parse_iso
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.faults.kinds import struck
from ecsops.simulator.monitoring import cpu_credits
from ecsops.simulator.monitoring.cpu_credits import Credits
from ecsops.simulator.monitoring.usage_model import Character, Effect, Usage

Interval = list[Any]
"""Begin, and end or None; a load has its percentage as a third."""

DOWN = (InstanceStatus.STOPPED, "Pending")


def created(context: Context, record: Record, **words: Any) -> None:
    """Begin the past of a new instance, and give it the agent of CloudMonitor.

    It is there where the image brought the agent of Cloud Assistant too.
    """
    record.facts["UpTimes"] = first_up_times(record)
    if record.facts.get("AgentVersion"):
        record.facts["CloudMonitorVersion"] = assumed.CLOUD_MONITOR_VERSION
    context.store.update("Instance", record)


def first_up_times(record: Record) -> list[Interval]:
    """Return the past of an instance of which nothing was noted yet: up since its start, or not."""
    if record.document["Status"] in (*DOWN, InstanceStatus.STARTING):
        return []
    return [[parse_iso(record.document.get("StartTime") or record.document["CreationTime"]), None]]


def state_changed(context: Context, record: Record) -> None:
    """Note that an instance comes up or is down; a restart ends one time and begins another."""
    up_times = record.facts.setdefault("UpTimes", first_up_times(record))
    status = record.document["Status"]
    if status not in (InstanceStatus.STARTING, *DOWN):
        return
    if up_times and up_times[-1][1] is None:
        up_times[-1][1] = context.now
    if status == InstanceStatus.STARTING:
        up_times.append([context.now, None])
    record.facts["UpTimes"] = remembered(context, up_times)
    context.store.update("Instance", record)


def remembered(context: Context, intervals: list[Interval]) -> list[Interval]:
    """Return the intervals without those that ended too long ago to be read."""
    oldest = context.now - assumed.PAST_KEPT_DAYS * DAY_S
    return [each for each in intervals if each[1] is None or each[1] > oldest]


def load_begins(context: Context, fault: Record) -> None:
    """Start the load of a fault on an instance, at the percentage in its detail.

    Raises EcsopsError unless the detail is a percentage and the instance exists.
    """
    percent = percentage(fault.document.get("Detail") or str(assumed.LOAD_CPU_PERCENT))
    record = struck(context, fault, "Instance", "InstanceId")
    loads = remembered(context, record.facts.get("Loads", []))
    record.facts["Loads"] = [*loads, [context.now, None, percent, fault.id]]
    context.store.update("Instance", record)


def percentage(text: str) -> int:
    """Return the whole percentage that a text says."""
    if not text.isdecimal() or int(text) > 100:
        raise EcsopsError(
            _("Invalid load {text!r}. Use a percentage from 0 to 100.").format(text=text)
        )
    return int(text)


def load_ends(context: Context, fault: Record) -> None:
    """End the load of a fault; past minutes stay as they were."""
    record = context.store.get("Instance", fault.document["InstanceId"])
    if record is not None:
        for load in record.facts["Loads"]:
            if load[3] == fault.id:
                load[1] = context.now
        context.store.update("Instance", record)


def up_minutes(context: Context, record: Record, first: int, end: int) -> Iterator[int]:
    """Yield the minutes from the first to before the end in which the instance was measured.

    Those are the minutes that are over, and at whose beginning it was up.
    """
    end = min(end, int(context.now // MINUTE_S))
    for up, down in record.facts.get("UpTimes") or first_up_times(record):
        last = end if down is None else min(end, whole_minutes(down))
        yield from range(max(first, whole_minutes(up)), last)


def last_minute(context: Context, record: Record, first: int, end: int) -> int | None:
    """Return the last of those minutes, or None if there is none."""
    end = min(end, int(context.now // MINUTE_S))
    for up, down in reversed(record.facts.get("UpTimes") or first_up_times(record)):
        last = (end if down is None else min(end, whole_minutes(down))) - 1
        if last >= max(first, whole_minutes(up)):
            return last
    return None


def whole_minutes(at: float) -> int:
    """Return the number of the first minute that begins at the time or after it."""
    return int(-(-at // MINUTE_S))


def measured(context: Context, record: Record, first: int, end: int) -> Iterator[Usage]:
    """Yield what the instance did, minute by minute, in those minutes in which it was up."""
    instance_type = INSTANCE_TYPES.get(record.document["InstanceType"])
    wanted = usages_of(context, record)
    if instance_type is None or not instance_type.burstable:
        return wanted(first, end)
    return cpu_credits.spent(
        lambda minute: credits_at(instance_type, record, minute), wanted, first, end
    )


def usages_of(context: Context, record: Record) -> Callable[[int, int], Iterator[Usage]]:
    """Return what yields the usages of the instance between two minutes, credits aside."""
    character = Character(context.seed, record.document)

    def wanted(first: int, end: int) -> Iterator[Usage]:
        happened = effects(context, record, first * MINUTE_S, end * MINUTE_S)
        for minute in up_minutes(context, record, first, end):
            yield character.usage(minute, happened)

    return wanted


def credits_at(instance_type: InstanceType, record: Record, minute: int) -> Credits:
    """Return the credits with which counting begins: those of a new instance, or all."""
    created = parse_iso(record.document["CreationTime"])
    new = created >= minute * MINUTE_S
    return Credits(
        instance_type,
        unlimited=record.document["CreditSpecification"] == "Unlimited",
        balance=instance_type.initial_credits if new else math.inf,
    )


def effects(context: Context, record: Record, begin: float, end: float) -> list[Effect]:
    """Return the effects of all that happened to the instance between the times."""
    found = [*boots(record), *loads(context, record), *scripts(context, record, begin)]
    return [each for each in found if each.begin < end and each.until > begin]


def boots(record: Record) -> Iterator[Effect]:
    """Yield the effects of coming up."""
    for up, _down in record.facts.get("UpTimes", ()):
        yield Effect(
            up,
            up + assumed.BOOT_LASTS_S,
            at_least=assumed.BOOT_CPU_PERCENT,
            reads=assumed.BOOT_READS_PER_S,
        )


def loads(context: Context, record: Record) -> Iterator[Effect]:
    """Yield the effects of the faults that load the instance, and of those that did."""
    for begin, end, percent, _fault in record.facts.get("Loads", ()):
        yield Effect(begin, context.now if end is None else end, at_least=percent)


def scripts(context: Context, record: Record, begin: float) -> Iterator[Effect]:
    """Yield the effects of the scripts that ran on the instance after the time, or still run."""
    more = 100 * assumed.SCRIPT_VCPUS / max(int(record.document["Cpu"]), 1)
    of_instance = {"InstanceId": record.id}
    over = {**of_instance, "document.FinishedTime": Between(iso_seconds(begin), None)}
    for result in context.store.select("InvocationResult", record.region_id, over):
        if started := result.document.get("StartTime"):
            finished = parse_iso(result.document["FinishedTime"])
            yield Effect(parse_iso(started), finished, more=more)
    running = {**of_instance, "InvocationStatus": InvocationStatus.RUNNING}
    for result in context.store.select("InvocationResult", record.region_id, running):
        yield Effect(parse_iso(result.document["StartTime"]), context.now, more=more)
