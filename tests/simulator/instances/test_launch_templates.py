"""Launch templates: what they keep, and what they give a call."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.launch_templates import (
    CreateLaunchTemplate,
    DeleteLaunchTemplate,
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
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
