"""The search statements of SQLFilter."""

import json
from time import process_time

import pytest

from ecsops.simulator.notifications.log_query import Unreadable, matches

EVENT = {
    "level": "CRITICAL",
    "name": "Instance:StateChange",
    "regionId": "cn-hangzhou",
    "content": {"state": "Stopped", "resourceId": "i-bp1abc", "count": 7},
}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("", True),
        ("*", True),
        ("stopped", True),
        ("stop", False),
        ("stop*", True),
        ("sto?ped", True),
        ("sto?ed", False),
        ("i-bp1*", True),
        ("i-bp2*", False),
        ('"Instance:StateChange"', True),
        ('"StateChange Instance"', False),
        ("level: critical", True),
        ("level: INFO", False),
        ("level: INFO or stopped", True),
        ("level: INFO and stopped or cn-hangzhou", True),
        ("level: INFO and (stopped or cn-hangzhou)", False),
        ("Stopped cn-hangzhou", True),
        ("Stopped cn-beijing", False),
        ("not cn-beijing", True),
        ("NOT not stopped", True),
        ('"not" stopped', False),
        ("content.state: *", True),
        ("content.none: *", False),
        ("content.state: Stopped", True),
        ("name: Stopped", False),
        ("content.count > 6", True),
        ("content.count > 7", False),
        ("content.count >= 7", True),
        ("content.count < 8", True),
        ("content.count <= 6", False),
        ("content.count = 7", True),
        ("content.state > 5", False),
        ("content.count in [1 7]", True),
        ("content.count in [1 7)", False),
        ("content.count in (7 9]", False),
        ("stopped | select count(1)", True),
    ],
)
def test_a_statement_is_met(statement: str, expected: bool) -> None:
    assert matches(statement, EVENT, json.dumps(EVENT)) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "(",
        ")",
        "and",
        "a and",
        "a or",
        "not",
        "*x",
        "?x",
        "a:",
        "a: (",
        "a > b",
        "a in [1",
        "a in 1 2",
    ],
)
def test_a_statement_cannot_be_read(statement: str) -> None:
    with pytest.raises(Unreadable):
        matches(statement, EVENT, json.dumps(EVENT))


def test_a_statement_has_thirty_conditions_at_most() -> None:
    assert matches(" ".join(["stopped"] * 30), EVENT, json.dumps(EVENT))
    for statement in (" ".join(["stopped"] * 31), "(" * 31 + "stopped" + ")" * 31, "a" * 2001):
        with pytest.raises(Unreadable):
            matches(statement, EVENT, json.dumps(EVENT))


def test_no_pattern_takes_long() -> None:
    text = "a" * 100_000
    begun = process_time()

    assert not matches("a*" * 500 + "b", EVENT, text)
    assert process_time() - begun < 5
