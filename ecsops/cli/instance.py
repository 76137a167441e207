"""`ecsops instance`: the instances that the other groups act on."""

from collections.abc import Sequence

import click

from ecsops.catalogue.common import StoppedMode
from ecsops.catalogue.instance_lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.catalogue.instances import DescribeInstances, InstanceStatus
from ecsops.catalogue.model import Shape
from ecsops.cli.options import limit_option, output_option
from ecsops.cli.session import Session, pass_session
from ecsops.cli.show import show_document, show_items
from ecsops.cli.tree import Group
from ecsops.operations import instances
from ecsops.operations.instances import Transition
from ecsops.output import Layout

COLUMNS = ("InstanceId", "InstanceName", "Status", "ZoneId", "InstanceType", "OSType")

OUTCOME_COLUMNS = ("InstanceId", "CurrentStatus", "Code")

OUTCOME: Shape = {"InstanceId": str, "Code": str, "Message": str, "CurrentStatus": str}

WAIT_S = 300
"""How long start, stop and reboot wait unless told."""

wait_options = click.option(
    "--timeout",
    type=click.IntRange(min=0),
    default=WAIT_S,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for all of them; 0 does not wait.",
)

instance_ids = click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")


@click.group(cls=Group, help="List, start, stop and restart instances.")
def instance() -> None:
    """Have the commands below."""


@instance.command("list")
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@click.option("--status", metavar="STATUS", help="Only instances in this state, such as Running.")
@click.option("--name", metavar="NAME", help="Only instances of this name; * stands for anything.")
@click.option("--zone", metavar="ZONE", help="Only instances in this zone.")
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    instance_ids: Sequence[str],
    status: str | None,
    name: str | None,
    zone: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List instances."""
    show_items(
        session,
        layout,
        lambda: instances.list_instances(
            session.client,
            instance_ids,
            Status=status,
            InstanceName=name,
            ZoneId=zone,
            limit=limit,
        ),
        columns=COLUMNS,
        shape=DescribeInstances.item,
    )


@instance.command()
@click.argument("instance_id", metavar="INSTANCE")
@output_option
@pass_session
def show(session: Session, instance_id: str, layout: Layout) -> None:
    """Show one instance whole."""
    show_document(
        session,
        layout,
        lambda: instances.show_instance(session.client, instance_id),
        shape=DescribeInstances.item,
    )


@instance.command()
@instance_ids
@wait_options
@output_option
@pass_session
def start(session: Session, instance_ids: Sequence[str], timeout: int, layout: Layout) -> None:
    """Start stopped instances and wait until they are Running."""
    change(session, layout, START, instance_ids, timeout)


@instance.command()
@instance_ids
@click.option("--force", is_flag=True, help="Power off instead of shutting down.")
@click.option(
    "--stopped-mode",
    metavar="MODE",
    type=click.Choice([StoppedMode.KEEP_CHARGING, StoppedMode.STOP_CHARGING]),
    help="KeepCharging or StopCharging.",
)
@wait_options
@output_option
@pass_session
def stop(
    session: Session,
    instance_ids: Sequence[str],
    force: bool,
    stopped_mode: str | None,
    timeout: int,
    layout: Layout,
) -> None:
    """Stop running instances and wait until they are Stopped."""
    parameters = {"ForceStop": force or None, "StoppedMode": stopped_mode}
    change(session, layout, STOP, instance_ids, timeout, **parameters)


@instance.command()
@instance_ids
@click.option("--force", is_flag=True, help="Power off and on instead of restarting.")
@wait_options
@output_option
@pass_session
def reboot(
    session: Session, instance_ids: Sequence[str], force: bool, timeout: int, layout: Layout
) -> None:
    """Restart running instances and wait until they are Running again."""
    change(session, layout, REBOOT, instance_ids, timeout, ForceStop=force or None)


START = Transition(StartInstance, InstanceStatus.RUNNING)
STOP = Transition(StopInstance, InstanceStatus.STOPPED)
REBOOT = Transition(RebootInstance, InstanceStatus.RUNNING)


def change(
    session: Session,
    layout: Layout,
    transition: Transition,
    instance_ids: Sequence[str],
    timeout_s: int,
    **parameters: object,
) -> None:
    """Take the instances to the state and show what became of each.

    Raises the first refusal after everything is shown.
    """
    outcomes: list[instances.Outcomes] = []

    def documents() -> list[dict[str, object]]:
        outcomes.append(
            instances.change_state(
                session.client,
                transition,
                instance_ids,
                timeout_s=timeout_s,
                progress=session.note,
                **parameters,
            )
        )
        return outcomes[0].documents

    show_items(session, layout, documents, columns=OUTCOME_COLUMNS, shape=OUTCOME)
    if outcomes[0].errors:
        raise outcomes[0].errors[0]
