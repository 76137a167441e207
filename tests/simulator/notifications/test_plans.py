"""Telling, delivering and looking back cost the same however much has been told before."""

from collections.abc import Callable
from typing import Any

import pytest

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.catalogue.cms.notifications.system_events import DescribeSystemEventAttribute
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.notifications import controls, queues
from tests.support.first_use_account import the_instance

OURS = ("Notification", "EventRule", "Delivery", "Outbox", "Message")
"""The kinds that grow; there are as many endpoints as targets that something waits for."""

ANY_AT_ALL = "SELECT NOT EXISTS"


def statements(account: Simulator, act: Callable[[], object]) -> list[str]:
    """Return the statements of an action that are about our records.

    A look whether there is any record at all reads one.
    """
    executed: list[str] = []
    account.store._db.set_trace_callback(executed.append)
    act()
    account.store._db.set_trace_callback(None)
    return [
        each
        for each in executed
        if any(f'FROM "{kind}"' in each for kind in OURS) and not each.startswith(ANY_AT_ALL)
    ]


def assert_no_scan(account: Simulator, executed: list[str]) -> None:
    """Fail where SQLite reads one of our tables from end to end."""
    assert executed
    for statement in executed:
        plan = account.store._db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert [step[3] for step in plan if step[3].startswith("SCAN")] == [], statement


@pytest.fixture
def told(account: Simulator, client: Client) -> str:
    """The id of an instance whose events go to a queue and to a webhook that is down."""
    client.call(PutEventRule, RuleName="all", EventPattern=[{"Product": "ECS"}])
    targets: Document = {
        "MnsParameters": [{"Id": "1", "Queue": "q"}],
        "WebhookParameters": [{"Id": "2", "Url": "http://127.0.0.1:9/"}],
    }
    client.call(PutEventRuleTargets, RuleName="all", **targets)
    return the_instance(client, "WindowsOffice")


def test_an_event_and_its_deliveries_read_no_table_through(
    account: Simulator, client: Client, told: str
) -> None:
    assert_no_scan(account, statements(account, lambda: client.call(StopInstance, InstanceId=told)))


@pytest.mark.parametrize(
    "filters",
    [{}, {"Name": "Instance:StateChange"}, {"StartTime": "1561449600"}, {"Level": "INFO"}],
)
def test_received_events_are_found_by_an_index_and_not_counted(
    account: Simulator, client: Client, told: str, filters: dict[str, Any]
) -> None:
    client.call(StopInstance, InstanceId=told)

    executed = statements(account, lambda: client.call(DescribeSystemEventAttribute, **filters))

    assert_no_scan(account, executed)
    assert len([each for each in executed if 'FROM "Notification"' in each]) == 1


@pytest.mark.parametrize("undelivered", [False, True])
def test_deliveries_are_found_by_an_index(
    account: Simulator, client: Client, told: str, undelivered: bool
) -> None:
    client.call(StopInstance, InstanceId=told)

    def look() -> None:
        account.control(lambda context: controls.deliveries(context, undelivered=undelivered))

    assert_no_scan(account, statements(account, look))


def test_a_queue_is_read_by_its_index(account: Simulator, client: Client, told: str) -> None:
    client.call(StopInstance, InstanceId=told)

    def take() -> None:
        account.control(queues.receive, "queue/q", 1)

    assert_no_scan(account, statements(account, take))
