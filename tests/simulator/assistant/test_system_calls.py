"""The filter of system calls, run by a small interpreter of its instructions."""

import errno
import struct

import pytest

from ecsops.simulator.assistant.execution import system_calls
from ecsops.simulator.assistant.execution.system_calls import MACHINES, OWNERS, program

ALLOWED = -1


def verdict(code: bytes, audit: int, number: int, argument: int = 0) -> int:
    """Return the error that the filter gives a call, or ALLOWED."""
    data = struct.pack("=IIQQ", number, audit, 0, argument)
    at = value = 0
    while True:
        kind, when, otherwise, operand = struct.unpack_from("=HBBI", code, at * 8)
        at += 1
        if kind == system_calls.LOAD:
            (value,) = struct.unpack_from("=I", data, operand)
        elif kind == system_calls.RETURN:
            return ALLOWED if operand == system_calls.ALLOW else operand & 0xFFFF
        else:
            holds = {
                system_calls.EQUAL: value == operand,
                system_calls.AT_LEAST: value >= operand,
                system_calls.ANY_BIT: bool(value & operand),
            }[kind]
            at += when if holds else otherwise


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_what_is_forbidden_fails_and_the_rest_is_allowed(name: str) -> None:
    machine = MACHINES[name]
    code = program(machine)
    forbidden = {**machine.forbidden, **system_calls.COMMON}

    for call, number in forbidden.items():
        expected = errno.ENOSYS if call in system_calls.ABSENT else errno.EPERM
        assert verdict(code, machine.audit, number) == expected, call
    others = set(range(500)) - set(forbidden.values()) - {machine.socket}
    assert {verdict(code, machine.audit, number) for number in others} == {ALLOWED}


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_other_calling_conventions_are_absent(name: str) -> None:
    machine = MACHINES[name]
    code = program(machine)

    assert verdict(code, 0x40000003, 1) == errno.ENOSYS
    assert verdict(code, machine.audit, system_calls.X32 | 1) == errno.ENOSYS


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_namespaces_cannot_be_made(name: str) -> None:
    machine = MACHINES[name]
    code = program(machine)

    for number in (machine.clone, machine.unshare):
        assert verdict(code, machine.audit, number, 0x11) == ALLOWED
        for flag in (0x80, *(1 << bit for bit in (17, 25, 26, 27, 28, 29, 30))):
            assert verdict(code, machine.audit, number, flag | 0x11) == errno.EPERM, hex(flag)


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_only_four_families_of_sockets_are_there(name: str) -> None:
    machine = MACHINES[name]
    code = program(machine)

    found = [each for each in range(64) if verdict(code, machine.audit, machine.socket, each) < 0]

    assert found == [1, 2, 10, 16]


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_without_owners_a_change_of_owner_does_nothing(name: str) -> None:
    machine = MACHINES[name]
    code = program(machine, OWNERS[name])

    assert {verdict(code, machine.audit, number) for number in OWNERS[name]} == {0}
    assert verdict(code, machine.audit, machine.socket, 40) == errno.EAFNOSUPPORT


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_the_list_of_forbidden_calls_is_whole(name: str) -> None:
    expected = (
        "acct add_key bpf delete_module fanotify_init finit_module init_module "
        "kexec_file_load kexec_load keyctl memfd_create mount open_by_handle_at perf_event_open "
        "pivot_root process_vm_readv process_vm_writev ptrace quotactl reboot request_key setns "
        "swapoff swapon umount2 userfaultfd"
    )
    newer = (
        "clone3 fsconfig fsmount fsopen fspick io_uring_enter io_uring_register io_uring_setup "
        "memfd_secret mount_setattr move_mount open_tree"
    )

    assert " ".join(sorted(MACHINES[name].forbidden)) == expected
    assert " ".join(sorted(system_calls.COMMON)) == newer
    numbers = [*MACHINES[name].forbidden.values(), *system_calls.COMMON.values()]
    assert len(set(numbers)) == len(numbers)
