"""Instances that are not paid for: notice, stop, lock, release; and paying after all (§3.1)."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StartInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.simulator.account import Simulator
from ecsops.simulator.events.billing import renew_instance
from tests.support.event_stories import DAY_S, HOUR_S, everything, health, status, story
from tests.support.first_use_account import the_instance
from tests.support.networks import network
from tests.support.refusals import refusal


def subscribe(account: Simulator, client: Client, **period: Any) -> str:
    """Buy a subscription instance and return its id."""
    answer = client.call(
        RunInstances,
        **network(client),
        InstanceType="ecs.g5.large",
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        InstanceChargeType="PrePaid",
        **period,
    )
    (instance_id,) = answer["InstanceIdSets"]["InstanceIdSet"]
    return str(instance_id)


def renew(account: Simulator, instance_id: str) -> None:
    """Renew a subscription by a month."""
    account.control(renew_instance, instance_id, 1, region_id="cn-hangzhou")


def shown(client: Client, instance_id: str) -> list[Document]:
    return list(client.items(DescribeInstances, InstanceIds=[instance_id]))


def locks(client: Client, instance_id: str) -> list[str]:
    (found,) = shown(client, instance_id)
    return [each["LockReason"] for each in found["OperationLocks"]["LockReason"]]


class TestSubscription:
    """A subscription ends, is renewed, or is not."""

    @pytest.fixture
    def instance_id(self, account: Simulator, client: Client) -> str:
        return subscribe(account, client, Period=1, PeriodUnit="Week")

    def test_its_end_follows_from_its_period(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        month_id = subscribe(account, client, Period=2)

        assert shown(client, instance_id)[0]["ExpiredTime"] == "2019-07-02T08:00Z"
        assert shown(client, month_id)[0]["ExpiredTime"] == "2019-08-24T08:00Z"

    def test_unpaid_it_is_stopped_and_fifteen_days_later_released(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(4 * DAY_S - 1)
        assert everything(client) == []
        account.wait(1)
        (event,) = everything(client)
        assert (
            event["EventType"]["Name"],
            event["EventCycleStatus"]["Name"],
            event["NotBefore"],
        ) == ("InstanceExpiration.Stop", "Scheduled", "2019-07-02T08:00:00Z")
        assert health(client, instance_id) == "Ok"

        account.wait(3 * DAY_S + 15)
        assert story(client) == [
            ("InstanceExpiration.Delete", "Scheduled"),
            ("InstanceExpiration.Stop", "Executed"),
        ]
        assert (
            status(client, instance_id),
            locks(client, instance_id),
        ) == ("Stopped", ["financial"])
        assert refusal(client, StartInstance, InstanceId=instance_id) == ("InstanceExpired", 403)

        account.wait(15 * DAY_S - 1)
        assert len(shown(client, instance_id)) == 1
        account.wait(1)
        assert shown(client, instance_id) == []
        assert story(client) == [
            ("InstanceExpiration.Delete", "Executed"),
            ("InstanceExpiration.Stop", "Executed"),
        ]

    def test_renewed_in_the_window_nothing_happens_until_the_next_end(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(5 * DAY_S)
        renew(account, instance_id)

        assert story(client) == [("InstanceExpiration.Stop", "Avoided")]
        assert shown(client, instance_id)[0]["ExpiredTime"] == "2019-08-01T08:00Z"
        account.wait(29 * DAY_S)
        assert story(client) == [
            ("InstanceExpiration.Stop", "Scheduled"),
            ("InstanceExpiration.Stop", "Avoided"),
        ]

    def test_renewed_before_the_notice_there_is_none(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(DAY_S)
        renew(account, instance_id)

        account.wait(10 * DAY_S)

        assert story(client) == []

    def test_renewed_after_the_stop_it_can_be_started_again(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(8 * DAY_S)
        renew(account, instance_id)

        assert story(client) == [
            ("InstanceExpiration.Delete", "Avoided"),
            ("InstanceExpiration.Stop", "Executed"),
        ]
        assert locks(client, instance_id) == []
        client.call(StartInstance, InstanceId=instance_id)
        account.wait(15 * DAY_S)
        assert status(client, instance_id) == "Running"

    def test_a_restart_does_not_avoid_an_event_of_billing(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(5 * DAY_S)

        client.call(RebootInstance, InstanceId=instance_id)

        assert story(client) == [("InstanceExpiration.Stop", "Scheduled")]

    def test_a_fault_lets_it_end_in_three_days_and_clearing_renews_it(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(HOUR_S)
        account.add_fault("expiration", "cn-hangzhou", {"InstanceId": instance_id})
        account.wait(1)
        assert shown(client, instance_id)[0]["ExpiredTime"] == "2019-06-28T09:00Z"
        assert story(client) == [("InstanceExpiration.Stop", "Scheduled")]

        account.clear_faults()

        assert story(client) == [("InstanceExpiration.Stop", "Avoided")]

    def test_an_end_that_is_near_is_announced_once(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        account.wait(5 * DAY_S)
        account.add_fault("expiration", "cn-hangzhou", {"InstanceId": instance_id})
        account.wait(1)

        assert story(client) == [("InstanceExpiration.Stop", "Scheduled")]
        assert shown(client, instance_id)[0]["ExpiredTime"] == "2019-07-02T08:00Z"


def test_pay_as_you_go_has_no_subscription(account: Simulator, client: Client) -> None:
    instance_id = the_instance(client)

    with pytest.raises(EcsopsError, match="has no subscription"):
        renew(account, instance_id)
    with pytest.raises(EcsopsError, match="has no subscription"):
        account.add_fault("expiration", "cn-hangzhou", {"InstanceId": instance_id})
    with pytest.raises(EcsopsError, match="No such Instance in cn-hangzhou: i-none"):
        renew(account, "i-none")


def test_arrears_stop_every_pay_as_you_go_instance_in_less_than_an_hour(
    account: Simulator, client: Client
) -> None:
    paid_id = subscribe(account, client, Period=1)
    account.wait(60)
    account.add_fault("arrears", "cn-hangzhou", {})
    assert set(story(client)) == {("AccountUnbalanced.Stop", "Scheduled")}
    assert len(story(client)) == 11
    assert everything(client)[0]["NotBefore"] == "2019-06-25T09:00:00Z"

    account.wait(HOUR_S)

    everywhere = [each["InstanceId"] for each in client.items(DescribeInstances)]
    assert [each for each in everywhere if status(client, each) != "Stopped"] == [paid_id]
    assert set(story(client)) == {
        ("AccountUnbalanced.Stop", "Executed"),
        ("AccountUnbalanced.Delete", "Scheduled"),
    }
    account.wait(15 * DAY_S)
    assert [each["InstanceId"] for each in client.items(DescribeInstances)] == [paid_id]


def test_topping_up_avoids_what_is_planned_and_unlocks(account: Simulator, client: Client) -> None:
    instance_id = the_instance(client)
    account.add_fault("arrears", "cn-hangzhou", {})
    account.wait(2 * HOUR_S)
    account.clear_faults()

    assert set(story(client)) == {
        ("AccountUnbalanced.Stop", "Executed"),
        ("AccountUnbalanced.Delete", "Avoided"),
    }
    client.call(StartInstance, InstanceId=instance_id)
    account.wait(20 * DAY_S)
    assert status(client, instance_id) == "Running"


def test_topping_up_in_time_avoids_the_stop(account: Simulator, client: Client) -> None:
    account.add_fault("arrears", "cn-hangzhou", {})
    account.wait(HOUR_S / 2)
    account.clear_faults()
    account.wait(DAY_S)

    assert set(story(client)) == {("AccountUnbalanced.Stop", "Avoided")}
