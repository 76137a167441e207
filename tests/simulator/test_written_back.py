"""What a client read of ECS it may write back unchanged: nothing is refused, nothing changes."""

from collections.abc import Callable
from typing import Any

import pytest

from ecsops.catalogue.index import find
from ecsops.catalogue.model import Document, Operation, Parameter
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, WINDOWS
from tests.support.networks import network

Read = Callable[[Client], Document]
"""Makes a thing where there is none, and returns its document."""


def ecs(client: Client, name: str, **parameters: Any) -> Document:
    """Call an operation of ECS."""
    return client.call(find("ecs", name), **parameters)


def first(client: Client, name: str, **parameters: Any) -> Document:
    """Return the first item of a listing."""
    found: Document = next(iter(client.items(find("ecs", name), **parameters)))
    return found


def instance_id(client: Client, name: str) -> str:
    """Return the id of an instance of that name."""
    return str(first(client, "DescribeInstances", InstanceName=name)["InstanceId"])


def attributes(name: str) -> Read:
    """Return what reads all that can be read of an instance of that name."""

    def read(client: Client) -> Document:
        about = {"InstanceId": instance_id(client, name)}
        listed = first(client, "DescribeInstances", InstanceName=name)
        user_data = ecs(client, "DescribeUserData", **about)
        return {**listed, **ecs(client, "DescribeInstanceAttribute", **about), **user_data}

    return read


def made(name: str, **parameters: Any) -> Read:
    """Return what makes an instance of that name, and reads it."""

    def read(client: Client) -> Document:
        asked = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "InstanceName": name}
        if next(iter(client.items(find("ecs", "DescribeInstances"), InstanceName=name)), None):
            return attributes(name)(client)
        ecs(client, "RunInstances", **{**asked, **network(client), **parameters})
        client.backend.wait(60)
        return attributes(name)(client)

    return read


def template(client: Client) -> Document:
    """Make a launch template with much in it, and read its latest version."""
    about = {"LaunchTemplateName": "web"}
    if not list(client.items(find("ecs", "DescribeLaunchTemplates"), LaunchTemplateName=["web"])):
        ecs(
            client,
            "CreateLaunchTemplate",
            ImageId=IMAGE,
            InstanceType="ecs.g5.large",
            UserData="ZWNobw==",
            DataDisk=[{"Size": 40, "Category": "cloud_ssd"}],
            NetworkInterface=[{"Description": "first", "SecurityGroupIds": ["sg-1"]}],
            Tag=[{"Key": "a", "Value": "b"}],
            SecurityGroupIds=["sg-1"],
            **{"SystemDisk.Size": 60, "SystemDisk.Category": "cloud_ssd"},
            **about,
        )
    version = first(client, "DescribeLaunchTemplateVersions", **about)
    return {**version["LaunchTemplateData"], **about}


def command(client: Client) -> Document:
    """Make a command without a description, and read it."""
    found = list(client.items(find("ecs", "DescribeCommands")))
    if not found:
        script = {"Type": "RunShellScript", "CommandContent": "ZWNobyAx"}
        ecs(client, "CreateCommand", Name="echo", **script)
    return first(client, "DescribeCommands")


def deployment_set(client: Client) -> Document:
    """Make a deployment set without a description, and read it."""
    name = "plain"
    if not list(client.items(find("ecs", "DescribeDeploymentSets"), DeploymentSetName=name)):
        ecs(client, "CreateDeploymentSet", DeploymentSetName=name)
    found = first(client, "DescribeDeploymentSets", DeploymentSetName=name)
    return {**found, "Description": found["DeploymentSetDescription"]}


def maintenance(client: Client) -> Document:
    """Read how an instance is maintained."""
    about = [instance_id(client, "WindowsOffice")]
    found = first(client, "DescribeInstanceMaintenanceAttributes", InstanceId=about)
    return {
        "InstanceId": about,
        "ActionOnMaintenance": found["ActionOnMaintenance"]["Value"],
        "NotifyOnMaintenance": found["NotifyOnMaintenance"],
    }


def renewal(client: Client) -> Document:
    """Read how a subscription is renewed."""
    bought = made("bought", InstanceChargeType="PrePaid", Period=1)(client)["InstanceId"]
    return first(client, "DescribeInstanceAutoRenewAttribute", InstanceId=bought)


