"""Operations and answers that the tests of output share; shapes as the API documents them."""

from typing import Any

from ecsops.catalogue.model import Operation
from ecsops.catalogue.products import ECS
from ecsops.output import check, parse, render_answer, render_document, render_items

PAIR = {"Code": int, "Name": str}
AROUND = {"PageNumber": int, "RequestId": str, "TotalCount": int}

INSTANCE: dict[str, Any] = {
    "InstanceId": str,
    "InstanceName": str,
    "Status": str,
    "PublicIpAddress": {"IpAddress": [str]},
    "VpcAttributes": {"VpcId": str, "PrivateIpAddress": {"IpAddress": [str]}},
    "Tags": {"Tag": [{"TagKey": str, "TagValue": str}]},
    "OperationLocks": {"LockReason": [{"LockReason": str}]},
}
EVENT: dict[str, Any] = {
    "EventId": str,
    "EventType": PAIR,
    "EventCycleStatus": PAIR,
    "ExtendedAttribute": {
        "Device": str,
        "InactiveDisks": {"InactiveDisk": [{"CreationTime": str, "DeviceSize": str}]},
    },
    "NotBefore": str,
}
FULL_STATUS: dict[str, Any] = {
    "InstanceId": str,
    "HealthStatus": PAIR,
    "ScheduledSystemEventSet": {"ScheduledSystemEventType": [EVENT]},
}


def operation(name: str, answer: dict[str, Any], items: str = "") -> Operation:
    return Operation(name, ECS, "An example.", (), answer, (), items)


DescribeInstances = operation(
    "DescribeInstances", {"Instances": {"Instance": [INSTANCE]}, **AROUND}, "Instances.Instance"
)
DescribeInstancesFullStatus = operation(
    "DescribeInstancesFullStatus",
    {"InstanceFullStatusSet": {"InstanceFullStatusType": [FULL_STATUS]}, **AROUND},
    "InstanceFullStatusSet.InstanceFullStatusType",
)
DescribeInstanceHistoryEvents = operation(
    "DescribeInstanceHistoryEvents",
    {"InstanceSystemEventSet": {"InstanceSystemEventType": [EVENT]}, **AROUND},
    "InstanceSystemEventSet.InstanceSystemEventType",
)
DescribeInvocationResults = operation(
    "DescribeInvocationResults",
    {
        "Invocation": {
            "InvocationResults": {"InvocationResult": [{"InstanceId": str, "ExitCode": int}]},
            "TotalCount": int,
        },
        "RequestId": str,
    },
    "Invocation.InvocationResults.InvocationResult",
)
RunInstances = operation(
    "RunInstances",
    {"InstanceIdSets": {"InstanceIdSet": [str]}, "OrderId": str, "RequestId": str},
    "InstanceIdSets.InstanceIdSet",
)
RunCommand = operation("RunCommand", {"CommandId": str, "InvokeId": str, "RequestId": str})

REQUEST_ID = "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"
INSTANCES = {
    "Instances": {
        "Instance": [
            {
                "InstanceId": "i-bp1aaaaaaaaaaaaaaaa1",
                "InstanceName": "web-01",
                "Status": "Running",
                "PublicIpAddress": {"IpAddress": ["47.96.0.1"]},
                "Tags": {"Tag": [{"TagKey": "env", "TagValue": "prod"}]},
            },
            {
                "InstanceId": "i-bp1bbbbbbbbbbbbbbbb2",
                "InstanceName": "db-主库",
                "Status": "Stopped",
                "PublicIpAddress": {"IpAddress": []},
            },
        ]
    },
    "PageNumber": 1,
    "RequestId": REQUEST_ID,
    "TotalCount": 2,
}
STARTED = {
    "InstanceIdSets": {"InstanceIdSet": ["i-1", "i-2"]},
    "OrderId": "123",
    "RequestId": REQUEST_ID,
}


def event(event_id: str, kind: str, *devices: str) -> dict[str, Any]:
    disks = [{"CreationTime": f"of {device}", "DeviceSize": "20"} for device in devices]
    return {
        "EventId": event_id,
        "EventType": {"Code": 1, "Name": kind},
        "EventCycleStatus": {"Code": 24, "Name": "Scheduled"},
        "ExtendedAttribute": {"Device": "", "InactiveDisks": {"InactiveDisk": disks}},
        "NotBefore": "2019-06-25T02:00:00Z",
    }


def full_status(instance_id: str, *events: dict[str, Any]) -> dict[str, Any]:
    return {
        "InstanceId": instance_id,
        "HealthStatus": {"Code": 0, "Name": "OK"},
        "ScheduledSystemEventSet": {"ScheduledSystemEventType": list(events)},
    }


STATUSES = {
    "InstanceFullStatusSet": {
        "InstanceFullStatusType": [
            full_status(
                "i-1",
                event("e-1", "SystemMaintenance.Reboot", "d-1", "d-2"),
                event("e-2", "InstanceExpiration.Stop", "d-3"),
            ),
            full_status("i-2"),
        ]
    },
    "PageNumber": 1,
    "RequestId": REQUEST_ID,
    "TotalCount": 2,
}


def answered(operation: Operation, answer: dict[str, Any], *words: str, query: str = "") -> str:
    """Return what a raw call with these words after --output prints."""
    layout = parse(words, default="json", query=query)
    check(layout, operation.item, operation.answer)
    return "".join(render_answer(layout, operation, answer))


def listed(items: Any, *words: str, columns: Any, shape: Any = INSTANCE, query: str = "") -> str:
    """Return what a task command prints that lists these items."""
    layout = parse(words, default="table", query=query)
    check(layout, shape)
    return "".join(render_items(layout, items, columns=columns, shape=shape))


def shown(document: Any, *words: str, columns: Any = (), shape: Any, query: str = "") -> str:
    """Return what a task command prints that shows this document."""
    layout = parse(words, default="table", query=query)
    check(layout, shape)
    return "".join(render_document(layout, document, columns=columns, shape=shape))
