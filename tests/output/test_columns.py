"""What `cols=` finds when nobody says where the rows are."""

import json
from typing import Any

import pytest

from ecsops.catalogue import index
from ecsops.catalogue.model import Operation
from ecsops.output import OutputError, check, columns_of, parse, render_items
from ecsops.output.paths import find
from tests.support.output_examples import (
    EVENT,
    FULL_STATUS,
    INSTANCE,
    INSTANCES,
    REQUEST_ID,
    STARTED,
    STATUSES,
    DescribeInstanceHistoryEvents,
    DescribeInstances,
    DescribeInstancesFullStatus,
    DescribeInvocationResults,
    RunCommand,
    RunInstances,
    answered,
    event,
    full_status,
    listed,
)


def test_an_instance_with_two_events_is_two_rows_and_one_with_none_is_no_row() -> None:
    text = answered(DescribeInstancesFullStatus, STATUSES, "cols=EventId,EventTypeName")

    assert (
        text
        == """\
EventId | EventTypeName
------- | -------------
e-1     | SystemMaintenance.Reboot
e-2     | InstanceExpiration.Stop
"""
    )


def test_the_same_columns_work_where_events_are_the_items() -> None:
    events = [event("e-1", "SystemFailure.Reboot")]
    answer = {"InstanceSystemEventSet": {"InstanceSystemEventType": events}}

    text = answered(DescribeInstanceHistoryEvents, answer, "cols=EventId,EventTypeName")

    assert (
        text
        == """\
EventId | EventTypeName
------- | -------------
e-1     | SystemFailure.Reboot
"""
    )


def test_a_pair_of_code_and_name_shows_its_name() -> None:
    assert (
        answered(DescribeInstancesFullStatus, STATUSES, "cols=HealthStatus")
        == """\
HealthStatus
------------
OK
OK
"""
    )


def test_columns_from_outside_an_opened_list_are_repeated() -> None:
    words = ("cols=InstanceId,HealthStatusCode,EventId,RequestId", "num=true")

    assert (
        answered(DescribeInstancesFullStatus, STATUSES, *words)
        == f"""\
Num | InstanceId | HealthStatusCode | EventId | RequestId
--- | ---------- | ---------------- | ------- | ---------
0   | i-1        | 0                | e-1     | {REQUEST_ID}
1   | i-1        | 0                | e-2     | {REQUEST_ID}
"""
    )


def test_a_list_in_an_opened_list_opens_too() -> None:
    words = "cols=InstanceId,EventType,CreationTime,DeviceSize"

    assert (
        answered(DescribeInstancesFullStatus, STATUSES, words)
        == """\
InstanceId | EventType                | CreationTime | DeviceSize
---------- | ---------                | ------------ | ----------
i-1        | SystemMaintenance.Reboot | of d-1       | 20
i-1        | SystemMaintenance.Reboot | of d-2       | 20
i-1        | InstanceExpiration.Stop  | of d-3       | 20
"""
    )


def test_two_lists_beside_each_other_give_every_combination() -> None:
    shape = {"Id": str, "Tags": {"Tag": [{"Key": str}]}, "Disks": {"Disk": [{"Size": int}]}}
    tags, disks = [{"Key": "a"}, {"Key": "b"}], [{"Size": 20}, {"Size": 40}]
    items = [{"Id": "1", "Tags": {"Tag": tags}, "Disks": {"Disk": disks}}]

    assert (
        listed(items, "cols=Id,Key,Size", columns=["Id"], shape=shape)
        == """\
Id | Key | Size
-- | --- | ----
1  | a   | 20
1  | a   | 40
1  | b   | 20
1  | b   | 40
"""
    )


def test_a_list_that_is_missing_gives_no_row_and_a_lone_object_one() -> None:
    lone = {"ScheduledSystemEventType": {"EventId": "e-9"}}
    statuses = [{"InstanceId": "i-1"}, {"InstanceId": "i-2", "ScheduledSystemEventSet": lone}]

    assert (
        listed(statuses, "cols=InstanceId,EventId", columns=["InstanceId"], shape=FULL_STATUS)
        == """\
InstanceId | EventId
---------- | -------
i-2        | e-9
"""
    )


