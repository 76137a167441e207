"""Every command line of the feature document, run as it stands.

Its word `aliyun` is replaced, and its placeholders are filled in.
The numbers are the document's sections.
"""

import json
from collections.abc import Callable
from functools import partial

import pytest

from tests.conftest import Ecsops, Ran
from tests.support.typed_lines import the_instance

INSTANCE = "i-bp1g6zv0ce8ogXXXXXXp"

Typed = Callable[..., Ran]


@pytest.fixture
def typed(ecsops: Ecsops) -> Typed:
    """Run a line of the document with these words in the place of its placeholders."""

    def run(line: str, **words: str) -> Ran:
        for placeholder, word in {"TheRegionId": "cn-hangzhou", **words}.items():
            line = line.replace(f"<{placeholder}>", word).replace(placeholder, word)
        program, rest = line.split(" ", 1)
        assert program == "aliyun"
        return ecsops(rest)

    return run


@pytest.fixture
def instance_id(ecsops: Ecsops) -> Callable[[str], str]:
    """Return the id of the instance of that name."""
    return partial(the_instance, ecsops)


def test_2_2_the_client_is_asked_for_and_installed(
    typed: Typed, instance_id: Callable[[str], str]
) -> None:
    ask = (
        "aliyun ecs DescribeCloudAssistantStatus --RegionId TheRegionId "
        "--InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp --output cols=CloudAssistantStatus"
    )
    install = (
        "aliyun ecs InstallCloudAssistant --RegionId TheRegionId "
        "--InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp"
    )
    there, lacking = instance_id("UserGuideForDS001"), instance_id("LegacyWeb")

    asked = [typed(ask, **{INSTANCE: each}).stdout.splitlines()[2] for each in (there, lacking)]
    installed = typed(install, **{INSTANCE: lacking})

    assert asked == ["true", "false"]
    assert (installed.exit_status, list(json.loads(installed.stdout))) == (0, ["RequestId"])


def test_2_4_a_command_is_created_invoked_and_its_result_read(
    typed: Typed, ecsops: Ecsops, instance_id: Callable[[str], str]
) -> None:
    target = {INSTANCE: instance_id("UserGuideForDS001")}
    start = "aliyun ecs StartInstance --InstanceId i-bp1g6zv0ce8ogXXXXXXp"
    create = (
        "aliyun ecs CreateCommand --RegionId TheRegionId --CommandContent ZWNobyAxMjM= "
        "--Type RunShellScript --Name test --Description test --Output cols=CommandId"
    )
    invoke = (
        "aliyun ecs InvokeCommand --RegionId TheRegionId --InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp "
        "--InstanceId.2 i-bp1g6zv0ce8ogXXXXXXp --CommandId your-command-id --Timed false "
        "--Output cols=InvokeId"
    )
    invocations = "aliyun ecs DescribeInvocations --RegionId TheRegionId --InvokeId your-invoke-id"
    results = (
        "aliyun ecs DescribeInvocationResults --RegionId TheRegionId "
        "--InstanceId i-bp1g6zv0ce8ogXXXXXXp --InvokeId your-invoke-id"
    )
    ecsops(f"ecs StopInstance --InstanceId {target[INSTANCE]}")
    ecsops("sim advance 10m")

    started = typed(start, **target)
    ecsops("sim advance 10m")
    header, _, command_id = typed(create).stdout.split()
    words = {"your-command-id": command_id, **target}
    *_, invoke_id = typed(invoke, **words).stdout.split()
    ecsops("sim advance 10m")
    words["your-invoke-id"] = invoke_id
    (invocation,) = json.loads(typed(invocations, **words).stdout)["Invocations"]["Invocation"]
    found = json.loads(typed(results, **words).stdout)["Invocation"]["InvocationResults"]
    (result,) = found["InvocationResult"]

    assert (started.exit_status, started.stderr) == (0, "")
    assert (header, command_id[:2], invoke_id[:2]) == ("CommandId", "c-", "t-")
    assert (invocation["InvokeStatus"], invocation["Timed"]) == ("Finished", False)
    assert (result["ExitCode"], result["Output"]) == (0, "MTIzCg==")


@pytest.mark.parametrize("written", ["RunPowershellScript", "RunBatScript"])
def test_2_4_a_type_may_be_written_as_in_the_document(ecsops: Ecsops, written: str) -> None:
    ran = ecsops(
        "ecs CreateCommand --RegionId cn-hangzhou --CommandContent ZWNobyAxMjM= "
        f"--Type {written} --Name test --Description test --Output cols=CommandId"
    )

    assert (ran.exit_status, ran.stderr) == (0, "")


def test_3_1_instances_are_listed_with_their_names(typed: Typed) -> None:
    line = (
        "aliyun ecs DescribeInstances --RegionId <TheRegionId> "
        "--output cols=InstanceId,InstanceName"
    )

    header, dashes, *rows = typed(line).stdout.splitlines()

    assert (header, dashes) == (
        "InstanceId             | InstanceName",
        "----------             | ------------",
    )
    assert "UserGuideForDS003" in [row.split(" | ")[1] for row in rows]


def test_3_1_events_are_found_while_planned_and_in_the_history(
    typed: Typed, ecsops: Ecsops, instance_id: Callable[[str], str]
) -> None:
    full_status = (
        "aliyun ecs DescribeInstancesFullStatus --RegionId <TheRegionId> "
        "--InstanceId.1 <YourInstanceId> --output cols=EventId,EventTypeName"
    )
    history = (
        "aliyun ecs DescribeInstanceHistoryEvents --RegionId <TheRegionId> "
        "--InstanceId.1 <YourInstanceId> --output cols=EventId,EventTypeName"
    )
    target = {"YourInstanceId": instance_id("UserGuideForDS001")}
    none = Ran("EventId | EventTypeName\n------- | -------------\n", "", 0)
    event_id = json.loads(
        ecsops(
            "ecs CreateSimulatedSystemEvents --EventType SystemMaintenance.Reboot "
            f"--InstanceId.1 {target['YourInstanceId']} --NotBefore 2019-06-27T08:00:00Z "
            "--query EventIdSet.EventId[0]"
        ).stdout
    )
    one = Ran(
        "EventId                | EventTypeName\n"
        "-------                | -------------\n"
        f"{event_id} | SystemMaintenance.Reboot\n",
        "",
        0,
    )

    planned = [typed(line, **target) for line in (full_status, history)]
    ecsops("sim advance 3d")
    past = [typed(line, **target) for line in (full_status, history)]

    assert planned == [one, none]
    assert past == [none, one]


def test_3_2_and_5_2_health_is_shown_for_one_instance_and_for_all(
    typed: Typed, instance_id: Callable[[str], str]
) -> None:
    one = (
        "aliyun ecs DescribeInstancesFullStatus --RegionId TheRegionId "
        "--InstanceId.1 i-bp1afnc98r8k69XXXXXX --output cols=HealthStatus"
    )
    every = (
        "aliyun ecs DescribeInstancesFullStatus --RegionId TheRegionId --output cols=HealthStatus"
    )

    of_one = typed(one, **{"i-bp1afnc98r8k69XXXXXX": instance_id("UserGuideForDS001")})
    header, dashes, *of_every = typed(every).stdout.splitlines()

    assert of_one == Ran("HealthStatus\n------------\nOk\n", "", 0)
    assert (header, dashes) == ("HealthStatus", "------------")
    assert {"Ok", "NotApplicable"} <= set(of_every)
