"""`ecsops events`: system events of instances."""

from collections.abc import Sequence

import click

from ecsops.catalogue.model import Shape
from ecsops.catalogue.system_events import DescribeInstanceHistoryEvents
from ecsops.cli.durations import DURATION
from ecsops.cli.options import limit_option, output_option
from ecsops.cli.session import Session, pass_session
from ecsops.cli.show import show_items
from ecsops.cli.times import at_option
from ecsops.cli.tree import Group
from ecsops.operations import system_events
from ecsops.output import Layout

EVENT: Shape = DescribeInstanceHistoryEvents.item

COLUMNS = ("EventId", "InstanceId", "EventTypeName", "EventCycleStatusName", "NotBefore")

HISTORY_COLUMNS = (*COLUMNS[:-1], "EventPublishTime", "EventFinishTime")

type_option = click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Such as SystemMaintenance.Reboot."
)


@click.group(cls=Group, help="See, rehearse and answer system events.")
def events() -> None:
    """Have the commands below."""


@events.command("list")
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@type_option
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    instance_ids: Sequence[str],
    types: Sequence[str],
    limit: int | None,
    layout: Layout,
) -> None:
    """List the events that are not over."""
    show_items(
        session,
        layout,
        lambda: system_events.list_events(
            session.client,
            instance_ids,
            states=system_events.OPEN_STATUSES,
            types=types,
            limit=limit,
        ),
        columns=COLUMNS,
        shape=EVENT,
    )


@events.command()
@click.option("--instance", "instance_ids", multiple=True, metavar="INSTANCE", help="Only its.")
@type_option
@click.option("--state", "states", multiple=True, metavar="STATE", help="Such as Executed.")
@click.option("--since", type=DURATION, metavar="DURATION", help="Published since, such as 7d.")
@limit_option
@output_option
@pass_session
def history(
    session: Session,
    instance_ids: Sequence[str],
    types: Sequence[str],
    states: Sequence[str],
    since: float | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List the events that are over, or those in the states asked for."""
    show_items(
        session,
        layout,
        lambda: system_events.list_events(
            session.client, instance_ids, states=states, types=types, since_s=since, limit=limit
        ),
        columns=HISTORY_COLUMNS,
        shape=EVENT,
    )


@events.command()
@click.argument("event_type", metavar="TYPE")
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@at_option
@click.option("--really", is_flag=True, help="Let the events restart or stop the instances.")
@output_option
@pass_session
def simulate(
    session: Session,
    event_type: str,
    instance_ids: Sequence[str],
    at: str,
    really: bool,
    layout: Layout,
) -> None:
    """Plan a simulated event of a TYPE, such as SystemMaintenance.Reboot, for each INSTANCE."""
    show_items(
        session,
        layout,
        lambda: system_events.simulate_events(
            session.client, event_type, instance_ids, at=at, really=really
        ),
        columns=COLUMNS,
        shape=EVENT,
    )
