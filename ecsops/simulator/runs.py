"""Runs: one start of a command on one instance, from Pending to its end.

A run is an InvocationResult record. Its document has what differs from run to run, in the words
of DescribeInvocationResults; its facts say whose latest it is (`LatestOf`, an InvokeId).
"""

from typing import Any, NamedTuple

from ecsops.catalogue.invocations import ERROR_INFO, FINAL_STATUSES, InvocationStatus
from ecsops.catalogue.model import Document
from ecsops.simulator import agents, answers, invocation_states, launching, scripts
from ecsops.simulator.assumptions import ACCOUNT_ID, DELIVERY_TIMES_OUT_IN_S
from ecsops.simulator.clock import iso_seconds
from ecsops.simulator.context import Context
from ecsops.simulator.store import Record
from ecsops.simulator.targets import obstacle as obstacle

DAY_S = 86400

STATUS_OF_OBSTACLE = {"CommandNotApplicable": InvocationStatus.INVALID}
"""The state of a run that an obstacle keeps from beginning; any other is Aborted."""


class Ending(NamedTuple):
    """How a run ends: its state, and what the result tells."""

    status: InvocationStatus
    output: bytes = b""
    exit_code: int = 0
    error_code: str = ""
    detail: str = ""


def run_id(invoke_id: str, instance_id: str, repeats: int) -> str:
    """Return the id of a run's record."""
    return f"{invoke_id}.{instance_id}.{repeats}"


def begin_runs(
    context: Context, invocation: Record, instance_ids: list[str], repeats: int = 1
) -> None:
    """Begin the invocation on these instances, each by itself."""
    for instance_id in instance_ids:
        begin_run(context, invocation, add_run(context, invocation, instance_id, repeats))
    update_invocation(context, invocation)


def add_run(context: Context, invocation: Record, instance_id: str, repeats: int) -> Record:
    """Add a Pending run to the results."""
    now = iso_seconds(context.now)
    document = {
        "InvokeId": invocation.id,
        "InstanceId": instance_id,
        "CommandId": invocation.document["CommandId"],
        "InvocationStatus": InvocationStatus.PENDING,
        "Repeats": repeats,
        "CreationTime": now,
        "UpdateTime": now,
    }
    key = run_id(invocation.id, instance_id, repeats)
    record = Record(key, context.region_id, document, {"LatestOf": invocation.id})
    context.store.insert("InvocationResult", record)
    return record


def begin_run(context: Context, invocation: Record, run: Record) -> None:
    """Let a Pending run begin, unless its instance or agent keeps it from that."""
    instance = context.store.get("Instance", run.document["InstanceId"])
    command_type = invocation.document["CommandType"]
    if error_code := obstacle(context, instance, command_type):
        status = STATUS_OF_OBSTACLE.get(error_code, InvocationStatus.ABORTED)
        end_run(context, run, Ending(status, error_code=error_code))
    elif agents.offline(context, run.document["InstanceId"]):
        context.schedule(DELIVERY_TIMES_OUT_IN_S, "run.undelivered", run.id)
    else:
        assert instance is not None
        deliver(context, invocation, run, instance)


def undelivered(context: Context, key: str, words: Document) -> None:
    """The agent had its minute; it runs what was sent if it is back, else nothing does."""
    run = context.store.get("InvocationResult", key)
    if run is None or run.document["InvocationStatus"] != InvocationStatus.PENDING:
        return
    invocation = invocation_of(context, run)
    if agents.offline(context, run.document["InstanceId"]):
        end_run(context, run, Ending(InvocationStatus.ABORTED, error_code="DeliveryTimeout"))
    else:
        begin_run(context, invocation, run)
    update_invocation(context, invocation)


def deliver(context: Context, invocation: Record, run: Record, instance: Record) -> None:
    """Give the script to what answers on the instance: a canned answer, bubblewrap, the guest."""
    script = answers.Script(
        invocation.document["CommandType"],
        content(invocation, instance),
        invocation.document["Username"],
        invocation.document["WorkingDir"],
    )
    if "File" in invocation.facts:
        answer = answers.file_answer(context, instance)
    else:
        answer = answers.answer(context, script, instance)
    if answer is None:
        launching.put(context, run)
        return
    starts(context, run)
    timeout_s = invocation.document["Timeout"]
    ending = Ending(
        answer.status, answer.output, answer.exit_code, answer.error_code, answer.detail
    )
    if answer.seconds > timeout_s:
        ending = Ending(InvocationStatus.TIMEOUT, error_code="ExecutionTimeout")
    words = {**ending._asdict(), "output": scripts.encoded(ending.output)}
    context.schedule(min(answer.seconds, timeout_s), "run.ends", run.id, Ending=words)


