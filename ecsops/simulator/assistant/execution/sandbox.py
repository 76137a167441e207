"""The sandbox of a script: what bubblewrap is told, and starting it.

A script has a user namespace, a process space, a hostname and an empty network of its own, its
instance's own directories, and the host's /usr, read-only. Where the simulator runs as root, the
sandbox belongs to a user that owns nothing else, so that its root is nobody on the host.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from ecsops.simulator.assistant.execution.instance_files import (
    HOST_ETC,
    PRIVATE,
    SHARED_ETC,
    Account,
)
from ecsops.simulator.assumptions import (
    SANDBOX_FILE_BYTES,
    SANDBOX_MEMORY_BYTES,
    SANDBOX_OPEN_FILES,
    SANDBOX_PROCESSES,
    SANDBOX_SCRATCH_BYTES,
    SANDBOX_UID,
)

ROOTS_OWN = ("etc", "root", "var", "opt")
"""Those of them that no other user of the instance may write."""

CAPABILITIES = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID")
"""What the instance's root may do in its own namespace, as chpasswd needs it."""

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

SCRIPT = "/run/cloud-assistant/script"
"""Where a script lies in the sandbox."""

LIMITED = (
    f"ulimit -c 0; ulimit -f {SANDBOX_FILE_BYTES // 512}; ulimit -n {SANDBOX_OPEN_FILES}; "
    f"ulimit -v {SANDBOX_MEMORY_BYTES // 1024}; "
    f"ulimit -p {SANDBOX_PROCESSES} 2>/dev/null || ulimit -u {SANDBOX_PROCESSES}; "
    'exec "$@"'
)
"""What sets the limits and becomes the script; dash calls processes -p, bash calls them -u."""


def works() -> bool:
    """Tell whether a sandbox can be made here, by making one."""
    if shutil.which("bwrap") is None:
        return False
    command = ["bwrap", *namespaces("localhost"), *system(), "--", "/bin/true"]
    return subprocess.run(command, capture_output=True, **identity()).returncode == 0


def identity() -> dict[str, Any]:
    """Return as whom the sandbox is started, in the words of subprocess."""
    if os.geteuid() != 0:
        return {}
    return {"user": SANDBOX_UID, "group": SANDBOX_UID, "extra_groups": []}


@cache
def can_forbid_nesting() -> bool:
    """Tell whether this bubblewrap can keep the sandbox from making user namespaces."""
    told = subprocess.run(["bwrap", "--help"], capture_output=True, check=False).stdout
    return b"--disable-userns" in told


def namespaces(hostname: str, uid: int = 0, gid: int = 0) -> Iterator[str]:
    """Yield the options that cut the sandbox off from the host."""
    for name in ("user", "ipc", "pid", "net", "uts", "cgroup-try"):
        yield f"--unshare-{name}"
    if can_forbid_nesting():
        yield "--disable-userns"
    yield from ("--die-with-parent", "--new-session", "--hostname", hostname)
    yield from ("--uid", str(uid), "--gid", str(gid), "--cap-drop", "ALL")
    for capability in CAPABILITIES if uid == 0 else ():
        yield from ("--cap-add", f"CAP_{capability}")


def system() -> Iterator[str]:
    """Yield the options that give the sandbox the host's programs, read-only."""
    yield from ("--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev")
    for name in ("/dev/shm", "/run"):
        yield from ("--size", str(SANDBOX_SCRATCH_BYTES), "--tmpfs", name)
    for name in ("bin", "sbin", "lib", "lib64"):
        if os.path.islink(f"/{name}"):
            yield from ("--symlink", os.readlink(f"/{name}"), f"/{name}")
        elif os.path.isdir(f"/{name}"):
            yield from ("--ro-bind", f"/{name}", f"/{name}")


