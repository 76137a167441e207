"""Measuring side by side: what is compared runs in turn, so that a slow moment meets all of it."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Times = dict[str, list[float]]
"""Seconds of each run, by what ran."""


def in_turn(actions: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """Run every action so many times, one after the other, after a first time that is not timed."""
    for act in actions.values():
        act()
    times: Times = {name: [] for name in actions}
    for _ in range(rounds):
        for name, act in actions.items():
            begin = perf_counter()
            act()
            times[name].append(perf_counter() - begin)
    return times


def ratio(times: Times, name: str, to: str) -> float:
    """Return the median of how many times as long an action took as the other in its round."""
    return median(own / other for own, other in zip(times[name], times[to], strict=True))
