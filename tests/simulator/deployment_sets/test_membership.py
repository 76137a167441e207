"""ModifyInstanceDeployment: joining, moving, leaving, and the restart that moving costs."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import (
    CreateDeploymentSet,
    DescribeDeploymentSets,
    ModifyInstanceDeployment,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE
from tests.support.networks import network


@pytest.fixture
def account(account: Simulator) -> Simulator:
    account.reset(empty=True, hosts=2, at=account.clock.now(), frozen=True)
    return account


def run(client: Client, **parameters: Any) -> list[str]:
    connected = network(client, parameters.get("ZoneId", "cn-hangzhou-b"))
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **connected}
    made = list(RunInstances.items_of(client.call(RunInstances, **{**wanted, **parameters})))
    client.backend.wait(60)
    return made


def a_set(client: Client, **fields: Any) -> str:
    return str(client.call(CreateDeploymentSet, **fields)["DeploymentSetId"])


def join(client: Client, instance_id: str, deployment_set_id: str, **parameters: Any) -> None:
    client.call(
        ModifyInstanceDeployment,
        InstanceId=instance_id,
        DeploymentSetId=deployment_set_id,
        **parameters,
    )


def refused(client: Client, *what: str, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ApiError) as refusal:
        join(client, *what, **parameters)
    return refusal.value.code, refusal.value.http_status


def host_of(account: Simulator, instance_id: str) -> str:
    record = account.store.get("Instance", instance_id)
    assert record is not None
    return str(record.facts["HostId"])


def status(client: Client) -> list[str]:
    return [each["Status"] for each in client.items(DescribeInstances)]


def test_an_instance_joins_where_it_is_if_the_spread_allows(
    account: Simulator, client: Client
) -> None:
    (instance_id,) = run(client)
    before = host_of(account, instance_id)
    deployment_set_id = a_set(client)

    join(client, instance_id, deployment_set_id)

    (shown,) = client.items(DescribeDeploymentSets)
    assert shown["InstanceIds"]["InstanceId"] == [instance_id]
    assert (host_of(account, instance_id), status(client)) == (before, ["Running"])


def test_a_shared_host_needs_force_and_force_restarts(account: Simulator, client: Client) -> None:
    deployment_set_id = a_set(client)
    (member,) = run(client, DeploymentSetId=deployment_set_id)
    others = run(client, Amount=2)
    (neighbour,) = (each for each in others if host_of(account, each) == host_of(account, member))

    refusal = refused(client, neighbour, deployment_set_id)
    assert refusal == ("DeploymentSet.ModificationFailed", 403)
    join(client, neighbour, deployment_set_id, Force=True)

    assert host_of(account, neighbour) != host_of(account, member)
    assert "Stopping" in status(client)
    account.wait(60)
    assert status(client) == ["Running"] * 3


def test_force_without_a_free_host_is_refused(account: Simulator, client: Client) -> None:
    deployment_set_id = a_set(client)
    run(client, Amount=2, DeploymentSetId=deployment_set_id)
    (third,) = run(client)

    refusal = refused(client, third, deployment_set_id, Force=True)
    assert refusal == ("OperationDenied.NoStock", 403)


def test_a_member_moves_to_another_set(client: Client) -> None:
    first, second = a_set(client), a_set(client)
    (member,) = run(client, DeploymentSetId=first)

    join(client, member, second)

    assert [
        (each["DeploymentSetId"], each["InstanceAmount"])
        for each in client.items(DescribeDeploymentSets)
    ] == [(second, 1), (first, 0)]


def test_a_member_leaves_only_its_own_set(client: Client) -> None:
    first, second = a_set(client), a_set(client)
    (member,) = run(client, DeploymentSetId=first)

    refusal = refused(client, member, second, RemoveFromDeploymentSet=True)
    assert refusal == ("DeploymentSet.ModificationFailed", 403)
    join(client, member, first, RemoveFromDeploymentSet=True)
    assert [each["InstanceAmount"] for each in client.items(DescribeDeploymentSets)] == [0, 0]


def test_a_full_zone_is_refused(account: Simulator, client: Client) -> None:
    account.reset(empty=True, at=account.clock.now(), frozen=True)
    deployment_set_id = a_set(client)
    run(client, Amount=7, DeploymentSetId=deployment_set_id)
    (eighth,) = run(client)

    refusal = refused(client, eighth, deployment_set_id, Force=True)
    assert refusal == ("DeploymentSet.InstanceLimitExceeded", 403)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"DeploymentSetId": "ds-none"}, ("DeploymentSet.InvalidId", 400)),
        ({"InstanceId": "i-none"}, ("InvalidInstanceId.NotFound", 404)),
        ({"DedicatedHostId": "dh-none"}, ("InvalidDedicatedHostId.NotFound", 404)),
        ({"InstanceType": "ecs.none"}, ("InvalidInstanceType.ValueNotSupported", 400)),
        ({"InstanceType": "ecs.g5.xlarge"}, ("MissingDedicatedHostId", 400)),
        ({"MigrationType": "live"}, ("MissingDedicatedHostId", 400)),
    ],
)
def test_what_does_not_exist_is_refused(
    client: Client, parameters: dict[str, str], expected: tuple[str, int]
) -> None:
    wanted = {"InstanceId": run(client)[0], "DeploymentSetId": a_set(client), **parameters}

    with pytest.raises(ApiError) as refusal:
        client.call(ModifyInstanceDeployment, **wanted)

    assert expected == (refusal.value.code, refusal.value.http_status)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"Domain": "Default", "Granularity": "Host", "NetworkType": "vpc"}, 1),
        ({"NetworkType": "all"}, 1),
        ({"NetworkType": "classic"}, 0),
        ({"Domain": "region"}, 0),
        ({"Granularity": "rack"}, 0),
    ],
)
def test_sets_are_found_by_what_is_the_same_in_all(
    client: Client, wanted: dict[str, str], found: int
) -> None:
    a_set(client)

    assert found == len(list(client.items(DescribeDeploymentSets, **wanted)))


def test_an_instance_without_charge_is_on_no_host_and_cannot_move(client: Client) -> None:
    (instance_id,) = run(client)
    client.call(StopInstance, InstanceId=instance_id, StoppedMode="StopCharging")
    client.backend.wait(60)

    assert refused(client, instance_id, a_set(client)) == ("IncorrectInstanceStatus", 403)


def test_families_outside_the_list_cannot_join(client: Client) -> None:
    (instance_id,) = run(client, InstanceType="ecs.t5-lc1m1.small")

    refusal = refused(client, instance_id, a_set(client))
    assert refusal == ("InvalidInstanceType.ValueNotSupported", 400)
