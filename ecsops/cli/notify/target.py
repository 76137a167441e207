"""`ecsops notify target`: whom a rule delivers to."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.cli.core.commands import output_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.notify.options import TARGET, TARGET_COLUMNS, read_targets, target_options
from ecsops.operations.notifications import event_targets
from ecsops.output import Layout

rule_name = click.argument("rule_name", metavar="RULE")


@click.group("target", cls=Group, help="Manage the targets of a rule.")
def target() -> None:
    """Group of the commands below."""


@target.command()
@rule_name
@target_options
@output_option
@pass_session
def add(session: Session, /, rule_name: str, layout: Layout, **given: Any) -> None:
    """Add targets to RULE, and list all its targets."""
    targets = read_targets(given)
    if not targets.addresses:
        raise click.UsageError(
            _("Missing target. Use --webhook URL, --queue NAME or --contact-group GROUP.")
        )
    show_items(
        session,
        layout,
        lambda: event_targets.add_targets(session.client, rule_name, targets),
        columns=TARGET_COLUMNS,
        shape=TARGET,
    )


@target.command("list")
@rule_name
@output_option
@pass_session
def list_(session: Session, rule_name: str, layout: Layout) -> None:
    """List the targets of RULE."""
    show_items(
        session,
        layout,
        lambda: event_targets.list_targets(session.client, rule_name),
        columns=TARGET_COLUMNS,
        shape=TARGET,
        nothing=lambda: _("The rule {rule} has no targets.").format(rule=rule_name),
    )


@target.command()
@rule_name
@click.argument("target_ids", nargs=-1, required=True, metavar="TARGET...")
@output_option
@pass_session
def remove(session: Session, rule_name: str, target_ids: Sequence[str], layout: Layout) -> None:
    """Remove targets from RULE by ID, and list the remaining ones."""
    show_items(
        session,
        layout,
        lambda: event_targets.remove_targets(session.client, rule_name, target_ids),
        columns=TARGET_COLUMNS,
        shape=TARGET,
    )