def own_files(root: str, account: Account) -> Iterator[str]:
    """Yield the options that give the sandbox the instance's own directories."""
    for name in PRIVATE if account.uid == 0 else (each for each in PRIVATE if each != "root"):
        kind = "--ro-bind" if account.uid and name in ROOTS_OWN else "--bind"
        yield from (kind, f"{root}/{name}", f"/{name}")
    for name in SHARED_ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"{HOST_ETC}/{name}")
    if account.uid:
        yield from ("--dir", "/root")


def options(
    root: str, account: Account, *, hostname: str, directory: str, script_fd: int, status_fd: int
) -> Iterator[str]:
    """Yield all options of bubblewrap for a script, which is read from `script_fd`.

    What bubblewrap tells of it comes as lines of JSON on `status_fd`.
    """
    yield from namespaces(hostname, account.uid, account.gid)
    yield from system()
    yield from own_files(root, account)
    yield from ("--perms", "0755", "--ro-bind-data", str(script_fd), SCRIPT)
    yield from ("--remount-ro", "/dev", "--remount-ro", "/")
    yield from ("--chdir", directory or account.home)
    yield from ("--json-status-fd", str(status_fd), "--clearenv")
    yield from environment(account)


def start(
    root: str,
    account: Account,
    words: Sequence[str],
    content: bytes,
    *,
    alone: bool,
    **place: Any,
) -> tuple["subprocess.Popen[bytes]", int]:
    """Start a script on an instance; return its process and where bubblewrap tells of it.

    The options travel in a file of their own, and no environment comes along, for the script can
    read what bubblewrap has of both: it sees none of the host's paths and keys. A process that is
    `alone`, with no other thread, starts it much faster.
    """
    status, status_fd = os.pipe()
    script_fd = in_memory("script", content)
    given = list(options(root, account, script_fd=script_fd, status_fd=status_fd, **place))
    if any("\0" in option for option in given):
        # A home directory that a script wrote could otherwise bring options of its own along.
        for fd in (status, status_fd, script_fd):
            os.close(fd)
        raise ValueError("a name or a path holds a zero byte")
    options_fd = in_memory("options", "\0".join(given).encode())
    fds = (script_fd, status_fd, options_fd)
    command = ["bwrap", "--args", str(options_fd), "--", "/bin/sh", "-c", LIMITED, "sh", *words]
    try:
        return spawned(command, fds, alone=alone), status
    finally:
        for fd in fds:
            os.close(fd)


def spawned(
    command: Sequence[str], fds: Sequence[int], *, alone: bool
) -> "subprocess.Popen[bytes]":
    """Start bubblewrap with these file descriptors, as the user of the sandbox."""
    with lowered() if alone else nullcontext():
        return subprocess.Popen(
            command,
            executable=bubblewrap(),
            env={},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=fds,
            **({} if alone else identity()),
        )


@cache
def bubblewrap() -> str:
    """Return where bubblewrap is."""
    return shutil.which("bwrap") or "bwrap"


@contextmanager
def lowered() -> Iterator[None]:
    """Be the user of the sandbox while the block runs, where that is another one.

    This is the whole process, all threads of it. The child cannot come back: exec forgets the
    saved user. To name the user to subprocess instead would cost a copy of this process.
    """
    if os.geteuid() != 0:
        yield
        return
    os.setgroups([])
    os.setresgid(SANDBOX_UID, SANDBOX_UID, 0)
    os.setresuid(SANDBOX_UID, SANDBOX_UID, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


def in_memory(name: str, content: bytes) -> int:
    """Return a file that holds the content and is on no disk."""
    fd = os.memfd_create(name)
    with open(fd, "wb", closefd=False) as file:
        file.write(content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def environment(account: Account) -> Iterator[str]:
    """Yield the options that set what a script finds in its environment."""
    for name, value in (
        ("PATH", PATH),
        ("HOME", account.home),
        ("USER", account.name),
        ("LOGNAME", account.name),
        ("SHELL", "/bin/sh"),
        ("LANG", "C.UTF-8"),
    ):
        yield from ("--setenv", name, value)
