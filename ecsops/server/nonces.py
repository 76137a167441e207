"""The nonces of past requests, stored beside the state so that they survive a restart.

The file is a record of 24 bytes after the other: until when the nonce is remembered, and a digest
of it and its access key. What a request has used is in the file before it is answered. Servers of
one state use one file: each looks for what the others have added before it adds its own, under a
lock that it holds for microseconds. The file is rewritten with the valid nonces at each start
and when it has grown to twice its size.
"""

import fcntl
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from hashlib import blake2b
from math import inf
from struct import Struct

from ecsops.errors import StateError
from ecsops.server.limits import NONCES

RECORD = Struct("<d16s")


class Nonces:
    """Nonces and until when they are remembered, in seconds since 1970; the oldest come first."""

    def __init__(self, path: str = "", now: float = 0.0) -> None:
        """Read what a file remembers; without one, what is used is forgotten with the object.

        Raises StateError when the file cannot be used.
        """
        self._path = path
        self._file = -1
        self._seen = 0
        self._used: OrderedDict[bytes, float] = OrderedDict()
        if path:
            with self._alone(now):
                self._write_anew()

    def __len__(self) -> int:
        return len(self._used)

    def use(self, access_key_id: str, nonce: str, until: float, now: float) -> bool:
        """Remember the nonce until then; tell whether it is a new one. Raises StateError."""
        digest = blake2b(f"{access_key_id}\0{nonce}".encode(), digest_size=16).digest()
        if not self._path:
            return self._remember(digest, until, now)
        with self._alone(now):
            is_new = self._remember(digest, until, now)
            if is_new:
                self._append(until, digest)
        return is_new

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _remember(self, digest: bytes, until: float, now: float) -> bool:
        if self._used.get(digest, -inf) >= now:
            return False
        while self._used and (len(self._used) >= NONCES or next(iter(self._used.values())) < now):
            self._used.popitem(last=False)
        self._used[digest] = until
        return True

    @contextmanager
    def _alone(self, now: float) -> Iterator[None]:
        """Hold the file while the block runs, knowing what others have added to it."""
        try:
            while self._file < 0 or not self._lock(now):
                self.close()
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
                self._seen = 0
            yield
        except OSError as error:
            raise self._unusable(error) from error
        finally:
            if self._file >= 0:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _lock(self, now: float) -> bool:
        """Lock the file; tell whether it is still the one that the servers use."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        there = os.fstat(self._file)
        if there.st_nlink and there.st_size > self._seen:
            self._read(there.st_size, now)
        return there.st_nlink > 0

    def _read(self, size: int, now: float) -> None:
        """Learn what was added. A record is cut short where the machine stopped while writing."""
        begin = max(self._seen, size - NONCES * RECORD.size) // RECORD.size * RECORD.size
        added = os.pread(self._file, size - begin, begin)
        for until, digest in RECORD.iter_unpack(added[: len(added) // RECORD.size * RECORD.size]):
            if until >= now:
                self._used[digest] = until
        self._seen = size

    def _write_anew(self) -> None:
        """Put a file into its place that has what still counts; the others see that it has gone."""
        draft = f"{self._path}.{os.getpid()}"
        file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        records = (RECORD.pack(until, digest) for digest, until in self._used.items())
        self._seen = os.write(file, b"".join(records))
        os.replace(draft, self._path)
        self.close()
        self._file = file

    def _append(self, until: float, digest: bytes) -> None:
        if self._seen >= 2 * NONCES * RECORD.size:
            self._write_anew()
        else:
            self._seen += os.write(self._file, RECORD.pack(until, digest))

    def _unusable(self, error: OSError) -> StateError:
        return StateError(
            _("Cannot use the file {path}: {reason}.").format(
                path=self._path, reason=error.strerror
            )
        )
