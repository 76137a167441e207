"""Shapes, columns and options that the commands of `ecsops events` share."""

from typing import Any

import click

from ecsops.catalogue.ecs.events.event_types import SYSTEM_EVENT_TYPES
from ecsops.catalogue.ecs.events.system_events import DescribeInstanceHistoryEvents
from ecsops.cli.core.displayed_words import Displayed
from ecsops.cli.core.session import ALL, Session

EVENT: Any = DescribeInstanceHistoryEvents.item

COLUMNS = ("EventId", "InstanceId", "EventTypeName", "EventCycleStatusName", "NotBefore")

PENDING: Any = {**EVENT, "RegionId": str, "TimeLeft": str, "NextStep": str}

OF_INSTANCES = {"InstanceName": str, "InstanceStatus": str}
"""Columns about the instance of an event."""

LISTED: Any = {**PENDING, **OF_INSTANCES}

PENDING_COLUMNS = (*COLUMNS, "TimeLeft", "NextStep", "InstanceName", "InstanceStatus")

PENDING_LEAST = ("InstanceStatus", "NextStep", "EventCycleStatusName", "InstanceId", "NotBefore")
"""The columns that a narrow terminal hides first."""

OUTCOME: Any = {**EVENT, "Code": str, "Message": str}

type_option = click.option(
    "--type",
    "types",
    type=Displayed("EventTypeName", SYSTEM_EVENT_TYPES),
    multiple=True,
    metavar="TYPE",
    help="Only events of this type, such as SystemMaintenance.Reboot.",
)


def look_everywhere(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Mean every region, as `--region all` does."""
    if wanted:
        ctx.ensure_object(Session).region = ALL


all_regions_option = click.option(
    "--all-regions",
    is_flag=True,
    expose_value=False,
    callback=look_everywhere,
    help="Include every region, as --region all does.",
)

event_ids_argument = click.argument("event_ids", nargs=-1, required=True, metavar="EVENT...")
