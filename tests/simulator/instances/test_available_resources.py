"""What can be bought in the zones, and what is sold out."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.available_resources import DescribeAvailableResource
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.networks import network
from tests.support.refusals import refusal

ZONES = [f"cn-hangzhou-{letter}" for letter in "bfghi"]


def offered(client: Client, destination: str, **parameters: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what each zone offers of a destination."""
    found = client.items(DescribeAvailableResource, DestinationResource=destination, **parameters)
    zones = {}
    for zone in found:
        (resource,) = zone["AvailableResources"]["AvailableResource"]
        assert (zone["RegionId"], resource["Type"]) == ("cn-hangzhou", destination)
        zones[zone["ZoneId"]] = resource["SupportedResources"]["SupportedResource"]
    return zones


def values(client: Client, destination: str, **parameters: Any) -> list[str]:
    """Return the values that the first zone offers."""
    zones = offered(client, destination, **parameters)
    return [each["Value"] for each in next(iter(zones.values()), [])]


def test_every_zone_is_listed_with_its_stock(client: Client) -> None:
    found = list(client.items(DescribeAvailableResource, DestinationResource="Zone"))

    assert [each["ZoneId"] for each in found] == ZONES
    assert {(each["Status"], each["StatusCategory"]) for each in found} == {
        ("Available", "WithStock")
    }


def test_types_are_found_by_vcpus_and_memory(client: Client) -> None:
    found = values(client, "InstanceType", Cores=2, Memory=8.0)

    assert "ecs.g5.large" in found
    assert "ecs.g5.xlarge" not in found
    assert "ecs.c5.large" not in found
    assert values(client, "InstanceType", InstanceType="ecs.g5.large") == ["ecs.g5.large"]
    assert "ecs.t1.small" in values(client, "InstanceType", IoOptimized="none")
    assert "ecs.g5.large" not in values(client, "InstanceType", IoOptimized="none")


def test_a_stock_out_is_sold_out_in_its_zone(client: Client, account: Simulator) -> None:
    fault = {"ZoneId": ZONES[0], "InstanceTypeFamily": "ecs.g5"}
    account.add_fault("stock", "cn-hangzhou", fault)

    zones = offered(client, "InstanceType", InstanceType="ecs.g5.large")
    listed = client.items(
        DescribeAvailableResource, DestinationResource="Zone", InstanceType="ecs.g5.large"
    )

    assert zones[ZONES[0]] == [
        {"Value": "ecs.g5.large", "Status": "SoldOut", "StatusCategory": "WithoutStock"}
    ]
    assert zones[ZONES[1]][0]["Status"] == "Available"
    assert [each["Status"] for each in listed] == ["SoldOut", *["Available"] * 4]


def test_hosts_that_are_full_are_sold_out(client: Client, account: Simulator) -> None:
    account.reset(empty=True, hosts=1, at=account.clock.now(), frozen=True)
    before = values(client, "InstanceType", InstanceType="ecs.g5.16xlarge")
    made = {"ImageId": "centos_7_06_64_20G_alibase_20190218.vhd", "InstanceType": "ecs.g5.16xlarge"}
    from ecsops.catalogue.ecs.instances.run_instances import RunInstances

    client.call(RunInstances, **network(client, ZONES[0]), **made)

    zones = offered(client, "InstanceType", InstanceType="ecs.g5.16xlarge")
    small = offered(client, "InstanceType", InstanceType="ecs.g5.large")
    assert before == ["ecs.g5.16xlarge"]
    assert [zones[each][0]["Status"] for each in ZONES[:2]] == ["SoldOut", "Available"]
    assert small[ZONES[0]][0]["Status"] == "Available"


def test_disks_have_sizes_and_no_stock_category(client: Client) -> None:
    system = offered(client, "SystemDisk", InstanceType="ecs.g5.large", ZoneId=ZONES[0])
    data = offered(client, "DataDisk", ResourceType="disk", DataDiskCategory="cloud_ssd")

    assert list(system) == ZONES[:1]
    assert system[ZONES[0]][0] == {
        "Value": "cloud_efficiency",
        "Status": "Available",
        "Min": 20,
        "Max": 500,
        "Unit": "GiB",
    }
    assert data[ZONES[0]] == [
        {"Value": "cloud_ssd", "Status": "Available", "Min": 20, "Max": 32768, "Unit": "GiB"}
    ]


def test_the_network_is_a_vpc(client: Client) -> None:
    assert values(client, "Network") == ["vpc"]
    assert values(client, "IoOptimized") == ["optimized"]


@pytest.mark.parametrize(
    ("destination", "parameters"),
    [
        ("ddh", {}),
        ("Network", {"NetworkCategory": "classic"}),
        ("InstanceType", {"Cores": 3}),
        ("InstanceType", {"InstanceType": "ecs.none"}),
        ("Zone", {"ResourceType": "ddh"}),
    ],
)
def test_nothing_to_offer_is_an_empty_object(
    client: Client, destination: str, parameters: dict[str, Any]
) -> None:
    answer = client.call(DescribeAvailableResource, DestinationResource=destination, **parameters)

    assert answer["AvailableZones"] == {}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ("Invalid.Param", 400)),
        ({"DestinationResource": "Beds"}, ("Invalid.DestinationResource", 404)),
        ({"DestinationResource": "Zone", "ResourceType": "bed"}, ("Invalid.ResourceType", 404)),
        ({"DestinationResource": "Zone", "IoOptimized": "much"}, ("Invalid.IoOptimized", 404)),
        (
            {"DestinationResource": "Zone", "InstanceChargeType": "Free"},
            ("Invalid.InstanceChargeType", 400),
        ),
        ({"DestinationResource": "Zone", "SpotStrategy": "Win"}, ("Invalid.SpotStrategy", 404)),
        (
            {"DestinationResource": "Zone", "NetworkCategory": "token"},
            ("Invalid.NetworkCategory", 404),
        ),
        ({"DestinationResource": "Zone", "ZoneId": "x"}, ("InvalidResourceId.NotFound", 404)),
        ({"DestinationResource": "Zone", "Cores": 2}, ("InvalidParam.Cores", 403)),
        ({"DestinationResource": "Network", "Memory": 2.0}, ("InvalidParam.Memory", 403)),
        (
            {"DestinationResource": "InstanceType", "InstanceType": "ecs.g5.large", "Cores": 2},
            ("InvalidParam.TypeAndCpuMem.Conflict", 403),
        ),
        ({"DestinationResource": "SystemDisk"}, ("InvalidParam.TypeAndCpuMem.Conflict", 403)),
        ({"DestinationResource": "DataDisk"}, ("InvalidParam.TypeAndCpuMem.Conflict", 403)),
        (
            {"DestinationResource": "Zone", "DedicatedHostId": "dh-1"},
            ("InvalidDedicatedHostId.NotFound", 403),
        ),
    ],
)
def test_wrong_queries_are_refused(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, DescribeAvailableResource, **parameters) == expected
