"""Application groups: what leaves them, how many they hold, and those of earlier files."""

import json
import sqlite3
from pathlib import Path

import pytest

from ecsops.catalogue.cms.monitoring.application_groups import (
    CreateMonitorGroup,
    CreateMonitorGroupInstances,
    DescribeMonitorGroupInstances,
    DescribeMonitorGroups,
)
from ecsops.catalogue.cms.notifications.event_rules import DescribeEventRuleList, PutEventRule
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine import migrations
from tests.support.refusals import refusal
from tests.support.sandbox_stories import OTHER, WEB


def member(instance_id: str, category: str = "ECS") -> dict[str, str]:
    return {
        "Category": category,
        "InstanceId": instance_id,
        "InstanceName": instance_id,
        "RegionId": "cn-hangzhou",
    }


def ids(client: Client, group_id: str) -> list[str]:
    found = client.items(DescribeMonitorGroupInstances, GroupId=int(group_id))
    return [each["InstanceId"] for each in found]


@pytest.fixture
def group_id(client: Client) -> str:
    return str(client.call(CreateMonitorGroup, GroupName="web")["GroupId"])


def test_a_released_instance_leaves_its_groups(client: Client, group_id: str) -> None:
    members = [member(WEB), member(OTHER)]
    client.call(CreateMonitorGroupInstances, GroupId=group_id, Instances=members)

    client.call(DeleteInstance, InstanceId=OTHER, Force=True)

    assert ids(client, group_id) == [WEB]


def test_a_call_adds_a_thousand_and_a_group_holds_three_thousand_of_a_service(
    client: Client, group_id: str
) -> None:
    def add(first: int, count: int, category: str = "rds") -> None:
        names = (f"{category}-{number}" for number in range(first, first + count))
        members = [member(name, category) for name in names]
        client.call(CreateMonitorGroupInstances, GroupId=group_id, Instances=members)

    too_many = [member(f"rm-{number}", "rds") for number in range(1001)]
    given = {"GroupId": group_id, "Instances": too_many}
    in_one_call = refusal(client, CreateMonitorGroupInstances, **given)
    for first in (0, 1000, 2000):
        add(first, 1000)
    add(0, 1, "slb")

    one_more = {"GroupId": group_id, "Instances": [member("rm-last", "rds")]}
    assert in_one_call == ("ResourcesOverLimit", 412)
    assert refusal(client, CreateMonitorGroupInstances, **one_more) == ("ResourcesOverLimit", 412)
    assert len(ids(client, group_id)) == 3001


def test_groups_of_an_earlier_file_are_kept(tmp_path: Path) -> None:
    path = str(tmp_path / "simulator.db")
    Simulator(path).close()
    database = sqlite3.connect(path)
    database.execute('DROP TABLE "ApplicationGroupMember"')
    for name in ("7301", "web"):
        document = json.dumps({"GroupId": name, "ResourceIds": [WEB, OTHER]})
        database.execute(
            'INSERT INTO "ApplicationGroup" (id, region, document, facts) VALUES (?, ?, ?, ?)',
            (name, "cn-hangzhou", document, "{}"),
        )
    rule = {"Name": "r", "GroupId": "web", "State": "ENABLED", "EventPattern": []}
    database.execute(
        'INSERT INTO "EventRule" (id, region, document, facts) VALUES (?, ?, ?, ?)',
        ("r", "", json.dumps(rule), '{"Targets": {}}'),
    )
    database.execute("PRAGMA user_version=2")
    database.commit()
    database.close()

    account = Simulator(path)
    client = Client(account, "cn-hangzhou")
    groups = {each["GroupName"]: each["GroupId"] for each in client.items(DescribeMonitorGroups)}
    (shown,) = client.items(DescribeEventRuleList)
    members = [ids(client, str(each)) for each in groups.values()]
    account.close()

    assert list(groups) == ["7301", "web"]
    assert groups["7301"] == 7301
    assert shown["GroupId"] == str(groups["web"])
    assert members == [[WEB, OTHER], [WEB, OTHER]]
    assert 2 in migrations.MIGRATIONS


def test_a_rule_is_about_a_group_that_exists(client: Client, group_id: str) -> None:
    rule = {"RuleName": "r", "EventType": "SYSTEM", "EventPattern": [{"Product": "ECS"}]}

    client.call(PutEventRule, GroupId=group_id, **rule)

    assert refusal(client, PutEventRule, GroupId="1", **rule) == ("ResourceNotFound", 404)
