"""The fields that commands, invocations and files share, and what the service accepts in them."""

import re

from ecsops.catalogue.ecs.assistant.shared_parameters import CommandType
from ecsops.simulator.assumptions import COMMAND_TIMEOUT_MOST_S
from ecsops.simulator.engine.context import Request

WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/].*")


def check_description(request: Request) -> None:
    """Refuse a Name or Description that is too long or holds control characters."""
    name, text = request.get("Name") or "", request.get("Description") or ""
    if len(name) > request.quota("CommandNameCharacters"):
        request.refuse("CmdName.ExceedLimit")
    if len(text) > request.quota("CommandDescriptionCharacters"):
        request.refuse("CmdDesc.ExceedLimit")
    if not name.isprintable():
        request.refuse("InvalidParameterCharacter.CommandName")
    if not text.replace("\n", "").replace("\t", "").isprintable():
        request.refuse("InvalidParameterCharacter.CommandDescription")


def check_running(request: Request, command_type: str) -> None:
    """Refuse a WorkingDir, Launcher or Timeout that no run can have."""
    check_directory(request, command_type)
    if len((request.get("Launcher") or "").encode()) > request.quota("LauncherBytes"):
        request.refuse("InvalidLauncher.LengthLimitExceeded")
    timeout_s = request.parameters.get("Timeout", 1)
    if timeout_s < 1:
        request.refuse_parameter("Timeout", "invalid")
    if timeout_s > COMMAND_TIMEOUT_MOST_S:
        refuse_timeout(request)


def refuse_timeout(request: Request) -> None:
    """Refuse a Timeout that is out of range."""
    if request.operation.refusal("InvalidTimeout.ExceedLimit"):
        request.refuse("InvalidTimeout.ExceedLimit")
    request.refuse_parameter("Timeout", "invalid")


def check_directory(request: Request, command_type: str) -> None:
    """Reject a WorkingDir that is too long or is not an absolute path of the command's system."""
    directory = request.get("WorkingDir") or ""
    if not directory:
        return
    absolute = (
        directory.startswith("/")
        if command_type == CommandType.RUN_SHELL_SCRIPT
        else WINDOWS_PATH.match(directory)
    )
    if len(directory) > request.quota("WorkingDirCharacters") or not absolute:
        request.refuse("InvalidParameter.WorkingDir")
    if not directory.isprintable():
        request.refuse("InvalidParameterCharacter.CommandWorkingDir", "InvalidParameter.WorkingDir")


def check_token(request: Request) -> None:
    """Refuse a ClientToken that is not ASCII or too long, where the operation documents so."""
    token = request.get("ClientToken") or ""
    if not token.isascii() or len(token) > 64:
        request.refuse_parameter("ClientToken", "invalid")
