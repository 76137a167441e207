"""Commands are started on instances, end there, and are listed with what they said."""

from base64 import b64decode
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.commands import CreateCommand, DescribeCommands
from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvokeCommand,
    RunCommand,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator

SHELL = "RunShellScript"


@pytest.fixture(autouse=True)
def built_in_guest(account: Simulator) -> None:
    """Let the built-in guest answer, wherever the tests run."""
    account.store.set("guest", "built-in")


@pytest.fixture
def instances(client: Client) -> dict[str, str]:
    """The ids of the instances by their names."""
    return {each["InstanceName"]: each["InstanceId"] for each in client.items(DescribeInstances)}


def run(client: Client, *instance_ids: str, script: str = "echo 123", **fields: Any) -> str:
    answer = client.call(
        RunCommand, CommandContent=script, Type=SHELL, InstanceId=list(instance_ids), **fields
    )
    return str(answer["InvokeId"])


def results(client: Client, invoke_id: str, **filters: Any) -> list[Document]:
    return list(client.items(DescribeInvocationResults, InvokeId=invoke_id, **filters))


def the_invocation(client: Client, invoke_id: str, **filters: Any) -> Document:
    (found,) = client.items(DescribeInvocations, InvokeId=invoke_id, **filters)
    return found


def refusal(client: Client, *instance_ids: str, **fields: Any) -> str:
    words = {"CommandContent": "echo 123", "Type": SHELL, **fields}
    with pytest.raises(ApiError) as refused:
        client.call(RunCommand, InstanceId=list(instance_ids), **words)
    return refused.value.code


