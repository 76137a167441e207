"""The users of the instances: a range of user ids, mapped into one user namespace.

Where the simulator runs as root it maps the range by itself, and elsewhere by newuidmap and
newgidmap, from the ranges in /etc/subuid and /etc/subgid. The namespace lasts as long as this
process: bubblewrap joins it for each script.
"""

import os
import shutil
import subprocess
from functools import cache
from typing import Any

from ecsops.simulator.assistant.execution.system_calls import system_call_filter
from ecsops.simulator.assumptions import SANDBOX_FIRST_USER, SANDBOX_IDS, SANDBOX_UID

Range = tuple[int, int, int]
"""A line of a map of ids: the first inside, the first outside, and how many."""


@cache
def user_namespace() -> int | None:
    """Return a file descriptor of the namespace, or None where no range can be mapped."""
    if not (system_call_filter() and shutil.which("setpriv")):
        return None
    try:
        return made(id_map("uid"), id_map("gid"))
    except (OSError, subprocess.SubprocessError):
        return None


def id_map(kind: str) -> list[Range]:
    """Return the map of user or group ids; raises OSError without a range."""
    if os.geteuid() == 0:
        return [(0, SANDBOX_UID, 1), (1, SANDBOX_FIRST_USER, SANDBOX_IDS - 1)]
    if not shutil.which(f"new{kind}map"):
        raise FileNotFoundError(f"new{kind}map")
    own = os.geteuid() if kind == "uid" else os.getegid()
    first, count = subordinate_range(kind)
    return [(0, own, 1), (1, first, min(count, SANDBOX_IDS - 1))]


def subordinate_range(kind: str) -> tuple[int, int]:
    """Return the first id and the number of ids that this user may map (subuid(5))."""
    names = {str(os.geteuid()), user_name()}
    with open(f"/etc/sub{kind}", encoding="utf-8") as file:
        for line in file:
            name, first, count = [*line.strip().split(":"), "", ""][:3]
            if name in names and first.isdecimal() and count.isdecimal():
                return int(first), int(count)
    raise FileNotFoundError(f"no range in /etc/sub{kind}")


def user_name() -> str:
    """Return the name of this user, or nothing."""
    import pwd  # lazy import

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""


def made(uids: list[Range], gids: list[Range]) -> int:
    """Make a user namespace with these maps; return a file descriptor that keeps it."""
    with subprocess.Popen(
        ["unshare", "--user", "sh", "-c", "echo; read line"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **as_owner(),
    ) as process:
        assert process.stdout is not None
        if process.stdout.readline() != b"\n":
            raise FileNotFoundError("no user namespace")
        write_map(process.pid, "uid", uids)
        write_map(process.pid, "gid", gids)
        return os.open(f"/proc/{process.pid}/ns/user", os.O_RDONLY | os.O_CLOEXEC)


def take_back(path: str) -> None:
    """Give the files of an instance's users to this user, who may not remove them otherwise."""
    namespace = None if os.geteuid() == 0 else user_namespace()
    if namespace is not None:
        join = ["nsenter", f"--user=/proc/self/fd/{namespace}", "chown", "-hR", "0:0", path]
        subprocess.run(join, pass_fds=(namespace,), capture_output=True, check=False)


def as_owner() -> dict[str, Any]:
    """Return whose the namespace is, in the words of subprocess: a user that owns nothing else."""
    if os.geteuid() != 0:
        return {}
    return {"user": SANDBOX_UID, "group": SANDBOX_UID, "extra_groups": []}


def write_map(pid: int, kind: str, ranges: list[Range]) -> None:
    """Write the map of ids of a process in a new namespace."""
    if os.geteuid() == 0:
        with open(f"/proc/{pid}/{kind}_map", "w", encoding="ascii") as file:
            file.write(
                "".join(f"{inside} {outside} {count}\n" for inside, outside, count in ranges)
            )
        return
    words = [str(number) for each in ranges for number in each]
    subprocess.run([f"new{kind}map", str(pid), *words], check=True, capture_output=True)
