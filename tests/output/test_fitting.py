"""Tables and records for a terminal: what is hidden, what is cut, and what never is."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.output import Layout, Screen, fitting, render_document, render_items
from ecsops.output.text import width

EVENT = {
    "EventId": "e-bp1y1fdun9564whi4e71",
    "Reason": "The host of the instance is worn out and will be replaced by a new one soon.",
    "Time": "2019-06-25T08:00:00Z",
    "Ips": {"IpAddress": ["10.0.0.1", "10.0.0.2"]},
}


def drawn(columns: int, *items: dict[str, Any], least: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Return the table of items on a terminal so wide, and what of it is hidden."""
    hidden: list[str] = []
    screen = Screen(columns, hidden.extend, least, local=False)
    layout = Layout("table", screen=screen)
    names = [*items[0]]
    return "".join(render_items(layout, items, columns=names, shape={})), hidden


def test_a_table_that_fits_is_as_it_is_elsewhere() -> None:
    item = {"EventId": "e-1", "Time": "2019"}

    assert drawn(14, item) == ("EventId | Time\n------- | ----\ne-1     | 2019\n", [])


def test_one_column_less_of_room_hides_the_last_column() -> None:
    item = {"EventId": "e-1", "Time": "2019"}

    assert drawn(13, item) == ("EventId\n-------\ne-1\n", ["Time"])


def test_the_least_important_columns_go_first_in_their_order() -> None:
    item = {"AId": "1" * 10, "BId": "2" * 10, "CId": "3" * 10, "DId": "4" * 10}

    shown = [drawn(columns, item, least=["BId", "DId"])[1] for columns in (49, 48, 36, 35, 22)]

    assert shown == [[], ["BId"], ["BId"], ["BId", "DId"], ["BId", "CId", "DId"]]


def test_long_cells_are_cut_before_a_column_is_hidden_and_ids_never() -> None:
    table, hidden = drawn(80, EVENT)

    assert table == (
        "EventId                | Reason                           | Time\n"
        "-------                | ------                           | ----\n"
        "e-bp1y1fdun9564whi4e71 | The host of the instance is wor… | 2019-06-25T08:00:00Z\n"
    )
    assert hidden == ["Ips"]


def test_a_width_of_0_has_no_end_and_lists_are_words() -> None:
    table, hidden = drawn(0, EVENT)

    assert table.splitlines()[2] == (
        f"{EVENT['EventId']} | {EVENT['Reason']} | {EVENT['Time']} | 10.0.0.1, 10.0.0.2"
    )
    assert hidden == []


def test_the_first_column_is_cut_only_where_it_stands_alone() -> None:
    assert drawn(12, EVENT)[0].splitlines()[2] == "e-bp1y1fdun…"


def test_no_rows_are_no_lines() -> None:
    screen = Screen(80, [].extend)
    layout = Layout("table", screen=screen)

    assert "".join(render_items(layout, [], columns=["A"], shape={})) == ""


def test_chinese_characters_take_two_columns() -> None:
    assert fitting.shortened("部署集的名称", 8) == "部署集…"
    assert fitting.shortened("部署集的名称", 12) == "部署集的名称"
    assert fitting.shortened("部署集的名称", 11) == "部署集的名…"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "true"),
        (["a", 1], "a, 1"),
        ({"Tag": [{"TagKey": "env", "TagValue": "prod"}]}, "TagKey env, TagValue prod"),
        ([{"A": 1}, {"A": 2, "B": ""}], "A 1; A 2"),
        ('[{"resource":"_ALL"}]', "resource _ALL"),
        ('{"a":', '{"a":'),
        ("[prod]", "[prod]"),
        ([], ""),
    ],
)
def test_nested_values_are_words(value: Any, words: str) -> None:
    assert fitting.for_people(value) == words


def test_json_that_a_script_wrote_stays_as_it_is() -> None:
    assert drawn(80, {"InstanceId": "i-1", "OutputText": '{"a":1}'})[0].endswith('| {"a":1}\n')


def test_a_record_wraps_long_values_below_where_they_began() -> None:
    layout = Layout("table", screen=Screen(40, [].extend, local=False))

    assert "".join(render_document(layout, EVENT, shape={})) == (
        "EventId  e-bp1y1fdun9564whi4e71\n"
        "Reason   The host of the instance is\n"
        "         worn out and will be replaced\n"
        "         by a new one soon.\n"
        "Time     2019-06-25T08:00:00Z\n"
        "Ips      10.0.0.1\n"
        "         10.0.0.2\n"
    )


def test_a_growing_table_stays_on_the_screen() -> None:
    layout = Layout("table", screen=Screen(20, [].extend), follows=True)
    rows = [{"Id": "1", "Text": "short"}, {"Id": "1", "Text": "longer than there is room for"}]

    assert "".join(render_items(layout, rows, columns=["Id", "Text"], shape={})) == (
        "Id | Text\n-- | ----\n1  | short\n1  | longer than th…\n"
    )


@given(
    st.lists(st.lists(st.text("ab 名…", max_size=60), min_size=3, max_size=3), min_size=1),
    st.integers(8, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]], columns: int) -> None:
    items = [dict(zip(("One", "TwoId", "Three"), row, strict=True)) for row in rows]
    table, hidden = drawn(columns, *items)

    assert max(map(width, table.splitlines())) <= columns
    assert "One" not in hidden
