"""The account as a backend: transactions, time, idempotence, and what every call does."""

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances, DescribeInstanceStatus
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeRegions, DescribeZones
from ecsops.catalogue.model import Operation
from ecsops.catalogue.products import ECS
from ecsops.client import Client
from ecsops.errors import ApiError, NotFound
from ecsops.simulator.account import Simulator

UNHEARD_OF = Operation("DescribeMiracles", ECS, "Nothing.", (), {"RequestId": str}, ())


def names(client: Client, **filters: object) -> list[str]:
    return [each["InstanceName"] for each in client.items(DescribeInstances, **filters)]


def by_name(client: Client, name: str) -> dict[str, object]:
    (found,) = client.items(DescribeInstances, InstanceName=name)
    return found


def test_a_first_use_finds_the_documents_account(client: Client) -> None:
    sets = [
        (each["DeploymentSetName"], each["DeploymentSetDescription"], each["InstanceAmount"])
        for each in client.items(DescribeDeploymentSets)
    ]

    assert sets == [("InternalUse", "DataProcessingCluster", 2), ("UserGuide", "MyFirstDS", 6)]
    assert names(client) == [
        "LegacyWeb",
        "WindowsOffice",
        "BackupServer",
        "DataProcessing002",
        "DataProcessing001",
        "UserGuideForDS006",
        "UserGuideForDS005",
        "UserGuideForDS004",
        "UserGuideForDS003",
        "UserGuideForDS002",
        "UserGuideForDS001",
    ]


def test_a_seed_makes_the_same_world_again(account: Simulator, client: Client) -> None:
    account.reset(seed=7)
    first = [each["InstanceId"] for each in client.items(DescribeInstances)]
    account.reset(seed=8)
    second = [each["InstanceId"] for each in client.items(DescribeInstances)]
    account.reset(seed=7)

    assert first == [each["InstanceId"] for each in client.items(DescribeInstances)]
    assert not set(first) & set(second)


def test_an_empty_account_has_nothing(account: Simulator, client: Client) -> None:
    account.reset(empty=True)

    assert names(client) == []
    assert list(client.items(DescribeDeploymentSets)) == []


def test_an_operation_that_is_not_there_yet_says_so(client: Client) -> None:
    with pytest.raises(NotFound) as refusal:
        client.call(UNHEARD_OF)

    assert refusal.value.code == "InvalidAction.NotFound"
    assert refusal.value.http_status == 404
    assert refusal.value.message == (
        "ecsops does not simulate DescribeMiracles of Ecs 2014-05-26. "
        "The page docs/reference/compatibility lists what it simulates."
    )
    assert refusal.value.recommend == ""


def test_an_unknown_region_is_refused(account: Simulator) -> None:
    with pytest.raises(NotFound) as refusal:
        Client(account, "cn-nowhere").call(DescribeDeploymentSets)

    assert refusal.value.code == "InvalidRegionId.NotFound"
    assert refusal.value.host_id == "ecs.cn-nowhere.aliyuncs.com"
    assert len(refusal.value.request_id) == 36


def test_another_region_is_empty(account: Simulator) -> None:
    assert names(Client(account, "cn-beijing")) == []


def test_regions_and_zones_are_named_in_the_language_asked_for(client: Client) -> None:
    regions = {
        each["RegionId"]: each["LocalName"]
        for each in client.items(DescribeRegions, AcceptLanguage="en-US")
    }
    zones = [each["ZoneId"] for each in client.items(DescribeZones)]

    assert regions["cn-hangzhou"] == "China (Hangzhou)"
    assert [f"cn-hangzhou-{letter}" for letter in "bfghi"] == zones


@pytest.mark.parametrize(
    ("operation", "asked", "code"),
    [
        (DescribeRegions, {"InstanceChargeType": "Free"}, "Invalid.InstanceChargeType"),
        (DescribeRegions, {"ResourceType": "none"}, "InvalidResourceType.NotFound"),
        (DescribeZones, {"InstanceChargeType": "Free"}, "InvalidInstanceChargeType.NotFound"),
        (DescribeZones, {"SpotStrategy": "Free"}, "InvalidSpotStrategy"),
    ],
)
def test_what_no_region_sells_is_refused(
    client: Client, operation: Operation, asked: dict[str, str], code: str
) -> None:
    with pytest.raises(ApiError) as error:
        client.call(operation, **asked)

    assert code == error.value.code


