"""Invocations that run again, are changed, and are stopped."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.commands import DescribeCommands
from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    ModifyInvocationAttribute,
    RunCommand,
    StopInvocation,
)
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, RebootInstance, StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers

WEB, OTHER = "i-bp11icv3rbg0ijc177n1", "i-bp1yfmvyq4eiu6s2otf8"


@pytest.fixture(autouse=True)
def built_in_guest(account: Simulator) -> None:
    """Let the built-in guest answer, wherever the tests run."""
    account.store.set("guest", "built-in")


def run(client: Client, *instance_ids: str, script: str = "echo 1", **fields: Any) -> str:
    answer = client.call(
        RunCommand,
        CommandContent=script,
        Type="RunShellScript",
        InstanceId=list(instance_ids),
        **fields,
    )
    return str(answer["InvokeId"])


def states(client: Client, invoke_id: str) -> tuple[str, str, list[tuple[str, str, int]]]:
    (found,) = client.items(DescribeInvocations, InvokeId=invoke_id)
    return (
        found["InvokeStatus"],
        found["InvocationStatus"],
        [
            (each["InstanceInvokeStatus"], each["InvocationStatus"], each["Repeats"])
            for each in found["InvokeInstances"]["InvokeInstance"]
        ],
    )


def results(client: Client, invoke_id: str, **filters: Any) -> list[Document]:
    return list(client.items(DescribeInvocationResults, InvokeId=invoke_id, **filters))


def refusal(client: Client, operation: Any, **parameters: Any) -> str:
    with pytest.raises(ApiError) as refused:
        client.call(operation, **parameters)
    return refused.value.code


def test_a_schedule_runs_until_it_is_stopped(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, Timed=True, Frequency="0 */20 * * * *", script="sleep 30")
    assert states(client, invoke_id) == ("Running", "Scheduled", [("Running", "Scheduled", 0)])

    account.wait(20 * 60)
    assert states(client, invoke_id) == ("Running", "Running", [("Running", "Running", 1)])

    account.wait(41 * 60)
    assert states(client, invoke_id) == ("Running", "Scheduled", [("Running", "Scheduled", 3)])
    assert [each["StartTime"] for each in results(client, invoke_id)] == ["2019-06-25T09:00:00Z"]
    assert [
        (each["Repeats"], each["StartTime"])
        for each in results(client, invoke_id, IncludeHistory=True)
    ] == [
        (1, "2019-06-25T08:20:00Z"),
        (2, "2019-06-25T08:40:00Z"),
        (3, "2019-06-25T09:00:00Z"),
    ]

    client.call(StopInvocation, InvokeId=invoke_id)
    account.wait(3600)
    assert states(client, invoke_id) == ("Stopped", "Stopped", [("Stopped", "Cancelled", 3)])
    assert len(results(client, invoke_id, IncludeHistory=True)) == 3


def test_stopped_on_one_instance_it_goes_on_elsewhere(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, OTHER, Frequency="rate(1h)")

    client.call(StopInvocation, InvokeId=invoke_id, InstanceId=[WEB])
    account.wait(3601)

    overall, _, on_instances = states(client, invoke_id)
    assert overall == "Running"
    assert on_instances == [("Stopped", "Cancelled", 0), ("Running", "Scheduled", 1)]


def test_a_run_that_overlaps_the_next_is_not_doubled(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, Frequency="*/10 * * * * *", script="sleep 25")

    account.wait(70)

    assert [
        each["Repeats"]
        for each in results(client, invoke_id, IncludeHistory=True)
        if each["InvocationStatus"] == "Success"
    ] == [1, 2]


def test_one_time_in_the_future_ends_the_invocation(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, Frequency="at(2019-06-25 09:00:00)")

    account.wait(3700)

    assert states(client, invoke_id) == ("Finished", "Success", [("Finished", "Success", 1)])
    assert list(client.items(DescribeInvocations, Timed=True)) == []


@pytest.mark.parametrize(
    ("frequency", "profile"),
    [
        ("0 */20 * * *", "document"),
        ("*/5 * * * * *", "document"),
        ("rate(30s)", "document"),
        ("rate(8d)", "document"),
        ("at(2019-06-24 00:00:00)", "document"),
        ("*/30 * * * * *", "current"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(
    client: Client, account: Simulator, frequency: str, profile: str
) -> None:
    account.store.set("profile", profile)

    with pytest.raises(ApiError) as refused:
        run(client, WEB, Frequency=frequency)

    assert refused.value.code == "InvalidParam.Frequency"
    assert refused.value.hint


def test_what_runs_is_killed_and_what_waits_is_cancelled(
    client: Client, account: Simulator
) -> None:
    account.add_fault("agent", "cn-hangzhou", {"InstanceId": OTHER})
    invoke_id = run(client, WEB, OTHER, script="sleep 100")

    account.wait(10)
    client.call(StopInvocation, InvokeId=invoke_id)

    assert states(client, invoke_id) == (
        "Stopped",
        "Stopped",
        [("Stopped", "Terminated", 1), ("Stopped", "Cancelled", 1)],
    )
    assert results(client, invoke_id)[0]["StopTime"] == "2019-06-25T08:00:10Z"
    account.wait(200)
    assert states(client, invoke_id)[0] == "Stopped"


def test_what_has_ended_cannot_be_stopped_and_stays(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB)
    account.wait(5)

    client.call(StopInvocation, InvokeId=invoke_id)

    assert states(client, invoke_id)[0] == "Finished"
    assert (
        refusal(client, StopInvocation, InvokeId=invoke_id, InstanceId=[OTHER])
        == "InvalidInstanceId.NotFound"
    )
    assert refusal(client, StopInvocation, InvokeId="t-none") == "InvalidInvokeId.NotFound"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (StopInstance, "ExecutionInterrupted"),
        (RebootInstance, "InstanceRestarted"),
        (DeleteInstance, "InstanceReleased"),
    ],
)
def test_an_instance_that_goes_takes_its_runs_along(
    client: Client, account: Simulator, operation: Any, code: str
) -> None:
    invoke_id = run(client, WEB, OTHER, script="sleep 100")
    words = {"Force": True} if operation is DeleteInstance else {}

    client.call(operation, InstanceId=WEB, **words)
    account.wait(200)

    assert [
        (each["InvocationStatus"], each["ErrorCode"]) for each in results(client, invoke_id)
    ] == [("Error", code), ("Success", "")]
    assert states(client, invoke_id)[0] == "PartialFailed"


def test_a_restart_begins_what_waited_for_it(client: Client, account: Simulator) -> None:
    once = run(client, WEB, RepeatMode="NextRebootOnly")
    always = run(client, WEB, RepeatMode="EveryReboot")

    for _ in range(2):
        client.call(RebootInstance, InstanceId=WEB)
        account.wait(120)

    assert states(client, once) == ("Finished", "Success", [("Finished", "Success", 1)])
    assert states(client, always) == ("Running", "Scheduled", [("Running", "Scheduled", 2)])


def test_an_invocation_that_repeats_can_be_changed(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, Frequency="rate(1h)")

    changed = client.call(
        ModifyInvocationAttribute,
        InvokeId=invoke_id,
        Frequency="rate(10m)",
        InstanceId=[OTHER],
        CommandContent="echo {{name}}",
        EnableParameter=True,
        Parameters={"name": "you"},
    )
    account.wait(605)

    assert [each["Output"] for each in results(client, invoke_id, ContentEncoding="PlainText")] == [
        "you\n",
        "you\n",
    ]
    assert [changed["CommandId"]] == [each["CommandId"] for each in client.items(DescribeCommands)]
    assert (
        refusal(client, ModifyInvocationAttribute, InvokeId=run(client, WEB), Frequency="rate(1h)")
        == "InvalidOperation.RepeatModeUnsupported"
    )
    client.call(StopInvocation, InvokeId=invoke_id)
    assert (
        refusal(client, ModifyInvocationAttribute, InvokeId=invoke_id, Frequency="rate(1h)")
        == "InvalidOperation.InvokeAlreadyFinished"
    )


def test_a_stopped_instance_misses_its_runs(client: Client, account: Simulator) -> None:
    invoke_id = run(client, WEB, Frequency="rate(1h)")
    client.call(StopInstance, InstanceId=WEB)

    account.wait(2 * 3600 + 60)

    assert results(client, invoke_id) == []
    assert states(client, invoke_id)[1] == "Scheduled"


def test_results_are_kept_for_two_weeks(client: Client, account: Simulator) -> None:
    once, again = run(client, WEB), run(client, WEB, Frequency="rate(1d)")

    account.wait(13 * 86400)
    assert len(results(client, once)) == 1
    account.wait(20 * 86400)

    assert results(client, once) == []
    assert list(client.items(DescribeInvocations, InvokeId=once)) == []
    assert 14 <= len(results(client, again, IncludeHistory=True)) <= 16


def test_the_account_keeps_so_many_results(client: Client, account: Simulator) -> None:
    account.set_quota("InvocationResults", 10)
    invoke_id = run(client, WEB, OTHER, Frequency="rate(1m)")

    account.wait(3600)

    assert results(client, invoke_id)[0]["Repeats"] == 60
    assert 10 <= len(results(client, invoke_id, IncludeHistory=True)) <= 12


def test_a_canned_answer_comes_first(client: Client, account: Simulator) -> None:
    account.control(canned_answers.add, "yum *", "3 packages\n", 100, 20)
    invoke_id = run(client, WEB, script="yum check-update")

    account.wait(19)
    assert states(client, invoke_id)[0] == "Running"
    account.wait(2)

    (result,) = results(client, invoke_id, ContentEncoding="PlainText")
    assert (
        result["InvocationStatus"],
        result["ExitCode"],
        result["Output"],
    ) == ("Failed", 100, "3 packages\n")


def test_time_that_passes_at_once_leaves_what_steps_leave() -> None:
    """Runs that nobody could see any more are passed over, and nobody sees that they were."""
    left = []
    for steps in (1, 72):
        account = Simulator(":memory:", wall=lambda: 1561449600.0)
        client = Client(account, "cn-hangzhou")
        account.set_quota("InvocationResults", 40)
        account.control(canned_answers.add, "*", "ok", 0, 1)
        for frequency in ("0 */20 * * * *", "rate(7m)"):
            run(client, WEB, OTHER, Frequency=frequency)
        for _ in range(steps):
            account.wait(3 * 86400 / steps)
        left.append(
            [
                (each["InstanceId"], each["Repeats"], each["StartTime"], each["InvocationStatus"])
                for invocation in client.items(DescribeInvocations)
                for each in results(client, invocation["InvokeId"], IncludeHistory=True)
            ]
        )

    assert left[0] == left[1]
    assert max(repeats for _, repeats, _, _ in left[0]) == 3 * 86400 // 420
