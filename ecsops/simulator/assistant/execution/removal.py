"""Removal of a directory that scripts have written, with any content.

A tree may be deeper than a path is long, and its directories may be closed even to their owner.
So nothing here recurses or builds long paths: each directory inside is first moved to the top.
"""

import errno
import os
import stat
from collections.abc import Callable
from itertools import count

PREFIX = "removed-"
"""With this begin the names of what is being removed, so that a later removal finds the rest."""


Aside = Callable[[str, int], str | None]
"""Moves an entry of an open directory to the top, and returns its name there."""


def remove_tree(path: str) -> list[str]:
    """Remove a directory and everything in it; return what could not be removed, and why.

    It is renamed first, so its place is free at once. Never raises.
    """
    parent, name = os.path.split(path)
    try:
        fd = os.open(parent or ".", os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        return [f"{path}: {error.strerror}"]
    try:
        return _removed(fd, name)
    finally:
        os.close(fd)


def remove_leftovers(directory: str) -> list[str]:
    """Remove what earlier removals left in a directory; return what could not be removed."""
    try:
        names = [name for name in os.listdir(directory) if name.startswith(PREFIX)]
    except OSError as error:
        return [f"{directory}: {error.strerror}"]
    return [fault for name in names for fault in remove_tree(os.path.join(directory, name))]


def _removed(parent: int, name: str) -> list[str]:
    faults: list[str] = []
    numbers = count()

    def aside(entry: str, directory: int) -> str | None:
        """Move a directory to the top, where its path is short; return its name there."""
        while True:
            new = f"{PREFIX}{os.getpid()}-{next(numbers)}"
            try:
                os.rename(entry, new, src_dir_fd=directory, dst_dir_fd=parent)
                return new
            except FileExistsError:
                continue
            except OSError as error:
                if error.errno == errno.ENOTEMPTY:
                    continue
                faults.append(f"{entry}: {error.strerror}")
                return None

    first = aside(name, parent)
    pending = [first] if first else []
    while pending:
        place = pending.pop()
        try:
            pending += _emptied(parent, place, aside, faults)
            os.rmdir(place, dir_fd=parent)
        except OSError as error:
            faults.append(f"{place}: {error.strerror}")
    return faults


def _emptied(parent: int, name: str, aside: Aside, faults: list[str]) -> list[str]:
    """Empty a directory at the top; return the directories that came out of it."""
    fd = _opened(parent, name)
    found = []
    try:
        with os.scandir(fd) as entries:
            for entry in [*entries]:
                if entry.is_dir(follow_symlinks=False):
                    _open_up(fd, entry.name)
                    if moved := aside(entry.name, fd):
                        found.append(moved)
                    continue
                try:
                    os.unlink(entry.name, dir_fd=fd)
                except OSError as error:
                    faults.append(f"{entry.name}: {error.strerror}")
    finally:
        os.close(fd)
    return found


def _opened(parent: int, name: str) -> int:
    """Open a directory, which its owner may have closed to himself."""
    _open_up(parent, name)
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)


def _open_up(parent: int, name: str) -> None:
    """Allow the owner of a directory to read and change it; a failure shows when it is used."""
    try:
        mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode) and mode & 0o700 != 0o700:
            os.chmod(name, 0o700, dir_fd=parent)
    except OSError:
        return
