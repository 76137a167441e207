"""What every backend promises: the same tests on the embedded simulator and over signed HTTP.

Both answer from copies of one state file whose clock stands still, so they answer alike to the
letter, RequestIds included.
"""

import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ecsops.backends.protocol import Backend
from ecsops.catalogue.cms.notifications.event_rules import DescribeEventRuleAttribute, PutEventRule
from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, DescribeInstanceStatus
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.index import find
from ecsops.client import Client
from ecsops.errors import ApiError, NotFound
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.operations.assistant.invocations import run_script
from ecsops.simulator.account import Simulator
from tests.support.loopback import serving
from tests.support.networks import network


@pytest.fixture
def over_http(first_use: Path, tmp_path: Path) -> Iterator[Backend]:
    """The real backend, against a simulator that is served."""
    path = str(tmp_path / "served.db")
    shutil.copy(first_use, path)
    with serving(path) as served:
        key = Credentials(served.access_key_id, served.access_key_secret, "", "test")
        backend = OpenApi(
            lambda: key, region_id="cn-hangzhou", endpoint=served.endpoint, parallel=8
        )
        yield backend
        backend.close()


@pytest.fixture
def embedded(first_use: Path, tmp_path: Path) -> Iterator[Backend]:
    """The embedded simulator."""
    path = str(tmp_path / "embedded.db")
    shutil.copy(first_use, path)
    account = Simulator(path)
    yield account
    account.close()


@pytest.fixture(params=["embedded", "over_http"])
def client(request: pytest.FixtureRequest) -> Client:
    """A client of the one and of the other."""
    return Client(request.getfixturevalue(request.param), "cn-hangzhou")


def test_a_listing_comes_whole_in_pages(client: Client) -> None:
    names = [each["InstanceName"] for each in client.items(DescribeInstances, MaxResults=10)]

    assert len(names) == len(set(names)) == 11


def test_a_limit_reads_no_further(client: Client) -> None:
    assert len(list(client.items(DescribeInstances, limit=3))) == 3


def test_lists_of_ids_arrive_in_both_forms(client: Client) -> None:
    ids = [each["InstanceId"] for each in client.items(DescribeInstances, limit=2)]

    as_json = client.items(DescribeInstances, InstanceIds=ids)
    numbered = client.items(DescribeInstanceStatus, InstanceId=ids)

    assert {each["InstanceId"] for each in as_json} == set(ids)
    assert {each["InstanceId"] for each in numbered} == set(ids)


def test_objects_in_lists_arrive_whole(client: Client) -> None:
    pattern = {
        "Product": "ECS",
        "LevelList": ["CRITICAL", "WARN"],
        "StatusList": ["Executed"],
        "EventTypeList": ["Maintenance"],
        "NameList": ["Instance:SystemMaintenance.Reboot:Executed"],
    }

    client.call(PutEventRule, RuleName="r", EventPattern=[pattern], EventType="SYSTEM")

    found = client.call(DescribeEventRuleAttribute, RuleName="r")["Result"]["EventPattern"]
    assert found["LevelList"] == {"LevelList": ["CRITICAL", "WARN"]}


def test_a_refusal_carries_the_documented_code(client: Client) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(CreateDeploymentSet, DeploymentSetName="http://x", Strategy="Availability")

    assert refusal.value.code == "InvalidDeploymentSetName.Malformed"
    assert refusal.value.http_status in (400, 403)
    assert refusal.value.request_id
    assert refusal.value.host_id == "ecs.cn-hangzhou.aliyuncs.com"


def test_what_is_not_there_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound):
        client.call(find("ecs", "StopInstance"), InstanceId="i-x")


def test_a_token_makes_one_of_two_calls(client: Client) -> None:
    first = client.call(CreateDeploymentSet, DeploymentSetName="Web", ClientToken="t")
    again = client.call(CreateDeploymentSet, DeploymentSetName="Web", ClientToken="t")

    assert first["DeploymentSetId"] == again["DeploymentSetId"]
    assert len(list(client.items(DescribeDeploymentSets))) == 3


