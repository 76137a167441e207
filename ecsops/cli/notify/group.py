"""`ecsops notify`: event notifications of CloudMonitor, from the catalogue to the receiver."""

import click

from ecsops.catalogue.cms.notifications.system_events import (
    ENVELOPE,
    NOTIFICATIONS,
    DescribeSystemEventMetaList,
)
from ecsops.cli.core.commands import output_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.notify.contact import contact
from ecsops.cli.notify.contact_group import group
from ecsops.cli.notify.events import history, receive, test
from ecsops.cli.notify.listen import listen
from ecsops.cli.notify.options import EVENT_CLASS, LEVEL, check_event_names
from ecsops.cli.notify.rule import rule
from ecsops.cli.notify.target import target
from ecsops.operations.notifications import system_events
from ecsops.output import Layout

CATALOG_COLUMNS = ("Name", "Level", "EventType", "NameDesc.En")


@click.group(cls=Group, help="Subscribe to event notifications and receive them.")
def notify() -> None:
    """Group of the commands below."""


for command in (rule, target, contact, group, test, listen, history, receive):
    notify.add_command(command)


@notify.command()
@click.option(
    "--level",
    type=LEVEL,
    metavar="LEVEL",
    help="Only events of this level: CRITICAL, WARN or INFO.",
)
@click.option(
    "--type",
    "event_class",
    type=EVENT_CLASS,
    metavar="TYPE",
    help="Only events of this type: StatusNotification, Exception or Maintenance.",
)
@output_option
@pass_session
def catalog(session: Session, level: str | None, event_class: str | None, layout: Layout) -> None:
    """List the events that you can subscribe to."""
    show_items(
        session,
        layout,
        lambda: system_events.list_events(session.client, level=level, event_class=event_class),
        columns=CATALOG_COLUMNS,
        shape=DescribeSystemEventMetaList.item,
    )


@notify.command()
@click.argument("name")
@output_option
@pass_session
def sample(session: Session, name: str, layout: Layout) -> None:
    """Print the notification of the event NAME as the document shows it."""
    check_event_names([name], NOTIFICATIONS)
    show_document(
        session,
        layout._replace(kind="json") if layout.kind == "table" and not layout.columns else layout,
        lambda: system_events.sample(name),
        shape={**dict.fromkeys(ENVELOPE, str), "content": {}},
    )
