"""Which days of a month a cron expression means.

A field whose entries include `*` or `?` leaves the day open. Where both the day of the month and
the weekday are restricted, either is enough.
"""

from calendar import monthrange
from collections.abc import Iterator

from ecsops.schedule.fields import Values

SATURDAY, SUNDAY = 6, 0


def days_of(year: int, month: int, day: Values, weekday: Values) -> list[int]:
    """Return the days of a month, sorted."""
    first, length = monthrange(year, month)
    month_days = Month((first + 1) % 7, length)
    if day.is_open and weekday.is_open:
        return [*range(1, length + 1)]
    found: set[int] = set()
    if not day.is_open:
        found.update(month_days.by_day(day))
    if not weekday.is_open:
        found.update(month_days.by_weekday(weekday))
    return sorted(found)


class Month:
    """A month: the weekday of its first day (0 is Sunday) and its length."""

    def __init__(self, first: int, length: int) -> None:
        self.first = first
        self.length = length

    def weekday(self, day: int) -> int:
        """Return the weekday of a day."""
        return (self.first + day - 1) % 7

    def by_day(self, field: Values) -> Iterator[int]:
        """Yield the days that the day of the month names."""
        yield from (day for day in field.values if day <= self.length)
        yield from (self.working_day(day) for day in field.nearest if day <= self.length)
        if field.last_day:
            yield self.length
        if field.last_working_day:
            yield self.last_working_day()

    def by_weekday(self, field: Values) -> Iterator[int]:
        """Yield the days that the weekday names."""
        days = range(1, self.length + 1)
        yield from (day for day in days if self.weekday(day) in field.values)
        for weekday in field.last:
            yield max(day for day in days if self.weekday(day) == weekday)
        for weekday, number in field.nth:
            of_weekday = [day for day in days if self.weekday(day) == weekday]
            yield from of_weekday[number - 1 : number]

    def working_day(self, day: int) -> int:
        """Return the day from Monday to Friday that is nearest to a day, in the same month."""
        if self.weekday(day) == SATURDAY:
            return day - 1 if day > 1 else day + 2
        if self.weekday(day) == SUNDAY:
            return day + 1 if day < self.length else day - 2
        return day

    def last_working_day(self) -> int:
        """Return the last day from Monday to Friday."""
        return self.length - {SATURDAY: 1, SUNDAY: 2}.get(self.weekday(self.length), 0)
