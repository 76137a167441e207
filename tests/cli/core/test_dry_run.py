"""`--dry-run`: what a command would call, of either backend, and that it calls nothing."""

import json
import re
import shlex
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from ecsops.backends.dry_run import symbols
from ecsops.catalogue.ecs.instances.lifecycle import StartInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.cli import ecsops as program
from ecsops.cli.core import manual_pages
from ecsops.simulator.account import Simulator
from tests.conftest import Ecsops, Ran
from tests.support.commands import commands

WEB = "i-bp11icv3rbg0ijc177n1"

OWN = "deployset launch"
"""Its own --dry-run shows more than calls, and reads: what would be made in each zone."""


COMMANDS = dict(commands())

UNFIT = r"[|<$]|--undelivered|--deliveries|guide (install|stop) --os"
"""Lines for a shell, those that ask the simulator's controls, and guides without an instance."""


def lines() -> Iterator[str]:
    """Yield every example of the manual that is one call of the program and calls a service."""
    for path, command in COMMANDS.items():
        page = manual_pages.page(path)
        if page is None or isinstance(command, click.Group) or not page.calls or path == OWN:
            continue
        for each in page.examples:
            for line in each.lines:
                if line.startswith(f"ecsops {path}") and not re.search(UNFIT, line):
                    yield re.sub(" -o [^ ]+", "", line.removeprefix("ecsops "))


OF_THE_CATALOGUE = "events advise SystemMaintenance.Reboot"
"""Tells what the catalogue knows, and calls nothing."""

LINES = sorted(
    {
        *(each for each in lines() if each != OF_THE_CATALOGUE),
        "events advise e-1",
        f"assist invoke c-1 {WEB}",
        "assist results t-1 t-2",
        "assist stop t-1",
        "events accept e-1 e-2",
        "events avoid e-1",
        "events cancel e-1 e-2",
        "events reschedule e-1 --at 2030-01-01T00:00Z",
        "events show e-1",
        f"instance redeploy {WEB}",
    }
)


