"""Scripts that run for real, and what they cannot do: get out, stay, or take everything."""

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocationResults, RunCommand
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant.execution import instance_files, sandbox
from ecsops.simulator.assistant.execution.running_script import Output
from tests.support.sandbox_stories import NEEDS_BUBBLEWRAP, OTHER, WEB, commands_with, invoked

pytestmark = NEEDS_BUBBLEWRAP


@pytest.fixture(autouse=True)
def bubblewrap(account: Simulator) -> None:
    """Let scripts run for real."""
    account.store.set("guest", "bubblewrap")


def ran(client: Client, script: str, instance_id: str = WEB, **fields: Any) -> Document:
    answer = client.call(
        RunCommand,
        CommandContent=script,
        Type="RunShellScript",
        InstanceId=[instance_id],
        **fields,
    )
    (result,) = client.items(
        DescribeInvocationResults, InvokeId=answer["InvokeId"], ContentEncoding="PlainText"
    )
    return result


def said(client: Client, script: str, **fields: Any) -> str:
    result = ran(client, script, **fields)
    assert result["InvocationStatus"] == "Success", result
    return str(result["Output"])


def root_of(account: Simulator, instance_id: str = WEB) -> Path:
    return Path(account._scripts.files, instance_id)


def test_the_documents_script_changes_the_password_of_its_instance_alone(
    client: Client, account: Simulator
) -> None:
    host = Path("/etc/shadow").read_bytes() if os.geteuid() == 0 else b""
    assert said(client, "true", instance_id=OTHER) == ""
    before = root_of(account, OTHER).joinpath("etc/shadow").read_text()

    output = said(
        client,
        "echo hello ECS!\necho root:NewPasswd9! | chpasswd\necho Remember your password!\n",
    )

    assert output == "hello ECS!\nRemember your password!\n"
    (line,) = (
        each
        for each in root_of(account).joinpath("etc/shadow").read_text().splitlines()
        if each.startswith("root:")
    )
    assert line.split(":")[1].startswith("$")
    assert before == root_of(account, OTHER).joinpath("etc/shadow").read_text()
    assert host == (Path("/etc/shadow").read_bytes() if os.geteuid() == 0 else b"")


def test_what_a_script_writes_is_there_for_the_next_one_and_nobody_else(client: Client) -> None:
    said(client, "echo mine > /root/note; echo x > /var/x; echo y > /opt/y; echo z > /tmp/z")

    assert said(client, "cat /root/note /var/x /opt/y /tmp/z") == "mine\nx\ny\nz\n"
    assert said(client, "cat /root/* /opt/* /tmp/* 2>/dev/null; true", instance_id=OTHER) == ""


def test_the_exit_code_and_the_errors_are_the_scripts_own(client: Client) -> None:
    result = ran(client, "echo out; echo err >&2; exit 7")

    assert (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ExitCode"],
        result["Output"],
    ) == ("Failed", "Finished", 7, "out\nerr\n")


def test_a_script_has_its_own_host_name_user_and_directory(client: Client) -> None:
    assert said(client, "hostname; id -un; pwd") == "UserGuideForDS001\nroot\n/root\n"
    assert said(client, "pwd", WorkingDir="/var/log") == "/var/log\n"
    assert ran(client, "pwd", WorkingDir="/nowhere")["ErrorCode"] == "DirectoryNotExists"


def test_another_user_must_be_there_and_may_not_write_what_is_roots(client: Client) -> None:
    assert ran(client, "id", Username="jack")["ErrorCode"] == "AccountNotExists"
    said(client, "useradd -m jack")

    output = said(
        client,
        "id -un; pwd; touch mine && echo wrote; touch /etc/x 2>&1; cat /etc/shadow 2>&1; true",
        Username="jack",
    )

    assert output == (
        "jack\n/home/jack\nwrote\n"
        "touch: cannot touch '/etc/x': Permission denied\n"
        "cat: /etc/shadow: Permission denied\n"
    )


@pytest.mark.parametrize("name", ["shadow", "login.defs", "pam.d", "security", "ld.so.cache"])
def test_a_script_cannot_have_bubblewrap_make_files_on_the_host(
    client: Client, tmp_path: Path, name: str
) -> None:
    """Bubblewrap follows a link at the place of a mount, while the host's root is in reach."""
    outside = tmp_path / "made-by-a-script"
    os.chmod(tmp_path, 0o777)
    said(client, f"useradd -m jack; rm -rf /etc/{name}; ln -s /oldroot{outside} /etc/{name}; true")

    for user in ("jack", "root"):
        ran(client, "id", Username=user)

    assert os.listdir(tmp_path) == []


