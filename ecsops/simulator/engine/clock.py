"""The account's time: a clock, and what is due by it.

The clock is the wall clock plus an offset that only grows, or it stands still.
Times are seconds since 1970 here and ISO 8601 in documents. No time goes back: a wall clock
that is set back leaves the account at the latest time that it has seen.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from gettext import gettext as _
from time import gmtime, strftime

from ecsops.catalogue.model import Document
from ecsops.errors import StateError
from ecsops.simulator.assumptions import LAST_TIME
from ecsops.simulator.engine.context import Context, Gone, resolve
from ecsops.simulator.engine.store import Due, Store, dump
from ecsops.simulator.registry import HAPPENINGS
from ecsops.times import seconds_of

Wall = Callable[[], float]

PARKED = "due.parked"
"""The setting with the due entries that failed."""

PARKED_MOST = 100
"""How many of them are kept, the newest."""

LONGEST_ERROR = 500
"""Characters of an error that are kept."""

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
        """Return whether time passes only when it is advanced."""
        return bool(self._store.setting("clock.frozen", 0))

    def now(self) -> float:
        """Return the time."""
        read = self._store.setting("clock.offset", 0.0) + self._running()
        return max(read, self._store.setting("clock.latest", 0.0))

    def start(self, at: float | None, *, frozen: bool) -> None:
        """Set the clock of a new account; None means the wall clock's time."""
        self._store.set("clock.frozen", int(frozen))
        self._store.set("clock.latest", 0.0)
        begin = within(self._wall() if at is None else at)
        self._store.set("clock.offset", begin - self._running())

    def advance(self, seconds: float) -> float:
        """Move the time on and return it; raise ValueError for a negative step."""
        if seconds < 0:
            raise ValueError("time cannot go back")
        now = within(self.now() + seconds)
        # Only the step goes into the offset, so that a wall clock that is wrong for a while and
        # then set right leaves no trace in it.
        offset = float(self._store.setting("clock.offset", 0.0))
        self._store.set("clock.offset", offset + seconds)
        self._store.set("clock.latest", now)
        return now

    def reached(self, now: float) -> None:
        """Remember that the account has seen this time."""
        self._store.set("clock.latest", now)

    def _running(self) -> float:
        return 0.0 if self.frozen else self._wall()


def within(at: float) -> float:
    """Return a time that an account can have; raise StateError for a later one."""
    if not 0 <= at <= LAST_TIME:
        raise StateError(
            _("The account's time must be between {first} and {last}.").format(
                first=iso_seconds(0), last=iso_seconds(LAST_TIME)
            )
        )
    return at


OF_THE_FILE = (sqlite3.DatabaseError, sqlite3.OperationalError)
"""Errors of the state file, such as a full disk; subclasses are errors of what was asked."""


def parked(store: Store) -> list[Document]:
    """Return the due entries that failed, each with its error, oldest first."""
    found: list[Document] = json.loads(store.setting(PARKED, "[]"))
    return found


class HappeningFailed(Exception):
    """A due entry that raised; the cause is what it raised. Its transaction is undone."""

    def __init__(self, due: Due) -> None:
        super().__init__(f"{due.happening} of {due.subject}")
        self.due = due


class Happenings:
    """The due entries of one account, in order of time and then of entry."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def any(self, now: float) -> bool:
        """Return whether anything is due."""
        first = self._store.due.next()
        return first is not None and first <= now

    def catch_up(self) -> float:
        """Process everything due, and return the time."""
        now = self._clock.now()
        for _due in self.until(now):
            pass
        self._clock.reached(now)
        return now

    def until(self, until: float) -> Iterator[Due]:
        """Process everything due by then, and yield each entry after it; time passes at once.

        Entries may add others that are due by then.
        """
        while (due := self._store.due.take(until)) is not None:
            self._happen(due, until)
            yield due

    def _happen(self, due: Due, until: float) -> None:
        """Process an entry; one about a deleted record has no effect."""
        try:
            context = Context(self._store, due.at, due.words["RegionId"], until)
            resolve(HAPPENINGS[due.happening])(context, due.subject, due.words)
        except Gone:
            return
        except (OSError, StateError):
            raise
        except Exception as error:
            if type(error) in OF_THE_FILE:
                raise
            raise HappeningFailed(due) from error

    def park(self, failed: "HappeningFailed") -> None:
        """Take an entry that failed out of what is due, and keep it with its error."""
        cause = failed.__cause__
        entry = {
            "Time": iso_seconds(failed.due.at),
            "Happening": failed.due.happening,
            "Subject": failed.due.subject,
            "Error": f"{type(cause).__name__}: {cause}"[:LONGEST_ERROR],
        }
        self._store.due.drop(failed.due.sequence)
        kept = parked(self._store)[-(PARKED_MOST - 1) :]
        self._store.set(PARKED, dump([*kept, entry]))


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
    return seconds_of(text)
