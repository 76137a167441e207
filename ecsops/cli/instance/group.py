"""`ecsops instance`: the instances that the other groups act on."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any

import click

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstances,
    RebootInstances,
    StartInstances,
    StopInstances,
)
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.displayed_words import Displayed
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.instance_selection import named_instances, no_instances, selection_options
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_outcomes, show_rows
from ecsops.cli.instance.change import images, renew, resize
from ecsops.cli.instance.confirmations import Asking, ask_to_reboot, confirm_instances
from ecsops.operations.instances import lifecycle
from ecsops.operations.instances.addresses import with_addresses
from ecsops.operations.instances.lifecycle import Selection, Transition
from ecsops.output import Layout

COLUMNS = (
    "InstanceId",
    "InstanceName",
    "Status",
    "ZoneId",
    "InstanceType",
    "OSType",
    "PrivateIp",
    "PublicIp",
)

LEAST = ("OSType", "InstanceType", "ZoneId", "PublicIp")
"""The columns that a narrow terminal hides first."""

assert isinstance(DescribeInstances.item, dict)

LISTED: Shape = {**DescribeInstances.item, "PrivateIp": str, "PublicIp": str}
"""An instance, and its addresses wherever its network has them."""

SHOWN = (
    "InstanceId",
    "InstanceName",
    "Status",
    "ZoneId",
    "InstanceType",
    "Cpu",
    "Memory",
    "OSName",
    "ImageId",
    "PrivateIp",
    "PublicIp",
    "VSwitchId",
    "DeploymentSetId",
    "CreationTime",
    "Tags",
)
"""What people read of one instance."""

OUTCOME: Shape = {
    "InstanceId": str,
    "Code": str,
    "Message": str,
    "PreviousStatus": str,
    "CurrentStatus": str,
}

REDEPLOYED: dict[str, Any] = dict.fromkeys(
    ("InstanceId", "TaskId", "Code", "Message", "RequestId"), str
)

START = Transition(StartInstances, InstanceStatus.RUNNING)
STOP = Transition(StopInstances, InstanceStatus.STOPPED)
REBOOT = Transition(RebootInstances, InstanceStatus.RUNNING)
DELETE = Transition(DeleteInstances, None)

WAIT = "5m"
"""Default wait of start, stop, reboot and delete."""

timeout_option = click.option(
    "--timeout",
    type=DURATION,
    default=WAIT,
    show_default=True,
    metavar="DURATION",
    help="How long to wait for all instances; 0 does not wait.",
)


@click.group(cls=Group, help="List, start, stop, restart and release instances.")
def instance() -> None:
    """Group of the commands below."""


@instance.command("list")
@selection_options(required=False)
@click.option(
    "--status",
    type=Displayed("Status", InstanceStatus),
    metavar="STATUS",
    help="Only instances in this state, such as Running.",
)
@click.option("--zone", metavar="ZONE", help="Only instances in this zone.")
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    selection: Selection,
    status: str | None,
    zone: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List instances."""
    show_rows(
        session,
        layout,
        lambda client: map(
            with_addresses,
            lifecycle.list_instances(client, selection, Status=status, ZoneId=zone, limit=limit),
        ),
        columns=COLUMNS,
        shape=LISTED,
        limit=limit,
        least=LEAST,
        nothing=lambda: no_instances(session, selection),
        named=named_instances(selection.instance_ids or ()),
    )


@instance.command()
@click.argument("instance_id", metavar="INSTANCE")
@click.option("--full", is_flag=True, help="Show all attributes.")
@output_option
@pass_session
def show(session: Session, instance_id: str, full: bool, layout: Layout) -> None:
    """Show the main attributes of one instance; JSON output always has all of them."""
    show_document(
        session,
        layout,
        lambda: with_addresses(lifecycle.show_instance(session.client, instance_id)),
        columns=() if full else SHOWN,
        shape=LISTED,
    )


@instance.command()
@selection_options(required=True)
@timeout_option
@output_option
@pass_session
def start(session: Session, selection: Selection, timeout: float, layout: Layout) -> None:
    """Start stopped instances and wait until all are Running."""
    change(session, layout, START, selection, timeout)


@instance.command()
@selection_options(required=True)
@click.option("--force", is_flag=True, help="Power off instead of shutting down.")
@yes_option
@click.option(
    "--stopped-mode",
    metavar="MODE",
    type=Choice([StoppedMode.KEEP_CHARGING.value, StoppedMode.STOP_CHARGING.value]),
    help="Billing while stopped: KeepCharging or StopCharging.",
)
@timeout_option
@output_option
@pass_session
def stop(
    session: Session,
    selection: Selection,
    force: bool,
    yes: bool,
    stopped_mode: str | None,
    timeout: float,
    layout: Layout,
) -> None:
    """Stop running instances and wait until all are Stopped."""
    parameters = {"ForceStop": force or None, "StoppedMode": stopped_mode}
    named = confirmed(session, selection, ask_to_stop, yes=yes)
    change(session, layout, STOP, named, timeout, **parameters)


