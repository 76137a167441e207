"""Pauses between the attempts of a call: how long they are, and that all calls make them."""

import random
from collections.abc import Callable, Mapping
from threading import Lock

from ecsops.errors import EcsopsError

BACKOFF_S = 0.2
"""The first pause is up to this long, each following one up to twice as long."""

LONGEST_PAUSE_S = 60.0
"""Longest pause, even if the service asks for more; the vendor's CLI has the same bound."""


class AfterPause(Exception):
    """An attempt failed in a way that another may mend; how long to wait, if the service says.

    It is `for_all` calls where the service throttles: what they use up is the account's.
    """

    def __init__(
        self, error: EcsopsError, pause_s: float | None = None, *, for_all: bool = False
    ) -> None:
        super().__init__()
        self.error = error
        self.pause_s = pause_s
        self.for_all = for_all


class Pauses:
    """Pauses that all calls make together: the service throttles an account, not a connection."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._gate = Lock()
        self._made_s = 0.0

    def over(self) -> float:
        """Wait until all pauses are over; return the total length of the pauses so far."""
        with self._gate:
            return self._made_s

    def make(self, seconds: float, since: float) -> None:
        """Pause all calls, less the pauses since `over` returned that."""
        with self._gate:
            left = seconds - (self._made_s - since)
            if left > 0:
                self._sleep(left)
                self._made_s += left


def pause(attempt: int) -> float:
    """Return how long to wait after an attempt, in seconds; chance keeps clients apart."""
    return random.uniform(0, min(BACKOFF_S * 2 ** (attempt + 1), LONGEST_PAUSE_S))


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the service asks to wait, or None; it tells milliseconds."""
    asked = headers.get("x-acs-retry-after", "")
    if not (asked.isascii() and asked.isdecimal()):
        return None
    return min(int(asked) / 1000, LONGEST_PAUSE_S)