def test_text_of_any_language_arrives(client: Client) -> None:
    name = "组·é~ *+%&=?#"[:20]
    client.call(CreateDeploymentSet, DeploymentSetName="Web", Description=name)

    found = next(iter(client.items(DescribeDeploymentSets, DeploymentSetName="Web")))

    assert found["DeploymentSetDescription"] == name


def test_things_are_acted_on_in_their_order(client: Client) -> None:
    ids = [each["InstanceId"] for each in client.items(DescribeInstances)]

    found = client.each(
        lambda each: client.call(DescribeInstances, InstanceIds=[each])["Instances"]["Instance"],
        ids,
    )

    assert [instance["InstanceId"] for (instance,) in found] == ids


def test_a_refusal_of_one_of_several_calls_is_that_of_all(client: Client) -> None:
    ids = [f"i-{each}" for each in range(120)]

    with pytest.raises(NotFound) as refusal:
        run_script(client, b"echo 1", ids, keep=False, Type="RunShellScript")

    assert (refusal.value.code, refusal.value.hint) == ("InvalidInstance.NotFound", "")


def calls(client: Client) -> Iterator[Any]:
    """Yield the answers of a few calls that read and write, and of some that are refused."""
    sent: list[tuple[Any, dict[str, Any]]] = [
        (DescribeInstances, {}),
        (DescribeDeploymentSets, {"PageSize": 1}),
        (CreateDeploymentSet, {"DeploymentSetName": "Web", "ClientToken": "t"}),
        (DescribeDeploymentSets, {"DeploymentSetIds": ["ds-nothing"]}),
        (
            RunInstances,
            {
                **network(client),
                "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
                "InstanceType": "ecs.g5.large",
                "Amount": 2,
                "SystemDisk.Category": "cloud_ssd",
                "DataDisk": [{"Size": 40, "Category": "cloud_ssd"}],
                "Tag": [{"Key": "a", "Value": "b"}],
                "ClientToken": "u",
            },
        ),
        (DescribeInstances, {"Tag": [{"Key": "a"}]}),
        (DescribeInstances, {"PageSize": 0}),
        (find("ecs", "DescribeImages"), {"OSType": "windows", "PageSize": 2}),
        (find("ecs", "DescribeImages"), {"Status": "Lost"}),
        (find("ecs", "DescribeAvailableResource"), {"DestinationResource": "Zone"}),
        (find("ecs", "DescribeAvailableResource"), {"DestinationResource": "Zone", "Cores": 2}),
        (find("ecs", "DescribeAccountAttributes"), {"AttributeName": ["instance-network-type"]}),
        (find("ecs", "DescribeUserData"), {"InstanceId": "i-none"}),
        (find("ecs", "DescribeInstanceRamRole"), {"RamRoleName": "web"}),
        (find("ecs", "DescribeInstanceRamRole"), {"InstanceIds": ["i-none"]}),
        (find("ecs", "DescribeInstanceAttachmentAttributes"), {"InstanceIds": ["i-none"]}),
        (find("ecs", "GetInstanceConsoleOutput"), {"InstanceId": "i-none"}),
        (find("ecs", "GetInstanceScreenshot"), {"InstanceId": "i-none"}),
        (find("ecs", "RenewInstance"), {"InstanceId": "i-none", "Period": 1}),
        (find("ecs", "ModifyInstanceChargeType"), {"InstanceIds": ["i-none"], "Period": 1}),
        (find("ecs", "ModifyInstanceSpec"), {"InstanceId": "i-none"}),
        (find("ecs", "DescribeInstanceAutoRenewAttribute"), {"RenewalStatus": "Normal"}),
        (find("ecs", "ModifyInstanceAutoRenewAttribute"), {"InstanceId": "i-none"}),
        (find("ecs", "CreateLaunchTemplate"), {"LaunchTemplateName": "web", "ClientToken": "l"}),
        (find("ecs", "CreateLaunchTemplateVersion"), {"LaunchTemplateName": "web"}),
        (
            find("ecs", "ModifyLaunchTemplateDefaultVersion"),
            {"LaunchTemplateName": "web", "DefaultVersionNumber": 2},
        ),
        (
            find("ecs", "DeleteLaunchTemplateVersion"),
            {"LaunchTemplateName": "web", "DeleteVersion": [1]},
        ),
        (find("ecs", "DescribeLaunchTemplateVersions"), {"LaunchTemplateName": "web"}),
        (find("ecs", "DeleteSnapshot"), {"SnapshotId": "s-none"}),
        (
            find("ecs", "ModifyCloudAssistantSettings"),
            {
                "SettingType": "AgentUpgradeConfig",
                "AgentUpgradeConfig": {"Enabled": True, "AllowedUpgradeWindow": ["01:00-02:00"]},
            },
        ),
        (find("ecs", "DescribeCloudAssistantSettings"), {"SettingType": ["AgentUpgradeConfig"]}),
        (find("ecs", "ListPluginStatus"), {"Name": "cloudmonitor", "MaxResults": 3}),
        (find("cms", "DescribeMetricMetaList"), {"Labels": [{"name": "x", "value": "y"}]}),
    ]
    for operation, parameters in sent:
        try:
            yield client.call(operation, **parameters)
        except ApiError as error:
            yield error.document()


