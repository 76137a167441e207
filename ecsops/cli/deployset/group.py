"""`ecsops deployset`: deployment sets."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.cli.core.commands import limit_option, output_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items, show_rows
from ecsops.operations.deployment_sets import sets
from ecsops.output import Layout

COLUMNS = (
    "DeploymentSetId",
    "DeploymentSetName",
    "DeploymentSetDescription",
    "InstanceAmount",
    "CreationTime",
)

deployment_set_id = click.argument("deployment_set_id", metavar="DEPLOYMENT_SET")


COMMANDS = {
    "show": (
        (
            "Show one deployment set with its members and capacity; on the simulator, also their "
            "hosts."
        ),
        "ecsops.cli.deployset.show",
    ),
    "create": ("Create an empty deployment set named NAME.", "ecsops.cli.deployset.change"),
    "update": (
        "Change the name or the description of a deployment set.",
        "ecsops.cli.deployset.change",
    ),
    "delete": ("Delete deployment sets that have no instances.", "ecsops.cli.deployset.change"),
    "launch": (
        "Launch instances into a set, spread over its zones, and wait until all are Running.",
        "ecsops.cli.deployset.launch",
    ),
    "move": (
        "Move instances into a set, or out of their set.",
        "ecsops.cli.deployset.launch",
    ),
}
"""The commands that a listing does not need: their help lines and modules."""


@click.group(
    cls=Group, help="Spread instances over physical hosts with deployment sets.", table=COMMANDS
)
def deployset() -> None:
    """Group of the commands below."""


@deployset.command("list")
@click.argument("deployment_set_ids", nargs=-1, metavar="[DEPLOYMENT_SET]...")
@click.option("--name", metavar="NAME", help="Only sets of this name.")
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    deployment_set_ids: Sequence[str],
    name: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List deployment sets."""
    show_rows(
        session,
        layout,
        lambda client: sets.list_deployment_sets(
            client, deployment_set_ids, DeploymentSetName=name, limit=limit
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
        limit=limit,
        least=("CreationTime", "DeploymentSetDescription"),
        nothing=lambda: _("No deployment sets in {region}."),
        named=Named(
            "DeploymentSetId",
            deployment_set_ids,
            "InvalidDeploymentSetId.NotFound",
            sets.list_deployment_sets,
        ),
    )


@deployset.command()
@output_option
@pass_session
def families(session: Session, layout: Layout) -> None:
    """List the instance families that deployment sets accept."""
    show_items(
        session,
        layout,
        lambda: sets.supported_families(session.client),
        columns=("InstanceTypeFamily",),
        shape={"InstanceTypeFamily": str},
    )
