"""The CloudMonitor agent: its installation, and the metrics that need it."""

import json

import pytest

from ecsops.catalogue.cms.monitoring.agent import (
    DescribeMonitoringAgentStatuses,
    InstallMonitoringAgent,
)
from ecsops.catalogue.cms.monitoring.metrics import DescribeMetricList
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.sandbox_stories import WEB


@pytest.fixture
def bare(account: Simulator) -> str:
    """An instance without the CloudMonitor agent."""
    with account.store.transaction(write=True):
        instance = account.store.get("Instance", WEB)
        assert instance is not None
        del instance.facts["CloudMonitorVersion"]
        account.store.update("Instance", instance)
    return WEB


def status(client: Client, instance_id: str) -> tuple[str, str]:
    (node,) = client.items(DescribeMonitoringAgentStatuses, InstanceIds=instance_id)
    return node["Status"], node["AgentInstallErrorCode"]


def memory_points(client: Client, instance_id: str) -> list[int]:
    answer = client.call(
        DescribeMetricList,
        Namespace="acs_ecs_dashboard",
        MetricName="memory_usedutilization",
        Dimensions=[{"instanceId": instance_id}],
        Period="60",
    )
    return [point["timestamp"] for point in json.loads(answer["Datapoints"])]


def test_an_agent_is_installed_and_measures_from_then_on(
    account: Simulator, client: Client, bare: str
) -> None:
    before = status(client, bare), memory_points(client, bare)
    client.call(InstallMonitoringAgent, InstanceIds=[bare])
    during = status(client, bare)
    account.wait(60)
    after = status(client, bare)
    account.wait(180)

    assert before == (("not_installed", ""), [])
    assert (during, after) == (("installing", ""), ("running", ""))
    assert memory_points(client, bare) == [1561449720000, 1561449780000]


def test_no_agent_is_installed_where_nothing_can_do_it(
    account: Simulator, client: Client, bare: str
) -> None:
    client.call(StopInstance, InstanceId=bare)
    account.wait(60)
    client.call(InstallMonitoringAgent, InstanceIds=[bare])
    account.wait(60)

    assert status(client, bare) == ("install_faild", "CloudAssistantNotRunning")


def test_an_agent_stops_with_its_instance(account: Simulator, client: Client) -> None:
    client.call(StopInstance, InstanceId=WEB)
    account.wait(60)

    assert status(client, WEB) == ("stopped", "")


@pytest.mark.parametrize(
    ("command", "installing"),
    [("onlyInstallNotHasAgent", 2), ("onlyUpgradeAgent", 9), ("installAndUpgrade", 11)],
)
def test_an_install_command_is_about_all_instances(
    account: Simulator, client: Client, bare: str, command: str, installing: int
) -> None:
    client.call(InstallMonitoringAgent, InstallCommand=command, InstanceIds=["i-none"])

    found = [each["Status"] for each in client.items(DescribeMonitoringAgentStatuses)]
    assert found.count("installing") == installing