def content(invocation: Record, instance: Record) -> bytes:
    """Return the script as the instance gets it, its parameters filled in."""
    kept = scripts.decoded(invocation.document["CommandContent"])
    if not invocation.facts["EnableParameter"]:
        return kept
    built_in = {
        "ACS::RegionId": invocation.region_id,
        "ACS::AccountId": ACCOUNT_ID,
        "ACS::InstanceId": instance.id,
        "ACS::InstanceName": instance.document["InstanceName"],
        "ACS::InvokeId": invocation.id,
        "ACS::CommandId": invocation.document["CommandId"],
    }
    return scripts.filled(kept, {**invocation.facts["Values"], **built_in})


def ends(context: Context, key: str, words: Document) -> None:
    """A run that the simulator answered is over."""
    run = context.store.get("InvocationResult", key)
    if run is None or run.document["InvocationStatus"] in FINAL_STATUSES:
        return
    told = {**words["Ending"], "output": scripts.decoded(words["Ending"]["output"])}
    end_run(context, run, Ending(**told))
    update_invocation(context, invocation_of(context, run))


def invocation_of(context: Context, run: Record) -> Record:
    """Return the invocation that a run belongs to; it outlives its runs."""
    invocation = context.store.get("Invocation", run.document["InvokeId"])
    assert invocation is not None, f"{run.id} has no invocation"
    return invocation


def starts(context: Context, run: Record) -> None:
    """Note that the script runs."""
    now = iso_seconds(context.now)
    run.document["InvocationStatus"] = InvocationStatus.RUNNING
    run.document.update(StartTime=now, UpdateTime=now)
    context.store.update("InvocationResult", run)


def end_run(context: Context, run: Record, ending: Ending, dropped: int = 0) -> None:
    """Note how a run ended; an output that is too long keeps its end, as a fast one does."""
    most = context.quota("InvocationOutputBytes")
    cut = max(len(ending.output) - most, 0)
    now = iso_seconds(context.now)
    run.document.update(
        InvocationStatus=ending.status,
        ExitCode=ending.exit_code,
        Output=scripts.encoded(ending.output[cut:]),
        Dropped=dropped + cut,
        ErrorCode=ending.error_code,
        ErrorInfo=error_info(ending),
        UpdateTime=now,
        FinishedTime=now,
    )
    if ending.status in (InvocationStatus.CANCELLED, InvocationStatus.TERMINATED):
        run.document["StopTime"] = now
    context.store.update("InvocationResult", run)


def error_info(ending: Ending) -> str:
    """Return the ErrorInfo of an ending, at most 255 bytes, as the agent cuts it."""
    text = f"{ERROR_INFO.get(ending.error_code, '')} {ending.detail}".strip()
    return text.encode()[:255].decode(errors="ignore")


def update_invocation(context: Context, invocation: Record) -> None:
    """Bring the overall states of an invocation up to date with those of its instances."""
    statuses = instance_statuses(context, invocation)
    told: dict[str, Any] = {
        "InvocationStatus": invocation_states.overall(statuses),
        "InvokeStatus": invocation_states.older_overall(statuses),
    }
    if told.items() <= invocation.document.items():
        return
    invocation.document.update(told)
    context.store.update("Invocation", invocation)
    if told["InvocationStatus"] in FINAL_STATUSES:
        kept_s = context.quota("InvocationResultDays") * DAY_S
        context.schedule(kept_s, "invocation.expires", invocation.id)


def expires(context: Context, invoke_id: str, words: Document) -> None:
    """The results have been kept as long as they are."""
    invocation = context.store.get("Invocation", invoke_id)
    if invocation is None or invocation.document["InvocationStatus"] not in FINAL_STATUSES:
        return
    where = {"InvokeId": invoke_id}
    for (run_id,) in context.store.values("InvocationResult", invocation.region_id, where, ("id",)):
        context.store.delete("InvocationResult", run_id)
    context.store.delete("Invocation", invoke_id)


def note_repeating(context: Context, invocation: Record) -> None:
    """Note whether an invocation will run again anywhere, for listings ask for it."""
    invocation.facts["Repeating"] = bool(invocation.facts["Open"])
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
    if latest in invocation_states.UNFINISHED:
        return str(latest)
    if instance_id in invocation.facts["Stopped"]:
        return InvocationStatus.CANCELLED
    if instance_id in invocation.facts["Open"]:
        return InvocationStatus.SCHEDULED
    assert latest is not None, f"{invocation.id} never began on {instance_id}"
    return latest
