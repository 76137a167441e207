"""Whatever receivers answer, and however many processes send: nothing is lost or overtaken."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeRegions
from ecsops.client import Client
from ecsops.notification import notification
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import RETRIES_AFTER_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.notifications.outbox import ENTRIES_AT_A_TIME
from ecsops.simulator.notifications.routing import dispatch
from tests.support.receivers import Receiver

FACTS = {"EventType": "StatusNotification", "Status": "Normal", "GroupId": ""}


def subscribe(client: Client, url: str) -> None:
    client.call(PutEventRule, RuleName="all", EventPattern=[{"Product": "ECS"}])
    webhook = {"Id": "1", "Url": url, "Method": "POST", "Protocol": "http"}
    client.call(PutEventRuleTargets, RuleName="all", WebhookParameters=[webhook])


def happen(context: Context, resource: int, number: int) -> None:
    """Tell of the event of that number, about that resource."""
    told = notification(
        "Instance:StateChange",
        "INFO",
        {},
        at=context.now,
        id=str(number),
        resourceId=f"r-{resource}",
        userId="1",
        regionId="cn-hangzhou",
    )
    dispatch(context, told, FACTS)


@settings(max_examples=20, deadline=None)
@given(
    resources=st.lists(st.integers(0, 2), min_size=1, max_size=12),
    answers=st.lists(
        st.sampled_from([200, 204, 302, 404, 500, 503]), max_size=len(RETRIES_AFTER_S)
    ),
    pauses_s=st.lists(st.integers(0, 40), min_size=12, max_size=12),
)
def test_every_event_arrives_after_the_earlier_ones_of_its_resource(
    resources: list[int], answers: list[int], pauses_s: list[int]
) -> None:
    account = Simulator(":memory:", wall=lambda: 1561449600.0)
    with Receiver(*answers, 200) as receiver:
        subscribe(Client(account, "cn-hangzhou"), receiver.url)
        for number, resource in enumerate(resources):
            account.control(happen, resource, number)
            account.wait(pauses_s[number])
        for _ in range(len(answers) + 1):
            account.wait(max(RETRIES_AFTER_S))

    answered = zip(receiver.received, [*answers, *[200] * 99], strict=False)
    taken = [each.body for each, status in answered if 200 <= status < 300]
    statuses = {record.document["Status"] for record in account.store.select("Delivery", None)}
    given_up = statuses - {"Delivered"}
    account.close()
    assert given_up == set()
    for resource in set(resources):
        wanted = [str(number) for number, each in enumerate(resources) if each == resource]
        assert wanted == [each["id"] for each in taken if each["resourceId"] == f"r-{resource}"]


def test_a_long_queue_of_one_resource_holds_up_no_other() -> None:
    account = Simulator(":memory:", wall=lambda: 1561449600.0)
    with Receiver(500, 200) as receiver:
        subscribe(Client(account, "cn-hangzhou"), receiver.url)
        for number in range(ENTRIES_AT_A_TIME + 10):
            account.control(happen, 1, number)
        account.control(happen, 2, -1)

        assert [each.body["id"] for each in receiver.received] == ["0", "-1"]
    account.close()


def test_processes_that_send_at_the_same_time_lose_nothing_and_keep_the_order(
    tmp_path: Path,
) -> None:
    path = str(tmp_path / "simulator.db")
    account = Simulator(path)
    client = Client(account, "cn-hangzhou")
    first, second = [each["InstanceId"] for each in client.items(DescribeInstances)][:2]
    script = textwrap.dedent(f"""
        import sys
        from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance
        from ecsops.client import Client
        from ecsops.simulator.account import Simulator

        account = Simulator({path!r})
        for _ in range(8):
            Client(account, "cn-hangzhou").call(RebootInstance, InstanceId=sys.argv[1])
            account.wait(60)
    """)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        processes = [
            subprocess.Popen([sys.executable, "-c", script, each], env=environment)
            for each in (first, second)
        ]
        assert [process.wait() for process in processes] == [0, 0]
        while account.store.select("Endpoint", None):
            account.wait(10)
            client.call(DescribeRegions)

    records = account.store.select("Notification", None)
    made = [record.document for record in reversed(records)]
    account.close()
    assert len(made) == 48
    for resource in {each["resourceId"] for each in made}:
        got = [each.body["id"] for each in receiver.received if each.body["resourceId"] == resource]
        wanted = [each["id"] for each in made if each["resourceId"] == resource]
        assert wanted == list(dict.fromkeys(got))
