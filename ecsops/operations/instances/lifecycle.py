"""Choosing instances, and taking several of them from one state to another."""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from gettext import pgettext
from itertools import islice
from typing import Any, NamedTuple

from ecsops.catalogue.ecs.events.system_events import RedeployInstance
from ecsops.catalogue.ecs.instances import attributes as api
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.lifecycle import BatchOptimization
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, WaitTimeout, refusal
from ecsops.operations.batching import batches, named_items
from ecsops.operations.deployment_sets.sets import show_deployment_set
from ecsops.operations.not_found import absent
from ecsops.operations.partial_success import (
    DONE,
    Attempt,
    Outcomes,
    attempt_each,
    attempts,
    first_error,
    refused,
)

POLL_INTERVAL_S = 2
"""How long to wait between two looks at the states of instances."""

Progress = Callable[[str], None]


class Selection(NamedTuple):
    """An instance selection: by id, or by common properties.

    No ids at all (None) is no condition; an empty list of ids means no instance.
    """

    instance_ids: Sequence[str] | None = None
    deployment_set_id: str | None = None
    tags: Sequence[Document] | None = None
    name: str | None = None
    everything: bool | None = None

    @property
    def empty(self) -> bool:
        """Return whether nothing was said."""
        return not any(self)

    @property
    def only_ids(self) -> bool:
        """Return whether ids were named, and nothing else was said."""
        return self.instance_ids is not None and self == Selection(self.instance_ids)


class Transition(NamedTuple):
    """An operation on several instances, and the state that it ends in; None is being gone."""

    operation: Operation
    target: InstanceStatus | None


def list_instances(
    client: Client, selection: Selection, *, limit: int | None = None, **filters: Any
) -> Iterator[Document]:
    """Yield the selected instances; of named ones as many calls as their ids need."""
    filters["InstanceName"] = selection.name
    filters["Tag"] = selection.tags
    filters["limit"] = limit
    instance_ids = named_ids(client, selection)
    if instance_ids is None:
        yield from client.items(api.DescribeInstances, **filters)
    else:
        found = named_items(client, api.DescribeInstances, "InstanceIds", instance_ids, **filters)
        yield from islice(found, limit)


def count_instances(client: Client) -> int:
    """Return how many instances the region has."""
    page = client.call(api.DescribeInstances, PageSize=1)
    return int(page.get("TotalCount") or 0)


def named_ids(client: Client, selection: Selection) -> list[str] | None:
    """Return the ids that are named or in the named set, or None when there is no such condition.

    Ids and a set together mean the members among those ids.
    """
    named = selection.instance_ids
    if selection.deployment_set_id is None:
        return None if named is None else list(named)
    document = show_deployment_set(client, selection.deployment_set_id)
    members = document["InstanceIds"]["InstanceId"]
    return [each for each in members if named is None or each in named]


def show_instance(client: Client, instance_id: str) -> Document:
    """Return one instance; raise NotFound when it does not exist."""
    for instance in list_instances(client, Selection([instance_id])):
        return instance
    raise absent("InvalidInstanceId.NotFound", instance_id)


def selected_ids(client: Client, selection: Selection) -> list[str]:
    """Return the ids of the selected instances; those that are named are not looked up."""
    if selection.only_ids:
        return list(dict.fromkeys(selection.instance_ids or ()))
    return [each["InstanceId"] for each in list_instances(client, selection)]


def change_state(
    client: Client,
    transition: Transition,
    instance_ids: Sequence[str],
    *,
    timeout_s: float,
    progress: Progress,
    **parameters: Any,
) -> Outcomes:
    """Take the instances to the state, and wait until every one that was accepted is there.

    An instance that is refused hinders no other, nor does a call that is refused as a whole.
    A timeout of 0 waits for none. Raises WaitTimeout.
    """
    asking = attempts(
        client,
        lambda batch: asked(client, transition.operation, batch, parameters),
        batches(instance_ids),
    )
    found = list(asking)
    responses = [response for each in found for response in answered(each)]
    accepted = {each["InstanceId"]: each for each in responses if each["Code"] == "200"}
    if timeout_s and accepted:
        wait_for_state(client, transition.target, accepted, timeout_s, progress)
    return Outcomes(responses, first_error(found) or failure(responses))


