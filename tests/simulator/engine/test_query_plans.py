"""A listing reads no more records than its page shows, however many there are.

SQLite tells how it goes about a statement; these tests hold it to the index that was meant.
"""

from collections.abc import Callable

import pytest

from ecsops.catalogue.ecs.deployment_sets import (
    CreateDeploymentSet,
    DeleteDeploymentSet,
    DescribeDeploymentSets,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.networks import network

Statements = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def statements(account: Simulator) -> Statements:
    """Run an action; return the statements that it executed, their values filled in."""

    def executed(act: Callable[[], object]) -> list[str]:
        found: list[str] = []
        account.store._db.set_trace_callback(found.append)
        act()
        account.store._db.set_trace_callback(None)
        return found

    return executed


def plan(account: Simulator, statement: str) -> list[str]:
    """Return how SQLite goes about a statement, but not how it joins what it found."""
    steps = [row[3] for row in account.store._db.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [step for step in steps if "subquery" not in step]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["SEARCH Instance USING INDEX Instance.region (region=?)"]),
        (
            {"Status": "Running"},
            ["SEARCH Instance USING INDEX Instance.Status (region=? AND Status=?)"],
        ),
        (
            {"InstanceName": "LegacyWeb"},
            ["SEARCH Instance USING INDEX Instance.InstanceName (region=? AND InstanceName=?)"],
        ),
        (
            {"InstanceName": "UserGuide*"},
            [
                "SEARCH Instance USING INDEX Instance.InstanceName "
                "(region=? AND InstanceName>? AND InstanceName<?)",
                "USE TEMP B-TREE FOR ORDER BY",
            ],
        ),
        (
            {"ZoneId": "cn-hangzhou-b"},
            ["SEARCH Instance USING INDEX Instance.ZoneId (region=? AND ZoneId=?)"],
        ),
        (
            {"InstanceIds": ["i-1", "i-2"]},
            [
                "SEARCH Instance USING INDEX sqlite_autoindex_Instance_1 (id=?)",
                "USE TEMP B-TREE FOR ORDER BY",
            ],
        ),
    ],
)
def test_a_page_of_instances_is_found_by_its_index(
    parameters: dict[str, object],
    expected: list[str],
    account: Simulator,
    client: Client,
    statements: Statements,
) -> None:
    executed = statements(lambda: client.call(DescribeInstances, **parameters))

    (page,) = [each for each in executed if 'FROM "Instance"' in each and "ORDER BY" in each]
    assert expected == plan(account, page)


def test_a_page_by_token_goes_on_in_the_index(
    account: Simulator, client: Client, statements: Statements
) -> None:
    first = client.call(DescribeInstances, MaxResults=10)
    executed = statements(
        lambda: client.call(DescribeInstances, MaxResults=10, NextToken=first["NextToken"])
    )

    page, following = [each for each in executed if 'FROM "Instance"' in each]
    search = ["SEARCH Instance USING INDEX Instance.region (region=? AND sequence<?)"]
    assert search == plan(account, page) == plan(account, following)


def test_the_members_of_all_sets_of_a_page_are_found_at_once(
    account: Simulator, client: Client, statements: Statements
) -> None:
    executed = statements(lambda: client.call(DescribeDeploymentSets))

    (members,) = [each for each in executed if 'FROM "Instance" WHERE' in each]
    assert plan(account, members) == [
        "SEARCH Instance USING INDEX Instance.DeploymentSetId (region=? AND DeploymentSetId=?)",
        "USE TEMP B-TREE FOR ORDER BY",
    ]


@pytest.mark.parametrize(
    "parameters",
    [{}, {"Status": "Running"}, {"ZoneId": "cn-hangzhou-b"}],
)
def test_a_total_count_is_read_from_a_tally(
    parameters: dict[str, object], client: Client, statements: Statements
) -> None:
    executed = statements(lambda: client.call(DescribeInstances, **parameters))

    assert [each for each in executed if 'count(*) FROM "Instance"' in each] == []


