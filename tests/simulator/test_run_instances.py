"""RunInstances and its relatives: what is made, what is refused, and what is left then."""

from typing import Any

import pytest

from ecsops.catalogue.deployment_sets import (
    CreateDeploymentSet,
    DescribeDeploymentSets,
    DescribeDeploymentSetSupportedInstanceTypeFamily,
)
from ecsops.catalogue.instance_lifecycle import (
    DeleteInstance,
    DeleteInstances,
    RebootInstances,
    StartInstance,
    StartInstances,
    StopInstance,
    StopInstances,
)
from ecsops.catalogue.instance_types import DescribeInstanceTypeFamilies, DescribeInstanceTypes
from ecsops.catalogue.instances import (
    DescribeInstanceAttribute,
    DescribeInstances,
    ModifyInstanceAttribute,
)
from ecsops.catalogue.launch_templates import (
    CreateLaunchTemplate,
    DeleteLaunchTemplate,
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
)
from ecsops.catalogue.model import Operation
from ecsops.catalogue.run_instances import CreateInstance, RunInstances
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator

IMAGE = "centos_7_06_64_20G_alibase_20190218.vhd"
WINDOWS = "win2016_1607_x64_dtc_zh-cn_40G_alibase_20190318.vhd"


@pytest.fixture
def account(account: Simulator) -> Simulator:
    account.reset(empty=True, at=account.clock.now(), frozen=True)
    return account


def run(client: Client, **parameters: Any) -> list[str]:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **parameters}
    answer = client.call(RunInstances, **wanted)
    return list(RunInstances.items_of(answer))


def instances(client: Client, *instance_ids: str) -> list[dict[str, Any]]:
    return list(client.items(DescribeInstances, InstanceIds=list(instance_ids) or None))


def a_set(client: Client, **fields: Any) -> str:
    answer = client.call(CreateDeploymentSet, **fields)
    return str(answer["DeploymentSetId"])


def refused(client: Client, operation: Operation, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ApiError) as refusal:
        client.call(operation, **parameters)
    return refusal.value.code, refusal.value.http_status


def test_a_new_instance_goes_through_its_states(account: Simulator, client: Client) -> None:
    (instance_id,) = run(client)
    seen = []
    for seconds in (0, 5, 20):
        account.wait(seconds)
        seen.append(instances(client)[0]["Status"])

    assert ["Pending", "Starting", "Running"] == seen
    assert instance_id == instances(client)[0]["InstanceName"]


def test_create_instance_leaves_a_stopped_one(account: Simulator, client: Client) -> None:
    client.call(CreateInstance, ImageId=IMAGE, InstanceType="ecs.g5.large")
    account.wait(5)

    assert ["Stopped"] == [each["Status"] for each in instances(client)]


def test_suffixes_count_from_001(client: Client) -> None:
    run(client, Amount=3, InstanceName="web", HostName="web", UniqueSuffix="true")

    names = [(each["InstanceName"], each["HostName"]) for each in instances(client)]
    assert [(f"web{number}", f"web{number}") for number in ("003", "002", "001")] == names


def test_a_pattern_counts_from_its_own_number(client: Client) -> None:
    run(client, Amount=2, InstanceName="web-[8,3]-x")

    assert ["web-009-x", "web-008-x"] == [each["InstanceName"] for each in instances(client)]


def test_what_is_asked_for_is_what_is_shown(client: Client) -> None:
    run(
        client,
        ZoneId="cn-hangzhou-g",
        Description="a description",
        InternetMaxBandwidthOut="5",
        InstanceChargeType="PostPaid",
        SpotStrategy="SpotAsPriceGo",
        DeletionProtection="false",
        AutoReleaseTime="2019-06-25T10:00:30Z",
        Tag=[{"Key": "env", "Value": "prod"}],
    )

    (made,) = client.items(DescribeInstances, Tag=[{"Key": "env", "Value": "prod"}])
    assert ("cn-hangzhou-g", "a description", 5) == (
        made["ZoneId"],
        made["Description"],
        made["InternetMaxBandwidthOut"],
    )
    assert "2019-06-25T10:00Z" == made["AutoReleaseTime"]
    assert 1 == len(made["PublicIpAddress"]["IpAddress"])
    assert ("ecs.g5", 2, 8192) == (made["InstanceTypeFamily"], made["Cpu"], made["Memory"])


