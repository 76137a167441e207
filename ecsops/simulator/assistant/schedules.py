"""Invocations that run again: on a schedule, or whenever their instances start."""

from typing import NoReturn

from ecsops import schedule
from ecsops.catalogue.ecs.assistant.invocations import RepeatMode
from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.schedule import ScheduleError, limits
from ecsops.simulator.assistant import agents, invocation_states, runs, script_answers
from ecsops.simulator.assistant.targets import obstacle
from ecsops.simulator.engine.clock import DAY_S, iso_seconds, parse_iso
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record

REBOOT_MODES = [RepeatMode.NEXT_REBOOT_ONLY.value, RepeatMode.EVERY_REBOOT.value]


def checked_interval(request: Request, created: float, timeout_s: int) -> float:
    """Return the shortest interval of Frequency, refused unless it will run, and not too often.

    One that runs once has none, and 0 is returned.
    """
    try:
        found = schedule.parse(request.get("Frequency"))
        limits.check(found, request.now, created, limits_of(request, timeout_s))
    except ScheduleError as error:
        refuse(request, str(error))
    return found.least_s or 0.0


def limits_of(request: Request, timeout_s: int) -> limits.Limits:
    """Return the limits of the account; today no run may outlast the interval either."""
    least = 0 if request.profile == "document" else timeout_s
    return limits.Limits(
        cron_least_s=max(request.quota("ScheduleIntervalSeconds"), least),
        rate_least_s=max(request.quota("RateIntervalSeconds"), least),
        rate_longest_days=request.quota("RateIntervalDays"),
    )


def refuse(request: Request, why: str) -> NoReturn:
    """Refuse a Frequency with the documented code; its hint says what is wrong with it."""
    try:
        request.refuse("InvalidParam.Frequency", "InvalidParameter.Frequency")
    except ApiError as error:
        error.hint = why
        raise


def begin(context: Context, invocation: Record) -> None:
    """Schedule the invocation's first run."""
    if invocation.document["RepeatMode"] == RepeatMode.PERIOD:
        await_next(context, invocation)
    invocation_states.update(context, invocation)


def await_next(context: Context, invocation: Record, has_run: bool = False) -> None:
    """Schedule the next run, or note that the schedule has ended."""
    created = parse_iso(invocation.document["CreationTime"])
    found = schedule.parse(invocation.document["Frequency"])
    is_over = found.kind == "at" and has_run
    following = None if is_over else found.next(context.now, created)
    if following is None:
        invocation.facts["Open"] = []
        invocation_states.note_repeating(context, invocation)
    else:
        context.schedule(following - context.now, "invocation.ticks", invocation.id)


def ticks(context: Context, invoke_id: str, words: Document) -> None:
    """It is time for the next run, on every instance where the last one has ended."""
    invocation = context.store.get("Invocation", invoke_id)
    if invocation is None or not invocation.facts["Open"]:
        return
    if leaps(context, invocation):
        return
    leapt = invocation.facts.pop("Leapt", 0)
    latest = latest_runs(context, invocation)
    again = [
        run_again(context, invocation, instance_id, latest.get(instance_id), leapt)
        for instance_id in invocation.facts["Open"]
    ]
    runs.begin(context, invocation, [run for run in again if run is not None])
    forget_history(context, invocation, len(latest))
    if leapt:
        context.store.update("Invocation", invocation)
    await_next(context, invocation, has_run=True)
    if not invocation.facts["Open"]:
        invocation_states.update(context, invocation)


def leaps(context: Context, invocation: Record) -> bool:
    """Skip the runs whose results would be deleted before anything reads them; return whether any
    was skipped.

    Time passes at once, and only runs are due: a canned answer is the same each time, so only the
    last results are stored.
    """
    other = context.store.due.next(beside=runs.OTHER_RUNS)
    until = context.until if other is None else min(context.until, other)
    keep, interval = kept_runs(context, invocation), invocation.facts["IntervalSeconds"]
    if until - context.now <= keep * interval or not all_alike(context, invocation, interval):
        return False
    found = schedule.parse(invocation.document["Frequency"])
    passed, at = found.leap(context.now, until, keep)
    if not passed:
        return False
    invocation.facts["Leapt"] = passed
    context.store.update("Invocation", invocation)
    context.schedule(at - context.now, "invocation.ticks", invocation.id)
    return True


