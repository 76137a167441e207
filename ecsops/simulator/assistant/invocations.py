"""Starting commands on instances: InvokeCommand and RunCommand."""

import re

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus, InvokeStatus, RepeatMode
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import runs, script_content
from ecsops.simulator.assistant import schedules as timed
from ecsops.simulator.assistant.command_checks import check_running, check_token
from ecsops.simulator.assistant.commands import existing_command, keep, new_command
from ecsops.simulator.assistant.targets import given_targets
from ecsops.simulator.engine.clock import DAY_S, iso_seconds
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.engine.tags import SHORT_KEY_MOST, tag_documents

COPIED = {
    "CommandId": "CommandId",
    "CommandName": "Name",
    "CommandDescription": "Description",
    "CommandType": "Type",
    "CommandContent": "CommandContent",
}
"""Fields that an invocation copies from its command, and their names there."""

OVERRIDABLE = ("WorkingDir", "Timeout", "Launcher")
"""Fields that a call may override."""

GIVEN = ("Frequency", "ContainerId", "ContainerName", "Username", "OssOutputDelivery")
"""Fields that only a call has."""

CONTAINER_ID = re.compile(r"((docker|containerd|cri-o)://)?[0-9a-f]{64}")
CONTAINER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


CHINA_S = 8 * 3600
"""UTC+8, in whose days the invocations of a region are counted."""


def invoke_command(request: Request) -> Document:
    """Start a kept command on instances."""
    check_token(request)
    command = existing_command(request)
    check_running(request, command.document["Type"])
    if request.parameters.get("Timeout", DAY_S) < request.quota("CommandTimeoutAtLeastSeconds"):
        request.refuse_parameter("Timeout", "invalid")
    invoke_id = invoke(request, command.document)
    command.document["InvokeTimes"] += 1
    request.store.update("Command", command)
    return {"InvokeId": invoke_id}


def run_command(request: Request) -> Document:
    """Start a command that comes with the call, and keep it if that is asked for."""
    command = new_command(request)
    if request.get("KeepCommand"):
        keep(request, {**command, "InvokeTimes": 1})
    return {"CommandId": command["CommandId"], "InvokeId": invoke(request, command)}


def invoke(request: Request, command: Document) -> str:
    """Check the call, add the invocation, begin it, and return its InvokeId."""
    check_user(request, command)
    check_container(request)
    mode = repeat_mode(request)
    targets = given_targets(request, command["Type"])
    values = given_values(request, command)
    if mode == RepeatMode.DRY_RUN:
        return ""
    interval = 0.0
    if mode == RepeatMode.PERIOD:
        interval = timed.checked_interval(request, request.now, timeout_of(request, command))
    count_invocation(request)
    target_ids = [instance.id for instance in targets]
    invocation = new_invocation(request, command, mode, target_ids, values)
    invocation.facts["IntervalSeconds"] = interval
    request.store.insert("Invocation", invocation)
    if mode == RepeatMode.ONCE:
        new = [runs.new_run(request, invocation, each) for each in target_ids]
        runs.begin(request, invocation, new)
    else:
        timed.begin(request, invocation)
    return invocation.id


def check_user(request: Request, command: Document) -> None:
    """Refuse a Username that is too long, or on Windows one without its password's name."""
    username, password_name = request.get("Username"), request.get("WindowsPasswordName")
    most = request.quota("UsernameCharacters")
    if len(username or "") > most:
        request.refuse("Username.ExceedLimit")
    if len(password_name or "") > most:
        request.refuse("WindowsPasswordName.ExceedLimit")
    if username and not password_name and command["Type"] != CommandType.RUN_SHELL_SCRIPT:
        request.refuse("WindowsPasswordName.Missed")


def check_container(request: Request) -> None:
    """Refuse a container id or name that none can have."""
    if not CONTAINER_ID.fullmatch(request.get("ContainerId") or "0" * 64):
        request.refuse("InvalidContainerId.Malformed")
    if not CONTAINER_NAME.fullmatch(request.get("ContainerName") or "name"):
        request.refuse("InvalidContainerName.Malformed")


def repeat_mode(request: Request) -> RepeatMode:
    """Return when the invocation runs; a Frequency makes it Period."""
    asked = RepeatMode(request.get("RepeatMode"))
    timed = asked == RepeatMode.PERIOD or request.get("Timed")
    if request.parameters.get("Frequency"):
        return RepeatMode.PERIOD
    if timed:
        request.refuse("MissingParam.Frequency")
    return asked


def given_values(request: Request, command: Document) -> dict[str, str]:
    """Return the values of the command's parameters; refuse a script that they make too long."""
    content = script_content.decoded(command["CommandContent"])
    values = script_content.given_values(request, content, enabled=command["EnableParameter"])
    script_content.check_size(request, script_content.filled(content, values))
    return values


def timeout_of(request: Request, command: Document) -> int:
    """Return how long a run may take: as the call says, else as the command does."""
    return request.parameters.get("Timeout") or command["Timeout"]


def count_invocation(request: Request) -> None:
    """Count one more invocation of the region's day, which begins at midnight UTC+8."""
    day = int((request.now + CHINA_S) // DAY_S)
    name = f"invocations.{request.region_id}"
    counted_day, _, counted = str(request.store.setting(name, "0 0")).partition(" ")
    count = int(counted) + 1 if int(counted_day) == day else 1
    if count > request.quota("InvocationsPerDay"):
        request.refuse("Invocation.ExceedQuota")
    request.store.set(name, f"{day} {count}")


def new_invocation(
    request: Request,
    command: Document,
    mode: RepeatMode,
    target_ids: list[str],
    values: dict[str, str],
) -> Record:
    """Return the invocation: a copy of the command, and what the call says."""
    document = {
        "InvokeId": request.new_hexadecimal_id("t"),
        "CreationTime": iso_seconds(request.now),
        **{name: command[field] for name, field in COPIED.items()},
        **{name: request.parameters.get(name, command[name]) for name in OVERRIDABLE},
        **{name: request.parameters.get(name, "") for name in GIVEN},
        "Parameters": dump(values),
        "RepeatMode": mode,
        "Timed": mode != RepeatMode.ONCE,
        "TerminationMode": request.get("TerminationMode"),
        "Tags": tag_documents(request, key_most=SHORT_KEY_MOST),
        "InvocationStatus": InvocationStatus.PENDING,
        "InvokeStatus": InvokeStatus.RUNNING,
    }
    facts = new_facts(request, mode, target_ids)
    facts |= {"EnableParameter": command["EnableParameter"], "Values": values}
    return Record(str(document["InvokeId"]), request.region_id, document, facts)


def new_facts(request: Request, mode: RepeatMode, target_ids: list[str]) -> Document:
    """Return where an invocation runs, and where it will run again."""
    open_ids = [] if mode == RepeatMode.ONCE else list(target_ids)
    return {
        "IsFile": 0,
        "Targets": target_ids,
        "Stopped": {},
        "Open": open_ids,
        "OpenCount": len(open_ids),
        "Repeating": mode != RepeatMode.ONCE,
        "ResourceGroupId": request.parameters.get("ResourceGroupId", ""),
    }
