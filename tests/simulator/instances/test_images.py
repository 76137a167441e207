"""Images: which are listed, and which a call for instances means."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.images import DescribeImages
from ecsops.catalogue.ecs.instances.run_instances import CreateInstance, RunInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import IMAGES
from tests.support.instance_stories import IMAGE, WINDOWS, emptied, instances
from tests.support.networks import network
from tests.support.refusals import refusal

FAMILY = "acs:alibaba_cloud_linux_3_x64"
NEWEST = "aliyun_3_x64_20G_alibase_20240528.vhd"


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def ids(client: Client, **parameters: Any) -> list[str]:
    """Return the ids of the images that a query lists."""
    return [each["ImageId"] for each in client.items(DescribeImages, **parameters)]


def test_all_public_images_are_listed_the_newest_first(client: Client) -> None:
    images = list(client.items(DescribeImages))

    made = [each["CreationTime"] for each in images]
    assert {each["ImageId"] for each in images} == set(IMAGES)
    assert made == sorted(made, reverse=True)


def test_an_image_tells_its_system_in_both_languages(client: Client) -> None:
    (image,) = client.items(DescribeImages, ImageId=IMAGE)

    assert {name: image[name] for name in ("OSName", "OSNameEn", "OSType", "Platform", "Size")} == {
        "OSName": "CentOS  7.6 64位",
        "OSNameEn": "CentOS  7.6 64 bit",
        "OSType": "linux",
        "Platform": "CentOS",
        "Size": 20,
    }
    assert (image["Status"], image["Progress"], image["ImageOwnerAlias"]) == (
        "Available",
        "100%",
        "system",
    )


def test_a_page_is_of_ten_and_tells_how_many_there_are(client: Client) -> None:
    first = client.call(DescribeImages, PageSize=4)
    second = client.call(DescribeImages, PageSize=4, PageNumber=2)
    usual = client.call(DescribeImages)

    total = len(IMAGES)
    assert (first["TotalCount"], first["PageSize"], first["PageNumber"]) == (total, 4, 1)
    found = [DescribeImages.items_of(first), DescribeImages.items_of(second)]
    assert [each["ImageId"] for page in found for each in page] == ids(client)[:8]
    assert (usual["PageSize"], usual["RegionId"]) == (10, "cn-hangzhou")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"ImageFamily": FAMILY}, [NEWEST, "aliyun_3_x64_20G_alibase_20221102.vhd"]),
        ({"ImageFamily": "acs:none"}, []),
        ({"OSType": "windows", "ImageName": "*2016*"}, [WINDOWS]),
        ({"ImageName": "centos_7_06"}, [IMAGE]),
        ({"ImageName": "CENTOS_7_06"}, [IMAGE]),
        ({"ImageOwnerAlias": "self"}, []),
        ({"ImageOwnerAlias": "others", "IsPublic": True}, []),
        ({"Architecture": "arm64"}, []),
        ({"Status": "Deprecated,Creating"}, []),
        ({"Status": "ALL", "ImageId": IMAGE}, [IMAGE]),
        ({"Status": "Creating,Available", "ImageId": IMAGE}, [IMAGE]),
        ({"Usage": "instance"}, []),
        ({"Usage": "none", "ImageId": IMAGE, "InstanceType": "ecs.g5.large"}, [IMAGE]),
        ({"Tag": [{"Key": "a"}]}, []),
        ({"SnapshotId": "s-1"}, []),
        ({"ImageOwnerId": 1}, []),
        ({"IsSupportCloudinit": False}, []),
        ({"IsSupportIoOptimized": False}, []),
        ({"Usable": False}, []),
        ({"ResourceGroupId": "rg-1"}, []),
        ({"Filter": [{"Key": "NetworkType", "Value": "classic"}]}, []),
        ({"Filter": [{"Key": "CpuOnlineUpgrade", "Value": "supported"}]}, []),
        (
            {
                "Filter": [
                    {"Key": "CreationStartTime", "Value": "2019-02-18T06:21Z"},
                    {"Key": "CreationEndTime", "Value": "2019-02-18T06:22Z"},
                ]
            },
            [IMAGE],
        ),
    ],
)
def test_images_are_found_by_filters(
    client: Client, filters: dict[str, Any], expected: list[str]
) -> None:
    assert ids(client, **filters) == expected


def test_an_image_in_use_says_so(client: Client) -> None:
    client.call(RunInstances, ImageId=IMAGE, InstanceType="ecs.g5.large", **network(client))

    assert ids(client, Usage="instance") == [IMAGE]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"Status": "Running"}, ("InvalidParamter", 400)),
        ({"OSType": "beos"}, ("InvalidOSType", 404)),
        ({"Architecture": "mips"}, ("InvalidArchitecture", 404)),
        ({"Usage": "much"}, ("InvalidUsage", 404)),
        ({"ImageOwnerAlias": "me"}, ("InvalidImageOwnerAlias.ValueNotSupported", 400)),
        ({"IsPublic": True}, ("InvalidImageOwnerAlias.ValueNotSupported", 400)),
        ({"InstanceType": "ecs.none"}, ("InvalidInstanceType.ValueNotSupported", 400)),
        ({"Filter": [{"Key": "Colour", "Value": "red"}]}, ("InvalidFilterKey.NotFound", 404)),
        (
            {"Filter": [{"Key": "CreationEndTime", "Value": "now"}]},
            ("InvalidFilterKey.NotFound", 404),
        ),
        ({"PageSize": 101}, ("InvalidParamter", 400)),
        ({"PageSize": 0}, ("InvalidParamter", 400)),
        ({"DryRun": True}, ("DryRunOperation", 400)),
    ],
)
def test_wrong_queries_are_refused(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, DescribeImages, **parameters) == expected


def test_a_page_of_100_is_the_largest(client: Client) -> None:
    assert client.call(DescribeImages, PageSize=100)["PageSize"] == 100


@pytest.mark.parametrize("operation", [RunInstances, CreateInstance])
def test_a_family_means_its_newest_image(client: Client, operation: Any) -> None:
    client.call(operation, ImageFamily=FAMILY, InstanceType="ecs.g5.large", **network(client))

    (instance,) = instances(client)
    assert instance["ImageId"] == NEWEST


def test_an_image_and_a_family_exclude_each_other(client: Client) -> None:
    asked = {"ImageFamily": FAMILY, "InstanceType": "ecs.g5.large", **network(client)}

    both = refusal(client, RunInstances, ImageId=IMAGE, **asked)
    unknown = refusal(client, RunInstances, **{**asked, "ImageFamily": "acs:none"})

    assert both == ("InvalidParameter.Conflict", 400)
    assert unknown == ("InvalidImageId.NotFound", 404)
