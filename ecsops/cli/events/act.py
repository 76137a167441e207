"""`ecsops events`: simulating, canceling, rescheduling, avoiding and accepting events."""

from collections.abc import Sequence

import click

from ecsops.cli.core.commands import Command, output_option, yes_option
from ecsops.cli.core.durations import Duration
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items, show_outcomes
from ecsops.cli.core.time_points import Moment, at_option
from ecsops.cli.events.options import COLUMNS, EVENT, OUTCOME, event_ids_argument
from ecsops.cli.instance.confirmations import MOST_UNASKED, ask_to_reboot, confirm_instances
from ecsops.operations.events import actions
from ecsops.operations.events.system_events import named_events
from ecsops.operations.instances.lifecycle import Selection
from ecsops.output import Layout

WAIT = "5m"
"""Default wait of `avoid` for a restart."""


@click.command(cls=Command)
@click.argument("event_type", metavar="TYPE")
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@at_option
@click.option(
    "--really", is_flag=True, help="Really restart or stop the instances when the events are due."
)
@output_option
@pass_session
def simulate(
    session: Session,
    event_type: str,
    instance_ids: Sequence[str],
    at: Moment,
    really: bool,
    layout: Layout,
) -> None:
    """Schedule a simulated event TYPE, such as SystemMaintenance.Reboot, for each INSTANCE."""
    show_items(
        session,
        layout,
        lambda: actions.simulate_events(
            session.client,
            event_type,
            instance_ids,
            at=at.text(session.backend.now()),
            really=really,
        ),
        columns=COLUMNS,
        shape=EVENT,
    )


@click.command(cls=Command)
@event_ids_argument
@output_option
@pass_session
def cancel(session: Session, event_ids: Sequence[str], layout: Layout) -> None:
    """Cancel simulated events."""
    show_outcomes(
        session,
        layout,
        lambda: actions.cancel_events(session.client, event_ids),
        columns=(*COLUMNS, "Code"),
        shape=OUTCOME,
    )


@click.command(cls=Command)
@click.argument("event_id", metavar="EVENT")
@at_option
@output_option
@pass_session
def reschedule(session: Session, event_id: str, at: Moment, layout: Layout) -> None:
    """Reschedule a planned restart."""
    show_items(
        session,
        layout,
        lambda: [
            actions.reschedule_event(session.client, event_id, at=at.text(session.backend.now()))
        ],
        columns=COLUMNS,
        shape=EVENT,
    )


@click.command(cls=Command)
@event_ids_argument
@click.option(
    "--parallel",
    type=Whole(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Number of instances to restart at a time.",
)
@click.option(
    "--timeout",
    type=Duration(1),
    default=WAIT,
    show_default=True,
    metavar="DURATION",
    help="How long to wait for each restart.",
)
@yes_option
@output_option
@pass_session
def avoid(
    session: Session,
    event_ids: Sequence[str],
    parallel: int,
    timeout: float,
    yes: bool,
    layout: Layout,
) -> None:
    """Restart the instances of planned restarts now, one after another, and wait for each."""
    if len(event_ids) > MOST_UNASKED:
        ids = dict.fromkeys(each["InstanceId"] for each in named_events(session.client, event_ids))
        named = Selection([*ids])
        confirm_instances(session, named, [*ids], ask_to_reboot, yes=yes, always=True)
    show_outcomes(
        session,
        layout,
        lambda: actions.avoid_events(
            session.client,
            event_ids,
            parallel=parallel,
            timeout_s=timeout,
            progress=session.note,
        ),
        columns=COLUMNS,
        shape=EVENT,
    )


@click.command(cls=Command)
@event_ids_argument
@output_option
@pass_session
def accept(session: Session, event_ids: Sequence[str], layout: Layout) -> None:
    """Consent to inquiring events."""
    show_outcomes(
        session,
        layout,
        lambda: actions.accept_events(session.client, event_ids),
        columns=("EventId", "EventTypeName", "EventCycleStatusName", "Code"),
        shape=OUTCOME,
    )
