"""Saving an open account, and replacing it by one that was saved."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from gettext import gettext as _
from tempfile import mkdtemp

from ecsops.catalogue.model import Document
from ecsops.errors import StateError
from ecsops.simulator.assistant.execution.removal import remove_tree
from ecsops.simulator.assistant.execution.runner_supervisor import Scripts
from ecsops.simulator.assistant.execution.script_queue import instances_path
from ecsops.simulator.assistant.execution.user_namespace import take_back
from ecsops.simulator.backups import archive
from ecsops.simulator.engine.clock import Clock, iso_seconds
from ecsops.simulator.engine.state_file import connect, reporting
from ecsops.simulator.engine.store import Store


def save(path: str, store: Store, clock: Clock, target: str) -> Document:
    """Save the account and return what was saved. Raises StateError, sqlite3 errors."""
    now = iso_seconds(clock.now())
    try:
        saved = archive.save(store, now, instances_path(path), target)
    except OSError as error:
        raise unsaved(target, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        raise unsaved(target, str(error)) from error
    return {
        "File": os.path.abspath(target),
        "Bytes": saved.size,
        "Time": now,
        "Omitted": saved.omitted,
    }


def unsaved(target: str, reason: str) -> StateError:
    """Return the error for an archive that cannot be written."""
    return StateError(
        _("The account cannot be saved to {path}: {reason}.").format(path=target, reason=reason)
    )


def restore(path: str, store: Store, scripts: Scripts, source: str) -> None:
    """Replace the account by a saved one, which is unpacked and checked before.

    The state changes in one transaction; the instances' files follow, when no script runs there.
    """
    with unpacking(path) as place:
        restored = archive.read(source, place)
        with reporting(path), closing(connect(restored.state)) as saved:
            saved.copy_to(store)
        scripts.forget()
        files = instances_path(path)
        if os.listdir(restored.instances):
            remove_tree(files)
            os.rename(restored.instances, files)


@contextmanager
def unpacking(path: str) -> Iterator[str]:
    """Make a directory beside the state file, which goes with everything in it."""
    with reporting(path):
        place = mkdtemp(prefix=".restore-", dir=os.path.dirname(os.path.abspath(path)))
    try:
        yield place
    finally:
        take_back(place)
        remove_tree(place)
