"""State files of earlier versions open and go on.

`state_of_format_1.db.gz` was made before the modules moved into topic packages: with a stopped
instance, a raised quota, a fault, a schedule, a canned answer and a simulated upcoming event.
"""

import gzip
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocationResults
from ecsops.catalogue.ecs.events.system_events import DescribeInstanceHistoryEvents
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import StartInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.sandbox_stories import OTHER, WEB

FILE = Path(__file__).with_name("state_of_format_1.db.gz")


@pytest.fixture
def earlier(tmp_path: Path) -> Simulator:
    path = tmp_path / "simulator.db"
    path.write_bytes(gzip.decompress(FILE.read_bytes()))
    return Simulator(str(path))


def test_what_was_due_happens_and_what_was_set_holds(earlier: Simulator) -> None:
    client = Client(earlier, "cn-hangzhou")

    earlier.wait(26 * 3600)

    status = earlier.status()
    assert (status["Time"], status["Parked"]) == ("2019-06-26T10:00:00Z", [])
    assert earlier.quotas("DeploymentSetsPerRegion")[0]["Value"] == 33
    assert [fault["Kind"] for fault in earlier.faults()] == ["agent"]
    states = {each["InstanceId"]: each["Status"] for each in client.items(DescribeInstances)}
    assert (states[OTHER], states[WEB]) == ("Stopped", "Running")
    (result,) = client.items(DescribeInvocationResults)
    assert result["Repeats"] == 26
    (event,) = client.items(DescribeInstanceHistoryEvents)
    assert event["EventCycleStatus"]["Name"] == "Executed"
    earlier.close()


def test_an_earlier_account_takes_new_calls(earlier: Simulator) -> None:
    client = Client(earlier, "cn-hangzhou")

    earlier.wait(60)
    client.call(StartInstance, InstanceId=OTHER)
    earlier.wait(120)

    (started,) = client.items(DescribeInstances, InstanceIds=[OTHER])
    assert started["Status"] == "Running"
    earlier.close()
