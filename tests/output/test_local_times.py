"""Times in the zone of the machine, with its offset."""

import time
from collections.abc import Iterator

import pytest

from ecsops.output.local_times import local_time, localized


@pytest.fixture(params=["CST-8", "EST5EDT,M3.2.0,M11.1.0", "<+0545>-5:45"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A zone of this process: Shanghai, New York with its summer time, or Kathmandu."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "2026-12-01T19:00:00Z",
            ("2026-12-02 03:00:00+08:00", "2026-12-01 14:00:00-05:00", "2026-12-02 00:45:00+05:45"),
        ),
        (
            "2024-02-29T23:59Z",
            ("2024-03-01 07:59+08:00", "2024-02-29 18:59-05:00", "2024-03-01 05:44+05:45"),
        ),
        (
            "2019-07-01T00:00:00Z Scheduled",
            (
                "2019-07-01 08:00:00+08:00 Scheduled",
                "2019-06-30 20:00:00-04:00 Scheduled",
                "2019-07-01 05:45:00+05:45 Scheduled",
            ),
        ),
    ],
)
def test_a_time_is_local(text: str, shown: tuple[str, ...], zone: str) -> None:
    assert local_time(text) == shown[("C", "E", "<").index(zone[0])]


def test_seconds_since_1970_are_right_over_400_years() -> None:
    from ecsops.output.local_times import _days

    days = [_days(*time.gmtime(each * 86400)[:3]) for each in range(-73000, 73000, 97)]

    assert days == [*range(-73000, 73000, 97)]


@pytest.mark.parametrize("text", ["2019-06-25", "at 2019-06-25T08:00:00Z", "Z", "20190625T08Z"])
def test_what_is_no_time_stays(text: str) -> None:
    assert local_time(text) == text


def test_what_a_script_says_stays() -> None:
    assert localized("OutputText", "2019-06-25T08:00:00Z") == "2019-06-25T08:00:00Z"
