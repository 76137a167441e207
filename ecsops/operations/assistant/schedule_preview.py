"""The next runs of a schedule, and why an expression is not one; nothing is called for that."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.schedule import LOCAL_ZONE, Schedule, limits, parse
from ecsops.schedule.zones import zone_of
from ecsops.times import iso_seconds, seconds_of

WALL_TIME = "%Y-%m-%d %H:%M:%S"


def checked_schedule(expression: str, zone: str | None, now: float) -> Schedule:
    """Return the schedule of an expression, created now, by the rules of the service.

    `zone` is that of the instance, Asia/Shanghai if None. Raises ScheduleError.
    """
    found = parse(expression, zone or LOCAL_ZONE)
    limits.check(found, now, now, service_limits())
    return found


def service_limits() -> limits.Limits:
    """Return the documented limits of schedules."""
    return limits.Limits(
        cron_least_s=QUOTAS["ScheduleIntervalSeconds"].document,
        rate_least_s=QUOTAS["RateIntervalSeconds"].document,
        rate_longest_days=QUOTAS["RateIntervalDays"].document,
    )


def next_runs(schedule: Schedule, zone: str | None, now: float, count: int) -> Iterator[Document]:
    """Yield the next runs of a schedule that is created now.

    `RunTime` is as the API writes times, `Run` in the zone of the schedule, `LocalRun` in that of
    this machine.
    """
    name = schedule.zone or zone or LOCAL_ZONE
    where = zone_of(name)
    for number, run in enumerate(islice(schedule.after(now, now), count), 1):
        yield {
            "Number": number,
            "RunTime": iso_seconds(run),
            "Run": datetime.fromtimestamp(run, where).strftime(WALL_TIME),
            "Zone": name,
            "LocalRun": datetime.fromtimestamp(run).astimezone().strftime(f"{WALL_TIME} %z"),
        }


def next_run_of(invocation: Document, now: float) -> str:
    """Return when an invocation runs next, as the API writes times; empty if it does not.

    An invocation that was stopped, or that is not timed, has no next run.
    """
    if invocation.get("RepeatMode") != "Period" or invocation.get("InvokeStatus") != "Running":
        return ""
    created = seconds_of(invocation["CreationTime"])
    run = parse(invocation["Frequency"]).next(now, created)
    return "" if run is None else iso_seconds(run)
