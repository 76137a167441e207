"""Work on the instances' files with the rights of the instances alone.

Scripts own these files and may change them meanwhile, so the simulator's own rights must not be
used on them. A child process joins the user namespace of the instances, where ids are those that
the instances see, and works relative to an open directory.
"""

import ctypes
import os
import pickle
from collections.abc import Callable
from contextlib import suppress

from ecsops.simulator.assistant.execution.user_namespace import user_namespace
from ecsops.simulator.assumptions import SANDBOX_UID

CLONE_NEWUSER = 0x10000000

Notes = list[str]


def run_inside(directory: str, act: Callable[[int], Notes]) -> Notes:
    """Return what `act` returns for the open directory. Raises OSError, ValueError as it does."""
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    namespace = user_namespace()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _work(fd, namespace, sink, act)
    os.close(fd)
    os.close(sink)
    with open(source, "rb") as reports:
        report = reports.read()
    os.waitpid(child, 0)
    outcome = pickle.loads(report) if report else OSError("the process ended early")
    if isinstance(outcome, Exception):
        raise outcome
    notes: Notes = outcome
    return notes


def _work(fd: int, namespace: int | None, sink: int, act: Callable[[int], Notes]) -> None:
    """Do the work in the child, and end it."""
    try:
        become_owner(namespace)
        outcome: Notes | Exception = act(fd)
    except OSError as error:
        outcome = OSError(error.errno, error.strerror or str(error))
    except Exception as error:
        outcome = ValueError(str(error))
    with suppress(OSError), open(sink, "wb") as reports:
        reports.write(pickle.dumps(outcome))
    os._exit(0)


def become_owner(namespace: int | None) -> None:
    """Become the root of the instances, who is the owner of their files and nobody else."""
    if namespace is not None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(namespace, CLONE_NEWUSER):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        owner = 0
    elif os.geteuid() == 0:
        owner = SANDBOX_UID
    else:
        return
    with suppress(PermissionError):
        os.setgroups([])
    os.setresgid(owner, owner, owner)
    os.setresuid(owner, owner, owner)
