"""Limits of the service on the schedules that the agent understands.

Source: RunCommand, Frequency (comment): cron at least 10 s apart, a rate from 60 s to 7 days.
"""

from typing import NamedTuple

from ecsops.schedule.model import Schedule, ScheduleError

DAY_S = 86400

AGENT_LONGEST_S = 1000 * DAY_S
"""The longest rate of the agent itself."""

FREQUENCY = "InvalidParam.Frequency"


class Limits(NamedTuple):
    """The least time between two runs of cron and of a rate, and the longest rate."""

    cron_least_s: float
    rate_least_s: float
    rate_longest_days: float


def check(schedule: Schedule, now: float, created: float, limits: Limits) -> None:
    """Raise ScheduleError for a schedule that never runs, or runs too often or too rarely."""
    if schedule.next(now, created) is None:
        raise expired(schedule)
    is_rate, interval_s = schedule.kind == "rate", schedule.least_s or 0
    least = limits.rate_least_s if is_rate else limits.cron_least_s
    if schedule.least_s is not None and interval_s < least:
        raise ScheduleError(
            FREQUENCY,
            "{text!r} runs every {interval} s. Use at least {least} s.",
            text=schedule.text,
            interval=interval_s,
            least=f"{least:g}",
        )
    if is_rate and interval_s > limits.rate_longest_days * DAY_S:
        raise ScheduleError(
            FREQUENCY if interval_s <= AGENT_LONGEST_S else "RateFrequencyTooLarge",
            "{text!r} is too long. Use at most {days} days.",
            text=schedule.text,
            days=f"{limits.rate_longest_days:g}",
        )


def expired(schedule: Schedule) -> ScheduleError:
    """Return the error of a schedule without a further run."""
    if schedule.kind == "at":
        return ScheduleError("AtExpressionExpired", "{text!r} is in the past.", text=schedule.text)
    return ScheduleError(
        "CronExpressionExpired", "{text!r} never runs: it matches no date.", text=schedule.text
    )
