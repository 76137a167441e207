"""`ecsops monitor health`: the health of instances."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext

import click

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus, HealthStatus
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.instance_selection import named_instances
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_rows
from ecsops.errors import NotHealthy
from ecsops.operations.monitoring.health import is_ok, list_health
from ecsops.output import Layout

NAMED = 10
"""The number of unhealthy instances that the error of --check names."""

COLUMNS = ("InstanceId", "InstanceName", "Status", "HealthStatus")

assert isinstance(DescribeInstancesFullStatus.item, dict)

STATUS: Shape = {
    **DescribeInstancesFullStatus.item,
    "InstanceName": str,
    "HealthStatusText": str,
}

COLOURS: dict[str, str] = {
    HealthStatus.OK: "green",
    HealthStatus.IMPAIRED: "red",
    HealthStatus.WARNING: "yellow",
    HealthStatus.MAINTAINING: "magenta",
    HealthStatus.INITIALIZING: "cyan",
    HealthStatus.INSUFFICIENT_DATA: "blue",
    HealthStatus.NOT_APPLICABLE: "bright_black",
}
"""Green and red are those of the document's console; it leaves the others blank."""


@click.command(cls=Command)
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@click.option("--check", is_flag=True, help="Exit with an error unless all instances are healthy.")
@output_option
@pass_session
def health(session: Session, instance_ids: Sequence[str], check: bool, layout: Layout) -> None:
    """Show the health of all instances, or of those named.

    HealthStatus is the API value; HealthStatusText is the console's wording.
    """
    seen: list[Document] = []

    if instance_ids and session.in_several_regions:
        raise click.UsageError(_("Use either instances or several regions, not both."))
    show_rows(
        session,
        layout,
        lambda client: list_health(client, instance_ids),
        columns=COLUMNS,
        shape=STATUS,
        colours=COLOURS,
        seen=seen,
        nothing=lambda: _("No instances in {region}."),
        named=named_instances(instance_ids),
    )
    unhealthy = [status for status in seen if not is_ok(status)]
    if check and unhealthy:
        raise NotHealthy(
            ngettext(
                "{count} of {total} instances is unhealthy: {instances}.",
                "{count} of {total} instances are unhealthy: {instances}.",
                len(unhealthy),
            ).format(count=len(unhealthy), total=len(seen), instances=named_states(unhealthy)),
            _("`ecsops events list` shows the open system events."),
        )


def named_states(statuses: Sequence[Document]) -> str:
    """Return the ids of instances with their states: the first ones, and `…` for others."""
    shown = [f"{each['InstanceId']} ({each['HealthStatus']['Name']})" for each in statuses[:NAMED]]
    return ", ".join([*shown, "…"] if len(statuses) > NAMED else shown)