def test_an_auto_release_time_releases(account: Simulator, client: Client) -> None:
    run(client, AutoReleaseTime="2019-06-25T10:00:00Z")
    account.wait(7199)
    assert 1 == len(instances(client))
    account.wait(1)

    assert [] == instances(client)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"InstanceType": None}, ("MissingParameter", 400)),
        ({"ImageId": None}, ("MissingParameter", 400)),
        ({"InstanceType": "ecs.g99.large"}, ("InvalidInstanceType.ValueNotSupported", 400)),
        ({"ImageId": "m-none"}, ("InvalidImageId.NotFound", 404)),
        ({"Amount": 0}, ("InvalidParam.Amount", 403)),
        ({"Amount": 101}, ("InvalidParam.Amount", 403)),
        ({"Amount": 2, "MinAmount": 3}, ("InvalidParam.Amount", 403)),
        ({"InstanceName": "1web"}, ("InvalidInstanceName.Malformed", 400)),
        ({"InstanceName": "http://web"}, ("InvalidInstanceName.Malformed", 400)),
        (
            {"InstanceName": "w" * 126, "UniqueSuffix": True},
            ("InvalidParams.InstanceNameExceed", 403),
        ),
        ({"HostName": "h" * 62, "UniqueSuffix": True}, ("InvalidParams.HostnameExceed", 403)),
        ({"HostName": "-web"}, ("InvalidHostName.Malformed", 400)),
        ({"HostName": "a" * 16, "ImageId": WINDOWS}, ("InvalidHostName.Malformed", 400)),
        ({"Description": "x"}, ("InvalidDescription.Malformed", 400)),
        ({"ZoneId": "cn-hangzhou-z"}, ("InvalidZoneId.NotFound", 404)),
        ({"VSwitchId": "vsw-none"}, ("InvalidVSwitchId.NotFound", 404)),
        ({"SecurityGroupId": "sg-none"}, ("InvalidSecurityGroupId.NotFound", 404)),
        ({"DeploymentSetId": "ds-none"}, ("DeploymentSet.NotFound", 404)),
        ({"LaunchTemplateId": "lt-none"}, ("InvalidLaunchTemplate.NotFound", 404)),
        ({"SpotStrategy": "SpotWithPriceLimit"}, ("InvalidSpotPriceLimit", 400)),
        ({"AutoReleaseTime": "2019-06-25T08:01:00Z"}, ("InvalidAutoReleaseTime.Malformed", 400)),
        ({"AutoReleaseTime": "soon"}, ("InvalidAutoReleaseTime.Malformed", 400)),
        ({"Tag": [{"Key": "a"}, {"Key": "a"}]}, ("Duplicate.TagKey", 400)),
        ({"Tag": [{"Key": "acs:x"}]}, ("InvalidTagKey.Malformed", 400)),
    ],
)
def test_a_refusal_has_its_documented_code_and_makes_nothing(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **parameters}

    assert expected == refused(client, RunInstances, **wanted)
    assert [] == instances(client)


def test_a_set_takes_seven_in_a_zone_and_an_eighth_is_refused_whole(client: Client) -> None:
    deployment_set_id = a_set(client)
    run(client, Amount=5, DeploymentSetId=deployment_set_id, ZoneId="cn-hangzhou-b")

    refusal = refused(
        client,
        RunInstances,
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=3,
        DeploymentSetId=deployment_set_id,
        ZoneId="cn-hangzhou-b",
    )

    assert ("QuotaExceed.DeploymentSetInstanceQuotaFull", 403) == refusal
    assert 5 == len(instances(client))


def test_with_a_least_amount_a_set_is_filled(client: Client) -> None:
    deployment_set_id = a_set(client)
    wanted = {"DeploymentSetId": deployment_set_id, "ZoneId": "cn-hangzhou-b"}
    run(client, Amount=5, **wanted)

    assert 2 == len(run(client, Amount=5, MinAmount=1, **wanted))
    (shown,) = client.items(DescribeDeploymentSets)
    assert [{"ZoneId": "cn-hangzhou-b", "UsedAmount": 7, "AvailableAmount": 0}] == shown[
        "Capacities"
    ]["Capacity"]


