"""The system calls that a script may not make: a filter for the kernel (seccomp).

The program is written for one machine at a time and is given to bubblewrap as it stands. The
numbers come from the kernel's tables, arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h.
"""

import errno
import os
import struct
from functools import cache
from typing import NamedTuple


class Machine(NamedTuple):
    """How the kernel calls a processor, and its numbers of the calls that differ."""

    audit: int
    clone: int
    unshare: int
    socket: int
    forbidden: dict[str, int]


FORBIDDEN_X86_64 = {
    "ptrace": 101,
    "quotactl": 179,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "mount": 165,
    "umount2": 166,
    "swapon": 167,
    "swapoff": 168,
    "reboot": 169,
    "init_module": 175,
    "delete_module": 176,
    "acct": 163,
    "pivot_root": 155,
    "kexec_load": 246,
    "perf_event_open": 298,
    "fanotify_init": 300,
    "open_by_handle_at": 304,
    "setns": 308,
    "finit_module": 313,
    "kexec_file_load": 320,
    "bpf": 321,
    "userfaultfd": 323,
}

FORBIDDEN_AARCH64 = {
    "umount2": 39,
    "mount": 40,
    "pivot_root": 41,
    "acct": 89,
    "kexec_load": 104,
    "init_module": 105,
    "delete_module": 106,
    "ptrace": 117,
    "quotactl": 60,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "reboot": 142,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "swapon": 224,
    "swapoff": 225,
    "perf_event_open": 241,
    "fanotify_init": 262,
    "open_by_handle_at": 265,
    "setns": 268,
    "finit_module": 273,
    "bpf": 280,
    "userfaultfd": 282,
    "kexec_file_load": 294,
}

MACHINES = {
    "x86_64": Machine(0xC000003E, 56, 272, 41, {**FORBIDDEN_X86_64, "memfd_create": 319}),
    "aarch64": Machine(0xC00000B7, 220, 97, 198, {**FORBIDDEN_AARCH64, "memfd_create": 279}),
}
"""The processors that have a filter; elsewhere scripts run without one."""

COMMON = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "clone3": 435,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
"""The newer calls, which have the same number on every processor."""

OWNERS = {"x86_64": (92, 93, 94, 260), "aarch64": (54, 55)}
"""chown, fchown, lchown and fchownat."""

ABSENT = ("clone3", "memfd_create", "memfd_secret")
"""Calls that answer as on a kernel without them (ENOSYS), so that programs take another way.

The flags of clone3 lie in memory, where no filter can read them; memory files escape the limit
on a process's memory.
"""

SOCKETS = (1, 2, 10, 16)
"""The families of sockets that there are: AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK."""

NAMESPACES = 0x7E020080
"""The flags of clone and unshare that make a namespace (CLONE_NEW...)."""

X32 = 0x40000000
"""Calls of another convention on x86_64 have this bit."""

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""The instructions of the filter (linux/bpf_common.h)."""

NUMBER_AT, AUDIT_AT, ARGUMENT_AT = 0, 4, 16
"""Where struct seccomp_data has the number, the processor and the first argument."""

ALLOW, ERRNO = 0x7FFF0000, 0x00050000


def instruction(code: int, value: int, when: int = 0, otherwise: int = 0) -> bytes:
    """Return one instruction; `when` and `otherwise` are how many to skip."""
    return struct.pack("=HBBI", code, when, otherwise, value)


def refusal(number: int) -> bytes:
    """Return the instruction that lets the call fail with this error."""
    return instruction(RETURN, ERRNO | number)


def success(number: int) -> list[bytes]:
    """Return what lets a call succeed without doing anything."""
    return [instruction(EQUAL, number, 0, 1), refusal(0)]


def program(machine: Machine, ignored: tuple[int, ...] = ()) -> bytes:
    """Return the filter of a processor; calls that are ignored succeed and do nothing."""
    parts = [
        instruction(LOAD, AUDIT_AT),
        instruction(EQUAL, machine.audit, 1, 0),
        refusal(errno.ENOSYS),
        instruction(LOAD, NUMBER_AT),
        instruction(AT_LEAST, X32, 0, 1),
        refusal(errno.ENOSYS),
    ]
    for name, number in {**machine.forbidden, **COMMON}.items():
        parts.append(instruction(EQUAL, number, 0, 1))
        parts.append(refusal(errno.ENOSYS if name in ABSENT else errno.EPERM))
    for number in ignored:
        parts += success(number)
    for number in (machine.clone, machine.unshare):
        parts += without_flags(number, NAMESPACES)
    parts += families(machine.socket)
    return b"".join([*parts, instruction(RETURN, ALLOW)])


def without_flags(number: int, flags: int) -> list[bytes]:
    """Return what refuses a call whose first argument has one of the flags."""
    return [
        instruction(EQUAL, number, 0, 4),
        instruction(LOAD, ARGUMENT_AT),
        instruction(ANY_BIT, flags, 0, 1),
        refusal(errno.EPERM),
        instruction(RETURN, ALLOW),
    ]


def families(socket: int) -> list[bytes]:
    """Return what refuses sockets of any family but those that there are."""
    tests = [instruction(EQUAL, family, len(SOCKETS) - at, 0) for at, family in enumerate(SOCKETS)]
    return [
        instruction(EQUAL, socket, 0, len(tests) + 3),
        instruction(LOAD, ARGUMENT_AT),
        *tests,
        refusal(errno.EAFNOSUPPORT),
        instruction(RETURN, ALLOW),
    ]


@cache
def system_call_filter(*, owners: bool = True) -> bytes:
    """Return the filter of this processor, or nothing where there is none for it.

    Without `owners` a change of owner does nothing, as on a file system that has none.
    """
    name = os.uname().machine
    if name not in MACHINES:
        return b""
    return program(MACHINES[name], () if owners else OWNERS[name])
