"""`at(2019-06-26 03:00:00 Asia/Tokyo)`: one run."""

import re
from collections.abc import Iterator
from datetime import datetime

from ecsops.schedule.fields import YEAR
from ecsops.schedule.model import Schedule, ScheduleError
from ecsops.schedule.wall_clock import instant_of
from ecsops.schedule.zones import zone_of

AT = re.compile(
    r"at\s*\(\s*(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)|\s+(\d\d:\d\d:\d\d)(?:\s+(\S+))?)\s*\)",
    re.IGNORECASE | re.ASCII,
)


def at(text: str) -> Schedule:
    """Return the schedule of `at(...)`; its zone is UTC by default.

    Raises ScheduleError for what is not such a time, or is beyond the last year of a schedule.
    The form with a T is what the agent itself gets from the service, in UTC.
    """
    found = AT.fullmatch(text)
    if found is None:
        raise ScheduleError(
            "InvalidAtExpression",
            "Invalid time {text!r}. Use at(yyyy-MM-dd HH:mm:ss) or at(yyyy-MM-dd HH:mm:ss ZONE).",
            text=text,
        )
    zone = found[4] or "UTC"
    where = zone_of(zone)
    written = f"{found[1]} {found[2] or found[3]}"
    try:
        wall = datetime.strptime(written, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        raise ScheduleError(
            "InvalidAtExpression", "Invalid date and time {text!r}.", text=written
        ) from None
    if not YEAR.low < wall.year <= YEAR.high:
        raise ScheduleError(
            "InvalidAtExpression",
            "Year {year} is out of range. Use a year up to {last}.",
            year=wall.year,
            last=YEAR.high,
        )
    run = instant_of(wall, where)

    def after(now: float, created: float) -> Iterator[float]:
        # At its creation the very second still runs (the agent compares whole seconds).
        if run > now or int(created) == int(now) == run:
            yield run

    return Schedule("at", zone, after)
