"""The runner of a script on an instance: a canned answer, bubblewrap, or the fake shell."""

from fnmatch import fnmatchcase
from typing import NamedTuple

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.simulator.assistant import script_content
from ecsops.simulator.assistant.execution import built_in_guest, script_queue
from ecsops.simulator.assumptions import SCRIPT_TAKES_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record

SYSTEM_USER = {CommandType.RUN_SHELL_SCRIPT: "root"}
"""Default user of a script type; on Windows it is System."""

HOME = {CommandType.RUN_SHELL_SCRIPT: "/root"}


class Script(NamedTuple):
    """A script as the agent gets it."""

    type: str
    content: bytes
    username: str
    directory: str


class Ending(NamedTuple):
    """How a run ends: its state, and what the result tells."""

    status: InvocationStatus
    output: bytes = b""
    exit_code: int = 0
    error_code: str = ""
    detail: str = ""


class Answer(NamedTuple):
    """How a script ends on an instance, and after how many simulated seconds."""

    ending: Ending
    seconds: float = SCRIPT_TAKES_S


def answer(context: Context, script: Script, instance: Record) -> Answer | None:
    """Return the answer to a script, or None when it is to be run for real."""
    if (canned := canned_answer(context, script)) is not None:
        return canned
    if script.type == CommandType.RUN_SHELL_SCRIPT and script_queue.possible(context):
        return None
    return guest_answer(script, instance)


def file_answer(context: Context, instance: Record) -> Answer | None:
    """Return the answer to a file, or None when it is to be written for real."""
    if instance.document["OSType"] == "linux" and script_queue.possible(context):
        return None
    detail = "The built-in guest of the simulator has no files."
    return Answer(Ending(InvocationStatus.ERROR, error_code="FileCreateFail", detail=detail))


def canned_answer(context: Context, script: Script) -> Answer | None:
    """Return the newest canned answer whose pattern the script matches, or None."""
    records = context.once("CannedAnswer", lambda: context.store.select("CannedAnswer", ""))
    if not records:
        return None
    text = script.content.decode(errors="replace").strip()
    for record in records:
        if fnmatchcase(text, record.document["Match"]):
            canned = record.document
            output = canned["Output"].encode()
            return ended(output, canned["ExitCode"], float(canned["Seconds"]))
    return None


def canned_seconds(context: Context, invocation: Record) -> float | None:
    """Return how long a canned answer takes that is the same on all instances, or None."""
    if invocation.facts["EnableParameter"]:
        return None
    content = script_content.decoded(invocation.document["CommandContent"])
    script = Script(invocation.document["CommandType"], content, "", "")
    canned = canned_answer(context, script)
    return None if canned is None else canned.seconds


def ended(output: bytes, exit_code: int, seconds: float) -> Answer:
    """Return the answer of a script that came to its end."""
    if exit_code == 0:
        return Answer(Ending(InvocationStatus.SUCCESS, output), seconds)
    failed = Ending(InvocationStatus.FAILED, output, exit_code, "ExitCodeNonzero")
    return Answer(failed, seconds)


def guest_answer(script: Script, instance: Record) -> Answer:
    """Return what the built-in guest answers; it says so when it cannot run the script."""
    kind = CommandType(script.type)
    machine = built_in_guest.Machine(
        instance.document["HostName"] or instance.id,
        script.username or SYSTEM_USER.get(kind, "System"),
        script.directory or HOME.get(kind, r"C:\Windows\System32"),
    )
    said = built_in_guest.run(kind, script.content, machine)
    if said.cannot:
        detail = f"The built-in guest of the simulator cannot run {said.cannot}"
        return Answer(
            Ending(InvocationStatus.ERROR, error_code="ExecutionException", detail=detail)
        )
    return ended(said.output, said.exit_code, SCRIPT_TAKES_S + said.seconds)
