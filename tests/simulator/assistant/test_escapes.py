"""Ways out of the sandbox of a script, tried one by one: none leads to the host."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocationResults, RunCommand
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.sandbox_stories import NEEDS_BUBBLEWRAP, WEB

pytestmark = [
    NEEDS_BUBBLEWRAP,
    pytest.mark.skipif(
        not (os.path.exists("/usr/bin/python3") or shutil.which("python3", path="/usr/local/bin")),
        reason="the scripts are Python",
    ),
]

BY_SHELL = {
    "a file of the host": "cat {secret}",
    "a file by the root of process 1": "cat /proc/1/root{secret}",
    "a file by the root of its parent": "cat /proc/$PPID/root{secret}",
    "a file by the old root": "cat /oldroot{secret}",
    "a file by the new root": "cat /newroot{secret}",
    "a file by its own root upwards": "cat /proc/self/root/../../../..{secret}",
    "a file by open descriptors": "cat /proc/self/fd/*{secret}",
    "a file by the working directory of process 1": "cat /proc/1/cwd{secret}",
    "the environment of the simulator": "tr '\\0' '\\n' </proc/1/environ | grep ECSOPS",
    "the command line of the simulator": "tr '\\0' ' ' </proc/1/cmdline | grep -e simulator.db",
    "a link to the host": "ln -sf {secret} /tmp/l && cat /tmp/l",
    "a hard link to the host": "ln {secret} /tmp/h",
    "the programs of the host": "touch /usr/bin/evil",
    "the programs by a link": "touch /bin/evil",
    "the libraries of the host": "touch /lib/evil",
    "the shared files of the host": "touch /run/host-etc/pam.d/evil",
    "a shared file of the host": "echo x >>/run/host-etc/login.defs",
    "a new device of a disk": "mknod /tmp/sda b 8 0",
    "a new device of the memory": "mknod /tmp/mem c 1 1",
    "a device in /dev": "touch /dev/evil",
    "a new file system": "mount -t tmpfs none /mnt",
    "a bound file system": "mount --bind / /mnt",
    "another proc": "mount -t proc proc /proc",
    "/usr to be written": "mount -o remount,rw /usr",
    "/usr taken away": "umount /usr",
    "/usr taken away lazily": "umount -l /usr",
    "a user namespace": "unshare -U true",
    "a mount namespace": "unshare -m true",
    "a network namespace": "unshare -n true",
    "a process namespace": "unshare -pf true",
    "the namespaces of process 1": "nsenter -t 1 -m -n -u true",
    "another root": "chroot /tmp true || chroot / true",
    "the kernel's settings": "echo 1 >/proc/sys/kernel/core_pattern",
    "the kernel's SysRq": "test -w /proc/sysrq-trigger && echo h >/proc/sysrq-trigger",
    "the kernel's messages": "dmesg | grep .",
    "the kernel's memory": "head -c 1 /proc/kcore | grep -q .",
    "the control groups": "mkdir /sys/fs/cgroup/evil",
    "the clock of the host": "date -s 2000-01-01",
    "the priority of others": "renice -n -5 -p 1",
    "a process of the host": "kill -0 {pid}",
    "all processes of the host": "test $(ls -d /proc/[0-9]* | wc -l) -gt 20",
    "the programs' capabilities": "setpriv --bounding-set +all --inh-caps +all true",
    "the loaded modules": "modprobe dummy",
}
"""By what is reached for: a command that succeeds when it is reached."""

BY_PYTHON = """
import ctypes, errno, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    'x86_64': dict(io_uring_setup=425, keyctl=250, add_key=248, request_key=249, bpf=321,
        userfaultfd=323, perf_event_open=298, kexec_load=246, init_module=175, delete_module=176,
        finit_module=313, memfd_create=319, ptrace=101, process_vm_readv=310, setns=308, mount=165,
        umount2=166, pivot_root=155, open_by_handle_at=304, fsopen=430, move_mount=429,
        open_tree=428, reboot=169, swapon=167, settimeofday=164, acct=163, quotactl=179),
    'aarch64': dict(io_uring_setup=425, keyctl=219, add_key=217, request_key=218, bpf=280,
        userfaultfd=282, perf_event_open=241, kexec_load=104, init_module=105, delete_module=106,
        finit_module=273, memfd_create=279, ptrace=117, process_vm_readv=270, setns=268, mount=40,
        umount2=39, pivot_root=41, open_by_handle_at=265, fsopen=430, move_mount=429,
        open_tree=428, reboot=142, swapon=224, settimeofday=170, acct=89, quotactl=60),
}.get(os.uname().machine, {})
for name, number in CALLS.items():
    ctypes.set_errno(0)
    found = libc.syscall(number, 0, 0, 0, 0, 0)
    if found >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
        print('system call', name, found, ctypes.get_errno())
for name, family in dict(VSOCK=40, PACKET=17, ALG=38, BLUETOOTH=31, KEY=15, XDP=44).items():
    try:
        socket.socket(family, socket.SOCK_DGRAM).close()
        print('socket of', name)
    except OSError:
        pass
for name, family, address in (
    ('the loopback of the host', socket.AF_INET, ('127.0.0.1', PORT)),
    ('an abstract socket of the host', socket.AF_UNIX, '\\0' + ABSTRACT),
    ('a socket in the file system of the host', socket.AF_UNIX, PATH),
    ('the network', socket.AF_INET, ('192.0.2.1', 80)),
):
    with socket.socket(family) as client:
        client.settimeout(1)
        try:
            client.connect(address)
            print(name)
        except OSError:
            pass
"""


class Host(NamedTuple):
    """What scripts are to find on the host: a file, and sockets that listen."""

    secret: Path
    port: int
    abstract: str
    path: Path


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    secret.chmod(0o644)
    tcp = socket.create_server(("127.0.0.1", 0))
    name = f"ecsops-test-{os.getpid()}"
    listeners = [tcp]
    for address in (f"\0{name}", str(tmp_path / "s")):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(address)
        listener.listen()
        listeners.append(listener)
    yield Host(secret, tcp.getsockname()[1], name, tmp_path / "s")
    for each in listeners:
        each.close()


def output(client: Client, script: str) -> str:
    answer = client.call(
        RunCommand, CommandContent=script, Type="RunShellScript", InstanceId=[WEB], Timeout=120
    )
    client.backend.wait(1)
    (result,) = client.items(
        DescribeInvocationResults, InvokeId=answer["InvokeId"], ContentEncoding="PlainText"
    )
    assert result["InvocationStatus"] == "Success", result["Output"]
    return str(result["Output"])


def test_no_way_leads_out(client: Client, account: Simulator, host: Host) -> None:
    account.store.set("guest", "bubblewrap")
    tries = [
        f"( {command.format(secret=host.secret, pid=os.getpid())} ) >/dev/null 2>&1"
        f' && echo "{name}"'
        for name, command in BY_SHELL.items()
    ]
    begin = f"PORT, ABSTRACT, PATH = {host.port}, {host.abstract!r}, {str(host.path)!r}\n"
    by_python = f"python3 - <<'END'\n{begin}{BY_PYTHON}\nEND\necho over"

    assert output(client, "\n".join([*tries, by_python])) == "over\n"
    assert len(BY_SHELL) + BY_PYTHON.count("=") > 40
    assert host.secret.read_text() == "secret"
