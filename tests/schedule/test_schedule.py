"""When a schedule runs, and why an expression is none."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.schedule import ScheduleError, parse
from ecsops.simulator.engine.clock import parse_iso

NOW = parse_iso("2019-06-25T08:00:00Z")


def runs(text: str, count: int = 3, created: float = NOW) -> list[str]:
    return [
        datetime.fromtimestamp(run, UTC).strftime("%Y-%m-%d %H:%M:%S")
        for run in islice(parse(text).after(NOW, created), count)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 */20 * * * *", ["2019-06-25 08:20:00", "2019-06-25 08:40:00", "2019-06-25 09:00:00"]),
        ("*/15 * * * * ?", ["2019-06-25 08:00:15", "2019-06-25 08:00:30", "2019-06-25 08:00:45"]),
        ("0 0 12 ? * WED", ["2019-06-26 04:00:00", "2019-07-03 04:00:00", "2019-07-10 04:00:00"]),
        ("0 0 12 ? * 3", ["2019-06-26 04:00:00", "2019-07-03 04:00:00", "2019-07-10 04:00:00"]),
        ("0 15 10 L * ?", ["2019-06-30 02:15:00", "2019-07-31 02:15:00", "2019-08-31 02:15:00"]),
        ("0 15 10 ? * 6#3", ["2019-07-20 02:15:00", "2019-08-17 02:15:00", "2019-09-21 02:15:00"]),
        ("0 15 10 ? * 6L", ["2019-06-29 02:15:00", "2019-07-27 02:15:00", "2019-08-31 02:15:00"]),
        ("0 15 10 LW * ?", ["2019-06-28 02:15:00", "2019-07-31 02:15:00", "2019-08-30 02:15:00"]),
        ("0 15 10 15W * ?", ["2019-07-15 02:15:00", "2019-08-15 02:15:00", "2019-09-16 02:15:00"]),
        ("0 0 0 1 1 ? 2020-2021", ["2019-12-31 16:00:00", "2020-12-31 16:00:00"]),
        ("0 0 8 * * ? UTC", ["2019-06-26 08:00:00", "2019-06-27 08:00:00", "2019-06-28 08:00:00"]),
        (
            "0 0 8 * * ? * GMT-7:30",
            ["2019-06-25 15:30:00", "2019-06-26 15:30:00", "2019-06-27 15:30:00"],
        ),
        (
            "0 0/30 10-11 * * ? 2022 GMT+8:00",
            ["2022-01-01 02:00:00", "2022-01-01 02:30:00", "2022-01-01 03:00:00"],
        ),
        (
            "0 0 8 * * ? America/New_York",
            ["2019-06-25 12:00:00", "2019-06-26 12:00:00", "2019-06-27 12:00:00"],
        ),
        ("rate(5m)", ["2019-06-25 08:05:00", "2019-06-25 08:10:00", "2019-06-25 08:15:00"]),
        ("at(2019-06-26 03:00:00)", ["2019-06-26 03:00:00"]),
        ("at(2019-06-26 03:00:00 Asia/Shanghai)", ["2019-06-25 19:00:00"]),
        ("at(2019-06-24 03:00:00)", []),
        ("0 15 10 ? * * 2018 Asia/Shanghai", []),
    ],
)
def test_a_schedule_runs_when_it_says(text: str, expected: list[str]) -> None:
    assert expected == runs(text)


def test_a_rate_counts_from_its_creation() -> None:
    assert runs("rate(1h)", 2, parse_iso("2019-06-24T20:10:00Z")) == [
        "2019-06-25 08:10:00",
        "2019-06-25 09:10:00",
    ]


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("0 */20 * * *", "BadCronExpression", "every 20 minutes is: 0 */20 * * * *"),
        ("* * * * * * * * *", "BadCronExpression", "has 9 fields"),
        ("0 61 * * * *", "BadCronExpression", "61"),
        ("0 0 8 * * ? Mars", "BadCronExpression", "no time zone"),
        ("0 0 8 * * ? GMT+08:00", "InvalidGMTOffsetForTimezone", "GMT+8:00"),
        ("rate(0m)", "InvalidRateExpression", "rate(5m)"),
        ("rate(5w)", "InvalidRateExpression", "rate(5m)"),
        ("at(2019-02-30 00:00:00)", "InvalidAtExpression", "2019-02-30"),
        ("at(tomorrow)", "InvalidAtExpression", "yyyy-MM-dd"),
    ],
)
def test_what_is_no_schedule_is_told_why(text: str, code: str, why: str) -> None:
    with pytest.raises(ScheduleError) as wrong:
        parse(text)

    assert code == wrong.value.code
    assert why in str(wrong.value)


def test_the_shortest_interval_is_found() -> None:
    assert parse("0,5,30 * * * * *").interval_s(NOW, NOW) == 5
    assert parse("0 */20 * * * *").interval_s(NOW, NOW) == 1200
    assert parse("at(2030-01-01 00:00:00)").interval_s(NOW, NOW) is None


@given(st.integers(1, 59), st.integers(0, 10**7))
def test_a_rate_never_drifts(minutes: int, later: int) -> None:
    found = parse(f"rate({minutes}m)").next(NOW + later, NOW)

    assert found is not None
    assert (found - NOW) % (minutes * 60) == 0
    assert 0 < found - NOW - later <= minutes * 60
