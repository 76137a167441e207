"""`ecsops notify group`: groups of the people whom rules tell."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications.contacts import (
    DeleteContactGroup,
    DescribeContactGroupList,
)
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.notify.contact import COLUMNS as CONTACT_COLUMNS
from ecsops.cli.notify.contact import CONTACT
from ecsops.operations.notifications import contacts
from ecsops.output import Layout

LISTED: Any = DescribeContactGroupList.item

GROUP: Shape = {**LISTED, "Members": str}

COLUMNS = ("Name", "Members", "Describe", "EnableSubscribed")


@click.group("group", cls=Group, help="Manage the groups of contacts.")
def group() -> None:
    """Group of the commands below."""


@group.command()
@click.argument("name")
@click.argument("members", nargs=-1, required=True, metavar="CONTACT...")
@output_option
@pass_session
def create(session: Session, name: str, members: Sequence[str], layout: Layout) -> None:
    """Create the group NAME of these contacts, or replace its contacts."""
    show_items(
        session,
        layout,
        lambda: contacts.put_group(session.client, name, members),
        columns=CONTACT_COLUMNS,
        shape=CONTACT,
    )


@group.command("list")
@limit_option
@output_option
@pass_session
def list_(session: Session, limit: int | None, layout: Layout) -> None:
    """List the groups and their contacts."""
    show_items(
        session,
        layout,
        lambda: contacts.list_groups(session.client, limit=limit),
        columns=COLUMNS,
        shape=GROUP,
        limit=limit,
        nothing=lambda: _("No contact groups."),
    )


@group.command()
@click.argument("names", nargs=-1, required=True, metavar="GROUP...")
@yes_option
@output_option
@pass_session
def delete(session: Session, names: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete groups; their contacts stay."""
    session.confirm(_("Delete the contact groups {names}?").format(names=", ".join(names)), yes=yes)
    show_items(
        session,
        layout,
        lambda: [contacts.delete_group(session.client, name) for name in names],
        columns=("Code", "Message"),
        shape=DeleteContactGroup.item,
    )
