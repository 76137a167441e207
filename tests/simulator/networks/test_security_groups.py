"""Security groups and network interfaces: who is in which group, and how they are listed."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, ModifyInstanceAttribute
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, StopInstance
from ecsops.catalogue.ecs.instances.run_instances import CreateInstance
from ecsops.catalogue.ecs.networks.network_interfaces import (
    AllocatePublicIpAddress,
    DescribeNetworkInterfaces,
)
from ecsops.catalogue.ecs.networks.security_groups import (
    CreateSecurityGroup,
    DeleteSecurityGroup,
    DescribeSecurityGroupAttribute,
    DescribeSecurityGroups,
    JoinSecurityGroup,
    LeaveSecurityGroup,
)
from ecsops.catalogue.ecs.tags import TagResources
from ecsops.catalogue.sts.identity import GetCallerIdentity
from ecsops.catalogue.vpc.vpcs import CreateVpc, DescribeVpcs
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.first_use_account import the_instance
from tests.support.instance_stories import IMAGE, run
from tests.support.networks import network
from tests.support.refusals import refusal


def a_group(client: Client, **fields: Any) -> str:
    (vpc,) = client.items(DescribeVpcs, IsDefault=True)
    made = client.call(CreateSecurityGroup, **{"VpcId": vpc["VpcId"], **fields})
    return str(made["SecurityGroupId"])


def groups_of(client: Client, instance_id: str) -> list[str]:
    (found,) = client.items(DescribeInstances, InstanceIds=[instance_id])
    (primary,) = client.items(DescribeNetworkInterfaces, InstanceId=instance_id, Type="Primary")
    ids: list[str] = found["SecurityGroupIds"]["SecurityGroupId"]
    assert primary["SecurityGroupIds"]["SecurityGroupId"] == ids
    return ids


def test_an_instance_joins_groups_and_leaves_all_but_one(client: Client) -> None:
    instance_id = the_instance(client)
    (first,) = groups_of(client, instance_id)
    second = a_group(client)
    call = {"InstanceId": instance_id, "SecurityGroupId": second}
    client.call(JoinSecurityGroup, **call)

    assert groups_of(client, instance_id) == [first, second]
    assert refusal(client, JoinSecurityGroup, **call) == ("InvalidInstanceId.AlreadyExists", 403)
    client.call(LeaveSecurityGroup, InstanceId=instance_id, SecurityGroupId=first)
    assert groups_of(client, instance_id) == [second]
    assert refusal(client, LeaveSecurityGroup, **call) == ("InstanceLastSecurityGroup", 403)
    call["SecurityGroupId"] = first
    assert refusal(client, LeaveSecurityGroup, **call) == ("InstanceNotInSecurityGroup", 403)


def test_an_instance_is_in_five_groups_at_most(account: Simulator, client: Client) -> None:
    instance_id = the_instance(client)
    ids = [a_group(client) for _ in range(5)]
    for each in ids[:4]:
        client.call(JoinSecurityGroup, InstanceId=instance_id, SecurityGroupId=each)

    call = {"InstanceId": instance_id, "SecurityGroupId": ids[4]}
    assert refusal(client, JoinSecurityGroup, **call) == (
        "InstanceSecurityGroupLimitExceeded",
        400,
    )
    client.call(ModifyInstanceAttribute, InstanceId=instance_id, SecurityGroupIds=ids)
    assert groups_of(client, instance_id) == ids
    account.set_quota("InstancesPerSecurityGroup", 0)
    call["InstanceId"] = the_instance(client, "LegacyWeb")
    assert refusal(client, JoinSecurityGroup, **call)[0] == "SecurityGroupInstanceLimitExceeded"


def test_only_a_steady_instance_of_the_same_vpc_joins(account: Simulator, client: Client) -> None:
    vpc_id = client.call(CreateVpc)["VpcId"]
    account.wait(3)
    call = {"InstanceId": the_instance(client), "SecurityGroupId": a_group(client, VpcId=vpc_id)}
    assert refusal(client, JoinSecurityGroup, **call) == ("InvalidInstanceId.Mismatch", 400)
    attribute = {"InstanceId": call["InstanceId"], "SecurityGroupIds": [call["SecurityGroupId"]]}
    assert refusal(client, ModifyInstanceAttribute, **attribute)[0] != ""
    call["SecurityGroupId"] = a_group(client)
    client.call(StopInstance, InstanceId=call["InstanceId"])
    assert refusal(client, JoinSecurityGroup, **call) == ("IncorrectInstanceStatus", 403)
    account.wait(60)
    client.call(JoinSecurityGroup, **call)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"InstanceId": "i-none"}, "InvalidInstanceId.NotFound"),
        ({"SecurityGroupId": "sg-none"}, "InvalidSecurityGroupId.NotFound"),
        ({"InstanceId": None}, "InvalidInstanceId.Malformed"),
        ({"NetworkInterfaceId": "eni-none"}, "InvalidInstanceId.Malformed"),
        ({"InstanceId": None, "NetworkInterfaceId": "eni-none"}, "InvalidEniId.NotFound"),
    ],
)
def test_wrong_members_are_refused(client: Client, wrong: dict[str, Any], code: str) -> None:
    right = {"InstanceId": the_instance(client), "SecurityGroupId": a_group(client)}

    assert refusal(client, JoinSecurityGroup, **{**right, **wrong})[0] == code


def test_a_secondary_interface_is_in_groups_of_its_own(client: Client) -> None:
    instance_id = the_instance(client, "DataProcessing001")
    (second,) = client.items(DescribeNetworkInterfaces, InstanceId=instance_id, Type="Secondary")
    group_id = a_group(client)
    call = {"NetworkInterfaceId": second["NetworkInterfaceId"], "SecurityGroupId": group_id}
    client.call(JoinSecurityGroup, **call)

    (found,) = client.items(DescribeNetworkInterfaces, SecurityGroupId=group_id)
    assert found["NetworkInterfaceId"] == second["NetworkInterfaceId"]
    assert group_id not in groups_of(client, instance_id)
    refused = refusal(client, DeleteSecurityGroup, SecurityGroupId=group_id)
    assert refused == ("DependencyViolation", 403)
    client.call(LeaveSecurityGroup, **call)
    client.call(DeleteSecurityGroup, SecurityGroupId=group_id)


def test_groups_are_listed_with_their_rules_and_numbers(client: Client) -> None:
    advanced = a_group(client, SecurityGroupName="web", SecurityGroupType="enterprise")
    listed = list(client.items(DescribeSecurityGroups, IsQueryEcsCount=True))
    default = listed[-1]

    assert [each["SecurityGroupName"] for each in listed[:-1]] == ["web"]
    counts = (default["EcsCount"], default["AvailableInstanceAmount"], default["RuleCount"])
    assert counts == (11, 1989, 3)
    (plain,) = client.items(DescribeSecurityGroups, SecurityGroupId=default["SecurityGroupId"])
    assert plain["EcsCount"] == 0
    shown = client.call(DescribeSecurityGroupAttribute, SecurityGroupId=default["SecurityGroupId"])
    assert [each["PortRange"] for each in shown["Permissions"]["Permission"]] == [
        "22/22",
        "3389/3389",
        "-1/-1",
    ]
    assert shown["InnerAccessPolicy"] == "Accept"
    own = client.call(DescribeSecurityGroupAttribute, SecurityGroupId=advanced)
    assert (own["InnerAccessPolicy"], own["Permissions"]["Permission"]) == ("Drop", [])
    asked = {"SecurityGroupId": default["SecurityGroupId"], "Direction": "egress"}
    none = client.call(DescribeSecurityGroupAttribute, **asked)
    assert none["Permissions"]["Permission"] == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"VpcId": None}, ("InvalidVpcId.NotFound", 403)),
        ({"VpcId": "vpc-none"}, ("InvalidVpcId.NotFound", 404)),
        ({"SecurityGroupName": "1"}, ("InvalidSecurityGroupName.Malformed", 400)),
        ({"Description": "x"}, ("InvalidSecurityGroupDiscription.Malformed", 400)),
    ],
)
def test_a_group_against_the_rules_is_refused(
    client: Client, wrong: dict[str, Any], expected: tuple[str, int]
) -> None:
    (vpc,) = client.items(DescribeVpcs)

    assert refusal(client, CreateSecurityGroup, **{"VpcId": vpc["VpcId"], **wrong}) == expected


def test_a_region_has_a_quota_of_groups(account: Simulator, client: Client) -> None:
    account.set_quota("SecurityGroupsPerRegion", 2)
    a_group(client)
    (vpc,) = client.items(DescribeVpcs)

    refused = refusal(client, CreateSecurityGroup, VpcId=vpc["VpcId"])
    assert refused == ("QuotaExceed.SecurityGroup", 403)


def test_interfaces_come_and_go_with_their_instances(account: Simulator, client: Client) -> None:
    before = len(list(client.items(DescribeNetworkInterfaces)))
    asked = [{"SecondaryPrivateIpAddressCount": 2, "NetworkInterfaceName": "second"}]
    (instance_id,) = run(client, NetworkInterface=asked)
    primary, second = reversed(
        list(client.items(DescribeNetworkInterfaces, InstanceId=instance_id))
    )
    account.wait(60)

    assert [each["Type"] for each in (primary, second)] == ["Primary", "Secondary"]
    assert [each["Status"] for each in (primary, second)] == ["InUse", "InUse"]
    assert second["NetworkInterfaceName"] == "second"
    addresses = [each["PrivateIpAddress"] for each in second["PrivateIpSets"]["PrivateIpSet"]]
    assert len(set(addresses)) == 3
    (found,) = client.items(DescribeNetworkInterfaces, PrivateIpAddress=[addresses[2]])
    assert found["NetworkInterfaceId"] == second["NetworkInterfaceId"]
    client.call(DeleteInstance, InstanceId=instance_id, Force=True)
    assert len(list(client.items(DescribeNetworkInterfaces))) == before


def test_groups_and_interfaces_take_tags(client: Client) -> None:
    interface = next(client.items(DescribeNetworkInterfaces))["NetworkInterfaceId"]
    tag = [{"Key": "team", "Value": "web"}]
    group_id = a_group(client, Tag=tag)
    client.call(TagResources, ResourceType="eni", ResourceId=[interface], Tag=tag)

    (group,) = client.items(DescribeSecurityGroups, Tag=tag)
    (found,) = client.items(DescribeNetworkInterfaces, Tag=tag)
    assert (group["SecurityGroupId"], found["NetworkInterfaceId"]) == (group_id, interface)


def test_an_address_needs_bandwidth_and_is_given_once(account: Simulator, client: Client) -> None:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **network(client)}
    silent = client.call(CreateInstance, **wanted)["InstanceId"]
    made = client.call(CreateInstance, InternetMaxBandwidthOut=5, **wanted)["InstanceId"]
    refused = refusal(client, AllocatePublicIpAddress, InstanceId=made)
    assert refused == ("IncorrectInstanceStatus", 403)
    account.wait(60)

    address = client.call(AllocatePublicIpAddress, InstanceId=made)["IpAddress"]

    (found,) = client.items(DescribeInstances, InstanceIds=[made])
    assert found["PublicIpAddress"]["IpAddress"] == [address]
    refused = refusal(client, AllocatePublicIpAddress, InstanceId=made)
    assert refused == ("AllocatedAlready", 403)
    refused = refusal(client, AllocatePublicIpAddress, InstanceId=silent)
    assert refused == ("AllocateIpInvalidInstanceBandwidth", 400)


def test_the_caller_is_the_account(client: Client) -> None:
    found = client.call(GetCallerIdentity)

    assert found["IdentityType"] == "Account"
    assert found["Arn"] == f"acs:ram::{found['AccountId']}:root"
