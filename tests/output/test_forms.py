"""JSON, JSON lines, CSV and TSV, and what a query leaves of an answer."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.output import OutputError, parse, render_items, text
from tests.support.output_examples import (
    INSTANCE,
    INSTANCES,
    STARTED,
    STATUSES,
    DescribeInstances,
    DescribeInstancesFullStatus,
    RunInstances,
    answered,
    listed,
    shown,
)

ITEMS = INSTANCES["Instances"]["Instance"]


def dumped(value: Any) -> str:
    return json.dumps(value, indent="\t", sort_keys=True, ensure_ascii=False) + "\n"


def test_an_answer_is_json_as_the_vendors_cli_lays_it_out() -> None:
    answer = {"RequestId": "主", "Instances": {"Instance": [], "A": None}, "Count": 1.50}

    assert (
        answered(DescribeInstances, answer)
        == """\
{
\t"Count": 1.5,
\t"Instances": {
\t\t"A": null,
\t\t"Instance": []
\t},
\t"RequestId": "主"
}
"""
    )


@pytest.mark.parametrize("items", [[], [{}], ITEMS[:1], ITEMS])
def test_a_listing_in_json_is_byte_for_byte_the_array(items: list[Any]) -> None:
    assert dumped(items) == listed(iter(items), "json", columns=["InstanceId"])


def test_pieces_of_a_json_array_end_in_a_newline() -> None:
    pieces = list(render_items(parse(["json"], default="table"), ITEMS, columns=[], shape={}))

    assert len(pieces) == 3
    assert all(piece.endswith("\n") for piece in pieces)


def test_json_lines_hold_one_item_each() -> None:
    assert """\
{"InstanceId":"i-bp1aaaaaaaaaaaaaaaa1","InstanceName":"web-01","PublicIpAddress":{"IpAddress":["47.96.0.1"]},"Status":"Running","Tags":{"Tag":[{"TagKey":"env","TagValue":"prod"}]}}
{"InstanceId":"i-bp1bbbbbbbbbbbbbbbb2","InstanceName":"db-主库","PublicIpAddress":{"IpAddress":[]},"Status":"Stopped"}
""" == listed(ITEMS, "jsonl", columns=[]) == answered(DescribeInstances, INSTANCES, "jsonl")


def test_json_lines_of_an_answer_with_strings_are_strings() -> None:
    assert answered(RunInstances, STARTED, "jsonl") == '"i-1"\n"i-2"\n'


def test_one_document_in_json_is_that_document() -> None:
    assert dumped(ITEMS[0]) == shown(ITEMS[0], "json", columns=["InstanceId"], shape=INSTANCE)
    assert shown({"a": [], "B": 1}, "jsonl", shape={}) == '{"B":1,"a":[]}\n'


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv"])
def test_the_first_line_is_there_before_the_second_item_is_read(kind: str) -> None:
    def items() -> Iterator[dict[str, str]]:
        yield {"InstanceId": "i-1"}
        raise AssertionError("the second item was read")

    layout = parse([kind], default="table")
    lines = render_items(layout, items(), columns=["InstanceId"], shape=INSTANCE)
    if kind != "jsonl":
        assert next(lines) == "InstanceId\n"

    assert "i-1" in next(lines)
    with pytest.raises(AssertionError, match="the second item was read"):
        next(lines)


def test_json_with_columns_is_objects_of_these_columns() -> None:
    words = ("json", "cols=InstanceId,HealthStatus,EventId", "num=true")
    ids = [("i-1", "e-1"), ("i-1", "e-2")]
    rows = [
        {"Num": number, "InstanceId": instance_id, "HealthStatus": "OK", "EventId": event_id}
        for number, (instance_id, event_id) in enumerate(ids)
    ]

    assert dumped(rows) == answered(DescribeInstancesFullStatus, STATUSES, *words)


def test_json_lines_with_columns_are_objects_of_these_columns() -> None:
    assert (
        answered(DescribeInstances, INSTANCES, "jsonl", "cols=InstanceId,Tags")
        == """\
{"InstanceId":"i-bp1aaaaaaaaaaaaaaaa1","Tags":{"Tag":[{"TagKey":"env","TagValue":"prod"}]}}
{"InstanceId":"i-bp1bbbbbbbbbbbbbbbb2","Tags":null}
"""
    )


def test_csv_has_a_header_and_quotes_only_where_it_must() -> None:
    items = [
        {"InstanceId": "i-1", "InstanceName": 'say "主",\nnow', "Status": ""},
        {"InstanceId": "i-2", "PublicIpAddress": {"IpAddress": ["1.2.3.4"]}},
    ]
    columns = ["InstanceId", "InstanceName", "Status", "PublicIpAddress"]

    assert (
        listed(items, "csv", columns=columns)
        == """\
