"""The maintenance attributes of instances, and the times that maintenance is planned for."""

import re

from ecsops.catalogue.ecs.events.maintenance import (
    ActionOnMaintenance,
    DescribeInstanceMaintenanceAttributes,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import DAY_S, HOUR_S
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events.filters import ids
from ecsops.simulator.instances.listing import existing_instance

ZONE_S = 8 * HOUR_S
"""Maintenance windows use UTC+8."""

WHOLE_HOUR = r"(?:[01]\d|2[0-3]):00:00"


def describe_instance_maintenance_attributes(request: Request) -> Document:
    """List the maintenance attributes of all instances, or of those named."""
    named = ids(request, "InstanceId", "InstanceIdLimitExceeded")
    for instance_id in named or ():
        existing_instance(request, instance_id)
    return listing(request, "Instance", {"id": named}, attributes)


def attributes(instance: Record) -> Document:
    """Return the maintenance attributes of the instance."""
    window = instance.facts.get("MaintenanceWindow")
    return complete(
        DescribeInstanceMaintenanceAttributes.item,
        {
            "InstanceId": instance.id,
            "ActionOnMaintenance": {
                "DefaultValue": str(ActionOnMaintenance.AUTO_RECOVER),
                "SupportedValues": {"SupportedValue": [str(each) for each in ActionOnMaintenance]},
                "Value": instance.facts.get(
                    "ActionOnMaintenance", str(ActionOnMaintenance.AUTO_RECOVER)
                ),
            },
            "MaintenanceWindows": {"MaintenanceWindow": [window] if window else []},
            "NotifyOnMaintenance": instance.facts.get("NotifyOnMaintenance", False),
        },
    )


def modify_instance_maintenance_attributes(request: Request) -> Document:
    """Change what is given, of every instance named or, when one is refused, of none."""
    given = request.parameters
    instance_ids = ids(request, "InstanceId", "InvalidParameter")
    if instance_ids is None:
        request.refuse("InvalidParameter")
    changes: Document = {
        name: given[name]
        for name in ("ActionOnMaintenance", "NotifyOnMaintenance")
        if name in given
    }
    if "MaintenanceWindow" in given:
        changes["MaintenanceWindow"] = window_asked(request)
    for instance_id in instance_ids:
        instance = existing_instance(request, instance_id)
        instance.facts.update(changes)
        request.store.update("Instance", instance)
    return {}


def window_asked(request: Request) -> Document:
    """Return the one window that is given: whole hours, 1 to 23 of them, also over midnight."""
    windows = request.get("MaintenanceWindow")
    window = windows[0]
    bounds = [window.get("StartTime", ""), window.get("EndTime", "")]
    whole = all(re.fullmatch(WHOLE_HOUR, bound) for bound in bounds)
    if len(windows) != 1 or not whole or bounds[0] == bounds[1]:
        request.refuse("InvalidParameter")
    return {"StartTime": bounds[0], "EndTime": bounds[1]}


def planned_time(context: Context, instance: Record) -> float:
    """Return when maintenance of the instance is planned that is published now.

    That is in its maintenance window where it has one, and after the longest notice where not
    (document §3.1: 24 to 48 hours).
    """
    notice_s = context.quota("MaintenanceWindowHours") * HOUR_S
    window = instance.facts.get("MaintenanceWindow")
    if not window:
        return context.now + notice_s
    begin, end = (hour_of(window[name]) * HOUR_S for name in ("StartTime", "EndTime"))
    earliest = context.now + notice_s / 2
    into_window = (earliest + ZONE_S - begin) % DAY_S
    if into_window < (end - begin) % DAY_S:
        return earliest
    return earliest + DAY_S - into_window


def hour_of(text: str) -> int:
    """Return the hour of a time such as `02:00:00`."""
    return int(text[:2])
