"""Tags: put on resources of any type, overwritten, removed, listed, and found by listings."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.commands import CreateCommand, DescribeCommands
from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    RunCommand,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.disks import CreateSnapshot, DescribeDisks, DescribeSnapshots
from ecsops.catalogue.ecs.instances.launch_templates import (
    CreateLaunchTemplate,
    DescribeLaunchTemplates,
)
from ecsops.catalogue.ecs.tags import ListTagResources, TagResources, UntagResources
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.first_use_account import the_instance

WEB = [{"Key": "team", "Value": "web"}]


def put(client: Client, resource_type: str, *ids: str, **tags: str) -> None:
    given = [{"Key": key, "Value": value} for key, value in tags.items()]
    client.call(TagResources, ResourceType=resource_type, ResourceId=list(ids), Tag=given)


def listed(client: Client, resource_type: str, **asked: Any) -> list[tuple[str, str, str]]:
    found = client.items(ListTagResources, ResourceType=resource_type, **asked)
    assert all(isinstance(each, dict) for each in found)
    return [
        (each["ResourceId"], each["TagKey"], each["TagValue"])
        for each in client.items(ListTagResources, ResourceType=resource_type, **asked)
    ]


def refused(client: Client, operation: Operation, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ApiError) as error:
        client.call(operation, **parameters)
    return error.value.code, error.value.http_status


def resources(client: Client) -> list[tuple[str, Operation, str]]:
    """Return a resource of each type that exists: its type, its listing, and its id."""
    instance_id = the_instance(client)
    disk_id = next(client.items(DescribeDisks, InstanceId=instance_id))["DiskId"]
    script = {"Type": "RunShellScript", "CommandContent": "ZWNobyAx"}
    made = client.call(CreateCommand, Name="echo", **script)
    ran = client.call(RunCommand, InstanceId=[instance_id], **script)
    snapshot = client.call(CreateSnapshot, DiskId=disk_id)
    template = client.call(CreateLaunchTemplate, LaunchTemplateName="web")
    return [
        ("instance", DescribeInstances, instance_id),
        ("disk", DescribeDisks, disk_id),
        ("snapshot", DescribeSnapshots, snapshot["SnapshotId"]),
        ("launchtemplate", DescribeLaunchTemplates, template["LaunchTemplateId"]),
        ("command", DescribeCommands, made["CommandId"]),
        ("invocation", DescribeInvocations, ran["InvokeId"]),
    ]


def test_every_type_of_resource_takes_tags_and_is_found_by_them(client: Client) -> None:
    for resource_type, listing, resource_id in resources(client):
        put(client, resource_type, resource_id, team="web", tier="1")
        name = "TemplateTag" if resource_type == "launchtemplate" else "Tag"
        (found,) = client.items(listing, **{name: WEB})

        assert resource_id in found.values()
        assert found["Tags"]["Tag"][-2:] == [
            {"TagKey": "team", "TagValue": "web"},
            {"TagKey": "tier", "TagValue": "1"},
        ]
        client.call(
            UntagResources,
            ResourceType=resource_type,
            ResourceId=[resource_id],
            TagKey=["team", "nothing"],
        )
        assert list(client.items(listing, **{name: WEB})) == []


def test_results_are_found_by_the_tags_of_their_invocation(client: Client) -> None:
    *_others, (resource_type, _listing, invoke_id) = resources(client)
    put(client, resource_type, invoke_id, team="web")

    (found,) = client.items(DescribeInvocationResults, Tag=WEB)
    assert found["InvokeId"] == invoke_id


def test_a_tag_that_is_there_takes_the_new_value_in_its_place(client: Client) -> None:
    instance_id = the_instance(client)
    put(client, "instance", instance_id, env="test", team="web")

    assert listed(client, "instance", ResourceId=[instance_id]) == [
        (instance_id, "env", "test"),
        (instance_id, "app", "web"),
        (instance_id, "team", "web"),
    ]


def test_all_tags_are_removed_only_where_no_key_is_named(client: Client) -> None:
    first, second = the_instance(client), the_instance(client, "LegacyWeb")
    both = {"ResourceType": "instance", "ResourceId": [first, second]}
    client.call(UntagResources, All=True, TagKey=["env"], **both)
    assert listed(client, "instance", ResourceId=[first]) == [(first, "app", "web")]

    client.call(UntagResources, All=True, **both)
    assert listed(client, "instance", ResourceId=[first, second]) == []


def test_a_listing_has_the_tags_of_the_keys_that_are_asked_for(client: Client) -> None:
    asked = [{"Key": "env", "Value": "test"}, {"Key": "app"}]
    office, legacy = the_instance(client, "WindowsOffice"), the_instance(client, "LegacyWeb")

    assert listed(client, "instance", Tag=asked) == [
        (legacy, "env", "test"),
        (legacy, "app", "web"),
        (office, "env", "test"),
        (office, "app", "office"),
    ]
    assert listed(client, "instance", Tag=asked[:1], ResourceId=[office]) == [
        (office, "env", "test")
    ]
    assert listed(client, "instance", TagFilter=[{"TagKey": "env", "TagValues": ["test"]}]) == [
        (legacy, "env", "test"),
        (office, "env", "test"),
    ]
    assert listed(client, "volume", ResourceId=["v-1"]) == []
    assert listed(client, "instance", ResourceId=["i-none"]) == []


def test_pages_of_a_listing_follow_each_other(client: Client) -> None:
    script = {"Type": "RunShellScript", "CommandContent": "ZWNobyAx"}
    for number in range(51):
        client.call(CreateCommand, Name=f"c{number}", Tag=WEB, **script)
    asked = {"ResourceType": "command", "Tag": WEB}
    first = client.call(ListTagResources, **asked)
    second = client.call(ListTagResources, NextToken=first["NextToken"], **asked)

    sizes = [len(each["TagResources"]["TagResource"]) for each in (first, second)]
    assert (sizes, second["NextToken"]) == ([50, 1], "")
    assert len(set(listed(client, "command", Tag=WEB))) == 51


def many(count: int) -> list[Document]:
    return [{"Key": f"k{number}", "Value": "v"} for number in range(count)]


def test_the_largest_call_passes(client: Client) -> None:
    put(client, "instance", the_instance(client), **{"k" * 128: "v" * 128})
    template = client.call(CreateLaunchTemplate, LaunchTemplateName="web")["LaunchTemplateId"]
    client.call(TagResources, ResourceType="launchtemplate", ResourceId=[template], Tag=many(20))

    assert len(listed(client, "launchtemplate", ResourceId=[template])) == 20
    assert refused(
        client, TagResources, ResourceType="launchtemplate", ResourceId=[template], Tag=WEB
    ) == ("OperationDenied.QuotaExceed", 400)
    put(client, "launchtemplate", template, k0="other")


@pytest.mark.parametrize(
    ("wrong", "code", "http_status"),
    [
        ({"Tag": many(21)}, "NumberExceed.Tags", 400),
        ({"Tag": None}, "MissingParameter.Tags", 404),
        ({"Tag": [*WEB, *WEB]}, "Duplicate.TagKey", 400),
        ({"Tag": [{"Value": "v"}]}, "InvalidTagKey.Malformed", 400),
        ({"Tag": [{"Key": "k" * 129}]}, "InvalidTagKey.Malformed", 400),
        ({"Tag": [{"Key": "acs:k"}]}, "InvalidTagKey.Malformed", 400),
        ({"Tag": [{"Key": "aliyunk"}]}, "InvalidTagKey.Malformed", 400),
        ({"Tag": [{"Key": "http://k"}]}, "InvalidTagKey.Malformed", 400),
        ({"Tag": [{"Key": "k", "Value": "v" * 129}]}, "InvalidTagValue.Malformed", 400),
        ({"Tag": [{"Key": "k", "Value": "https://v"}]}, "InvalidTagValue.Malformed", 400),
        ({"ResourceId": [f"i-{n}" for n in range(51)]}, "NumberExceed.ResourceIds", 400),
        ({"ResourceId": ["i-none"]}, "InvalidResourceId.NotFound", 404),
        ({"ResourceType": "disk"}, "InvalidResourceId.NotFound", 404),
        ({"ResourceType": "ddh"}, "InvalidResourceId.NotFound", 404),
        ({"ResourceType": "server"}, "InvalidResourceType.NotFound", 404),
        ({"ResourceType": None}, "MissingParameter.ResourceType", 404),
        ({"TagOwnerUid": "1"}, "PermissionDenied.TagOwnerUid", 403),
        ({"Scope": "private"}, "PermissionDenied.Scope", 403),
    ],
)
def test_a_wrong_call_changes_nothing(
    client: Client, account: Simulator, wrong: Document, code: str, http_status: int
) -> None:
    instance_id = the_instance(client)
    right = {"ResourceType": "instance", "ResourceId": [instance_id], "Tag": WEB}
    before = listed(client, "instance", Tag=[{"Key": "env"}])

    assert refused(client, TagResources, **{**right, **wrong}) == (code, http_status)
    assert listed(client, "instance", Tag=[{"Key": "env"}]) == before


def test_one_unknown_resource_refuses_the_whole_call(client: Client) -> None:
    ids = [the_instance(client), "i-none"]

    assert refused(client, TagResources, ResourceType="instance", ResourceId=ids, Tag=WEB) == (
        "InvalidResourceId.NotFound",
        404,
    )
    assert list(client.items(DescribeInstances, Tag=WEB)) == []


def test_wrong_questions_are_refused(client: Client) -> None:
    asked = {"ResourceType": "instance", "ResourceId": [the_instance(client)]}

    assert refused(client, ListTagResources, ResourceType="instance")[0] == "MissingParameter.Tags"
    assert refused(client, ListTagResources, Tag=[{"Value": "v"}], **asked) == (
        "InvalidParameter.TagValue",
        400,
    )
    assert refused(client, ListTagResources, Tag=many(21), **asked)[0] == "NumberExceed.Tags"
    keys = [f"k{number}" for number in range(21)]
    assert refused(client, UntagResources, TagKey=keys, **asked)[0] == "NumberExceed.Tags"
    client.call(UntagResources, TagKey=keys[:20], **asked)
