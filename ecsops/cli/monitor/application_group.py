"""`ecsops monitor group`: application groups of CloudMonitor."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.monitoring.application_groups import (
    DeleteMonitorGroup,
    DescribeMonitorGroupInstances,
    DescribeMonitorGroups,
)
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.operations.monitoring import application_groups
from ecsops.output import Layout

LISTED: Any = DescribeMonitorGroups.item

GROUP: Shape = {**LISTED, "Contacts": str}

COLUMNS = ("GroupId", "GroupName", "Type", "Contacts")

MEMBER = DescribeMonitorGroupInstances.item

MEMBER_COLUMNS = ("InstanceId", "InstanceName", "Category", "RegionId")

group_name = click.argument("name", metavar="MONITOR_GROUP")


@click.group(
    "group",
    cls=Group,
    help="Manage application groups: instances that are notified of together.",
)
def group() -> None:
    """Group of the commands below."""


@group.command()
@click.argument("name")
@click.option(
    "--contact-group",
    "contact_groups",
    multiple=True,
    metavar="GROUP",
    help="A contact group of the group; several may be given.",
)
@output_option
@pass_session
def create(session: Session, name: str, contact_groups: Sequence[str], layout: Layout) -> None:
    """Create the group NAME, without instances."""
    show_document(
        session,
        layout,
        lambda: application_groups.create_group(session.client, name, contact_groups),
        columns=COLUMNS,
        shape=GROUP,
    )


@group.command("list")
@limit_option
@output_option
@pass_session
def list_(session: Session, limit: int | None, layout: Layout) -> None:
    """List the groups."""
    show_items(
        session,
        layout,
        lambda: application_groups.list_groups(session.client, limit=limit),
        columns=COLUMNS,
        shape=GROUP,
        limit=limit,
        nothing=lambda: _("No application groups."),
    )


@group.command()
@group_name
@limit_option
@output_option
@pass_session
def show(session: Session, name: str, limit: int | None, layout: Layout) -> None:
    """List the instances of a group, given by its id or name."""
    show_items(
        session,
        layout,
        lambda: application_groups.list_members(session.client, name, limit=limit),
        columns=MEMBER_COLUMNS,
        shape=MEMBER,
        limit=limit,
        nothing=lambda: _("The group {name} has no instances.").format(name=name),
    )


@group.command()
@group_name
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@output_option
@pass_session
def add(session: Session, name: str, instance_ids: Sequence[str], layout: Layout) -> None:
    """Add instances to a group, and list all that it has."""
    show_items(
        session,
        layout,
        lambda: application_groups.add_instances(session.client, name, instance_ids),
        columns=MEMBER_COLUMNS,
        shape=MEMBER,
    )


@group.command()
@group_name
@yes_option
@output_option
@pass_session
def delete(session: Session, name: str, yes: bool, layout: Layout) -> None:
    """Delete a group; its instances stay."""
    session.confirm(_("Delete the application group {name}?").format(name=name), yes=yes)
    show_document(
        session,
        layout,
        lambda: application_groups.delete_group(session.client, name),
        shape=DeleteMonitorGroup.item,
    )
