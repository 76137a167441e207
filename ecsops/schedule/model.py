"""A schedule that was understood, and the error of one that was not."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import NamedTuple

LOCAL_ZONE = "Asia/Shanghai"
"""The zone of an instance unless something else is known: UTC+8."""

LONGEST_QUOTE = 60
"""Characters of an expression that an error quotes."""


class ScheduleError(ValueError):
    """An expression that is not a schedule; `code` is the agent's error code.

    The simulator reports the sentence in English, as a service would; a command reports it in the
    language of its run, so the sentence is kept apart from its `values`.
    """

    def __init__(self, code: str, sentence: str, **values: object) -> None:
        self.values = {name: quotable(value) for name, value in values.items()}
        super().__init__(sentence.format(**self.values))
        self.code = code
        self.sentence = sentence


def quotable(value: object) -> object:
    """Return a value as an error quotes it: a long text is shortened."""
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return f"{value[: LONGEST_QUOTE - 1]}…"
    return value


class Schedule(NamedTuple):
    """A schedule: `after(now, created)` yields its runs after a time, in seconds since 1970.

    `created` is when the schedule was created: a rate counts from then. `zone` is the zone that
    the expression names, or that of the instance. `least_s` is the shortest time between two
    runs, None where there is one run at most. `regular` means that all runs are `least_s` apart.
    `text` is the expression.
    After `cycle_s` seconds the runs repeat, each at the same place; 0 where they do not.
    `surprises(now)` are sentences about what may surprise the reader in the year after now.
    """

    kind: str
    zone: str
    after: Callable[[float, float], Iterator[float]]
    least_s: int | None = None
    regular: bool = False
    cycle_s: int = 0
    text: str = ""
    surprises: "Callable[[float], tuple[Surprise, ...]]" = lambda now: ()

    def next(self, now: float, created: float) -> float | None:
        """Return the next run after now, or None if it never runs again."""
        return next(self.after(now, created), None)

    def leap(self, now: float, until: float, keep: int) -> tuple[int, float]:
        """Return how many runs from now on may be passed over, and when the next one is then.

        Now is the time of a run. The last `keep` runs before `until` are left.
        """
        if not self.cycle_s:
            return 0, now
        in_cycle = len(self._before(now, now + self.cycle_s))
        cycles = max(int((until - now) // self.cycle_s) - keep // in_cycle - 1, 0)
        begin = now + cycles * self.cycle_s
        left = self._before(begin, until)
        extra = max(len(left) - keep, 0)
        return cycles * in_cycle + extra, left[extra]

    def _before(self, run: float, until: float) -> list[float]:
        """Return this run and all that follow it before then."""
        return [run, *takewhile(lambda each: each < until, self.after(run, run))]


class Surprise(NamedTuple):
    """A sentence about what may surprise, with the values of its places; for translation."""

    sentence: str
    values: dict[str, object]
