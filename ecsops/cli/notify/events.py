"""`ecsops notify test`, `history` and `receive`: notifications and their deliveries."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications.system_events import DescribeSystemEventAttribute
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, limit_option, output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.core.time_points import PAST, Moment
from ecsops.cli.notify.options import LEVEL, Pair, check_event_names
from ecsops.errors import EcsopsError, WaitTimeout
from ecsops.operations.notifications import system_events
from ecsops.operations.notifications.system_events import UnknownEvent
from ecsops.output import Layout

LISTED: Any = DescribeSystemEventAttribute.item

EVENT: Shape = {**LISTED, "EventTime": str, "Delivered": int, "Undelivered": int}

EVENT_COLUMNS = ("EventTime", "Level", "Name", "InstanceName", "Delivered", "Undelivered")

DELIVERY: Shape = {
    "DeliveryId": str,
    "NotificationId": str,
    "Time": str,
    "Name": str,
    "Level": str,
    "ResourceId": str,
    "RegionId": str,
    "RuleName": str,
    "TargetId": str,
    "TargetType": str,
    "Address": str,
    "Status": str,
    "Attempts": int,
    "LastAttemptTime": str,
    "Answer": str,
    "DryRun": bool,
}

DELIVERY_COLUMNS = ("Time", "Name", "RuleName", "TargetType", "Address", "Status", "Answer")

TEST_COLUMNS = ("RuleName", "TargetType", "Address", "Status", "Attempts", "Answer")

MESSAGE: Shape = {
    "MessageId": str,
    "MessageBody": str,
    "EnqueueTime": int,
    "DequeueCount": int,
    "FirstDequeueTime": int,
    "NextVisibleTime": int,
    "ReceiptHandle": str,
}

MESSAGE_COLUMNS = ("MessageId", "DequeueCount", "ReceiptHandle", "MessageBody")

MESSAGES_AT_ONCE = 16
"""How many messages one call to a queue of Message Service hands out at most."""

# The simulator's own controls are imported where they are used: help must not pay for SQLite.


class NotMatched(EcsopsError):
    """A test event that the rule was to deliver, and did not."""


@click.command(cls=Command)
@click.argument("rule_name", metavar="RULE")
@click.option(
    "--event", metavar="EVENT", help="Event to test with (default: one that the rule matches)."
)
@output_option
@pass_session
def test(session: Session, rule_name: str, event: str | None, layout: Layout) -> None:
    """Send a test event through the rules, and show the response of each target.

    No event really happens: it appears in no event list, and its deliveries are marked as a
    test. Fails if RULE does not match the event, or if a target does not accept it.
    """
    from ecsops.cli.sim.delivery import deliveries, is_told

    try:
        rehearsal = system_events.rehearse(session.client, rule_name, event)
    except UnknownEvent as error:
        check_event_names([error.name], error.known)
        raise
    session.note(
        _("Sent {name} as {notification_id}.").format(
            name=rehearsal.name, notification_id=rehearsal.notification_id
        )
    )
    if not is_told(session):
        session.note(
            _(
                "CloudMonitor does not report the responses of targets; check the "
                "targets themselves."
            )
        )
        return
    found = deliveries(session, notification_id=rehearsal.notification_id)
    show_items(session, layout, lambda: found, columns=TEST_COLUMNS, shape=DELIVERY)
    if not any(each["RuleName"] == rule_name for each in found):
        raise NotMatched(
            _("The rule {rule_name} does not match {name}, is disabled, or has no targets.").format(
                rule_name=rule_name, name=rehearsal.name
            ),
            _("Check it with: ecsops notify rule show {rule_name}").format(rule_name=rule_name),
        )
    fail_unless_taken(found)


@click.command(cls=Command)
@click.option("--since", type=PAST, metavar="TIME", help="A duration ago, such as 6h, or a time.")
@click.option(
    "--level",
    type=LEVEL,
    metavar="LEVEL",
    help="Only events of this level: CRITICAL, WARN or INFO.",
)
@click.option("--event", metavar="EVENT", help="Only events of this name.")
@click.option("--deliveries", "by_delivery", is_flag=True, help="Print one line per delivery.")
@click.option("--undelivered", is_flag=True, help="Only deliveries that no target accepted.")
@limit_option
@output_option
@pass_session
def history(
    session: Session,
    since: Moment | None,
    level: str | None,
    event: str | None,
    by_delivery: bool,
    undelivered: bool,
    limit: int | None,
    layout: Layout,
) -> None:
    """List the events that CloudMonitor received, and the number of targets that accepted
    each."""
    from ecsops.cli.sim.delivery import deliveries, is_told, with_outcomes

    if by_delivery or undelivered:
        if since or level or event:
            raise click.UsageError(_("Deliveries do not support --since, --level and --event."))
        show_items(
            session,
            layout,
            lambda: deliveries(session, undelivered=undelivered, limit=limit),
            columns=DELIVERY_COLUMNS,
            shape=DELIVERY,
            limit=limit,
            nothing=lambda: _("No deliveries."),
        )
        return

    def events() -> Iterator[Document]:
        received = system_events.list_received(
            session.client,
            since=None if since is None else since.at(session.backend.now()),
            Level=level,
            Name=event,
            limit=limit,
        )
        return with_outcomes(session, received) if is_told(session) else received

    show_items(
        session,
        layout,
        events,
        columns=EVENT_COLUMNS,
        shape=EVENT,
        limit=limit,
        least=("Level",),
        nothing=lambda: _("No events received in {region}."),
    )


@click.command(cls=Command)
@click.option("--queue", metavar="NAME", help="Receive messages from this queue.")
@click.option("--topic", metavar="NAME", help="Read the messages of this topic.")
@click.option(
    "--function", type=Pair(), metavar="SERVICE/FUNCTION", help="Read the calls of this function."
)
@click.option(
    "--log", type=Pair(), metavar="PROJECT/LOGSTORE", help="Read the entries of this log."
)
@click.option(
    "--inbox",
    type=Pair(),
    metavar="CHANNEL/ADDRESS",
    help="Read the notifications of a contact, such as SMS/86-13900000000.",
)
@click.option(
    "--limit",
    type=Whole(1),
    default=MESSAGES_AT_ONCE,
    show_default=True,
    metavar="N",
    help="Maximum number of messages.",
)
@click.option(
    "--hidden",
    type=DURATION,
    default="30s",
    show_default=True,
    metavar="DURATION",
    help="How long the received messages stay invisible to other consumers.",
)
@click.option("--delete", is_flag=True, help="Delete the messages from the queue after reading.")
@click.option(
    "--done",
    multiple=True,
    metavar="RECEIPT",
    help="Delete the message with this ReceiptHandle instead of receiving any.",
)
@output_option
@pass_session
def receive(
    session: Session,
    /,
    limit: int,
    hidden: float,
    delete: bool,
    done: Sequence[str],
    layout: Layout,
    **places: str | None,
) -> None:
    """Receive notifications from a queue, or read those that the simulator stored for other
    targets."""
    from ecsops.cli.sim import delivery

    place = place_of(places)
    if (delete or done) and not place.startswith("queue/"):
        raise click.UsageError(_("Only messages of a --queue can be deleted."))

    def found() -> list[Document]:
        if done:
            return delivery.delete_messages(session, place, done)
        return delivery.receive(session, place, limit=limit, hidden_s=hidden, delete=delete)

    show_items(
        session,
        layout,
        found,
        columns=MESSAGE_COLUMNS,
        shape=MESSAGE,
        least=("ReceiptHandle", "DequeueCount"),
        nothing=lambda: _("No messages."),
    )


def place_of(places: dict[str, str | None]) -> str:
    """Return the name of the one place that the options name."""
    named = {option: name for option, name in places.items() if name}
    if len(named) != 1:
        raise click.UsageError(_("Use one of --queue, --topic, --function, --log and --inbox."))
    ((option, name),) = named.items()
    return str(name) if option == "inbox" else f"{option}/{name}"


def fail_unless_taken(found: Sequence[Document]) -> None:
    """Raise WaitTimeout when a target has not taken its delivery."""
    if left := [each for each in found if each["Status"] in ("Pending", "Failed")]:
        raise WaitTimeout(
            _("{count} of {total} targets did not accept it.").format(
                count=len(left), total=len(found)
            ),
            _("Check again with: ecsops notify history --undelivered"),
        )
