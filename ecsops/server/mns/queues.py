"""Queues: created, listed, changed and deleted."""

from typing import Any

from ecsops.server.mns.refusals import refuse
from ecsops.server.mns.replies import Control, Reply, shown
from ecsops.server.mns.requests import Request, attributes_in, check_name
from ecsops.simulator.notifications import message_service as service

LISTED_MOST = 1000
"""How many queues one answer lists at most."""


def handle(control: Control, request: Request) -> Reply:
    """Answer a request about queues. Raises ApiError."""
    if len(request.path) == 1:
        return listing(control, request)
    if len(request.path) != 2:
        refuse("InvalidRequestURL")
    check_name(request.path[1], "InvalidQueueName")
    act = ACTS.get(request.method)
    if act is None:
        refuse("InvalidRequestURL")
    return act(control, request, request.path[1])


def listing(control: Control, request: Request) -> Reply:
    """List the queues after a marker; the marker of the next page is left out at the end."""
    return list_of(control, request, "Queue", "queues")


def list_of(control: Control, request: Request, kind: str, path: str) -> Reply:
    """List queues or topics."""
    if request.method != "GET":
        refuse("InvalidRequestURL")
    headers = request.headers
    text = headers.get("x-mns-ret-number", str(LISTED_MOST))
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= LISTED_MOST:
        refuse("InvalidArgument", "x-mns-ret-number")
    prefix, marker = headers.get("x-mns-prefix", ""), headers.get("x-mns-marker", "")
    found, more = control(service.names_of, kind, prefix, marker, int(text))
    whole = headers.get("x-mns-with-meta", "").lower() == "true"
    host = headers.get("host", "")
    items: list[tuple[str, Any]] = []
    for document in found:
        fields = {f"{kind}URL": f"http://{host}/{path}/{document[f'{kind}Name']}"}
        if whole:
            fields |= {name: shown(value) for name, value in document.items()}
        items.append((kind, fields))
    if more:
        items.append(("NextMarker", more))
    return Reply(200, f"{kind}s", items)


def put(control: Control, request: Request, name: str) -> Reply:
    """Create a queue, or change its attributes."""
    attributes = attributes_in(request, "Queue")
    if request.query.get("metaoverride", "").lower() == "true":
        if not control(service.set_queue_attributes, name, attributes):
            refuse("QueueNotExist")
        return Reply(204)
    outcome = control(service.create_queue, name, attributes)
    if outcome == "different":
        refuse("QueueAlreadyExist")
    return Reply(201 if outcome == "new" else 204, location=f"/queues/{name}")


def get(control: Control, request: Request, name: str) -> Reply:
    """Show a queue."""
    found = control(service.queue_attributes, name)
    if found is None:
        refuse("QueueNotExist")
    return Reply(200, "Queue", {field: shown(value) for field, value in found.items()})


def delete(control: Control, request: Request, name: str) -> Reply:
    """Delete a queue with its messages; one that does not exist is deleted already."""
    control(service.delete_queue, name)
    return Reply(204)


ACTS = {"PUT": put, "GET": get, "DELETE": delete}