InstanceId,InstanceName,Status,PublicIpAddress
i-1,"say ""主"",
now",,
i-2,,,"{""IpAddress"":[""1.2.3.4""]}"
"""
    )


def test_tsv_escapes_what_would_divide_fields_or_lines() -> None:
    items = [{"InstanceId": "a\tb", "InstanceName": "c\nd\r", "Status": "\\n"}, {}]

    assert (
        listed(items, "tsv", columns=["InstanceId", "InstanceName", "Status"])
        == "InstanceId\tInstanceName\tStatus\na\\tb\tc\\nd\\r\t\\\\n\n\t\t\n"
    )


def test_an_answer_in_csv_has_the_fields_that_items_have_in_documented_order() -> None:
    items = [{"Status": "Running", "NewField": 1}, {"InstanceId": "i-1"}]

    assert (
        answered(DescribeInstances, {"Instances": {"Instance": items}}, "csv")
        == "InstanceId,Status,NewField\n,Running,1\ni-1,,\n"
    )


def test_an_answer_without_items_still_has_a_header() -> None:
    assert (
        answered(DescribeInstances, {"Instances": {"Instance": []}}, "csv")
        == "InstanceId,InstanceName,Status,PublicIpAddress,VpcAttributes,Tags,OperationLocks\n"
    )


def test_one_document_in_csv_is_a_header_and_a_row() -> None:
    assert shown({"A": 1, "B": "x"}, "csv", shape={}) == "A,B\n1,x\n"
    assert shown({"A": 1, "B": "x"}, "csv", columns=["B"], shape={"A": int, "B": str}) == "B\nx\n"


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "tsv"])
def test_half_a_surrogate_pair_becomes_an_escape_that_every_stream_can_carry(kind: str) -> None:
    output = listed([{"InstanceId": "\ud83d"}], kind, columns=["InstanceId"])

    assert r"\ud83d" in output
    output.encode()


@pytest.mark.parametrize(
    ("words", "query", "expected"),
    [
        ((), "TotalCount", "2\n"),
        ((), "Instances.Instance[].Status", '[\n\t"Running",\n\t"Stopped"\n]\n'),
        ((), "Nothing", "null\n"),
        (("jsonl",), "Instances.Instance[].Status", '"Running"\n"Stopped"\n'),
        (("jsonl",), "TotalCount", "2\n"),
        (("tsv",), "Instances.Instance[].Status", "Running\nStopped\n"),
        (("table",), "Instances.Instance[].Status", "Running\nStopped\n"),
        (("csv",), "Instances.Instance[].Status", "Running\nStopped\n"),
        (("table:grid",), "TotalCount", "+---+\n| 2 |\n+---+\n"),
        (("table:grid",), "Nothing[]", "+---+\n| - |\n+---+\n"),
        (("table:grid",), "[TotalCount][?@ > `2`]", ""),
        (("table",), "[`1`, {b: `2`}]", '1\n{"b":2}\n'),
        (
            ("table",),
            "Instances.Instance[0].Tags",
            'Tag  {"TagKey":"env","TagValue":"prod"}\n',
        ),
        (("table",), "Instances.Instance[1].InstanceName", "db-主库\n"),
        (("tsv",), "Instances.Instance[1].InstanceName", "db-主库\n"),
        (("table",), "Nothing", "\n"),
        (("table",), "Instances.Instance[?Status=='Lost'].InstanceId", ""),
        (("csv",), "Instances.Instance[?Status=='Lost'].InstanceId", ""),
        (("tsv",), "Instances.Instance[].[Status,Cpu]", "Running\t\nStopped\t\n"),
        (("table",), "Instances.Instance[].[Status,Cpu]", "Running | -\nStopped | -\n"),
        (
            ("table",),
            "Instances.Instance[].{Name:InstanceName,Id:length(InstanceId)}",
            "Name    | Id\n----    | --\nweb-01  | 22\ndb-主库 | 22\n",
        ),
        (("table",), "[{a: `1`}, {b: `2`}]", "a | b\n- | -\n1 | -\n- | 2\n"),
        (("table",), "{a: TotalCount, bcd: RequestId}", None),
        (("csv",), "{a: TotalCount}", "a\n2\n"),
        (("table", "num=true"), "Instances.Instance[].Status", "0 | Running\n1 | Stopped\n"),
        (("cols=Status",), "Instances.Instance", "Status\n------\nRunning\nStopped\n"),
        (("cols=Status",), "Instances.Instance[0]", "Status\n------\nRunning\n"),
        (("cols=A:0", "rows=@"), "Instances.Instance[].[Status]", "A\n-\nRunning\nStopped\n"),
    ],
)
def test_a_query_comes_first_and_the_form_after_it(
    words: tuple[str, ...], query: str, expected: str | None
) -> None:
    if expected is None:
        expected = f"a    2\nbcd  {INSTANCES['RequestId']}\n"

    assert expected == answered(DescribeInstances, INSTANCES, *words, query=query)


def test_a_query_of_a_listing_sees_the_list_and_of_one_thing_the_thing() -> None:
    assert listed(ITEMS, columns=[], query="[1].Status") == "Stopped\n"
    assert shown(ITEMS[1], shape=INSTANCE, query="Status") == "Stopped\n"


def test_one_string_as_tsv_is_what_a_shell_variable_wants() -> None:
    assert (
        shown({"Output": "two\n\tlines\\"}, "tsv", shape={}, query="Output") == "two\n\tlines\\\n"
    )
    assert shown({"Output": "two\n\tlines"}, shape={}, query="Output") == "two\\n\\tlines\n"


def test_a_query_that_cannot_be_applied_is_refused() -> None:
    with pytest.raises(OutputError, match=r"Invalid JMESPath 'length\(TotalCount\)'"):
        answered(DescribeInstances, INSTANCES, query="length(TotalCount)")


TEXTS = st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5)


@given(TEXTS)
def test_csv_comes_back_as_it_went(rows: list[list[str]]) -> None:
    written = "".join(text.csv(["A", "B"], rows))

    assert list(csv.reader(io.StringIO(written, newline=""))) == [["A", "B"], *rows]


@given(TEXTS)
def test_tsv_comes_back_as_it_went(rows: list[list[str]]) -> None:
    lines = "".join(text.tsv(["A", "B"], rows)).removesuffix("\n").split("\n")

    assert [[plain(cell) for cell in line.split("\t")] for line in lines] == [["A", "B"], *rows]


def plain(cell: str) -> str:
    """Return what a cell of TSV stands for."""
    pieces = [
        piece.replace(r"\t", "\t").replace(r"\n", "\n").replace(r"\r", "\r")
        for piece in cell.split(r"\\")
    ]
    return "\\".join(pieces)


DOCUMENTS = st.lists(
    st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.text())),
    max_size=5,
)


@given(DOCUMENTS)
def test_json_lines_come_back_as_they_went(documents: list[dict[str, Any]]) -> None:
    lines = "".join(text.json_lines(documents)).split("\n")

    assert [json.loads(line) if line else line for line in lines] == [*documents, ""]


@given(DOCUMENTS)
def test_a_streamed_array_is_the_array_dumped_at_once(documents: list[dict[str, Any]]) -> None:
    assert dumped(documents) == "".join(text.json_array(documents))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)


@given(VALUES)
def test_a_document_is_laid_out_as_pythons_encoder_has_it(value: Any) -> None:
    assert dumped(value) == "".join(text.json_document(value))
