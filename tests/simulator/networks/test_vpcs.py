"""VPCs and vSwitches: their states, their blocks of addresses, and what keeps one from deletion."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.ecs.networks.security_groups import (
    CreateSecurityGroup,
    DeleteSecurityGroup,
    DescribeSecurityGroups,
)
from ecsops.catalogue.vpc.vpcs import CreateVpc, DeleteVpc, DescribeVpcAttribute, DescribeVpcs
from ecsops.catalogue.vpc.vswitches import (
    CreateVSwitch,
    DeleteVSwitch,
    DescribeVSwitchAttributes,
    DescribeVSwitches,
)
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, emptied
from tests.support.refusals import refusal

ZONE = "cn-hangzhou-b"


def a_vpc(account: Simulator, client: Client, block: str = "10.0.0.0/8", **fields: Any) -> str:
    vpc_id = str(client.call(CreateVpc, CidrBlock=block, **fields)["VpcId"])
    account.wait(3)
    return vpc_id


def a_vswitch(account: Simulator, client: Client, vpc_id: str, block: str) -> str:
    made = client.call(CreateVSwitch, VpcId=vpc_id, ZoneId=ZONE, CidrBlock=block)
    account.wait(3)
    return str(made["VSwitchId"])


def left(client: Client, vswitch_id: str) -> int:
    found = client.call(DescribeVSwitchAttributes, VSwitchId=vswitch_id)
    return int(found["AvailableIpAddressCount"])


def test_a_vpc_is_pending_before_it_is_available(account: Simulator, client: Client) -> None:
    tag = [{"Key": "team", "Value": "web"}]
    made = client.call(CreateVpc, VpcName="web", Description="for the web", Tag=tag)
    (pending,) = client.items(DescribeVpcs, VpcId=made["VpcId"])
    account.wait(3)
    (found,) = client.items(DescribeVpcs, Tag=tag)

    assert (pending["Status"], found["Status"]) == ("Pending", "Available")
    assert found["RouterTableIds"] == {"RouterTableIds": [made["RouteTableId"]]}
    assert {name: found[name] for name in ("CidrBlock", "VpcName", "VRouterId", "IsDefault")} == {
        "CidrBlock": "172.16.0.0/12",
        "VpcName": "web",
        "VRouterId": made["VRouterId"],
        "IsDefault": False,
    }
    assert found["Tags"] == {"Tag": tag}


def test_only_an_empty_vpc_is_deleted(account: Simulator, client: Client) -> None:
    vpc_id = a_vpc(account, client)
    vswitch_id = a_vswitch(account, client, vpc_id, "10.0.0.0/24")
    group_id = client.call(CreateSecurityGroup, VpcId=vpc_id)["SecurityGroupId"]
    network = {"VSwitchId": vswitch_id, "SecurityGroupId": group_id}
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **network}
    (instance_id,) = RunInstances.items_of(client.call(RunInstances, **wanted))
    account.wait(60)

    assert refusal(client, DeleteVpc, VpcId=vpc_id) == ("DependencyViolation.VSwitch", 400)
    assert refusal(client, DeleteVSwitch, VSwitchId=vswitch_id) == ("DependencyViolation", 400)
    refused = refusal(client, DeleteSecurityGroup, SecurityGroupId=group_id)
    assert refused == ("DependencyViolation", 403)
    client.call(DeleteInstance, InstanceId=instance_id, Force=True)
    client.call(DeleteVSwitch, VSwitchId=vswitch_id)
    refused = refusal(client, DeleteVpc, VpcId=vpc_id)
    assert refused == ("DependencyViolation.SecurityGroup", 400)
    client.call(DeleteSecurityGroup, SecurityGroupId=group_id)
    client.call(DeleteVpc, VpcId=vpc_id)
    assert refusal(client, DeleteVpc, VpcId=vpc_id) == ("InvalidVpcId.NotFound", 404)
    assert refusal(client, DeleteVSwitch, VSwitchId=vswitch_id) == (
        "InvalidVSwitchId.NotFound",
        404,
    )


def test_a_vpc_shows_what_is_in_it(account: Simulator, client: Client) -> None:
    vpc_id = a_vpc(account, client)
    ids = [a_vswitch(account, client, vpc_id, f"10.{n}.0.0/16") for n in (1, 2)]
    client.call(CreateSecurityGroup, VpcId=vpc_id)

    found = client.call(DescribeVpcAttribute, VpcId=vpc_id)

    assert found["VSwitchIds"] == {"VSwitchId": ids[::-1]}
    counts = {
        each["ResourceType"]: each["ResourceCount"]
        for each in found["CloudResources"]["CloudResourceSetType"]
    }
    assert counts == {"VSwitch": 2, "VRouter": 1, "RouteTable": 1, "SecurityGroup": 1}


def test_addresses_are_counted_and_given_in_order(account: Simulator, client: Client) -> None:
    vpc_id = a_vpc(account, client)
    vswitch_id = a_vswitch(account, client, vpc_id, "10.0.0.0/29")
    group_id = client.call(CreateSecurityGroup, VpcId=vpc_id)["SecurityGroupId"]
    wanted = {
        "ImageId": IMAGE,
        "InstanceType": "ecs.g5.large",
        "VSwitchId": vswitch_id,
        "SecurityGroupId": group_id,
    }
    assert left(client, vswitch_id) == 4
    assert refusal(client, RunInstances, Amount=5, **wanted) == (
        "QuotaExceeded.PrivateIpAddress",
        400,
    )
    assert left(client, vswitch_id) == 4
    client.call(RunInstances, PrivateIpAddress="10.0.0.2", **wanted)
    made = list(RunInstances.items_of(client.call(RunInstances, Amount=5, MinAmount=1, **wanted)))

    addresses = {
        address
        for each in client.items(DescribeInstances, VSwitchId=vswitch_id)
        for address in each["VpcAttributes"]["PrivateIpAddress"]["IpAddress"]
    }
    assert addresses == {"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"}
    assert left(client, vswitch_id) == 0
    account.wait(60)
    client.call(DeleteInstance, InstanceId=made[0], Force=True)
    assert left(client, vswitch_id) == 1
    client.call(RunInstances, **wanted)
    assert left(client, vswitch_id) == 0


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("10.0.0.0/29", ""),
        ("10.0.0.0/16", ""),
        ("10.0.0.0/15", "InvalidCirdrBlock.MaskLength"),
        ("10.0.0.0/30", "InvalidCirdrBlock.MaskLength"),
        ("10.0.0.1/24", "InvalidCidrBlock.Malformed"),
        ("10.0.0.0", "InvalidCidrBlock.Malformed"),
        ("10.0.0.256/32", "InvalidCidrBlock.Malformed"),
        ("11.0.0.0/24", "InvalidParameter"),
        ("10.9.0.128/25", "InvalidCidrBlock.Overlapped"),
        ("10.9.0.0/16", "InvalidCidrBlock.Overlapped"),
    ],
)
def test_a_vswitch_lies_in_its_vpc_beside_the_others(
    account: Simulator, client: Client, block: str, expected: str
) -> None:
    vpc_id = a_vpc(account, client)
    a_vswitch(account, client, vpc_id, "10.9.0.0/24")
    wanted = {"VpcId": vpc_id, "ZoneId": ZONE, "CidrBlock": block}

    if expected:
        assert refusal(client, CreateVSwitch, **wanted)[0] == expected
        assert len(list(client.items(DescribeVSwitches, VpcId=vpc_id))) == 1
    else:
        client.call(CreateVSwitch, **wanted)


@pytest.mark.parametrize(
    ("block", "is_possible"),
    [
        ("10.0.0.0/8", True),
        ("192.168.0.0/28", True),
        ("11.0.0.0/16", True),
        ("10.0.0.0/7", False),
        ("192.168.0.0/29", False),
        ("100.64.0.0/16", False),
        ("169.254.0.0/16", False),
        ("127.0.0.0/16", False),
        ("224.0.0.0/8", False),
        ("ten", False),
    ],
)
def test_a_vpc_has_a_block_that_is_possible(client: Client, block: str, is_possible: bool) -> None:
    if is_possible:
        client.call(CreateVpc, CidrBlock=block)
    else:
        assert refusal(client, CreateVpc, CidrBlock=block) == ("InvalidParameter", 400)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"VpcName": "http://web"}, "InvalidVpcName.Malformed"),
        ({"VpcName": "n" * 129}, "InvalidVpcName.Malformed"),
        ({"Description": "https://web"}, "InvalidVpcDiscription.Malformed"),
        ({"Description": "d" * 257}, "InvalidVpcDiscription.Malformed"),
        ({"UserCidr": "1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8"}, "InvalidUserCidr.Quota"),
        ({"UserCidr": "100.64.0.0/16"}, "InvalidUserCidr.Malformed"),
        ({"UserCidr": "x"}, "InvalidParameter"),
        ({"Tag": [{"Key": "acs:x"}]}, "InvalidTagKey.Malformed"),
    ],
)
def test_a_vpc_against_the_rules_is_refused(
    client: Client, wrong: dict[str, Any], expected: str
) -> None:
    assert refusal(client, CreateVpc, **wrong)[0] == expected


def test_longest_names_pass(client: Client) -> None:
    client.call(CreateVpc, VpcName="n" * 128, Description="d" * 256, UserCidr="1.0.0.0/8,2.0.0.0/8")


def test_what_is_not_ready_is_not_used(account: Simulator, client: Client) -> None:
    vpc_id = client.call(CreateVpc, CidrBlock="10.0.0.0/8")["VpcId"]
    wanted = {"VpcId": vpc_id, "ZoneId": ZONE}
    early = refusal(client, CreateVSwitch, CidrBlock="10.0.0.0/24", **wanted)
    assert early == ("IncorrectVpcStatus", 400)
    assert refusal(client, CreateSecurityGroup, VpcId=vpc_id) == ("IncorrectVpcStatus", 400)
    assert refusal(client, DeleteVpc, VpcId=vpc_id) == ("IncorrectVpcStatus", 400)
    account.wait(3)

    made = client.call(CreateVSwitch, CidrBlock="10.0.0.0/24", **wanted)
    second = refusal(client, CreateVSwitch, CidrBlock="10.0.1.0/24", **wanted)
    assert second == ("IncorrectVSwitchStatus", 400)
    early = refusal(client, DeleteVSwitch, VSwitchId=made["VSwitchId"])
    assert early == ("IncorrectVSwitchStatus", 400)
    account.wait(3)
    client.call(CreateVSwitch, CidrBlock="10.0.1.0/24", **wanted)


def test_quotas_hold(account: Simulator, client: Client) -> None:
    account.set_quota("VpcsPerRegion", 2)
    account.set_quota("VSwitchesPerVpc", 1)
    vpc_id = a_vpc(account, client)
    a_vswitch(account, client, vpc_id, "10.0.0.0/24")

    assert refusal(client, CreateVpc) == ("QuotaExceeded.Vpc", 400)
    wanted = {"VpcId": vpc_id, "ZoneId": ZONE, "CidrBlock": "10.0.1.0/24"}
    assert refusal(client, CreateVSwitch, **wanted) == ("QuotaExceeded.VSwitch", 400)


def test_listings_are_filtered(account: Simulator, client: Client) -> None:
    vpc_id = a_vpc(account, client, VpcName="web")
    vswitch_id = a_vswitch(account, client, vpc_id, "10.0.0.0/24")

    def vpcs(**asked: Any) -> list[str]:
        return [each["VpcId"] for each in client.items(DescribeVpcs, **asked)]

    def vswitches(**asked: Any) -> list[str]:
        return [each["VSwitchId"] for each in client.items(DescribeVSwitches, **asked)]

    assert vpcs(VpcName="web") == vpcs(IsDefault=False) == [vpc_id]
    assert len(vpcs()) == 2
    assert vpcs(VpcId=f"{vpc_id},vpc-none") == [vpc_id]
    assert vpcs(VpcOwnerId=1) == []
    assert refusal(client, DescribeVpcs, VpcId=",".join("abcdefghijklmnopqrstu")) == (
        "InvalidParameter",
        400,
    )
    assert vswitches(VpcId=vpc_id) == vswitches(VSwitchId=vswitch_id) == [vswitch_id]
    assert len(vswitches(ZoneId=ZONE)) == 2
    assert vswitches(VpcId="vpc-none") == []
    found = client.call(DescribeVSwitchAttributes, VSwitchId="vsw-none")
    assert (found["VSwitchId"], found["Status"]) == ("", "")


def test_every_region_has_a_default_network_whenever_somebody_looks(account: Simulator) -> None:
    looked = Client(emptied(account), "cn-beijing")
    (vpc,) = looked.items(DescribeVpcs)
    (group,) = looked.items(DescribeSecurityGroups)
    zones = [each["ZoneId"] for each in looked.items(DescribeVSwitches)]
    before = account.store.setting("counter", 0)

    again = Client(emptied(account), "cn-beijing")
    first = next(again.items(DescribeVSwitches))
    assert (vpc["IsDefault"], vpc["Status"], zones) == (
        True,
        "Available",
        [f"cn-beijing-{letter}" for letter in "hgfc"],
    )
    assert list(again.items(DescribeVpcs)) == [vpc]
    assert list(again.items(DescribeSecurityGroups)) == [group]
    assert first["VSwitchId"] == vpc["VSwitchIds"]["VSwitchId"][0]
    assert account.store.setting("counter", 0) == before


def test_a_default_network_that_is_deleted_does_not_come_back(
    account: Simulator, client: Client
) -> None:
    emptied(account)
    for each in client.items(DescribeVSwitches):
        client.call(DeleteVSwitch, VSwitchId=each["VSwitchId"])
    for each in client.items(DescribeSecurityGroups):
        client.call(DeleteSecurityGroup, SecurityGroupId=each["SecurityGroupId"])
    for each in client.items(DescribeVpcs):
        client.call(DeleteVpc, VpcId=each["VpcId"])

    assert list(client.items(DescribeVpcs)) == []