def test_the_current_profile_takes_twenty_in_a_zone(account: Simulator, client: Client) -> None:
    account.reset(empty=True, profile="current")

    made = run(client, Amount=20, DeploymentSetId=a_set(client), ZoneId="cn-hangzhou-b")

    assert 20 == len(made)


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

    assert code == refused(client, RunInstances, **{**wanted, **parameters})[0]


def test_a_set_of_another_region_is_not_found(account: Simulator, client: Client) -> None:
    elsewhere = a_set(Client(account, "cn-beijing"))

    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DeploymentSetId": elsewhere}
    assert "DeploymentSet.NotFound" == refused(client, RunInstances, **wanted)[0]


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
    assert 40 == len(set(hosts))


def test_full_hosts_refuse_and_a_release_makes_room(account: Simulator, client: Client) -> None:
    account.reset(empty=True, hosts=1)
    wanted = {"InstanceType": "ecs.g5.16xlarge", "ZoneId": "cn-hangzhou-b"}
    (first,) = run(client, **wanted)

    assert ("OperationDenied.NoStock", 403) == refused(
        client, RunInstances, ImageId=IMAGE, **wanted
    )
    client.call(DeleteInstance, InstanceId=first, Force=True)
    assert 1 == len(run(client, **wanted))


def test_a_stock_out_refuses_until_it_is_over(account: Simulator, client: Client) -> None:
    fault = account.add_fault("stock", "cn-hangzhou", {"ZoneId": "cn-hangzhou-b"})
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "ZoneId": "cn-hangzhou-b"}

    assert ("OperationDenied.NoStock", 403) == refused(client, RunInstances, **wanted)
    assert 1 == len(run(client, ZoneId="cn-hangzhou-f"))
    account.clear_faults([fault["FaultId"]])
    assert 1 == len(run(client, ZoneId="cn-hangzhou-b"))


def test_a_member_without_charge_may_not_restart_when_stock_is_out(
    account: Simulator, client: Client
) -> None:
    (member,) = run(client, DeploymentSetId=a_set(client), ZoneId="cn-hangzhou-b")
    account.wait(60)
    client.call(StopInstance, InstanceId=member, StoppedMode="StopCharging")
    account.wait(60)
    account.add_fault("stock", "cn-hangzhou", {"InstanceTypeFamily": "ecs.g5"})

    assert ("OperationDenied.NoStock", 403) == refused(client, StartInstance, InstanceId=member)
    account.clear_faults()
    client.call(StartInstance, InstanceId=member)
    account.wait(60)
    assert ["Running"] == [each["Status"] for each in instances(client)]


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
    assert {1, 2} == groups.keys()
    assert not groups[1] & groups[2]


@pytest.mark.parametrize("strategy", ["Availability", "AvailabilityGroup"])
def test_what_must_be_apart_is_refused_on_one_host(
    account: Simulator, client: Client, strategy: str
) -> None:
    account.reset(empty=True, hosts=1)
    apart = {"DeploymentSetId": a_set(client, Strategy=strategy), "ZoneId": "cn-hangzhou-b"}
    run(client, **apart)

    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", **apart}
    assert ("OperationDenied.NoStock", 403) == refused(client, RunInstances, **wanted)


def test_members_of_one_group_may_share_a_host(account: Simulator, client: Client) -> None:
    account.reset(empty=True, hosts=1)
    grouped = a_set(client, Strategy="AvailabilityGroup", GroupCount=2)

    made = run(client, Amount=2, DeploymentSetId=grouped, DeploymentSetGroupNo=2)

    assert 2 == len(made)


