"""The table: its exact bytes, and that no value can break it or drive the terminal."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.output import text
from tests.support.output_examples import listed, shown

SETS = [
    {"DeploymentSetId": "ds-1", "DeploymentSetName": "用户指南", "InstanceAmount": 2},
    {"DeploymentSetId": "ds-22", "DeploymentSetName": "Internal", "InstanceAmount": 0},
]
SET: dict[str, Any] = {
    "DeploymentSetId": str,
    "DeploymentSetName": str,
    "InstanceAmount": int,
    "InstanceIds": {"InstanceId": [str]},
}


def test_columns_are_aligned_by_what_the_terminal_shows() -> None:
    assert (
        listed(SETS, columns=["DeploymentSetName", "DeploymentSetId", "InstanceAmount"], shape=SET)
        == """\
DeploymentSetName | DeploymentSetId | InstanceAmount
----------------- | --------------- | --------------
用户指南          | ds-1            | 2
Internal          | ds-22           | 0
"""
    )


def test_dashes_are_as_long_as_the_header_is_wide() -> None:
    assert (
        "".join(text.table(["名称", "Id"], [["ds-1", 2], ["ds-001", 3]]))
        == """\
名称   | Id
----   | --
ds-1   | 2
ds-001 | 3
"""
    )


def test_one_column_has_no_separator_and_no_padding() -> None:
    assert "".join(text.table(["Id"], [["longer"], ["s"]])) == "Id\n--\nlonger\ns\n"


def test_no_rows_are_header_and_dashes_only() -> None:
    assert (
        listed([], columns=["DeploymentSetId", "InstanceId"], shape=SET)
        == """\
DeploymentSetId | InstanceId
--------------- | ----------
"""
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, "-"),
        ("", "-"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-1.5, "-1.5"),
        ([], "[]"),
        ({"b": [1, None], "a": "数"}, '{"a":"数","b":[1,null]}'),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x1b[2J\x7f\x9b", r"\x1b[2J\x7f\x9b"),
        ("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d"),
        ("invoice\u202egpj.exe", r"invoice\u202egpj.exe"),
        ("\ud800", r"\ud800"),
        ({"k": "\u009b\n"}, r'{"k":"\x9b\n"}'),
        ("a\u3000b\u00a0c", "a\u3000b\u00a0c"),
        ("C:\\new", "C:\\new"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_a_cell_shows_its_value_and_nothing_that_acts(value: Any, cell: str) -> None:
    assert "".join(text.table(["A"], [[value]])) == f"A\n-\n{cell}\n"


@pytest.mark.parametrize(
    ("value", "columns"),
    [
        ("abc", 3),
        ("主库", 4),
        ("e\u0301", 1),
        ("ｱ", 1),
        ("Ａ", 2),
        ("é", 1),
        ("😀", 2),
        ("a\u200cb", 2),
        ("", 0),
    ],
)
def test_width_counts_columns_of_the_terminal(value: str, columns: int) -> None:
    assert columns == text.width(value)


def test_num_numbers_rows_from_zero() -> None:
    assert (
        listed(SETS, "num=true", columns=["DeploymentSetId"], shape=SET)
        == """\
Num | DeploymentSetId
--- | ---------------
0   | ds-1
1   | ds-22
"""
    )


def test_one_document_is_shown_one_field_a_line() -> None:
    document = {
        **SETS[0],
        "InstanceIds": {"InstanceId": ["i-1"]},
        "Domain": "",
        "NewField": "x\ny",
        "Tags": {"Tag": []},
        "Options": {"Cores": 2, "Numa": "", "Ids": ["a"]},
    }

    assert (
        shown(document, shape=SET)
        == r"""DeploymentSetId    ds-1
DeploymentSetName  用户指南
InstanceAmount     2
InstanceIds        i-1
Domain             -
NewField           x\ny
Tags               -
Options            Cores 2
                   Numa -
                   Ids ["a"]