@pytest.fixture(scope="module")
def account(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state file that nobody may change."""
    path = tmp_path_factory.mktemp("dry-run") / "simulator.db"
    shutil.copy(first_use, path)
    return path


@pytest.fixture
def untouched(account: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Ran]:
    """Run a line where nothing may be called: not the simulator, and nobody over a socket."""

    def touched(*arguments: Any, **named: Any) -> Any:
        raise AssertionError("something was called")

    monkeypatch.setenv("ECSOPS_HOME", str(account.parent))
    monkeypatch.chdir(account.parent)
    for name in ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Simulator, "call", touched)
    monkeypatch.setattr(Simulator, "wait", touched)
    monkeypatch.setattr(socket.socket, "connect", touched)

    def run(line: str) -> Ran:
        before = account.read_bytes()
        result = CliRunner().invoke(program, shlex.split(line), prog_name="ecsops")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert account.read_bytes() == before
        return Ran(result.stdout, result.stderr, result.exit_code)

    return run


def command_of(line: str) -> tuple[str, click.Command]:
    """Return the path and the command of a line: the longest that it begins with."""
    found = (each for each in COMMANDS.items() if f"{line} ".startswith(f"{each[0]} "))
    return max(found, key=lambda each: len(each[0]))


def test_controls_of_the_simulator_are_no_calls(untouched: Callable[[str], Ran]) -> None:
    ran = untouched("notify history --undelivered --dry-run")

    assert ran.exit_status == 2
    assert "Simulator controls make no API calls" in ran.stderr


@pytest.mark.parametrize(
    "line",
    [
        OF_THE_CATALOGUE,
        "events types",
        "schema",
        "help assist",
        "assist agent guide stop --os linux --init systemd --version 1.0.1.400",
    ],
)
def test_a_command_that_calls_nothing_refuses(line: str, untouched: Callable[[str], Ran]) -> None:
    ran = untouched(f"{line} --dry-run")

    assert (ran.exit_status, ran.stdout) == (2, "")
    assert "makes no API call; --dry-run has nothing to show." in ran.stderr


def test_every_command_that_calls_has_a_line_here() -> None:
    calling = {
        path
        for path, command in COMMANDS.items()
        if not isinstance(command, click.Group) and (page := manual_pages.page(path)) and page.calls
    }

    assert calling - {command_of(line)[0] for line in LINES} == {OWN}


@pytest.mark.parametrize("backend", ["simulator", "openapi"])
@pytest.mark.parametrize("line", LINES)
def test_every_command_shows_its_calls_and_makes_none(
    line: str, backend: str, untouched: Callable[[str], Ran]
) -> None:
    path, command = command_of(line)
    has_layout = any(each.name == "layout" for each in command.params)

    ran = untouched(f"{line} --dry-run --backend {backend}{' -o json' * has_layout}")

    assert ran.exit_status == 0, ran.stderr
    assert "Operation" in ran.stdout or ran.stdout == "[]\n"
    page = manual_pages.page(path)
    if has_layout and page:
        calls = json.loads(ran.stdout)
        assert {each["Operation"] for each in calls} <= {*page.calls}
        hosts = {each["Endpoint"] for each in calls}
        assert hosts <= (
            {"simulator"}
            if backend == "simulator"
            else {"ecs.cn-hangzhou.aliyuncs.com", "metrics.cn-hangzhou.aliyuncs.com"}
        )


def test_a_plan_goes_on_over_what_acts_and_ends_with_the_first_that_reads(
    untouched: Callable[[str], Ran],
) -> None:
    ids = " ".join(f"i-{number}" for number in range(120))

    ran = untouched(f"assist run {ids} -c 'echo 123' --command-name x --dry-run -o jsonl")

    calls = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [each["Operation"] for each in calls] == ["RunCommand"] * 3 + ["DescribeInvocations"]
    assert [f"InstanceId.{number}" in calls[2]["Parameters"] for number in (20, 21)] == [
        True,
        False,
    ]
    assert ran.stderr == "Further calls, if any, depend on the response of DescribeInvocations.\n"


def test_of_reads_that_do_not_depend_on_one_another_all_are_shown(
    untouched: Callable[[str], Ran],
) -> None:
    ids = " ".join(f"i-{number}" for number in range(250))

    ran = untouched(f"instance list {ids} --dry-run -o jsonl")

    calls = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [each["Operation"] for each in calls] == ["DescribeInstances"] * 3
    assert "i-249" in calls[2]["Parameters"]["InstanceIds"]


def test_symbols_stand_for_what_answers_would_tell(untouched: Callable[[str], Ran]) -> None:
    ran = untouched(f"assist run {WEB} -c 'echo 123' --dry-run")

    assert ran.stdout == (
        "Operation                 | Endpoint  | Parameters\n"
        "---------                 | --------  | ----------\n"
        'RunCommand                | simulator | {"CommandContent":"(12 characters)",'
        '"ContentEncoding":"Base64","InstanceId.1":"i-bp11icv3rbg0ijc177n1",'
        '"RegionId":"cn-hangzhou","Type":"RunShellScript"}\n'
        'DescribeInvocationResults | simulator | {"InvokeId":"<InvokeId>","MaxResults":"50",'
        '"RegionId":"cn-hangzhou"}\n'
    )


def test_the_name_that_several_calls_share_is_a_symbol_too(untouched: Callable[[str], Ran]) -> None:
    ids = " ".join(f"i-{number}" for number in range(51))

    ran = untouched(f"assist run {ids} -c 'echo 123' --dry-run -o jsonl")

    calls = [json.loads(line)["Parameters"] for line in ran.stdout.splitlines()]
    assert [each.get("Name") for each in calls] == ["<Name>", "<Name>", None]


def test_what_only_acts_has_a_plan_without_an_end(untouched: Callable[[str], Ran]) -> None:
    ran = untouched("deployset delete ds-1 ds-2 --dry-run --query [].Operation")

    assert ran.stdout == (
        "Operation           | Endpoint  | Parameters\n"
        "---------           | --------  | ----------\n"
        'DeleteDeploymentSet | simulator | {"DeploymentSetId":"ds-1","RegionId":"cn-hangzhou"}\n'
        'DeleteDeploymentSet | simulator | {"DeploymentSetId":"ds-2","RegionId":"cn-hangzhou"}\n'
    )
    assert ran.stderr == ""


def test_no_plan_tells_a_secret(untouched: Callable[[str], Ran]) -> None:
    ran = untouched("assist run i-1 -c s3cret --param KEY=s3cret --dry-run --backend openapi")
    other = untouched("ecs ModifyInstanceAttribute --InstanceId i-1 --Password s3cret --dry-run")

    assert "s3cret" not in ran.stdout + ran.stderr + other.stdout + other.stderr
    assert '"Password": "(6 characters)"' in other.stdout


def test_over_http_the_endpoint_is_told_and_the_token_that_is_sent(
    untouched: Callable[[str], Ran],
) -> None:
    ran = untouched("deployset create Web --endpoint http://127.0.0.1:1 --dry-run -o json")

    first = json.loads(ran.stdout)[0]
    assert first["Endpoint"] == "http://127.0.0.1:1"
    assert first["Parameters"]["ClientToken"] == "<ClientToken>"


@pytest.mark.parametrize(
    "line",
    [
        "sim advance 1h --dry-run",
        "--dry-run sim serve",
        "--dry-run configure",
        "configure set --access-key-id x --dry-run",
        "completion install --dry-run",
        "notify listen --dry-run",
    ],
)
def test_what_calls_no_service_has_none(line: str, untouched: Callable[[str], Ran]) -> None:
    ran = untouched(line)

    assert ran.exit_status == 2
    assert "makes no API call; --dry-run has nothing to show." in ran.stderr


def test_a_wrong_column_is_refused_as_it_is_without(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --dry-run -o cols=Nothing")

    assert (ran.stdout, ran.exit_status) == ("", 2)


def test_a_symbolic_answer_has_all_fields_and_says_that_it_is_done() -> None:
    assert symbols(RunInstances.answer, "", "") == {
        "InstanceIdSets": {"InstanceIdSet": ["<InstanceId>"]},
        "OrderId": "<OrderId>",
        "RequestId": "<RequestId>",
        "TradePrice": 0.0,
    }
    assert symbols(StartInstances.answer, "", " 2")["InstanceResponses"]["InstanceResponse"] == [
        {
            "Code": "200",
            "CurrentStatus": "<CurrentStatus 2>",
            "InstanceId": "<InstanceId 2>",
            "Message": "success",
            "PreviousStatus": "<PreviousStatus 2>",
        }
    ]
