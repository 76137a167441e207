"""Where instances are made: what a deployment set takes, which hosts have room, what is refused."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import (
    DescribeDeploymentSets,
    DescribeDeploymentSetSupportedInstanceTypeFamily,
)
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, StartInstance, StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, a_set, emptied, instances, run
from tests.support.networks import network
from tests.support.refusals import refusal


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def test_a_set_takes_seven_in_a_zone_and_an_eighth_is_refused_whole(client: Client) -> None:
    deployment_set_id = a_set(client)
    run(client, Amount=5, DeploymentSetId=deployment_set_id, ZoneId="cn-hangzhou-b")

    refused = refusal(
        client,
        RunInstances,
        **network(client),
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=3,
        DeploymentSetId=deployment_set_id,
        ZoneId="cn-hangzhou-b",
    )

    assert refused == ("QuotaExceed.DeploymentSetInstanceQuotaFull", 403)
    assert len(instances(client)) == 5


def test_with_a_least_amount_a_set_is_filled(client: Client) -> None:
    deployment_set_id = a_set(client)
    wanted = {"DeploymentSetId": deployment_set_id, "ZoneId": "cn-hangzhou-b"}
    run(client, Amount=5, **wanted)

    assert len(run(client, Amount=5, MinAmount=1, **wanted)) == 2
    (shown,) = client.items(DescribeDeploymentSets)
    assert shown["Capacities"]["Capacity"] == [
        {"ZoneId": "cn-hangzhou-b", "UsedAmount": 7, "AvailableAmount": 0}
    ]


def test_the_current_profile_takes_twenty_in_a_zone(account: Simulator, client: Client) -> None:
    account.reset(empty=True, profile="current")

    made = run(client, Amount=20, DeploymentSetId=a_set(client), ZoneId="cn-hangzhou-b")

    assert len(made) == 20


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"InstanceType": "ecs.t5-lc1m1.small"}, "InvalidInstanceType.NotSupported"),
        ({"SpotStrategy": "SpotAsPriceGo"}, "InvalidSpotStrategy"),
        ({"DedicatedHostId": "dh-1"}, "InvalidDeploymentOnHost"),
        ({"DeploymentSetGroupNo": 1}, "InvalidParameter"),
    ],
)
def test_what_a_set_does_not_take_is_refused(
    client: Client, parameters: dict[str, Any], code: str
) -> None:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DeploymentSetId": a_set(client)}

    assert code == refusal(client, RunInstances, **{**network(client), **wanted, **parameters})[0]


def test_a_set_of_another_region_is_not_found(account: Simulator, client: Client) -> None:
    elsewhere = a_set(Client(account, "cn-beijing"))

    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DeploymentSetId": elsewhere}
    assert refusal(client, RunInstances, **network(client), **wanted)[0] == "DeploymentSet.NotFound"


def test_the_families_of_a_set_are_those_of_the_document(client: Client) -> None:
    answer = client.call(DescribeDeploymentSetSupportedInstanceTypeFamily)

    families = (
        "ecs.c5,ecs.d1,ecs.d1ne,ecs.g5,ecs.hfc5,ecs.hfg5,"
        "ecs.i2,ecs.ic5,ecs.r5,ecs.se1ne,ecs.sn1ne,ecs.sn2ne"
    )
    assert families == answer["InstanceTypeFamilies"]


def test_without_a_set_instances_spread_over_hosts(account: Simulator, client: Client) -> None:
    run(client, Amount=40, ZoneId="cn-hangzhou-b")

    hosts = [record.facts["HostId"] for record in account.store.select("Instance", "cn-hangzhou")]
    assert len(set(hosts)) == 40


def test_full_hosts_refuse_and_a_release_makes_room(account: Simulator, client: Client) -> None:
    account.reset(empty=True, hosts=1)
    wanted = {"InstanceType": "ecs.g5.16xlarge", "ZoneId": "cn-hangzhou-b"}
    (first,) = run(client, **wanted)

    assert refusal(client, RunInstances, ImageId=IMAGE, **network(client), **wanted) == (
        "OperationDenied.NoStock",
        403,
    )
    client.call(DeleteInstance, InstanceId=first, Force=True)
    assert len(run(client, **wanted)) == 1


def test_a_stock_out_refuses_until_it_is_over(account: Simulator, client: Client) -> None:
    fault = account.add_fault("stock", "cn-hangzhou", {"ZoneId": "cn-hangzhou-b"})
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "ZoneId": "cn-hangzhou-b"}

    wanted |= network(client)
    assert refusal(client, RunInstances, **wanted) == ("OperationDenied.NoStock", 403)
    assert len(run(client, ZoneId="cn-hangzhou-f")) == 1
    account.clear_faults([fault["FaultId"]])
    assert len(run(client, ZoneId="cn-hangzhou-b")) == 1


def test_a_member_without_charge_may_not_restart_when_stock_is_out(
    account: Simulator, client: Client
) -> None:
    (member,) = run(client, DeploymentSetId=a_set(client), ZoneId="cn-hangzhou-b")
    account.wait(60)
    client.call(StopInstance, InstanceId=member, StoppedMode="StopCharging")
    account.wait(60)
    account.add_fault("stock", "cn-hangzhou", {"InstanceTypeFamily": "ecs.g5"})

    assert refusal(client, StartInstance, InstanceId=member) == ("OperationDenied.NoStock", 403)
    account.clear_faults()
    client.call(StartInstance, InstanceId=member)
    account.wait(60)
    assert [each["Status"] for each in instances(client)] == ["Running"]


def test_a_member_that_keeps_charging_keeps_its_host(account: Simulator, client: Client) -> None:
    (member,) = run(client)
    account.wait(60)
    client.call(StopInstance, InstanceId=member)
    account.wait(60)
    account.add_fault("stock", "cn-hangzhou", {})

    client.call(StartInstance, InstanceId=member)


def test_groups_of_a_set_are_balanced_and_share_no_host(account: Simulator, client: Client) -> None:
    grouped = a_set(client, Strategy="AvailabilityGroup", GroupCount=2)
    run(client, Amount=4, DeploymentSetId=grouped, ZoneId="cn-hangzhou-b")

    records = account.store.select("Instance", "cn-hangzhou")
    groups: dict[int, set[str]] = {}
    for record in records:
        hosts = groups.setdefault(record.document["DeploymentSetGroupNo"], set())
        hosts.add(record.facts["HostId"])
    assert groups.keys() == {1, 2}
    assert not groups[1] & groups[2]


@pytest.mark.parametrize("strategy", ["Availability", "AvailabilityGroup"])
def test_what_must_be_apart_is_refused_on_one_host(
    account: Simulator, client: Client, strategy: str
) -> None:
    account.reset(empty=True, hosts=1)
    apart = {"DeploymentSetId": a_set(client, Strategy=strategy), "ZoneId": "cn-hangzhou-b"}
    run(client, **apart)

    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **apart}
    wanted |= network(client)
    assert refusal(client, RunInstances, **wanted) == ("OperationDenied.NoStock", 403)


def test_members_of_one_group_may_share_a_host(account: Simulator, client: Client) -> None:
    account.reset(empty=True, hosts=1)
    grouped = a_set(client, Strategy="AvailabilityGroup", GroupCount=2)

    made = run(client, Amount=2, DeploymentSetId=grouped, DeploymentSetGroupNo=2)

    assert len(made) == 2


def test_a_low_latency_set_stays_in_one_zone_under_one_switch(
    account: Simulator, client: Client
) -> None:
    near = a_set(client, Strategy="LowLatency")
    run(client, Amount=4, DeploymentSetId=near, ZoneId="cn-hangzhou-b")

    hosts = [
        account.store.get("Host", record.facts["HostId"])
        for record in account.store.select("Instance", "cn-hangzhou")
    ]
    assert len({host.document["Switch"] for host in hosts if host}) == 1
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DeploymentSetId": near}
    assert (
        refusal(client, RunInstances, **network(client, "cn-hangzhou-f"), **wanted)[0]
        == "QuotaExceed.DeploymentSetInstanceQuotaFull"
    )


@pytest.mark.parametrize(("level", "column"), [("sw", "Switch"), ("rack", "Rack")])
def test_the_type_of_a_set_says_what_members_do_not_share(
    account: Simulator, client: Client, level: str, column: str
) -> None:
    run(client, Amount=7, DeploymentSetId=a_set(client, Type=level), ZoneId="cn-hangzhou-b")

    places = [
        host.document[column]
        for record in account.store.select("Instance", "cn-hangzhou")
        if (host := account.store.get("Host", record.facts["HostId"]))
    ]
    assert len(set(places)) == 7
