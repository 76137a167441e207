"""Durations and times as people type them."""

import re
from gettext import gettext as _

import click

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
        if re.fullmatch(r"\d+(\.\d+)?", value):
            return float(value)
        parts = re.findall(r"(\d+)([smhd])", value)
        if not parts or "".join(number + unit for number, unit in parts) != value:
            self.fail(
                _("{value!r} is no duration; write it like 90s, 10m, 1h30m or 2d.").format(
                    value=value
                ),
                param,
                ctx,
            )
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
