"""A terminal of a certain width, and what the program shows on it."""

import fcntl
import os
import pty
import shlex
import struct
import termios
import threading
from pathlib import Path

from tests.support.forked import forked

ROWS = 20


class Screen:
    """A terminal of so many columns; what was written to it is in `shown` after `close`."""

    def __init__(self, columns: int) -> None:
        self.master, self.slave = pty.openpty()
        size = struct.pack("HHHH", ROWS, columns, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)
        self.shown = b""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self.master, 65536):
                self.shown += piece
        except OSError:  # the last writer has gone
            pass

    def close(self) -> str:
        os.close(self.slave)
        self._reader.join()
        os.close(self.master)
        return self.shown.decode()


def shown(
    line: str, home: Path, *, columns: int = 80, status: int = 0, typed: str = "", **variables: str
) -> str:
    """Return what a command line shows on a terminal; it has to end with `status`.

    `typed` is what the user types meanwhile.
    """
    screen = Screen(columns)
    os.write(screen.master, typed.encode())
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), screen.slave)
    left = forked(*shlex.split(line), home=home, **streams, **{"TERM": "xterm", **variables})
    text = screen.close()
    assert left.status == status, text
    return text
