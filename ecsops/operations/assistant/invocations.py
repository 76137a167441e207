"""Starting scripts on many instances, reading their results, and stopping them."""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import chain
from typing import Any, NamedTuple

from ecsops.catalogue.ecs.assistant import commands
from ecsops.catalogue.ecs.assistant import invocations as api
from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.operations.batching import batches
from ecsops.operations.not_found import absent
from ecsops.operations.partial_success import attempts
from ecsops.times import seconds_of

TARGETS_IN_A_CALL = 50
"""How many instances one invocation may have in either profile (document 2.3.2)."""


class Started(NamedTuple):
    """A started script: the command, and the instances of each InvokeId."""

    command_id: str
    command_name: str
    targets: dict[str, list[str]]

    @property
    def total(self) -> int:
        """The number of instances."""
        return sum(map(len, self.targets.values()))


def run_script(
    client: Client,
    content: bytes,
    instance_ids: Sequence[str],
    *,
    keep: bool,
    unique: Callable[[], str] = lambda: f"ecsops-{os.urandom(6).hex()}",
    **fields: Any,
) -> Started:
    """Run a script on instances, in as many calls as their number needs.

    With `keep` the command is created first and stays. Several calls have one Name, by which their
    invocations are found: what `unique` returns, if none is given. Raises what `start` raises.
    """
    fields["CommandContent"] = b64encode(content).decode()
    fields["ContentEncoding"] = "Base64"
    if len(instance_ids) > TARGETS_IN_A_CALL:
        fields["Name"] = fields.get("Name") or unique()
    if keep:
        fields["Name"] = fields.get("Name") or "ecsops"
        own = {each.name for each in commands.CreateCommand.parameters}
        kept = {name: fields.pop(name) for name in list(fields) if name in own}
        command = client.call(commands.CreateCommand, **kept)
        return invoke_command(client, command["CommandId"], instance_ids, **fields)
    started = Started("", fields.get("Name") or "", {})
    return start(client, api.RunCommand, started, instance_ids, fields)


def invoke_command(
    client: Client, command_id: str, instance_ids: Sequence[str], **fields: Any
) -> Started:
    """Start a kept command on instances, in as many calls as their number needs."""
    started = Started(command_id, "", {})
    fields["CommandId"] = command_id
    return start(client, api.InvokeCommand, started, instance_ids, fields)


def start(
    client: Client,
    operation: Operation,
    started: Started,
    instance_ids: Sequence[str],
    fields: dict[str, Any],
) -> Started:
    """Call the operation for every batch of instances, and note what was started.

    Nothing more is begun after a refusal. The hint of an error, or a note of KeyboardInterrupt,
    then names what goes on.
    """
    refused = []
    calls = attempts(
        client,
        lambda batch: str(client.call(operation, InstanceId=batch, **fields)["InvokeId"]),
        batches(instance_ids, TARGETS_IN_A_CALL),
        all_or_none=True,
    )
    try:
        for each in calls:
            if each.result:
                started.targets[each.result] = each.thing
            refused += [each.error] if each.error else []
    except KeyboardInterrupt as interrupt:
        interrupt.add_note(already_started(started))
        raise
    if refused:
        refused[0].hint = already_started(started) or refused[0].hint
        raise refused[0]
    return started


def already_started(started: Started) -> str:
    """Return the sentence that names what was started, or nothing."""
    if not started.targets:
        return ""
    return _("Already started, and still running: {ids}").format(ids=" ".join(started.targets))


def results_of_each(
    client: Client, invoke_ids: Sequence[str], **filters: Any
) -> Iterator[Document]:
    """Return the results of invocations, those of the first one first."""
    found = client.each(lambda each: list(list_results(client, each, **filters)), invoke_ids)
    return chain.from_iterable(found)


def list_results(client: Client, invoke_id: str, **filters: Any) -> Iterator[Document]:
    """Yield the results of an invocation, each with its Output decoded as OutputText."""
    for result in client.items(api.DescribeInvocationResults, InvokeId=invoke_id, **filters):
        output = b64decode(result.get("Output") or "").decode(errors="replace")
        yield {**result, "OutputText": output}


def list_invocations(
    client: Client, invoke_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Return invocations, newest first, or the named ones."""
    if not invoke_ids:
        return client.items(api.DescribeInvocations, **filters)

    def read(invoke_id: str) -> list[Document]:
        return list(client.items(api.DescribeInvocations, InvokeId=invoke_id, **filters))

    return chain.from_iterable(client.each(read, invoke_ids))


def latest_invocations(
    client: Client, *, count: int = 1, since: float | None = None, instance_id: str | None = None
) -> list[str]:
    """Return the InvokeIds of the last invocations, newest first.

    With `since`, in seconds since 1970, these are all that were created from then on.
    """
    limit = None if since is not None else count
    found = client.items(api.DescribeInvocations, InstanceId=instance_id, limit=limit)
    recent = (each for each in found if since is None or seconds_of(each["CreationTime"]) >= since)
    return [each["InvokeId"] for each in recent]


def running_targets(
    client: Client, invoke_id: str, instance_ids: Sequence[str] = ()
) -> list[Document]:
    """Return the instances of an invocation where it can still run. Raises NotFound."""
    found = next(iter(list_invocations(client, [invoke_id])), None)
    if found is None:
        raise absent("InvalidInvokeId.NotFound", invoke_id)
    return [
        each
        for each in found["InvokeInstances"]["InvokeInstance"]
        if (not instance_ids or each["InstanceId"] in instance_ids)
        and each["InvocationStatus"] not in api.FINAL_STATUSES
    ]


def find_started(
    client: Client, invoke_ids: Sequence[str], instance_id: str | None = None
) -> Started:
    """Return what was started under those of the InvokeIds that exist, on one instance or all."""
    found = {each["InvokeId"]: each for each in list_invocations(client, invoke_ids)}
    targets = {
        invoke_id: [
            target["InstanceId"]
            for target in found[invoke_id]["InvokeInstances"]["InvokeInstance"]
            if instance_id in (None, target["InstanceId"])
        ]
        for invoke_id in invoke_ids
        if invoke_id in found
    }
    names = {each["CommandName"] for each in found.values()}
    return Started("", names.pop() if len(names) == 1 else "", targets)


def check_found(started: Started, invoke_ids: Sequence[str]) -> None:
    """Raise NotFound for InvokeIds under which nothing was started."""
    if missing := [each for each in invoke_ids if each not in started.targets]:
        raise absent("InvalidInvokeId.NotFound", *missing)


def stop(client: Client, invoke_id: str, instance_ids: Sequence[str]) -> list[Document]:
    """Stop an invocation, on some of its instances or all; return those where it is stopped.

    Each has the InvocationStatus that it has after that.
    """
    before = running_targets(client, invoke_id, instance_ids)
    client.call(api.StopInvocation, InvokeId=invoke_id, InstanceId=list(instance_ids) or None)
    stopped = {each["InstanceId"] for each in before}
    (after,) = list_invocations(client, [invoke_id])
    return [
        {"InvokeId": invoke_id, **each}
        for each in after["InvokeInstances"]["InvokeInstance"]
        if each["InstanceId"] in stopped
    ]


def failed(result: Document) -> bool:
    """Return whether the script did not come to a good end there."""
    return bool(result["InvocationStatus"] != InvocationStatus.SUCCESS)
