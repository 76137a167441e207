"""When a schedule runs: cron of six to eight fields, `rate(...)` and `at(...)`.

The grammar is that of Cloud Assistant's Frequency and of its agent: seconds come first, then
minute, hour, day of the month, month and day of the week; a seventh field is a year or a time
zone, and of eight the last is the zone. Without one the instance's own zone counts.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import Any, NamedTuple

LOCAL_ZONE = "Asia/Shanghai"
"""The zone of an instance unless something else is known: UTC+8."""

DAY_S = 86400

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}

RATE = re.compile(r"rate\s*\(\s*(\d+)\s*([smhd])\s*\)", re.IGNORECASE)
AT = re.compile(r"at\s*\(\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\s+(\S+))?\s*\)", re.IGNORECASE)
YEAR = re.compile(r"\*(/\d+)?|\?|.*\b(19[7-9]\d|20\d\d)\b.*")
OFFSET = re.compile(r"GMT([+-])(0|[1-9]|1[0-4]):([0-5]\d)")
LAST_WEEKDAY = re.compile(r"(\w+)L")
NEAREST = re.compile(r"(L|[1-9]|[12]\d|3[01])W")

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
        moment = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone_of(zone))
    except ValueError as error:
        raise (
            error
            if isinstance(error, ScheduleError)
            else ScheduleError("InvalidAtExpression", "{text!r} is no time.", text=found[1])
        ) from None
    run = moment.timestamp()

    def after(now: float, created: float) -> Iterator[float]:
        if run > now:
            yield run

    return Schedule("at", zone, after)


def cron(text: str, zone: str) -> Schedule:
    """Return the schedule of a cron expression."""
    fields = text.split()
    if len(fields) == 8 or (len(fields) == 7 and not YEAR.fullmatch(fields[6])):
        zone = fields.pop()
    if len(fields) not in (6, 7):
        raise wrong_count(text, fields)
    where = zone_of(zone)
    nearest = NEAREST.fullmatch(fields[3])
    expression = understood(fields, nearest is not None)
    check(expression, text)

    def after(now: float, created: float) -> Iterator[float]:
        for moment in moments(expression, datetime.fromtimestamp(now, where)):
            if nearest is None or moment.day == nearest_weekday(moment, nearest[1]):
                yield moment.timestamp()

    daily = not nearest and fields[3] in "*?" and fields[4] == "*" and fields[5] in "*?"
    unending = len(fields) == 6 or fields[6] in "*?"
    steady = isinstance(where, timezone) or zone == LOCAL_ZONE
    return Schedule("cron", zone, after, DAY_S if daily and unending and steady else 0)


def wrong_count(text: str, fields: list[str]) -> ScheduleError:
    """Return the error for so many fields, which says how the common mistake is mended."""
    if fields == ["0", "*/20", "*", "*", "*"]:
        return ScheduleError(
            "BadCronExpression",
            "{text!r} has 5 fields, and cron here has six to eight; every 20 minutes is: "
            "0 */20 * * * *.",
            text=text,
        )
    if len(fields) == 5:
        return ScheduleError(
            "BadCronExpression",
            "{text!r} has 5 fields, and cron here has six to eight; the first is the second, so "
            "write: 0 {cron}.",
            text=text,
            cron=text,
        )
    return ScheduleError(
        "BadCronExpression",
        "{text!r} has {count} fields, and cron here has six to eight.",
        text=text,
        count=len(fields),
    )


def understood(fields: list[str], any_day: bool) -> str:
    """Return the expression as croniter writes it: no `?`, and `L6` for the last Saturday."""
    fields = ["*" if field == "?" else field for field in fields]
    if any_day:
        fields[3] = "*"
    fields[5] = ",".join(
        f"L{found[1]}" if (found := LAST_WEEKDAY.fullmatch(part)) else part
        for part in fields[5].split(",")
    )
    return " ".join(fields)


def check(expression: str, text: str) -> None:
    """Raise ScheduleError when croniter does not understand the expression."""
    try:
        iterator(expression, datetime(2019, 6, 25, tzinfo=UTC))
    except (ValueError, KeyError) as error:
        raise ScheduleError(
            "BadCronExpression", "{text!r}: {error}", text=text, error=error
        ) from None


def iterator(expression: str, begin: datetime) -> Any:
    """Return croniter's iterator over the runs after a moment."""
    # Slow to import, and wanted only where there is a schedule.
    from croniter import croniter

    return croniter(expression, begin, second_at_beginning=True, max_years_between_matches=100)


def moments(expression: str, begin: datetime) -> Iterator[datetime]:
    """Yield the moments after `begin` at which the expression holds."""
    from croniter import CroniterBadDateError

    runs = iterator(expression, begin)
    while True:
        try:
            yield runs.get_next(datetime)
        except CroniterBadDateError:
            return


def nearest_weekday(moment: datetime, day: str) -> int:
    """Return the day from Monday to Friday that is nearest to a day of the moment's month."""
    last = monthrange(moment.year, moment.month)[1]
    wanted = last if day == "L" else int(day)
    if wanted > last:
        return 0
    weekday = date(moment.year, moment.month, wanted).weekday()
    if weekday == 5:
        return wanted - 1 if wanted > 1 else wanted + 2
    if weekday == 6:
        return wanted + 1 if wanted < last else wanted - 2
    return wanted


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
