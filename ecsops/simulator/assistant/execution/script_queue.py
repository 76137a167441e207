"""The queue of scripts that run for real, and whether they can.

A Run record stands for a script that waits for the runner or is being run; it is gone with
the script's end.
"""

import os

from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

WAITING, RUNNING, STOPPING = "waiting", "running", "stopping"
"""The states of a Run."""


def lock_path(path: str) -> str:
    """Return the file that the runner of a state file holds locked."""
    return f"{path}.runner"


def log_path(path: str) -> str:
    """Return the file with the errors of the runner of a state file."""
    return f"{path}.runner.log"


STARTS = "runner.starts"
"""The setting that counts the runners that were started since the last one that worked."""


def instances_path(path: str) -> str:
    """Return the directory of the instances' files."""
    return os.path.join(os.path.dirname(os.path.abspath(path)), "instances")


def possible(context: Context) -> bool:
    """Return whether scripts can run for real here; that they can is found out once."""
    guest = context.store.setting("guest")
    if guest is not None:
        return bool(guest == "bubblewrap")
    return bool(context.once("bubblewrap works", lambda: found_to_work(context)))


def found_to_work(context: Context) -> bool:
    """Return whether bubblewrap works, by trying it, and remember it if it does."""
    if not is_installed():
        return False
    # Only who tries bubblewrap pays for starting processes.
    from ecsops.simulator.assistant.execution.sandbox import works

    if works():
        context.store.set("guest", "bubblewrap")
        return True
    return False


def is_installed() -> bool:
    """Return whether there is a bwrap program."""
    places = os.environ.get("PATH", "").split(os.pathsep)
    return any(os.access(os.path.join(place, "bwrap"), os.X_OK) for place in places)


def put(context: Context, run: Record) -> None:
    """Add a run to the queue; it stays Pending until the runner takes it."""
    document = {
        "Status": WAITING,
        "InvokeId": run.document["InvokeId"],
        "InstanceId": run.document["InstanceId"],
    }
    context.store.insert("Run", Record(run.id, run.region_id, document, {}))
