"""The states of runs and invocations, in both generations (document, tables 2-2 to 2-4).

A run has an InvocationStatus; everything else follows from it: the older InvokeRecordStatus,
the state on an instance, and the state of the whole invocation in both generations.
"""

from collections.abc import Iterable

from ecsops.catalogue.invocations import COUNTS_AS, FINAL_STATUSES, InvocationStatus, InvokeStatus

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
"""What a state of today was in 2019: a script that ended is Finished, whatever its exit code."""

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