@instance.command()
@selection_options(required=True)
@click.option("--force", is_flag=True, help="Power off and on instead of restarting.")
@click.option(
    "--one-by-one",
    is_flag=True,
    help="Restart an instance only when the one before is Running again.",
)
@yes_option
@timeout_option
@output_option
@pass_session
def reboot(
    session: Session,
    selection: Selection,
    force: bool,
    one_by_one: bool,
    yes: bool,
    timeout: float,
    layout: Layout,
) -> None:
    """Restart running instances and wait until all are Running again."""
    named = confirmed(session, selection, ask_to_reboot, yes=yes)
    if not one_by_one:
        change(session, layout, REBOOT, named, timeout, ForceReboot=force or None)
        return
    if not timeout:
        raise click.UsageError(_("--one-by-one waits for each; a --timeout of 0 does not wait."))
    show_outcomes(
        session,
        layout,
        lambda: lifecycle.change_one_by_one(
            session.client,
            REBOOT,
            named.instance_ids or (),
            timeout_s=timeout,
            progress=session.note,
            ForceReboot=force or None,
        ),
        columns=("InstanceId", "CurrentStatus", "Code"),
        shape=OUTCOME,
    )


@instance.command()
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@click.option("--force", is_flag=True, help="Power off instead of shutting down.")
@yes_option
@output_option
@pass_session
def redeploy(
    session: Session, instance_ids: Sequence[str], force: bool, yes: bool, layout: Layout
) -> None:
    """Move instances to other hosts, in answer to a system event that advises it.

    The data of local disks is lost.
    """
    named = Selection(instance_ids)
    confirm_instances(session, named, instance_ids, ask_to_redeploy, yes=yes)
    show_outcomes(
        session,
        layout,
        lambda: lifecycle.redeploy(session.client, instance_ids, force=force),
        columns=("InstanceId", "TaskId", "Code"),
        shape={**REDEPLOYED},
    )


def ask_to_redeploy(count: int) -> str:
    """Return the question before instances are moved to other hosts."""
    return ngettext(
        "Redeploy {count} instance of {account} in {region}: {names}?",
        "Redeploy {count} instances of {account} in {region}: {names}?",
        count,
    )


@instance.command()
@selection_options(required=True)
@click.option("--force", is_flag=True, help="Also release running instances.")
@yes_option
@timeout_option
@output_option
@pass_session
def delete(
    session: Session,
    selection: Selection,
    force: bool,
    yes: bool,
    timeout: float,
    layout: Layout,
) -> None:
    """Release instances and wait until all are gone; their data is lost."""
    named = confirmed(session, selection, ask_to_release, yes=yes, always=True)
    change(session, layout, DELETE, named, timeout, Force=force or None)


instance.add_command(images)
instance.add_command(resize)
instance.add_command(renew)


def ask_to_stop(count: int) -> str:
    """Return the question before instances are stopped."""
    return ngettext(
        "Stop {count} instance of {account} in {region}: {names}?",
        "Stop {count} instances of {account} in {region}: {names}?",
        count,
    )


def ask_to_release(count: int) -> str:
    """Return the question before instances are released."""
    return ngettext(
        "Release {count} instance of {account} in {region}: {names}?",
        "Release {count} instances of {account} in {region}: {names}?",
        count,
    )


def confirmed(
    session: Session, selection: Selection, asking: Asking, *, yes: bool, always: bool = False
) -> Selection:
    """Return the selected instances by id, once the user has confirmed where that is needed."""
    instance_ids = lifecycle.selected_ids(session.client, selection)
    confirm_instances(session, selection, instance_ids, asking, yes=yes, always=always)
    return Selection(instance_ids)


def change(
    session: Session,
    layout: Layout,
    transition: Transition,
    selection: Selection,
    timeout_s: float,
    **parameters: object,
) -> None:
    """Take the instances to the state and show what became of each."""
    show_outcomes(
        session,
        layout,
        lambda: lifecycle.change_state(
            session.client,
            transition,
            selected(session, selection),
            timeout_s=timeout_s,
            progress=session.note,
            **parameters,
        ),
        columns=("InstanceId", "CurrentStatus", "Code"),
        shape=OUTCOME,
    )


def selected(session: Session, selection: Selection) -> list[str]:
    """Return the ids of what is selected, and say so where that is nothing."""
    found = lifecycle.selected_ids(session.client, selection)
    if not found:
        session.note(_("The selection is empty."))
    return found
