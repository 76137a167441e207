"""Sending files to instances: SendFile and DescribeSendFileResults.

A file is written by a script of the simulator's own, which runs on the instance like any other;
so nothing that a user put there in place of a directory leads the simulator out of it.
"""

import re
import shlex
from typing import Any

from ecsops.catalogue.ecs.assistant.agent import DescribeSendFileResults
from ecsops.catalogue.ecs.assistant.invocations import (
    COUNTS_AS,
    ERROR_INFO,
    FINAL_STATUSES,
    InvocationStatus,
    InvokeStatus,
    RepeatMode,
    TerminationMode,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import runs, script_content
from ecsops.simulator.assistant.commands import tag_filters
from ecsops.simulator.assistant.invocation_states import overall
from ecsops.simulator.assistant.targets import existing_target
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Holds
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import SHORT_KEY_MOST, tag_documents

MODE = re.compile(r"[0-7]{3,4}")

LEAST_TIMEOUT_S = 10
"""A shorter Timeout becomes this one (the page of SendFile)."""

OWNER_MOST = 64
"""Characters of FileOwner and FileGroup (the page of SendFile)."""

EXIT_CODES = {
    71: "FileAlreadyExists",
    72: "FilePathInvalid",
    73: "FileCreateFail",
    74: "FileAuthorityInvalid",
    75: "AccountNotExists",
    76: "UserGroupNotExists",
}
"""Meaning of the exit codes of the script below."""

WRITER = """#!/bin/sh
directory={directory} name={name} owner={owner} group={group}
mkdir -p "$directory" || exit 72
cd "$directory" || exit 72
if [ -e "$name" ] && [ {overwrite} = false ]; then exit 71; fi
getent passwd "$owner" > /dev/null || exit 75
getent group "$group" > /dev/null || exit 76
base64 -d > "./$name" <<'END' || exit 73
{content}
END
if [ "$owner:$group" != root:root ]; then chown "$owner:$group" "./$name" || exit 74; fi
chmod {mode} "./$name" || exit 74
"""

INVOKE_INSTANCE: Any = DescribeSendFileResults.item["InvokeInstances"]["InvokeInstance"][0]  # type: ignore[index, call-overload]


def send_file(request: Request) -> Document:
    """Send a file to instances; each writes it by itself."""
    instance_ids = request.get("InstanceId")
    if len(instance_ids) > request.quota("InstancesPerCloudAssistantCall"):
        request.refuse("InstanceIds.ExceedLimit")
    check(request)
    content = script_content.given_bytes(
        request, "Content", request.get("ContentType"), "FileContent.DecodeError"
    )
    if len(script_content.encoded(content)) > request.quota("FileContentBytes"):
        request.refuse("FileSize.ExceedLimit")
    for instance_id in instance_ids:
        existing_target(request, instance_id)
    invocation = new_invocation(request, content)
    request.store.insert("Invocation", invocation)
    new = [runs.new_run(request, invocation, each) for each in instance_ids]
    runs.begin(request, invocation, new)
    return {"InvokeId": invocation.id}


def check(request: Request) -> None:
    """Refuse a name, directory, mode or owner that no file can have."""
    for name, quota, code in (
        ("Name", "FileNameCharacters", "FileName.ExceedLimit"),
        ("Description", "FileDescriptionCharacters", "FileDesc.ExceedLimit"),
        ("TargetDir", "TargetDirCharacters", "FileTargetDir.Invalid"),
    ):
        if len(request.get(name) or "") > request.quota(quota):
            request.refuse(code)
    if not re.match(r"/|[A-Za-z]:[\\/]", request.get("TargetDir")):
        request.refuse("FileTargetDir.Invalid")
    if not MODE.fullmatch(request.get("FileMode")):
        request.refuse("FileMode.Invalid")
    for name in ("FileOwner", "FileGroup"):
        if len(request.get(name)) > OWNER_MOST or not request.get(name).isprintable():
            request.refuse(f"InvalidParameter.{name}")


def new_invocation(request: Request, content: bytes) -> Record:
    """Return the invocation of the script that writes the file, with the file in its facts."""
    names = ("Name", "Description", "TargetDir", "FileMode", "FileOwner", "FileGroup")
    file = {name: request.get(name) or "" for name in names}
    file |= {"Content": script_content.encoded(content), "ContentType": request.get("ContentType")}
    file |= {"Overwrite": str(bool(request.get("Overwrite"))).lower()}
    document = {
        "InvokeId": request.new_hexadecimal_id("f"),
        "CreationTime": iso_seconds(request.now),
        "CommandType": "",
        "CommandContent": script_content.encoded(writer(file)),
        "Timeout": max(request.get("Timeout"), LEAST_TIMEOUT_S),
        **dict.fromkeys(("CommandId", "CommandName", "WorkingDir", "Launcher", "Username"), ""),
        "RepeatMode": RepeatMode.ONCE,
        "TerminationMode": TerminationMode.PROCESS_TREE,
        "Tags": tag_documents(request, key_most=SHORT_KEY_MOST),
        "InvocationStatus": InvocationStatus.PENDING,
        "InvokeStatus": InvokeStatus.RUNNING,
    }
    facts = {
        "File": file,
        "IsFile": 1,
        "Targets": request.get("InstanceId"),
        "Open": [],
        "Stopped": {},
        "Repeating": False,
        "EnableParameter": False,
        "ResourceGroupId": request.parameters.get("ResourceGroupId", ""),
    }
    return Record(str(document["InvokeId"]), request.region_id, document, facts)


def writer(file: Document) -> bytes:
    """Return the script that writes the file."""
    return WRITER.format(
        directory=shlex.quote(file["TargetDir"]),
        name=shlex.quote(file["Name"]),
        owner=shlex.quote(file["FileOwner"]),
        group=shlex.quote(file["FileGroup"]),
        overwrite=file["Overwrite"],
        content=file["Content"],
        mode=file["FileMode"],
    ).encode()


def describe_send_file_results(request: Request) -> Document:
    """List the files that were sent, newest first, with what became of them."""
    given = request.parameters
    instance_id = given.get("InstanceId")
    where = {
        "IsFile": 1,
        "id": given.get("InvokeId"),
        "facts.File.Name": given.get("Name"),
        "facts.Targets": Holds((instance_id,)) if instance_id else None,
        "facts.ResourceGroupId": given.get("ResourceGroupId"),
        "document.InvocationStatus": given.get("InvocationStatus"),
        "document.Tags.Tag": tag_filters(request),
    }
    return listing(request, "Invocation", where, lambda each: shown(request, each))


def shown(request: Request, invocation: Record) -> Document:
    """Return a file that was sent, as the answer shows it."""
    found = request.store.select(
        "InvocationResult", invocation.region_id, {"LatestOf": invocation.id}
    )
    return complete(
        DescribeSendFileResults.item,
        {
            **invocation.facts["File"],
            "InvokeId": invocation.id,
            "CreationTime": invocation.document["CreationTime"],
            "InvocationStatus": overall(each.document["InvocationStatus"] for each in found),
            "Tags": invocation.document["Tags"],
            "VmCount": len(found),
            "InvokeInstances": {"InvokeInstance": [on_instance(each.document) for each in found]},
        },
    )


def on_instance(run: Document) -> Document:
    """Return what became of the file on one instance."""
    fields = {name: run[name] for name in INVOKE_INSTANCE.keys() & run.keys()}
    if "FinishedTime" in run:
        fields["FinishTime"] = run["FinishedTime"]
    status = InvocationStatus(run["InvocationStatus"])
    if status in FINAL_STATUSES:
        fields["InvocationStatus"] = COUNTS_AS.get(status, status)
    if run.get("ErrorCode") == "ExitCodeNonzero":
        code = EXIT_CODES.get(run["ExitCode"], "FileCreateFail")
        fields |= {"ErrorCode": code, "ErrorInfo": ERROR_INFO[code]}
    return complete(INVOKE_INSTANCE, fields)
