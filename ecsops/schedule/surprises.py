"""Warnings about valid cron expressions with surprising effects."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ecsops.schedule.model import Surprise
from ecsops.schedule.wall_clock import offset_at

SECOND = timedelta(seconds=1)

DAYS = 363
"""How far ahead changes of the clocks are looked for: each yearly change once."""

STEP = re.compile(r"(?:\*|0)/([0-9]+)")

EVERY = ("*/1", "0/1", "1/1", "1-31", "0-6", "1-31/1", "0-6/1")
"""Restricted fields that have every day all the same."""


def surprises(written: list[str]) -> Iterator[Surprise]:
    """Yield sentences about the fields of an expression."""
    yield from uneven_steps(written)
    yield from two_days(written)


def uneven_steps(written: list[str]) -> Iterator[Surprise]:
    """Yield a sentence for a step that does not divide its field: `*/45` in minutes."""
    for place, whole in ((0, 60), (1, 60), (2, 24)):
        found = STEP.fullmatch(written[place])
        if found and whole % int(found[1]):
            yield Surprise(
                "The step {step!r} restarts at 0 each time, so the runs are not evenly spaced.",
                {"step": written[place]},
            )


def two_days(written: list[str]) -> Iterator[Surprise]:
    """Yield a sentence where both days are given: either is enough."""
    day, weekday = written[3], written[5]
    if {"*", "?"} & {*day.split(","), *weekday.split(",")}:
        return
    if day in EVERY or weekday in EVERY:
        yield Surprise(
            "Day of the month {day!r} and weekday {weekday!r} are both given. A run needs "
            "only one of them, so it runs every day.",
            {"day": day, "weekday": weekday},
        )
    else:
        yield Surprise(
            (
                "Day of the month {day!r} and weekday {weekday!r} are both given. A run needs "
                "only one of them."
            ),
            {"day": day, "weekday": weekday},
        )


def clock_changes(
    next_wall: Callable[[datetime], datetime | None], zone: tzinfo, now: float
) -> Iterator[Surprise]:
    """Yield a sentence for each clock change of the year after now that moves or drops runs."""
    for instant in changes_of(zone, now):
        before, after = (offset_at(instant + SECOND * each, zone) for each in (-1, 0))
        local = instant.replace(tzinfo=None)
        begin, end = sorted((local + before, local + after))
        first = next_wall(begin - SECOND)
        if first is None or first >= end:
            continue
        values: dict[str, object] = {"zone": str(zone), "date": f"{begin:%Y-%m-%d}"}
        yield skipped(values) if after > before else repeated(values)


def skipped(values: dict[str, object]) -> Surprise:
    """Return the sentence about an hour that does not exist."""
    return Surprise(
        ("The clocks of {zone} skip an hour on {date}: a run in this hour starts an hour later."),
        values,
    )


def repeated(values: dict[str, object]) -> Surprise:
    """Return the sentence about an hour that occurs twice."""
    return Surprise(
        "The clocks of {zone} repeat an hour on {date}: a run in this hour starts only once.",
        values,
    )


def changes_of(zone: tzinfo, now: float) -> Iterator[datetime]:
    """Yield the instants in the year after now at which the clocks of a zone change."""
    if isinstance(zone, timezone):
        return
    begin = datetime.fromtimestamp(int(now), UTC)
    for number in range(DAYS):
        low = begin + timedelta(days=number)
        high = low + timedelta(days=1)
        if offset_at(low, zone) == offset_at(high, zone):
            continue
        while high - low > SECOND:
            middle = (low + (high - low) / 2).replace(microsecond=0)
            if offset_at(middle, zone) == offset_at(low, zone):
                low = middle
            else:
                high = middle
        yield high
