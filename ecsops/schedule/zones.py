"""Time zones as a schedule names them."""

import re
from datetime import UTC, timedelta, timezone, tzinfo

from ecsops.schedule.model import ScheduleError

OFFSET = re.compile(r"GMT([+-])([0-9]|1[0-4]):([0-5][0-9])")


def zone_of(name: str) -> tzinfo:
    """Return a zone: `UTC`, `GMT`, `GMT+8:00`, or a name of the tz database with a slash.

    Raises ScheduleError for any other name; names are case-sensitive.
    """
    if name in ("UTC", "GMT"):
        return UTC
    if "/" not in name and ("+" in name or "-" in name):
        return offset_of(name)
    # lazy import: only zones with rules of their own need the tz database
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if "/" not in name:
            raise ZoneInfoNotFoundError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ScheduleError(
            "TimezoneInformationCorrupt",
            "Unknown time zone {name!r}. Use a name such as Asia/Shanghai, GMT+8:00 or UTC.",
            name=name,
        ) from None


def offset_of(name: str) -> tzinfo:
    """Return the zone of `GMT+8:00`; raise ScheduleError for another form."""
    found = OFFSET.fullmatch(name)
    if found is None:
        raise ScheduleError(
            "InvalidGMTOffsetForTimezone",
            "Invalid offset {name!r}. Use GMT+h:mm or GMT-h:mm with h from 0 to 14 and "
            "no leading zero, as in GMT+8:00.",
            name=name,
        )
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(offset if found[1] == "+" else -offset)