def test_a_zone_tells_what_it_offers_if_asked_to(client: Client) -> None:
    (offers,) = next(client.items(DescribeZones, Verbose=True))["AvailableResources"][
        "ResourcesInfo"
    ]

    assert offers["InstanceGenerations"]["supportedInstanceGeneration"] == [
        "ecs-1",
        "ecs-2",
        "ecs-3",
        "ecs-4",
        "ecs-5",
        "ecs-6",
    ]
    assert "ecs.d1ne" in offers["InstanceTypeFamilies"]["supportedInstanceTypeFamily"]
    assert "ecs.d1ne.2xlarge" in offers["InstanceTypes"]["supportedInstanceType"]


def test_a_stopped_instance_starts_in_its_time(account: Simulator, client: Client) -> None:
    stopped = by_name(client, "BackupServer")
    seen = [stopped["Status"]]
    client.call(StartInstance, InstanceId=stopped["InstanceId"])
    for seconds in (0, 19, 1):
        account.wait(seconds)
        seen.append(by_name(client, "BackupServer")["Status"])

    assert seen == ["Stopped", "Starting", "Starting", "Running"]
    assert by_name(client, "BackupServer")["StartTime"] == "2019-06-25T08:00Z"


def test_a_reboot_goes_through_stopping_and_starting(account: Simulator, client: Client) -> None:
    running = by_name(client, "LegacyWeb")["InstanceId"]
    client.call(RebootInstance, InstanceId=running)
    seen = []
    for seconds in (0, 15, 20):
        account.wait(seconds)
        seen.append(by_name(client, "LegacyWeb")["Status"])

    assert seen == ["Stopping", "Starting", "Running"]


def test_a_stop_keeps_the_mode_that_was_asked_for(account: Simulator, client: Client) -> None:
    running = by_name(client, "LegacyWeb")["InstanceId"]
    client.call(StopInstance, InstanceId=running, StoppedMode="StopCharging", ForceStop="true")
    account.wait(2)

    stopped = by_name(client, "LegacyWeb")
    assert (stopped["Status"], stopped["StoppedMode"]) == ("Stopped", "StopCharging")


def test_stopping_while_starting_never_runs(account: Simulator, client: Client) -> None:
    stopped = by_name(client, "BackupServer")["InstanceId"]
    client.call(StartInstance, InstanceId=stopped)
    account.wait(5)
    client.call(StopInstance, InstanceId=stopped)
    account.wait(60)

    assert by_name(client, "BackupServer")["Status"] == "Stopped"


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        (StartInstance, "LegacyWeb"),
        (StopInstance, "BackupServer"),
        (RebootInstance, "BackupServer"),
    ],
)
def test_a_wrong_state_is_refused(client: Client, operation: Operation, name: str) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(operation, InstanceId=by_name(client, name)["InstanceId"])

    assert (refusal.value.code, refusal.value.http_status) == ("IncorrectInstanceStatus", 403)


def test_an_instance_of_another_region_is_not_found(account: Simulator, client: Client) -> None:
    elsewhere = Client(account, "cn-beijing")

    with pytest.raises(NotFound) as refusal:
        elsewhere.call(StopInstance, InstanceId=by_name(client, "LegacyWeb")["InstanceId"])

    assert refusal.value.code == "InvalidInstanceId.NotFound"


def test_a_dry_run_is_refused_and_does_nothing(client: Client) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(
            StopInstance, InstanceId=by_name(client, "LegacyWeb")["InstanceId"], DryRun=True
        )

    assert refusal.value.code == "DryRunOperation"
    assert by_name(client, "LegacyWeb")["Status"] == "Running"


def test_a_client_token_makes_a_call_once(client: Client) -> None:
    first = client.call(CreateDeploymentSet, DeploymentSetName="web", ClientToken="t1")
    again = client.call(CreateDeploymentSet, DeploymentSetName="web", ClientToken="t1")

    assert first["DeploymentSetId"] == again["DeploymentSetId"]
    assert client.call(DescribeDeploymentSets)["TotalCount"] == 3


