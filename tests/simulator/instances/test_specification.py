"""Another type or another bandwidth for an instance."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.lifecycle import StartInstance, StopInstance
from ecsops.catalogue.ecs.instances.specification import ModifyInstanceSpec
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import a_set, emptied, instances, run
from tests.support.refusals import refusal


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def stopped(client: Client, account: Simulator, **parameters: Any) -> str:
    """Return an instance that is stopped."""
    (instance_id,) = run(client, **parameters)
    account.wait(60)
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(60)
    return instance_id


def change(client: Client, instance_id: str, **parameters: Any) -> dict[str, Any]:
    """Change the instance, and return its document."""
    answer = client.call(ModifyInstanceSpec, InstanceId=instance_id, **parameters)
    assert answer.keys() == {"RequestId"}
    (document,) = instances(client, instance_id)
    return document


def test_a_stopped_instance_gets_another_type(client: Client, account: Simulator) -> None:
    instance_id = stopped(client, account)

    document = change(client, instance_id, InstanceType="ecs.c5.2xlarge")
    client.call(StartInstance, InstanceId=instance_id)

    shown = ("InstanceType", "InstanceTypeFamily", "Cpu", "Memory")
    assert [document[name] for name in shown] == ["ecs.c5.2xlarge", "ecs.c5", 8, 16384]
    assert document["CpuOptions"]["CoreCount"] == 4


def test_the_old_host_has_its_vcpus_back(client: Client, account: Simulator) -> None:
    account.reset(empty=True, hosts=1, at=account.clock.now(), frozen=True)
    zone = {"ZoneId": "cn-hangzhou-b"}
    instance_id = stopped(client, account, InstanceType="ecs.g5.16xlarge", **zone)

    change(client, instance_id, InstanceType="ecs.g5.large")
    change(client, instance_id, InstanceType="ecs.g5.16xlarge")
    run(client, InstanceType="ecs.g5.8xlarge", **zone)

    small = stopped(client, account, InstanceType="ecs.c5.large", **zone)
    refused = refusal(client, ModifyInstanceSpec, InstanceId=small, InstanceType="ecs.g5.large")
    assert refused == ("OperationDenied.NoStock", 403)
    assert instances(client, small)[0]["InstanceType"] == "ecs.c5.large"


@pytest.mark.parametrize("running", [True, False])
def test_bandwidth_is_changed_while_running_or_stopped(
    client: Client, account: Simulator, running: bool
) -> None:
    if running:
        (instance_id,) = run(client)
        account.wait(60)
    else:
        instance_id = stopped(client, account)
    assert instances(client, instance_id)[0]["PublicIpAddress"]["IpAddress"] == []

    document = change(client, instance_id, InternetMaxBandwidthOut=5, InternetMaxBandwidthIn=200)
    again = change(client, instance_id, InternetMaxBandwidthOut=100)

    assert (document["InternetMaxBandwidthOut"], document["InternetMaxBandwidthIn"]) == (5, 200)
    assert len(document["PublicIpAddress"]["IpAddress"]) == 1
    assert again["PublicIpAddress"] == document["PublicIpAddress"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"InstanceType": "ecs.none"}, ("InvalidInstanceType.ValueNotSupported", 400)),
        (
            {"InstanceType": "ecs.c5.large", "InternetMaxBandwidthOut": 1},
            ("InvalidParameter.Mismatch", 400),
        ),
        ({"InstanceType": "ecs.i2.xlarge"}, ("CategoryViolation", 403)),
        ({"InternetMaxBandwidthOut": 101}, ("InvalidParameter", 400)),
        ({"InternetMaxBandwidthOut": -1}, ("InvalidParameter", 400)),
        ({"InternetMaxBandwidthIn": 0}, ("InvalidParameter", 400)),
        ({"InternetMaxBandwidthIn": 201}, ("InvalidParameter", 400)),
        ({}, ("InvalidParameter", 400)),
        ({"InstanceType": "ecs.c5.large", "DryRun": True}, ("DryRunOperation", 400)),
    ],
)
def test_wrong_changes_are_refused(
    client: Client, account: Simulator, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    instance_id = stopped(client, account)
    before = instances(client, instance_id)

    refused = refusal(client, ModifyInstanceSpec, InstanceId=instance_id, **parameters)

    assert refused == expected
    assert instances(client, instance_id) == before


def test_the_state_of_the_instance_matters(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client)
    pending = refusal(client, ModifyInstanceSpec, InstanceId=instance_id, InternetMaxBandwidthOut=1)
    account.wait(60)
    running = refusal(
        client, ModifyInstanceSpec, InstanceId=instance_id, InstanceType="ecs.c5.large"
    )

    assert pending == ("InvalidStatus.ValueNotSupported", 403)
    assert running == ("InvalidInstanceStatus.NotStopped", 400)


def test_subscriptions_are_changed_by_another_operation(client: Client) -> None:
    (instance_id,) = run(client, InstanceChargeType="PrePaid", Period=1)
    asked = {"InternetMaxBandwidthOut": 1}

    refused = refusal(client, ModifyInstanceSpec, InstanceId=instance_id, **asked)
    unknown = refusal(client, ModifyInstanceSpec, InstanceId="i-none", **asked)

    assert refused == ("ChargeTypeViolation", 403)
    assert unknown == ("InvalidInstanceId.NotFound", 404)


def test_a_member_stays_within_the_families_of_sets(client: Client, account: Simulator) -> None:
    instance_id = stopped(client, account, DeploymentSetId=a_set(client))

    change(client, instance_id, InstanceType="ecs.c5.large")
    refused = refusal(
        client, ModifyInstanceSpec, InstanceId=instance_id, InstanceType="ecs.t5-lc1m2.large"
    )

    assert refused == ("DependencyViolation.InstanceType", 400)
