"""`ecsops monitor agent`: the CloudMonitor agent of instances."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.monitoring.agent import (
    AgentStatus,
    DescribeMonitoringAgentStatuses,
)
from ecsops.catalogue.cms.monitoring.agent_guides import (
    ACTIONS,
    ARCHITECTURES,
    SYSTEMS,
    guide_for,
)
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, limit_option, output_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.instance_selection import named_instances
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items, show_rows
from ecsops.operations.monitoring import agent as cloud_monitor
from ecsops.output import Layout

LISTED: Any = DescribeMonitoringAgentStatuses.item

NODE: Shape = {**LISTED, "InstanceName": str, "OSType": str, "RegionId": str}

COLUMNS = ("InstanceId", "InstanceName", "Status", "OSType", "AgentInstallErrorCode")

LEAST = ("AgentInstallErrorCode", "OSType")

COLOURS = {
    AgentStatus.RUNNING.value: "green",
    AgentStatus.INSTALL_FAILED.value: "red",
    AgentStatus.ABNORMAL.value: "red",
}

WAIT_S = 300


@click.group(
    "agent",
    cls=Group,
    help="See and install the CloudMonitor agent, which measures inside an instance.",
)
def agent() -> None:
    """Group of the commands below."""


@agent.command()
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@limit_option
@output_option
@pass_session
def status(
    session: Session, instance_ids: Sequence[str], limit: int | None, layout: Layout
) -> None:
    """Show the agent's state, on all instances or those named."""
    show_rows(
        session,
        layout,
        lambda client: cloud_monitor.list_agents(client, instance_ids),
        columns=COLUMNS,
        shape=NODE,
        limit=limit,
        least=LEAST,
        colours=COLOURS,
        nothing=lambda: _("No instances in {region}."),
        named=named_instances(instance_ids),
    )


@agent.command()
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@click.option("--keep", is_flag=True, help="Do not install it again where it is.")
@click.option(
    "--timeout",
    type=Whole(0),
    default=WAIT_S,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for all of them; 0 does not wait.",
)
@output_option
@pass_session
def install(
    session: Session, instance_ids: Sequence[str], keep: bool, timeout: int, layout: Layout
) -> None:
    """Install the agent and wait; the Cloud Assistant agent of an instance does it."""

    def installed() -> Iterator[Document]:
        cloud_monitor.install_agents(session.client, instance_ids, force=not keep)
        if timeout:
            cloud_monitor.wait_for_agents(session.client, instance_ids, timeout)
        return cloud_monitor.list_agents(session.client, instance_ids)

    show_items(
        session,
        layout,
        installed,
        columns=COLUMNS,
        shape=NODE,
        least=LEAST,
        colours=COLOURS,
    )


@agent.command(cls=Command)
@click.argument("action", type=Choice(ACTIONS))
@click.option("--os", "system", required=True, type=Choice(SYSTEMS), help="The system.")
@click.option(
    "--architecture",
    type=Choice(ARCHITECTURES),
    default=ARCHITECTURES[0],
    show_default=True,
    help="64 or 32 bits.",
)
@pass_session
def guide(session: Session, action: str, system: str, architecture: str) -> None:
    """Show the commands that install, start, stop or remove the agent on an instance itself."""
    lines = guide_for(action, system, region_id=session.region_id, architecture=architecture)
    session.print(f"{line}\n" for line in lines)
