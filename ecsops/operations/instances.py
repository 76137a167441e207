"""Listing instances, and taking several of them from one state to another."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ecsops.catalogue import instances as api
from ecsops.catalogue.instances import InstanceStatus
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError, NotFound, WaitTimeout

POLL_INTERVAL_S = 2
"""How long to wait between two looks at the states of instances."""

IDS_IN_A_CALL = 100
"""How many ids DescribeInstances takes (its page)."""

Progress = Callable[[str], None]


class Transition(NamedTuple):
    """An operation on one instance, and the state that it ends in."""

    operation: Operation
    target: InstanceStatus


class Outcomes(NamedTuple):
    """What became of each instance, in the form of the API's InstanceResponse, and what failed."""

    documents: list[Document]
    errors: list[ApiError]


def list_instances(
    client: Client, instance_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Yield instances; of named ones as many calls as their ids need."""
    if not instance_ids:
        yield from client.items(api.DescribeInstances, **filters)
    for begin in range(0, len(instance_ids), IDS_IN_A_CALL):
        batch = list(instance_ids[begin : begin + IDS_IN_A_CALL])
        yield from client.items(api.DescribeInstances, InstanceIds=batch, **filters)


def show_instance(client: Client, instance_id: str) -> Document:
    """Return one instance; raise NotFound when it does not exist."""
    for instance in list_instances(client, [instance_id]):
        return instance
    raise NotFound(
        "InvalidInstanceId.NotFound", "The specified InstanceId does not exist.", http_status=404
    )


def change_state(
    client: Client,
    transition: Transition,
    instance_ids: Sequence[str],
    *,
    timeout_s: float,
    progress: Progress,
    **parameters: Any,
) -> Outcomes:
    """Call the operation on each instance, then wait until every accepted one is there.

    A timeout of 0 waits for none. Raises WaitTimeout; an instance that is refused hinders no other.
    """
    outcomes = Outcomes([], [])
    for instance_id in dict.fromkeys(instance_ids):
        outcomes.documents.append(
            asked(client, transition.operation, instance_id, outcomes.errors, parameters)
        )
    accepted = {each["InstanceId"]: each for each in outcomes.documents if each["Code"] == "200"}
    if timeout_s and accepted:
        wait_for_state(client, transition.target, accepted, timeout_s, progress)
    return outcomes


def asked(
    client: Client,
    operation: Operation,
    instance_id: str,
    errors: list[ApiError],
    parameters: dict[str, Any],
) -> Document:
    """Return what the service answers about one instance."""
    try:
        client.call(operation, InstanceId=instance_id, **parameters)
    except ApiError as error:
        errors.append(error)
        return {"InstanceId": instance_id, "Code": error.code, "Message": error.message}
    return {"InstanceId": instance_id, "Code": "200", "Message": "success"}


def wait_for_state(
    client: Client,
    target: InstanceStatus,
    instances: dict[str, Document],
    timeout_s: float,
    progress: Progress,
) -> None:
    """Wait until all instances are in the state, and note it in their documents.

    Looks only after a first interval: the service may show the old state for a moment.
    """
    waited, told = 0.0, ""
    while True:
        client.backend.wait(POLL_INTERVAL_S)
        waited += POLL_INTERVAL_S
        missing = look(client, target, instances)
        if not missing:
            return
        if waited >= timeout_s:
            raise WaitTimeout(
                f"{len(missing)} of {len(instances)} instances are not {target} "
                f"after {timeout_s:g} s.",
                f"Look again with: ecsops instance list {' '.join(missing)}",
            )
        news = f"{len(instances) - len(missing)} of {len(instances)} {target}"
        if news != told:
            progress(news)
            told = news


def look(client: Client, target: InstanceStatus, instances: dict[str, Document]) -> list[str]:
    """Note the present state of the instances, and return the ids of those not there yet."""
    for instance in list_instances(client, list(instances)):
        instances[instance["InstanceId"]]["CurrentStatus"] = instance["Status"]
    return [name for name, each in instances.items() if each.get("CurrentStatus") != target]