def test_both_answer_alike_to_the_letter(embedded: Backend, over_http: Backend) -> None:
    here, there = (list(calls(Client(each, "cn-hangzhou"))) for each in (embedded, over_http))

    assert here == there


def test_an_instance_is_changed_and_read_back(client: Client) -> None:
    def told(name: str, **parameters: Any) -> Any:
        return client.call(find("ecs", name), **parameters)

    (bought,) = RunInstances.items_of(
        client.call(
            RunInstances,
            **network(client),
            ImageFamily="acs:centos_7_6_x64",
            InstanceType="ecs.g5.large",
            InstanceChargeType="PrePaid",
            Period=1,
            UserData="ZWNobw==",
            RamRoleName="web",
        )
    )
    (up,) = client.items(DescribeInstances, InstanceName="LegacyWeb")
    running = {"InstanceId": up["InstanceId"]}
    told("ModifyInstanceSpec", InternetMaxBandwidthOut=5, **running)
    told("RenewInstance", InstanceId=bought, Period=1)
    told("ModifyInstanceAutoRenewAttribute", InstanceId=bought, AutoRenew=True, Duration=2)

    (changed,) = client.items(DescribeInstances, InstanceName="LegacyWeb")
    (renewed,) = client.items(DescribeInstances, InstanceIds=[bought])
    assert (changed["InternetMaxBandwidthOut"], renewed["ExpiredTime"]) == (5, "2019-08-24T08:00Z")
    assert told("DescribeUserData", InstanceId=bought)["UserData"] == "ZWNobw=="
    (role,) = client.items(find("ecs", "DescribeInstanceRamRole"), InstanceIds=[bought])
    assert role == {"InstanceId": bought, "RamRoleName": "web"}
    (kept,) = client.items(find("ecs", "DescribeInstanceAutoRenewAttribute"), InstanceId=bought)
    assert (kept["RenewalStatus"], kept["Duration"]) == ("AutoRenewal", 2)
    attachments = find("ecs", "DescribeInstanceAttachmentAttributes")
    (pool,) = client.items(attachments, InstanceIds=[bought])
    assert pool["PrivatePoolOptionsMatchCriteria"] == "None"
    printed = b64decode(told("GetInstanceConsoleOutput", **running)["ConsoleOutput"])
    assert printed.endswith(b"LegacyWeb login: ")
    shown = b64decode(told("GetInstanceScreenshot", WakeUp=True, **running)["Screenshot"])
    assert shown[1:4] == b"PNG"
