"""The agent: installed, running after a start, heard of or not."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.agent import DescribeCloudAssistantStatus, InstallCloudAssistant
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator


@pytest.fixture
def instances(client: Client) -> dict[str, str]:
    """The ids of the instances by their names."""
    return {each["InstanceName"]: each["InstanceId"] for each in client.items(DescribeInstances)}


def status(client: Client, instance_id: str) -> Document:
    (found,) = client.items(DescribeCloudAssistantStatus, InstanceId=[instance_id])
    return found


def told(client: Client, instance_id: str) -> tuple[Any, ...]:
    found = status(client, instance_id)
    return found["CloudAssistantStatus"], found.get("LastHeartbeatTime")


def test_the_document_calls_an_installed_agent_true(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web = instances["UserGuideForDS001"]
    account.wait(90)

    assert status(client, web) == {
        "ActiveTaskCount": 0,
        "CloudAssistantStatus": "true",
        "CloudAssistantVersion": "1.0.1.400",
        "InstanceId": web,
        "InvocationCount": 0,
        "LastHeartbeatTime": "2019-06-25T08:01:00Z",
        "OSType": "Linux",
        "SupportSessionManager": False,
    }
    assert told(client, instances["LegacyWeb"]) == ("false", None)


def test_today_true_means_a_heartbeat_within_two_minutes(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    account.store.set("profile", "current")
    web = instances["UserGuideForDS001"]
    account.add_fault("agent", "cn-hangzhou", {"InstanceId": web})

    account.wait(120)
    assert told(client, web) == ("true", "2019-06-25T08:00:00Z")

    account.wait(1)
    assert told(client, web) == ("false", "2019-06-25T08:00:00Z")

    account.clear_faults()
    assert told(client, web) == ("true", "2019-06-25T08:02:00Z")


def test_an_agent_goes_down_with_its_instance(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    account.store.set("profile", "current")
    web = instances["UserGuideForDS001"]
    client.call(StopInstance, InstanceId=web)

    account.wait(600)

    assert told(client, web) == ("false", "2019-06-25T08:00:00Z")


def test_an_installed_agent_runs_after_the_next_restart(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    old = instances["LegacyWeb"]
    client.call(InstallCloudAssistant, InstanceId=[old])
    assert told(client, old) == ("true", None)

    account.store.set("profile", "current")
    assert told(client, old) == ("false", None)

    client.call(RebootInstance, InstanceId=old)
    account.wait(60)
    assert told(client, old) == ("true", "2019-06-25T08:01:00Z")


def test_agents_are_listed_by_system_and_too_many_ids_refused(
    client: Client, instances: dict[str, str]
) -> None:
    windows = [
        each["InstanceId"] for each in client.items(DescribeCloudAssistantStatus, OSType="Windows")
    ]
    assert [instances["WindowsOffice"]] == windows

    many = [f"i-{number:020}" for number in range(51)]
    for operation in (DescribeCloudAssistantStatus, InstallCloudAssistant):
        with pytest.raises(ApiError) as refused:
            client.call(operation, InstanceId=many)
        assert refused.value.code == "InstanceIds.ExceedLimit"
        with pytest.raises(ApiError) as refused:
            client.call(operation, InstanceId=many[:1])
        assert refused.value.code == "InvalidInstance.NotFound"