def test_no_mount_lies_where_a_script_can_write(tmp_path: Path) -> None:
    """The mounts of a script as a whole: below its own directories there is none."""
    root = str(tmp_path)
    for uid in (0, 1000):
        account = instance_files.Account("a", uid, uid, "/")
        given = list(
            sandbox.options(root, account, hostname="h", directory="/", script_fd=3, status_fd=4)
        )
        mounts = {"--bind", "--ro-bind", "--ro-bind-try", "--ro-bind-data", "--symlink"}
        places = [given[at + 2] for at, word in enumerate(given) if word in mounts]

        assert [
            place
            for place in places
            if place.count("/") > 1 and not place.startswith(("/run/", "/usr/"))
        ] == []


def test_a_script_may_name_its_interpreter(client: Client) -> None:
    if not shutil.which("perl", path="/usr/bin"):
        pytest.skip("there is no perl here")
    assert said(client, "#!/usr/bin/perl\nprint 1 + 1, qq(\\n);") == "2\n"
    assert said(client, "print 1 + 1, qq(\\n);", Launcher="perl -w") == "2\n"


def test_the_hosts_files_cannot_be_read(client: Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    home = Path.home()

    result = ran(
        client,
        f"cat {secret}; ls -A {home} /root; cat {Path(__file__)}; "
        "ls /proc/1/root/home; cat /proc/1/environ | tr '\\0' '\\n'; ls /proc/self/fd",
    )

    assert "secret\n" not in result["Output"]
    assert "def test_" not in result["Output"]
    for name in os.listdir(home):
        assert f"\n{name}\n" not in result["Output"]


@pytest.mark.parametrize(
    "path",
    [
        "/usr/attack",
        "/usr/bin/attack",
        "/usr/lib/attack",
        "/dev/attack",
        "/proc/attack",
        "/sys/attack",
    ],
)
def test_nothing_outside_can_be_written(client: Client, path: str) -> None:
    result = ran(client, f"echo attack > {path}")

    assert result["InvocationStatus"] == "Failed"
    assert not os.path.exists(path)


@pytest.mark.parametrize(
    "attack",
    [
        "mount -o remount,rw /usr",
        "mount --bind / /mnt",
        "unshare --user true",
        "unshare --mount true",
        "echo 1 > /proc/sys/kernel/core_pattern",
        "echo b > /proc/sysrq-trigger",
        "mknod /tmp/disk b 8 0",
        "chroot / true",
        "/usr/bin/hostname other",
        "mv /usr /other",
        "mv /home /other",
        "rmdir /dev",
        "rm -r /usr/local",
        "nsenter --target 1 --mount --user ls /home",
    ],
)
def test_no_right_over_the_host_can_be_had(client: Client, attack: str) -> None:
    assert ran(client, attack)["InvocationStatus"] == "Failed"


def test_a_link_to_the_host_leads_nowhere(
    client: Client, account: Simulator, tmp_path: Path
) -> None:
    secret = tmp_path / "passwd"
    secret.write_text("jack:x:0:0::/:/bin/sh\n")
    said(client, f"ln -sf {secret} /etc/passwd")

    assert ran(client, "id", Username="jack")["ErrorCode"] == "AccountNotExists"

    said(client, "rm /etc/passwd; mkfifo /etc/passwd")
    assert ran(client, "id", Username="jack")["ErrorCode"] == "AccountNotExists"


def test_a_home_directory_brings_no_options_of_its_own(client: Client) -> None:
    line = r"jack:x:0:0::/\0--bind\0/\0/opt:/bin/sh\n"
    said(client, f"printf '{line}' > /etc/passwd")

    result = ran(client, "ls -d /opt/etc /opt/usr", Username="jack")

    assert (
        result["InvocationStatus"],
        result["ErrorCode"],
        result["Output"],
    ) == ("Error", "ExecutionException", "")


def test_a_launcher_that_makes_no_sense_harms_nobody(client: Client) -> None:
    assert ran(client, "echo 1", Launcher="'unbalanced")["ErrorCode"] == "ExecutionException"
    assert ran(client, "echo 1", Launcher="no-such-interpreter")["InvocationStatus"] == "Failed"
    assert said(client, "echo 1") == "1\n"


def test_the_network_cannot_be_reached(client: Client) -> None:
    script = (
        "exec 3<>/dev/tcp/127.0.0.1/22 || exec 3<>/dev/tcp/1.1.1.1/53 || echo no way\n"
        "ls /sys/class/net 2>/dev/null; grep -c : /proc/net/dev"
    )

    output = said(client, script, Launcher="bash")

    assert "".join(output.splitlines(keepends=True)[-2:]) == "no way\n1\n"


def test_the_hosts_processes_are_neither_seen_nor_killed(client: Client) -> None:
    numbers = said(client, "ls /proc | grep '^[0-9]'").split()

    assert all(int(number) < 20 for number in numbers)
    assert ran(client, f"kill -9 {os.getpid()}")["InvocationStatus"] == "Failed"


def test_a_script_that_signals_whom_it_can_reaches_nobody(client: Client) -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: came.append(number))
    everybody = f"-1 {os.getpid()} -{os.getpgrp()} {os.getppid()}"

    output = ran(client, f"trap '' TERM; kill -TERM 0; kill -TERM {everybody} 2>&1")["Output"]

    signal.signal(signal.SIGTERM, before)
    assert came == []
    assert output.count("No such process") == 4, output


