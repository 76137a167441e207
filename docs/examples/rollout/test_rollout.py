"""What becomes of a rollout when things go wrong, without the cloud and without waiting."""

import pytest
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.models import Config
from rollout import Fleet, RolloutFailed

from ecsops.testing import ServedSimulator

ZONES = ("cn-hangzhou-g", "cn-hangzhou-h")


@pytest.fixture
def fleet(ecsops_simulator: ServedSimulator) -> Fleet:
    """The fleet in the simulated account: where the program sleeps, the account's time passes."""
    config = Config(
        access_key_id=ecsops_simulator.access_key_id,
        access_key_secret=ecsops_simulator.access_key_secret,
        region_id=ecsops_simulator.region_id,
        endpoint=ecsops_simulator.address,
        protocol="http",
    )
    groups = ecsops_simulator.call("DescribeSecurityGroups")["SecurityGroups"]["SecurityGroup"]
    return Fleet(
        Client(config),
        ecsops_simulator.region_id,
        groups[0]["SecurityGroupId"],
        sleep=ecsops_simulator.advance,
    )


@pytest.fixture
def zones(ecsops_simulator: ServedSimulator) -> dict[str, str]:
    """The default vSwitches of two zones."""
    found = ecsops_simulator.call("DescribeVSwitches")["VSwitches"]["VSwitch"]
    vswitches = {each["ZoneId"]: each["VSwitchId"] for each in found}
    return {zone: vswitches[zone] for zone in ZONES}


@pytest.fixture(autouse=True)
def installer(ecsops_simulator: ServedSimulator) -> None:
    """Let the team's installer succeed wherever it is run."""
    ecsops_simulator.add_script("*install web*", "installed\n", takes_s=20)


def zones_of(simulator: ServedSimulator) -> list[str]:
    """Return the zones of all instances that there are."""
    found = simulator.call("DescribeInstances", PageSize=100)["Instances"]["Instance"]
    return [each["ZoneId"] for each in found]


def test_a_rollout_ends_with_instances_that_run(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator
) -> None:
    ids = fleet.roll_out("web", 3, zones, "install web")

    found = ecsops_simulator.call("DescribeInstances")["Instances"]["Instance"]
    assert {each["InstanceId"] for each in found} == set(ids)
    assert [each["Status"] for each in found] == ["Running"] * 3
    assert zones_of(ecsops_simulator) == ["cn-hangzhou-g"] * 3


def test_where_a_zone_is_sold_out_the_next_one_is_taken(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator
) -> None:
    ecsops_simulator.add_fault("stock", ZoneId="cn-hangzhou-g")

    fleet.roll_out("web", 3, zones, "install web")

    assert zones_of(ecsops_simulator) == ["cn-hangzhou-h"] * 3


def test_where_all_zones_are_sold_out_the_rollout_says_so(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator
) -> None:
    ecsops_simulator.add_fault("stock")

    with pytest.raises(RolloutFailed, match="None of cn-hangzhou-g, cn-hangzhou-h has room for 3"):
        fleet.roll_out("web", 3, zones, "install web")


@pytest.mark.parametrize("kind", ["throttling", "error", "lost"])
def test_a_service_that_is_busy_is_asked_again_and_nothing_is_launched_twice(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator, kind: str
) -> None:
    ecsops_simulator.add_fault(kind, Operation="RunInstances", Times=2)

    fleet.roll_out("web", 3, zones, "install web")

    assert [each["Struck"] for each in ecsops_simulator.faults()] == [2]
    assert len(zones_of(ecsops_simulator)) == 3


def test_a_script_that_fails_is_told_with_what_it_said(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator
) -> None:
    ecsops_simulator.add_script("*install db*", "no space left\n", exit_code=1)

    with pytest.raises(RolloutFailed, match=r"(?s)failed on 2 instances.*no space left"):
        fleet.roll_out("db", 2, zones, "install db")


def test_a_planned_restart_is_made_early(
    fleet: Fleet, zones: dict[str, str], ecsops_simulator: ServedSimulator
) -> None:
    first, second = fleet.roll_out("web", 2, zones, "install web")
    ecsops_simulator.add_fault("event", InstanceId=first, Detail="SystemMaintenance.Reboot")

    assert fleet.reboot_early([first, second]) == [first]
    assert fleet.reboot_early([first, second]) == []