def change_one_by_one(
    client: Client,
    transition: Transition,
    instance_ids: Sequence[str],
    *,
    timeout_s: float,
    progress: Progress,
    **parameters: Any,
) -> Outcomes:
    """Take one instance after the other to the state; the first that is refused ends it.

    Raises WaitTimeout for one that does not get there, and leaves the others as they are.
    """
    documents: list[Document] = []
    for instance_id in instance_ids:
        outcomes = change_state(
            client,
            transition,
            [instance_id],
            timeout_s=timeout_s,
            progress=progress,
            **parameters,
        )
        documents += outcomes.documents
        if outcomes.error:
            return Outcomes(documents, outcomes.error)
    return Outcomes(documents, None)


def redeploy(client: Client, instance_ids: Sequence[str], *, force: bool) -> Outcomes:
    """Redeploy instances; one that is refused hinders no other."""
    return attempt_each(
        client,
        "InstanceId",
        instance_ids,
        lambda each: client.call(RedeployInstance, InstanceId=each, ForceStop=force or None),
    )


def answered(attempt: Attempt[list[str], list[Document]]) -> list[Document]:
    """Return what there is to say about each instance of a call."""
    if attempt.result is not None:
        return attempt.result
    return [{"InstanceId": each, **refused(attempt.error)} for each in attempt.thing]


def asked(
    client: Client, operation: Operation, batch: list[str], parameters: dict[str, Any]
) -> list[Document]:
    """Return what the service answers about each instance of one call.

    DeleteInstances knows no SuccessFirst: it takes all instances or refuses.
    """
    if not operation.items:
        client.call(operation, InstanceId=batch, **parameters)
        return [{"InstanceId": each, **DONE} for each in batch]
    first = BatchOptimization.SUCCESS_FIRST
    answer = client.call(operation, InstanceId=batch, BatchOptimization=first, **parameters)
    return list(operation.items_of(answer))


def failure(responses: Sequence[Document]) -> ApiError | None:
    """Return the error that stands for the instances that were refused, or None."""
    refused = [each for each in responses if each["Code"] != "200"]
    if not refused:
        return None
    first, total = refused[0], len(responses)
    several = _(" ({count} of {total} instances were rejected; this is {instance}.)")
    which = several if total > 1 else _(" ({instance})")
    told = which.format(count=len(refused), total=total, instance=first["InstanceId"])
    return refusal(first["Code"], first["Message"] + told, http_status=200)


def wait_for_state(
    client: Client,
    target: InstanceStatus | None,
    instances: dict[str, Document],
    timeout_s: float,
    progress: Progress,
) -> None:
    """Wait until all instances are in the state, and note it in their documents.

    Looks only after a first interval: the service may show the old state for a moment. The hint of
    every error is how to look again.
    """
    waited, told, missing = 0.0, "", list(instances)
    state = pgettext("CurrentStatus", target) if target else _("released")
    while True:
        client.backend.wait(POLL_INTERVAL_S)
        waited += POLL_INTERVAL_S
        try:
            missing = look(client, target, instances)
        except EcsopsError as error:
            error.hint = look_again(missing)
            raise
        if not missing:
            return
        if waited >= timeout_s:
            raise given_up(missing, len(instances), state, timeout_s)
        news = _("{done} of {total} {state}").format(
            done=len(instances) - len(missing), total=len(instances), state=state
        )
        if news != told:
            progress(news)
            told = news


def given_up(missing: Sequence[str], total: int, state: str, timeout_s: float) -> WaitTimeout:
    """Return the error that tells how many instances are not in the state."""
    return WaitTimeout(
        _("{count} of {total} instances are not {state} after {timeout_s:g} s.").format(
            count=len(missing), total=total, state=state, timeout_s=timeout_s
        ),
        look_again(missing),
    )


def look_again(instance_ids: Sequence[str]) -> str:
    """Return the sentence that tells how to see what became of instances."""
    command = f"ecsops instance list {' '.join(instance_ids)}"
    return _("Check again with: {command}").format(command=command)


def look(
    client: Client, target: InstanceStatus | None, instances: dict[str, Document]
) -> list[str]:
    """Note the present state of the instances, and return the ids of those not there yet."""
    found = {
        each["InstanceId"]: each["Status"]
        for each in list_instances(client, Selection(list(instances)))
    }
    for name, instance in instances.items():
        instance["CurrentStatus"] = found.get(name, "")
    return [name for name in instances if found.get(name) != target]
