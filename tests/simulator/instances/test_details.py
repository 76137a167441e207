"""User data, RAM roles, private pools, and the attributes of the account."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.account_attributes import DescribeAccountAttributes
from ecsops.catalogue.ecs.instances.attributes import ModifyInstanceAttribute
from ecsops.catalogue.ecs.instances.details import (
    DescribeInstanceAttachmentAttributes,
    DescribeInstanceRamRole,
    DescribeUserData,
)
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, emptied, run
from tests.support.networks import network
from tests.support.refusals import refusal

SCRIPT = "IyEvYmluL3NoCmVjaG8gaGkK"


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def test_user_data_is_what_the_instance_was_made_with(client: Client, account: Simulator) -> None:
    (with_data,) = run(client, UserData=SCRIPT)
    (without,) = run(client)
    account.wait(60)

    given = client.call(DescribeUserData, InstanceId=with_data)
    none = client.call(DescribeUserData, InstanceId=without)
    client.call(StopInstance, InstanceId=with_data)
    account.wait(60)
    client.call(ModifyInstanceAttribute, InstanceId=with_data, UserData="ZWNobw==")

    assert (given["UserData"], given["RegionId"]) == (SCRIPT, "cn-hangzhou")
    assert none["UserData"] == ""
    assert client.call(DescribeUserData, InstanceId=with_data)["UserData"] == "ZWNobw=="
    assert refusal(client, DescribeUserData, InstanceId="i-none") == (
        "InvalidInstanceId.NotFound",
        404,
    )


def roles(client: Client, **parameters: Any) -> dict[str, str]:
    """Return the roles of instances by their ids."""
    found = client.items(DescribeInstanceRamRole, **parameters)
    return {each["InstanceId"]: each["RamRoleName"] for each in found}


def test_roles_are_found_by_instance_and_by_name(client: Client) -> None:
    (web,) = run(client, RamRoleName="web-role")
    (db,) = run(client)

    answer = client.call(DescribeInstanceRamRole, RamRoleName="web-role")

    assert roles(client, InstanceIds=[web, db]) == {web: "web-role", db: ""}
    assert roles(client, RamRoleName="web-role") == {web: "web-role"}
    assert roles(client, RamRoleName="other") == {}
    assert roles(client, InstanceIds=[db], RamRoleName="web-role") == {}
    assert (answer["RegionId"], answer["TotalCount"]) == ("cn-hangzhou", 1)


def test_a_role_that_cannot_be_is_refused(client: Client) -> None:
    asked = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **network(client)}

    assert refusal(client, RunInstances, RamRoleName="a b", **asked) == (
        "InvalidRamRole.NotFound",
        404,
    )


@pytest.mark.parametrize(("profile", "most"), [("document", 100), ("current", 50)])
def test_so_many_roles_are_asked_for_at_once(
    client: Client, account: Simulator, profile: str, most: int
) -> None:
    account.reset(empty=True, profile=profile, at=account.clock.now(), frozen=True)
    ids = [*run(client, Amount=100), *run(client)]

    assert len(roles(client, InstanceIds=ids[:most])) == most
    assert refusal(client, DescribeInstanceRamRole, InstanceIds=ids[: most + 1]) == (
        "InvalidInstanceIds.Malformed",
        400,
    )


def test_every_instance_has_an_entry_of_its_private_pool(client: Client) -> None:
    (open_,) = run(client, **{"PrivatePoolOptions.MatchCriteria": "Open"})
    (other,) = run(client)

    found = list(client.items(DescribeInstanceAttachmentAttributes, InstanceIds=[open_, other]))

    assert {each["InstanceId"]: each["PrivatePoolOptionsMatchCriteria"] for each in found} == {
        open_: "Open",
        other: "None",
    }
    assert {each["PrivatePoolOptionsId"] for each in found} == {""}


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (DescribeInstanceRamRole, {}, ("InvalidParameter.AllEmpty", 403)),
        (
            DescribeInstanceRamRole,
            {"InstanceIds": "i-1"},
            ("InvalidInstanceIds.Malformed", 400),
        ),
        (
            DescribeInstanceRamRole,
            {"InstanceIds": ["i-none"]},
            ("InvalidInstanceId.NotFound", 404),
        ),
        (
            DescribeInstanceAttachmentAttributes,
            {"InstanceIds": ["i-none"]},
            ("InvalidInstanceIds.NotFound", 404),
        ),
    ],
)
def test_wrong_queries_are_refused(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, operation, **parameters) == expected


def attributes(client: Client, *names: str, **parameters: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the values of attributes of the account by their names."""
    found = client.items(DescribeAccountAttributes, AttributeName=list(names), **parameters)
    return {each["AttributeName"]: each["AttributeValues"]["ValueItem"] for each in found}


def test_the_account_tells_all_its_attributes(client: Client) -> None:
    parameter = DescribeAccountAttributes.parameter("AttributeName")
    assert parameter is not None

    assert list(attributes(client)) == list(parameter.enum)


def test_the_account_counts_what_is_used(client: Client) -> None:
    name = "used-postpaid-instance-vcpu-count"
    before = attributes(client, name)
    run(client, ZoneId="cn-hangzhou-b")
    run(client, ZoneId="cn-hangzhou-f", InstanceType="ecs.g5.xlarge")
    run(client, SpotStrategy="SpotAsPriceGo")

    assert before == {name: [{"Value": "0"}]}
    assert attributes(client, name) == {name: [{"Value": "6"}]}
    assert attributes(client, name, ZoneId="cn-hangzhou-b") == {name: [{"Value": "2"}]}
    spot = "used-spot-instance-vcpu-count"
    assert attributes(client, spot) == {spot: [{"Value": "2"}]}
    disks = attributes(client, "used-postpaid-yundisk-capacity")
    assert disks["used-postpaid-yundisk-capacity"][0] == {
        "DiskCategory": "cloud_efficiency",
        "Value": "120",
    }


def test_quotas_that_are_set_are_told(client: Client, account: Simulator) -> None:
    account.set_quota("CommandsPerRegion", 7)

    found = attributes(client, "max-axt-command-count", "supported-postpaid-instance-types")

    assert found["max-axt-command-count"] == [{"Value": "7"}]
    assert {"InstanceType": "ecs.g5.large", "Value": "ecs.g5.large"} in found[
        "supported-postpaid-instance-types"
    ]
    assert refusal(client, DescribeAccountAttributes, AttributeName=["x"])[0] == "Invalid.Parameter"
    assert refusal(client, DescribeAccountAttributes, ZoneId="x")[0] == "Invalid.Parameter"
