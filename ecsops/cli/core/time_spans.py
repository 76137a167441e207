"""Spans of time as people type them: `--since 6h`, `--until 2019-06-25T08:00:00Z`."""

from collections.abc import Callable
from typing import NamedTuple

import click

from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.time_points import FORMS, Moment, zone_option
from ecsops.type_variables import F


class When(NamedTuple):
    """A time: so many seconds since 1970, or so many seconds ago."""

    seconds: float
    ago: bool

    def at(self, now: float) -> float:
        """Return the seconds since 1970."""
        return now - self.seconds if self.ago else self.seconds


class WhenType(click.ParamType[When]):
    """A time such as `6h` (ago) or any that `Moment` reads."""

    name = "time"

    def convert(
        self, value: str | When, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        """Return the time."""
        if isinstance(value, When):
            return value
        if value[-1:] in "smhd" and value[:1].isdigit():
            return When(DURATION.convert(value, param, ctx), ago=True)
        # A duration, which most people type, needs no calendar.
        from calendar import timegm
        from time import strptime

        text = Moment().convert(value, param, ctx)
        return When(timegm(strptime(text, "%Y-%m-%dT%H:%M:%SZ")), ago=False)


WHEN = WhenType()


def span_options(since: str) -> Callable[[F], F]:
    """Return what gives a command `--since`, `--until` and `--zone`; the first has a default."""
    options = (
        click.option(
            "--since",
            type=WHEN,
            default=since,
            show_default=True,
            metavar="TIME",
            help="The first time: a duration ago, such as 6h, or a time such as " + FORMS + ".",
        ),
        click.option("--until", type=WHEN, metavar="TIME", help="The last time; by default now."),
        zone_option,
    )

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def span(since: When, until: When | None, now: float) -> tuple[float, float]:
    """Return begin and end in seconds since 1970."""
    return since.at(now), now if until is None else until.at(now)