def upgrades(client: Client) -> Document:
    """Read how agents are upgraded."""
    answer = ecs(client, "DescribeCloudAssistantSettings", SettingType=["AgentUpgradeConfig"])
    config = dict(answer["AgentUpgradeConfig"])
    windows = config.pop("AllowedUpgradeWindows")
    return {
        "SettingType": "AgentUpgradeConfig",
        "AgentUpgradeConfig": {
            **config,
            "AllowedUpgradeWindow": windows["AllowedUpgradeWindow"],
        },
    }


KINDS: list[tuple[str, Read]] = [
    ("ModifyInstanceAttribute", attributes("UserGuideForDS001")),
    ("ModifyInstanceAttribute", attributes("BackupServer")),
    ("ModifyInstanceAttribute", attributes("WindowsOffice")),
    ("ModifyInstanceAttribute", made("plain")),
    ("ModifyInstanceAttribute", made("windows", ImageId=WINDOWS)),
    ("ModifyInstanceAttribute", made("data", UserData="ZWNobw==")),
    ("ModifyInstanceAttribute", made("burstable", InstanceType="ecs.t5-lc1m1.small")),
    ("ModifyInstanceAttribute", made("spot", SpotStrategy="SpotAsPriceGo")),
    ("ModifyInstanceAttribute", made("bought", InstanceChargeType="PrePaid", Period=1)),
    ("ModifyInstanceSpec", attributes("UserGuideForDS001")),
    ("ModifyInstanceSpec", made("plain")),
    ("ModifyDeploymentSetAttribute", deployment_set),
    ("ModifyCommand", command),
    ("CreateLaunchTemplateVersion", template),
    ("ModifyInstanceMaintenanceAttributes", maintenance),
    ("ModifyInstanceAutoRenewAttribute", renewal),
    ("ModifyCloudAssistantSettings", upgrades),
]
"""What can be read and written: the operation that writes, and how its parameters are read."""


def sent_back(operation: Operation, document: Document) -> Document:
    """Return the fields of a document that the operation has parameters for."""
    found = {each.name: field(each, document) for each in operation.parameters}
    return {name: value for name, value in found.items() if value is not None}


def field(parameter: Parameter, document: Document) -> Any:
    """Return what a document has for a parameter: at its path, without the wrapper of a list."""
    value: Any = document
    for part in parameter.name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None and parameter.repeat:
        value = wrapped_list(parameter.name, document)
    elif parameter.repeat and isinstance(value, dict):
        (value,) = value.values()
    return parts_of(parameter, value) if parameter.repeat and parameter.parts else value


def wrapped_list(name: str, document: Document) -> Any:
    """Return a list that a document has in the plural, such as `DataDisks.DataDisk`."""
    wrapper = document.get(f"{name}s", {})
    return next(iter(wrapper.values()), None) if isinstance(wrapper, dict) else None


def parts_of(parameter: Parameter, items: Any) -> Any:
    """Return the items of a list as the parameter has them."""
    return [sent_back_part(parameter, each) for each in items] if items else None


def sent_back_part(parameter: Parameter, item: Document) -> Document:
    """Return an item, its own lists without their wrappers."""
    return {
        each.name: value for each in parameter.parts if (value := field(each, item)) is not None
    }


@pytest.mark.parametrize(("name", "read"), KINDS, ids=[name for name, _ in KINDS])
def test_what_was_read_is_written_back(
    account: Simulator, client: Client, name: str, read: Read
) -> None:
    before = read(client)
    operation = find("ecs", name)
    parameters = sent_back(operation, before)
    assert len(parameters) > 1, parameters

    client.call(operation, **parameters)

    assert without_request(read(client)) == without_request(before)


def without_request(document: Document) -> Document:
    """Return a document without the id of the request that read it."""
    return {name: each for name, each in document.items() if name != "RequestId"}


def test_a_template_goes_round_whole(client: Client) -> None:
    data = template(client)

    parameters = sent_back(find("ecs", "CreateLaunchTemplateVersion"), data)

    assert parameters.keys() >= {
        *("DataDisk", "ImageId", "InstanceType", "LaunchTemplateName", "NetworkInterface"),
        *("SecurityGroupIds", "SystemDisk.Category", "SystemDisk.Size", "Tag", "UserData"),
    }
