"""Listing invocations and their results."""

from typing import Any

from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationStatus,
    InvokeStatus,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import invocation_states, script_content
from ecsops.simulator.assistant.commands import tag_filters
from ecsops.simulator.engine.conditions import Between, Holds
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record

INVOKE_INSTANCE: Any = DescribeInvocations.item["InvokeInstances"]["InvokeInstance"][0]  # type: ignore[index, call-overload]

NEWER_NAMES = {"Success", "Pending", "Scheduled"}
"""States that both filters take although only the newer generation has them."""

EVERY_LATEST = Between("t-", "t-~")
"""The condition of runs that are the latest of their invocation and instance; no files."""


def describe_invocations(request: Request) -> Document:
    """List invocations, newest first, each with its state on every instance."""
    return listing(
        request, "Invocation", invocation_filters(request), lambda each: shown(request, each)
    )


def invocation_filters(request: Request) -> Where:
    """Return the conditions of DescribeInvocations.

    Beside InstanceId the page ignores CommandName, RepeatMode and the state PartialFailed.
    """
    given = request.parameters
    instance_id = given.get("InstanceId")
    status = given.get("InvokeStatus")
    if instance_id and status == InvokeStatus.PARTIAL_FAILED:
        status = None
    newer = status in NEWER_NAMES
    return {
        "IsFile": 0,
        "id": given.get("InvokeId"),
        "CommandId": given.get("CommandId"),
        "CommandName": None if instance_id else given.get("CommandName"),
        "document.CommandType": given.get("CommandType"),
        "RepeatMode": None if instance_id else given.get("RepeatMode"),
        "InvokeStatus": None if newer else status,
        "document.InvocationStatus": status if newer else None,
        "Repeating": given.get("Timed"),
        "facts.Targets": Holds((instance_id,)) if instance_id else None,
        "facts.ResourceGroupId": given.get("ResourceGroupId"),
        "document.Tags.Tag": tag_filters(request),
    }


def shown(request: Request, invocation: Record) -> Document:
    """Return an invocation as the answer shows it."""
    named = request.parameters.keys() & {"InvokeId", "InstanceId"}
    with_output = bool(request.get("IncludeOutput") and named)
    latest = latest_runs(request, invocation)
    instance_ids = invocation.facts["Targets"]
    if asked := request.parameters.get("InstanceId"):
        instance_ids = [asked]
    return complete(
        DescribeInvocations.item,
        {
            **invocation.document,
            "CommandContent": script_content.shown(invocation.document["CommandContent"], request),
            "InvokeInstances": {
                "InvokeInstance": [
                    on_instance(request, invocation, each, latest.get(each), with_output)
                    for each in instance_ids
                ]
            },
        },
    )


def latest_runs(context: Context, invocation: Record) -> dict[str, Record]:
    """Return the latest run on each instance."""
    found = context.store.select(
        "InvocationResult", invocation.region_id, {"LatestOf": invocation.id}
    )
    return {run.document["InstanceId"]: run for run in found}


def on_instance(
    request: Request, invocation: Record, instance_id: str, run: Record | None, with_output: bool
) -> Document:
    """Return the state of an invocation on one instance."""
    told = dict(run.document) if run else {"InstanceId": instance_id}
    status = invocation_states.instance_status(
        invocation, instance_id, told.get("InvocationStatus")
    )
    stopped = invocation.facts["Stopped"].get(instance_id)
    fields = {
        "CreationTime": invocation.document["CreationTime"],
        "UpdateTime": stopped or invocation.document["CreationTime"],
        **{name: told[name] for name in INVOKE_INSTANCE.keys() & told.keys()},
        "InvocationStatus": status,
        "InstanceInvokeStatus": invocation_states.older(status),
        "Timed": invocation.document["Timed"],
        "Output": script_content.shown(told.get("Output", ""), request) if with_output else "",
    }
    for name, value in (("FinishTime", told.get("FinishedTime")), ("StopTime", stopped)):
        if value:
            fields[name] = value
    return complete(INVOKE_INSTANCE, fields)


def describe_invocation_results(request: Request) -> Document:
    """List results: the latest of each invocation and instance, or all of one invocation."""
    kept: dict[str, Record] = {}

    def show(run: Record) -> Document:
        invoke_id = run.document["InvokeId"]
        if invoke_id not in kept:
            found = request.store.get("Invocation", invoke_id)
            assert found is not None, f"{run.id} has no invocation"
            kept[invoke_id] = found
        return result(request, kept[invoke_id], run)

    return listing(request, "InvocationResult", result_filters(request), show)


def result_filters(request: Request) -> Where:
    """Return the conditions of DescribeInvocationResults."""
    given = request.parameters
    invoke_id = given.get("InvokeId")
    history = bool(request.get("IncludeHistory") and invoke_id)
    return {
        "InvokeId": invoke_id if history else None,
        "LatestOf": None if history else invoke_id or EVERY_LATEST,
        "InstanceId": given.get("InstanceId"),
        "document.CommandId": given.get("CommandId"),
        "InvocationStatus": of_record_status(given.get("InvokeRecordStatus")),
        "facts.ResourceGroupId": given.get("ResourceGroupId"),
        "facts.Tags.Tag": tag_filters(request),
    }


def of_record_status(asked: str | None) -> list[str] | str | None:
    """Return the newer states that a filter on the older one, or on Success, means."""
    if asked is None or asked == InvocationStatus.SUCCESS:
        return asked
    return [status for status, old in invocation_states.OLDER.items() if old == asked] or asked


def result(request: Request, invocation: Record, run: Record) -> Document:
    """Return a run as the answer shows it."""
    shape = DescribeInvocationResults.item
    assert isinstance(shape, dict)
    fields = {
        **{name: invocation.document[name] for name in shape.keys() & invocation.document.keys()},
        **{name: run.document[name] for name in shape.keys() & run.document.keys()},
        "InvokeRecordStatus": invocation_states.older(run.document["InvocationStatus"]),
        "Output": script_content.shown(run.document.get("Output", ""), request),
    }
    if invocation.document["OssOutputDelivery"]:
        fields["OssOutputStatus"] = "Failed"
        fields["OssOutputErrorInfo"] = "The simulator has no OSS."
    return complete(shape, fields)
