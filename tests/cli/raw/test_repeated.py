"""Raw calls that are made again: for each page, or until a value is there."""

import contextlib
from typing import Any

from ecsops.catalogue import index
from ecsops.catalogue.model import Document, Operation
from ecsops.cli.core.session import Session
from ecsops.cli.raw.parser import parse
from ecsops.cli.raw.run import prepare, run
from ecsops.client import Client
from ecsops.errors import WaitTimeout
from tests.conftest import Ecsops, Ran
from tests.support.typed_lines import refused, the_instance


def test_the_pager_prints_all_items_and_the_last_page(ecsops: Ecsops) -> None:
    by_number = ecsops(
        "ecs DescribeDeploymentSets --PageNumber 2 --PageSize 1 "
        "--pager path=DeploymentSets.DeploymentSet -o cols=DeploymentSetName,PageNumber,TotalCount"
    )
    by_token = ecsops("ecs DescribeInstances --pager --query 'length(Instances.Instance)'")
    one_page = ecsops("ecs DescribeInstances --query 'length(Instances.Instance)'")
    undivided = ecsops("ecs DescribeZones --pager --query 'Zones.Zone[0].ZoneId'")

    assert by_number.stdout.splitlines()[2:] == [
        "InternalUse       | 2          | 2",
        "UserGuide         | 2          | 2",
    ]
    assert (by_token.stdout, one_page.stdout) == ("11\n", "10\n")
    assert undivided.exit_status == 0


def test_the_waiter_calls_until_the_value_is_there(ecsops: Ecsops) -> None:
    web = the_instance(ecsops, "LegacyWeb")
    wait = f"ecs DescribeInstances --InstanceId {web} --waiter expr=Instances.Instance[0].Status"
    stop = ecsops(f"ecs StopInstance --InstanceId {web} --ForceStop true --quiet")

    now = ecsops(f"ecs DescribeInstances --InstanceId {web} --query Instances.Instance[0].Status")
    later = ecsops(f"{wait} to=Stopped --query Instances.Instance[0].Status")

    assert [stop, now, later] == [
        Ran("", "", 0),
        Ran('"Stopping"\n', "", 0),
        Ran('"Stopped"\n', "", 0),
    ]


def test_the_waiter_compares_as_text(ecsops: Ecsops) -> None:
    number = ecsops("ecs DescribeDeploymentSets --waiter expr=TotalCount to=2 -q")
    boolean = ecsops("ecs DescribeDeploymentSets --waiter expr='TotalCount==`2`' to=true -q")
    absent = ecsops("ecs DescribeDeploymentSets --waiter expr=NextToken to=null -q")

    assert [number, boolean, absent] == [Ran("", "", 0)] * 3


def test_the_waiter_gives_up_in_time_and_says_how_to_go_on(ecsops: Ecsops) -> None:
    ran = ecsops(
        "ecs DescribeDeploymentSets --waiter expr='TotalCount' to=3 timeout=60 interval=7 -o table"
    )

    assert ran == Ran(
        "",
        "Error: TotalCount did not become 3 within 60 s; its last value was 2.\n"
        "Hint: Continue to wait with: ecsops ecs DescribeDeploymentSets --waiter "
        "expr=TotalCount to=3 "
        "timeout=60 interval=7 -o table --RegionId cn-hangzhou\n",
        7,
    )


class Answers(Client):
    """A client that always answers the same, and remembers what it was asked."""

    def __init__(self, answer: Document) -> None:
        super().__init__(self, "cn-hangzhou")
        self.answer = answer
        self.asked: list[Any] = []

    def call(self, operation: Operation, /, **parameters: Any) -> Document:
        self.asked.append(parameters)
        return self.answer

    def wait(self, seconds: float) -> None:
        self.asked.append(seconds)


def asked(operation: str, line: str, answer: Document) -> list[Any]:
    """Return what a call asks of a client that always answers the same, and how long it waits."""
    session, client = Session(), Answers(answer)
    vars(session).update(client=client, backend=client)
    called = index.find("ecs", operation)
    call = parse(called, line.split())
    with contextlib.suppress(WaitTimeout):
        run(session, called, call, prepare(session, called, call), line.split())
    return client.asked


def test_the_waiter_calls_at_its_interval_until_its_time_is_over() -> None:
    line = "--RegionId r --waiter expr=TotalCount to=3 timeout=15 interval=5 -q"
    call = {"RegionId": "r"}

    assert asked("DescribeInstances", line, {"TotalCount": 2}) == [call, 5, call, 5, call, 5, call]
    assert asked("DescribeInstances", line, {"TotalCount": 3}) == [call]


def test_the_pager_turns_the_pages_itself() -> None:
    line = "--RegionId r --PageNumber 3 --PageSize 2 --NextToken x --pager -q"

    assert asked("DescribeInstances", line, {}) == [
        {"RegionId": "r", "MaxResults": 100, "NextToken": None}
    ]
    assert asked("DescribeDeploymentSets", line.replace("--NextToken x ", ""), {}) == [
        {"RegionId": "r", "PageNumber": 1, "PageSize": "2"}
    ]


def test_the_waiter_does_not_repeat_what_acts(ecsops: Ecsops) -> None:
    ran = ecsops("ecs StartInstance --InstanceId i-1 --waiter expr=RequestId to=x")

    assert refused(ran) == (
        "--waiter repeats the call, and StartInstance changes something each time."
    )