def all_alike(context: Context, invocation: Record, interval: float) -> bool:
    """Return whether every run until something else happens will be on all instances, and alike."""
    takes_s = script_answers.canned_seconds(context, invocation)
    if takes_s is None or takes_s >= interval:
        return False
    command_type = invocation.document["CommandType"]
    return not any(
        obstacle(context, runs.instance_of(context, each), command_type)
        or agents.offline(context, each)
        for each in invocation.facts["Open"]
    )


def kept_runs(context: Context, invocation: Record) -> int:
    """Return how many runs of each instance are kept: its share of what the account keeps."""
    instances = context.once("OpenCount", lambda: open_count(context, invocation.region_id))
    return max(context.quota("InvocationResults") // max(instances, 1), 1)


def open_count(context: Context, region_id: str) -> int:
    """Return on how many instances invocations will run again, each invocation by itself."""
    found = context.store.values("Invocation", region_id, {"Repeating": True}, ("facts.OpenCount",))
    return sum(count for (count,) in found)


def latest_runs(context: Context, invocation: Record) -> dict[str, Record]:
    """Return the latest run on each instance."""
    where = {"LatestOf": invocation.id}
    found = context.store.select("InvocationResult", invocation.region_id, where)
    return {run.document["InstanceId"]: run for run in found}


def run_again(
    context: Context, invocation: Record, instance_id: str, last: Record | None, leapt: int = 0
) -> Record | None:
    """Return the next run on an instance; one that overlaps the last, or cannot begin, is none.

    The agent keeps the time: where it does not run there is no run, and so no result.
    """
    instance = runs.instance_of(context, instance_id)
    if obstacle(context, instance, invocation.document["CommandType"]):
        return None
    if last is None:
        return runs.new_run(context, invocation, instance_id, 1 + leapt)
    if last.document["InvocationStatus"] in invocation_states.UNFINISHED:
        return None
    last.facts.pop("LatestOf")
    last.facts["HistoryOf"] = invocation.id
    context.store.update("InvocationResult", last)
    return runs.new_run(context, invocation, instance_id, last.document["Repeats"] + 1 + leapt)


def forget_history(context: Context, invocation: Record, added: int) -> None:
    """Forget the oldest results, as many as came, that are too old or more than are kept."""
    where = {"HistoryOf": invocation.id}
    count = context.store.count("InvocationResult", invocation.region_id, where)
    most = kept_runs(context, invocation) * len(invocation.facts["Open"])
    before = iso_seconds(context.now - context.quota("InvocationResultDays") * DAY_S)
    oldest = context.store.values(
        "InvocationResult",
        invocation.region_id,
        where,
        ("id", "document.UpdateTime"),
        limit=added + 1,
    )
    for run_id, updated in oldest:
        if count + added > most or updated < before:
            context.store.delete("InvocationResult", run_id)
            count -= 1


def instance_started(context: Context, instance: Record) -> None:
    """Begin what waited for this start of the instance."""
    where = {"RepeatMode": REBOOT_MODES, "Repeating": True}
    for invocation in context.store.select("Invocation", instance.region_id, where):
        if instance.id not in invocation.facts["Open"]:
            continue
        last = latest_runs(context, invocation).get(instance.id)
        if run := run_again(context, invocation, instance.id, last):
            runs.begin(context, invocation, [run])
        if invocation.document["RepeatMode"] == RepeatMode.NEXT_REBOOT_ONLY:
            invocation.facts["Open"].remove(instance.id)
            invocation_states.note_repeating(context, invocation)
        invocation_states.update(context, invocation)
