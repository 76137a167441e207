"""Commands: the scripts that Cloud Assistant keeps."""

from ecsops.catalogue.ecs.assistant.commands import DescribeCommands
from ecsops.catalogue.ecs.assistant.shared_parameters import ContentEncoding
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import script_content
from ecsops.simulator.assistant.command_checks import check_description, check_running, check_token
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Like, Tagged
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import SHORT_KEY_MOST, tag_documents

OWN = "User"
"""The Provider of an account's own commands."""


def create_command(request: Request) -> Document:
    """Keep a new command."""
    document = new_command(request)
    keep(request, document)
    return {"CommandId": document["CommandId"]}


def new_command(request: Request) -> Document:
    """Return the command that CreateCommand or RunCommand describes, all of it checked."""
    check_token(request)
    check_description(request)
    check_running(request, request.get("Type"))
    content = script_content.given_content(request)
    if enabled := bool(request.get("EnableParameter")):
        script_content.check_names(request, content)
    return complete(
        DescribeCommands.item,
        {
            "CommandId": request.new_hexadecimal_id("c"),
            "CommandContent": script_content.encoded(content),
            "CreationTime": iso_seconds(request.now),
            "EnableParameter": enabled,
            "ParameterNames": {
                "ParameterName": script_content.own_names(content) if enabled else []
            },
            "Provider": OWN,
            "Tags": tag_documents(request, key_most=SHORT_KEY_MOST),
            "Timeout": request.get("Timeout", request.quota("CommandTimeoutSeconds")),
            "Version": 1,
            **{
                name: request.get(name) or ""
                for name in ("Name", "Description", "Type", "WorkingDir", "Launcher")
            },
            "ResourceGroupId": request.parameters.get("ResourceGroupId", ""),
        },
    )


def keep(request: Request, document: Document) -> None:
    """Add the command to those of the region, unless these are as many as may be."""
    if request.store.count("Command", request.region_id) >= request.quota("CommandsPerRegion"):
        request.refuse("CmdCount.ExceedQuota", "CommandLimitExceeded")
    record = Record(document["CommandId"], request.region_id, document, {})
    request.store.insert("Command", record)


def keep_copy(request: Request, invocation: Record) -> None:
    """Add the script that an invocation was given instead of its own as a command."""
    fields = {
        "CommandId": "CommandId",
        "CommandContent": "CommandContent",
        "Name": "CommandName",
        "Description": "CommandDescription",
        "Type": "CommandType",
        "WorkingDir": "WorkingDir",
        "Timeout": "Timeout",
        "Launcher": "Launcher",
    }
    copied = {name: invocation.document[field] for name, field in fields.items()}
    copied |= {"Provider": OWN, "Version": 1, "CreationTime": iso_seconds(request.now)}
    copied["EnableParameter"] = invocation.facts["EnableParameter"]
    keep(request, complete(DescribeCommands.item, copied))


def describe_commands(request: Request) -> Document:
    """List the account's commands; the simulator has no public ones."""
    for name, limit in (
        ("Name", "CommandNameCharacters"),
        ("Description", "CommandDescriptionCharacters"),
    ):
        if len(request.parameters.get(name, "")) > request.quota(limit):
            request.refuse(f"Invalid{name}.LengthLimitExceeded")
    return listing(request, "Command", filters(request), lambda record: shown(request, record))


def filters(request: Request) -> Where:
    """Return the conditions of DescribeCommands."""
    given = request.parameters
    public = given.get("Provider") or given.get("Latest")
    return {
        "id": given.get("CommandId"),
        "document.Provider": given.get("Provider", "public") if public else OWN,
        "Name": pattern(given.get("Name")),
        "document.Description": pattern(given.get("Description")),
        "Type": given.get("Type"),
        "document.ResourceGroupId": given.get("ResourceGroupId"),
        "document.Tags.Tag": tag_filters(request),
    }


def pattern(text: str | None) -> Like | str | None:
    """Return the condition of a text in which a * at either end stands for anything."""
    return Like(text) if text and text.strip("*") != text else text


def tag_filters(request: Request) -> list[Tagged] | None:
    """Return the conditions that Tag.N means in a listing."""
    tag_documents(request, key_most=SHORT_KEY_MOST)
    return [
        Tagged(tag["Key"], tag.get("Value")) for tag in request.parameters.get("Tag", [])
    ] or None


def shown(request: Request, record: Record) -> Document:
    """Return a command with its content in the encoding asked for."""
    content = script_content.shown(record.document["CommandContent"], request)
    return {**record.document, "CommandContent": content}


def existing_command(request: Request) -> Record:
    """Return the command of the call, or refuse."""
    return request.existing("Command", request.get("CommandId"), "InvalidCmdId.NotFound")


def modify_command(request: Request) -> Document:
    """Change a command; its content only in the profile of 2019, as the page of its day says."""
    record = existing_command(request)
    check_description(request)
    check_running(request, record.document["Type"])
    for name in ("Name", "Description", "WorkingDir", "Timeout", "Launcher"):
        if name in request.parameters:
            record.document[name] = request.parameters[name]
    if "CommandContent" in request.parameters and request.profile == "document":
        change_content(request, record)
    request.store.update("Command", record)
    return {}


def change_content(request: Request, record: Record) -> None:
    """Give the command another content, which travels in Base64."""
    content = script_content.given_bytes(request, "CommandContent", ContentEncoding.BASE64)
    script_content.check_size(request, content)
    if record.document["EnableParameter"]:
        record.document["ParameterNames"] = {"ParameterName": script_content.own_names(content)}
    record.document["CommandContent"] = script_content.encoded(content)


def delete_command(request: Request) -> Document:
    """Delete a command; invocations that it has go on with their copy."""
    request.store.delete("Command", existing_command(request).id)
    return {}
