"""`ecsops assist agent`: the Cloud Assistant agent of instances."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.ecs.assistant.agent import DescribeCloudAssistantStatus
from ecsops.cli.assist.guide import guide
from ecsops.cli.core.commands import limit_option, output_option
from ecsops.cli.core.groups import Group
from ecsops.cli.core.instance_selection import named_instances
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items, show_rows
from ecsops.operations.assistant import agent as cloud_assistant
from ecsops.output import Layout

COLUMNS = (
    "InstanceId",
    "CloudAssistantStatus",
    "CloudAssistantVersion",
    "OSType",
    "LastHeartbeatTime",
    "LastInvokedTime",
    "ActiveTaskCount",
)

LEAST = ("ActiveTaskCount", "LastInvokedTime", "CloudAssistantVersion", "LastHeartbeatTime")
"""The columns that a narrow terminal hides first."""


@click.group(cls=Group, help="Check and install the Cloud Assistant agent.")
def agent() -> None:
    """Group of the commands below."""


@agent.command()
@click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]...")
@click.option(
    "--os", "system", metavar="OS", help="Only Linux instances, or only Windows instances."
)
@limit_option
@output_option
@pass_session
def status(
    session: Session,
    /,
    instance_ids: Sequence[str],
    system: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """Show the agent status of all instances, or of those named."""
    show_rows(
        session,
        layout,
        lambda client: cloud_assistant.list_agents(
            client, instance_ids, OSType=system, limit=limit
        ),
        columns=COLUMNS,
        shape=DescribeCloudAssistantStatus.item,
        limit=limit,
        least=LEAST,
        nothing=lambda: _("No instances in {region}."),
        named=named_instances(instance_ids),
    )


@agent.command()
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@output_option
@pass_session
def install(session: Session, /, instance_ids: Sequence[str], layout: Layout) -> None:
    """Install the agent; it starts when the instance is next started or restarted."""
    show_items(
        session,
        layout,
        lambda: cloud_assistant.install_agents(session.client, instance_ids),
        columns=COLUMNS,
        shape=DescribeCloudAssistantStatus.item,
        least=LEAST,
    )


agent.add_command(guide)
