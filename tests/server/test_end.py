"""The end of the served simulator, and its time: nothing is lost, and it runs as fast as told."""

import asyncio
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus
from ecsops.catalogue.ecs.events.system_events import CreateSimulatedSystemEvents
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.client import Client
from ecsops.server import app, service
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.clock import iso_seconds
from tests.conftest import BEGIN
from tests.support.loopback import serving

CREATE = (
    "/?Action=CreateDeploymentSet&Version=2014-05-26&Format=JSON"
    "&RegionId=cn-hangzhou&DeploymentSetName={}"
)

LIST = "/?Action=DescribeDeploymentSets&Version=2014-05-26&RegionId=cn-hangzhou"


class Load:
    """Clients that make deployment sets one after the other until the server closes."""

    def __init__(self, port: int, clients: int) -> None:
        self.answered: set[str] = set()
        self._port = port
        self._threads = [
            threading.Thread(target=self._make, args=(number,)) for number in range(clients)
        ]

    def run(self, enough: Callable[[], None], count: int) -> None:
        """Run until the server closes; call `enough` when so many have been made."""
        for thread in self._threads:
            thread.start()
        while len(self.answered) < count and self._threads[0].is_alive():
            self._threads[0].join(0.01)
        enough()
        for thread in self._threads:
            thread.join(20)

    def _make(self, client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        for number in range(10_000):
            name = f"c{client}-{number}"
            try:
                connection.request("GET", CREATE.format(name))
                answer = connection.getresponse()
                body = json.loads(answer.read())
            except (OSError, http.client.HTTPException):
                break
            assert answer.status == 200, body
            self.answered.add(name)
        connection.close()


def test_what_was_answered_under_load_is_there_after_the_end_and_nothing_else(
    home: Path,
) -> None:
    account = Simulator(str(home / "simulator.db"))
    account.set_quota("DeploymentSetsPerRegion", 100_000)
    command = [sys.executable, "-m", "ecsops", "sim", "serve", "--port", "0", "-o", "jsonl"]
    with subprocess.Popen(
        [*command, "--insecure-any-key"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "ECSOPS_HOME": str(home)},
        text=True,
    ) as program:
        assert program.stdout is not None
        port = int(json.loads(program.stdout.readline())["Endpoint"].rpartition(":")[2])
        load = Load(port, clients=8)
        load.run(lambda: program.send_signal(signal.SIGTERM), 100)
        said = program.communicate(timeout=20)[1]

    made = {
        each["DeploymentSetName"]
        for each in Client(account, "cn-hangzhou").items(DescribeDeploymentSets)
    }
    account.close()
    assert (program.returncode, said.splitlines()[1:]) == (0, ["Stopped by SIGTERM."]), said
    assert made - {"InternalUse", "UserGuide"} == load.answered


def test_an_answer_under_way_ends_before_the_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(str(home / "simulator.db"), any_key=True) as served:

        async def sleep(seconds: float) -> None:
            served.service.stop()
            await asyncio.sleep(0.3)

        monkeypatch.setattr(app, "sleep", sleep)
        account = Simulator(served.service.account.path)
        account.add_fault("slow", "cn-hangzhou", {"Detail": "5"})
        account.close()

        answer = requests.get(served.endpoint + CREATE.format("last"), timeout=20)

    assert (answer.status_code, answer.headers["connection"]) == (200, "close")


def test_until_the_first_tick_nothing_is_written_and_one_connection_is_open(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Simulator] = []

    class Opened(Simulator):
        def __init__(self, *arguments: Any, **choices: Any) -> None:
            super().__init__(*arguments, **choices)
            opened.append(self)

    monkeypatch.setattr(service, "Simulator", Opened)
    monkeypatch.setattr(service, "TICK_S", 1000)
    path = home / "simulator.db"
    account = Simulator(str(path))
    account.control(access_keys.create)
    account.close()
    served = service.Service(service.Choices(str(path), any_key=True))
    thread = threading.Thread(target=served.run)

    key = served.first_key()
    thread.start()
    answer = requests.get(f"{served.endpoint}{LIST}", timeout=20)
    written = path.with_name("simulator.db-wal").stat().st_size
    served.stop()
    thread.join()

    assert (key, answer.status_code, written, len(opened)) == (None, 200, 0, 1)


def wait_until(true: Callable[[], bool]) -> None:
    """Look until it is so. Fails after 20 seconds."""
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until


def test_time_runs_as_many_times_faster_as_it_is_told_and_what_is_due_happens(
    first_use: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "TICK_S", 0.01)
    path, times = str(tmp_path / "simulator.db"), 100_000
    shutil.copy(first_use, path)
    account = Simulator(path)
    account.reset(at=BEGIN)
    client = Client(account, "cn-hangzhou")
    instance_id = next(client.items(DescribeInstances))["InstanceId"]
    client.call(
        CreateSimulatedSystemEvents,
        InstanceId=[instance_id],
        EventType="SystemMaintenance.Reboot",
        NotBefore=iso_seconds(BEGIN + 6 * 3600),
    )

    def planned() -> list[Any]:
        found = client.items(DescribeInstancesFullStatus, InstanceId=[instance_id])
        return [
            each["EventCycleStatus"]["Name"]
            for status in found
            for each in status["ScheduledSystemEventSet"]["ScheduledSystemEventType"]
        ]

    assert planned() == ["Scheduled"]
    with serving(path, any_key=True, accelerate=times):
        begin, since = time.monotonic(), account.now()
        wait_until(lambda: planned() == [] and account.now() > since + 0.3 * times)
        rate = (account.now() - since) / (time.monotonic() - begin)
    account.close()

    assert 0.5 * times < rate < 1.5 * times
