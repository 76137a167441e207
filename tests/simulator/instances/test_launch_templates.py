"""Launch templates: what they keep, and what they give a call."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.launch_templates import (
    CreateLaunchTemplate,
    CreateLaunchTemplateVersion,
    DeleteLaunchTemplate,
    DeleteLaunchTemplateVersion,
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
    ModifyLaunchTemplateDefaultVersion,
)
from ecsops.catalogue.ecs.instances.run_instances import CreateInstance, RunInstances
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, emptied, instances
from tests.support.networks import network
from tests.support.refusals import refusal


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def test_a_template_gives_what_the_call_leaves_open(client: Client) -> None:
    made = client.call(
        CreateLaunchTemplate,
        LaunchTemplateName="web",
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        InstanceName="from-template",
        Tag=[{"Key": "env", "Value": "prod"}],
    )
    connected = network(client)
    client.call(RunInstances, LaunchTemplateName="web", InstanceType="ecs.c5.large", **connected)

    (instance,) = instances(client)
    assert (
        instance["InstanceType"],
        instance["InstanceName"],
    ) == ("ecs.c5.large", "from-template")
    (version,) = client.items(
        DescribeLaunchTemplateVersions, LaunchTemplateId=made["LaunchTemplateId"]
    )
    assert version["LaunchTemplateData"]["InstanceType"] == "ecs.g5.large"
    assert version["LaunchTemplateData"]["Tags"]["InstanceTag"] == [{"Key": "env", "Value": "prod"}]


def test_a_template_shows_what_its_data_has_a_place_for(client: Client) -> None:
    made = client.call(
        CreateLaunchTemplate,
        LaunchTemplateName="web",
        NetworkInterface=[{"Description": "first", "SecurityGroupIds": ["sg-1"]}],
        **{"SecurityOptions.EnableSecureBoot": True, "SecurityOptions.TrustedSystemMode": "vTPM"},
    )

    (version,) = client.items(
        DescribeLaunchTemplateVersions, LaunchTemplateId=made["LaunchTemplateId"]
    )
    data = version["LaunchTemplateData"]
    (interface,) = data["NetworkInterfaces"]["NetworkInterface"]
    assert interface["SecurityGroupIds"] == {"SecurityGroupId": ["sg-1"]}
    assert data["SecurityOptions"] == {"TrustedSystemMode": "vTPM"}


def test_templates_are_found_by_their_tags(client: Client) -> None:
    for name, team in (("web", "a"), ("db", "b")):
        tags = [{"Key": "team", "Value": team}]
        client.call(CreateLaunchTemplate, LaunchTemplateName=name, TemplateTag=tags)

    found = client.items(DescribeLaunchTemplates, TemplateTag=[{"Key": "team", "Value": "b"}])

    assert [each["LaunchTemplateName"] for each in found] == ["db"]


def test_tags_in_the_lower_case_of_old_clients_are_tags(client: Client) -> None:
    client.call(
        CreateInstance,
        **network(client),
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Tag=[{"key": "env", "value": "prod"}],
    )

    (found,) = client.items(DescribeInstances, Tag=[{"key": "env"}])

    assert found["Tags"]["Tag"] == [{"TagKey": "env", "TagValue": "prod"}]


def test_templates_are_listed_and_deleted(client: Client) -> None:
    client.call(CreateLaunchTemplate, LaunchTemplateName="web")

    assert [each["LaunchTemplateName"] for each in client.items(DescribeLaunchTemplates)] == ["web"]
    assert client.call(DeleteLaunchTemplate, LaunchTemplateName="web")[
        "LaunchTemplateVersionNumbers"
    ]["versionNumbers"] == [1]
    assert list(client.items(DescribeLaunchTemplates)) == []


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (
            CreateLaunchTemplate,
            {"LaunchTemplateName": "web"},
            ("LaunchTemplateName.Duplicated", 403),
        ),
        (
            CreateLaunchTemplate,
            {"LaunchTemplateName": "1"},
            ("InvalidLaunchTemplateName.Malformed", 400),
        ),
        (
            RunInstances,
            {"LaunchTemplateName": "web", "LaunchTemplateVersion": 2},
            ("InvalidLaunchTemplateVersion.NotFound", 404),
        ),
        (
            DeleteLaunchTemplate,
            {"LaunchTemplateName": "none"},
            ("InvalidLaunchTemplate.NotFound", 404),
        ),
        (DescribeLaunchTemplateVersions, {}, ("MissingParameter", 400)),
    ],
)
def test_templates_are_refused_as_documented(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    client.call(CreateLaunchTemplate, LaunchTemplateName="web")

    assert expected == refusal(client, operation, **parameters)


def versions(client: Client, **parameters: Any) -> dict[int, bool]:
    """Return the versions of the template `web`: whether each is the default."""
    found = client.items(DescribeLaunchTemplateVersions, LaunchTemplateName="web", **parameters)
    return {each["VersionNumber"]: each["DefaultVersion"] for each in found}


def with_versions(client: Client, *types: str) -> str:
    """Make the template `web` with a version of each instance type; return its id."""
    first, *others = types
    asked = {"LaunchTemplateName": "web", "ImageId": IMAGE}
    made = client.call(CreateLaunchTemplate, InstanceType=first, **asked)
    for each in others:
        client.call(CreateLaunchTemplateVersion, InstanceType=each, **asked)
    return str(made["LaunchTemplateId"])


def test_a_template_has_versions_of_which_one_is_the_default(
    client: Client, account: Simulator
) -> None:
    template_id = with_versions(client, "ecs.g5.large", "ecs.c5.large")
    account.wait(60)
    answer = client.call(
        CreateLaunchTemplateVersion,
        LaunchTemplateId=template_id,
        VersionDescription="third",
        ImageId=IMAGE,
        InstanceType="ecs.r5.large",
    )

    (template,) = client.items(DescribeLaunchTemplates)
    assert answer["LaunchTemplateVersionNumber"] == 3
    assert (template["DefaultVersionNumber"], template["LatestVersionNumber"]) == (1, 3)
    assert template["ModifiedTime"] > template["CreateTime"]
    assert versions(client) == {3: False, 2: False, 1: True}
    assert versions(client, DefaultVersion=True) == {1: True}
    assert versions(client, MinVersion=2) == {3: False, 2: False}
    assert versions(client, LaunchTemplateVersion=[1, 3]) == {3: False, 1: True}


def test_a_call_uses_the_default_version_or_the_one_it_names(client: Client) -> None:
    template_id = with_versions(client, "ecs.g5.large", "ecs.c5.large", "ecs.r5.large")
    client.call(
        ModifyLaunchTemplateDefaultVersion, LaunchTemplateId=template_id, DefaultVersionNumber=2
    )
    connected = network(client)
    client.call(RunInstances, LaunchTemplateName="web", **connected)
    client.call(RunInstances, LaunchTemplateName="web", LaunchTemplateVersion=3, **connected)

    types = [each["InstanceType"] for each in instances(client)]
    assert types == ["ecs.r5.large", "ecs.c5.large"]
    assert versions(client) == {3: False, 2: True, 1: False}


def test_versions_are_deleted_and_their_numbers_stay_used(client: Client) -> None:
    template_id = with_versions(client, "ecs.g5.large", "ecs.c5.large", "ecs.r5.large")

    answer = client.call(
        DeleteLaunchTemplateVersion, LaunchTemplateId=template_id, DeleteVersion=[2, 3]
    )
    made = client.call(CreateLaunchTemplateVersion, LaunchTemplateId=template_id, ImageId=IMAGE)

    assert answer["LaunchTemplateVersions"]["LaunchTemplateVersion"] == [
        {"LaunchTemplateId": template_id, "LaunchTemplateVersionNumber": each} for each in (2, 3)
    ]
    assert made["LaunchTemplateVersionNumber"] == 4
    assert versions(client) == {4: False, 1: True}


def test_a_template_has_thirty_versions(client: Client) -> None:
    with_versions(client, *["ecs.g5.large"] * 30)

    refused = refusal(client, CreateLaunchTemplateVersion, LaunchTemplateName="web")

    assert refused == ("LaunchTemplateVersionLimitExceed", 403)
    client.call(DeleteLaunchTemplateVersion, LaunchTemplateName="web", DeleteVersion=[30])
    client.call(CreateLaunchTemplateVersion, LaunchTemplateName="web")


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (CreateLaunchTemplateVersion, {}, ("MissingParameter", 400)),
        (
            CreateLaunchTemplateVersion,
            {"LaunchTemplateName": "none"},
            ("InvalidLaunchTemplate.NotFound", 404),
        ),
        (
            CreateLaunchTemplateVersion,
            {"LaunchTemplateName": "web", "VersionDescription": "http://a"},
            ("InvalidDescription.Malformed", 400),
        ),
        (
            CreateLaunchTemplateVersion,
            {"LaunchTemplateName": "web", "UserData": "%"},
            ("InvalidUserData.Base64FormatInvalid", 400),
        ),
        (
            CreateLaunchTemplateVersion,
            {"LaunchTemplateName": "web", "UserData": "QUFB" * 6000},
            ("InvalidUserData.SizeExceeded", 400),
        ),
        (
            DeleteLaunchTemplateVersion,
            {"LaunchTemplateName": "web", "DeleteVersion": [2, 1]},
            ("InvalidParameter", 400),
        ),
        (
            DeleteLaunchTemplateVersion,
            {"LaunchTemplateName": "web", "DeleteVersion": [3]},
            ("InvalidParameter", 400),
        ),
        (
            DeleteLaunchTemplateVersion,
            {"LaunchTemplateName": "none", "DeleteVersion": [3]},
            ("InvalidParameter", 400),
        ),
        (DeleteLaunchTemplateVersion, {"LaunchTemplateName": "web"}, ("MissingParameter", 400)),
        (
            ModifyLaunchTemplateDefaultVersion,
            {"LaunchTemplateName": "web", "DefaultVersionNumber": 3},
            ("InvalidParameter", 400),
        ),
        (
            ModifyLaunchTemplateDefaultVersion,
            {"LaunchTemplateName": "none", "DefaultVersionNumber": 1},
            ("InvalidLaunchTemplate.NotFound", 404),
        ),
    ],
)
def test_versions_are_refused_as_documented(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    with_versions(client, "ecs.g5.large", "ecs.c5.large")

    assert refusal(client, operation, **parameters) == expected
    assert versions(client) == {2: False, 1: True}
