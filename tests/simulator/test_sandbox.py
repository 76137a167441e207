"""Scripts that run for real, and what they cannot do: get out, stay, or take everything."""

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.instance_lifecycle import DeleteInstance
from ecsops.catalogue.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    RunCommand,
    StopInvocation,
)
from ecsops.catalogue.model import Document
from ecsops.catalogue.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator import sandbox
from ecsops.simulator.account import Simulator
from ecsops.simulator.running_script import Output

pytestmark = pytest.mark.skipif(
    not (os.environ.get("CI") or (shutil.which("bwrap") and sandbox.works())),
    reason="bubblewrap does not work here; where CI is set that is a failure",
)

WEB, OTHER = "i-bp11icv3rbg0ijc177n1", "i-bp1yfmvyq4eiu6s2otf8"


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
    assert "Success" == result["InvocationStatus"], result
    return str(result["Output"])


def root_of(account: Simulator, instance_id: str = WEB) -> Path:
    return Path(account._scripts.files, instance_id)


def test_the_documents_script_changes_the_password_of_its_instance_alone(
    client: Client, account: Simulator
) -> None:
    host = Path("/etc/shadow").read_bytes() if os.geteuid() == 0 else b""
    assert "" == said(client, "true", instance_id=OTHER)
    before = root_of(account, OTHER).joinpath("etc/shadow").read_text()

    output = said(
        client,
        "echo hello ECS!\necho root:NewPasswd9! | chpasswd\necho Remember your password!\n",
    )

    assert "hello ECS!\nRemember your password!\n" == output
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

    assert "mine\nx\ny\nz\n" == said(client, "cat /root/note /var/x /opt/y /tmp/z")
    assert "" == said(client, "cat /root/* /opt/* /tmp/* 2>/dev/null; true", instance_id=OTHER)


def test_the_exit_code_and_the_errors_are_the_scripts_own(client: Client) -> None:
    result = ran(client, "echo out; echo err >&2; exit 7")

    assert ("Failed", "Finished", 7, "out\nerr\n") == (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ExitCode"],
        result["Output"],
    )


def test_a_script_has_its_own_host_name_user_and_directory(client: Client) -> None:
    assert "UserGuideForDS001\nroot\n/root\n" == said(client, "hostname; id -un; pwd")
    assert "/var/log\n" == said(client, "pwd", WorkingDir="/var/log")
    assert "DirectoryNotExists" == ran(client, "pwd", WorkingDir="/nowhere")["ErrorCode"]


def test_another_user_must_be_there_and_may_not_write_what_is_roots(client: Client) -> None:
    assert "AccountNotExists" == ran(client, "id", Username="jack")["ErrorCode"]
    said(client, "useradd -m jack")

    output = said(
        client,
        "id -un; pwd; touch mine && echo wrote; touch /etc/x 2>&1; cat /etc/shadow 2>&1; true",
        Username="jack",
    )

    assert (
        "jack\n/home/jack\nwrote\n"
        "touch: cannot touch '/etc/x': Read-only file system\n"
        "cat: /etc/shadow: Permission denied\n"
    ) == output


def test_a_script_may_name_its_interpreter(client: Client) -> None:
    if not shutil.which("perl", path="/usr/bin"):
        pytest.skip("there is no perl here")
    assert "2\n" == said(client, "#!/usr/bin/perl\nprint 1 + 1, qq(\\n);")
    assert "2\n" == said(client, "print 1 + 1, qq(\\n);", Launcher="perl -w")


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
    ["/usr/attack", "/usr/bin/attack", "/attack", "/dev/attack", "/proc/attack", "/sys/attack"],
)
def test_nothing_outside_can_be_written(client: Client, path: str) -> None:
    result = ran(client, f"echo attack > {path}")

    assert "Failed" == result["InvocationStatus"]
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
        "hostname other",
        "nsenter --target 1 --mount --user ls /home",
    ],
)
def test_no_right_over_the_host_can_be_had(client: Client, attack: str) -> None:
    assert "Failed" == ran(client, attack)["InvocationStatus"]


def test_a_link_to_the_host_leads_nowhere(
    client: Client, account: Simulator, tmp_path: Path
) -> None:
    secret = tmp_path / "passwd"
    secret.write_text("jack:x:0:0::/:/bin/sh\n")
    said(client, f"ln -sf {secret} /etc/passwd")

    assert "AccountNotExists" == ran(client, "id", Username="jack")["ErrorCode"]

    said(client, "rm /etc/passwd; mkfifo /etc/passwd")
    assert "AccountNotExists" == ran(client, "id", Username="jack")["ErrorCode"]


