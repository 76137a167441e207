"""The queue of writers of a state file: SQLite has none.

A writer takes a ticket and locks the byte of that number in a file beside the state file. Then it
waits until the byte of the ticket before is free. The locks of a process that dies are free too.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from struct import Struct

from ecsops.errors import StateError

WAIT_S = 60.0
"""How long a process waits for its turn; the others write for milliseconds."""


NAME = ".queue"
"""The end of the name of the queue's file."""

TICKET_BYTES = 8

LAST_TICKET = 1 << 60
"""After this ticket the first one follows."""

FLOCK = Struct("hhqqi4x")
"""The struct flock of Linux: kind, from where, first byte, length, process."""


class WriteQueue:
    """The queue of one state file, and whether that file is still in its place."""

    def __init__(self, path: str) -> None:
        """Take note of the file that is open at this path. Raises OSError where there is none."""
        self._path = path
        self._file_number = -1
        found = os.stat(path)
        self._file = (found.st_dev, found.st_ino)

    def check(self) -> None:
        """Raise StateError when the file was removed, or another one was put into its place."""
        try:
            found = os.stat(self._path)
        except FileNotFoundError:
            pass
        else:
            if (found.st_dev, found.st_ino) == self._file:
                return
        raise StateError(
            _("The simulator's state file {path} was removed or replaced while in use.").format(
                path=self._path
            ),
            _("Start the program again to use the current file."),
        )

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn of this process, and keep it for the block. Raises StateError."""
        if self._file_number < 0 and not self._open():
            yield  # SQLite itself reports that nothing can be written here
            return
        file = self._file_number
        ticket = take_ticket(file)
        try:
            self._wait(ticket)
            yield
        finally:
            if self._file_number == file:
                lock_byte(file, ticket, fcntl.F_UNLCK)

    def close(self) -> None:
        """Close the queue's file."""
        file, self._file_number = self._file_number, -1
        if file >= 0:
            os.close(file)

    def _open(self) -> bool:
        """Open the queue's file; return whether that is possible here.

        Only Linux has locks of bytes that belong to an open file; elsewhere SQLite's own waiting
        has to do.
        """
        if not hasattr(fcntl, "F_OFD_SETLK"):
            return False
        try:
            self._file_number = os.open(self._path + NAME, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        return True

    def _wait(self, ticket: int) -> None:
        try:
            lock_byte(self._file_number, ticket - 1, fcntl.F_RDLCK, wait=False)
        except BlockingIOError:
            self._wait_in_thread(ticket - 1)
        else:
            lock_byte(self._file_number, ticket - 1, fcntl.F_UNLCK)

    def _wait_in_thread(self, before: int) -> None:
        """Wait for the ticket before, which has no time limit of its own."""
        # lazy import: only a process that has to wait needs a thread
        from threading import Thread

        file = self._file_number
        waiter = Thread(target=await_byte, args=(file, before), daemon=True)
        waiter.start()
        try:
            waiter.join(WAIT_S)
        finally:
            if waiter.is_alive():  # it has the file until it ends, and the ticket with it
                self._file_number = -1
        if waiter.is_alive():
            raise is_busy(self._path)


def take_ticket(file: int) -> int:
    """Return the next ticket of the queue; its byte of the file is locked."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        ticket = int.from_bytes(os.pread(file, TICKET_BYTES, 0), "little") % LAST_TICKET + 1
        lock_byte(file, ticket, fcntl.F_WRLCK, wait=False)
        os.pwrite(file, ticket.to_bytes(TICKET_BYTES, "little"), 0)
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
    return ticket


def await_byte(file: int, before: int) -> None:
    """Return when the process with that ticket has had its turn, or has ended."""
    lock_byte(file, before, fcntl.F_RDLCK)
    lock_byte(file, before, fcntl.F_UNLCK)


def lock_byte(file: int, byte: int, kind: int, *, wait: bool = True) -> None:
    """Lock or unlock a byte for the holder of the open file; raise BlockingIOError if not
    waiting.

    Such locks belong to the open file, so two connections of one process wait for each other too.
    """
    command = fcntl.F_OFD_SETLKW if wait else fcntl.F_OFD_SETLK
    fcntl.fcntl(file, command, FLOCK.pack(kind, os.SEEK_SET, byte, 1, 0))


def is_busy(path: str) -> StateError:
    """Return the error for a file that other processes did not release in time."""
    return StateError(
        _("Another process is using the simulator's state file {path}.").format(path=path),
        _("Try again, or stop the process that holds it."),
    )