def test_a_low_latency_set_stays_in_one_zone_under_one_switch(
    account: Simulator, client: Client
) -> None:
    near = a_set(client, Strategy="LowLatency")
    run(client, Amount=4, DeploymentSetId=near, ZoneId="cn-hangzhou-b")

    hosts = [
        account.store.get("Host", record.facts["HostId"])
        for record in account.store.select("Instance", "cn-hangzhou")
    ]
    assert 1 == len({host.document["Switch"] for host in hosts if host})
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DeploymentSetId": near}
    assert (
        "QuotaExceed.DeploymentSetInstanceQuotaFull"
        == refused(client, RunInstances, ZoneId="cn-hangzhou-f", **wanted)[0]
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
    assert 7 == len(set(places))


def test_a_client_token_runs_once(client: Client) -> None:
    first = run(client, Amount=2, ClientToken="once")

    assert first == run(client, Amount=2, ClientToken="once")
    assert 2 == len(instances(client))
    assert ("IdempotentParameterMismatch", 400) == refused(
        client,
        RunInstances,
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Amount=3,
        ClientToken="once",
    )


def test_a_dry_run_makes_nothing(client: Client) -> None:
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large", "DryRun": "true"}

    assert ("DryRunOperation", 400) == refused(client, RunInstances, **wanted)
    assert [] == instances(client)


def test_a_template_gives_what_the_call_leaves_open(client: Client) -> None:
    made = client.call(
        CreateLaunchTemplate,
        LaunchTemplateName="web",
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        InstanceName="from-template",
        Tag=[{"Key": "env", "Value": "prod"}],
    )
    client.call(RunInstances, LaunchTemplateName="web", InstanceType="ecs.c5.large")

    (instance,) = instances(client)
    assert ("ecs.c5.large", "from-template") == (
        instance["InstanceType"],
        instance["InstanceName"],
    )
    (version,) = client.items(
        DescribeLaunchTemplateVersions, LaunchTemplateId=made["LaunchTemplateId"]
    )
    assert "ecs.g5.large" == version["LaunchTemplateData"]["InstanceType"]
    assert [{"Key": "env", "Value": "prod"}] == version["LaunchTemplateData"]["Tags"]["InstanceTag"]


def test_a_template_shows_what_its_data_has_a_place_for(client: Client) -> None:
    made = client.call(
        CreateLaunchTemplate,
        LaunchTemplateName="web",
        NetworkInterface=[{"Description": "first", "SecurityGroupIds": ["sg-1"]}],
        **{"SecurityOptions.EnableSecureBoot": True, "SecurityOptions.TrustedSystemMode": "vTPM"},
    )

    (version,) = client.items(
        DescribeLaunchTemplateVersions, LaunchTemplateId=made["LaunchTemplateId"]
    )
    data = version["LaunchTemplateData"]
    (interface,) = data["NetworkInterfaces"]["NetworkInterface"]
    assert {"SecurityGroupId": ["sg-1"]} == interface["SecurityGroupIds"]
    assert {"TrustedSystemMode": "vTPM"} == data["SecurityOptions"]


def test_templates_are_found_by_their_tags(client: Client) -> None:
    for name, team in (("web", "a"), ("db", "b")):
        tags = [{"Key": "team", "Value": team}]
        client.call(CreateLaunchTemplate, LaunchTemplateName=name, TemplateTag=tags)

    found = client.items(DescribeLaunchTemplates, TemplateTag=[{"Key": "team", "Value": "b"}])

    assert ["db"] == [each["LaunchTemplateName"] for each in found]


def test_tags_in_the_lower_case_of_old_clients_are_tags(client: Client) -> None:
    client.call(
        CreateInstance,
        ImageId=IMAGE,
        InstanceType="ecs.g5.large",
        Tag=[{"key": "env", "value": "prod"}],
    )

    (found,) = client.items(DescribeInstances, Tag=[{"key": "env"}])

    assert [{"TagKey": "env", "TagValue": "prod"}] == found["Tags"]["Tag"]


def test_templates_are_listed_and_deleted(client: Client) -> None:
    client.call(CreateLaunchTemplate, LaunchTemplateName="web")

    assert ["web"] == [each["LaunchTemplateName"] for each in client.items(DescribeLaunchTemplates)]
    assert [1] == client.call(DeleteLaunchTemplate, LaunchTemplateName="web")[
        "LaunchTemplateVersionNumbers"
    ]["versionNumbers"]
    assert [] == list(client.items(DescribeLaunchTemplates))


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (
            CreateLaunchTemplate,
            {"LaunchTemplateName": "web"},
            ("LaunchTemplateName.Duplicated", 403),
        ),
        (
            CreateLaunchTemplate,
            {"LaunchTemplateName": "1"},
            ("InvalidLaunchTemplateName.Malformed", 400),
        ),
        (
            RunInstances,
            {"LaunchTemplateName": "web", "LaunchTemplateVersion": 2},
            ("InvalidLaunchTemplateVersion.NotFound", 404),
        ),
        (
            DeleteLaunchTemplate,
            {"LaunchTemplateName": "none"},
            ("InvalidLaunchTemplate.NotFound", 404),
        ),
        (DescribeLaunchTemplateVersions, {}, ("MissingParameter", 400)),
    ],
)
def test_templates_are_refused_as_documented(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    client.call(CreateLaunchTemplate, LaunchTemplateName="web")

    assert expected == refused(client, operation, **parameters)


def test_several_are_all_stopped_or_none(account: Simulator, client: Client) -> None:
    running = run(client, Amount=2)
    account.wait(60)
    client.call(StopInstance, InstanceId=running[0])

    assert ("IncorrectInstanceStatus", 403) == refused(client, StopInstances, InstanceId=running)
    assert ["Running", "Stopping"] == [each["Status"] for each in instances(client)]


def test_success_first_tells_of_each(account: Simulator, client: Client) -> None:
    running = run(client, Amount=2)
    account.wait(60)
    client.call(StopInstance, InstanceId=running[0])

    answer = client.call(StopInstances, InstanceId=running, BatchOptimization="SuccessFirst")

    told = [
        (each["Code"], each["PreviousStatus"], each["CurrentStatus"])
        for each in StopInstances.items_of(answer)
    ]
    assert [
        ("IncorrectInstanceStatus", "Stopping", "Stopping"),
        ("200", "Running", "Stopping"),
    ] == told


def test_many_are_started_and_restarted_at_once(account: Simulator, client: Client) -> None:
    many = run(client, Amount=3)
    account.wait(60)
    client.call(RebootInstances, InstanceId=many)
    account.wait(60)
    client.call(StopInstances, InstanceId=many)
    account.wait(60)
    client.call(StartInstances, InstanceId=many)
    account.wait(60)

    assert ["Running"] * 3 == [each["Status"] for each in instances(client)]


def test_releasing_needs_a_stopped_instance_or_force(account: Simulator, client: Client) -> None:
    made = run(client, Amount=2)
    account.wait(60)

    assert "IncorrectInstanceStatus" == refused(client, DeleteInstance, InstanceId=made[0])[0]
    client.call(DeleteInstances, InstanceId=made, Force=True)
    assert [] == instances(client)


def test_a_protected_instance_is_not_released(account: Simulator, client: Client) -> None:
    (made,) = run(client)
    client.call(ModifyInstanceAttribute, InstanceId=made, DeletionProtection=True)

    refusal = refused(client, DeleteInstance, InstanceId=made, Force=True)
    assert ("InvalidOperation.DeletionProtection", 403) == refusal


def test_attributes_are_changed_all_or_none(client: Client) -> None:
    (made,) = run(client)
    client.call(ModifyInstanceAttribute, InstanceId=made, InstanceName="web", Description="first")

    refusal = refused(
        client, ModifyInstanceAttribute, InstanceId=made, Description="second", HostName="-"
    )
    shown = client.call(DescribeInstanceAttribute, InstanceId=made)
    assert "InvalidHostName.Malformed" == refusal[0]
    assert ("web", "first") == (shown["InstanceName"], shown["Description"])


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


def test_a_spot_instance_is_released_five_minutes_after_its_notice(
    account: Simulator, client: Client
) -> None:
    (spot,) = run(client, SpotStrategy="SpotAsPriceGo")
    account.wait(60)
    account.add_fault("preemption", "cn-hangzhou", {"InstanceId": spot})
    account.wait(299)
    assert 1 == len(instances(client))
    account.wait(1)

    assert [] == instances(client)
