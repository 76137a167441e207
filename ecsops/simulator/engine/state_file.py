"""Where the state lives: making the file, opening it, and saying what is wrong with it."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from gettext import gettext as _

from ecsops.errors import StateError
from ecsops.simulator.engine.file_format import APPLICATION_ID, FORMAT
from ecsops.simulator.engine.store import Store
from ecsops.simulator.engine.write_queue import WriteQueue, is_busy

DRAFT = ".new"
"""How the names of drafts of a state file end."""

DRAFT_KEPT_S = 600
"""Age of an abandoned draft."""

LOCK_WAIT_S = 60
"""How long a call waits for the others; they hold the file for milliseconds."""


def open_store(path: str, build: Callable[[Store], None]) -> Store:
    """Open the state file; where there is none, `build` an account in a new one first.

    The new file appears at its place whole: of several processes that start at once,
    one makes it and the others use it. Raises StateError.
    """
    if path == ":memory:":
        store = connect(path)
        build(store)
        return store
    with reporting(path):
        if not os.path.exists(path):
            make_file(path, build)
        keep_private(path)
        store = connect(path, WriteQueue(path))
        check_format(path, store)
    return store


def connect(path: str, queue: WriteQueue | None = None) -> Store:
    """Return the store in that file; processes that share the file queue to write."""
    return Store(
        sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None, check_same_thread=False),
        queue,
    )


def make_file(path: str, build: Callable[[Store], None]) -> None:
    """Build the account in a file beside, then put it in place unless another was faster.

    Half a draft is of no use, so it goes to the disk once, as a whole. Where the disk is full
    nothing is put in place. Raises sqlite3.OperationalError, OSError.
    """
    path = os.path.realpath(path)  # a link may lead to a file that does not exist yet
    directory, name = os.path.split(path)
    os.makedirs(directory, mode=0o700, exist_ok=True)
    remove_drafts(directory, name)
    # lazy import: only a new account needs a temporary name
    import tempfile

    handle, draft = tempfile.mkstemp(DRAFT, f"{name}.", directory)
    try:
        with closing(connect(draft)) as store:
            build(store)
            store.make_whole()
        os.fsync(handle)
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.close(handle)
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(draft + suffix)


def remove_drafts(directory: str, name: str) -> None:
    """Remove drafts that processes left which were killed while they made the file."""
    for entry in os.scandir(directory):
        is_draft = entry.name.startswith(f"{name}.") and DRAFT in entry.name
        with suppress(OSError):
            if is_draft and time.time() - entry.stat().st_mtime > DRAFT_KEPT_S:
                os.unlink(entry.path)


def keep_private(path: str) -> None:
    """Take the file from other users: it holds access keys and passwords of webhooks.

    A file of another owner stays as it is; its owner decides.
    """
    with suppress(OSError):
        found = os.stat(path)
        if found.st_mode & 0o077 and found.st_uid == os.geteuid():
            os.chmod(path, 0o600)


def check_format(path: str, store: Store) -> None:
    """Migrate a file of an earlier format; raise StateError for a foreign or newer one."""
    application, version = store.format()
    if application != APPLICATION_ID:
        raise StateError(
            _("{path} is not a state file of the simulator.").format(path=path), move_away(path)
        )
    if version > FORMAT:
        raise StateError(
            _(
                "{path} was written by a newer ecsops (format {version}; this version "
                "supports up to {known})."
            ).format(path=path, version=version, known=FORMAT),
            _("Upgrade ecsops, or set ECSOPS_HOME to another directory."),
        )
    if version < FORMAT:
        store.migrate(path)


def move_away(path: str) -> str:
    """Report how to continue with an unusable file."""
    return _("Move it away ({command}); the next command creates a new account.").format(
        command=f"mv {path} {path}.bad"
    )


@contextmanager
def reporting(path: str) -> Iterator[None]:
    """Report what SQLite or the operating system says of the file as a StateError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise explained(path, error) from error
    except OSError as error:
        raise StateError(
            _("Cannot create the simulator's state file {path}: {reason}.").format(
                path=path, reason=error.strerror
            ),
            _("Set ECSOPS_HOME to a writable directory."),
        ) from error


def explained(path: str, error: sqlite3.DatabaseError) -> StateError:
    """Return what SQLite says of the file as an error that tells what to do."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return is_busy(path)
    if not isinstance(error, sqlite3.OperationalError) or "no such" in str(error):
        text = _("The simulator's state file {path} is damaged: {reason}.")
        return StateError(text.format(path=path, reason=error), move_away(path))
    return StateError(
        _("Cannot use the simulator's state file {path}: {reason}.").format(
            path=path, reason=error
        ),
        hint(name),
    )


def hint(name: str) -> str:
    """Return what to check, by the name that SQLite has for the error."""
    if name.startswith("SQLITE_FULL"):
        return _("Free some disk space.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _("Check that you can write to the file and its directory.")
    return _("Check that the directory is writable and the disk is not full.")
