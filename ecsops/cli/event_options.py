"""What the commands of `ecsops events` have in common: shapes, columns and options."""

from typing import Any

import click

from ecsops.catalogue.system_events import DescribeInstanceHistoryEvents

EVENT: Any = DescribeInstanceHistoryEvents.item

COLUMNS = ("EventId", "InstanceId", "EventTypeName", "EventCycleStatusName", "NotBefore")

PENDING: Any = {**EVENT, "RegionId": str, "TimeLeft": str, "NextStep": str}

PENDING_COLUMNS = (*COLUMNS, "TimeLeft", "NextStep")

OUTCOME: Any = {**EVENT, "Code": str, "Message": str}

type_option = click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Such as SystemMaintenance.Reboot."
)

all_regions_option = click.option("--all-regions", is_flag=True, help="Look into every region.")

event_ids_argument = click.argument("event_ids", nargs=-1, required=True, metavar="EVENT...")