def test_a_client_token_with_other_parameters_is_refused(client: Client) -> None:
    client.call(CreateDeploymentSet, DeploymentSetName="web", ClientToken="t1")

    with pytest.raises(ApiError) as refusal:
        client.call(CreateDeploymentSet, DeploymentSetName="other", ClientToken="t1")

    assert refusal.value.code == "IdempotentParameterMismatch"
    assert client.call(DescribeDeploymentSets)["TotalCount"] == 3


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"PageNumber": "x"}, "InvalidPageNumber"),
        ({"Status": "Sleeping"}, "InvalidStatus.NotFound"),
        ({"InstanceIds": "i-1"}, "InvalidInstanceIds"),
        ({"Filter": [{"Key": "Size", "Value": "1"}]}, "InvalidFilterKey.NotFound"),
        ({"Filter": [{"Key": "CreationStartTime", "Value": "1"}]}, "InvalidFilterValue"),
        ({"Tag": [{"Value": "1"}]}, "InvalidTag.Mismatch"),
        ({"NextToken": "rubbish"}, "InvalidNextToken"),
    ],
)
def test_a_wrong_value_is_refused_by_name(
    client: Client, filters: dict[str, object], code: str
) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(DescribeInstances, **filters)

    assert code == refusal.value.code


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"Status": "Stopped"}, ["BackupServer"]),
        ({"InstanceName": "DataProcessing*"}, ["DataProcessing002", "DataProcessing001"]),
        ({"InstanceName": "Data[P*"}, []),
        ({"Filter": [{"Key": "CreationEndTime", "Value": "2018-01-01T00:00Z"}]}, ["LegacyWeb"]),
        ({"InstanceTypeFamily": "ecs.t5"}, []),
        ({"Status": "Stopped", "InstanceName": "Legacy*"}, []),
    ],
)
def test_listings_are_filtered(
    client: Client, filters: dict[str, object], expected: list[str]
) -> None:
    assert expected == names(client, **filters)


def test_an_instance_is_found_by_its_address(client: Client) -> None:
    wanted = by_name(client, "LegacyWeb")
    addresses = wanted["VpcAttributes"]["PrivateIpAddress"]["IpAddress"]  # type: ignore[index]

    assert names(client, PrivateIpAddresses=addresses) == ["LegacyWeb"]


def test_both_ways_of_paging_read_everything_once(client: Client) -> None:
    numbered = [
        each["InstanceId"]
        for page in (1, 2)
        for each in client.call(DescribeInstances, PageNumber=page, PageSize=10)["Instances"][
            "Instance"
        ]
    ]
    first = client.call(DescribeInstances, MaxResults=10)
    second = client.call(DescribeInstances, MaxResults=10, NextToken=first["NextToken"])
    by_token = [
        each["InstanceId"] for page in (first, second) for each in page["Instances"]["Instance"]
    ]

    assert len(set(numbered)) == 11
    assert numbered == by_token
    assert second["NextToken"] == ""


def test_a_page_past_the_end_is_empty_and_knows_the_total(client: Client) -> None:
    answer = client.call(DescribeInstanceStatus, PageNumber=9)

    assert answer["InstanceStatuses"]["InstanceStatus"] == []
    assert (answer["TotalCount"], answer["PageNumber"], answer["PageSize"]) == (11, 9, 10)
    assert list(client.items(DescribeInstanceStatus, ClusterId="c-1")) == []


def test_a_token_of_another_query_is_refused(client: Client) -> None:
    token = client.call(DescribeInstances, MaxResults=10)["NextToken"]

    with pytest.raises(ApiError) as refusal:
        client.call(DescribeInstances, Status="Running", NextToken=token)

    assert refusal.value.code == "InvalidNextToken"


def test_sizes_are_clamped_or_refused_as_documented(client: Client) -> None:
    assert client.call(DescribeInstances, MaxResults=1)["PageSize"] == 10

    with pytest.raises(ApiError) as refusal:
        client.call(DescribeInstanceStatus, PageSize=51)

    assert refusal.value.code == "InvalidPageSize"
