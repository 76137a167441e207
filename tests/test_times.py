"""Times as people type them: one grammar, whatever the option."""

import os
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from ecsops.times import LATEST_S, TimeError, duration_of, iso_seconds, parse_time, seconds_of

SHANGHAI = ZoneInfo("Asia/Shanghai")

BERLIN = ZoneInfo("Europe/Berlin")

NOW = seconds_of("2019-06-25T08:00:00Z")
"""16:00 in Shanghai."""


@pytest.fixture
def local_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    """The zone of this machine, as the parameter has it."""
    earlier = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if earlier is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = earlier
    time.tzset()


@pytest.mark.parametrize(
    ("text", "past", "expected"),
    [
        ("2019-06-26T03:00:00Z", False, "2019-06-26T03:00:00Z"),
        ("2019-06-26T03:00Z", False, "2019-06-26T03:00:00Z"),
        ("2019-06-26T03:00+08:00", False, "2019-06-25T19:00:00Z"),
        ("2019-06-26T03:00:05", False, "2019-06-25T19:00:05Z"),
        ("2019-06-26 03:00", True, "2019-06-25T19:00:00Z"),
        ("03:00", False, "2019-06-25T19:00:00Z"),
        ("03:00", True, "2019-06-24T19:00:00Z"),
        ("17:00", False, "2019-06-25T09:00:00Z"),
        ("17:00", True, "2019-06-24T09:00:00Z"),
        ("16:00", False, "2019-06-26T08:00:00Z"),
        ("16:00", True, "2019-06-25T08:00:00Z"),
        ("3:00", False, "2019-06-25T19:00:00Z"),
        ("3:00:07", False, "2019-06-25T19:00:07Z"),
        ("tomorrow 03:00", False, "2019-06-25T19:00:00Z"),
        ("today 03:00", False, "2019-06-24T19:00:00Z"),
        ("yesterday 23:59:59", True, "2019-06-24T15:59:59Z"),
        ("+24h", False, "2019-06-26T08:00:00Z"),
        ("+300", False, "2019-06-25T08:05:00Z"),
        ("+1h30m", True, "2019-06-25T09:30:00Z"),
        ("2h", True, "2019-06-25T06:00:00Z"),
        ("1970-01-01T00:00:00Z", False, "1970-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", False, "9999-12-31T23:59:59Z"),
    ],
)
def test_a_typed_time_is_an_instant(text: str, past: bool, expected: str) -> None:
    actual = iso_seconds(parse_time(text, SHANGHAI, past=past)(NOW))

    assert actual == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "tomorrow", "2019-06-26", "24:00", "03:60", "now 03:00", "03:00 tomorrow"),
        *("+", "+h", "+5w", "2h", "-2h", "2019-13-01T00:00Z", "2019-06-26T03", "٣:00", "nan"),
        *("0001-01-01T00:00+08:00", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-08:00"),
        *("0001-01-01 00:00", "9999-12-31 23:59:59.999999-23:59", "+36501d"),
        *("+99999999999999999999d", "9" * 5000, "+" + "9" * 5000 + "d"),
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(TimeError):
        parse_time(text, BERLIN)


@pytest.mark.parametrize("text", ["2019-03-31 02:30", "02:30", "tomorrow 02:30"])
def test_a_time_that_the_clocks_skip_is_refused(text: str) -> None:
    with pytest.raises(TimeError, match="the clocks skip it"):
        parse_time(text, BERLIN)(seconds_of("2019-03-30T12:00:00Z"))


@pytest.mark.parametrize(("text", "now"), [("+1s", LATEST_S), ("1s", 0.0)])
def test_the_end_of_the_calendar_is_an_error_of_the_time(text: str, now: float) -> None:
    with pytest.raises(TimeError, match="the years 1970 to 9999"):
        parse_time(text, past=True)(now)


def test_the_day_after_the_last_is_an_error_of_the_time() -> None:
    with pytest.raises(TimeError, match="Cannot read 'tomorrow 03:00'"):
        parse_time("tomorrow 03:00", BERLIN)(LATEST_S - 7200)


@pytest.mark.parametrize("local_zone", ["UTC+25", "UTC-25", "CST-8"], indirect=True)
@pytest.mark.parametrize("text", ["2019-06-26 03:00", "03:00", "tomorrow 03:00"])
@pytest.mark.usefixtures("local_zone")
def test_any_zone_of_the_machine_gives_a_time_or_an_error_of_it(text: str) -> None:
    try:
        at = parse_time(text)(NOW)
    except TimeError:
        assert abs(time.timezone) >= 24 * 3600
    else:
        assert iso_seconds(at) == "2019-06-25T19:00:00Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("300", 300.0), ("5m", 300.0), ("1h30m", 5400.0), ("2d", 172800.0), ("5", 5.0), ("0.5", 0.5)],
)
def test_a_duration_is_seconds(text: str, expected: float) -> None:
    assert duration_of(text) == expected


@pytest.mark.parametrize("text", ["", "m", "5w", "-5", "1e3", "nan", "5 m", "m5", "9" * 101])
def test_other_texts_are_not_durations(text: str) -> None:
    assert duration_of(text) is None
