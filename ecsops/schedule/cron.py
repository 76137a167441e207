"""Cron of six to eight fields, as the agent of Cloud Assistant reads it.

Seconds come first, then minute, hour, day of the month, month and weekday; a seventh field is a
year or a time zone, and of eight the last is the zone. Without one, the zone of the instance
applies. Runs are searched up to the year 2099, so every search ends.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import cached_property
from itertools import pairwise

from ecsops.schedule import fields
from ecsops.schedule.days import days_of
from ecsops.schedule.fields import Values, read_field
from ecsops.schedule.model import LOCAL_ZONE, Schedule, ScheduleError
from ecsops.schedule.surprises import clock_changes, surprises
from ecsops.schedule.wall_clock import instant_of, wall_of
from ecsops.schedule.zones import zone_of

DAY_S = 86400

EVERY_YEAR = fields.YEAR.high - fields.YEAR.low + 1
"""How many years a field of years has that leaves all of them open."""

END = 4102444800 + 2 * DAY_S
"""After the year 2099 in every zone, in seconds since 1970: no schedule runs later."""

LONGEST_TEXT = 4096
"""Characters of an expression: more than any list of all values takes."""

IS_YEAR = re.compile(r"[*?]|\*/[0-9]+|.*(?:19[789][0-9]|20[0-9]{2}).*", re.DOTALL)
"""Values that the agent reads as a year where a seventh field may also be a zone."""

FIELDS = (
    fields.SECOND,
    fields.MINUTE,
    fields.HOUR,
    fields.DAY,
    fields.MONTH,
    fields.WEEKDAY,
    fields.YEAR,
)


def cron(text: str, zone: str) -> Schedule:
    """Return the schedule of a cron expression; raise ScheduleError for a wrong one."""
    if len(text) > LONGEST_TEXT:
        raise ScheduleError(
            "BadCronExpression",
            "The expression {text!r} is too long: use at most {most} characters.",
            text=text,
            most=LONGEST_TEXT,
        )
    written = text.split()
    if not 6 <= len(written) <= 8:
        raise wrong_count(text, written)
    year = "*"
    if len(written) == 8:
        year, zone = written[6:]
    elif len(written) == 7 and IS_YEAR.fullmatch(written[6]):
        year = written[6]
    elif len(written) == 7:
        zone = written[6]
    where = zone_of(zone)
    read = [read_field(*each, text) for each in zip(FIELDS, (*written[:6], year), strict=True)]
    calendar = Calendar(read)
    return Schedule(
        "cron",
        zone,
        lambda now, _: calendar.runs(now, where),
        calendar.least_s,
        calendar.is_regular,
        DAY_S if calendar.is_daily and has_one_offset(zone, where) else 0,
        surprises=lambda now: (
            *surprises(written),
            *clock_changes(calendar.next_wall, where, now),
        ),
    )


def has_one_offset(name: str, zone: tzinfo) -> bool:
    """Return whether the clocks of a zone never change; China's have not since 1991."""
    return isinstance(zone, timezone) or name == LOCAL_ZONE


def wrong_count(text: str, written: list[str]) -> ScheduleError:
    """Return the error for so many fields; five fields are those of another cron."""
    if written == ["0", "*/20", "*", "*", "*"]:  # the feature document's own sample
        return ScheduleError(
            "InvalidCronExpression",
            "{text!r} has 5 fields. Use six to eight; every 20 minutes is '0 */20 * * * *'.",
            text=text,
        )
    if len(written) == 5:
        return ScheduleError(
            "InvalidCronExpression",
            "{text!r} has 5 fields. Use six to eight; the first is the second: '0 {cron}'.",
            text=text,
            cron=" ".join(written),
        )
    return ScheduleError(
        "InvalidCronExpression",
        "{text!r} has {count} fields. Use six to eight: second minute hour day month weekday "
        "[year] [zone].",
        text=text,
        count=len(written),
    )