"""
    )


def test_one_document_shows_the_fields_that_the_command_names() -> None:
    shape = {
        "Id": str,
        "Status": {"Code": int, "Name": str},
        "Events": {"Event": [{"EventId": str}]},
    }
    document = {
        "Id": "i-1",
        "Status": {"Code": 1, "Name": "Running"},
        "Events": {"Event": [{"EventId": "e-1"}, {"EventId": "e-2"}]},
    }

    assert (
        shown(document, columns=["Status", "EventId", "Event", "Elsewhere"], shape=shape)
        == """\
Status     Running
EventId    e-1
           e-2
Event      {"EventId":"e-1"}
           {"EventId":"e-2"}
Elsewhere  -
"""
    )


def test_names_of_fields_are_padded_by_what_the_terminal_shows() -> None:
    assert shown({"名称": "甲", "State": "乙"}, shape={}) == "名称   甲\nState  乙\n"


def test_columns_or_numbers_make_one_document_a_row() -> None:
    assert shown(SETS[0], "cols=InstanceAmount", shape=SET) == "InstanceAmount\n--------------\n2\n"
    assert (
        shown(SETS[0], "num=true", columns=["InstanceAmount"], shape=SET)
        == "Num | InstanceAmount\n--- | --------------\n0   | 2\n"
    )


def test_a_style_is_drawn_by_tabulate_and_numbers_stay_text() -> None:
    rows = [{"DeploymentSetName": "主库", "DeploymentSetId": "1e5", "InstanceAmount": 10}, {}]
    columns = ["DeploymentSetName", "DeploymentSetId", "InstanceAmount"]

    assert (
        listed(rows, "table:grid", columns=columns, shape=SET)
        == """\
+---------------------+-------------------+------------------+
| DeploymentSetName   | DeploymentSetId   | InstanceAmount   |
+=====================+===================+==================+
| 主库                | 1e5               | 10               |
+---------------------+-------------------+------------------+
| -                   | -                 | -                |
+---------------------+-------------------+------------------+
"""
    )


def test_a_bar_in_a_value_does_not_divide_a_markdown_table() -> None:
    assert (
        listed(
            [{"DeploymentSetName": "a|b"}], "table:github", columns=["DeploymentSetName"], shape=SET
        )
        == r"""| DeploymentSetName   |
|---------------------|
| a\|b                |
"""
    )


def test_html_is_escaped() -> None:
    items = [{"DeploymentSetId": "<b>"}]

    assert (
        listed(items, "table:html", columns=["DeploymentSetId"], shape=SET)
        == """\
<table>
<thead>
<tr><th>DeploymentSetId  </th></tr>
</thead>
<tbody>
<tr><td>&lt;b&gt;              </td></tr>
</tbody>
</table>
"""
    )


def test_one_document_in_a_style_is_one_row() -> None:
    assert (
        shown({"Id": 1, "Name": None}, "table:simple", shape={})
        == "Id    Name\n----  ------\n1     -\n"
    )


ANY_TEXT = st.text(st.characters(exclude_categories=()))  # surrogates too
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), ANY_TEXT, st.lists(ANY_TEXT))


@given(
    st.integers(1, 4).flatmap(
        lambda size: st.tuples(
            st.lists(st.text(min_size=1, max_size=6), min_size=size, max_size=size),
            st.lists(st.lists(VALUES, min_size=size, max_size=size), max_size=5),
        )
    )
)
def test_whatever_the_strings_a_table_has_two_lines_and_one_a_row(
    case: tuple[list[str], list[list[Any]]],
) -> None:
    names, rows = case

    table = "".join(text.table(names, rows))

    lines = table.splitlines()
    assert 2 + len(rows) == len(lines) == table.count("\n")
    cells = [names, *([text.table_text(value) or "-" for value in row] for row in rows)]
    place = 0
    for column in list(zip(*cells, strict=True))[:-1]:
        place += max(text.width(text.table_text(cell)) for cell in column)
        assert [" | "] * len(lines) == [shown_at(line, place, 3) for line in lines]
        place += 3


def shown_at(line: str, place: int, columns: int) -> str:
    """Return what a terminal shows in some columns of a line."""
    starts = [text.width(line[:at]) for at in range(len(line))]
    return "".join(
        character
        for character, start in zip(line, starts, strict=True)
        if place <= start < place + columns and text.width(character)
    )