def test_a_kept_command_is_invoked_and_its_output_is_read(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web = instances["UserGuideForDS001"]
    command = client.call(
        CreateCommand, CommandContent="ZWNobyAxMjM=", Type=SHELL, Name="test", Description="test"
    )
    invoked = client.call(
        InvokeCommand,
        InstanceId=[web, web],
        CommandId=command["CommandId"],
        Timed=False,
        Frequency="",
    )

    account.wait(15)

    (result,) = results(client, invoked["InvokeId"], InstanceId=web)
    assert b64decode(result["Output"]) == b"123\n"
    assert (
        result["InvokeRecordStatus"],
        result["InvocationStatus"],
        result["ExitCode"],
    ) == ("Finished", "Success", 0)
    assert (
        result["StartTime"],
        result["FinishedTime"],
    ) == ("2019-06-25T08:00:00Z", "2019-06-25T08:00:01Z")
    assert the_invocation(client, invoked["InvokeId"])["InvokeStatus"] == "Finished"
    (kept,) = client.items(DescribeCommands)
    assert kept["InvokeTimes"] == 1


def test_an_invocation_runs_until_its_instances_have_ended(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web, other = instances["UserGuideForDS001"], instances["UserGuideForDS002"]
    invoke_id = run(client, web, other, script="sleep 5\nexit 1")

    before = the_invocation(client, invoke_id)
    account.wait(6)
    after = the_invocation(client, invoke_id)

    assert (before["InvokeStatus"], before["InvocationStatus"]) == ("Running", "Running")
    assert (after["InvokeStatus"], after["InvocationStatus"]) == ("Finished", "Failed")
    assert [
        (
            each["InstanceInvokeStatus"],
            each["InvocationStatus"],
            each["ExitCode"],
            each["ErrorCode"],
        )
        for each in after["InvokeInstances"]["InvokeInstance"]
    ] == [("Finished", "Failed", 1, "ExitCodeNonzero")] * 2


def test_what_the_guest_cannot_run_fails_and_is_named(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    invoke_id = run(client, instances["UserGuideForDS001"], script="echo 1\nyum check-update")

    account.wait(5)

    (result,) = results(client, invoke_id)
    assert (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ErrorCode"],
        result["Output"],
    ) == ("Error", "Failed", "ExecutionException", "")
    assert result["ErrorInfo"].endswith("The built-in guest of the simulator cannot run yum")


def test_a_script_that_takes_too_long_times_out(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    invoke_id = run(client, instances["UserGuideForDS001"], script="sleep 100", Timeout=30)

    account.wait(29)
    assert results(client, invoke_id)[0]["InvocationStatus"] == "Running"

    account.wait(1)
    (result,) = results(client, invoke_id)
    assert (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ErrorCode"],
    ) == ("Timeout", "Failed", "ExecutionTimeout")


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("WindowsOffice", {}, "InvalidInstance.NotMatch"),
        ("UserGuideForDS001", {"Type": "RunBatScript"}, "InvalidInstance.NotMatch"),
        ("BackupServer", {}, "InvalidInstance.NotMatch"),
        ("LegacyWeb", {}, "InvalidInstance.NotMatch"),
        ("UserGuideForDS001", {"Type": "RunPerl"}, "InvalidCmdType.NotFound"),
        ("UserGuideForDS001", {"Name": "n" * 31}, "CmdName.ExceedLimit"),
        ("UserGuideForDS001", {"Description": "d" * 101}, "CmdDesc.ExceedLimit"),
        ("UserGuideForDS001", {"WorkingDir": "/" + "d" * 200}, "InvalidParameter.WorkingDir"),
        ("UserGuideForDS001", {"WorkingDir": "relative"}, "InvalidParameter.WorkingDir"),
        ("UserGuideForDS001", {"CommandContent": "x" * 12289}, "CmdContent.ExceedLimit"),
        (
            "UserGuideForDS001",
            {"CommandContent": "ZWNo!", "ContentEncoding": "Base64"},
            "CmdContent.DecodeError",
        ),
        ("UserGuideForDS001", {"Username": "u" * 256}, "Username.ExceedLimit"),
        ("UserGuideForDS001", {"RepeatMode": "Period"}, "MissingParam.Frequency"),
        ("UserGuideForDS001", {"Timed": "true"}, "MissingParam.Frequency"),
        ("UserGuideForDS001", {"RepeatMode": "Weekly"}, "InvalidRepeatMode.NotFound"),
        ("UserGuideForDS001", {"Parameters": {"name": "x"}}, "Parameter.Disabled"),
        ("UserGuideForDS001", {"ContainerId": "12"}, "InvalidContainerId.Malformed"),
    ],
)
def test_what_does_not_fit_is_refused_at_once(
    client: Client, instances: dict[str, str], name: str, fields: Document, code: str
) -> None:
    assert code == refusal(client, instances[name], **fields)
    assert list(client.items(DescribeInvocations)) == []


def test_as_long_a_content_as_may_be_is_taken(client: Client, instances: dict[str, str]) -> None:
    assert run(client, instances["UserGuideForDS001"], script="x" * 12288)


def test_fifty_one_targets_none_and_an_unknown_one_are_refused(client: Client) -> None:
    many = [f"i-{number:020}" for number in range(51)]

    assert refusal(client, *many) == "InstanceIds.ExceedLimit"
    assert refusal(client) == "MissingParam.InstanceId"
    assert refusal(client, many[0]) == "InvalidInstance.NotFound"


def test_today_an_instance_that_does_not_fit_fails_by_itself(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    account.store.set("profile", "current")
    names = ("UserGuideForDS001", "BackupServer", "LegacyWeb")
    invoke_id = run(client, *(instances[name] for name in names))

    account.wait(5)

    assert [
        (each["InvocationStatus"], each["InvokeRecordStatus"], each["ErrorCode"])
        for each in results(client, invoke_id)
    ] == [
        ("Success", "Finished", ""),
        ("Aborted", "Failed", "InstanceNotRunning"),
        ("Aborted", "Failed", "ClientNotRunning"),
    ]
    told = the_invocation(client, invoke_id)
    assert (told["InvokeStatus"], told["InvocationStatus"]) == ("PartialFailed", "PartialFailed")


def test_parameters_are_filled_in_for_each_instance(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web = instances["UserGuideForDS001"]
    invoke_id = run(
        client,
        web,
        script="echo hello {{ Name }} on {{ACS::InstanceName}} {{acs::instanceid}}",
        EnableParameter=True,
        Parameters={"name": "Jack"},
    )

    account.wait(5)

    (result,) = results(client, invoke_id, ContentEncoding="PlainText")
    assert result["Output"] == f"hello Jack on UserGuideForDS001 {web}\n"


@pytest.mark.parametrize(
    ("script", "parameters", "code"),
    [
        ("echo {{name}}", {}, "Parameter.MissingValue"),
        ("echo {{name}}", {"name": "a", "other": "b"}, "Parameter.NotMatched"),
        ("echo {{name}}", {"name": "a", "NAME": "b"}, "ParameterKey.Duplicate"),
        ("echo {{name}}", {"name": ["a"]}, "ParameterType.NotSupported"),
        ("echo {{name}}", ["a"], "InvalidParameter.Parameters"),
        ("echo {{name}}", {f"n{each}": "" for each in range(11)}, "ParameterCount.ExceedLimit"),
        ("echo {{name}}", {"n" * 65: ""}, "ParameterKey.ExceedLimit"),
        ("echo {{name}}", {"name": "x" * 20000}, "CmdContent.ExceedLimit"),
        ("echo {{}}", {}, "CmdParam.EmptyKey"),
        ("echo {{a b}}", {}, "CmdParam.InvalidParamName"),
        ("echo {{ACS::Secret}}", {}, "CmdParam.InvalidParamName"),
        (f"echo {{{{{'n' * 65}}}}}", {}, "CmdParamName.ExceedLimit"),
        (
            "".join(f"{{{{n{each}}}}}" for each in range(21)),
            {},
            "CmdParamCount.ExceedLimit",
        ),
    ],
)
def test_wrong_parameters_are_refused(
    client: Client, instances: dict[str, str], script: str, parameters: Any, code: str
) -> None:
    assert code == refusal(
        client,
        instances["UserGuideForDS001"],
        CommandContent=script,
        EnableParameter=True,
        Parameters=parameters or None,
    )


def test_a_region_has_its_invocations_of_the_day(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    account.set_quota("InvocationsPerDay", 2)
    web = instances["UserGuideForDS001"]
    run(client, web)
    run(client, web)

    assert refusal(client, web) == "Invocation.ExceedQuota"

    account.wait(8 * 3600)
    assert run(client, web)


def test_a_script_waits_a_minute_for_an_agent_that_is_offline(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web, other = instances["UserGuideForDS001"], instances["UserGuideForDS002"]
    for each in (web, other):
        account.add_fault("agent", "cn-hangzhou", {"InstanceId": each})
    invoke_id = run(client, web, other)
    assert [each["InvocationStatus"] for each in results(client, invoke_id)] == ["Pending"] * 2

    first = account.faults()[0]["FaultId"]
    account.clear_faults([first])
    account.wait(70)

    assert [
        (each["InvocationStatus"], each["ErrorCode"]) for each in results(client, invoke_id)
    ] == [("Success", ""), ("Aborted", "DeliveryTimeout")]


def test_lists_are_filtered(client: Client, account: Simulator, instances: dict[str, str]) -> None:
    web, other = instances["UserGuideForDS001"], instances["UserGuideForDS002"]
    good, bad = run(client, web, Name="good"), run(client, other, script="exit 1", Name="bad")
    account.wait(5)
    slow = run(client, web, script="sleep 60")

    def found(**filters: Any) -> list[str]:
        return [each["InvokeId"] for each in client.items(DescribeInvocations, **filters)]

    assert found() == [slow, bad, good]
    assert found(InstanceId=web) == [slow, good]
    assert found(InvokeStatus="Running") == [slow]
    assert found(InvokeStatus="Finished") == [bad, good]
    assert found(InvokeStatus="Success") == [good]
    assert found(CommandName="good") == [good]
    assert found(Timed=True) == []
    assert [
        each["InvokeId"]
        for each in client.items(DescribeInvocationResults, InvokeRecordStatus="Finished")
        if each["ExitCode"]
    ] == [bad]


def test_output_is_shown_where_it_is_asked_for(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    invoke_id = run(client, instances["UserGuideForDS001"])
    account.wait(5)

    def output(**filters: Any) -> str:
        told = the_invocation(client, invoke_id, **filters)
        return str(told["InvokeInstances"]["InvokeInstance"][0]["Output"])

    assert output() == ""
    assert output(IncludeOutput=True) == "MTIzCg=="
    assert output(IncludeOutput=True, ContentEncoding="PlainText") == "123\n"


def test_a_dry_run_checks_and_starts_nothing(client: Client, instances: dict[str, str]) -> None:
    assert run(client, instances["UserGuideForDS001"], RepeatMode="DryRun") == ""
    assert list(client.items(DescribeInvocations)) == []


def test_only_what_is_kept_is_listed_as_a_command(
    client: Client, instances: dict[str, str]
) -> None:
    web = instances["UserGuideForDS001"]
    run(client, web, Name="forgotten")
    run(client, web, Name="kept", KeepCommand=True)

    assert [(each["Name"], each["InvokeTimes"]) for each in client.items(DescribeCommands)] == [
        ("kept", 1)
    ]


def test_an_instance_that_stopped_is_no_target(
    client: Client, account: Simulator, instances: dict[str, str]
) -> None:
    web = instances["UserGuideForDS001"]
    client.call(StopInstance, InstanceId=web)

    assert refusal(client, web) == "InvalidInstance.NotMatch"


def test_no_instance_has_containers_and_the_result_says_so(
    client: Client, instances: dict[str, str]
) -> None:
    invoke_id = run(client, instances["UserGuideForDS001"], ContainerName="web")

    (result,) = results(client, invoke_id)
    assert (
        result["InvocationStatus"],
        result["InvokeRecordStatus"],
        result["ErrorCode"],
    ) == ("Error", "Failed", "ContainerNotFound")