def test_the_sets_of_a_region_are_counted_once_until_some_are_added_or_deleted(
    client: Client, statements: Statements
) -> None:
    def counted() -> int:
        executed = statements(lambda: client.call(DescribeDeploymentSets))
        return sum('count(*) FROM "DeploymentSet"' in each for each in executed)

    assert [counted(), counted()] == [1, 0]

    made = client.call(CreateDeploymentSet, DeploymentSetName="Another")
    assert [counted(), counted()] == [1, 0]
    assert client.call(DescribeDeploymentSets)["TotalCount"] == 3

    client.call(DeleteDeploymentSet, DeploymentSetId=made["DeploymentSetId"])
    assert [counted(), counted()] == [1, 0]
    assert client.call(DescribeDeploymentSets)["TotalCount"] == 2


def test_a_page_by_number_goes_on_where_the_one_before_ended_until_sets_are_added(
    account: Simulator, client: Client, statements: Statements
) -> None:
    for name in ("Third", "Fourth"):
        client.call(CreateDeploymentSet, DeploymentSetName=name)

    def second() -> list[str]:
        executed = statements(lambda: names.append(named(2)))
        (page,) = [each for each in executed if 'FROM "DeploymentSet"' in each and "ORDER" in each]
        return plan(account, page)

    def named(number: int, strategy: str | None = None) -> list[str]:
        answer = client.call(
            DescribeDeploymentSets, PageSize=2, PageNumber=number, Strategy=strategy
        )
        return [each["DeploymentSetName"] for each in answer["DeploymentSets"]["DeploymentSet"]]

    names = [named(1)]
    search = "SEARCH DeploymentSet USING INDEX DeploymentSet.region (region=?{})"
    assert [search.format(" AND sequence<?")] == second()
    client.call(CreateDeploymentSet, DeploymentSetName="Fifth", Strategy="LowLatency")
    assert [search.format("")] == second()
    assert names == [["Fourth", "Third"], ["InternalUse", "UserGuide"], ["Third", "InternalUse"]]
    assert named(1) == ["Fifth", "Fourth"]
    assert named(2, strategy="Availability") == ["InternalUse", "UserGuide"]


def test_instances_of_one_name_are_counted_in_its_index(
    account: Simulator, client: Client, statements: Statements
) -> None:
    executed = statements(lambda: client.call(DescribeInstances, InstanceName="LegacyWeb"))

    (count,) = [each for each in executed if 'count(*) FROM "Instance"' in each]
    assert plan(account, count) == [
        "SEARCH Instance USING INDEX Instance.InstanceName (region=? AND InstanceName=?)"
    ]


def test_the_emptiest_host_is_found_at_once(
    account: Simulator, client: Client, statements: Statements
) -> None:
    connected = network(client)
    executed = statements(
        lambda: client.call(
            RunInstances,
            **connected,
            ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
            InstanceType="ecs.g5.large",
        )
    )

    (search,) = [each for each in executed if 'JOIN "Host"' in each]
    assert plan(account, search) == [
        "SCAN json_each VIRTUAL TABLE INDEX 1:",
        "SEARCH Host USING INTEGER PRIMARY KEY (rowid=?)",
        "CORRELATED SCALAR SUBQUERY 2",
        "SEARCH Host USING INDEX Host.best (region=? AND Pool=? AND Free>?)",
        "USE TEMP B-TREE FOR ORDER BY",
    ]


def test_a_call_that_changes_something_is_one_transaction(
    client: Client, statements: Statements
) -> None:
    connected = network(client)
    executed = statements(
        lambda: client.call(
            RunInstances,
            **connected,
            ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
            InstanceType="ecs.g5.large",
            Amount=3,
        )
    )

    begins = [each for each in executed if each.startswith("BEGIN")]
    assert begins == ["BEGIN IMMEDIATE"]
    changes = [
        place
        for place, each in enumerate(executed)
        if each.startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert executed.index("BEGIN IMMEDIATE") < changes[0]
    assert changes[-1] < executed.index("COMMIT")
    assert executed.count("COMMIT") == 1


def test_a_call_that_reads_writes_nothing(client: Client, statements: Statements) -> None:
    executed = statements(lambda: client.call(DescribeInstances))

    assert {each.split()[0] for each in executed} == {"PRAGMA", "SELECT", "BEGIN", "COMMIT"}
    assert "BEGIN IMMEDIATE" not in executed