def test_fields_around_the_items_alone_are_one_row() -> None:
    assert (
        answered(DescribeInstances, INSTANCES, "cols=RequestId,TotalCount")
        == f"""\
RequestId                            | TotalCount
---------                            | ----------
{REQUEST_ID} | 2
"""
    )


def test_a_field_between_the_root_and_the_items_is_found() -> None:
    results = [{"InstanceId": "i-1", "ExitCode": 0}, {"InstanceId": "i-2", "ExitCode": 1}]
    answer = {"Invocation": {"InvocationResults": {"InvocationResult": results}, "TotalCount": 2}}

    assert (
        answered(DescribeInvocationResults, answer, "cols=InstanceId,ExitCode,TotalCount")
        == """\
InstanceId | ExitCode | TotalCount
---------- | -------- | ----------
i-1        | 0        | 2
i-2        | 1        | 2
"""
    )


def test_an_answer_without_a_list_is_one_row() -> None:
    answer = {"CommandId": "c-1", "InvokeId": "t-1", "RequestId": REQUEST_ID}

    assert answered(RunCommand, answer, "cols=InvokeId") == "InvokeId\n--------\nt-1\n"


def test_an_item_that_is_a_string_is_called_as_its_list_is() -> None:
    assert (
        answered(RunInstances, STARTED, "cols=InstanceIdSet,OrderId")
        == """\
InstanceIdSet | OrderId
------------- | -------
i-1           | 123
i-2           | 123
"""
    )


def test_an_item_that_is_a_string_is_also_called_at() -> None:
    assert (
        answered(RunInstances, STARTED, "cols=@,RequestId")
        == """\
@   | RequestId
-   | ---------
i-1 | 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E
i-2 | 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E
"""
    )


def test_a_string_item_needs_no_columns_to_be_a_table() -> None:
    assert answered(RunInstances, STARTED, "table") == "InstanceIdSet\n-------------\ni-1\ni-2\n"


def test_jmespath_reads_the_row_and_a_function_on_a_missing_field_reads_nothing() -> None:
    words = "cols=Tags.Tag[?TagKey=='env'] | [0].TagValue,length(Tags.Tag)"

    assert (
        answered(DescribeInstances, INSTANCES, words)
        == """\
Tags.Tag[?TagKey=='env'] | [0].TagValue | length(Tags.Tag)
--------------------------------------- | ----------------
prod                                    | 1
-                                       | -
"""
    )


def test_a_pair_that_jmespath_finds_shows_its_name_too() -> None:
    assert (
        answered(DescribeInstancesFullStatus, STATUSES, "cols=@.HealthStatus")
        == "@.HealthStatus\n--------------\nOK\nOK\n"
    )


def test_jmespath_stays_with_the_row_when_another_column_opens_a_list() -> None:
    words = "cols=EventId,length(ScheduledSystemEventSet.ScheduledSystemEventType)"

    lines = answered(DescribeInstancesFullStatus, STATUSES, "tsv", words).splitlines()[1:]

    assert lines == ["e-1\t2", "e-2\t2"]


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("EventId", ("EventId",)),
        ("EventType", ("EventType",)),
        ("EventTypeName", ("EventType", "Name")),
        ("EventType.Name", ("EventType", "Name")),
        ("ExtendedAttribute.Device", ("ExtendedAttribute", "Device")),
        ("Name", ("EventType", "Name")),
        ("InactiveDisk", ("ExtendedAttribute", "InactiveDisks", "InactiveDisk")),
        ("DeviceSize", ("ExtendedAttribute", "InactiveDisks", "InactiveDisk", "[]", "DeviceSize")),
        (
            "ExtendedAttributeInactiveDisksInactiveDiskDeviceSize",
            ("ExtendedAttribute", "InactiveDisks", "InactiveDisk", "[]", "DeviceSize"),
        ),
        (
            "InactiveDisks.InactiveDisk.DeviceSize",
            ("ExtendedAttribute", "InactiveDisks", "InactiveDisk", "[]", "DeviceSize"),
        ),
        ("EventTypeNam", None),
        ("Event", None),
        ("EventType.", None),
    ],
)
def test_a_name_finds_the_nearest_field(column: str, path: tuple[str, ...] | None) -> None:
    assert path == find(EVENT, column)


