"""Renewing subscriptions, by hand and by themselves, and changing the charge type."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.events.full_status import DescribeInstancesFullStatus
from ecsops.catalogue.ecs.instances.disks import DescribeDisks
from ecsops.catalogue.ecs.instances.subscriptions import (
    DescribeInstanceAutoRenewAttribute,
    ModifyInstanceAutoRenewAttribute,
    ModifyInstanceChargeType,
    RenewInstance,
)
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import emptied, instances, run
from tests.support.refusals import refusal

DAY_S = 86400


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def bought(client: Client, account: Simulator, **parameters: Any) -> str:
    """Return a running instance with a subscription for a month."""
    (instance_id,) = run(client, InstanceChargeType="PrePaid", Period=1, **parameters)
    account.wait(60)
    return instance_id


def shown(client: Client, instance_id: str) -> tuple[str, str]:
    """Return the charge type of an instance and the end of its subscription."""
    (found,) = instances(client, instance_id)
    return found["InstanceChargeType"], found["ExpiredTime"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"Period": 1}, "2019-08-24T08:00Z"),
        ({"Period": 2, "PeriodUnit": "Week"}, "2019-08-08T08:00Z"),
        ({"Period": 12}, "2020-07-19T08:00Z"),
        ({"ExpectedRenewDay": 28}, "2019-07-28T08:00Z"),
        ({"ExpectedRenewDay": 25}, "2019-08-25T08:00Z"),
        ({"ExpectedRenewDay": 1}, "2019-08-01T08:00Z"),
    ],
)
def test_a_renewal_moves_the_end(
    client: Client, account: Simulator, parameters: dict[str, Any], expected: str
) -> None:
    instance_id = bought(client, account)
    assert shown(client, instance_id) == ("PrePaid", "2019-07-25T08:00Z")

    answer = client.call(RenewInstance, InstanceId=instance_id, **parameters)

    assert answer["OrderId"]
    assert shown(client, instance_id) == ("PrePaid", expected)


def test_a_renewal_avoids_the_expiration(client: Client, account: Simulator) -> None:
    instance_id = bought(client, account)
    account.wait(28 * DAY_S)
    (before,) = client.items(DescribeInstancesFullStatus, InstanceId=[instance_id])
    client.call(RenewInstance, InstanceId=instance_id, Period=1)

    (after,) = client.items(DescribeInstancesFullStatus, InstanceId=[instance_id])

    planned = before["ScheduledSystemEventSet"]["ScheduledSystemEventType"]
    assert [each["EventType"]["Name"] for each in planned] == ["InstanceExpiration.Stop"]
    assert after["ScheduledSystemEventSet"]["ScheduledSystemEventType"] == []


def test_a_token_renews_once(client: Client, account: Simulator) -> None:
    instance_id = bought(client, account)
    asked = {"InstanceId": instance_id, "Period": 1, "ClientToken": "t"}

    first, again = (client.call(RenewInstance, **asked) for _ in range(2))

    assert first["OrderId"] == again["OrderId"]
    assert shown(client, instance_id)[1] == "2019-08-24T08:00Z"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ("InvalidPeriod", 400)),
        ({"Period": 10}, ("InvalidPeriod", 400)),
        ({"Period": 5, "PeriodUnit": "Week"}, ("InvalidPeriod", 400)),
        ({"Period": 1, "PeriodUnit": "Day"}, ("InvalidPeriodUnit.ValueNotSupported", 400)),
        ({"Period": 1, "ExpectedRenewDay": 1}, ("InvalidParameter", 400)),
        ({"ExpectedRenewDay": 0}, ("InvalidParameter", 400)),
        ({"ExpectedRenewDay": 29}, ("InvalidParameter", 400)),
    ],
)
def test_wrong_renewals_are_refused(
    client: Client, account: Simulator, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    instance_id = bought(client, account)

    assert refusal(client, RenewInstance, InstanceId=instance_id, **parameters) == expected
    assert shown(client, instance_id)[1] == "2019-07-25T08:00Z"


def test_pay_as_you_go_has_nothing_to_renew(client: Client) -> None:
    (instance_id,) = run(client)

    refused = [
        refusal(client, RenewInstance, InstanceId=each, Period=1)
        for each in (instance_id, "i-none")
    ]

    assert refused == [("ChargeTypeViolation", 403), ("InvalidInstanceId.NotFound", 404)]


def test_a_subscription_is_bought_a_while_after_the_order(
    client: Client, account: Simulator
) -> None:
    (instance_id,) = run(client, DataDisk=[{"Size": 40, "Category": "cloud_ssd"}])
    account.wait(60)
    asked = {"InstanceIds": [instance_id], "Period": 1, "PeriodUnit": "Year"}
    answer = client.call(ModifyInstanceChargeType, IncludeDataDisks=True, **asked)
    assert shown(client, instance_id)[0] == "PostPaid"
    account.wait(10)

    disks = list(client.items(DescribeDisks, InstanceId=instance_id))

    assert answer["OrderId"]
    assert shown(client, instance_id) == ("PrePaid", "2020-06-24T08:01Z")
    assert {(each["DiskChargeType"], each["ExpiredTime"]) for each in disks} == {
        ("PrePaid", "2020-06-24T08:01Z")
    }


def test_data_disks_are_left_unless_they_are_included(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, DataDisk=[{"Size": 40, "Category": "cloud_ssd"}])
    account.wait(60)
    client.call(ModifyInstanceChargeType, InstanceIds=[instance_id], Period=1)
    account.wait(10)

    charges = {
        each["Type"]: each["DiskChargeType"]
        for each in client.items(DescribeDisks, InstanceId=instance_id)
    }

    assert charges == {"system": "PrePaid", "data": "PostPaid"}


def test_an_order_that_is_not_paid_changes_nothing(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client)
    account.wait(60)
    asked = {"InstanceIds": [instance_id], "Period": 1}
    answer = client.call(ModifyInstanceChargeType, AutoPay=False, **asked)
    account.wait(60)

    assert answer["OrderId"]
    assert shown(client, instance_id)[0] == "PostPaid"


def test_a_subscription_ends_with_a_refund(client: Client, account: Simulator) -> None:
    instance_id = bought(client, account, AutoRenew=True)
    asked = {"InstanceIds": [instance_id], "InstanceChargeType": "PostPaid"}
    answer = client.call(ModifyInstanceChargeType, IsDetailFee=True, **asked)
    account.wait(10)

    assert shown(client, instance_id) == ("PostPaid", "2099-12-31T15:59Z")
    (fee,) = answer["FeeOfInstances"]["FeeOfInstance"]
    assert fee == {"InstanceId": instance_id, "Currency": "CNY", "Fee": "180.00"}
    account.wait(40 * DAY_S)
    assert shown(client, instance_id) == ("PostPaid", "2099-12-31T15:59Z")


@pytest.mark.parametrize(
    ("made", "parameters", "expected"),
    [
        ({}, {}, ("InvalidPeriod", 400)),
        ({}, {"Period": 6, "PeriodUnit": "Year"}, ("InvalidPeriod", 400)),
        ({}, {"InstanceIds": "i-1", "Period": 1}, ("InvalidParameter.InstanceIds", 400)),
        ({}, {"InstanceIds": ["i-none"], "Period": 1}, ("InvalidParameter.InstanceIds", 400)),
        (
            {},
            {"InstanceChargeType": "PostPaid"},
            ("InvalidInstanceChargeType.ValueNotSupported", 400),
        ),
        (
            {"SpotStrategy": "SpotAsPriceGo"},
            {"Period": 1},
            ("InvalidInstanceChargeType.ValueNotSupported", 400),
        ),
        (
            {"AutoReleaseTime": "2019-06-26T08:00:00Z"},
            {"Period": 1},
            ("ReleaseTimeHaveBeenSet", 400),
        ),
        ({}, {"Period": 1, "DryRun": True}, ("DryRunOperation", 400)),
    ],
)
def test_wrong_orders_are_refused(
    client: Client,
    account: Simulator,
    made: dict[str, Any],
    parameters: dict[str, Any],
    expected: tuple[str, int],
) -> None:
    (instance_id,) = run(client, **made)
    account.wait(60)
    asked = {"InstanceIds": [instance_id], **parameters}

    assert refusal(client, ModifyInstanceChargeType, **asked) == expected
    account.wait(60)
    assert shown(client, instance_id)[0] == "PostPaid"


def test_only_running_and_stopped_instances_change(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client)

    refused = refusal(client, ModifyInstanceChargeType, InstanceIds=[instance_id], Period=1)

    assert refused == ("InvalidStatus.ValueNotSupported", 400)


def test_twenty_instances_are_changed_at_once(client: Client, account: Simulator) -> None:
    ids = run(client, Amount=21)
    account.wait(60)

    refused = refusal(client, ModifyInstanceChargeType, InstanceIds=ids, Period=1)
    client.call(ModifyInstanceChargeType, InstanceIds=ids[:20], Period=1)
    account.wait(10)

    assert refused == ("InstancesIdQuotaExceed", 400)
    found = [each["InstanceChargeType"] for each in instances(client, *ids)]
    assert sorted(found) == ["PostPaid", *["PrePaid"] * 20]


def renewals(client: Client, **parameters: Any) -> dict[str, tuple[str, int, str]]:
    """Return how subscriptions are renewed, by instance."""
    return {
        each["InstanceId"]: (each["RenewalStatus"], each["Duration"], each["PeriodUnit"])
        for each in client.items(DescribeInstanceAutoRenewAttribute, **parameters)
    }


def test_renewal_is_set_and_read_back(client: Client, account: Simulator) -> None:
    first, second = (bought(client, account) for _ in range(2))
    third = bought(client, account, AutoRenew=True, AutoRenewPeriod=3)
    both = ",".join((first, second))

    assert renewals(client, InstanceId=both) == dict.fromkeys(
        (first, second), ("Normal", 0, "Month")
    )
    asked = {"InstanceId": both, "AutoRenew": True, "Duration": 1, "PeriodUnit": "Year"}
    client.call(ModifyInstanceAutoRenewAttribute, **asked)
    client.call(ModifyInstanceAutoRenewAttribute, InstanceId=second, RenewalStatus="NotRenewal")

    assert renewals(client, RenewalStatus="AutoRenewal") == {
        first: ("AutoRenewal", 1, "Year"),
        third: ("AutoRenewal", 3, "Month"),
    }
    assert renewals(client, RenewalStatus="NotRenewal") == {second: ("NotRenewal", 0, "Month")}
    assert renewals(client, RenewalStatus="Normal") == {}
    page = client.call(DescribeInstanceAutoRenewAttribute, InstanceId=both, PageSize="1")
    assert (page["TotalCount"], page["PageSize"], page["PageNumber"]) == (2, 1, 1)


def test_the_renewal_status_wins_over_auto_renew(client: Client, account: Simulator) -> None:
    instance_id = bought(client, account)
    asked = {"InstanceId": instance_id, "AutoRenew": True, "RenewalStatus": "Normal"}
    client.call(ModifyInstanceAutoRenewAttribute, **asked)

    assert renewals(client, InstanceId=instance_id) == {instance_id: ("Normal", 0, "Month")}


def test_a_subscription_that_renews_itself_does_not_end(client: Client, account: Simulator) -> None:
    instance_id = bought(client, account)
    asked = {"InstanceId": instance_id, "RenewalStatus": "AutoRenewal", "PeriodUnit": "Week"}
    client.call(ModifyInstanceAutoRenewAttribute, Duration=2, **asked)
    account.wait(35 * DAY_S)

    assert shown(client, instance_id) == ("PrePaid", "2019-08-08T08:00Z")
    assert instances(client, instance_id)[0]["Status"] == "Running"


MANY = ",".join(f"i-{each}" for each in range(101))


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (
            DescribeInstanceAutoRenewAttribute,
            {},
            ("InvalidParameter.RenewalStatusInstanceId", 403),
        ),
        (
            DescribeInstanceAutoRenewAttribute,
            {"RenewalStatus": "Never"},
            ("InvalidParameter.RenewalStatus", 403),
        ),
        (
            DescribeInstanceAutoRenewAttribute,
            {"InstanceId": "i-none"},
            ("InvalidParameter.InvalidInstanceId", 403),
        ),
        (
            DescribeInstanceAutoRenewAttribute,
            {"InstanceId": MANY},
            ("InvalidParameter.ToManyInstanceIds", 403),
        ),
        (ModifyInstanceAutoRenewAttribute, {}, ("MissingParameter.InstanceId", 403)),
        (
            ModifyInstanceAutoRenewAttribute,
            {"InstanceId": MANY},
            ("InvalidParameter.ToManyInstanceIds", 403),
        ),
        (
            ModifyInstanceAutoRenewAttribute,
            {"InstanceId": "i-none"},
            ("InvalidParameter.InvalidInstanceId", 403),
        ),
    ],
)
def test_wrong_calls_about_renewal_are_refused(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, operation, **parameters) == expected


@pytest.mark.parametrize(
    ("unit", "duration", "taken"),
    [
        ("Month", 6, True),
        ("Month", 4, False),
        ("Week", 4, True),
        ("Week", 5, False),
        ("Year", 5, True),
        ("Year", 6, False),
    ],
)
def test_durations_are_those_of_the_page(
    client: Client, account: Simulator, unit: str, duration: int, taken: bool
) -> None:
    instance_id = bought(client, account)
    asked = {"InstanceId": instance_id, "AutoRenew": True, "PeriodUnit": unit}
    if taken:
        client.call(ModifyInstanceAutoRenewAttribute, Duration=duration, **asked)
        assert renewals(client, InstanceId=instance_id)[instance_id][1:] == (duration, unit)
    else:
        refused = refusal(client, ModifyInstanceAutoRenewAttribute, Duration=duration, **asked)
        assert refused == ("InvalidParameter.Duration", 403)


def test_pay_as_you_go_instances_do_not_renew(client: Client) -> None:
    (instance_id,) = run(client)

    for operation in (DescribeInstanceAutoRenewAttribute, ModifyInstanceAutoRenewAttribute):
        assert refusal(client, operation, InstanceId=instance_id) == ("ChargeTypeViolation", 403)
