"""Instances at a glance: what they do now, how they are, and what is to come for them."""

from collections.abc import Callable
from typing import NamedTuple

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus
from ecsops.catalogue.model import Document, Shape
from ecsops.client import Client
from ecsops.operations.batching import named_items
from ecsops.operations.instances.lifecycle import Selection, list_instances
from ecsops.operations.monitoring.metrics import INSTANCES_IN_A_CALL, newest

ALL_AT_ONCE = 10 * INSTANCES_IN_A_CALL
"""Of more instances than this, the metrics of all are read rather than those of each."""


class Reading(NamedTuple):
    """A value of the overview: its field, its metric, and what makes its unit from the metric's."""

    field: str
    metric: str
    of: Callable[[float], float]


READINGS = (
    Reading("CPU", "CPUUtilization", lambda percent: round(percent, 1)),
    Reading("InternetIn", "InternetInRate", lambda bits: round(bits / 1000)),
    Reading("InternetOut", "InternetOutRate", lambda bits: round(bits / 1000)),
    Reading("IOPSRead", "DiskReadIOPS", round),
    Reading("IOPSWrite", "DiskWriteIOPS", round),
)
"""CPU is percent, traffic kbps, the others operations per second."""

OVERVIEW: Shape = {
    "InstanceId": str,
    "InstanceName": str,
    "Status": str,
    **{reading.field: float for reading in READINGS},
    "HealthStatus": str,
    "Events": int,
}

SORTS = {
    "cpu": ("CPU", True),
    "in": ("InternetIn", True),
    "out": ("InternetOut", True),
    "read": ("IOPSRead", True),
    "write": ("IOPSWrite", True),
    "events": ("Events", True),
    "health": ("HealthStatus", False),
    "name": ("InstanceName", False),
}
"""By what an overview can be sorted: the field, and whether the largest comes first."""


def overview(client: Client, selection: Selection, *, sort: str) -> list[Document]:
    """Return the selected instances with their newest values, sorted.

    The calls are those of the pages: of instances, of their states, and of each metric.
    A stopped instance has no values.
    """
    instances = list(list_instances(client, selection))
    ids = [instance["InstanceId"] for instance in instances]
    health = statuses(client, ids, whole=selection.everything or selection.empty)
    named = [] if len(ids) > ALL_AT_ONCE else ids
    points = client.each(lambda each: newest(client, each.metric, named), READINGS if ids else ())
    values = {each.field: found for each, found in zip(READINGS, points, strict=False)}
    rows = []
    for instance in instances:
        instance_id = instance["InstanceId"]
        status = health.get(instance_id, {})
        row = {name: instance[name] for name in ("InstanceId", "InstanceName", "Status")}
        for reading in READINGS:
            if point := values.get(reading.field, {}).get(instance_id):
                row[reading.field] = reading.of(point["Average"])
        row["HealthStatus"] = status.get("HealthStatus", {}).get("Name", "")
        row["Events"] = len(events_of(status))
        rows.append(row)
    return ordered(rows, sort)


def statuses(client: Client, ids: list[str], *, whole: bool) -> dict[str, Document]:
    """Return the full status of the instances by id: of all in one listing, or by their ids."""
    found = (
        client.items(DescribeInstancesFullStatus)
        if whole
        else named_items(client, DescribeInstancesFullStatus, "InstanceId", ids)
    )
    return {status["InstanceId"]: status for status in found}


def events_of(status: Document) -> list[Document]:
    """Return the events to come of an instance."""
    found: list[Document] = status.get("ScheduledSystemEventSet", {}).get(
        "ScheduledSystemEventType", []
    )
    return found


def ordered(rows: list[Document], sort: str) -> list[Document]:
    """Return the rows in the order of SORTS; those without the value come last."""
    field, descending = SORTS[sort]
    with_value = [row for row in rows if row.get(field) not in (None, "")]
    without = [row for row in rows if row.get(field) in (None, "")]
    return sorted(with_value, key=lambda row: row[field], reverse=descending) + without