def test_a_field_of_its_own_comes_before_a_path_and_the_shallow_before_the_deep() -> None:
    deep = {"B": {"D": str}, "C": {"D": str}}
    shape = {"A": deep, "X": {"D": str}, "AB": {"D": str}, "NameDesc.En": str}

    assert find(shape, "AB") == ("AB",)
    assert find(shape, "A.B") == ("A", "B")
    assert find(shape, "AB.D") == ("AB", "D")
    assert find(shape, "D") == ("X", "D")
    assert find(shape, "NameDesc.En") == ("NameDesc.En",)


def test_columns_of_lists_what_can_be_asked_for_nearest_first() -> None:
    assert columns_of(FULL_STATUS) == [
        "InstanceId",
        "HealthStatus",
        "HealthStatusName",
        "HealthStatusCode",
        "EventId",
        "EventType",
        "EventTypeName",
        "EventTypeCode",
        "EventCycleStatus",
        "EventCycleStatusName",
        "EventCycleStatusCode",
        "NotBefore",
        "Device",
        "CreationTime",
        "DeviceSize",
    ]


@pytest.mark.parametrize("operation", [DescribeInstancesFullStatus, DescribeInstances])
def test_every_listed_column_passes_the_check(operation: Operation) -> None:
    for column in [*columns_of(operation.item), "RequestId", "TotalCount"]:
        check(parse([f"cols={column}"], default="json"), operation.item, operation.answer)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("DescribeInstances", "InstanceId,InstanceName"),
        ("DescribeInstancesFullStatus", "EventId,EventTypeName"),
        ("DescribeInstancesFullStatus", "HealthStatus"),
        ("DescribeInstanceHistoryEvents", "EventId,EventTypeName"),
        ("DescribeCloudAssistantStatus", "CloudAssistantStatus"),
    ],
)
def test_the_columns_in_the_feature_document_are_in_the_catalogue(name: str, columns: str) -> None:
    operation = index.find("ecs", name)

    check(parse([f"cols={columns}"], default="json"), operation.item, operation.answer)


def test_a_column_that_cannot_be_is_refused_with_those_that_can() -> None:
    layout = parse(["cols=InstanceId,instancename"], default="json")

    with pytest.raises(OutputError) as refused:
        check(layout, DescribeInstances.item, DescribeInstances.answer)

    assert str(refused.value) == (
        "No such column: 'instancename'. Did you mean InstanceName? Columns: InstanceId, "
        "InstanceName, Status, IpAddress, VpcId, TagKey, TagValue, LockReason, PageNumber, "
        "RequestId, TotalCount."
    )


def test_a_column_that_was_broken_off_is_guessed_before_a_shorter_one() -> None:
    with pytest.raises(OutputError, match="Did you mean EventTypeName"):
        check(parse(["cols=EventTypeN"], default="json"), FULL_STATUS)


def test_a_task_command_has_no_fields_around_its_items() -> None:
    with pytest.raises(OutputError, match="No such column: 'RequestId'"):
        check(parse(["cols=RequestId"], default="table"), INSTANCE)


def test_a_list_beside_the_items_is_no_column_of_them() -> None:
    answer = {"Items": {"Item": [{"Id": str}]}, "Failures": [{"Reason": str}]}

    check(parse(["cols=Reason"], default="json"), {"Id": str}, answer)
    with pytest.raises(OutputError, match="No such column: 'Reason'"):
        check(parse(["cols=Id,Reason"], default="json"), {"Id": str}, answer)


def test_a_column_that_cannot_be_is_refused_also_beside_fields_around_the_items() -> None:
    with pytest.raises(OutputError, match="No such column: 'Nope'"):
        answered(DescribeInstances, INSTANCES, "cols=RequestId,Nope")


@pytest.mark.parametrize("words", [["cols=Nope", "rows=X[]"], ["cols=length('x')"], ["json"]])
def test_what_only_the_answer_can_tell_passes_the_check(words: list[str]) -> None:
    check(parse(words, default="json"), INSTANCE)


