"""Points in time as people type them: one grammar for every option that takes a time."""

from collections.abc import Callable
from gettext import gettext as _
from typing import NamedTuple

import click

from ecsops.times import FORMS, TimeError, TimeOf, iso_seconds, parse_time
from ecsops.type_variables import F


class Moment(NamedTuple):
    """A typed time, which may depend on the clock of the account: `+24h`."""

    of: TimeOf

    def at(self, now: float) -> float:
        """Return the seconds since 1970 of what is typed at `now`."""
        try:
            return self.of(now)
        except TimeError as error:
            raise click.UsageError(str(error)) from error

    def text(self, now: float) -> str:
        """Return the time as the service writes it."""
        return iso_seconds(self.at(now))


class MomentType(click.ParamType[Moment]):
    """Any time of `ecsops.times.parse_time`; without a zone in that of --zone, else local."""

    name = "time"

    def __init__(self, *, past: bool = False) -> None:
        self.past = past

    def convert(
        self, value: str | Moment, param: click.Parameter | None, ctx: click.Context | None
    ) -> Moment:
        """Return the time."""
        if isinstance(value, Moment):
            return value
        zone = ctx.meta.get("zone") if ctx else None
        try:
            return Moment(parse_time(value, zone, past=self.past))
        except TimeError as error:
            self.fail(str(error), param, ctx)


FUTURE = MomentType()
PAST = MomentType(past=True)


def read_zone(ctx: click.Context, parameter: click.Parameter, name: str | None) -> None:
    """Keep the zone of --zone for the times of the command line."""
    if name is None:
        return
    # lazy import
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ctx.meta["zone"] = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(
            _("No such zone: {name!r}.").format(name=name), ctx, parameter
        ) from error


zone_option = click.option(
    "--zone",
    metavar="ZONE",
    is_eager=True,
    expose_value=False,
    callback=read_zone,
    help=(
        "Time zone of a time without an offset, such as Asia/Shanghai (default: this "
        "machine's zone)."
    ),
)


def at_option(function: F) -> F:
    """Give a command `--at` and `--zone`; it receives the time."""
    function = zone_option(function)
    return click.option(
        "--at", type=FUTURE, required=True, metavar="TIME", help=f"New time, such as {FORMS}."
    )(function)


def span_options(since: str) -> Callable[[F], F]:
    """Return what gives a command `--since`, `--until` and `--zone`; the first has a default."""
    options = (
        click.option(
            "--since",
            type=PAST,
            default=since,
            show_default=True,
            metavar="TIME",
            help="Start of the period: a duration ago, such as 6h, or a time such as "
            + FORMS
            + ".",
        ),
        click.option(
            "--until", type=PAST, metavar="TIME", help="End of the period (default: now)."
        ),
        zone_option,
    )

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def span(since: Moment, until: Moment | None, now: float) -> tuple[float, float]:
    """Return begin and end in seconds since 1970."""
    return since.at(now), now if until is None else until.at(now)
