"""The messages of a queue: sent, received, looked at, hidden for longer, and deleted."""

from typing import Any

from ecsops.catalogue.model import Document
from ecsops.errors import NotFound
from ecsops.server.mns.refusals import CODES, refuse
from ecsops.server.mns.replies import Control, Reply
from ecsops.server.mns.requests import Request, handles_in, in_range, messages_in
from ecsops.simulator.account import Simulator
from ecsops.simulator.notifications import message_service as service

PEEKED = (
    *("MessageId", "MessageBody", "MessageBodyMD5", "EnqueueTime", "FirstDequeueTime"),
    *("DequeueCount", "Priority"),
)

RECEIVED = (*PEEKED, "ReceiptHandle", "NextVisibleTime")


def is_receiving(request: Request) -> bool:
    """Tell whether a request takes messages of a queue, and so may wait for them."""
    path = request.path
    of_messages = len(path) == 3 and (path[0], path[2]) == ("queues", "messages")
    return of_messages and request.method == "GET" and not request.peeks


def wait_asked(control: Control, request: Request) -> int:
    """Return how many seconds a receiver waits: as asked, else as the queue says."""
    found = control(service.queue_attributes, request.path[1])
    if found is None:
        refuse("QueueNotExist")
    request.number("numOfMessages", 1)
    return request.number("waitseconds", found["PollingWaitSeconds"])


def any_visible(account: Simulator, name: str) -> bool:
    """Tell whether a message can be received, without taking any: it changes nothing."""
    with account.store.transaction(write=False):
        now = account.clock.now()
        where = {"Place": f"queue/{name}"}
        rows = account.store.values("Message", "", where, ("facts.VisibleAt",))
    return any(at <= now for (at,) in rows)


def receive(control: Control, request: Request) -> Reply | None:
    """Take messages, or return None where there are none any more."""
    found = control(service.receive, request.path[1], request.number("numOfMessages", 1))
    if found is None:
        refuse("QueueNotExist")
    return several(request, found, RECEIVED) if found else None


def several(request: Request, found: list[Document], fields: tuple[str, ...]) -> Reply:
    """Return one message, or a list of them where a number was asked for."""
    if "numofmessages" not in request.query:
        return Reply(200, "Message", picked(found[0], fields))
    return Reply(200, "Messages", [("Message", picked(each, fields)) for each in found])


def picked(message: Document, fields: tuple[str, ...]) -> Document:
    """Return those fields of a message; of one from an earlier edition the usual values."""
    usual = {"Priority": 8, "MessageBodyMD5": "", "FirstDequeueTime": 0}
    return {name: message.get(name, usual.get(name, "")) for name in fields}


def handle(control: Control, request: Request) -> Reply:
    """Answer a request about messages, but for receiving. Raises ApiError."""
    act = ACTS.get(request.method)
    if act is None:
        refuse("InvalidRequestURL")
    return act(control, request, request.path[1])


def peek(control: Control, request: Request, name: str) -> Reply:
    """Look at messages."""
    found = control(service.peek, name, request.number("numOfMessages", 1))
    if found is None:
        refuse("QueueNotExist")
    if not found:
        refuse("MessageNotExist")
    return several(request, found, PEEKED)


def send(control: Control, request: Request, name: str) -> Reply:
    """Send one message or several."""
    batch, found = messages_in(request)
    queue = control(service.queue_attributes, name)
    if queue is None:
        refuse("QueueNotExist")
    if any(len(each["MessageBody"].encode()) > queue["MaximumMessageSize"] for each in found):
        refuse("InvalidArgument", "MessageBody")
    sent = control(service.send, name, found)
    if sent is None:
        refuse("QueueNotExist")
    shown = [picked(each, ("MessageId", "MessageBodyMD5")) for each in sent]
    if batch:
        return Reply(201, "Messages", [("Message", each) for each in shown])
    return Reply(201, "Message", shown[0])


def delete(control: Control, request: Request, name: str) -> Reply:
    """Delete a message by its receipt handle, or several; those that failed are named."""
    check_queue(control, name)
    if request.body:
        return delete_several(control, name, handles_in(request))
    handle = request.query.get("receipthandle", "")
    if not handle:
        refuse("MissingReceiptHandle")
    if not remove(control, name, handle):
        refuse("MessageNotExist")
    return Reply(204)


def delete_several(control: Control, name: str, handles: list[str]) -> Reply:
    """Delete messages; answer with an error for each that was not."""
    failed = [handle for handle in handles if not remove(control, name, handle)]
    if not failed:
        return Reply(204)
    fields = {"ErrorCode": "MessageNotExist", "ErrorMessage": CODES["MessageNotExist"][1]}
    errors: list[tuple[str, Any]] = [
        ("Error", {**fields, "ReceiptHandle": handle}) for handle in failed
    ]
    return Reply(404, "Errors", errors)


def remove(control: Control, name: str, receipt_handle: str) -> bool:
    """Delete a message; tell whether its receipt was good."""
    try:
        control(service.delete, name, receipt_handle)
    except NotFound:
        return False
    return True


def change(control: Control, request: Request, name: str) -> Reply:
    """Hide a received message for so long from now on."""
    check_queue(control, name)
    handle = request.query.get("receipthandle", "")
    text = request.query.get("visibilitytimeout", "")
    if not handle:
        refuse("MissingReceiptHandle")
    if not text:
        refuse("MissingVisibilityTimeout")
    hidden_s = in_range("VisibilityTimeout", text, "InvalidQueryString")
    try:
        found = control(service.change_visibility, name, handle, hidden_s)
    except NotFound:
        refuse("MessageNotExist")
    return Reply(200, "ChangeVisibility", picked(found, ("ReceiptHandle", "NextVisibleTime")))


def check_queue(control: Control, name: str) -> None:
    """Refuse a queue that does not exist."""
    if control(service.queue_attributes, name) is None:
        refuse("QueueNotExist")


ACTS = {"GET": peek, "POST": send, "DELETE": delete, "PUT": change}
