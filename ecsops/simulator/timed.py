"""Invocations that run again: on a schedule, or whenever their instances start."""

from typing import NoReturn

from ecsops import schedule
from ecsops.catalogue.invocations import RepeatMode
from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.schedule import Schedule, ScheduleError
from ecsops.simulator import invocation_states, runs
from ecsops.simulator.clock import parse_iso
from ecsops.simulator.context import Context, Request
from ecsops.simulator.store import Record

REBOOT_MODES = [RepeatMode.NEXT_REBOOT_ONLY.value, RepeatMode.EVERY_REBOOT.value]

DAY_S = 86400


def checked_schedule(request: Request, created: float, timeout_s: int) -> Schedule:
    """Return the schedule of Frequency, refused unless it will run, and not too often."""
    try:
        found = schedule.parse(request.get("Frequency"))
    except ScheduleError as error:
        refuse(request, str(error))
    if found.next(request.now, created) is None:
        refuse(request, "It would never run.")
    interval = found.interval_s(request.now, created)
    least = least_interval(request, found, timeout_s)
    if interval is not None and interval < least:
        refuse(request, f"It runs every {interval:g} s, and {least:g} s is the least.")
    if found.kind == "rate" and (interval or 0) > request.quota("RateIntervalDays") * DAY_S:
        refuse(request, f"{request.quota('RateIntervalDays')} days is the longest rate.")
    return found


def least_interval(request: Request, found: Schedule, timeout_s: int) -> float:
    """Return the least time between two runs; today no run may outlast it either."""
    name = "RateIntervalSeconds" if found.kind == "rate" else "ScheduleIntervalSeconds"
    least = request.quota(name)
    return least if request.profile == "document" else max(least, timeout_s)


def refuse(request: Request, why: str) -> NoReturn:
    """Refuse a Frequency with the documented code; its hint says what is wrong with it."""
    try:
        request.refuse("InvalidParam.Frequency", "InvalidParameter.Frequency")
    except ApiError as error:
        error.hint = why
        raise


def begin(context: Context, invocation: Record) -> None:
    """Let the invocation wait for its first run."""
    if invocation.document["RepeatMode"] == RepeatMode.PERIOD:
        await_next(context, invocation)
    runs.update_invocation(context, invocation)


def await_next(context: Context, invocation: Record) -> None:
    """Let the next run be due, or note that there is none any more."""
    created = parse_iso(invocation.document["CreationTime"])
    following = schedule.parse(invocation.document["Frequency"]).next(context.now, created)
    if following is None:
        invocation.facts["Open"] = []
        runs.note_repeating(context, invocation)
    else:
        context.schedule(following - context.now, "invocation.ticks", invocation.id)


def ticks(context: Context, invoke_id: str, words: Document) -> None:
    """It is time for the next run, on every instance where the last one has ended."""
    invocation = context.store.get("Invocation", invoke_id)
    if invocation is None or not invocation.facts["Open"]:
        return
    latest = latest_runs(context, invocation)
    for instance_id in invocation.facts["Open"]:
        run_again(context, invocation, instance_id, latest.get(instance_id))
    forget_history(context, invocation, len(latest))
    await_next(context, invocation)
    runs.update_invocation(context, invocation)


def latest_runs(context: Context, invocation: Record) -> dict[str, Record]:
    """Return the latest run on each instance."""
    where = {"LatestOf": invocation.id}
    found = context.store.select("InvocationResult", invocation.region_id, where)
    return {run.document["InstanceId"]: run for run in found}


def run_again(context: Context, invocation: Record, instance_id: str, last: Record | None) -> None:
    """Begin the next run on an instance; one that overlaps the last, or cannot begin, is skipped.

    The agent keeps the time: where it does not run there is no run, and so no result.
    """
    instance = context.store.get("Instance", instance_id)
    if runs.obstacle(context, instance, invocation.document["CommandType"]):
        return
    repeats = 1
    if last is not None:
        if last.document["InvocationStatus"] in invocation_states.UNFINISHED:
            return
        repeats = last.document["Repeats"] + 1
        last.facts.pop("LatestOf")
        last.facts["HistoryOf"] = invocation.id
        context.store.update("InvocationResult", last)
    run = runs.add_run(context, invocation, instance_id, repeats)
    runs.begin_run(context, invocation, run)


def forget_history(context: Context, invocation: Record, added: int) -> None:
    """Forget the oldest results, as many as came, that are too old or too many for the account."""
    full = context.store.count("InvocationResult", invocation.region_id) > context.quota(
        "InvocationResults"
    )
    before = context.now - context.quota("InvocationResultDays") * DAY_S
    oldest = context.store.select(
        "InvocationResult", invocation.region_id, {"HistoryOf": invocation.id}, limit=added
    )
    for run in oldest:
        if full or parse_iso(run.document["UpdateTime"]) < before:
            context.store.delete("InvocationResult", run.id)


def instance_started(context: Context, instance: Record) -> None:
    """Begin what waited for this start of the instance."""
    where = {"RepeatMode": REBOOT_MODES, "facts.Repeating": True}
    for invocation in context.store.select("Invocation", instance.region_id, where):
        if instance.id not in invocation.facts["Open"]:
            continue
        last = latest_runs(context, invocation).get(instance.id)
        run_again(context, invocation, instance.id, last)
        if invocation.document["RepeatMode"] == RepeatMode.NEXT_REBOOT_ONLY:
            invocation.facts["Open"].remove(instance.id)
            runs.note_repeating(context, invocation)
        runs.update_invocation(context, invocation)