class Calendar:
    """The wall times that a cron expression means."""

    def __init__(self, read: list[Values]) -> None:
        """Take the fields in the order of `FIELDS`."""
        second, minute, hour, self._day, month, self._weekday, year = read
        self.seconds = sorted(second.values)
        self.minutes = sorted(minute.values)
        self.hours = sorted(hour.values)
        self.months = sorted(month.values)
        self.years = sorted(year.values)
        self._days: dict[tuple[int, int], list[int]] = {}

    def runs(self, now: float, zone: tzinfo) -> Iterator[float]:
        """Yield the instants after now at which the schedule runs, up to the last year."""
        if not 0 <= now < END:
            return
        wall = wall_of(now, zone)
        while found := self.next_wall(wall):
            run = instant_of(found, zone)
            wall = found
            if run > now:
                yield run
                wall = max(found, wall_of(run, zone))

    def next_wall(self, wall: datetime) -> datetime | None:
        """Return the first wall time that is later than this one, or None."""
        begin = wall + timedelta(seconds=1)
        for year in self.years[bisect_left(self.years, begin.year) :]:
            for month in self.months:
                if (year, month) < (begin.year, begin.month):
                    continue
                for day in self.days(year, month):
                    date = datetime(year, month, day)
                    if date.date() < begin.date():
                        continue
                    moment = begin.time() if date.date() == begin.date() else time.min
                    if found := self.next_time(moment):
                        return datetime.combine(date, found)
        return None

    def days(self, year: int, month: int) -> list[int]:
        """Return the days of a month."""
        if (year, month) not in self._days:
            self._days[year, month] = days_of(year, month, self._day, self._weekday)
        return self._days[year, month]

    def next_time(self, moment: time) -> time | None:
        """Return the first time of day that is not before this one, or None."""
        for hour in self.hours[bisect_left(self.hours, moment.hour) :]:
            minute_from = moment.minute if hour == moment.hour else 0
            for minute in self.minutes[bisect_left(self.minutes, minute_from) :]:
                is_first = (hour, minute) == (moment.hour, moment.minute)
                place = bisect_left(self.seconds, moment.second if is_first else 0)
                if place < len(self.seconds):
                    return time(hour, minute, self.seconds[place])
        return None

    @property
    def is_daily(self) -> bool:
        """Return whether every day has the same runs."""
        is_every = self._day.is_open and self._weekday.is_open
        return is_every and len(self.months) == 12 and len(self.years) == EVERY_YEAR

    @cached_property
    def least_s(self) -> int | None:
        """The shortest time between two runs, or None where all days have one run at most.

        Runs on neighbouring days count where the days of some month are neighbours.
        """
        gaps = [later - earlier for earlier, later in pairwise(self.seconds)]
        a_minute = self.seconds[0] - self.seconds[-1]
        gaps += [60 * (b - a) + a_minute for a, b in pairwise(self.minutes)]
        an_hour = 60 * (self.minutes[0] - self.minutes[-1]) + a_minute
        gaps += [3600 * (b - a) + an_hour for a, b in pairwise(self.hours)]
        a_day = 3600 * (self.hours[0] - self.hours[-1]) + an_hour
        gaps += [DAY_S * days + a_day for days in self._day_gaps]
        return min(gaps, default=None)

    @cached_property
    def _day_gaps(self) -> set[int]:
        """The numbers of days between one day with runs and the next, over two years."""
        found: set[int] = set()
        last: datetime | None = None
        for year in self.years[-4:]:
            for month in self.months:
                for day in self.days(year, month):
                    date = datetime(year, month, day)
                    if last is not None:
                        found.add((date - last).days)
                    last = date
        return found

    @cached_property
    def is_regular(self) -> bool:
        """Return whether all runs are the same time apart."""
        if not self.is_daily or self.least_s is None:
            return False
        count = len(self.seconds) * len(self.minutes) * len(self.hours)
        return count * self.least_s == DAY_S
