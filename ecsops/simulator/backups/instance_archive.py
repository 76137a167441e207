"""The instances' files in an archive: reading them from their directory, and writing them there.

Scripts own the files, and anybody may have made the archive. So every directory is opened from the
one above it, no link is followed, and depth, number and size are bounded.
"""

import os
import re
import stat
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from io import RawIOBase

from ecsops.simulator.assumptions import (
    SANDBOX_DISK_BYTES,
    SANDBOX_FILE_BYTES,
    SANDBOX_IDS,
    SAVED_DEPTH_MOST,
    SAVED_FILES_MOST,
)

INSTANCES = "instances"
"""The directory of an archive that has a directory for each instance."""

INSTANCE = re.compile(r"i-[0-9a-zA-Z]{1,40}")

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW

PIECE_BYTES = 1 << 16


class Content(RawIOBase):
    """A file of so many bytes, for tarfile: one that a script cuts short ends in zeros."""

    def __init__(self, fd: int, size: int) -> None:
        self._fd, self._left = fd, size

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        count = self._left if size < 0 else min(size, self._left)
        piece = os.read(self._fd, count)
        self._left -= count
        return piece + bytes(count - len(piece))


class Reader:
    """Adds the instances' files to an archive, and notes what is left out."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._bytes = self._files = 0
        self.notes: list[str] = []

    def add_all(self, fd: int) -> list[str]:
        """Add every instance below an open directory; return what was left out."""
        for name in sorted(os.listdir(fd)):
            if INSTANCE.fullmatch(name):
                self._bytes = self._files = 0
                self._add_directory(fd, name, f"{INSTANCES}/{name}", 0)
        self._archive.close()
        return self.notes

    def _add_directory(self, above: int, name: str, path: str, depth: int) -> None:
        if depth > SAVED_DEPTH_MOST:
            self.notes.append(f"{path}: too deep")
            return
        with _opened(above, name, DIRECTORY) as fd:
            self._archive.addfile(_described(path, os.fstat(fd), tarfile.DIRTYPE))
            for entry in sorted(os.listdir(fd)):
                try:
                    self._add(fd, entry, f"{path}/{entry}", depth)
                except OSError as error:  # a script may remove or close what is read
                    self.notes.append(f"{path}/{entry}: {error.strerror}")

    def _add(self, above: int, name: str, path: str, depth: int) -> None:
        found = os.stat(name, dir_fd=above, follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            self._add_directory(above, name, path, depth + 1)
        elif stat.S_ISLNK(found.st_mode):
            link = _described(path, found, tarfile.SYMTYPE)
            link.linkname = os.readlink(name, dir_fd=above)
            self._archive.addfile(link)
        elif stat.S_ISREG(found.st_mode):
            self._add_file(above, name, path)

    def _add_file(self, above: int, name: str, path: str) -> None:
        with _opened(above, name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK) as fd:
            found = os.fstat(fd)
            self._files += 1
            self._bytes += found.st_size
            if self._bytes > SANDBOX_DISK_BYTES or self._files > SAVED_FILES_MOST:
                self._bytes -= found.st_size
                self.notes.append(f"{path}: too much")
                return
            member = _described(path, found, tarfile.REGTYPE)
            member.size = found.st_size
            self._archive.addfile(member, Content(fd, found.st_size))


class _opened:
    """An open file descriptor for a block."""

    def __init__(self, above: int, name: str, flags: int) -> None:
        self._fd = os.open(name, flags | os.O_CLOEXEC, dir_fd=above)

    def __enter__(self) -> int:
        return self._fd

    def __exit__(self, *error: object) -> None:
        os.close(self._fd)


def _described(path: str, found: os.stat_result, kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo(path)
    member.type = kind
    member.mode = stat.S_IMODE(found.st_mode)
    member.uid, member.gid = found.st_uid, found.st_gid
    member.mtime = max(int(found.st_mtime), 0)
    return member


class Writer:
    """Writes the instances' files of an archive below an open directory, which is empty."""

    def __init__(self, members: Iterator[tarfile.TarInfo], archive: tarfile.TarFile) -> None:
        self._members = members
        self._archive = archive
        self._modes: list[tuple[list[str], tarfile.TarInfo]] = []
        self._bytes: dict[str, int] = {}
        self._files: dict[str, int] = {}

    def write_all(self, fd: int) -> list[str]:
        """Write everything. Raises ValueError for an archive that `sim save` did not make."""
        for member in self._members:
            parts = checked_path(member)
            with _Below(fd, parts[:-1]) as above:
                self._write(above, parts, member)
        for parts, member in reversed(self._modes):
            with _Below(fd, parts[:-1]) as above:
                _own(above, parts[-1], member)
        return []

    def _write(self, above: int, parts: list[str], member: tarfile.TarInfo) -> None:
        name = parts[-1]
        if member.type == tarfile.DIRTYPE:
            os.mkdir(name, 0o700, dir_fd=above)
            self._modes.append((parts, member))
        elif len(parts) == 1:
            raise ValueError("an instance that is not a directory")
        elif member.type == tarfile.SYMTYPE:
            os.symlink(member.linkname, name, dir_fd=above)
            _own(above, name, member)
        elif member.type == tarfile.REGTYPE and not member.issparse():
            self._count(parts[0], member.size)
            self._write_file(above, name, member)
            _own(above, name, member)
        else:
            raise ValueError(f"{member.name[:200]} is not a file, directory or link")

    def _count(self, instance_id: str, size: int) -> None:
        self._bytes[instance_id] = self._bytes.get(instance_id, 0) + size
        self._files[instance_id] = self._files.get(instance_id, 0) + 1
        if (
            size > SANDBOX_FILE_BYTES
            or self._bytes[instance_id] > SANDBOX_DISK_BYTES
            or self._files[instance_id] > SAVED_FILES_MOST
        ):
            raise ValueError(f"{instance_id} has more files than an instance may have")

    def _write_file(self, above: int, name: str, member: tarfile.TarInfo) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        content = self._archive.extractfile(member)
        assert content is not None
        with open(os.open(name, flags, 0o600, dir_fd=above), "wb") as file:
            while piece := content.read(PIECE_BYTES):
                file.write(piece)


