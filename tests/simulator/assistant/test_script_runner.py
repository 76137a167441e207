"""The process that runs the scripts of a state file: it outlives its callers, and ends in time."""

import os
import time
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    RunCommand,
    StopInvocation,
)
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant.execution.runner_process import MODULE
from ecsops.simulator.assistant.execution.script_queue import instances_path
from tests.support.networks import network
from tests.support.sandbox_stories import NEEDS_BUBBLEWRAP, OTHER, WEB, await_commands, invoked

pytestmark = NEEDS_BUBBLEWRAP


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
        if MODULE.encode() in words and home.path.encode() in words:
            return int(name)
    raise AssertionError("there is no runner")


def await_files(instances: Path, names: list[str]) -> None:
    """Wait, not for long, until the files of these instances alone are there."""
    until = time.monotonic() + 20
    while os.listdir(instances) != names:
        assert time.monotonic() < until, os.listdir(instances)
        time.sleep(0.02)


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
    assert (result["InvocationStatus"], result["InvokeRecordStatus"]) == ("Terminated", "Stopped")
    await_commands(marker, there=False)


def test_a_run_whose_runner_died_is_told_by_the_next_call(file_home: Home) -> None:
    marker = f"sleep 33.{os.getpid()}"
    invoke_id = invoked(file_home.client, marker)
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    os.kill(runner_of(file_home), 9)
    file_home.become(invoke_id, "Failed")

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ErrorCode"],
    ) == ("Error", "Failed", "ExecutionInterrupted")
    await_commands(marker, there=False)


def test_a_script_that_nests_directories_stops_nobody(file_home: Home) -> None:
    """3,000 of them, and the instance is released: the next script runs, and the files go."""
    nest = "import os\nos.chdir('/tmp')\nfor _ in range(3000): os.mkdir('d'); os.chdir('d')"
    call = {"CommandContent": nest, "Type": "RunShellScript", "Launcher": "python3"}
    answer = file_home.client.call(RunCommand, InstanceId=[WEB], **call)
    file_home.become(answer["InvokeId"], "Success")
    file_home.client.call(DeleteInstance, InstanceId=WEB, Force=True)

    for _ in range(2):
        answer = file_home.client.call(
            RunCommand, CommandContent="echo 1", Type="RunShellScript", InstanceId=[OTHER]
        )
        file_home.become(answer["InvokeId"], "Success")

    await_files(Path(instances_path(file_home.path)), [OTHER])


def test_a_run_whose_runner_cannot_start_fails_and_says_where_the_log_is(
    file_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    invoke_id = invoked(file_home.client, "echo 1")
    file_home.become(invoke_id, "Failed")

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert (result["InvocationStatus"], result["ErrorCode"], result["ErrorInfo"]) == (
        "Error",
        "ExecutionException",
        "The command execution got an exception. The process that runs scripts cannot be "
        f"started. Its log: {file_home.path}.runner.log",
    )


def test_fifty_instances_run_at_the_same_time(file_home: Home) -> None:
    bought = file_home.client.call(
        RunInstances,
        **network(file_home.client),
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

    assert file_home.status(invoke_id) == "Success"


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
    assert [each["Output"].strip() for each in history] == ["1", "2", "3", "4", "5", "6"]


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

    await_files(tmp_path / "instances", [OTHER])


def test_an_instance_that_is_released_takes_its_script_along(file_home: Home) -> None:
    marker = f"sleep 35.{os.getpid()}"
    invoke_id = invoked(file_home.client, marker)
    file_home.become(invoke_id, "Running")
    await_commands(marker, there=True)

    file_home.client.call(DeleteInstance, InstanceId=WEB, Force=True)

    (result,) = file_home.client.items(DescribeInvocationResults, InvokeId=invoke_id)
    assert (result["InvocationStatus"], result["ErrorCode"]) == ("Error", "InstanceReleased")
    await_commands(marker, there=False)
