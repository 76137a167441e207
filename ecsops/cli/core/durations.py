"""Durations as people type them."""

from gettext import gettext as _

import click

from ecsops.times import LONGEST_S, duration_of


class Duration(click.ParamType[float]):
    """A duration such as `90s`, `10m`, `1h30m` or `2d`, in seconds; a bare number is seconds."""

    name = "duration"

    def __init__(self, least_s: float = 0) -> None:
        self.least_s = least_s

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        if isinstance(value, int | float):
            return float(value)
        seconds = duration_of(value)
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
        if seconds < self.least_s:
            self.fail(
                _("The duration {value!r} is too short. Use at least {least:g}s.").format(
                    value=value, least=self.least_s
                ),
                param,
                ctx,
            )
        return seconds


DURATION = Duration()
