"""`ecsops sim key`: access keys for clients of the served simulator."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import output_option, yes_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout
from ecsops.simulator import access_keys

FIELDS = ("AccessKeyId", "Status", "CreateDate")

KEY: Shape = dict.fromkeys(FIELDS, str)

NEW_KEY: Shape = dict.fromkeys((*FIELDS, "AccessKeySecret", "SecurityToken"), str)


@click.group("key", cls=Group, help="Manage access keys for `sim serve`.")
def key() -> None:
    """Group of the commands below."""


@key.command()
@click.option(
    "--temporary", is_flag=True, help="Create a temporary key with a security token, as STS does."
)
@output_option
@pass_session
def create(session: Session, /, temporary: bool, layout: Layout) -> None:
    """Create an access key; its secret is shown only once."""
    account = simulator(session.backend)
    show_document(
        session,
        layout,
        lambda: account.control(lambda context: access_keys.create(context, temporary=temporary)),
        columns=(
            "AccessKeyId",
            "AccessKeySecret",
            *(("SecurityToken",) if temporary else ()),
        ),
        shape=NEW_KEY,
    )


@key.command("list")
@output_option
@pass_session
def list_(session: Session, /, layout: Layout) -> None:
    """List the access keys, without their secrets."""
    account = simulator(session.backend)
    show_items(
        session,
        layout,
        lambda: account.control(access_keys.listed),
        columns=FIELDS,
        shape=KEY,
        nothing=lambda: _("No access keys."),
    )


@key.command()
@click.argument("access_key_ids", nargs=-1, required=True, metavar="ACCESS_KEY_ID...")
@yes_option
@output_option
@pass_session
def delete(session: Session, /, access_key_ids: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete access keys; calls signed with them are rejected from then on."""
    account = simulator(session.backend)
    session.confirm(
        _("Delete {access_key_ids}?").format(access_key_ids=", ".join(access_key_ids)), yes=yes
    )
    show_items(
        session,
        layout,
        lambda: account.control(access_keys.delete, access_key_ids),
        columns=("AccessKeyId",),
        shape=KEY,
    )
