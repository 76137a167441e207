"""`ecsops deployset create`, `update` and `delete`."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy, DescribeDeploymentSets
from ecsops.cli.core.commands import Command, not_empty, output_option, yes_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.numbers import LARGEST, Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_outcomes
from ecsops.cli.deployset.group import COLUMNS, deployment_set_id
from ecsops.operations.deployment_sets import sets
from ecsops.output import Layout

description_option = click.option(
    "--description",
    metavar="TEXT",
    help="Description: 2 to 256 characters, not starting with http://.",
)


@click.command(cls=Command)
@click.argument("name", callback=not_empty)
@description_option
@click.option(
    "--strategy",
    type=Choice([each.value for each in DeploymentStrategy]),
    metavar="STRATEGY",
    help="Strategy: Availability (the default), AvailabilityGroup or LowLatency.",
)
@click.option(
    "--groups",
    type=Whole(-LARGEST),
    metavar="N",
    help="Number of groups of an AvailabilityGroup set, 1 to 7.",
)
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
        lambda: sets.create_deployment_set(
            session.client,
            DeploymentSetName=name,
            Description=description,
            Strategy=strategy,
            GroupCount=groups,
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
    )


@click.command(cls=Command)
@deployment_set_id
@click.option("--name", metavar="NAME", help="New name, 2 to 128 characters.")
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
        raise click.UsageError(_("Nothing to change. Use --name or --description."))
    show_document(
        session,
        layout,
        lambda: sets.update_deployment_set(
            session.client, deployment_set_id, DeploymentSetName=name, Description=description
        ),
        columns=COLUMNS,
        shape=DescribeDeploymentSets.item,
    )


@click.command(cls=Command)
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
        lambda: sets.delete_deployment_sets(session.client, deployment_set_ids),
        columns=("DeploymentSetId", "Code"),
        shape={"DeploymentSetId": str, "Code": str, "Message": str, "RequestId": str},
    )
