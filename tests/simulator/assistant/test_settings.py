"""The settings of Cloud Assistant, and its plug-ins on instances."""

import json
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.plugins import ListPluginStatus
from ecsops.catalogue.ecs.assistant.settings import (
    DescribeCloudAssistantSettings,
    ModifyCloudAssistantSettings,
    SettingType,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.refusals import refusal

UPGRADE = {
    "BootstrapUpgrade": True,
    "DisableUpgrade": False,
    "TimeZone": "UTC",
    "AllowedUpgradeWindows": {"AllowedUpgradeWindow": []},
}


def settings(client: Client, *types: str) -> dict[str, Any]:
    """Return the settings of these types."""
    answer = client.call(DescribeCloudAssistantSettings, SettingType=list(types))
    return {name: each for name, each in answer.items() if name != "RequestId"}


def test_only_what_is_asked_for_is_shown(client: Client) -> None:
    assert settings(client, "AgentUpgradeConfig") == {"AgentUpgradeConfig": UPGRADE}
    assert settings(client, "SessionManagerConfig") == {
        "SessionManagerConfig": {"SessionManagerEnabled": False}
    }
    assert settings(client, *SettingType).keys() == {
        "AgentUpgradeConfig",
        "OssDeliveryConfigs",
        "SessionManagerConfig",
        "SlsDeliveryConfigs",
    }


@pytest.mark.parametrize("in_json", [True, False])
def test_a_setting_is_changed_member_by_member(client: Client, in_json: bool) -> None:
    for config in (
        {"Enabled": True, "AllowedUpgradeWindow": ["23:30-00:30"]},
        {"TimeZone": "Asia/Shanghai"},
    ):
        client.call(
            ModifyCloudAssistantSettings,
            SettingType="AgentUpgradeConfig",
            AgentUpgradeConfig=json.dumps(config) if in_json else config,
        )

    assert settings(client, "AgentUpgradeConfig")["AgentUpgradeConfig"] == {
        **UPGRADE,
        "Enabled": True,
        "TimeZone": "Asia/Shanghai",
        "AllowedUpgradeWindows": {"AllowedUpgradeWindow": ["23:30-00:30"]},
    }


def test_deliveries_are_told_apart_by_their_type(client: Client) -> None:
    client.call(
        ModifyCloudAssistantSettings,
        SettingType="InvocationDelivery",
        OssDeliveryConfig={"Enabled": True, "BucketName": "records", "Prefix": "runs"},
    )
    client.call(
        ModifyCloudAssistantSettings,
        SettingType="SessionManagerDelivery",
        SlsDeliveryConfig={"Enabled": True, "ProjectName": "p", "LogstoreName": "l"},
    )

    both = settings(client, "InvocationDelivery", "SessionManagerDelivery")

    oss = {"DeliveryType": "Invocation", "Enabled": True, "BucketName": "records", "Prefix": "runs"}
    sls = {
        "DeliveryType": "SessionManager",
        "Enabled": True,
        "ProjectName": "p",
        "LogstoreName": "l",
    }
    assert both == {
        "OssDeliveryConfigs": {"OssDeliveryConfig": [oss]},
        "SlsDeliveryConfigs": {"SlsDeliveryConfig": [sls]},
    }
    assert settings(client, "SessionManagerDelivery")["OssDeliveryConfigs"] == {
        "OssDeliveryConfig": []
    }


def test_an_empty_prefix_clears_it(client: Client) -> None:
    for prefix in ("runs", ""):
        client.call(
            ModifyCloudAssistantSettings,
            SettingType="InvocationDelivery",
            OssDeliveryConfig={"Prefix": prefix},
        )

    (found,) = settings(client, "InvocationDelivery")["OssDeliveryConfigs"]["OssDeliveryConfig"]
    assert found["Prefix"] == ""


def test_sessions_hold_for_every_region_and_upgrades_for_one(
    client: Client, account: Simulator
) -> None:
    beijing = Client(account, "cn-beijing")
    client.call(
        ModifyCloudAssistantSettings,
        SettingType="SessionManagerConfig",
        SessionManagerConfig={"SessionManagerEnabled": True},
    )
    client.call(
        ModifyCloudAssistantSettings,
        SettingType="AgentUpgradeConfig",
        AgentUpgradeConfig={"DisableUpgrade": True},
    )

    there = settings(beijing, "SessionManagerConfig", "AgentUpgradeConfig")

    assert there["SessionManagerConfig"] == {"SessionManagerEnabled": True}
    assert there["AgentUpgradeConfig"] == UPGRADE


def test_limits_of_resources_are_shown_once_they_are_set(client: Client) -> None:
    limits = {"CpuLimit": 30, "MemoryLimit": "35MB", "LogSizeLimit": "1024MB"}
    client.call(
        ModifyCloudAssistantSettings,
        SettingType="AgentUpgradeConfig",
        ResourceUsageConfig=limits,
    )

    assert settings(client, "AgentUpgradeConfig")["ResourceUsageConfig"] == limits


@pytest.mark.parametrize(
    ("name", "config", "taken"),
    [
        ("ResourceUsageConfig", {"CpuLimit": 10}, True),
        ("ResourceUsageConfig", {"CpuLimit": 9}, False),
        ("ResourceUsageConfig", {"CpuLimit": 95}, True),
        ("ResourceUsageConfig", {"CpuLimit": 96}, False),
        ("ResourceUsageConfig", {"LogFileCountLimit": 7}, True),
        ("ResourceUsageConfig", {"LogFileCountLimit": 6}, False),
        ("ResourceUsageConfig", {"LogFileCountLimit": 366}, False),
        ("ResourceUsageConfig", {"OverloadLimit": 3}, True),
        ("ResourceUsageConfig", {"OverloadLimit": 2}, False),
        ("ResourceUsageConfig", {"MemoryLimit": "34MB"}, False),
        ("ResourceUsageConfig", {"MemoryLimit": "1025MB"}, False),
        ("ResourceUsageConfig", {"LogSizeLimit": "10240KB"}, True),
        ("ResourceUsageConfig", {"LogSizeLimit": "10239KB"}, False),
        ("ResourceUsageConfig", {"LogSizeLimit": "1GB"}, False),
        ("AgentUpgradeConfig", {"AllowedUpgradeWindow": ["02:00-03:00"]}, True),
        ("AgentUpgradeConfig", {"AllowedUpgradeWindow": ["02:00-02:59"]}, False),
        ("AgentUpgradeConfig", {"AllowedUpgradeWindow": ["24:00-25:00"]}, False),
        ("AgentUpgradeConfig", {"Enabled": "perhaps"}, False),
        ("AgentUpgradeConfig", "[]", False),
        ("AgentUpgradeConfig", "{", False),
        ("SessionManagerConfig", {"SessionManagerEnabled": True}, False),
    ],
)
def test_a_setting_has_its_limits(client: Client, name: str, config: Any, taken: bool) -> None:
    asked = {"SettingType": "AgentUpgradeConfig", name: config}
    before = settings(client, "AgentUpgradeConfig")
    if taken:
        client.call(ModifyCloudAssistantSettings, **asked)
        assert settings(client, "AgentUpgradeConfig") != before
    else:
        assert refusal(client, ModifyCloudAssistantSettings, **asked) == ("InvalidParameter", 400)
        assert settings(client, "AgentUpgradeConfig") == before


@pytest.mark.parametrize(
    ("prefix", "taken"), [("a" * 254, True), ("a" * 255, False), ("/a", False)]
)
def test_a_prefix_has_its_limits(client: Client, prefix: str, taken: bool) -> None:
    asked = {"SettingType": "InvocationDelivery", "OssDeliveryConfig": {"Prefix": prefix}}
    if taken:
        client.call(ModifyCloudAssistantSettings, **asked)
    else:
        assert refusal(client, ModifyCloudAssistantSettings, **asked)[0] == "InvalidParameter"


def test_a_setting_type_is_needed(client: Client) -> None:
    assert refusal(client, DescribeCloudAssistantSettings) == ("MissingSettingType", 400)
    wrong = refusal(client, DescribeCloudAssistantSettings, SettingType=["All"])
    assert wrong == ("InvalidParameter", 400)


def ids_by_name(client: Client) -> dict[str, str]:
    """Return the ids of instances by their names."""
    return {each["InstanceName"]: each["InstanceId"] for each in client.items(DescribeInstances)}


def plugins(client: Client, **parameters: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the names and the states of plug-ins by instance."""
    return {
        each["InstanceId"]: [
            (plugin["PluginName"], plugin["PluginStatus"])
            for plugin in each["PluginStatusSet"]["PluginStatus"]
        ]
        for each in client.items(ListPluginStatus, **parameters)
    }


def test_plugins_are_listed_of_one_instance_or_by_name(client: Client, account: Simulator) -> None:
    ids = ids_by_name(client)
    first, legacy = ids["UserGuideForDS001"], ids["LegacyWeb"]
    client.call(StopInstance, InstanceId=first)
    account.wait(300)

    runs, stopped = "PERSIST_RUNNING", "PERSIST_FAIL"
    second = ids["UserGuideForDS002"]
    assert plugins(client, InstanceId=[second]) == {second: [("cloudmonitor", runs)]}
    assert plugins(client, InstanceId=[first]) == {first: [("cloudmonitor", stopped)]}
    assert plugins(client, InstanceId=[legacy]) == {legacy: []}
    assert plugins(client, Name="other", InstanceId=[second]) == {second: []}
    everywhere = plugins(client, Name="cloudmonitor")
    assert len(everywhere) == 10
    assert legacy not in everywhere


def test_plugins_come_in_pages_of_both_styles(client: Client) -> None:
    first = client.call(ListPluginStatus, Name="cloudmonitor", MaxResults=4)
    numbered = client.call(ListPluginStatus, Name="cloudmonitor", PageSize=4, PageNumber=3)

    assert len(list(ListPluginStatus.items_of(first))) == 4
    assert first["NextToken"]
    assert (len(list(ListPluginStatus.items_of(numbered))), numbered["TotalCount"]) == (2, 10)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ("MissingParam.InstanceId", 400)),
        ({"InstanceId": ["i-1", "i-2"]}, ("MissingParam.InstanceId", 400)),
        ({"InstanceId": ["i-none"]}, ("InvalidInstance.NotFound", 404)),
        (
            {"InstanceId": [f"i-{each}" for each in range(51)], "Name": "a"},
            ("InstanceIds.ExceedLimit", 403),
        ),
        ({"Name": "a", "MaxResults": 51}, ("InvalidParameter.MaxResults", 400)),
        ({"Name": "a", "PageSize": 51}, ("InvalidParam.PageSize", 400)),
        ({"Name": "a" * 256}, ("InvalidName", 400)),
    ],
)
def test_wrong_queries_for_plugins_are_refused(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, ListPluginStatus, **parameters) == expected
