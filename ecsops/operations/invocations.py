"""Starting scripts on many instances, following them to their end, and stopping them."""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import chain
from typing import Any, NamedTuple

from ecsops.catalogue import commands
from ecsops.catalogue import invocations as api
from ecsops.catalogue.invocations import FINAL_STATUSES, InvocationStatus
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import EcsopsError, WaitTimeout
from ecsops.operations.absent import absent
from ecsops.operations.batches import batches
from ecsops.operations.outcomes import attempts

TARGETS_IN_A_CALL = 50
"""How many instances one invocation may have in either profile (document 2.3.2)."""

INVOCATIONS_IN_A_LOOK = 50
"""How many invocations one DescribeInvocations shows (its page)."""

READS_IN_A_ROUND = 2
"""Of how many invocations the results are read between two waits, where one call is answered at a
time. Side by side they are read at once."""

FIRST_INTERVAL_S, LONGEST_INTERVAL_S, INTERVAL_GROWS_BY = 0.5, 5.0, 1.5
"""How long to wait between two looks: soon at first, then less and less often."""

READ_ON_IN_S = 0.1
"""How long to wait when there is more to read already."""

Progress = Callable[[int, int, float], None]
"""Told how many instances have ended, how many there are, and the seconds waited so far."""


class Started(NamedTuple):
    """What was started: the command, and the instances of each InvokeId."""

    command_id: str
    command_name: str
    targets: dict[str, list[str]]

    @property
    def total(self) -> int:
        """The number of instances."""
        return sum(map(len, self.targets.values()))


def run_script(
    client: Client, content: bytes, instance_ids: Sequence[str], *, keep: bool, **fields: Any
) -> Started:
    """Run a script on instances, in as many calls as their number needs.

    With `keep` the command is created first and stays. Raises what `start` raises.
    """
    fields["CommandContent"] = b64encode(content).decode()
    fields["ContentEncoding"] = "Base64"
    if len(instance_ids) > TARGETS_IN_A_CALL:
        fields["Name"] = fields.get("Name") or f"ecsops-{os.urandom(6).hex()}"
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
    return _("Already started, and going on: {ids}").format(ids=" ".join(started.targets))


def follow(
    client: Client, started: Started, *, wait_s: float, progress: Progress
) -> Iterator[Document]:
    """Yield the result of each instance as it ends. Raises WaitTimeout.

    What was started goes on, whatever ends this: the hint of every error is how to resume.
    """
    left = {invoke_id: set(targets) for invoke_id, targets in started.targets.items()}
    try:
        yield from rounds(client, started, left, wait_s=wait_s, progress=progress)
    except EcsopsError as error:
        going_on = " ".join(invoke_id for invoke_id, each in left.items() if each)
        error.hint = _("Resume with: ecsops assist results {invoke_ids} --wait").format(
            invoke_ids=going_on
        )
        raise


def rounds(
    client: Client,
    started: Started,
    left: dict[str, set[str]],
    *,
    wait_s: float,
    progress: Progress,
) -> Iterator[Document]:
    """Yield the results of those that are left, round by round, until none is.

    A round is at most one look at the states and the reads of results.
    """
    in_a_round = READS_IN_A_ROUND if client.backend.at_once == 1 else len(started.targets)
    ended: list[str] = []
    waited, interval = 0.0, FIRST_INTERVAL_S
    while True:
        ended = ended or look(client, started, left)
        yield from take(client, ended[:in_a_round], left)
        ended = ended[in_a_round:]
        missing = sum(map(len, left.values()))
        if not missing:
            return
        progress(started.total - missing, started.total, waited)
        if waited >= wait_s:
            raise given_up(left, waited)
        pause = READ_ON_IN_S if ended else interval
        client.backend.wait(pause)
        waited += pause
        interval = interval if ended else min(interval * INTERVAL_GROWS_BY, LONGEST_INTERVAL_S)


def given_up(left: dict[str, set[str]], waited: float) -> WaitTimeout:
    """Return the error that tells which instances have not ended."""
    missing = [instance_id for each in left.values() for instance_id in sorted(each)]
    named = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
    return WaitTimeout(
        _("{count} instances have not ended after {waited:g} s: {named}.").format(
            count=len(missing), waited=waited, named=named
        )
    )


def look(client: Client, started: Started, left: dict[str, set[str]]) -> list[str]:
    """Return the invocations of which new results can be read, those with the most first.

    Where there is only one it is read itself: that costs no more than a look.
    """
    open_ids = [invoke_id for invoke_id, each in left.items() if each]
    if len(open_ids) == 1 or not (started.command_id or started.command_name):
        at_once = max(READS_IN_A_ROUND, client.backend.at_once)
        return rotated(open_ids[:at_once], left)
    ended = {}
    for invocation in glance(client, started, len(left)):
        invoke_id = invocation["InvokeId"]
        ended[invoke_id] = sum(
            each["InvocationStatus"] in FINAL_STATUSES
            and each["InstanceId"] in left.get(invoke_id, ())
            for each in invocation["InvokeInstances"]["InvokeInstance"]
        )
    return [
        each for each in sorted(open_ids, key=lambda each: -ended.get(each, 0)) if ended.get(each)
    ]


def rotated(invoke_ids: list[str], left: dict[str, set[str]]) -> list[str]:
    """Return the invocations, and put them behind the others for the next look."""
    for invoke_id in invoke_ids:
        left[invoke_id] = left.pop(invoke_id)
    return invoke_ids


def glance(client: Client, started: Started, count: int) -> Iterator[Document]:
    """Yield the invocations with the state of each instance, a page of 50 a call."""
    named = {"CommandId": started.command_id or None, "CommandName": started.command_name or None}
    yield from client.items(api.DescribeInvocations, limit=count, **named)


def take(
    client: Client, invoke_ids: Sequence[str], left: dict[str, set[str]]
) -> Iterator[Document]:
    """Yield the results of the invocations that ended and were not yielded yet."""
    for result in results_of_each(client, invoke_ids):
        missing = left[result["InvokeId"]]
        if result["InstanceId"] in missing and result["InvocationStatus"] in FINAL_STATUSES:
            missing.remove(result["InstanceId"])
            yield result


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


def resume(client: Client, invoke_ids: Sequence[str]) -> Started:
    """Return what was started under these InvokeIds; raise NotFound for an unknown one."""
    found = {each["InvokeId"]: each for each in list_invocations(client, invoke_ids)}
    if missing := [each for each in invoke_ids if each not in found]:
        raise absent("InvalidInvokeId.NotFound", *missing)
    targets = {
        each: [target["InstanceId"] for target in found[each]["InvokeInstances"]["InvokeInstance"]]
        for each in invoke_ids
    }
    names = {each["CommandName"] for each in found.values()}
    return Started("", names.pop() if len(names) == 1 else "", targets)


def stop(client: Client, invoke_id: str, instance_ids: Sequence[str]) -> Document:
    """Stop an invocation, on some of its instances or all; return the service's answer."""
    return client.call(
        api.StopInvocation, InvokeId=invoke_id, InstanceId=list(instance_ids) or None
    )


def failed(result: Document) -> bool:
    """Tell whether the script did not come to a good end there."""
    return bool(result["InvocationStatus"] != InvocationStatus.SUCCESS)
