"""What a call asks of an instance beyond type, place and price: shown, kept, or refused."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import (
    DescribeInstanceAttribute,
    DescribeInstances,
    ModifyInstanceAttribute,
)
from ecsops.catalogue.ecs.instances.disks import CreateSnapshot, DescribeDisks, DescribeSnapshots
from ecsops.catalogue.ecs.instances.run_instances import CreateInstance, RunInstances
from ecsops.catalogue.ecs.monitoring.monitor_data import DescribeEniMonitorData
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.event_stories import DAY_S, story
from tests.support.instance_stories import IMAGE, WINDOWS, emptied
from tests.support.networks import network
from tests.support.refusals import refusal

WANTED = {"ImageId": IMAGE, "InstanceType": "ecs.g5.large"}


@pytest.fixture
def account(account: Simulator) -> Simulator:
    return emptied(account)


def run(client: Client, **parameters: Any) -> Document:
    connected = network(client, parameters.get("ZoneId", ""))
    made = client.call(RunInstances, **{**WANTED, **connected, **parameters})
    (found,) = client.items(DescribeInstances, InstanceIds=made["InstanceIdSets"]["InstanceIdSet"])
    return found


def at(document: Document, path: str) -> Any:
    for name in path.split("."):
        document = document[name]
    return document


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("ClockOptions.PtpStatus", "enabled", "ClockOptions.PtpStatus"),
        ("CpuOptions.Core", 2, "CpuOptions.CoreCount"),
        ("CpuOptions.ThreadsPerCore", 1, "CpuOptions.ThreadsPerCore"),
        ("HttpPutResponseHopLimit", 64, "MetadataOptions.HttpPutResponseHopLimit"),
        ("ImageOptions.LoginAsNonRoot", True, "ImageOptions.LoginAsNonRoot"),
        ("PrivateDnsNameOptions.HostnameType", "IpBased", "PrivateDnsNameOptions.HostnameType"),
        ("SecurityOptions.EnableSecureBoot", True, "SecurityOptions.EnableSecureBoot"),
    ],
)
def test_what_is_asked_for_is_shown_and_nothing_else_changes(
    client: Client, name: str, value: Any, path: str
) -> None:
    plain, asked = run(client), run(client, **{name: value})

    assert value == at(asked, path)
    outer = path.split(".")[0]
    own = {
        *("InstanceId", "InstanceName", "HostName", "SerialNumber"),
        *("NetworkInterfaces", "VpcAttributes"),
    }
    assert {each for each in asked if plain.get(each) != asked[each]} - own == {outer}
    assert plain.keys() <= asked.keys()


def test_credits_of_a_burstable_instance(client: Client) -> None:
    burstable = {"InstanceType": "ecs.t5-lc1m1.small", "CreditSpecification": "Unlimited"}

    assert run(client, **burstable)["CreditSpecification"] == "Unlimited"


def test_network_options_are_attributes_and_can_be_changed(client: Client) -> None:
    weighted = {"NetworkOptions.BandwidthWeighting": "Vpc-L1"}
    about = {"InstanceId": run(client, **weighted)["InstanceId"]}

    client.call(ModifyInstanceAttribute, EnableJumboFrame=True, **about)

    found = client.call(DescribeInstanceAttribute, **about)
    assert True is found["EnableJumboFrame"]
    assert found["NetworkOptions"] == {
        "BandwidthWeighting": "Vpc-L1",
        "EnableJumboFrame": True,
        "EnableNetworkEncryption": False,
    }


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (RunInstances, {"DedicatedHostId": "dh-1"}, ("InvalidDedicatedHostId.NotFound", 400)),
        (RunInstances, {"Tenancy": "host"}, ("InvalidDedicatedHostId.NotFound", 400)),
        (RunInstances, {"HpcClusterId": "hpc-1"}, ("InvalidHpcClusterId.NotFound", 400)),
        (RunInstances, {"Ipv6AddressCount": 1}, ("InvalidVSwitch.Ipv6NotTurnOn", 403)),
        (RunInstances, {"IoOptimized": "none"}, ("DependencyViolation.IoOptimized", 404)),
        (RunInstances, {"CpuOptions.ThreadsPerCore": 3}, ("InvalidParameter", 400)),
        (
            RunInstances,
            {"CreditSpecification": "Standard"},
            ("InvalidParameter.CreditSpecification", 400),
        ),
        (
            RunInstances,
            {"HttpPutResponseHopLimit": 65},
            ("InvalidHttpPutResponseHopLimit.NotSupported", 400),
        ),
        (
            RunInstances,
            {"PrivatePoolOptions.MatchCriteria": "Target"},
            ("MissingParameter.PrivatePoolOptionsId", 400),
        ),
        (RunInstances, {"PrivatePoolOptions.Id": "eap-1"}, ("Invalid.PrivatePoolOptionsId", 400)),
        (RunInstances, {"Password": "short"}, ("InvalidPassword.Malformed", 400)),
        (
            RunInstances,
            {"ImageId": WINDOWS, "Password": "/NewPasswd9"},
            ("InvalidPassword.Malformed", 400),
        ),
        (
            RunInstances,
            {"Password": "NewPasswd9!", "PasswordInherit": True},
            ("InvalidPasswordParam.Mismatch", 400),
        ),
        (RunInstances, {"UserData": "?"}, ("InvalidParameter", 400)),
        (RunInstances, {"ImageFamily": "daily"}, ("InvalidParameter.Conflict", 400)),
        (RunInstances, {"UserData": "YWFh" * 5462}, ("InvalidUserData.SizeExceeded", 400)),
        (
            RunInstances,
            {"InternetMaxBandwidthOut": 101},
            ("InvalidInternetMaxBandwidthOut.Malformed", 400),
        ),
        (
            RunInstances,
            {"InternetMaxBandwidthOut": 20, "InternetMaxBandwidthIn": 201},
            ("InvalidInternetMaxBandwidthIn.Malformed", 400),
        ),
        (
            RunInstances,
            {"InternetMaxBandwidthIn": 0},
            ("InvalidInternetMaxBandwidthIn.Malformed", 400),
        ),
        (CreateInstance, {"InternetMaxBandwidthIn": 201}, ("InvalidParameter", 400)),
        (RunInstances, {"SpotDuration": 7}, ("InvalidSpotDuration", 400)),
        (RunInstances, {"SpotPriceLimit": 0.1234}, ("InvalidSpotPriceLimit", 400)),
        (
            RunInstances,
            {"SpotInterruptionBehavior": "Stop"},
            ("InvalidSpotInterruptionBehavior", 400),
        ),
        (RunInstances, {"InstanceChargeType": "PrePaid"}, ("MissingParamter", 400)),
        (RunInstances, {"InstanceChargeType": "PrePaid", "Period": 10}, ("InvalidPeriod", 400)),
        (
            RunInstances,
            {
                "InstanceChargeType": "PrePaid",
                "Period": 1,
                "AutoRenew": True,
                "AutoRenewPeriod": 4,
            },
            ("InvalidAutoRenewPeriod.ValueNotSupported", 400),
        ),
        (CreateInstance, {"ClusterId": "c-1"}, ("InvalidClusterId.NotFound", 404)),
        (CreateInstance, {"InnerIpAddress": "10.1.1.1"}, ("InvalidInnerIpAddress.Unusable", 400)),
        (CreateInstance, {"VlanId": "10"}, ("OperationDenied.NoVlan", 400)),
        (DescribeInstances, {"HpcClusterId": "hpc-1"}, ("InvalidHpcClusterId.NotFound", 400)),
    ],
)
def test_what_the_account_has_not_or_the_rules_forbid_is_refused(
    client: Client, operation: Operation, parameters: Document, expected: tuple[str, int]
) -> None:
    assert expected == refusal(client, operation, **{**WANTED, **network(client), **parameters})
    assert list(client.items(DescribeInstances)) == []


def test_what_may_be_changed_of_a_made_instance_only_by_rule(client: Client) -> None:
    about = {"InstanceId": run(client)["InstanceId"]}

    refused = refusal(client, ModifyInstanceAttribute, Recyclable=True, **about)
    assert refused == ("InvalidParameter.RecycleBin", 400)
    refused = refusal(client, ModifyInstanceAttribute, UserData="YWFh", **about)
    assert refused == ("IncorrectInstanceStatus", 403)


def test_options_are_checked_in_a_dry_run_and_come_from_a_template_too(client: Client) -> None:
    dry = {**WANTED, **network(client), "DryRun": True}

    assert refusal(client, RunInstances, Password="NewPasswd9!", **dry)[0] == "DryRunOperation"
    assert refusal(client, RunInstances, Password="a", **dry)[0] == "InvalidPassword.Malformed"


def test_a_password_is_kept_nowhere(account: Simulator, client: Client) -> None:
    made = [run(client, Password="NewPasswd9!", ClientToken="once") for _ in range(2)]

    assert made[0] == made[1]
    assert "NewPasswd9!" not in repr(account.store.contents())


class TestAddresses:
    """Private addresses, and the interfaces that have them."""

    def test_an_address_that_is_asked_for_is_the_instances(self, client: Client) -> None:
        first, second = self.primary(run(client)), self.primary(run(client))
        step = int(second.rpartition(".")[2]) - int(first.rpartition(".")[2])
        taken = f"172.16.0.{int(second.rpartition('.')[2]) + 3 * step}"
        made = run(client, PrivateIpAddress=taken)

        assert taken == self.primary(made)
        assert made["VpcAttributes"]["PrivateIpAddress"]["IpAddress"] == [taken]
        assert [made["InstanceId"]] == [
            each["InstanceId"]
            for each in client.items(DescribeInstances, PrivateIpAddresses=[taken])
        ]
        others = [self.primary(run(client)) for _ in range(20)]
        assert taken not in others

    def primary(self, instance: Document) -> str:
        (interface,) = instance["NetworkInterfaces"]["NetworkInterface"]
        (address,) = interface["PrivateIpSets"]["PrivateIpSet"]
        assert interface["PrimaryIpAddress"] == address["PrivateIpAddress"]
        return str(interface["PrimaryIpAddress"])

    @pytest.mark.parametrize(
        ("parameters", "code"),
        [
            ({"PrivateIpAddress": "172.16.0"}, "InvalidPrivateIpAddress.Malformed"),
            ({"PrivateIpAddress": "10.1.1.1"}, "InvalidPrivateIpAddress"),
            ({"PrivateIpAddress": "172.16.9.9"}, "InvalidPrivateIpAddress.Duplicated"),
            ({"PrivateIpAddress": "172.16.1.1", "Amount": 2}, "InvalidParam.Amount"),
            ({"NetworkInterface": [{}, {}]}, "InvalidParam.NetworkInterface"),
            (
                {"NetworkInterface": [{"NetworkInterfaceId": "eni-1"}]},
                "InvalidParam.NetworkInterface",
            ),
            (
                {"NetworkInterface": [{"SecondaryPrivateIpAddressCount": 50}]},
                "InvalidParam.NetworkInterface",
            ),
            (
                {
                    "PrivateIpAddress": "172.16.1.1",
                    "NetworkInterface": [
                        {"InstanceType": "Primary", "PrimaryIpAddress": "172.16.1.2"}
                    ],
                },
                "InvalidParam.NetworkInterface",
            ),
            ({"NetworkInterface": [{"VSwitchId": "vsw-1"}]}, "InvalidVSwitchId.NotFound"),
            (
                {"NetworkInterface": [{"SecurityGroupId": "sg-1"}]},
                "InvalidSecurityGroupId.NotFound",
            ),
            ({"NetworkInterface": [{"Ipv6AddressCount": 1}]}, "InvalidVSwitch.Ipv6NotTurnOn"),
            (
                {"NetworkInterface": [{"SecondaryPrivateIpAddressCount": 6}]},
                "InvalidOperation.Ipv4CountExceeded",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, client: Client, parameters: Document, code: str
    ) -> None:
        run(client, PrivateIpAddress="172.16.9.9")

        wanted = {**WANTED, **network(client), **parameters}
        assert code == refusal(client, RunInstances, **wanted)[0]
        assert len(list(client.items(DescribeInstances))) == 1

    def test_a_vswitch_of_an_interface_is_in_the_zone_of_the_instance(self, client: Client) -> None:
        there = run(client, ZoneId="cn-hangzhou-b")["VpcAttributes"]["VSwitchId"]
        asked = [{"InstanceType": "Primary", "VSwitchId": there}, {"VSwitchId": there}]

        made = run(client, NetworkInterface=asked, VSwitchId=None)
        assert made["ZoneId"] == "cn-hangzhou-b"
        elsewhere = {**WANTED, **network(client, "cn-hangzhou-f"), "NetworkInterface": asked[1:]}
        assert refusal(client, RunInstances, **elsewhere)[0] == "InvalidParameter.Mismatch"

    def test_a_secondary_interface_is_measured(self, account: Simulator, client: Client) -> None:
        asked = [
            {"InstanceType": "Primary", "PrimaryIpAddress": "172.16.1.1"},
            {"PrimaryIpAddress": "172.16.1.2", "SecondaryPrivateIpAddressCount": 2},
        ]
        made = run(client, NetworkInterface=asked)
        primary, secondary = made["NetworkInterfaces"]["NetworkInterface"]
        account.wait(300)

        assert (primary["PrimaryIpAddress"], primary["Type"]) == ("172.16.1.1", "Primary")
        assert (secondary["PrimaryIpAddress"], secondary["Type"]) == ("172.16.1.2", "Secondary")
        sets = secondary["PrivateIpSets"]["PrivateIpSet"]
        assert [each["Primary"] for each in sets] == [True, False, False]
        found = client.call(
            DescribeEniMonitorData,
            InstanceId=made["InstanceId"],
            EniId=secondary["NetworkInterfaceId"],
            StartTime="2019-06-25T08:01:00Z",
            EndTime="2019-06-25T08:04:00Z",
        )
        assert found["TotalCount"] == 3


class TestDisks:
    """Data disks: their devices, sizes and what they can do."""

    def test_a_disk_does_what_its_performance_level_says(self, client: Client) -> None:
        essd = {"Category": "cloud_essd", "Size": 500}
        asked = [{**essd, "PerformanceLevel": level} for level in ("PL0", "PL1", "PL2")]
        made = run(client, DataDisk=asked)

        disks = client.items(DescribeDisks, InstanceId=made["InstanceId"], DiskType="data")
        assert {(each["PerformanceLevel"], each["IOPS"], each["Throughput"]) for each in disks} == {
            ("PL0", 7800, 180),
            ("PL1", 26800, 350),
            ("PL2", 26800, 370),
        }

    def test_only_a_snapshot_of_an_essd_is_used_at_once(
        self, account: Simulator, client: Client
    ) -> None:
        made = run(client, DataDisk=[{"Category": "cloud_essd", "Size": 20}, {"Size": 21}])
        account.wait(60)
        for disk in client.items(DescribeDisks, InstanceId=made["InstanceId"]):
            client.call(CreateSnapshot, DiskId=disk["DiskId"], InstantAccess=True)

        found = client.items(DescribeSnapshots)
        assert {each["SourceDiskSize"]: each["InstantAccess"] for each in found} == {
            "20": True,
            "21": False,
            "40": False,
        }

    @pytest.mark.parametrize(
        ("category", "expected"), [("standard", "standard"), ("Flash", "flash")]
    )
    def test_a_snapshot_has_the_category_of_the_call_in_either_case(
        self, account: Simulator, client: Client, category: str, expected: str
    ) -> None:
        made = run(client)
        account.wait(60)
        (disk,) = client.items(DescribeDisks, InstanceId=made["InstanceId"])

        client.call(CreateSnapshot, DiskId=disk["DiskId"], Category=category)

        (snapshot,) = client.items(DescribeSnapshots)
        assert snapshot["Category"] == expected

    @pytest.mark.parametrize("bandwidth", [1, 200])
    def test_the_inbound_bandwidth_does_not_depend_on_the_outbound_one(
        self, client: Client, bandwidth: int
    ) -> None:
        made = run(client, InternetMaxBandwidthIn=bandwidth, InternetMaxBandwidthOut=5)

        assert made["InternetMaxBandwidthIn"] == bandwidth

    def test_devices_are_those_asked_for_and_the_next_free_ones(self, client: Client) -> None:
        asked = [{"Size": 20}, {"Size": 21, "Device": "/dev/xvdb"}, {"Size": 22}]
        made = run(client, DataDisk=asked)

        disks = client.items(DescribeDisks, InstanceId=made["InstanceId"], DiskType="data")
        assert {each["Size"]: each["Device"] for each in disks} == {
            20: "/dev/xvdc",
            21: "/dev/xvdb",
            22: "/dev/xvdd",
        }

    def test_a_disk_under_a_snapshot_policy_is_found_by_it(self, client: Client) -> None:
        run(client, DataDisk=[{"Size": 20, "AutoSnapshotPolicyId": "sp-1"}, {"Size": 21}])

        found = client.items(DescribeDisks, EnableAutomatedSnapshotPolicy=True)
        assert [(each["AutoSnapshotPolicyId"], each["Size"]) for each in found] == [("sp-1", 20)]

    def test_sixteen_leave_no_device(self, client: Client) -> None:
        full = run(client, DataDisk=[{"Size": 20}] * 16)["InstanceId"]
        roomy = run(client, DataDisk=[{"Size": 20}] * 15)["InstanceId"]

        for ids, available in (([roomy], True), ([full], False)):
            found = client.items(DescribeInstances, DeviceAvailable=available)
            assert ids == [each["InstanceId"] for each in found]

    @pytest.mark.parametrize(
        ("disks", "code"),
        [
            ([{"Size": 20, "Device": "/dev/sda"}], "InvalidDataDevice.Malformed"),
            ([{"Size": 20, "Device": "/dev/xvdb"}] * 2, "InvalidDevice.InUse"),
            ([{"Size": 19}], "InvalidDataDiskSize.ValueNotSupported"),
            (
                [{"Size": 460, "Category": "cloud_essd", "PerformanceLevel": "PL2"}],
                "InvalidDataDiskSize.ValueNotSupported",
            ),
            ([{"Size": 20, "DiskName": "1"}], "InvalidDiskName.Malformed"),
            ([{"Size": 20, "KMSKeyId": "k"}], "InvalidParameter.EncryptedIllegal"),
            ([{"Size": 20, "Description": "x"}], "InvalidDiskDescription.Malformed"),
        ],
    )
    def test_disks_against_the_rules_are_refused(
        self, client: Client, disks: list[Document], code: str
    ) -> None:
        assert code == refusal(client, RunInstances, DataDisk=disks, **network(client), **WANTED)[0]


def test_a_subscription_that_renews_itself_is_never_stopped(
    account: Simulator, client: Client
) -> None:
    week = {"InstanceChargeType": "PrePaid", "Period": 1, "PeriodUnit": "Week"}
    wanted = {**WANTED, **network(client), **week}
    made = client.call(RunInstances, AutoRenew=True, AutoRenewPeriod=2, **wanted)
    assert made["OrderId"].isdigit()

    account.wait(59 * DAY_S)

    (found,) = client.items(DescribeInstances)
    assert (found["Status"], found["ExpiredTime"]) == ("Running", "2019-08-27T08:00Z")
    assert story(client) == []
    account.add_fault("expiration", "cn-hangzhou", {"InstanceId": found["InstanceId"]})
    account.wait(1)
    assert story(client) == [("InstanceExpiration.Stop", "Scheduled")]
