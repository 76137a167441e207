"""Send queued notifications after a call commits.

It may keep the caller waiting, and so it has little time: DELIVERY_S in all for a command, where
not everything could be sent at once. What is left waits for the next call of any process.
"""

from time import monotonic

from ecsops.simulator.assumptions import DELIVERY_REST_S, DELIVERY_S
from ecsops.simulator.engine.clock import Clock, Wall
from ecsops.simulator.engine.store import Store


class Afterwards:
    """Sends what waits in the outbox of one open account."""

    def __init__(self, store: Store, clock: Clock, wall: Wall) -> None:
        self._store = store
        self._clock = clock
        self._wall = wall
        self._since = 0.0
        self._spent_s = 0.0

    def run(self) -> None:
        """Send what can be sent in the time that is left; an empty outbox costs one look."""
        if not self._store.count("Endpoint", None):
            return
        # Threads and HTTP are for those who have something to send.
        from ecsops.simulator.notifications.sending import ENOUGH_S, deliver

        begun = monotonic()
        if begun - self._since > DELIVERY_REST_S:
            self._since, self._spent_s = begun, 0.0
        patience_s = DELIVERY_S - self._spent_s
        if patience_s <= ENOUGH_S:
            return
        if not deliver(self._store, self._clock, self._wall, patience_s):
            self._spent_s += monotonic() - begun
