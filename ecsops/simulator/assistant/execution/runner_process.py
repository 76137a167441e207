"""The runner as a process of its own: one for a state file, which outlives who started it."""

import fcntl
import os
import subprocess
import sys
import time
from typing import IO

from ecsops.simulator.assistant.execution import instance_files
from ecsops.simulator.assistant.execution.removal import PREFIX, remove_leftovers, remove_tree
from ecsops.simulator.assistant.execution.runner import Runner, end_orphans
from ecsops.simulator.assistant.execution.script_queue import STARTS, instances_path, log_path
from ecsops.simulator.assistant.execution.user_namespace import take_back
from ecsops.simulator.engine.clock import Clock
from ecsops.simulator.engine.state_file import connect
from ecsops.simulator.engine.store import Store

MODULE = "ecsops.simulator.assistant.execution.runner_process"
"""This module, as Python's -m takes it."""

LOG_BYTES = 1 << 20
"""How long the log may become before it starts again."""

MOUNT_POINTS = ("/mnt", "/srv", "/media")
"""Where the instances' files may be put for a sandbox that cannot come to their place."""


def spawn(path: str, lock: int) -> None:
    """Start the runner of a state file as a process of its own, which outlives this one.

    It inherits the lock that the caller holds, so that there is never a second runner. A shell
    between them makes it an orphan, so that no process has to wait for it.
    """
    instances = instances_path(path)
    os.makedirs(instances, mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    package = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
    python_path = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    with open_log(path) as log:
        start(path, instances, lock, python_path, log)


def open_log(path: str) -> IO[bytes]:
    """Open the log of the runner, which holds its errors; a long one starts again."""
    log = log_path(path)
    mode = os.O_TRUNC if os.path.exists(log) and os.path.getsize(log) > LOG_BYTES else os.O_APPEND
    return open(os.open(log, os.O_CREAT | os.O_WRONLY | mode, 0o600), "ab")


def start(path: str, instances: str, lock: int, python_path: list[str], log: IO[bytes]) -> None:
    """Start the runner by a shell that ends at once."""
    subprocess.run(
        ["sh", "-c", '"$@" &', "sh", *command_line(os.path.abspath(path), instances), str(lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=log,
        cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(python_path)},
        start_new_session=True,
        pass_fds=(lock,),
        check=True,
    )


def command_line(path: str, instances: str) -> list[str]:
    """Return the command of the runner.

    Where the user of the sandbox cannot come to the instances' files, the runner sees them at
    another place, in a mount namespace that no other process has.
    """
    python = [
        sys.executable,
        "-S",
        "-m",
        MODULE,
        path,
    ]
    if instance_files.reachable(instances) or not can_mount():
        return [*python, instances]
    used = (path, sys.prefix, sys.executable, os.path.abspath(__file__))
    place = next(
        each for each in MOUNT_POINTS if not any(one.startswith(f"{each}/") for one in used)
    )
    mounts = (
        f"mount -t tmpfs -o mode=711 none {place} && mkdir {place}/instances && "
        f'mount --bind "$1" {place}/instances && shift && exec "$@"'
    )
    private = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mounts, "sh"]
    return [*private, instances, *python, f"{place}/instances"]


def can_mount() -> bool:
    """Return whether this process can have mounts of its own; a root without rights cannot."""
    trial = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return trial.returncode == 0


def leave_keyring() -> None:
    """Join a new session keyring, so that no script is near the caller's secrets (keyctl(2))."""
    number = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine)
    if number:
        import ctypes  # lazy import

        ctypes.CDLL(None).syscall(number, 1, None)


def remove_released(store: Store, instances: str) -> None:
    """Remove the files of released instances; what cannot be removed is written to the log."""
    present = {instance_id for (instance_id,) in store.values("Instance", None, {}, ("id",))}
    gone = {name for name in os.listdir(instances) if not name.startswith(PREFIX)} - present
    for name in gone:
        take_back(os.path.join(instances, name))
    faults = [fault for name in gone for fault in remove_tree(os.path.join(instances, name))]
    for fault in [*faults, *remove_leftovers(instances)]:
        print(f"cannot remove {fault}", file=sys.stderr)


def main(path: str, instances: str, lock: int) -> None:
    """Run what waits in the state file, holding the lock; look again when it is given back.

    So nothing is left that a caller queued in the belief that this runner would take it.
    """
    os.set_inheritable(lock, False)
    leave_keyring()
    store = connect(path)
    clock = Clock(store, time.time)
    with store.transaction(write=True):
        store.set(STARTS, 0)
    while store.count("Run", None):
        with store.transaction(write=True):
            end_orphans(store, clock.now())
        Runner(store, clock, instances, alone=True).drain()
        fcntl.flock(lock, fcntl.LOCK_UN)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
    # Housekeeping comes last: no script waits for it.
    remove_released(store, instances)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
