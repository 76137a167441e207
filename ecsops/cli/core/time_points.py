"""Points in time as people type them: in UTC, with an offset, or local."""

from gettext import gettext as _
from typing import Any

import click

from ecsops.type_variables import F

FORMS = "2019-06-26T03:00:00Z, 2019-06-26T03:00+08:00 or, local, '2019-06-26 03:00'"


class Moment(click.ParamType[str]):
    """A time such as `2019-06-26T03:00:00Z`, `…+08:00` or `2019-06-26 03:00`, as text in UTC.

    A time without an offset is local: in the zone of --zone, else in that of this machine.
    """

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the time as the service writes it."""
        # Only a command line with a time in it pays for datetime.
        from datetime import UTC, datetime

        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            read = None
        if read is None or ":" not in value:
            self.fail(
                _("{value!r} is no time; write it like {forms}.").format(
                    value=value, forms=_(FORMS)
                ),
                param,
                ctx,
            )
        if read.tzinfo is None:
            read = self.local(read, value, param, ctx)
        return read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def local(
        self, read: Any, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return the time with its zone; one that a change of clocks leaves out is refused."""
        from datetime import UTC

        zone = ctx.meta.get("zone") if ctx else None
        there = read.replace(tzinfo=zone) if zone else read.astimezone()
        back = there.astimezone(UTC).astimezone(there.tzinfo)
        if back.replace(tzinfo=None) != read:
            self.fail(
                _("There is no {value!r} in this zone: the clocks skip it.").format(value=value),
                param,
                ctx,
            )
        return there


def read_zone(ctx: click.Context, parameter: click.Parameter, name: str | None) -> None:
    """Keep the zone of --zone for the times of the command line."""
    if name is None:
        return
    # Only --zone pays for the database of zones.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ctx.meta["zone"] = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(
            _("There is no zone {name!r}.").format(name=name), ctx, parameter
        ) from error


zone_option = click.option(
    "--zone",
    metavar="ZONE",
    is_eager=True,
    expose_value=False,
    callback=read_zone,
    help="Zone of a time without an offset, such as Asia/Shanghai; else this machine's.",
)


def at_option(function: F) -> F:
    """Give a command `--at` and `--zone`; it receives the time as text in UTC."""
    function = zone_option(function)
    return click.option(
        "--at", type=Moment(), required=True, metavar="TIME", help=f"Such as {FORMS}."
    )(function)
