"""The states of runs and invocations, in both generations (document, tables 2-2 to 2-4).

A run has an InvocationStatus; everything else follows from it: the older InvokeRecordStatus,
the state on an instance, and the state of the whole invocation in both generations.
"""

from collections.abc import Iterable
from typing import Any

from ecsops.catalogue.ecs.assistant.invocations import (
    COUNTS_AS,
    FINAL_STATUSES,
    InvocationStatus,
    InvokeStatus,
)
from ecsops.simulator.engine.clock import DAY_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

OLDER = {
    InvocationStatus.PENDING: InvokeStatus.RUNNING,
    InvocationStatus.SCHEDULED: InvokeStatus.RUNNING,
    InvocationStatus.RUNNING: InvokeStatus.RUNNING,
    InvocationStatus.STOPPING: InvokeStatus.STOPPING,
    InvocationStatus.SUCCESS: InvokeStatus.FINISHED,
    InvocationStatus.FAILED: InvokeStatus.FINISHED,
    InvocationStatus.INVALID: InvokeStatus.FAILED,
    InvocationStatus.ABORTED: InvokeStatus.FAILED,
    InvocationStatus.ERROR: InvokeStatus.FAILED,
    InvocationStatus.TIMEOUT: InvokeStatus.FAILED,
    InvocationStatus.CANCELLED: InvokeStatus.STOPPED,
    InvocationStatus.TERMINATED: InvokeStatus.STOPPED,
}
"""The 2019 state of a current one: a finished script is Finished, with any exit code."""

UNFINISHED = tuple(each.value for each in InvocationStatus if each not in FINAL_STATUSES)


def older(status: str) -> InvokeStatus:
    """Return the older state of a run or an instance."""
    return OLDER[InvocationStatus(status)]


def overall(statuses: Iterable[str]) -> InvocationStatus:
    """Return the state of an invocation whose instances have these states."""
    counted = {COUNTS_AS.get(InvocationStatus(each), InvocationStatus(each)) for each in statuses}
    for status in (
        InvocationStatus.PENDING,
        InvocationStatus.SCHEDULED,
        InvocationStatus.RUNNING,
        InvocationStatus.STOPPING,
    ):
        if status in counted:
            return status
    if InvocationStatus.SUCCESS in counted:
        failed = InvocationStatus.FAILED in counted
        return InvocationStatus.PARTIAL_FAILED if failed else InvocationStatus.SUCCESS
    if InvocationStatus.FAILED in counted:
        return InvocationStatus.FAILED
    return InvocationStatus.STOPPED


def older_overall(statuses: Iterable[str]) -> InvokeStatus:
    """Return the older state of an invocation whose instances have these states of today."""
    counted = {older(each) for each in statuses}
    for status in (InvokeStatus.RUNNING, InvokeStatus.STOPPING):
        if status in counted:
            return status
    if {InvokeStatus.FAILED, InvokeStatus.FINISHED} <= counted:
        return InvokeStatus.PARTIAL_FAILED
    for status in (InvokeStatus.FAILED, InvokeStatus.FINISHED):
        if status in counted:
            return status
    return InvokeStatus.STOPPED


def update(context: Context, invocation: Record) -> None:
    """Bring the overall states of an invocation up to date with those of its instances."""
    statuses = instance_statuses(context, invocation)
    told: dict[str, Any] = {
        "InvocationStatus": overall(statuses),
        "InvokeStatus": older_overall(statuses),
    }
    if told.items() <= invocation.document.items():
        return
    invocation.document.update(told)
    context.store.update("Invocation", invocation)
    if told["InvocationStatus"] in FINAL_STATUSES:
        kept_s = context.quota("InvocationResultDays") * DAY_S
        context.schedule(kept_s, "invocation.expires", invocation.id)


def note_repeating(context: Context, invocation: Record) -> None:
    """Note whether an invocation will run again anywhere, for listings ask for it."""
    invocation.facts["Repeating"] = bool(invocation.facts["Open"])
    invocation.facts["OpenCount"] = len(invocation.facts["Open"])
    context.store.update("Invocation", invocation)


def instance_statuses(context: Context, invocation: Record) -> list[str]:
    """Return the states of an invocation on its instances.

    One that repeats is Scheduled on an instance while nothing runs there, until it is stopped.
    """
    found = context.store.values(
        "InvocationResult",
        invocation.region_id,
        {"LatestOf": invocation.id},
        ("InstanceId", "InvocationStatus"),
    )
    latest = dict(found)
    return [
        instance_status(invocation, instance_id, latest.get(instance_id))
        for instance_id in invocation.facts["Targets"]
    ]


def instance_status(invocation: Record, instance_id: str, latest: str | None) -> str:
    """Return the state of an invocation on an instance whose latest run is in that state."""
    if latest in UNFINISHED:
        return str(latest)
    if instance_id in invocation.facts["Stopped"]:
        return InvocationStatus.CANCELLED
    if instance_id in invocation.facts["Open"]:
        return InvocationStatus.SCHEDULED
    assert latest is not None, f"{invocation.id} never began on {instance_id}"
    return latest
