"""Seeing to it that a process runs the scripts in the queue.

The runner is one detached process for a state file; it holds a lock as long
as it lives, so that any later call sees that one has died and tells so of what it was running.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ecsops.simulator.assistant.execution.script_queue import (
    RUNNING,
    STARTS,
    instances_path,
    lock_path,
    log_path,
)
from ecsops.simulator.assumptions import REAL_WAIT_MOST_S
from ecsops.simulator.engine.clock import Clock
from ecsops.simulator.engine.store import Store

LOOKS_EVERY_S = 0.01
"""How often it is looked whether the scripts have ended."""

STARTS_MOST = 3
"""How many runners are started in vain before the scripts that wait for one have failed."""

RUNNER_LEAVES_IN_S = 5
"""How long a reset waits for the runner, which needs a moment to end what it runs."""


class Scripts:
    """The scripts of one open account that run for real."""

    def __init__(self, path: str, store: Store, clock: Clock) -> None:
        self._path = path
        self._store = store
        self._clock = clock
        self.files = "" if path == ":memory:" else instances_path(path)

    def any(self) -> bool:
        """Return whether a script waits or runs."""
        return bool(self._store.count("Run", None))

    def revive(self) -> None:
        """End the runs whose runner has died; where nothing runs this costs one look."""
        if self._path == ":memory:" or not self.any():
            return
        with self._without_runner() as lock:
            if lock is not None and self._store.count("Run", None, {"Status": RUNNING}):
                from ecsops.simulator.assistant.execution.runner import end_orphans

                with self._store.transaction(write=True):
                    end_orphans(self._store, self._clock.now())

    def launch(self) -> None:
        """See to it that what waits is run: at once in memory, else by a process of its own."""
        if not self.any():
            return
        if self._path == ":memory:":
            self._run_here()
            return
        with self._without_runner() as lock:
            if lock is not None and self._store.count("Run", None):
                self._start_runner(lock)

    def _start_runner(self, lock: int) -> None:
        """Start a runner; where several did not come to work, end the runs that wait for one."""
        starts = self._store.setting(STARTS, 0) + 1
        with self._store.transaction(write=True):
            self._store.set(STARTS, starts)
        if starts <= STARTS_MOST:
            # lazy import: only a script that runs for real needs processes
            from ecsops.simulator.assistant.execution.runner_process import spawn

            spawn(self._path, lock)
            return
        from ecsops.simulator.assistant.execution.runner import end_unstarted

        with self._store.transaction(write=True):
            self._store.set(STARTS, 0)
            end_unstarted(self._store, self._clock.now(), log_path(self._path))

    def let_run(self, seconds: float) -> float:
        """Wait in real time until no script runs, or for so many seconds.

        Returns how far the account's clock is still to be moved: one that stands still all of it.
        """
        if self._path == ":memory:" or not self.any():
            return seconds
        begun, until = self._clock.now(), time.monotonic() + min(seconds, REAL_WAIT_MOST_S)
        while self.any() and time.monotonic() < until:
            time.sleep(LOOKS_EVERY_S)
            self.revive()
            self.launch()
        return max(seconds - (self._clock.now() - begun), 0.0)

    def forget(self) -> None:
        """Remove the files of all instances after a reset of the account."""
        if not os.path.isdir(self.files):
            return
        self._await_runner()
        from ecsops.simulator.assistant.execution.removal import remove_tree
        from ecsops.simulator.assistant.execution.user_namespace import take_back

        take_back(self.files)
        remove_tree(self.files)
        if self._path == ":memory:":
            self.files = ""

    def _await_runner(self) -> None:
        """Wait until the runner has seen that nothing of what it runs is wanted any more."""
        until = time.monotonic() + RUNNER_LEAVES_IN_S
        while self._path != ":memory:" and time.monotonic() < until:
            with self._without_runner() as lock:
                if lock is not None:
                    return
            time.sleep(LOOKS_EVERY_S)

    def _run_here(self) -> None:
        from ecsops.simulator.assistant.execution.runner import Runner

        if not self.files:
            self.files = self._temporary_files()
        Runner(self._store, self._clock, self.files).drain()

    def _temporary_files(self) -> str:
        """Make a directory for the instances' files that goes with this object."""
        import weakref
        from tempfile import mkdtemp

        from ecsops.simulator.assistant.execution.removal import remove_tree

        files = mkdtemp(prefix="ecsops-")
        os.chmod(files, 0o711)
        weakref.finalize(self, remove_tree, files)
        return files

    @contextmanager
    def _without_runner(self) -> Iterator[int | None]:
        """Take the runner's lock, and let no runner begin while the block runs; None if one lives.

        A runner that the block starts inherits it.
        """
        # Locks are for those who run scripts.
        import fcntl

        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        with open(os.open(lock_path(self._path), flags, 0o600), "ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
            else:
                yield lock.fileno()
