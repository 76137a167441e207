"""When a schedule runs, and why an expression is none."""

import os
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecsops.schedule import ScheduleError, limits, parse
from ecsops.schedule.zones import zone_of
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


TIMES = "alone or in lists, ranges and steps"

OFFSETS = "Use GMT+h:mm or GMT-h:mm with h from 0 to 14 and no leading zero, as in GMT+8:00."


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (
            "0 */20 * * *",
            "InvalidCronExpression",
            "'0 */20 * * *' has 5 fields. Use six to eight; every 20 minutes is '0 */20 * * * *'.",
        ),
        (
            "30 9 * * 1",
            "InvalidCronExpression",
            "'30 9 * * 1' has 5 fields. Use six to eight; the first is the second: '0 30 9 * * 1'.",
        ),
        (
            "* * * * * * * * *",
            "InvalidCronExpression",
            "'* * * * * * * * *' has 9 fields. Use six to eight: second minute hour day month "
            "weekday [year] [zone].",
        ),
        (
            "0 61 * * * *",
            "BadCronExpression",
            f"Invalid minute '61' in '0 61 * * * *'. Use 0-59, {TIMES}.",
        ),
        (
            "0 0 10-5 * * *",
            "BadCronExpression",
            f"Invalid hour '10-5' in '0 0 10-5 * * *'. Use 0-23, {TIMES}.",
        ),
        (
            "0 0 9 * * 01",
            "BadCronExpression",
            "Invalid weekday '01' in '0 0 9 * * 01'. Use 0-7 (0 and 7 are Sunday) or names (sun, "
            f"sunday), {TIMES} up to 6, 5L (last Friday) or 5#2 (second Friday).",
        ),
        (
            "0 0 9 * * ? 2099/200",
            "BadCronExpression",
            f"Invalid year '2099/200' in '0 0 9 * * ? 2099/200'. Use 1970-2099, {TIMES}.",
        ),
        (
            "0 0 8 * * ? Mars",
            "TimezoneInformationCorrupt",
            "Unknown time zone 'Mars'. Use a name such as Asia/Shanghai, GMT+8:00 or UTC.",
        ),
        (
            "0 0 8 * * ? GMT+08:00",
            "InvalidGMTOffsetForTimezone",
            f"Invalid offset 'GMT+08:00'. {OFFSETS}",
        ),
        (
            "0 0 8 * * ? GMT+8:00x",
            "InvalidGMTOffsetForTimezone",
            f"Invalid offset 'GMT+8:00x'. {OFFSETS}",
        ),
        (
            "rate(0m)",
            "InvalidRateExpression",
            "Invalid rate 'rate(0m)'. Use rate(5m): a whole number from 1 and s, m, h or d.",
        ),
        (
            "at(2019-02-30 00:00:00)",
            "InvalidAtExpression",
            "Invalid date and time '2019-02-30 00:00:00'.",
        ),
        (
            "at(tomorrow)",
            "InvalidAtExpression",
            "Invalid time 'at(tomorrow)'. Use at(yyyy-MM-dd HH:mm:ss) or "
            "at(yyyy-MM-dd HH:mm:ss ZONE).",
        ),
        (
            "at(2100-01-01 00:00:00)",
            "InvalidAtExpression",
            "Year 2100 is out of range. Use a year up to 2099.",
        ),
    ],
)
def test_an_error_names_the_part_and_what_is_accepted(text: str, code: str, sentence: str) -> None:
    with pytest.raises(ScheduleError) as wrong:
        parse(text)

    assert (wrong.value.code, str(wrong.value)) == (code, sentence)


def test_a_long_expression_is_refused_and_quoted_in_part() -> None:
    with pytest.raises(ScheduleError) as wrong:
        parse("0 0 9 * * " + "1," * 5000)

    assert str(wrong.value) == (
        "The expression '0 0 9 * * 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1…' is too "
        "long: use at most 4096 characters."
    )


SERVICE = limits.Limits(cron_least_s=10, rate_least_s=60, rate_longest_days=7)


@pytest.mark.parametrize(
    ("taken", "refused", "sentence"),
    [
        (
            "*/10 * * * * *",
            "*/9 * * * * *",
            "'*/9 * * * * *' runs every 6 s. Use at least 10 s.",
        ),
        (
            "0,50 59 23 * * *",
            "0,59 0,59 0,23 * * *",
            "'0,59 0,59 0,23 * * *' runs every 1 s. Use at least 10 s.",
        ),
        ("rate(60s)", "rate(59s)", "'rate(59s)' runs every 59 s. Use at least 60 s."),
        ("rate(7d)", "rate(169h)", "'rate(169h)' is too long. Use at most 7 days."),
        (
            "rate(1m)",
            "rate(99999999999999999999d)",
            "'rate(99999999999999999999d)' is too long. Use at most 7 days.",
        ),
        (
            "at(2019-06-25 08:00:00)",
            "at(2019-06-25 07:59:59)",
            "'at(2019-06-25 07:59:59)' is in the past.",
        ),
        (
            "0 0 9 29 2 ?",
            "0 0 9 30 2 ?",
            "'0 0 9 30 2 ?' never runs: it matches no date.",
        ),
        (
            "0 0 16 25 6 ? 2019",
            "0 0 8 25 6 ? 2019 UTC",
            "'0 0 8 25 6 ? 2019 UTC' never runs: it matches no date.",
        ),
    ],
)
def test_the_service_takes_less_than_the_agent(taken: str, refused: str, sentence: str) -> None:
    created = NOW if taken.startswith(("at", "rate")) else NOW - 1
    limits.check(parse(taken), created, created, SERVICE)

    with pytest.raises(ScheduleError) as wrong:
        limits.check(parse(refused), NOW, NOW, SERVICE)

    assert str(wrong.value) == sentence


