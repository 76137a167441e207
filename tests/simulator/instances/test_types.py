"""Instance types and families, and how they are filtered."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.types import DescribeInstanceTypeFamilies, DescribeInstanceTypes
from ecsops.client import Client


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            {"InstanceTypeFamily": "ecs.g5", "MaximumCpuCoreCount": 4},
            ["ecs.g5.large", "ecs.g5.xlarge"],
        ),
        (
            {"InstanceTypeFamily": "ecs.g6", "MinimumInstanceBandwidthRx": 2_500_000},
            ["ecs.g6.2xlarge", "ecs.g6.4xlarge"],
        ),
        (
            {"MinimumInstancePpsTx": 4_500_000, "LocalStorageCategory": "local_hdd_pro"},
            ["ecs.d1ne.14xlarge"],
        ),
        ({"InstanceTypeFamily": "ecs.r6", "MinimumEniQuantity": 5}, ["ecs.r6.4xlarge"]),
    ],
)
def test_types_are_filtered_by_their_figures(
    client: Client, wanted: dict[str, Any], expected: list[str]
) -> None:
    found = [each["InstanceTypeId"] for each in client.items(DescribeInstanceTypes, **wanted)]

    assert expected == found


def test_families_are_filtered_by_their_generation(client: Client) -> None:
    assert "ecs.g5" in {
        each["InstanceTypeFamilyId"]
        for each in client.items(DescribeInstanceTypeFamilies, Generation="ecs-3")
    }
