"""Durations and times as people type them."""

import re
from gettext import gettext as _

import click

LONGEST_S = 36500 * 86400
"""The longest duration that an option takes: a hundred years."""

MOST_CHARACTERS = 100

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Duration(click.ParamType[float]):
    """A duration such as `90s`, `10m`, `1h30m` or `2d`, in seconds; a bare number is seconds."""

    name = "duration"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        if isinstance(value, int | float):
            return float(value)
        seconds = seconds_of(value)
        if seconds is None:
            self.fail(
                _(
                    "Invalid duration {value!r}. Use 90s, 10m, 1h30m or 2d; 300 is 300 seconds."
                ).format(value=value),
                param,
                ctx,
            )
        if seconds > LONGEST_S:
            self.fail(
                _("The duration {value!r} is too long. Use at most 36500d.").format(value=value),
                param,
                ctx,
            )
        return seconds


def seconds_of(written: str) -> float | None:
    """Return the seconds of a duration, infinity for far too many, or None for another text."""
    if len(written) > MOST_CHARACTERS:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
        return float(written)
    parts = re.findall(r"([0-9]+)([smhd])", written)
    if not parts or "".join(number + unit for number, unit in parts) != written:
        return None
    return float(sum(int(number) * UNITS_S[unit] for number, unit in parts))


class Time(click.ParamType[float]):
    """A time in UTC such as `2019-06-25T08:00:00Z`, in seconds since 1970."""

    name = "time"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds since 1970."""
        if isinstance(value, int | float):
            return float(value)
        # Durations, which are most of what is typed, need no calendar.
        from calendar import timegm
        from time import strptime

        try:
            return float(timegm(strptime(value, "%Y-%m-%dT%H:%M:%SZ")))
        except ValueError:
            self.fail(
                _("{value!r} is no time in UTC such as 2019-06-25T08:00:00Z.").format(value=value),
                param,
                ctx,
            )


DURATION = Duration()
TIME = Time()
