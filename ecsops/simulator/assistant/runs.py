"""Runs: one start of a command on one instance, from Pending to its end.

A run is an InvocationResult record. Its document has what differs from run to run, in the words
of DescribeInvocationResults; its facts say whose latest it is (`LatestOf`, an InvokeId).
"""

from ecsops.catalogue.ecs.assistant.invocations import ERROR_INFO, FINAL_STATUSES, InvocationStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import agents, invocation_states, script_answers, script_content
from ecsops.simulator.assistant.execution import script_queue
from ecsops.simulator.assistant.script_answers import Ending as Ending
from ecsops.simulator.assistant.targets import obstacle
from ecsops.simulator.assumptions import ACCOUNT_ID, DELIVERY_TIMES_OUT_IN_S
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

OTHER_RUNS = ("invocation.ticks", "runs.end", "invocation.expires")
"""The happenings that no run takes notice of but its own."""

STATUS_OF_OBSTACLE = {"CommandNotApplicable": InvocationStatus.INVALID}
"""The state of a run that an obstacle keeps from beginning; any other is Aborted."""


def run_key(invoke_id: str, instance_id: str, repeats: int) -> str:
    """Return the id of a run's record."""
    return f"{invoke_id}.{instance_id}.{repeats}"


def begin(context: Context, invocation: Record, runs: list[Record]) -> None:
    """Begin new runs, each by itself; those that end alike are one happening."""
    endings: dict[tuple[float, Ending], list[Record]] = {}
    for run in runs:
        if told := begin_run(context, invocation, run):
            endings.setdefault(told, []).append(run)
    await_endings(context, invocation, endings)
    for run in runs:
        context.store.insert("InvocationResult", run)
    invocation_states.update(context, invocation)


def await_endings(
    context: Context, invocation: Record, endings: dict[tuple[float, Ending], list[Record]]
) -> None:
    """End the runs that the simulator answered after their duration.

    Where time goes on at once, and nothing could see or disturb them before, they have ended.
    """
    for (seconds, ending), runs in endings.items():
        if is_unseen(context, seconds):
            later = context.at(context.now + seconds, context.region_id)
            for run in runs:
                note_end(later, run, ending)
        else:
            words = {**ending._asdict(), "output": script_content.encoded(ending.output)}
            keys = [run.id for run in runs]
            context.schedule(seconds, "runs.end", invocation.id, Ending=words, Runs=keys)


def is_unseen(context: Context, seconds: float) -> bool:
    """Return whether time will pass over so many seconds without anything but other runs."""
    until = context.now + seconds
    if context.until < until or seconds >= context.quota("ScheduleIntervalSeconds"):
        return False
    first = context.store.due.next(beside=OTHER_RUNS)
    return first is None or first > until


def new_run(context: Context, invocation: Record, instance_id: str, repeats: int = 1) -> Record:
    """Return a Pending run."""
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
    key = run_key(invocation.id, instance_id, repeats)
    return Record(key, invocation.region_id, document, {"LatestOf": invocation.id})


def begin_run(context: Context, invocation: Record, run: Record) -> tuple[float, Ending] | None:
    """Start a Pending run, unless its instance or agent prevents it.

    Returns how it will end, and after how many seconds, where that is known. The caller stores
    what became of the run.
    """
    instance = instance_of(context, run.document["InstanceId"])
    if error_code := obstacle(context, instance, invocation.document["CommandType"]):
        status = STATUS_OF_OBSTACLE.get(error_code, InvocationStatus.ABORTED)
        note_end(context, run, Ending(status, error_code=error_code))
        return None
    if agents.offline(context, run.document["InstanceId"]):
        context.schedule(DELIVERY_TIMES_OUT_IN_S, "run.undelivered", run.id)
        return None
    assert instance is not None
    return deliver(context, invocation, run, instance)


def instance_of(context: Context, instance_id: str) -> Record | None:
    """Return the instance of a run, or None when it is no more."""
    found: Record | None = context.once(
        ("Instance", instance_id), lambda: context.store.get("Instance", instance_id)
    )
    return found


def undelivered(context: Context, key: str, words: Document) -> None:
    """The agent had its minute; it runs what was sent if it is back, else nothing does."""
    run = context.store.get("InvocationResult", key)
    if run is None or run.document["InvocationStatus"] != InvocationStatus.PENDING:
        return
    invocation = invocation_of(context, run)
    if agents.offline(context, run.document["InstanceId"]):
        note_end(context, run, Ending(InvocationStatus.ABORTED, error_code="DeliveryTimeout"))
    elif told := begin_run(context, invocation, run):
        await_endings(context, invocation, {told: [run]})
    context.store.update("InvocationResult", run)
    invocation_states.update(context, invocation)


