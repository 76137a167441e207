"""Documents of instances, as they were recorded of the service."""

import re
from typing import Any
from uuid import UUID

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstanceAttribute
from ecsops.catalogue.ecs.instances.types import DescribeInstanceTypes
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import WINDOWS, emptied, instances, run


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def document(client: Client, **parameters: Any) -> dict[str, Any]:
    """Return the document of a new instance."""
    (found,) = instances(client, *run(client, **parameters))
    return found


def test_the_host_name_comes_from_the_id(client: Client) -> None:
    found = document(client)

    assert found["HostName"] == f"iZ{found['InstanceId'].removeprefix('i-')}Z"


def test_a_host_name_of_windows_has_fifteen_characters(client: Client) -> None:
    found = document(client, ImageId=WINDOWS)

    assert re.fullmatch(r"iZ[a-z0-9]{12}Z", found["HostName"])
    assert found["HostName"][2:-1] in found["InstanceId"]


def test_the_serial_number_is_a_uuid_of_its_own(client: Client) -> None:
    numbers = {document(client)["SerialNumber"] for _ in range(3)}

    assert len(numbers) == 3
    assert {str(UUID(each)) for each in numbers} == numbers


def test_the_name_of_the_system_is_in_both_languages(client: Client) -> None:
    found = document(client)

    assert (found["OSName"], found["OSNameEn"]) == ("CentOS  7.6 64位", "CentOS  7.6 64 bit")


@pytest.mark.parametrize(
    ("type_name", "options", "expected"),
    [
        ("ecs.g5.large", {}, (1, 2)),
        ("ecs.g5.2xlarge", {}, (4, 2)),
        ("ecs.t5-lc1m1.small", {}, (1, 1)),
        ("ecs.g5.2xlarge", {"CpuOptions.ThreadsPerCore": 1}, (8, 1)),
    ],
)
def test_cores_and_threads_make_the_vcpus(
    client: Client, type_name: str, options: dict[str, Any], expected: tuple[int, int]
) -> None:
    found = document(client, InstanceType=type_name, **options)["CpuOptions"]

    assert found == {"CoreCount": expected[0], "ThreadsPerCore": expected[1], "Numa": "ON"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, 10),
        ({"InternetMaxBandwidthOut": 5}, 10),
        ({"InternetMaxBandwidthOut": 50}, 50),
        ({"InternetMaxBandwidthIn": 200}, 200),
    ],
)
def test_the_inbound_bandwidth_is_ten_or_the_outbound_one(
    client: Client, asked: dict[str, Any], expected: int
) -> None:
    assert document(client, **asked)["InternetMaxBandwidthIn"] == expected


def test_what_nobody_set_is_empty_or_absent(client: Client) -> None:
    found = document(client)

    assert (found["AutoReleaseTime"], found["SpotPriceLimit"]) == ("", 0.0)
    assert isinstance(found["SpotPriceLimit"], float)
    assert (
        found.keys()
        & {
            *("AdditionalInfo", "ClockOptions", "ImageOptions", "KeyPairName"),
            *("PrivateDnsNameOptions", "SecurityOptions", "StartTime", "Tags"),
        }
        == set()
    )
    assert found["EipAddress"]["IpAddress"] == ""
    assert found["PublicIpAddress"] == {"IpAddress": []}
    assert found["OperationLocks"] == {"LockReason": []}
    attributes = client.call(DescribeInstanceAttribute, InstanceId=found["InstanceId"])
    assert "SecurityOptions" not in attributes


def test_what_was_set_is_shown(client: Client) -> None:
    tags = [{"Key": "a", "Value": "b"}]
    found = document(client, KeyPairName="ops", Tag=tags, AutoReleaseTime="2019-06-26T08:00:00Z")

    assert found["KeyPairName"] == "ops"
    assert found["Tags"] == {"Tag": [{"TagKey": "a", "TagValue": "b"}]}
    assert found["AutoReleaseTime"] == "2019-06-26T08:00Z"


def test_objects_that_nobody_set_are_absent_in_other_answers(client: Client) -> None:
    (found,) = client.items(DescribeInstanceTypes, InstanceTypes=["ecs.g5.large"])

    assert "NetworkInfo" not in found
    assert found["Attributes"] == {"Attribute": []}
