"""The sandbox of a script: bubblewrap's options, and its start.

A script has a user namespace, a process space, a hostname and an empty network of its own, its
instance's own root, and the host's /usr, read-only. Where the simulator runs as root, the sandbox
belongs to a user that owns nothing else, so that its root has no rights on the host.
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
    SYSTEM,
    Account,
)
from ecsops.simulator.assistant.execution.system_calls import system_call_filter
from ecsops.simulator.assistant.execution.user_namespace import as_owner, user_namespace
from ecsops.simulator.assumptions import (
    SANDBOX_FILE_BYTES,
    SANDBOX_MEMORY_BYTES,
    SANDBOX_OPEN_FILES,
    SANDBOX_PROCESSES,
    SANDBOX_SCRATCH_BYTES,
    SANDBOX_UID,
)

ROOTS_OWN = ("etc", "root", "var", "opt", "usr/local")
"""Those of them that no other user of the instance may write."""

CAPABILITIES = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID")
"""Capabilities of the instance's root in its own namespace, as chpasswd needs them."""

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

SCRIPT = "/run/cloud-assistant/script"
"""Where a script lies in the sandbox."""

LIMITED = (
    f"ulimit -c 0; ulimit -f {SANDBOX_FILE_BYTES // 512}; ulimit -n {SANDBOX_OPEN_FILES}; "
    f"ulimit -v {SANDBOX_MEMORY_BYTES // 1024}; "
    f"ulimit -p {SANDBOX_PROCESSES} 2>/dev/null || ulimit -u {SANDBOX_PROCESSES}; "
    'exec "$@"'
)
"""Shell line that sets the limits and then becomes the script; dash calls processes -p, bash
calls them -u."""


def works() -> bool:
    """Return whether a sandbox can be made here, by making one."""
    if shutil.which("bwrap") is None:
        return False
    command = ["bwrap", *namespaces("localhost"), *links(), *system(), "--", "/usr/bin/true"]
    namespace = user_namespace()
    fds = () if namespace is None else (namespace,)
    done = subprocess.run(command, capture_output=True, pass_fds=fds, **identity())
    return done.returncode == 0


def identity() -> dict[str, Any]:
    """Return as whom the sandbox is started, in the words of subprocess."""
    return as_owner()


@cache
def can_forbid_nesting() -> bool:
    """Return whether this bubblewrap can keep the sandbox from making user namespaces."""
    told = subprocess.run(["bwrap", "--help"], capture_output=True, check=False).stdout
    return b"--disable-userns" in told


def namespaces(hostname: str, uid: int = 0, gid: int = 0) -> Iterator[str]:
    """Yield the options that cut the sandbox off from the host."""
    namespace = user_namespace()
    for name in ("ipc", "pid", "net", "uts", "cgroup-try"):
        yield f"--unshare-{name}"
    if namespace is not None:
        # The filter of system calls forbids further ones.
        # Nothing is read from it as --block-fd, but bubblewrap closes it before the script starts.
        yield from ("--userns", str(namespace), "--block-fd", str(namespace))
        uid = gid = 0
    else:
        yield "--unshare-user"
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
    for name in SYSTEM:
        if os.path.isdir(f"/{name}") and not os.path.islink(f"/{name}"):
            yield from ("--ro-bind", f"/{name}", f"/{name}")


def links() -> Iterator[str]:
    """Yield the options that make the links into /usr, which an instance's root has already."""
    for name in SYSTEM:
        if os.path.islink(f"/{name}"):
            yield from ("--symlink", os.readlink(f"/{name}"), f"/{name}")


def shell(*, dash: bool) -> Iterator[str]:
    """Yield the options that make sh what it is in the image, as far as the host has it."""
    wanted = shutil.which("dash" if dash else "bash", path="/usr/bin:/bin")
    if wanted and os.path.realpath(wanted) != os.path.realpath("/usr/bin/sh"):
        yield from ("--ro-bind", os.path.realpath(wanted), os.path.realpath("/usr/bin/sh"))


def own_root(root: str, account: Account) -> Iterator[str]:
    """Yield the option that gives the sandbox the instance's root, below all other mounts."""
    read_only = account.uid and user_namespace() is None
    yield from ("--ro-bind" if read_only else "--bind", root, "/")


def own_files(root: str, account: Account) -> Iterator[str]:
    """Yield the options that give the sandbox the instance's own directories."""
    alone = bool(account.uid) and user_namespace() is None
    for name in (*PRIVATE, "usr/local"):
        if alone and name == "root":
            yield from ("--tmpfs", "/root")
        else:
            kind = "--ro-bind" if alone and name in ROOTS_OWN else "--bind"
            yield from (kind, f"{root}/{name}", f"/{name}")
    for name in SHARED_ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"{HOST_ETC}/{name}")


def options(
    root: str,
    account: Account,
    *,
    hostname: str,
    directory: str,
    script_fd: int,
    status_fd: int,
    filter_fd: int | None = None,
    dash: bool = True,
) -> Iterator[str]:
    """Yield all options of bubblewrap for a script, which is read from `script_fd`.

    What bubblewrap tells of it comes as lines of JSON on `status_fd`.
    """
    yield from namespaces(hostname, account.uid, account.gid)
    yield from own_root(root, account)
    yield from system()
    yield from shell(dash=dash)
    yield from own_files(root, account)
    if filter_fd is not None:
        yield from ("--seccomp", str(filter_fd))
    yield from ("--perms", "0755", "--ro-bind-data", str(script_fd), SCRIPT)
    yield from ("--remount-ro", "/dev")
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
    rules = system_call_filter(owners=user_namespace() is not None)
    filter_fd = in_memory("filter", rules) if rules else None
    descriptors: dict[str, Any] = {
        "script_fd": script_fd,
        "status_fd": status_fd,
        "filter_fd": filter_fd,
    }
    given = list(options(root, account, **descriptors, **place))
    own = [fd for fd in (script_fd, status_fd, filter_fd) if fd is not None]
    if any("\0" in option for option in given):
        # A home directory that a script wrote could otherwise bring options of its own along.
        for fd in (status, *own):
            os.close(fd)
        raise ValueError("a name or a path holds a zero byte")
    options_fd = in_memory("options", "\0".join(given).encode())
    own.append(options_fd)
    namespace = user_namespace()
    shared = [] if namespace is None else [namespace]
    limits = ["/usr/bin/sh", "-c", LIMITED, "sh"]
    command = ["bwrap", "--args", str(options_fd), "--", *limits, *as_user(account), *words]
    try:
        return spawned(command, [*own, *shared], alone=alone), status
    finally:
        for fd in own:
            os.close(fd)


def as_user(account: Account) -> list[str]:
    """Return the words before a command that run it as a user of the instance."""
    if account.uid == 0 or user_namespace() is None:
        return []
    ids = [f"--reuid={account.uid}", f"--regid={account.gid}", "--init-groups"]
    return ["setpriv", *ids, "--inh-caps=-all", "--"]


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
