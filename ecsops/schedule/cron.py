"""Cron of six to eight fields, as Cloud Assistant's agent reads it; croniter knows most of it.

Seconds come first, then minute, hour, day of the month, month and day of the week; a seventh field
is a year or a time zone, and of eight the last is the zone. Without one the instance's own zone
counts.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timezone
from typing import Any

from ecsops.schedule import LOCAL_ZONE, Schedule, ScheduleError, zone_of

DAY_S = 86400

YEAR = re.compile(r"\*(/\d+)?|\?|.*\b(19[7-9]\d|20\d\d)\b.*")
LAST_WEEKDAY = re.compile(r"(\w+)L")
NEAREST = re.compile(r"(L|[1-9]|[12]\d|3[01])W")


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
