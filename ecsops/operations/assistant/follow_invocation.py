"""Following what was started to its end: which results to read when, and how long to wait."""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _

from ecsops.catalogue.ecs.assistant import invocations as api
from ecsops.catalogue.ecs.assistant.invocations import FINAL_STATUSES
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError, WaitTimeout
from ecsops.operations.assistant.invocations import Started, results_of_each

READS_IN_A_ROUND = 2
"""Of how many invocations the results are read between two waits, where one call is answered at a
time. Side by side they are read at once."""

FIRST_INTERVAL_S, LONGEST_INTERVAL_S, INTERVAL_GROWS_BY = 0.5, 5.0, 1.5
"""How long to wait between two looks: soon at first, then less and less often."""

READ_ON_IN_S = 0.1
"""How long to wait when there is more to read already."""

Progress = Callable[[int, int, float], None]
"""Told how many instances have ended, how many there are, and the seconds waited so far."""


def follow(
    client: Client, started: Started, *, wait_s: float, progress: Progress
) -> Iterator[Document]:
    """Yield the result of each instance as it ends. Raises WaitTimeout.

    The invocation continues when this stops: the hint of every error is the command to resume.
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
        _("{count} instances have not finished after {waited:g} s: {named}.").format(
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