def test_a_home_directory_brings_no_options_of_its_own(client: Client) -> None:
    line = r"jack:x:0:0::/\0--bind\0/\0/opt:/bin/sh\n"
    said(client, f"printf '{line}' > /etc/passwd")

    result = ran(client, "ls -d /opt/etc /opt/usr", Username="jack")

    assert ("Error", "ExecutionException", "") == (
        result["InvocationStatus"],
        result["ErrorCode"],
        result["Output"],
    )


def test_a_launcher_that_makes_no_sense_harms_nobody(client: Client) -> None:
    assert "ExecutionException" == ran(client, "echo 1", Launcher="'unbalanced")["ErrorCode"]
    assert "Failed" == ran(client, "echo 1", Launcher="no-such-interpreter")["InvocationStatus"]
    assert "1\n" == said(client, "echo 1")


def test_the_network_cannot_be_reached(client: Client) -> None:
    script = (
        "exec 3<>/dev/tcp/127.0.0.1/22 || exec 3<>/dev/tcp/1.1.1.1/53 || echo no way\n"
        "ls /sys/class/net 2>/dev/null; grep -c : /proc/net/dev"
    )

    output = said(client, script, Launcher="bash")

    assert "no way\n1\n" == "".join(output.splitlines(keepends=True)[-2:])


def test_the_hosts_processes_are_neither_seen_nor_killed(client: Client) -> None:
    numbers = said(client, "ls /proc | grep '^[0-9]'").split()

    assert all(int(number) < 20 for number in numbers)
    assert "Failed" == ran(client, f"kill -9 {os.getpid()}")["InvocationStatus"]


def test_a_script_that_takes_too_long_is_killed_with_all_it_started(client: Client) -> None:
    marker = f"sleep 30.{os.getpid()}"

    result = ran(client, f"setsid {marker} & {marker} & {marker}", Timeout=1)

    assert ("Timeout", "ExecutionTimeout") == (result["InvocationStatus"], result["ErrorCode"])
    assert [] == commands_with(marker)


def test_what_a_script_leaves_behind_does_not_stay(client: Client) -> None:
    marker = f"sleep 31.{os.getpid()}"

    said(client, f"setsid {marker} > /dev/null 2>&1 &")

    assert [] == commands_with(marker)


