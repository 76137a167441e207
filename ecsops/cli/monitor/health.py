"""`ecsops monitor health`: the health of instances."""

from collections.abc import Iterable, Sequence
from gettext import gettext as _
from gettext import ngettext

import click

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus, HealthStatus
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.instance_selection import named_instances
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import noted, show_rows
from ecsops.client import Client
from ecsops.errors import NotHealthy
from ecsops.operations.monitoring.health import is_ok, is_switched_off, list_health
from ecsops.output import Layout

COLUMNS = ("InstanceId", "InstanceName", "Status", "HealthStatus", "Reason")

assert isinstance(DescribeInstancesFullStatus.item, dict)

STATUS: Shape = {
    **DescribeInstancesFullStatus.item,
    "InstanceName": str,
    "HealthStatusText": str,
    "Reason": str,
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
@click.option("--unhealthy", is_flag=True, help="Only instances that are not Ok.")
@click.option(
    "--check", is_flag=True, help="Exit with an error unless all running instances are healthy."
)
@click.option("--strict", is_flag=True, help="With --check, include stopped instances.")
@output_option
@pass_session
def health(
    session: Session,
    instance_ids: Sequence[str],
    unhealthy: bool,
    check: bool,
    strict: bool,
    layout: Layout,
) -> None:
    """Show the health of all instances, or of those named, with the reason of each problem.

    HealthStatus is the API value; HealthStatusText is the console's wording. All instances are
    listed worst first.
    """
    seen: list[Document] = []

    if instance_ids and session.in_several_regions:
        raise click.UsageError(_("Use either instances or several regions, not both."))
    if strict and not check:
        raise click.UsageError(_("--strict needs --check."))

    def found(client: Client) -> Iterable[Document]:
        statuses = noted(list_health(client, instance_ids), seen)
        return (each for each in statuses if not (unhealthy and is_ok(each)))

    show_rows(
        session,
        layout,
        found,
        columns=COLUMNS,
        shape=STATUS,
        colours=COLOURS,
        least=("Status",),
        nothing=lambda: nothing_shown(unhealthy=unhealthy, seen=seen),
        named=named_instances(instance_ids),
    )
    if check:
        fail_unless_well([each for each in seen if strict or not is_switched_off(each)])


def nothing_shown(*, unhealthy: bool, seen: Sequence[Document]) -> str:
    """Return why no instance is shown."""
    if unhealthy and seen:
        return _("All {count} instances in {region} are Ok.").format(
            count=len(seen), region="{region}"
        )
    return _("No instances in {region}.")


def fail_unless_well(statuses: Sequence[Document]) -> None:
    """Raise NotHealthy with all instances that are not Ok."""
    ailing = [each for each in statuses if not is_ok(each)]
    if not ailing:
        return
    named = ", ".join(f"{each['InstanceId']} ({each['HealthStatus']['Name']})" for each in ailing)
    raise NotHealthy(
        ngettext(
            "{count} of {total} instances is unhealthy: {named}.",
            "{count} of {total} instances are unhealthy: {named}.",
            len(ailing),
        ).format(count=len(ailing), total=len(statuses), named=named),
        _("`ecsops events list` shows the open system events."),
    )
