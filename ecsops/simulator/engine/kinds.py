"""Kinds of records of the account, and the values that filter listings."""

from collections.abc import Mapping
from typing import NamedTuple

ALL = ""
"""Stands among the tallied columns for the number of all records of a region."""


class Kind(NamedTuple):
    """A kind of record.

    `columns` are indexed: a name, and the path of its value in the `document` or the `facts`.
    `tallied` columns, and ALL, are counted as records change, so that a TotalCount costs nothing
    where there may be very many. `best` names two columns: within the first, the record with the
    most of the second is found at once. Records of a kind that `outlives` a reset stay when the
    account is reset.
    """

    name: str
    columns: Mapping[str, str] = {}
    tallied: tuple[str, ...] = ()
    best: tuple[str, str] | None = None
    newest_first: bool = True
    outlives: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("DeploymentSet", {"DeploymentSetName": "document.DeploymentSetName"}),
        Kind(
            "Instance",
            {
                "Status": "document.Status",
                "InstanceName": "document.InstanceName",
                "DeploymentSetId": "document.DeploymentSetId",
                "ZoneId": "document.ZoneId",
                "HostId": "facts.HostId",
            },
            tallied=(ALL, "Status", "ZoneId"),
        ),
        Kind(
            "Host",
            {
                "Pool": "facts.Pool",
                "Free": "facts.Free",
                "ZoneId": "document.ZoneId",
                "Switch": "document.Switch",
                "Rack": "document.Rack",
            },
            best=("Pool", "Free"),
            newest_first=False,
        ),
        Kind("Vpc", newest_first=True),
        Kind("VSwitch", {"VpcId": "document.VpcId", "ZoneId": "document.ZoneId"}),
        Kind("SecurityGroup", {"VpcId": "document.VpcId"}),
        Kind(
            "NetworkInterface",
            {
                "InstanceId": "document.InstanceId",
                "PrivateIpAddress": "document.PrivateIpAddress",
                "VSwitchId": "document.VSwitchId",
            },
            tallied=(ALL, "VSwitchId"),
        ),
        Kind("LaunchTemplate", {"LaunchTemplateName": "document.LaunchTemplateName"}),
        Kind("LaunchTemplateVersion", {"LaunchTemplateId": "document.LaunchTemplateId"}),
        Kind("Command", {"Name": "document.Name", "Type": "document.Type"}),
        Kind(
            "Invocation",
            {
                "CommandId": "document.CommandId",
                "CommandName": "document.CommandName",
                "InvokeStatus": "document.InvokeStatus",
                "RepeatMode": "document.RepeatMode",
                "IsFile": "facts.IsFile",
                "Repeating": "facts.Repeating",
            },
            tallied=(ALL, "IsFile"),
        ),
        Kind(
            "InvocationResult",
            {
                "InvokeId": "document.InvokeId",
                "LatestOf": "facts.LatestOf",
                "HistoryOf": "facts.HistoryOf",
                "InstanceId": "document.InstanceId",
                "InvocationStatus": "document.InvocationStatus",
            },
            tallied=(ALL, "InvokeId", "LatestOf"),
            newest_first=False,
        ),
        Kind("AccessKey", newest_first=False, outlives=True),
        Kind("CannedAnswer"),
        Kind(
            "Run",
            {"Status": "document.Status", "InvokeId": "document.InvokeId"},
            newest_first=False,
        ),
        Kind(
            "SystemEvent",
            {
                "InstanceId": "document.InstanceId",
                "EventCycleStatus": "document.EventCycleStatus.Name",
                "EventType": "document.EventType.Name",
                "Open": "facts.Open",
            },
            tallied=(ALL, "Open"),
        ),
        Kind(
            "DiskEvent",
            {"DiskId": "facts.DiskId", "EventType": "document.EventType.Name"},
        ),
        Kind("MetricRule", {"AlertState": "document.AlertState"}),
        Kind(
            "Disk",
            {"InstanceId": "document.InstanceId", "Status": "document.Status"},
            tallied=(ALL,),
        ),
        Kind(
            "Snapshot",
            {"SourceDiskId": "document.SourceDiskId", "Status": "document.Status"},
        ),
        Kind("Fault", {"Kind": "document.Kind"}, newest_first=False),
        Kind("Notification", {"Name": "document.name", "Time": "facts.Time"}, tallied=(ALL,)),
        Kind("EventRule", {"State": "document.State"}, newest_first=False),
        Kind("ApplicationGroup", newest_first=False),
        Kind(
            "ApplicationGroupMember",
            {"GroupId": "facts.GroupId", "InstanceId": "document.InstanceId"},
            newest_first=False,
        ),
        Kind("Contact", newest_first=False),
        Kind("ContactGroup", newest_first=False),
        Kind(
            "Delivery",
            {
                "NotificationId": "document.NotificationId",
                "Status": "document.Status",
                "Silence": "facts.Silence",
            },
        ),
        Kind("Outbox", {"Endpoint": "facts.Endpoint"}, newest_first=False),
        Kind("Endpoint", {"NextAttempt": "facts.NextAttempt"}, newest_first=False),
        Kind("Message", {"Place": "facts.Place"}, newest_first=False),
        Kind("Queue", newest_first=False),
        Kind("Topic", newest_first=False),
    )
}