@pytest.mark.parametrize(
    ("text", "least", "regular"),
    [
        ("0,5,30 * * * * *", 5, False),
        ("0 */20 * * * *", 1200, True),
        ("0 */45 * * * *", 900, False),
        ("0 0 9 * * ?", 86400, True),
        ("0 0 9 ? * MON", 7 * 86400, False),
        ("30 0 0,23 * * ?", 3600, False),
        ("rate(90s)", 90, True),
        ("at(2030-01-01 00:00:00)", None, False),
    ],
)
def test_the_shortest_interval_is_found(text: str, least: int | None, regular: bool) -> None:
    assert (parse(text).least_s, parse(text).regular) == (least, regular)


def local_runs(text: str, begin: str, count: int) -> list[str]:
    """Return runs in the zone of the schedule, with its offset."""
    schedule = parse(text)
    now = parse_iso(begin)
    return [
        datetime.fromtimestamp(run, zone_of(schedule.zone)).strftime("%m-%d %H:%M %z")
        for run in islice(schedule.after(now, now), count)
    ]


@pytest.mark.parametrize(
    ("text", "begin", "expected"),
    [
        (  # 02:30 does not exist on 10 March 2030 in New York
            "0 30 2 * * ? America/New_York",
            "2030-03-09T00:00:00Z",
            ["03-09 02:30 -0500", "03-10 03:30 -0400", "03-11 02:30 -0400"],
        ),
        (
            "0 30 * * * ? America/New_York",
            "2030-03-10T06:00:00Z",
            ["03-10 01:30 -0500", "03-10 03:30 -0400", "03-10 04:30 -0400"],
        ),
        (  # asked in the second pass of the repeated hour
            "0 */30 * * * ? America/New_York",
            "2030-11-03T06:10:00Z",
            ["11-03 02:00 -0500", "11-03 02:30 -0500"],
        ),
        (
            "0 30 1 * * ? America/New_York",
            "2030-11-03T04:00:00Z",
            ["11-03 01:30 -0400", "11-04 01:30 -0500"],
        ),
    ],
)
def test_west_of_greenwich_a_schedule_goes_on_when_clocks_change(
    text: str, begin: str, expected: list[str]
) -> None:
    assert local_runs(text, begin, len(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 */20 * * * *", []),
        (
            "0 */45 * * * *",
            ["The step '*/45' restarts at 0 each time, so the runs are not evenly spaced."],
        ),
        (
            "0 0 9 15 * MON",
            [
                "Day of the month '15' and weekday 'MON' are both given. A run needs "
                "only one of them."
            ],
        ),
        (
            "0 0 9 */1 * MON",
            [
                "Day of the month '*/1' and weekday 'MON' are both given. A run needs only one "
                "of them, so it runs every day."
            ],
        ),
        ("0 0 9 * * ? Europe/London", []),
        (
            "0 30 1 * * ? Europe/London",
            [
                "The clocks of Europe/London repeat an hour on 2019-10-27: a run in this hour "
                "starts only once.",
                "The clocks of Europe/London skip an hour on 2020-03-29: a run in this hour "
                "starts an hour later.",
            ],
        ),
    ],
)
def test_what_may_surprise_is_said(text: str, expected: list[str]) -> None:
    found = parse(text).surprises(NOW)

    assert [each.sentence.format(**each.values) for each in found] == expected


CASES = int(os.environ.get("ECSOPS_FUZZ", 300)) * 5

WORDS = st.sampled_from(
    [
        *"*?,-/#LWlw0123456789 ",
        *("1-", "*/", "MON", "JAN", "sun", "2019", "Asia/Shanghai", "GMT+", "rate(", "at(", ")"),
        *("2019-06-25 08:00:00", "T", "1W", "5#2", "LW", "R", "H", "²", "٣"),
    ]
)


@settings(max_examples=CASES, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(WORDS, max_size=30).map("".join)
    | st.lists(st.lists(WORDS, min_size=1, max_size=4).map("".join), min_size=5, max_size=8).map(
        " ".join
    )
    | st.text(max_size=40)
)
def test_any_text_is_a_schedule_or_a_schedule_error(text: str) -> None:
    try:
        schedule = parse(text)
        limits.check(schedule, NOW, NOW, SERVICE)
    except ScheduleError:
        return

    first = schedule.next(NOW, NOW)
    assert first is not None
    assert first > NOW or schedule.kind == "at"


@given(st.integers(1, 59), st.integers(0, 10**7))
def test_a_rate_never_drifts(minutes: int, later: int) -> None:
    found = parse(f"rate({minutes}m)").next(NOW + later, NOW)

    assert found is not None
    assert (found - NOW) % (minutes * 60) == 0
    assert 0 < found - NOW - later <= minutes * 60
