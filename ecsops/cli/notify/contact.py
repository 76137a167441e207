"""`ecsops notify contact`: the people whom rules tell, and their groups."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications.contacts import (
    Channel,
    DeleteContact,
    DescribeContactList,
    Language,
)
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.operations.notifications import contacts
from ecsops.output import Layout

LISTED: Any = DescribeContactList.item

CONTACT: Shape = {**LISTED, "Addresses": str, "Groups": str}

COLUMNS = ("Name", "Desc", "Addresses", "Groups", "Lang")


@click.group("contact", cls=Group, help="Manage contacts that receive notifications.")
def contact() -> None:
    """Group of the commands below."""


@contact.command()
@click.argument("name")
@click.option("--mail", metavar="ADDRESS", help="Mail address.")
@click.option("--sms", metavar="NUMBER", help="Mobile number for SMS and calls.")
@click.option("--dingtalk", metavar="URL", help="Webhook URL of a DingTalk chatbot.")
@click.option("--aliim", metavar="NAME", help="Aliwangwang name.")
@click.option("--description", metavar="TEXT", help="Description of the contact.")
@click.option(
    "--language",
    type=Choice([each.value for each in Language]),
    help="Language of the notifications (default: zh-cn).",
)
@output_option
@pass_session
def create(
    session: Session,
    name: str,
    mail: str | None,
    sms: str | None,
    dingtalk: str | None,
    aliim: str | None,
    description: str | None,
    language: str | None,
    layout: Layout,
) -> None:
    """Create or update the contact NAME."""
    channels = {
        Channel.MAIL.value: mail,
        Channel.SMS.value: sms,
        Channel.DING_WEB_HOOK.value: dingtalk,
        Channel.ALI_IM.value: aliim,
    }
    if not any(channels.values()):
        raise click.UsageError(_("A contact requires --mail, --sms, --dingtalk or --aliim."))
    show_document(
        session,
        layout,
        lambda: contacts.put_contact(
            session.client, name, channels, Describe=description or name, Lang=language
        ),
        columns=COLUMNS,
        shape=CONTACT,
    )


@contact.command("list")
@limit_option
@output_option
@pass_session
def list_(session: Session, limit: int | None, layout: Layout) -> None:
    """List the contacts with their groups."""
    show_items(
        session,
        layout,
        lambda: contacts.list_contacts(session.client, limit=limit),
        columns=COLUMNS,
        shape=CONTACT,
        limit=limit,
        least=("Lang", "Desc"),
        nothing=lambda: _("No contacts."),
    )


@contact.command()
@click.argument("name")
@click.argument("members", nargs=-1, required=True, metavar="CONTACT...")
@output_option
@pass_session
def group(session: Session, name: str, members: Sequence[str], layout: Layout) -> None:
    """Create or update the group NAME with exactly these contacts."""
    show_items(
        session,
        layout,
        lambda: contacts.put_group(session.client, name, members),
        columns=COLUMNS,
        shape=CONTACT,
    )


@contact.command()
@click.argument("names", nargs=-1, required=True, metavar="CONTACT...")
@yes_option
@output_option
@pass_session
def delete(session: Session, names: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete contacts; groups lose them."""
    session.confirm(_("Delete the contacts {names}?").format(names=", ".join(names)), yes=yes)
    show_items(
        session,
        layout,
        lambda: [contacts.delete_contact(session.client, name) for name in names],
        columns=("Code", "Message"),
        shape=DeleteContact.item,
    )
