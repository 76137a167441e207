"""The fixture `ecsops_simulator`, as the tests of a team use it."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import requests

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, NotFound, Throttled
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.server import app
from ecsops.testing import ServedSimulator

pytest_plugins = ["pytester"]

TESTS = """
import pytest

@pytest.mark.parametrize("turn", [1, 2])
def test_all_begin_alike(ecsops_simulator, turn):
    assert ecsops_simulator.call("DescribeInstances")["TotalCount"] == 0
    made = ecsops_simulator.call("CreateDeploymentSet", DeploymentSetName="web")
    assert made["DeploymentSetId"] == {set_id!r}
    ecsops_simulator.add_fault("lost")
    assert len(ecsops_simulator.faults()) == 1

def test_a_reset_keeps_what_was_chosen_for_all(ecsops_simulator):
    ecsops_simulator.reset(frozen=True)
    assert ecsops_simulator.call("DescribeInstances")["TotalCount"] == 0
"""


@pytest.fixture
def client(ecsops_simulator: ServedSimulator) -> Client:
    """A client over HTTP that sleeps in the account's time."""
    key = Credentials(
        ecsops_simulator.access_key_id, ecsops_simulator.access_key_secret, "", "test"
    )
    backend = OpenApi(
        lambda: key,
        region_id=ecsops_simulator.region_id,
        endpoint=ecsops_simulator.endpoint,
        sleep=ecsops_simulator.advance,
    )
    return Client(backend, ecsops_simulator.region_id)


def names(client: Client) -> list[str]:
    return [each["DeploymentSetName"] for each in client.items(DescribeDeploymentSets)]


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_the_account_fresh(
    client: Client, ecsops_simulator: ServedSimulator, turn: int
) -> None:
    assert ecsops_simulator.faults() == []
    assert names(client) == ["InternalUse", "UserGuide"]

    client.call(CreateDeploymentSet, DeploymentSetName="Web")
    ecsops_simulator.add_fault("lost", Operation="RunInstances")

    assert names(client) == ["Web", "InternalUse", "UserGuide"]


def test_a_call_of_the_test_goes_past_the_faults(
    client: Client, ecsops_simulator: ServedSimulator
) -> None:
    ecsops_simulator.add_fault("throttling")

    with pytest.raises(Throttled):
        names(client)
    found = ecsops_simulator.call("DescribeDeploymentSets", PageSize=1)
    contact = ecsops_simulator.call("DescribeContactList")

    assert (found["TotalCount"], len(found["DeploymentSets"]["DeploymentSet"])) == (2, 1)
    assert contact["Success"] is True
    with pytest.raises(NotFound):
        ecsops_simulator.call("DeleteDeploymentSet", DeploymentSetId="ds-none")
    with pytest.raises(
        NotFound, match="does not simulate DescribeRouteTableList of Vpc 2016-04-28"
    ):
        ecsops_simulator.call("DescribeRouteTableList")
    with pytest.raises(ValueError, match="There is no operation 'DescribeInstance'"):
        ecsops_simulator.call("DescribeInstance")


def test_time_passes_when_it_is_told_to(ecsops_simulator: ServedSimulator) -> None:
    begin = datetime(2019, 6, 25, 8, tzinfo=UTC)
    ecsops_simulator.reset(at=begin, frozen=True)
    [first, *_] = ecsops_simulator.call("DescribeInstances")["Instances"]["Instance"]
    ecsops_simulator.call("StopInstance", InstanceId=first["InstanceId"])

    ecsops_simulator.advance(60)

    [first, *_] = ecsops_simulator.call("DescribeInstances")["Instances"]["Instance"]
    assert (first["Status"], ecsops_simulator.now()) == ("Stopped", begin + timedelta(minutes=1))


def test_a_fault_strikes_until_it_is_cleared(
    client: Client, ecsops_simulator: ServedSimulator
) -> None:
    added = ecsops_simulator.add_fault("error", Operation="CreateDeploymentSet")
    with pytest.raises(ApiError, match="InternalError"):
        client.call(CreateDeploymentSet, DeploymentSetName="Web", ClientToken="t")

    [cleared] = ecsops_simulator.clear_faults(added["FaultId"])

    assert cleared["Struck"] == 6
    client.call(CreateDeploymentSet, DeploymentSetName="Web", ClientToken="t")


@pytest.mark.parametrize("fields", [{"InstanceID": "i-1"}, {}, {"InstanceId": "i-1", "Times": 2}])
def test_a_fault_that_is_written_wrongly_is_refused(
    ecsops_simulator: ServedSimulator, fields: dict[str, str]
) -> None:
    with pytest.raises(EcsopsError, match="agent"):
        ecsops_simulator.add_fault("agent", **fields)
    with pytest.raises(EcsopsError, match="No such kind of fault: agents"):
        ecsops_simulator.add_fault("agents")


def test_a_script_says_what_it_is_told_to(ecsops_simulator: ServedSimulator) -> None:
    found = ecsops_simulator.call("DescribeInstances", InstanceName="UserGuideForDS001")
    [linux] = found["Instances"]["Instance"]
    ecsops_simulator.add_script("*install*", "no space\n", exit_code=3)

    started = ecsops_simulator.call(
        "RunCommand",
        InstanceId=[linux["InstanceId"]],
        Type="RunShellScript",
        CommandContent="install web",
    )
    ecsops_simulator.advance(60)

    found = ecsops_simulator.call(
        "DescribeInvocationResults", InvokeId=started["InvokeId"], ContentEncoding="PlainText"
    )
    [result] = found["Invocation"]["InvocationResults"]["InvocationResult"]
    assert (result["ExitCode"], result["Output"]) == (3, "no space\n")


def test_the_port_has_no_way_to_the_controls(ecsops_simulator: ServedSimulator) -> None:
    healthy = requests.get(f"{ecsops_simulator.endpoint}{app.HEALTH}", timeout=20)
    other = requests.get(f"{ecsops_simulator.endpoint}/-/reset", timeout=20)
    unsigned = requests.get(
        f"{ecsops_simulator.endpoint}/?Action=DescribeRegions&Version=2014-05-26&Format=JSON",
        timeout=20,
    )

    assert (healthy.status_code, other.status_code) == (200, 404)
    assert unsigned.json()["Code"] == "MissingAccessKeyId"


def test_a_child_process_finds_it_by_the_environment(ecsops_simulator: ServedSimulator) -> None:
    ecsops_simulator.call("CreateDeploymentSet", DeploymentSetName="Web")

    done = subprocess.run(
        [sys.executable, "-m", "ecsops", "deployset", "list", "-o", "cols=DeploymentSetName"],
        env={"PYTHONPATH": ":".join(sys.path), **ecsops_simulator.environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.splitlines()[2:] == ["Web", "InternalUse", "UserGuide"]


def test_a_project_chooses_how_its_accounts_begin(
    pytester: pytest.Pytester, ecsops_simulator: ServedSimulator
) -> None:
    ecsops_simulator.reset(empty=True, seed=7)
    made = ecsops_simulator.call("CreateDeploymentSet", DeploymentSetName="web")
    pytester.makeini("[pytest]\necsops_empty = true\necsops_seed = 7\necsops_profile = current\n")
    pytester.makepyfile(TESTS.format(set_id=made["DeploymentSetId"]))

    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_a_run_that_does_not_use_it_loads_nothing_for_it() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import ecsops.pytest_plugin; "
        "print(*sorted(set(sys.modules) - before))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )

    assert done.stdout.split() == ["ecsops", "ecsops.pytest_plugin"]