def deliver(
    context: Context, invocation: Record, run: Record, instance: Record
) -> tuple[float, Ending] | None:
    """Give the script to what answers on the instance: a canned answer, bubblewrap, the guest."""
    if invocation.document.get("ContainerId") or invocation.document.get("ContainerName"):
        # No instance here has a container engine.
        note_end(context, run, Ending(InvocationStatus.ERROR, error_code="ContainerNotFound"))
        return None
    script = script_answers.Script(
        invocation.document["CommandType"],
        content(invocation, instance),
        invocation.document["Username"],
        invocation.document["WorkingDir"],
    )
    if "File" in invocation.facts:
        answer = script_answers.file_answer(context, instance)
    else:
        answer = script_answers.answer(context, script, instance)
    if answer is None:
        script_queue.put(context, run)
        return None
    note_start(context, run)
    timeout_s = invocation.document["Timeout"]
    if answer.seconds > timeout_s:
        return timeout_s, Ending(InvocationStatus.TIMEOUT, error_code="ExecutionTimeout")
    return answer.seconds, answer.ending


def content(invocation: Record, instance: Record) -> bytes:
    """Return the script as the instance gets it, its parameters filled in."""
    kept = script_content.decoded(invocation.document["CommandContent"])
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
    return script_content.filled(kept, {**invocation.facts["Values"], **built_in})


def end(context: Context, invoke_id: str, words: Document) -> None:
    """Runs that the simulator answered are over, unless something ended them before."""
    ending = Ending(
        **{**words["Ending"], "output": script_content.decoded(words["Ending"]["output"])}
    )
    for run_id in words["Runs"]:
        run = context.store.get("InvocationResult", run_id)
        if run is not None and run.document["InvocationStatus"] not in FINAL_STATUSES:
            end_run(context, run, ending)
    if invocation := context.store.get("Invocation", invoke_id):
        invocation_states.update(context, invocation)


def invocation_of(context: Context, run: Record) -> Record:
    """Return the invocation that a run belongs to; it outlives its runs."""
    invocation = context.store.get("Invocation", run.document["InvokeId"])
    assert invocation is not None, f"{run.id} has no invocation"
    return invocation


def note_start(context: Context, run: Record) -> None:
    """Note in a run that its script runs; the caller stores it."""
    now = iso_seconds(context.now)
    run.document.update(InvocationStatus=InvocationStatus.RUNNING, StartTime=now, UpdateTime=now)


def end_run(context: Context, run: Record, ending: Ending, dropped: int = 0) -> None:
    """Note how a run ended, and store it."""
    note_end(context, run, ending, dropped)
    context.store.update("InvocationResult", run)


def note_end(context: Context, run: Record, ending: Ending, dropped: int = 0) -> None:
    """Note how a run ended; an output that is too long keeps its end, as a fast one does."""
    cut = max(len(ending.output) - context.quota("InvocationOutputBytes"), 0)
    now = iso_seconds(context.now)
    run.document.update(
        InvocationStatus=ending.status,
        ExitCode=ending.exit_code,
        Output=script_content.encoded(ending.output[cut:]),
        Dropped=dropped + cut,
        ErrorCode=ending.error_code,
        ErrorInfo=error_info(ending),
        UpdateTime=now,
        FinishedTime=now,
    )
    if ending.status in (InvocationStatus.CANCELLED, InvocationStatus.TERMINATED):
        run.document["StopTime"] = now


def error_info(ending: Ending) -> str:
    """Return the ErrorInfo of an ending, at most 255 bytes, as the agent cuts it."""
    text = f"{ERROR_INFO.get(ending.error_code, '')} {ending.detail}".strip()
    return text.encode()[:255].decode(errors="ignore")


def expires(context: Context, invoke_id: str, words: Document) -> None:
    """The results have been kept as long as they are."""
    invocation = context.store.get("Invocation", invoke_id)
    if invocation is None or invocation.document["InvocationStatus"] not in FINAL_STATUSES:
        return
    where = {"InvokeId": invoke_id}
    for (run_id,) in context.store.values("InvocationResult", invocation.region_id, where, ("id",)):
        context.store.delete("InvocationResult", run_id)
    context.store.delete("Invocation", invoke_id)
