"""Stopping invocations, changing those that repeat, and what their instances do to them."""

from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus, RepeatMode
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import commands, invocation_states, runs, schedules, script_content
from ecsops.simulator.assistant.execution import script_queue
from ecsops.simulator.assistant.runs import Ending
from ecsops.simulator.assistant.targets import check_count, existing_target, fits
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.store import Record, dump


def stop_invocation(request: Request) -> Document:
    """Stop an invocation, whole or on some instances; what has ended stays as it is.

    What has not begun is Cancelled. What runs is killed, as the document has it and the agent
    does it, although the pages say that it goes on.
    """
    invocation = existing_invocation(request)
    named: list[str] = request.parameters.get("InstanceId", [])
    if len(named) > request.quota("InstancesPerCloudAssistantCall"):
        request.refuse("InstanceIds.ExceedLimit")
    instance_ids = named or invocation.facts["Targets"]
    if not set(instance_ids) <= set(invocation.facts["Targets"]):
        request.refuse("InvalidInstanceId.NotFound")
    latest = schedules.latest_runs(request, invocation)
    for instance_id in instance_ids:
        stop_on(request, invocation, instance_id, latest.get(instance_id))
    if not invocation.facts["Open"]:
        request.store.due.remove(invocation.id, "invocation.ticks")
    invocation_states.note_repeating(request, invocation)
    invocation_states.update(request, invocation)
    return {}


def existing_invocation(request: Request) -> Record:
    """Return the invocation of the call, or refuse."""
    found = request.existing("Invocation", request.get("InvokeId"), "InvalidInvokeId.NotFound")
    if found.facts["IsFile"]:
        request.refuse("InvalidInvokeId.NotFound")
    return found


def stop_on(context: Context, invocation: Record, instance_id: str, run: Record | None) -> None:
    """Stop an invocation on one instance: its present run, and all that would follow."""
    if instance_id in invocation.facts["Open"]:
        invocation.facts["Open"].remove(instance_id)
        invocation.facts["Stopped"][instance_id] = iso_seconds(context.now)
    if run is not None and run.document["InvocationStatus"] in invocation_states.UNFINISHED:
        stop_run(context, run)


def stop_run(context: Context, run: Record) -> None:
    """Stop a run: one that runs for real is Stopping until its runner has killed it."""
    queued = context.store.get("Run", run.id)
    if queued is not None and queued.document["Status"] != script_queue.WAITING:
        queued.document["Status"] = script_queue.STOPPING
        context.store.update("Run", queued)
        run.document["InvocationStatus"] = InvocationStatus.STOPPING
        context.store.update("InvocationResult", run)
        return
    begun = run.document["InvocationStatus"] == InvocationStatus.RUNNING
    status = InvocationStatus.TERMINATED if begun else InvocationStatus.CANCELLED
    context.store.delete("Run", run.id)
    runs.end_run(context, run, Ending(status))


def instance_state(context: Context, instance: Record) -> None:
    """Interrupt what runs on an instance that goes down."""
    if instance.document["Status"] in (InstanceStatus.STOPPING, InstanceStatus.STOPPED):
        interrupt(context, instance, "ExecutionInterrupted")


def restart_asked(context: Context, instance: Record) -> None:
    """Interrupt what runs on an instance that restarts."""
    interrupt(context, instance, "InstanceRestarted")


def instance_released(context: Context, instance: Record) -> None:
    """End what runs on an instance that is no more, and what would have."""
    interrupt(context, instance, "InstanceReleased")
    for invocation in context.store.select("Invocation", instance.region_id, {"Repeating": True}):
        if instance.id in invocation.facts["Open"]:
            stop_on(context, invocation, instance.id, None)
            invocation_states.note_repeating(context, invocation)
            invocation_states.update(context, invocation)


def interrupt(context: Context, instance: Record, error_code: str) -> None:
    """End every unfinished run on the instance; the runner kills what it finds ended."""
    where = {"InstanceId": instance.id, "InvocationStatus": list(invocation_states.UNFINISHED)}
    for run in context.store.select("InvocationResult", instance.region_id, where):
        context.store.delete("Run", run.id)
        runs.end_run(context, run, Ending(InvocationStatus.ERROR, error_code=error_code))
        invocation_states.update(context, runs.invocation_of(context, run))


def modify_invocation_attribute(request: Request) -> Document:
    """Change an invocation that repeats: its schedule, its script, its values, its instances."""
    invocation = existing_invocation(request)
    if invocation.document["RepeatMode"] == RepeatMode.ONCE:
        request.refuse("InvalidOperation.RepeatModeUnsupported")
    if not invocation.facts["Open"]:
        request.refuse("InvalidOperation.InvokeAlreadyFinished")
    if "CommandContent" in request.parameters:
        change_content(request, invocation)
    if request.parameters.keys() & {"CommandContent", "Parameters", "EnableParameter"}:
        change_values(request, invocation)
    for instance_id in request.parameters.get("InstanceId", []):
        add_target(request, invocation, instance_id)
    if "Frequency" in request.parameters:
        change_frequency(request, invocation)
    request.store.update("Invocation", invocation)
    invocation_states.update(request, invocation)
    return {"CommandId": invocation.document["CommandId"]}


def change_content(request: Request, invocation: Record) -> None:
    """Give the invocation another script, which is a new command."""
    content = script_content.given_content(request)
    script_content.check_names(request, content)
    if script_content.encoded(content) != invocation.document["CommandContent"]:
        invocation.document["CommandContent"] = script_content.encoded(content)
        invocation.document["CommandId"] = request.new_hexadecimal_id("c")
        commands.keep_copy(request, invocation)


def change_values(request: Request, invocation: Record) -> None:
    """Give the invocation other values for its parameters."""
    content = script_content.decoded(invocation.document["CommandContent"])
    enabled = request.get("EnableParameter")
    if enabled is not None:
        invocation.facts["EnableParameter"] = enabled
    enabled = invocation.facts["EnableParameter"]
    if not enabled and "Parameters" not in request.parameters:
        return
    values = script_content.given_values(request, content, enabled=enabled)
    if "Parameters" in request.parameters:
        invocation.facts["Values"] = values
        invocation.document["Parameters"] = dump(values)


def add_target(request: Request, invocation: Record, instance_id: str) -> None:
    """Run the invocation on one more instance."""
    instance = existing_target(request, instance_id)
    if not fits(instance, invocation.document["CommandType"]):
        request.refuse("InvalidInstanceId.OSTypeUnsupported")
    if instance_id not in invocation.facts["Targets"]:
        invocation.facts["Targets"].append(instance_id)
        check_count(request, len(invocation.facts["Targets"]))
    if instance_id not in invocation.facts["Open"]:
        invocation.facts["Open"].append(instance_id)
        invocation.facts["OpenCount"] += 1
    invocation.facts["Stopped"].pop(instance_id, None)


def change_frequency(request: Request, invocation: Record) -> None:
    """Give the invocation another schedule; a rate still starts at its creation."""
    if invocation.document["RepeatMode"] != RepeatMode.PERIOD:
        request.refuse("InvalidOperation.RepeatModeUnsupported")
    created = parse_iso(invocation.document["CreationTime"])
    interval = schedules.checked_interval(request, created, invocation.document["Timeout"])
    invocation.facts["IntervalSeconds"] = interval
    invocation.document["Frequency"] = request.get("Frequency")
    request.store.due.remove(invocation.id, "invocation.ticks")
    schedules.await_next(request, invocation)
