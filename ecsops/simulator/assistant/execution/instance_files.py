"""The files of an instance: its own root file system, as its scripts leave it.

Each instance has its private /etc, /root, /home, /var, /opt and /tmp, which last from one script
to the next. Whatever is read here a script may have put there.
"""

import os
import stat
from contextlib import suppress
from typing import NamedTuple

from ecsops.simulator.assistant.execution.removal import remove_tree
from ecsops.simulator.assumptions import SANDBOX_UID

PRIVATE = ("etc", "root", "home", "var", "opt", "tmp")
"""The directories that are an instance's own."""


SHARED_ETC = ("alternatives", "ld.so.cache", "pam.d", "security", "login.defs")
"""What programs need of the host's /etc: public files, which an instance sees by links."""

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
    """Return the beginning of a file of an instance.

    A script may have put anything in its place: what is no plain file counts as empty.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    with open(fd, "rb") as file:
        plain = stat.S_ISREG(os.fstat(fd).st_mode)
        return file.read(READ_MOST_BYTES) if plain else b""


def prepare(root: str, hostname: str) -> None:
    """Make the root file system of an instance, unless it is there."""
    if os.path.isdir(f"{root}/etc"):
        return
    draft = f"{root}.new"
    remove_tree(draft)
    for name in (*PRIVATE, "var/log", "var/tmp"):
        os.makedirs(f"{draft}/{name}")
    for name in SHARED_ETC:
        os.symlink(f"{HOST_ETC}/{name}", f"{draft}/etc/{name}")
    for name, text in first_files(hostname).items():
        with open(f"{draft}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    for name in ("root", "etc/shadow"):
        os.chmod(f"{draft}/{name}", 0o700 if name == "root" else 0)
    os.symlink("/usr/share/zoneinfo/Asia/Shanghai", f"{draft}/etc/localtime")
    os.symlink("/usr/lib/os-release", f"{draft}/etc/os-release")
    own(draft)
    os.rename(draft, root)


def link_shared(root: str) -> None:
    """Let the instance's /etc lead to the host's shared files, also where it was made earlier.

    A script may have put anything there; it is only replaced where it is an empty remainder.
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


def first_files(hostname: str) -> dict[str, str]:
    """Return the files of a new instance; its accounts are its own, none of the host's."""
    return {
        "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n"
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
        "etc/group": "root:x:0:\nshadow:x:42:\nnogroup:x:65534:\n",
        "etc/shadow": "root:*:18000:0:99999:7:::\nnobody:*:18000:0:99999:7:::\n",
        "etc/hostname": f"{hostname}\n",
        "etc/hosts": f"127.0.0.1 localhost\n127.0.1.1 {hostname}\n",
        "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files\n",
    }


def own(root: str) -> None:
    """Give the files to the user of the sandbox, where that is another one."""
    if os.geteuid() == 0:
        for directory, _, names in os.walk(root):
            for path in (directory, *(os.path.join(directory, name) for name in names)):
                os.lchown(path, SANDBOX_UID, SANDBOX_UID)


def reachable(path: str) -> bool:
    """Tell whether the user of the sandbox can come to the directory."""
    if os.geteuid() != 0:
        return True
    parts = os.path.abspath(path).split("/")
    above = ("/".join(parts[:count]) or "/" for count in range(1, len(parts) + 1))
    return all(os.stat(each).st_mode & 0o001 for each in above)


def take_more_than(root: str, most: int) -> bool:
    """Tell whether the instance's files take more bytes than that; each takes a block at least."""
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
