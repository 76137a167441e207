"""RunInstances and its relatives: what is made, what is refused, and what becomes of it."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import (
    DescribeInstanceAttribute,
    DescribeInstances,
    ModifyInstanceAttribute,
)
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstance,
    DeleteInstances,
    RebootInstances,
    StartInstances,
    StopInstance,
    StopInstances,
)
from ecsops.catalogue.ecs.instances.run_instances import CreateInstance, RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, WINDOWS, emptied, instances, run
from tests.support.networks import network
from tests.support.refusals import refusal


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def test_a_new_instance_goes_through_its_states(account: Simulator, client: Client) -> None:
    (instance_id,) = run(client)
    seen = []
    for seconds in (0, 5, 20):
        account.wait(seconds)
        seen.append(instances(client)[0]["Status"])

    assert seen == ["Pending", "Starting", "Running"]
    assert instance_id == instances(client)[0]["InstanceName"]


def test_create_instance_leaves_a_stopped_one(account: Simulator, client: Client) -> None:
    client.call(CreateInstance, ImageId=IMAGE, InstanceType="ecs.g5.large", **network(client))
    account.wait(5)

    assert [each["Status"] for each in instances(client)] == ["Stopped"]


def test_suffixes_count_from_001(client: Client) -> None:
    run(client, Amount=3, InstanceName="web", HostName="web", UniqueSuffix="true")

    names = [(each["InstanceName"], each["HostName"]) for each in instances(client)]
    assert [(f"web{number}", f"web{number}") for number in ("003", "002", "001")] == names


def test_a_pattern_counts_from_its_own_number(client: Client) -> None:
    run(client, Amount=2, InstanceName="web-[8,3]-x")

    assert [each["InstanceName"] for each in instances(client)] == ["web-009-x", "web-008-x"]


def test_what_is_asked_for_is_what_is_shown(client: Client) -> None:
    run(
        client,
        ZoneId="cn-hangzhou-g",
        Description="a description",
        InternetMaxBandwidthOut="5",
        InstanceChargeType="PostPaid",
        SpotStrategy="SpotAsPriceGo",
        DeletionProtection="false",
        AutoReleaseTime="2019-06-25T10:00:30Z",
        Tag=[{"Key": "env", "Value": "prod"}],
    )

    (made,) = client.items(DescribeInstances, Tag=[{"Key": "env", "Value": "prod"}])
    assert (
        made["ZoneId"],
        made["Description"],
        made["InternetMaxBandwidthOut"],
    ) == ("cn-hangzhou-g", "a description", 5)
    assert made["AutoReleaseTime"] == "2019-06-25T10:00Z"
    assert len(made["PublicIpAddress"]["IpAddress"]) == 1
    assert (made["InstanceTypeFamily"], made["Cpu"], made["Memory"]) == ("ecs.g5", 2, 8192)


def test_an_auto_release_time_releases(account: Simulator, client: Client) -> None:
    run(client, AutoReleaseTime="2019-06-25T10:00:00Z")
    account.wait(7199)
    assert len(instances(client)) == 1
    account.wait(1)

    assert instances(client) == []


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"InstanceType": None}, ("MissingParameter", 400)),
        ({"ImageId": None}, ("MissingParameter", 400)),
        ({"VSwitchId": None}, ("MissingParameter", 400)),
        ({"SecurityGroupId": None}, ("MissingParameter", 400)),
        ({"SecurityGroupIds": ["sg-1"]}, ("InvalidParameter.Conflict", 400)),
        ({"ZoneId": "cn-hangzhou-f"}, ("InvalidParameter.Mismatch", 400)),
        ({"InstanceType": "ecs.g99.large"}, ("InvalidInstanceType.ValueNotSupported", 400)),
        ({"ImageId": "m-none"}, ("InvalidImageId.NotFound", 404)),
        ({"Amount": 0}, ("InvalidParam.Amount", 403)),
        ({"Amount": 101}, ("InvalidParam.Amount", 403)),
        ({"Amount": 2, "MinAmount": 3}, ("InvalidParam.Amount", 403)),
        ({"InstanceName": "1web"}, ("InvalidInstanceName.Malformed", 400)),
        ({"InstanceName": "http://web"}, ("InvalidInstanceName.Malformed", 400)),
        (
            {"InstanceName": "w" * 126, "UniqueSuffix": True},
            ("InvalidParams.InstanceNameExceed", 403),
        ),
        ({"HostName": "h" * 62, "UniqueSuffix": True}, ("InvalidParams.HostnameExceed", 403)),
        ({"HostName": "-web"}, ("InvalidHostName.Malformed", 400)),
        ({"HostName": "a" * 16, "ImageId": WINDOWS}, ("InvalidHostName.Malformed", 400)),
        ({"Description": "x"}, ("InvalidDescription.Malformed", 400)),
        ({"ZoneId": "cn-hangzhou-z"}, ("InvalidZoneId.NotFound", 404)),
        ({"VSwitchId": "vsw-none"}, ("InvalidVSwitchId.NotFound", 404)),
        ({"SecurityGroupId": "sg-none"}, ("InvalidSecurityGroupId.NotFound", 404)),
        ({"DeploymentSetId": "ds-none"}, ("DeploymentSet.NotFound", 404)),
        ({"LaunchTemplateId": "lt-none"}, ("InvalidLaunchTemplate.NotFound", 404)),
        ({"SpotStrategy": "SpotWithPriceLimit"}, ("InvalidSpotPriceLimit", 400)),
        ({"AutoReleaseTime": "2019-06-25T08:01:00Z"}, ("InvalidAutoReleaseTime.Malformed", 400)),
        ({"AutoReleaseTime": "soon"}, ("InvalidAutoReleaseTime.Malformed", 400)),
        ({"Tag": [{"Key": "a"}, {"Key": "a"}]}, ("Duplicate.TagKey", 400)),
        ({"Tag": [{"Key": "acs:x"}]}, ("InvalidTagKey.Malformed", 400)),
    ],
)
def test_a_refusal_has_its_documented_code_and_makes_nothing(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    wanted = {**network(client), "ImageId": IMAGE, "InstanceType": "ecs.g5.large", **parameters}

    assert expected == refusal(client, RunInstances, **wanted)
    assert instances(client) == []


def test_a_client_token_runs_once(client: Client) -> None:
    first = run(client, Amount=2, ClientToken="once")

    assert first == run(client, Amount=2, ClientToken="once")
    assert len(instances(client)) == 2
    assert refusal(
        client,
        RunInstances,
        **network(client),
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=3,
        ClientToken="once",
    ) == ("IdempotentParameterMismatch", 400)


def test_a_dry_run_makes_nothing(client: Client) -> None:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DryRun": "true"}

    assert refusal(client, RunInstances, **network(client), **wanted) == ("DryRunOperation", 400)
    assert instances(client) == []


def test_several_are_all_stopped_or_none(account: Simulator, client: Client) -> None:
    running = run(client, Amount=2)
    account.wait(60)
    client.call(StopInstance, InstanceId=running[0])

    assert refusal(client, StopInstances, InstanceId=running) == ("IncorrectInstanceStatus", 403)
    assert [each["Status"] for each in instances(client)] == ["Running", "Stopping"]


def test_success_first_tells_of_each(account: Simulator, client: Client) -> None:
    running = run(client, Amount=2)
    account.wait(60)
    client.call(StopInstance, InstanceId=running[0])

    answer = client.call(StopInstances, InstanceId=running, BatchOptimization="SuccessFirst")

    told = [
        (each["Code"], each["PreviousStatus"], each["CurrentStatus"])
        for each in StopInstances.items_of(answer)
    ]
    assert told == [
        ("IncorrectInstanceStatus", "Stopping", "Stopping"),
        ("200", "Running", "Stopping"),
    ]


def test_many_are_started_and_restarted_at_once(account: Simulator, client: Client) -> None:
    many = run(client, Amount=3)
    account.wait(60)
    client.call(RebootInstances, InstanceId=many)
    account.wait(60)
    client.call(StopInstances, InstanceId=many)
    account.wait(60)
    client.call(StartInstances, InstanceId=many)
    account.wait(60)

    assert [each["Status"] for each in instances(client)] == ["Running"] * 3


def test_releasing_needs_a_stopped_instance_or_force(account: Simulator, client: Client) -> None:
    made = run(client, Amount=2)
    account.wait(60)

    assert refusal(client, DeleteInstance, InstanceId=made[0])[0] == "IncorrectInstanceStatus"
    client.call(DeleteInstances, InstanceId=made, Force=True)
    assert instances(client) == []


def test_a_protected_instance_is_not_released(account: Simulator, client: Client) -> None:
    (made,) = run(client)
    client.call(ModifyInstanceAttribute, InstanceId=made, DeletionProtection=True)

    refused = refusal(client, DeleteInstance, InstanceId=made, Force=True)
    assert refused == ("InvalidOperation.DeletionProtection", 403)


def test_attributes_are_changed_all_or_none(client: Client) -> None:
    (made,) = run(client)
    client.call(ModifyInstanceAttribute, InstanceId=made, InstanceName="web", Description="first")

    refused = refusal(
        client, ModifyInstanceAttribute, InstanceId=made, Description="second", HostName="-"
    )
    shown = client.call(DescribeInstanceAttribute, InstanceId=made)
    assert refused[0] == "InvalidHostName.Malformed"
    assert (shown["InstanceName"], shown["Description"]) == ("web", "first")


def test_a_spot_instance_is_released_five_minutes_after_its_notice(
    account: Simulator, client: Client
) -> None:
    (spot,) = run(client, SpotStrategy="SpotAsPriceGo")
    account.wait(60)
    account.add_fault("preemption", "cn-hangzhou", {"InstanceId": spot})
    account.wait(299)
    assert len(instances(client)) == 1
    account.wait(1)

    assert instances(client) == []
