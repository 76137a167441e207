"""Times: as the API writes them, and as people type them."""

import re
from collections.abc import Callable
from gettext import gettext as _
from time import gmtime, strftime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

ISO_SECONDS = "%Y-%m-%dT%H:%M:%SZ"

ISO_MINUTES = "%Y-%m-%dT%H:%MZ"

LATEST_S = 253402300799
"""The last second of the year 9999; times before 1970 are refused as well."""

LONGEST_S = 36500 * 86400
"""The longest duration that is accepted: a hundred years."""

MOST_CHARACTERS = 100

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}

DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}

FORMS = "2026-12-24T03:00:00Z, '2026-12-24 03:00', 03:00, 'tomorrow 03:00' or +24h"
"""The forms of a time that people type; one without a zone is local."""

TimeOf = Callable[[float], float]
"""Parse a typed time to seconds since 1970, relative to a given time."""


class TimeError(ValueError):
    """A typed time is not valid; the text is a sentence for people."""


def iso_seconds(at: float) -> str:
    """Return a time since 1970 in the form of the API, without parts of a second."""
    return strftime(ISO_SECONDS, gmtime(at))


def seconds_of(text: str) -> float:
    """Return a time of the API, to the second or the minute, in seconds since 1970.

    Raises ValueError for any other form.
    """
    # lazy import
    from calendar import timegm
    from time import strptime

    return float(timegm(strptime(text, ISO_SECONDS if text.count(":") == 2 else ISO_MINUTES)))


def duration_of(text: str) -> float | None:
    """Return the seconds of `300`, `5m` or `1h30m`, or None for another text."""
    if len(text) > MOST_CHARACTERS:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    parts = re.findall(r"([0-9]+)([smhd])", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return float(sum(int(number) * UNITS_S[unit] for number, unit in parts))


def parse_time(text: str, zone: "tzinfo | None" = None, *, past: bool = False) -> TimeOf:
    """Return the time that a text means; a time without a zone is in `zone`, else local.

    `+24h` is from now on. With `past`, `2h` is two hours ago and `03:00` the last one; without it,
    `03:00` is the next one. Raises TimeError for other forms, and so does what is returned where
    the clocks skip the time or the year is past 9999.
    """
    if len(text) > MOST_CHARACTERS:
        raise invalid_time(text[:MOST_CHARACTERS] + "…")
    if text.startswith("+") or (past and text[-1:] in UNITS_S):
        return from_now(text)
    word, _blank, clock = text.rpartition(" ")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", clock) and word in {"", *DAYS}:
        return time_of_day(text, word, clock, zone, past=past)
    at = absolute(text, zone)
    return lambda now: at


def invalid_time(text: str) -> TimeError:
    """Return the error of a text that is not a time."""
    return TimeError(_("Invalid time {value!r}. Use {forms}.").format(value=text, forms=_(FORMS)))


def from_now(text: str) -> TimeOf:
    """Return the time of `+24h`, or of `2h` (ago)."""
    seconds = duration_of(text.removeprefix("+"))
    if seconds is None:
        raise invalid_time(text)
    if seconds > LONGEST_S:
        raise TimeError(
            _("The duration {value!r} is too long. Use at most 36500d.").format(value=text)
        )
    change = seconds if text.startswith("+") else -seconds
    return lambda now: in_range(text, now + change)


def in_range(text: str, at: float) -> float:
    """Return the time if it is between 1970 and 9999; otherwise raise TimeError."""
    if not 0 <= at <= LATEST_S:
        raise TimeError(
            _("The time {value!r} is out of range. Use the years 1970 to 9999.").format(value=text)
        )
    return at


def absolute(text: str, zone: "tzinfo | None") -> float:
    """Return the seconds of an ISO time, with `T` or a blank, with or without a zone."""
    # lazy import
    from datetime import datetime

    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise invalid_time(text) from None
    if ":" not in text:
        raise invalid_time(text)
    if read.tzinfo is None:
        return instant(text, read, zone)
    return in_range(text, (read - datetime.fromisoformat("1970-01-01T00:00Z")).total_seconds())


def instant(text: str, wall: "datetime", zone: "tzinfo | None") -> float:
    """Return the seconds of a wall time in a zone; TimeError if the clocks skip it."""
    # lazy import
    from datetime import UTC

    try:
        there = wall.replace(tzinfo=zone) if zone else wall.astimezone()
        back = there.astimezone(UTC).astimezone(there.tzinfo).replace(tzinfo=None)
        at = there.timestamp()
    except (OverflowError, OSError, ValueError) as error:
        raise no_local_time(text) from error
    if back != wall:
        raise TimeError(
            _("The time {value!r} does not exist in this zone: the clocks skip it.").format(
                value=text
            )
        )
    return in_range(text, at)


def no_local_time(text: str) -> TimeError:
    """Return the error of a local time that the calendar or the zone of TZ cannot express."""
    return TimeError(
        _("Cannot read {value!r} as local time. Check TZ, or use a time in UTC.").format(value=text)
    )


def time_of_day(text: str, word: str, clock: str, zone: "tzinfo | None", *, past: bool) -> TimeOf:
    """Return the time of `03:00` or `tomorrow 03:00`."""
    # lazy import
    from datetime import datetime, time, timedelta

    try:
        wanted = time.fromisoformat(clock.zfill(5) if len(clock) < 6 else clock.zfill(8))
    except ValueError:
        raise invalid_time(text) from None

    def at(now: float) -> float:
        """Return the time of day on the day that is meant."""

        def on(days: int) -> float:
            try:
                day = datetime.fromtimestamp(now, zone).date() + timedelta(days)
            except (OverflowError, OSError, ValueError) as error:
                raise no_local_time(text) from error
            return instant(text, datetime.combine(day, wanted), zone)

        if word:
            return on(DAYS[word])
        found = on(0)
        if past:
            return found if found <= now else on(-1)
        return found if found > now else on(1)

    return at
