"""`ecsops deployset`: deployment sets."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.deployment_sets import DeploymentStrategy, DescribeDeploymentSets
from ecsops.cli.common_options import Choice
from ecsops.cli.options import limit_option, not_empty, output_option, yes_option
from ecsops.cli.session import Session, pass_session
from ecsops.cli.show import show_document, show_items, show_outcomes, show_rows
from ecsops.cli.tree import Group
from ecsops.operations import deployment_sets
from ecsops.output import Layout

COLUMNS = (
    "DeploymentSetId",
    "DeploymentSetName",
    "DeploymentSetDescription",
    "InstanceAmount",
    "CreationTime",
)

deployment_set_id = click.argument("deployment_set_id", metavar="DEPLOYMENT_SET")

description_option = click.option(
    "--description", metavar="TEXT", help="2 to 256 characters, not beginning with http://."
)


COMMANDS = {
    "show": (
        "Show one deployment set with its members and capacity, and on the simulator their hosts.",
        "ecsops.cli.deployset_members",
    ),
    "launch": (
        "Launch instances into a set, spread over its zones, and wait until all are Running.",
        "ecsops.cli.deployset_launch",
    ),
    "move": (
        "Put instances into a set, or take them out of their set.",
        "ecsops.cli.deployset_launch",
    ),
}
"""The commands that need more than deployment sets: their help lines and modules."""


@click.group(cls=Group, help="Spread instances over hardware with deployment sets.", table=COMMANDS)
def deployset() -> None:
    """Have the commands below."""


@deployset.command("list")
@click.argument("deployment_set_ids", nargs=-1, metavar="[DEPLOYMENT_SET]...")
@click.option("--name", metavar="NAME", help="Only the sets of this name.")
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
        lambda client: deployment_sets.list_deployment_sets(
            client, deployment_set_ids, DeploymentSetName=name, limit=limit
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
        limit=limit,
    )


@deployset.command()
@click.argument("name", callback=not_empty)
@description_option
@click.option(
    "--strategy",
    type=Choice([each.value for each in DeploymentStrategy]),
    metavar="STRATEGY",
    help="Availability (the default), AvailabilityGroup or LowLatency.",
)
@click.option("--groups", type=int, metavar="N", help="Groups of an AvailabilityGroup set, 1 to 7.")
@output_option
@pass_session
def create(
    session: Session,
    name: str,
    description: str | None,
    strategy: str | None,
    groups: int | None,
    layout: Layout,
) -> None:
    """Create an empty deployment set named NAME."""
    show_document(
        session,
        layout,
        lambda: deployment_sets.create_deployment_set(
            session.client,
            DeploymentSetName=name,
            Description=description,
            Strategy=strategy,
            GroupCount=groups,
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
    )


@deployset.command()
@deployment_set_id
@click.option("--name", metavar="NAME", help="The new name, 2 to 128 characters.")
@description_option
@output_option
@pass_session
def update(
    session: Session,
    deployment_set_id: str,
    name: str | None,
    description: str | None,
    layout: Layout,
) -> None:
    """Change the name or the description of a deployment set."""
    if name is None and description is None:
        raise click.UsageError(_("Nothing to change: give --name or --description."))
    show_document(
        session,
        layout,
        lambda: deployment_sets.update_deployment_set(
            session.client, deployment_set_id, DeploymentSetName=name, Description=description
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
    )


@deployset.command()
@click.argument("deployment_set_ids", nargs=-1, required=True, metavar="DEPLOYMENT_SET...")
@yes_option
@output_option
@pass_session
def delete(session: Session, deployment_set_ids: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete deployment sets that have no instances."""
    session.confirm(
        _("Delete {deployment_set_ids}?").format(deployment_set_ids=" ".join(deployment_set_ids)),
        yes=yes,
    )
    show_outcomes(
        session,
        layout,
        lambda: deployment_sets.delete_deployment_sets(session.client, deployment_set_ids),
        columns=("DeploymentSetId", "Code"),
        shape={"DeploymentSetId": str, "Code": str, "Message": str, "RequestId": str},
    )


@deployset.command()
@output_option
@pass_session
def families(session: Session, layout: Layout) -> None:
    """List the instance families that may join a deployment set."""
    show_items(
        session,
        layout,
        lambda: deployment_sets.supported_families(session.client),
        columns=("InstanceTypeFamily",),
        shape={"InstanceTypeFamily": str},
    )