def test_a_script_that_takes_too_long_is_killed_with_all_it_started(client: Client) -> None:
    marker = f"sleep 30.{os.getpid()}"

    result = ran(client, f"setsid {marker} & {marker} & {marker}", Timeout=1)

    assert (result["InvocationStatus"], result["ErrorCode"]) == ("Timeout", "ExecutionTimeout")
    assert commands_with(marker) == []


def test_what_a_script_leaves_behind_does_not_stay(client: Client) -> None:
    marker = f"sleep 31.{os.getpid()}"

    said(client, f"setsid {marker} > /dev/null 2>&1 &")

    assert commands_with(marker) == []


def test_a_fork_bomb_is_bounded(client: Client) -> None:
    result = ran(client, "f() { f | f & }; f; sleep 5; echo over", Timeout=2)

    assert result["InvocationStatus"] in ("Timeout", "Failed")


def test_memory_is_bounded(client: Client) -> None:
    result = ran(client, "dd if=/dev/zero of=/dev/null bs=3G count=1", Timeout=30)

    assert "memory exhausted" in result["Output"]


def test_a_disk_cannot_be_filled(client: Client, account: Simulator) -> None:
    result = ran(
        client,
        "for each in 1 2 3 4 5 6 7 8; do head -c 250M /dev/zero > /tmp/$each; sleep 0.2; done",
        Timeout=60,
    )

    assert result["ErrorCode"] == "ExecutionException"
    assert result["ErrorInfo"].endswith("take more than they may.")
    for each in root_of(account).joinpath("tmp").iterdir():
        each.unlink()


def test_a_hundred_megabytes_keep_their_end(client: Client) -> None:
    result = ran(client, "yes | head -c 100000000; echo end")

    assert len(result["Output"]) == 24576
    assert result["Output"].endswith("y\nend\n")
    assert result["Dropped"] == 100_000_004 - 24576


def test_binary_output_and_a_script_that_is_no_text_are_taken(client: Client) -> None:
    (found,) = client.items(
        DescribeInvocationResults, InvokeId=invoked(client, r"printf '\377\376\0\1'")
    )
    assert found["Output"] == "//4AAQ=="

    answer = client.call(
        RunCommand,
        CommandContent="ZWNobyAn//4n",
        ContentEncoding="Base64",
        Type="RunShellScript",
        InstanceId=[WEB],
    )
    (found,) = client.items(DescribeInvocationResults, InvokeId=answer["InvokeId"])
    assert found["Output"] == "//4K"


def test_a_slow_output_keeps_its_beginning_and_its_end() -> None:
    output = Output(100)
    output.add(b"a" * 10)
    assert output.tell()
    output.add(b"b" * 200 + b"c" * 90)

    assert output.whole() == (b"a" * 10 + b"c" * 90, 200)


def test_the_filter_of_system_calls_is_on_and_nothing_is_left_open(client: Client) -> None:
    script = (
        "grep -w Seccomp /proc/self/status; grep NoNewPrivs /proc/self/status; ls /proc/self/fd"
    )

    assert said(client, script) == "Seccomp:\t2\nNoNewPrivs:\t1\n0\n1\n2\n3\n"


def test_no_keyring_and_no_other_family_of_sockets_is_in_reach(client: Client) -> None:
    if not shutil.which("python3", path="/usr/bin"):
        pytest.skip("there is no Python here")
    script = (
        "import ctypes, errno, os, socket\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "number = {'x86_64': 250, 'aarch64': 219}[os.uname().machine]\n"
        "print(libc.syscall(number, 0, -3, 0), errno.errorcode[ctypes.get_errno()])\n"
        "print(libc.syscall(425, 1, 0), errno.errorcode[ctypes.get_errno()])\n"
        "for attempt in (lambda: socket.socket(40, 1), lambda: os.memfd_create('x')):\n"
        "    try:\n        attempt()\n"
        "    except OSError as error:\n        print(errno.errorcode[error.errno])\n"
    )

    assert said(client, script, Launcher="/usr/bin/python3") == (
        "-1 EPERM\n-1 EPERM\nEAFNOSUPPORT\nENOSYS\n"
    )
