"""The nonces that requests have used, kept beside the state so that a restart forgets none.

The file is a record of 24 bytes after the other: until when the nonce is remembered, and a digest
of it and its access key. What a request has used is in the file before it is answered; the file
is written anew, with what still counts, at each start and when it has grown to twice its size.
"""

import os
from collections import OrderedDict
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
        self._written = 0
        self._used: OrderedDict[bytes, float] = OrderedDict()
        if path:
            self._read(now)
            self._write_anew()

    def __len__(self) -> int:
        return len(self._used)

    def use(self, access_key_id: str, nonce: str, until: float, now: float) -> bool:
        """Remember the nonce until then; tell whether it is a new one. Raises StateError."""
        digest = blake2b(f"{access_key_id}\0{nonce}".encode(), digest_size=16).digest()
        if self._used.get(digest, -inf) >= now:
            return False
        while self._used and (len(self._used) >= NONCES or next(iter(self._used.values())) < now):
            self._used.popitem(last=False)
        self._used[digest] = until
        if self._path:
            self._append(until, digest)
        return True

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _read(self, now: float) -> None:
        try:
            with open(self._path, "rb") as file:
                kept = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unusable(error) from error
        # The last record is a part of one where the machine stopped while it was written.
        whole = kept[: len(kept) // RECORD.size * RECORD.size]
        for until, digest in RECORD.iter_unpack(whole[-NONCES * RECORD.size :]):
            if until >= now:
                self._used[digest] = until

    def _write_anew(self) -> None:
        draft = f"{self._path}.{os.getpid()}"
        try:
            self.close()
            self._file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
            records = (RECORD.pack(until, digest) for digest, until in self._used.items())
            os.write(self._file, b"".join(records))
            os.replace(draft, self._path)
        except OSError as error:
            raise self._unusable(error) from error
        self._written = len(self._used)

    def _append(self, until: float, digest: bytes) -> None:
        if self._written >= 2 * NONCES:
            self._write_anew()
            return
        try:
            os.write(self._file, RECORD.pack(until, digest))
        except OSError as error:
            raise self._unusable(error) from error
        self._written += 1

    def _unusable(self, error: OSError) -> StateError:
        return StateError(
            _("The file {path} cannot be used: {reason}.").format(
                path=self._path, reason=error.strerror
            )
        )
