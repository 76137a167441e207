"""What kinds of records the account has, and by which of their values listings are filtered."""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of record.

    `columns` are indexed: a name, and the path of its value in the `document` or the `facts`.
    `tallied` columns are counted as records change, so that a TotalCount costs nothing.
    """

    name: str
    columns: Mapping[str, str] = {}
    tallied: tuple[str, ...] = ()
    newest_first: bool = True


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
            tallied=("Status", "InstanceName", "DeploymentSetId"),
        ),
        Kind("Command", {"Name": "document.Name", "Type": "document.Type"}),
        Kind("Invocation", {"CommandId": "document.CommandId"}),
        Kind(
            "InvocationResult",
            {"InvokeId": "document.InvokeId", "InstanceId": "document.InstanceId"},
            tallied=("InvokeId",),
            newest_first=False,
        ),
        Kind(
            "SystemEvent",
            {
                "InstanceId": "document.InstanceId",
                "EventCycleStatus": "document.EventCycleStatus.Name",
                "EventType": "document.EventType.Name",
            },
        ),
        Kind("Fault", {"Kind": "document.Kind"}, newest_first=False),
        Kind("Notification", {"Name": "document.name"}, newest_first=False),
    )
}