def test_columns_of_a_query_pass_the_check() -> None:
    check(parse(["cols=Nope"], default="json", query="Foo"), INSTANCE)


def test_a_thing_of_unknown_shape_may_have_any_column() -> None:
    items = [{"Average": 1.5, "Dimensions": {"device": "/dev/vda"}}]

    assert (
        listed(items, "cols=Average,Dimensions.device", columns=[], shape={})
        == """\
Average | Dimensions.device
------- | -----------------
1.5     | /dev/vda
"""
    )


def test_rows_are_read_one_document_at_a_time() -> None:
    statuses = iter([full_status("i-1", event("e-1", "SystemFailure.Reboot")), full_status("i-2")])
    layout = parse(["csv", "cols=InstanceId,EventId"], default="table")
    lines = render_items(layout, statuses, columns=[], shape=FULL_STATUS)

    assert [next(lines), next(lines)] == ["InstanceId,EventId\n", "i-1,e-1\n"]
    assert [full_status("i-2")] == list(statuses)


INVOCATION: dict[str, Any] = {
    "InvokeId": str,
    "InvocationStatus": str,
    "InvokeInstances": {"InvokeInstance": [{"InstanceId": str, "InvocationStatus": str}]},
}

INVOCATIONS = [
    {
        "InvokeId": "t-1",
        "InvocationStatus": "PartialFailed",
        "InvokeInstances": {
            "InvokeInstance": [
                {"InstanceId": "i-1", "InvocationStatus": "Success"},
                {"InstanceId": "i-2", "InvocationStatus": "Failed"},
            ]
        },
    }
]


def rows_of(columns: str) -> list[str]:
    return listed(INVOCATIONS, f"cols={columns}", columns=[], shape=INVOCATION).splitlines()[2:]


def test_a_column_inside_and_outside_is_that_of_the_rows_that_others_open() -> None:
    assert rows_of("InvokeId,InstanceId,InvocationStatus") == [
        "t-1      | i-1        | Success",
        "t-1      | i-2        | Failed",
    ]
    assert rows_of("InvokeId,InvocationStatus") == ["t-1      | PartialFailed"]


def test_an_expression_on_the_answer_is_one_row_alone_and_each_row_beside_items() -> None:
    lone = answered(DescribeInstances, INSTANCES, "cols=length(Instances.Instance)")
    beside = answered(
        DescribeInstances, INSTANCES, "cols=InstanceId,Instances.Instance[0].InstanceId"
    )
    count = len(INSTANCES["Instances"]["Instance"])
    first = INSTANCES["Instances"]["Instance"][0]["InstanceId"]

    assert lone.splitlines()[2:] == [str(count)]
    assert [line.split(" | ")[1] for line in beside.splitlines()[2:]] == [first] * count


@pytest.mark.parametrize("column", ["Nope[0].Id", "length(Nope)", "Nope || Nada"])
def test_an_expression_that_is_found_nowhere_is_refused(column: str) -> None:
    with pytest.raises(OutputError, match="No such column"):
        answered(DescribeInstances, INSTANCES, f"cols={column}")


def test_a_nested_name_that_is_in_several_places_finds_the_value_that_exists() -> None:
    instance = {
        "InstanceId": "i-1",
        "PublicIpAddress": {"IpAddress": []},
        "VpcAttributes": {"PrivateIpAddress": {"IpAddress": ["10.0.0.1"]}},
    }

    text = listed([instance], "cols=IpAddress", columns=[], shape=INSTANCE)

    assert text.splitlines()[2:] == ['["10.0.0.1"]']


def test_a_query_knows_the_columns_of_the_table_and_shows_only_fields() -> None:
    event = {"EventId": "e-1", "EventType": {"Code": 1, "Name": "SystemFailure.Reboot"}}
    columns = ["EventId", "EventTypeName"]

    def asked(query: str) -> str:
        layout = parse(["jsonl"], default="table", query=query)
        return "".join(render_items(layout, [event], columns=columns, shape=EVENT))

    assert asked("[].EventTypeName") == '"SystemFailure.Reboot"\n'
    assert json.loads(asked("[0]")) == event
