"""Commands of Cloud Assistant: list, create, change, clone and delete them."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ecsops.catalogue.ecs.assistant import commands as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.not_found import absent
from ecsops.operations.partial_success import Outcomes, attempt_each

CLONED = ("CommandContent", "Description", "EnableParameter", "Launcher", "Name", "Timeout")
"""Fields that a clone copies from its model, in addition to type and directory (document
2.3.4)."""


def list_commands(
    client: Client, command_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Return commands, all or the named ones."""
    if not command_ids:
        return client.items(api.DescribeCommands, **filters)

    def read(command_id: str) -> list[Document]:
        return list(client.items(api.DescribeCommands, CommandId=command_id, **filters))

    return chain.from_iterable(client.each(read, command_ids))


def show_command(client: Client, command_id: str, **filters: Any) -> Document:
    """Return one command; raise NotFound when it does not exist."""
    for command in list_commands(client, [command_id], **filters):
        return command
    raise absent("InvalidCmdId.NotFound", command_id)


def create_command(client: Client, content: bytes, **fields: Any) -> Document:
    """Keep a script as a command, and return its document; the fields are those of the API."""
    encoded = b64encode(content).decode()
    answer = client.call(api.CreateCommand, CommandContent=encoded, **fields)
    return show_command(client, answer["CommandId"])


def update_command(
    client: Client, command_id: str, content: bytes | None = None, **fields: Any
) -> Document:
    """Change what is given of a command, its script or fields, and return its document."""
    encoded = None if content is None else b64encode(content).decode()
    client.call(api.ModifyCommand, CommandId=command_id, CommandContent=encoded, **fields)
    return show_command(client, command_id)


def clone_command(
    client: Client, command_id: str, content: bytes | None = None, **changes: Any
) -> Document:
    """Create a command like another one, with these changes, and return it."""
    model = show_command(client, command_id)
    fields = {name: model[name] for name in (*CLONED, "Type", "WorkingDir")}
    fields |= {name: value for name, value in changes.items() if value is not None}
    if content is not None:
        fields["CommandContent"] = b64encode(content).decode()
    answer = client.call(api.CreateCommand, **fields)
    return show_command(client, answer["CommandId"])


def delete_commands(client: Client, command_ids: Sequence[str]) -> Outcomes:
    """Delete commands; one that is refused hinders no other."""
    return attempt_each(
        client,
        "CommandId",
        command_ids,
        lambda each: client.call(api.DeleteCommand, CommandId=each),
    )
