"""When a schedule runs: `rate(...)`, `at(...)`, and cron, which has a module of its own.

The grammar is that of Cloud Assistant's Frequency and of its agent.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

LOCAL_ZONE = "Asia/Shanghai"
"""The zone of an instance unless something else is known: UTC+8."""

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}

RATE = re.compile(r"rate\s*\(\s*(\d+)\s*([smhd])\s*\)", re.IGNORECASE)
AT = re.compile(r"at\s*\(\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\s+(\S+))?\s*\)", re.IGNORECASE)
OFFSET = re.compile(r"GMT([+-])(0|[1-9]|1[0-4]):([0-5]\d)")

PATTERN_RUNS = 70
"""How many runs show the shortest interval of a cron expression: more than a minute has."""


class ScheduleError(ValueError):
    """An expression that is no schedule; `code` is what the agent calls the mistake.

    The simulator says the sentence as a service would, in English; a command in the language of
    its run, so it is kept apart from its `values`.
    """

    def __init__(self, code: str, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.code = code
        self.sentence = sentence
        self.values = values


class Schedule(NamedTuple):
    """A schedule that was understood: its runs after a time, when counted from its creation.

    After `cycle_s` seconds its runs begin anew, each at the same place; 0 where they do not.
    """

    kind: str
    zone: str
    after: Callable[[float, float], Iterator[float]]
    cycle_s: int = 0

    def next(self, now: float, created: float) -> float | None:
        """Return the next run after now, or None when there is none any more."""
        return next(self.after(now, created), None)

    def leap(self, now: float, until: float, keep: int) -> tuple[int, float]:
        """Return how many runs from now on may be passed over, and when the next one is then.

        Now is the time of a run. The last `keep` runs before `until` are left.
        """
        if not self.cycle_s:
            return 0, now
        in_cycle = len(self._before(now, now + self.cycle_s))
        cycles = max(int((until - now) // self.cycle_s) - keep // in_cycle - 1, 0)
        begin = now + cycles * self.cycle_s
        left = self._before(begin, until)
        extra = max(len(left) - keep, 0)
        return cycles * in_cycle + extra, left[extra]

    def _before(self, run: float, until: float) -> list[float]:
        """Return this run and all that follow it before then."""
        return [run, *takewhile(lambda each: each < until, self.after(run, run))]

    def interval_s(self, now: float, created: float) -> float | None:
        """Return the shortest time between two runs, or None when it runs once at most."""
        times = list(islice(self.after(now, created), PATTERN_RUNS))
        gaps = [later - earlier for earlier, later in pairwise(times)]
        return min(gaps, default=None)


@lru_cache(maxsize=256)
def parse(text: str, zone: str = LOCAL_ZONE) -> Schedule:
    """Return the schedule of an expression; raise ScheduleError, which says what is wrong."""
    text = text.strip()
    if text.lower().startswith("rate"):
        return rate(text)
    if text.lower().startswith("at"):
        return at(text)
    # Calendars are for cron alone; it knows the rest of this module.
    from ecsops.schedule.cron import cron

    return cron(text, zone)


def rate(text: str) -> Schedule:
    """Return the schedule of `rate(5m)`: a run every five minutes, the first after one period."""
    found = RATE.fullmatch(text)
    if found is None or int(found[1]) == 0:
        raise ScheduleError(
            "InvalidRateExpression",
            "{text!r} is no rate; write rate(5m), with s, m, h or d.",
            text=text,
        )
    period = int(found[1]) * UNITS_S[found[2].lower()]

    def after(now: float, created: float) -> Iterator[float]:
        run = created + period * (max(now - created, 0) // period + 1)
        while True:
            yield run
            run += period

    return Schedule("rate", "", after, period)


def at(text: str) -> Schedule:
    """Return the schedule of `at(2019-06-26 03:00:00 UTC)`: one run; its zone is UTC by default."""
    found = AT.fullmatch(text)
    if found is None:
        raise ScheduleError(
            "InvalidAtExpression",
            "{text!r} is no time; write at(yyyy-MM-dd HH:mm:ss [zone]).",
            text=text,
        )
    zone = found[2] or "UTC"
    try:
        moment = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S")
    except ValueError:
        raise ScheduleError("InvalidAtExpression", "{text!r} is no time.", text=found[1]) from None
    run = moment.replace(tzinfo=zone_of(zone)).timestamp()

    def after(now: float, created: float) -> Iterator[float]:
        if run > now:
            yield run

    return Schedule("at", zone, after)


def zone_of(name: str) -> tzinfo:
    """Return a zone: `UTC`, `GMT`, `GMT+8:00`, or of the IANA's names one with a slash."""
    if name in ("UTC", "GMT"):
        return UTC
    if name.startswith("GMT"):
        return offset_of(name)
    # Only zones with rules of their own pay for the IANA's data.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if "/" not in name:
            raise ZoneInfoNotFoundError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ScheduleError(
            "BadCronExpression",
            "{name!r} is no time zone; write Asia/Shanghai, GMT+8:00 or UTC.",
            name=name,
        ) from None


def offset_of(name: str) -> tzinfo:
    """Return the zone of `GMT+8:00`."""
    found = OFFSET.fullmatch(name)
    if found is None:
        raise ScheduleError(
            "InvalidGMTOffsetForTimezone",
            "{name!r} is no offset; write GMT+8:00 or GMT-7:30.",
            name=name,
        )
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(offset if found[1] == "+" else -offset)
