"""How instances are stopped and released: what is charged, what is saved, how fast."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstance,
    DeleteInstances,
    StopInstance,
    StopInstances,
)
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.event_stories import DAY_S, status
from tests.support.instance_stories import IMAGE
from tests.support.networks import network
from tests.support.refusals import refusal


def run(account: Simulator, client: Client, **parameters: Any) -> str:
    wanted = {**network(client), "ImageId": IMAGE, "InstanceType": "ecs.g5.large", **parameters}
    (made,) = RunInstances.items_of(client.call(RunInstances, **wanted))
    account.wait(60)
    return str(made)


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"InstanceChargeType": "PrePaid", "Period": 1}, "Pre pay"),
        ({"InstanceType": "ecs.i2.xlarge"}, "Local disk"),
        ({"SpotStrategy": "SpotAsPriceGo"}, "Spot"),
    ],
)
@pytest.mark.parametrize("operation", [StopInstance, StopInstances])
def test_only_what_is_charged_by_use_can_stop_charging(
    account: Simulator, client: Client, operation: Any, parameters: dict[str, Any], kind: str
) -> None:
    instance_id = run(account, client, **parameters)

    with pytest.raises(ApiError) as refused:
        client.call(operation, InstanceId=instance_id, StoppedMode="StopCharging")

    assert (
        "InvalidInstanceId.NotSupport",
        f"{kind} instance does not support this operation.",
    ) == (
        refused.value.code,
        refused.value.message,
    )
    client.call(operation, InstanceId=instance_id)


def test_only_an_instance_made_for_it_hibernates(account: Simulator, client: Client) -> None:
    plain = run(account, client)
    configured = run(account, client, **{"HibernationOptions.Configured": True})

    about = {"InstanceId": plain, "Hibernate": True}
    assert refusal(client, StopInstance, **about) == ("HibernationConfigured.NotEnabled", 403)
    client.call(StopInstance, InstanceId=configured, Hibernate=True)
    account.wait(60)
    assert [status(client, each) for each in (plain, configured)] == ["Running", "Stopped"]


@pytest.mark.parametrize("operation", [DeleteInstance, DeleteInstances])
def test_a_forced_release_may_shut_down_first(
    account: Simulator, client: Client, operation: Any
) -> None:
    instance_id = run(account, client)

    client.call(operation, InstanceId=instance_id, Force=True, ForceStop=False)

    assert status(client, instance_id) == "Stopping"
    account.wait(15)
    assert list(client.items(DescribeInstances, InstanceIds=[instance_id])) == []


def test_a_subscription_is_released_once_it_has_expired(account: Simulator, client: Client) -> None:
    period = {"Period": 1, "PeriodUnit": "Week"}
    instance_id = run(account, client, InstanceChargeType="PrePaid", **period)
    wanted = {"InstanceId": instance_id, "Force": True}
    ended = {**wanted, "TerminateSubscription": True}

    assert refusal(client, DeleteInstance, **ended) == ("ChargeTypeViolation", 403)
    account.wait(8 * DAY_S)
    assert refusal(client, DeleteInstance, **wanted) == ("ChargeTypeViolation", 403)
    client.call(DeleteInstance, **ended)

    assert list(client.items(DescribeInstances, InstanceIds=[instance_id])) == []