def commands_with(text: str) -> list[str]:
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            words = Path("/proc", name, "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b" ".join(words).strip() == text.encode():
            found.append(name)
    return found


def await_commands(text: str, *, there: bool) -> None:
    """Wait, not for long, until processes with this command line are there, or are gone."""
    until = time.monotonic() + 10
    while bool(commands_with(text)) != there:
        assert time.monotonic() < until, commands_with(text)
        time.sleep(0.02)


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

    assert "ExecutionException" == result["ErrorCode"]
    assert result["ErrorInfo"].endswith("take more than they may.")
    for each in root_of(account).joinpath("tmp").iterdir():
        each.unlink()


def test_a_hundred_megabytes_keep_their_end(client: Client) -> None:
    result = ran(client, "yes | head -c 100000000; echo end")

    assert 24576 == len(result["Output"])
    assert result["Output"].endswith("y\nend\n")
    assert 100_000_004 - 24576 == result["Dropped"]


def test_binary_output_and_a_script_that_is_no_text_are_taken(client: Client) -> None:
    (found,) = client.items(
        DescribeInvocationResults, InvokeId=invoked(client, r"printf '\377\376\0\1'")
    )
    assert "//4AAQ==" == found["Output"]

    answer = client.call(
        RunCommand,
        CommandContent="ZWNobyAn//4n",
        ContentEncoding="Base64",
        Type="RunShellScript",
        InstanceId=[WEB],
    )
    (found,) = client.items(DescribeInvocationResults, InvokeId=answer["InvokeId"])
    assert "//4K" == found["Output"]


def invoked(client: Client, script: str) -> str:
    answer = client.call(RunCommand, CommandContent=script, Type="RunShellScript", InstanceId=[WEB])
    return str(answer["InvokeId"])


def test_a_slow_output_keeps_its_beginning_and_its_end() -> None:
    output = Output(100)
    output.add(b"a" * 10)
    assert output.tell()
    output.add(b"b" * 200 + b"c" * 90)

    assert (b"a" * 10 + b"c" * 90, 200) == output.whole()


class Home:
    """A state file of its own, whose scripts are run by a process of their own."""

    def __init__(self, path: Path) -> None:
        self.path = str(path / "simulator.db")
        self.account = Simulator(self.path)
        self.account.store.set("guest", "bubblewrap")
        self.client = Client(self.account, "cn-hangzhou")

    def status(self, invoke_id: str) -> str:
        (found,) = self.client.items(DescribeInvocations, InvokeId=invoke_id)
        return str(found["InvocationStatus"])

    def become(self, invoke_id: str, status: str) -> None:
        """Wait, by the wall clock and not for long, until the invocation is in the state."""
        until = time.monotonic() + 20
        while self.status(invoke_id) != status:
            assert time.monotonic() < until, self.status(invoke_id)
            time.sleep(0.02)


@pytest.fixture
def file_home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def runner_of(home: Home) -> int:
    """Return the process id of the runner."""
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            words = Path("/proc", name, "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"ecsops.simulator.runner_process" in words and home.path.encode() in words:
            return int(name)
    raise AssertionError("there is no runner")


def test_a_run_goes_on_without_its_caller(file_home: Home) -> None:
    begun = time.monotonic()
    invoke_id = invoked(file_home.client, "sleep 2; echo done")
    assert time.monotonic() - begun < 2
    file_home.account.close()

    again = Simulator(file_home.path)
    file_home.account, file_home.client = again, Client(again, "cn-hangzhou")
    file_home.become(invoke_id, "Success")


def test_a_stop_kills_the_whole_tree(file_home: Home) -> None:
    marker = f"sleep 32.{os.getpid()}"
    invoke_id = invoked(file_home.client, f"{marker} & {marker}")
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    file_home.client.call(StopInvocation, InvokeId=invoke_id)
    file_home.become(invoke_id, "Stopped")

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert ("Terminated", "Stopped") == (result["InvocationStatus"], result["InvokeRecordStatus"])
    await_commands(marker, there=False)


def test_a_run_whose_runner_died_is_told_by_the_next_call(file_home: Home) -> None:
    marker = f"sleep 33.{os.getpid()}"
    invoke_id = invoked(file_home.client, marker)
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    os.kill(runner_of(file_home), 9)
    file_home.become(invoke_id, "Failed")

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert ("Error", "Failed", "ExecutionInterrupted") == (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ErrorCode"],
    )
    await_commands(marker, there=False)


def test_fifty_instances_run_at_the_same_time(file_home: Home) -> None:
    bought = file_home.client.call(
        RunInstances,
        InstanceType="ecs.g5.large",
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        Amount=50,
    )
    targets = bought["InstanceIdSets"]["InstanceIdSet"]
    file_home.account.wait(300)
    begun = time.monotonic()
    answer = file_home.client.call(
        RunCommand, CommandContent="sleep 2", Type="RunShellScript", InstanceId=targets
    )

    file_home.become(answer["InvokeId"], "Success")

    assert len(targets) == 50
    assert time.monotonic() - begun < 20


def test_moving_the_clock_lets_scripts_have_their_time(file_home: Home) -> None:
    invoke_id = invoked(file_home.client, "sleep 0.3; echo done")

    file_home.account.wait(3600)

    assert "Success" == file_home.status(invoke_id)


def test_a_timed_script_runs_for_real_at_every_time(file_home: Home) -> None:
    answer = file_home.client.call(
        RunCommand,
        CommandContent="echo run >> /root/log; cat /root/log | wc -l",
        Type="RunShellScript",
        InstanceId=[WEB],
        Frequency="rate(10m)",
    )

    file_home.account.wait(3610)

    history = file_home.client.items(
        DescribeInvocationResults,
        InvokeId=answer["InvokeId"],
        IncludeHistory=True,
        ContentEncoding="PlainText",
    )
    assert ["1", "2", "3", "4", "5", "6"] == [each["Output"].strip() for each in history]


def test_a_reset_ends_what_runs_and_removes_the_files(file_home: Home, tmp_path: Path) -> None:
    marker = f"sleep 34.{os.getpid()}"
    invoke_id = invoked(file_home.client, marker)
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    file_home.account.reset()

    await_commands(marker, there=False)
    assert not list(tmp_path.glob("instances/i-*"))


def test_the_files_of_a_released_instance_go(file_home: Home, tmp_path: Path) -> None:
    file_home.become(invoked(file_home.client, "echo 1"), "Success")
    assert tmp_path.joinpath("instances", WEB).exists()
    file_home.client.call(DeleteInstance, InstanceId=WEB, Force=True)

    answer = file_home.client.call(
        RunCommand, CommandContent="echo 1", Type="RunShellScript", InstanceId=[OTHER]
    )
    file_home.become(answer["InvokeId"], "Success")

    assert [OTHER] == [each.name for each in tmp_path.glob("instances/*")]


def test_an_instance_that_is_released_takes_its_script_along(file_home: Home) -> None:
    marker = f"sleep 35.{os.getpid()}"
    invoke_id = invoked(file_home.client, marker)
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    file_home.client.call(DeleteInstance, InstanceId=WEB, Force=True)

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert ("Error", "InstanceReleased") == (result["InvocationStatus"], result["ErrorCode"])
    await_commands(marker, there=False)
