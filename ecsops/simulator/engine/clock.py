"""The account's time: a clock, and what is due by it.

The clock is the wall clock plus an offset that only grows, or it stands still.
Times are seconds since 1970 here and ISO 8601 in documents. No time goes back: a wall clock
that is set back leaves the account at the latest time that it has seen.
"""

from collections.abc import Callable, Iterator
from time import gmtime, strftime

from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.store import Due, Store
from ecsops.simulator.registry import HAPPENINGS

Wall = Callable[[], float]

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400

EPOCH_DIGITS = 15
"""Digits of the latest time that calendars have, in milliseconds since 1970."""


class Clock:
    """The time of one account; its offset is kept in the store."""

    def __init__(self, store: Store, wall: Wall) -> None:
        self._store = store
        self._wall = wall

    @property
    def frozen(self) -> bool:
        """Tell whether time passes only when it is advanced."""
        return bool(self._store.setting("clock.frozen", 0))

    def now(self) -> float:
        """Return the time."""
        read = self._store.setting("clock.offset", 0.0) + self._running()
        return max(read, self._store.setting("clock.latest", 0.0))

    def start(self, at: float | None, *, frozen: bool) -> None:
        """Set the clock of a new account; None means the wall clock's time."""
        self._store.set("clock.frozen", int(frozen))
        self._store.set("clock.latest", 0.0)
        begin = self._wall() if at is None else at
        self._store.set("clock.offset", begin - self._running())

    def advance(self, seconds: float) -> float:
        """Move the time on and return it; raise ValueError for a negative step."""
        if seconds < 0:
            raise ValueError("time cannot go back")
        now = self.now() + seconds
        self._store.set("clock.offset", now - self._running())
        return now

    def reached(self, now: float) -> None:
        """Remember that the account has seen this time."""
        self._store.set("clock.latest", now)

    def _running(self) -> float:
        return 0.0 if self.frozen else self._wall()


class Happenings:
    """What is due in one account; it happens in order of time and then of entry."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def any(self, now: float) -> bool:
        """Tell whether anything is due."""
        first = self._store.due.next()
        return first is not None and first <= now

    def catch_up(self) -> float:
        """Let everything due happen, and return the time."""
        now = self._clock.now()
        for _ in self.until(now):
            pass
        self._clock.reached(now)
        return now

    def until(self, until: float) -> Iterator[Due]:
        """Let happen what is due by then, and yield each entry after it; time will go on at once.

        What comes of one may be due by then too.
        """
        while (due := self._store.due.take(until)) is not None:
            context = Context(self._store, due.at, due.words["RegionId"], until)
            resolve(HAPPENINGS[due.happening])(context, due.subject, due.words)
            yield due


def iso_seconds(at: float) -> str:
    """Return the time as `2019-06-25T08:00:00Z`, the form of most fields."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(at))


def iso_minutes(at: float) -> str:
    """Return the time as `2019-06-25T08:00Z`, the form of an instance's times."""
    return strftime("%Y-%m-%dT%H:%MZ", gmtime(at))


def parse_iso(text: str) -> float:
    """Return the time of an ISO 8601 text in UTC, to the second or the minute.

    Raises ValueError for any other form.
    """
    # calendar and _strptime cost milliseconds and only requests with times need them.
    from calendar import timegm
    from time import strptime

    form = "%Y-%m-%dT%H:%M:%SZ" if text.count(":") == 2 else "%Y-%m-%dT%H:%MZ"
    return float(timegm(strptime(text, form)))
