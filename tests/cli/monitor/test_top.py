"""`ecsops monitor top`: one table for scripts, and a screen that leaves the terminal as it was."""

import os
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect
import pytest
from rich.console import Console

from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document, Operation
from ecsops.cli.monitor.top_screen import Screen, press
from ecsops.client import Client
from ecsops.operations.instances.lifecycle import Selection
from ecsops.operations.monitoring.overview import overview
from ecsops.simulator.account import Simulator
from tests.conftest import BEGIN, Ecsops
from tests.support.networks import network


class Counting(Simulator):
    """A simulator that counts its calls by operation."""

    def __init__(self) -> None:
        super().__init__(":memory:", wall=lambda: BEGIN)
        self.calls: dict[str, int] = {}

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        self.calls[operation.name] = self.calls.get(operation.name, 0) + 1
        return super().call(operation, parameters)


def row(name: str, cpu: float | None, health: str = "Ok", events: int = 0) -> Document:
    values: Document = {
        "InstanceId": f"i-{name}",
        "InstanceName": name,
        "Status": "Running" if cpu is not None else "Stopped",
        "HealthStatus": health,
        "Events": events,
    }
    return values if cpu is None else {**values, "CPU": cpu, "InternetIn": 12, "InternetOut": 345}


ROWS = [row("web-1", 93.2), row("web-2", 41.0, "Warning", 1), row("db", None, "NotApplicable")]


def shown(screen: Screen, width: int, height: int = 8) -> list[str]:
    console = Console(width=width, height=height, file=StringIO(), color_system=None)
    with console.capture() as captured:
        console.print(screen)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_once_is_a_table_sorted_by_cpu(ecsops: Ecsops) -> None:
    stdout, stderr, exit_status = ecsops("monitor top --once -o csv")
    head, *rows = (line.split(",") for line in stdout.splitlines())
    cpu = [float(each[2]) for each in rows if each[2]]

    assert (exit_status, stderr) == (0, "")
    assert head == [
        *("InstanceName", "Status", "CPU", "InternetIn", "InternetOut", "IOPSRead", "IOPSWrite"),
        *("HealthStatus", "Events"),
    ]
    assert len(cpu) == 10
    assert cpu == sorted(cpu, reverse=True)
    assert ",".join(rows[-1]) == "BackupServer,Stopped,,,,,,NotApplicable,0"


def test_instances_are_chosen_and_sorted(ecsops: Ecsops) -> None:
    ran = ecsops("monitor top --once --sort name --name 'UserGuide*' -o cols=InstanceName")

    assert [f"UserGuideForDS00{number}" for number in range(1, 7)] == ran.stdout.splitlines()[2:]


def test_events_to_come_are_counted(ecsops: Ecsops) -> None:
    target = ecsops("instance list --name LegacyWeb --query '[0].InstanceId'").stdout.strip()
    ecsops(f"events simulate SystemMaintenance.Reboot {target} --at 2019-06-26T08:00:00Z")

    ran = ecsops("monitor top --once --sort events -o cols=InstanceName,Events")

    assert ran.stdout.splitlines()[2] == "LegacyWeb         | 1"


def test_without_a_terminal_it_names_once(ecsops: Ecsops) -> None:
    ran = ecsops("monitor top")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "--once prints one table" in ran.stderr


def test_calls_are_as_many_as_the_pages() -> None:
    account = Counting()
    client = Client(account, "cn-hangzhou")
    for _ in range(2):
        client.call(
            RunInstances,
            **network(client),
            ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
            InstanceType="ecs.g5.large",
            Amount=70,
        )
    account.wait(300)
    account.calls.clear()

    rows = overview(client, Selection(everything=True), sort="cpu")

    assert len(rows) == 151
    assert sum("CPU" in each for each in rows) == 150
    assert account.calls == {
        "DescribeInstances": 2,
        "DescribeInstancesFullStatus": 2,
        "DescribeMetricLast": 5 * 4,
    }


def test_a_wide_screen_has_every_column() -> None:
    lines = shown(Screen(ROWS, BEGIN, "cpu"), 120)

    assert lines[0] == "3 instances, 2 running, 1 upcoming event - 08:00:00 UTC by cpu"
    assert (
        " ".join(lines[1].split())
        == "Name InstanceId CPU % In kbps Out kbps Reads/s Writes/s Health Events"
    )
    assert lines[2].split() == ["web-1", "i-web-1", "93.2", "12", "345", "-", "-", "Ok", "0"]
    assert lines[-1].endswith("q=quit")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100])
def test_a_narrow_screen_leaves_columns_out_and_breaks_no_line(width: int) -> None:
    lines = shown(Screen(ROWS, BEGIN, "cpu"), width)

    assert 2 + len(ROWS) + 1 == len(lines)
    assert max(map(len, lines)) <= width
    assert lines[1].startswith("Name")
    assert lines[2].startswith("web-1")


def test_a_low_screen_shows_what_fits_and_says_what_is_left() -> None:
    screen = Screen([row(f"web-{number:02}", 50.0 - number) for number in range(30)], BEGIN, "cpu")
    lines = shown(screen, 120, height=8)
    press(screen, "j", 5)
    scrolled = shown(screen, 120, height=8)

    assert len(lines) == 8
    assert lines[-1].startswith("25 more below")
    assert scrolled[2].startswith("web-01")


def test_keys_sort() -> None:
    screen = Screen(ROWS, BEGIN, "cpu")
    press(screen, "n", 5)
    by_name = [each["InstanceName"] for each in screen.rows]
    press(screen, "e", 5)

    assert by_name == ["db", "web-1", "web-2"]
    assert [each["InstanceName"] for each in screen.rows] == ["web-2", "db", "web-1"]


def test_the_screen_leaves_the_terminal_as_it_was(home: Path) -> None:
    environment = {**os.environ, "ECSOPS_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    top = f"{sys.executable} -m ecsops monitor top --interval 60s"
    child = pexpect.spawn(
        "sh",
        ["-c", f"stty -a > {home}/before; {top}; echo left $?; stty -a > {home}/after"],
        env=environment,
        dimensions=(20, 100),
        encoding="utf-8",
        timeout=20,
    )
    child.expect("q=quit")
    child.send("n")
    child.expect("by name")
    child.setwinsize(20, 40)
    child.expect("sort: c=cpu i=in o=out r=read w=write e…")
    child.setwinsize(20, 100)
    child.expect("q=quit")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()

    assert child.before.rstrip().endswith("left 0")
    assert child.before.index("\x1b[?25h") < child.before.index("left 0")
    assert "\x1b[?1049l" in child.before
    assert (home / "before").read_text() == (home / "after").read_text()