class _Below:
    """An open directory below another one; no link is followed on the way."""

    def __init__(self, fd: int, parts: list[str]) -> None:
        self._fd = os.dup(fd)
        for part in parts:
            try:
                below = os.open(part, DIRECTORY | os.O_CLOEXEC, dir_fd=self._fd)
            finally:
                os.close(self._fd)
            self._fd = below

    def __enter__(self) -> int:
        return self._fd

    def __exit__(self, *error: object) -> None:
        os.close(self._fd)


def checked_path(member: tarfile.TarInfo) -> list[str]:
    """Return the parts of a member's path below `instances`. Raises ValueError for any other."""
    first, *parts = member.name.split("/")
    if (
        first != INSTANCES
        or not parts
        or not INSTANCE.fullmatch(parts[0])
        or len(parts) > SAVED_DEPTH_MOST + 2
        or any(part in ("", ".", "..") or "\0" in part for part in parts)
    ):
        raise ValueError(f"{member.name[:200]!r} does not belong into an archive of an account")
    return parts


def _own(above: int, name: str, member: tarfile.TarInfo) -> None:
    """Give a file its owner, mode and time; ids that are not mapped here become root's."""
    ids = [each if 0 <= each < SANDBOX_IDS else 0 for each in (member.uid, member.gid)]
    with suppress(PermissionError, OSError):
        os.chown(name, *ids, dir_fd=above, follow_symlinks=False)
    if member.type != tarfile.SYMTYPE:
        os.chmod(name, member.mode & 0o7777, dir_fd=above)
    with suppress(OSError, OverflowError):
        os.utime(name, (member.mtime, member.mtime), dir_fd=above, follow_symlinks=False)
