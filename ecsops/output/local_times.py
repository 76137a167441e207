"""Times as people read them: the API's UTC in the zone of this machine, with its offset."""

import re
from time import gmtime, localtime, strftime
from typing import Any

TIME = r"\d{4}-\d\d-\d\dT[\d:]+Z"
"""The pattern of a time as the service writes it; some have no seconds."""

PARTS = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?Z( .*)?", re.DOTALL)

VERBATIM = ("OutputText", "Output", "CommandContent")
"""Fields with what a script says, or with the script: nothing in them is ours to change."""

DAY_S = 86400


def localized(name: str, value: Any) -> Any:
    """Return a value of the field `name` with local times in the place of UTC.

    A time is a whole value, or the beginning of an element of a list, such as of an event's life.
    """
    if isinstance(value, list):
        return [local_time(each) if isinstance(each, str) else each for each in value]
    if not isinstance(value, str) or not value.endswith("Z") or name in VERBATIM:
        return value
    return local_time(value)


def local_time(text: str) -> str:
    """Return `2026-12-01T19:00:00Z` as `2026-12-02 03:00:00+08:00`, and other text as it is."""
    found = PARTS.fullmatch(text)
    if not found:
        return text
    *numbers, rest = found.groups(default="")
    year, month, day, hour, minute, second = (int(each or 0) for each in numbers)
    since_1970 = _days(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second
    try:
        local = localtime(since_1970)
    except (OverflowError, ValueError, OSError):
        return text
    form = "%Y-%m-%d %H:%M:%S" if numbers[-1] else "%Y-%m-%d %H:%M"
    return strftime(form, local) + offset_text(local.tm_gmtoff) + rest


def offset_text(seconds: int) -> str:
    """Return an offset from UTC as `+08:00`."""
    sign = "-" if seconds < 0 else "+"
    return sign + strftime("%H:%M", gmtime(abs(seconds)))


def _days(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date; `calendar` would import datetime and locale."""
    shifted = year - (month <= 2)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + of_year - 719468
