"""The files of an instance: its own root file system, as its scripts leave it.

Each instance has a root of its own, which lasts from one script to the next. Scripts may have
written any of these files.
"""

import errno
import os
import re
import stat
from contextlib import suppress
from typing import NamedTuple

from ecsops.simulator.assistant.execution import skeleton
from ecsops.simulator.assistant.execution.removal import remove_tree
from ecsops.simulator.assumptions import SANDBOX_UID

PRIVATE = ("etc", "root", "home", "var", "opt", "tmp")
"""The directories in an instance's root that are mounts of their own, so that none is replaced."""

MOUNT_POINTS = ("usr", "usr/local", "proc", "dev", "run")
"""The other places of mounts in an instance's root."""

SYSTEM = ("bin", "sbin", "lib", "lib64")
"""Links to the host's programs: into /usr, or directories on an older host."""

HOSTNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")


SHARED_ETC = ("alternatives", "ld.so.cache", "pam.d", "security", "login.defs")
"""Public files of the host's /etc that programs need; an instance sees them as links."""

HOST_ETC = "/run/host-etc"
"""Where the sandbox has them, read-only: in a file system that begins empty with each script.

Nothing of the host is mounted below a directory that scripts can write, because bubblewrap would
follow a link that a script has put in the place of the mount.
"""


class Account(NamedTuple):
    """A user of an instance, from its /etc/passwd."""

    name: str
    uid: int
    gid: int
    home: str


ROOT = Account("root", 0, 0, "/root")

BLOCK_BYTES = 4096

READ_MOST_BYTES = 1 << 20
"""How much of a file of an instance the simulator reads."""


def find_account(root: str, name: str) -> Account | None:
    """Return the user of that name on the instance, or None; root is always there."""
    if name == ROOT.name:
        return ROOT
    for line in read_own(f"{root}/etc/passwd").decode(errors="replace").splitlines():
        fields = line.split(":")
        if fields[0] == name and len(fields) == 7 and (fields[2] + fields[3]).isdecimal():
            return Account(name, int(fields[2]), int(fields[3]), fields[5] or "/")
    return None


def read_own(path: str) -> bytes:
    """Return the start of a file of an instance.

    Scripts can replace it with anything: whatever is not a plain file is treated as empty.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    with open(fd, "rb") as file:
        plain = stat.S_ISREG(os.fstat(fd).st_mode)
        return file.read(READ_MOST_BYTES) if plain else b""


def prepare(root: str, hostname: str, os_name: str = "") -> None:
    """Make the root file system of an instance, unless it is there."""
    if not os.path.isdir(f"{root}/etc"):
        draft = f"{root}.new"
        remove_tree(draft)
        os.mkdir(draft)
        fill(draft, hostname, os_name)
        os.rename(draft, root)
    elif not os.path.isdir(f"{root}/usr"):
        # An earlier version made it, and gave it fewer directories.
        fill(root, hostname, os_name)
    check_mount_points(root)


def fill(root: str, hostname: str, os_name: str) -> None:
    """Make what a new instance has, as far as it is not there."""
    for name in (*PRIVATE, *MOUNT_POINTS, *skeleton.DIRECTORIES):
        os.makedirs(f"{root}/{name}", exist_ok=True)
    for path, text, mode in skeleton.first_files(hostname, os_name):
        with suppress(FileExistsError), open(f"{root}/{path}", "x", encoding="utf-8") as file:
            file.write(text)
            os.fchmod(file.fileno(), mode)
    links = {"etc/localtime": "/usr/share/zoneinfo/Asia/Shanghai"}
    links |= {"usr/local/sbin/halt": "poweroff"}
    links |= {f"etc/{name}": f"{HOST_ETC}/{name}" for name in SHARED_ETC}
    links |= {name: os.readlink(f"/{name}") for name in SYSTEM if os.path.islink(f"/{name}")}
    for path, target in links.items():
        with suppress(FileExistsError):
            os.symlink(target, f"{root}/{path}")
    os.chmod(f"{root}/root", 0o700)
    for name in ("tmp", "var/tmp"):
        os.chmod(f"{root}/{name}", 0o1777)
    own(root)


def check_mount_points(root: str) -> None:
    """Raise OSError unless each place of a mount is a directory.

    A script cannot replace one, because each is a mount in every sandbox of the instance.
    """
    for name in (*PRIVATE, *MOUNT_POINTS):
        if not stat.S_ISDIR(os.lstat(f"{root}/{name}").st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "The files of the instance are damaged", name)


def given_hostname(root: str, hostname: str) -> str:
    """Return the host name that a script has set, or the one that the service knows."""
    text = read_own(f"{root}/etc/hostname").decode(errors="replace").strip()
    return text if HOSTNAME.fullmatch(text) else hostname


def power_request(root: str) -> str:
    """Return what a script asked for, restart or stop, once; else nothing."""
    try:
        etc = os.open(f"{root}/etc", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return ""
    try:
        text = read_own(f"{root}/etc/{skeleton.POWER_REQUEST}").decode(errors="replace").strip()
        with suppress(OSError):
            os.unlink(skeleton.POWER_REQUEST, dir_fd=etc)
        return text if text in ("restart", "stop") else ""
    finally:
        os.close(etc)


def link_shared(root: str) -> None:
    """Link the instance's /etc to the host's shared files, also in older instances.

    Scripts may have changed it; only an empty remainder is replaced.
    """
    etc = os.open(f"{root}/etc", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for name in SHARED_ETC:
            with suppress(OSError):
                _remove_remainder(etc, name)
                os.symlink(f"{HOST_ETC}/{name}", name, dir_fd=etc)
    finally:
        os.close(etc)


def _remove_remainder(etc: int, name: str) -> None:
    """Remove an empty file or directory of an instance's /etc; raise OSError for anything else."""
    found = os.stat(name, dir_fd=etc, follow_symlinks=False)
    if stat.S_ISDIR(found.st_mode):
        os.rmdir(name, dir_fd=etc)
    elif stat.S_ISREG(found.st_mode) and found.st_size == 0:
        os.unlink(name, dir_fd=etc)
    else:
        raise FileExistsError(name)


def close_shadow(root: str) -> None:
    """Take the passwords of the instance from users other than root, who may read any file.

    What a script has put in the place of the file is left as it is.
    """
    with suppress(OSError):
        fd = os.open(f"{root}/etc/shadow", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if stat.S_ISREG(os.fstat(fd).st_mode):
                os.fchmod(fd, 0)
        finally:
            os.close(fd)


def own(root: str) -> None:
    """Give the files to the user of the sandbox, where that is another one."""
    if os.geteuid() == 0:
        for directory, below, names in os.walk(root):
            inside = (os.path.join(directory, name) for name in (*below, *names))
            for path in (directory, *inside):
                os.lchown(path, SANDBOX_UID, SANDBOX_UID)


def reachable(path: str) -> bool:
    """Return whether the user of the sandbox can come to the directory."""
    if os.geteuid() != 0:
        return True
    parts = os.path.abspath(path).split("/")
    above = ("/".join(parts[:count]) or "/" for count in range(1, len(parts) + 1))
    return all(os.stat(each).st_mode & 0o001 for each in above)


def take_more_than(root: str, most: int) -> bool:
    """Return whether the instance's files take more bytes than that, at least a block each."""
    total, pending = 0, [root]
    while pending and total <= most:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    total += max(entry.stat(follow_symlinks=False).st_blocks * 512, BLOCK_BYTES)
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError:
            # The script may remove what is being counted.
            continue
    return total > most
