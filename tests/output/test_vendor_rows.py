"""The vendor's `cols= rows= num=`, by worked examples of its own command line.

They differ from its output in what is documented: `-` for `<nil>`, JSON for Go's `map[...]` and
`[a b]`, columns aligned by display width, no blank line after the table.
"""
# ruff: noqa: E501 - lines of output are as long as they are

from typing import Any

import pytest

from ecsops.output import OutputError
from tests.support.output_examples import (
    INSTANCES,
    STATUSES,
    DescribeInstances,
    DescribeInstancesFullStatus,
    answered,
)

EVENTS = (
    "InstanceFullStatusSet.InstanceFullStatusType[]"
    ".ScheduledSystemEventSet.ScheduledSystemEventType[]"
)


def test_rows_of_objects() -> None:
    assert (
        answered(
            DescribeInstances,
            INSTANCES,
            "cols=InstanceId,InstanceName,Status,PublicIpAddress.IpAddress,Tags",
            "rows=Instances.Instance[]",
        )
        == """\
InstanceId             | InstanceName | Status  | PublicIpAddress.IpAddress | Tags
----------             | ------------ | ------  | ------------------------- | ----
i-bp1aaaaaaaaaaaaaaaa1 | web-01       | Running | ["47.96.0.1"]             | {"Tag":[{"TagKey":"env","TagValue":"prod"}]}
i-bp1bbbbbbbbbbbbbbbb2 | db-主库      | Stopped | []                        | -
"""
    )


def test_rows_that_are_arrays_name_their_columns_by_index() -> None:
    assert (
        answered(
            DescribeInstances,
            INSTANCES,
            "cols=Id:0,State:1,Third:2",
            "rows=Instances.Instance[].[InstanceId,Status]",
        )
        == """\
Id                     | State   | Third
--                     | -----   | -----
i-bp1aaaaaaaaaaaaaaaa1 | Running | -
i-bp1bbbbbbbbbbbbbbbb2 | Stopped | -
"""
    )


def test_with_rows_a_pair_of_code_and_name_is_shown_whole() -> None:
    assert (
        answered(
            DescribeInstancesFullStatus,
            STATUSES,
            "cols=EventId,EventType.Name,EventCycleStatus.Name,EventType",
            f"rows={EVENTS}",
            "num=true",
        )
        == """\
Num | EventId | EventType.Name           | EventCycleStatus.Name | EventType
--- | ------- | --------------           | --------------------- | ---------
0   | e-1     | SystemMaintenance.Reboot | Scheduled             | {"Code":1,"Name":"SystemMaintenance.Reboot"}
1   | e-2     | InstanceExpiration.Stop  | Scheduled             | {"Code":1,"Name":"InstanceExpiration.Stop"}
"""
    )


def test_with_rows_nothing_is_searched_for_and_strings_have_no_fields() -> None:
    assert (
        answered(
            DescribeInstances,
            INSTANCES,
            "cols=name,type,api",
            "rows=Instances.Instance[].InstanceId",
            "num=true",
        )
        == """\
Num | name | type | api
--- | ---- | ---- | ---
0   | -    | -    | -
1   | -    | -    | -
"""
    )


def test_at_is_the_row_itself() -> None:
    assert (
        answered(DescribeInstances, INSTANCES, "cols=@", "rows=Instances.Instance[].Status")
        == "@\n-\nRunning\nStopped\n"
    )


def test_an_element_of_what_is_no_array_is_missing_and_at_is_any_row() -> None:
    answer = {"Rows": [["a", "b"], None, {"0": "c"}]}

    assert (
        answered(DescribeInstances, answer, "cols=First:0,@", "rows=Rows")
        == """\
First | @
----- | -
a     | ["a","b"]
-     | -
-     | {"0":"c"}
"""
    )


def test_json_of_rows_is_objects_of_the_columns() -> None:
    words = ("jsonl", "cols=InstanceId,Tags.Tag[0]", "rows=Instances.Instance[:1]")

    assert (
        answered(DescribeInstances, INSTANCES, *words)
        == '{"InstanceId":"i-bp1aaaaaaaaaaaaaaaa1","Tags.Tag[0]":{"TagKey":"env","TagValue":"prod"}}\n'
    )


def test_no_rows_are_a_header_and_dashes() -> None:
    answer: dict[str, Any] = {"Instances": {"Instance": []}}

    assert (
        answered(DescribeInstances, answer, "cols=Name,Id:0", "rows=Instances.Instance")
        == "Name | Id\n---- | --\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("cols=InstanceId", "rows=Instances"),
            "rows=Instances must select a list, but selects an object.",
        ),
        (("cols=InstanceId", "rows=Foo"), "rows=Foo must select a list, but selects nothing."),
        (
            ("cols=InstanceId", "rows=TotalCount"),
            "rows=TotalCount must select a list, but selects a single value.",
        ),
        (
            ("cols=InstanceId", "rows=Instances.Instance[].[InstanceId]"),
            "rows= selects arrays; name their columns NAME:INDEX, not 'InstanceId'.",
        ),
        (
            ("cols=Id:0", "rows=Instances.Instance"),
            "'Id:0' is a column of arrays, but rows= selects none.",
        ),
        (
            ("cols=InstanceId", "rows=sort(TotalCount)"),
            "Invalid JMESPath 'sort(TotalCount)': In function sort(), invalid type for value: "
            "2, expected one of: ['array-string', 'array-number'], received: \"number\"",
        ),
        (
            ("cols=InstanceId,length()", "rows=Instances.Instance"),
            "Invalid JMESPath 'length()': Expected 1 argument for function length(), received 0",
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(OutputError) as refused:
        answered(DescribeInstances, INSTANCES, *words)

    assert message == str(refused.value)
