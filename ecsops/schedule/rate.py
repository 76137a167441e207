"""`rate(5m)`: a run each time the period has passed, counted from the creation."""

import re
from collections.abc import Iterator

from ecsops.schedule.model import Schedule, ScheduleError

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}

RATE = re.compile(r"rate\s*\(([0-9]+)\s*([smhd])\)", re.IGNORECASE)

MOST_DIGITS = 9
"""Digits that are read: every number with more of them is beyond the limit of a rate."""


def rate(text: str) -> Schedule:
    """Return the schedule of `rate(5m)`; raise ScheduleError for what is not a rate."""
    found = RATE.fullmatch(text)
    if found is None or not found[1].strip("0"):
        raise ScheduleError(
            "InvalidRateExpression",
            "Invalid rate {text!r}. Use rate(5m): a whole number from 1 and s, m, h or d.",
            text=text,
        )
    digits = found[1].lstrip("0")
    unit = UNITS_S[found[2].lower()]
    period = int(digits[:MOST_DIGITS]) * unit

    def after(now: float, created: float) -> Iterator[float]:
        run = created + period * (max(now - created, 0) // period + 1)
        while True:
            yield run
            run += period

    return Schedule("rate", "", after, period, regular=True, cycle_s=period)
