"""Where the simulator itself takes notifications: queues and topics of Message Service,
functions of Function Compute, log stores of Log Service.

A queue hands a message to one receiver, hides it for a while, and shows it again unless it is
deleted. The others keep what came, to be read as often as one likes. A queue exists since it was
created, a rule named it as a target, or a message came to it.
"""

from base64 import b64decode
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.errors import NotFound
from ecsops.simulator.assumptions import MESSAGE_HIDDEN_S, MESSAGE_KEPT_S
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record

PRIORITY = 8
"""The priority of a message that was sent without one; 1 is the highest, 16 the lowest."""

ATTRIBUTES: dict[str, int | bool] = {
    "DelaySeconds": 0,
    "LoggingEnabled": False,
    "MaximumMessageSize": 65536,
    "MessageRetentionPeriod": MESSAGE_KEPT_S,
    "PollingWaitSeconds": 0,
    "VisibilityTimeout": MESSAGE_HIDDEN_S,
}
"""The attributes of a queue that was created without any."""


def put(
    context: Context, place: str, text: str, *, delay_s: float = 0, priority: int = PRIORITY
) -> Document:
    """Add a message to a place such as `queue/NAME` or `log/PROJECT/LOGSTORE`, and return it."""
    kind, _, name = place.partition("/")
    if kind == "queue":
        ensure(context, name)
    document: Document = {
        "MessageId": context.new_uuid(),
        "MessageBody": text,
        "MessageBodyMD5": md5_of(text),
        "EnqueueTime": int(context.now * 1000),
        "DequeueCount": 0,
        "Priority": priority,
    }
    visible_at = context.now + delay_s
    facts = {"Place": place, "At": context.now, "VisibleAt": visible_at, "Receipts": 0}
    context.store.insert("Message", Record(document["MessageId"], EVERYWHERE, document, facts))
    return document


def md5_of(text: str) -> str:
    """Return the MD5 of a body, as Message Service writes it."""
    from hashlib import md5  # lazy import

    return md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest().upper()


def read(context: Context, place: str, most: int) -> list[Document]:
    """Return the first messages of a place, without taking them."""
    records = context.store.select("Message", EVERYWHERE, {"Place": place}, limit=most)
    return [record.document for record in records]


def queue(context: Context, name: str) -> Record | None:
    """Return the queue of that name, or None."""
    return context.store.get("Queue", name)


def ensure(context: Context, name: str) -> Record:
    """Return the queue of that name, created with the usual attributes if need be."""
    return queue(context, name) or create(context, name, {})


def create(context: Context, name: str, attributes: Document) -> Record:
    """Create a queue, and return it."""
    now_s = int(context.now)
    times = {"CreateTime": now_s, "LastModifyTime": now_s}
    record = Record(name, EVERYWHERE, {"QueueName": name, **times, **ATTRIBUTES, **attributes}, {})
    context.store.insert("Queue", record)
    return record


def attribute(context: Context, place: str, name: str) -> Any:
    """Return an attribute of a queue, or the usual value where there is no such queue."""
    found = queue(context, place.removeprefix("queue/"))
    return found.document[name] if found else ATTRIBUTES[name]


def visible(context: Context, place: str, most: int) -> list[Record]:
    """Return the messages that a receiver may get now: by priority, then the oldest first."""
    fields = ("id", "facts.VisibleAt", "document.Priority")
    rows = context.store.values("Message", EVERYWHERE, {"Place": place}, fields)
    due = [(row[2] or PRIORITY, row[0]) for row in rows if row[1] <= context.now]
    due.sort(key=lambda each: each[0])
    found = (context.store.get("Message", message_id) for _, message_id in due[:most])
    return [record for record in found if record is not None]


def expire(context: Context, place: str) -> None:
    """Remove the messages that a queue has kept for as long as it may."""
    oldest = context.now - attribute(context, place, "MessageRetentionPeriod")
    fields = ("id", "facts.At")
    for message_id, at in context.store.values("Message", EVERYWHERE, {"Place": place}, fields):
        if at >= oldest:
            return
        context.store.delete("Message", message_id)


def receive(
    context: Context, place: str, most: int, hidden_s: float | None = None
) -> list[Document]:
    """Take messages of a queue: others do not see them for so long, or as the queue says."""
    expire(context, place)
    if hidden_s is None:
        hidden_s = attribute(context, place, "VisibilityTimeout")
    return [hand_out(context, record, hidden_s) for record in visible(context, place, most)]


def hand_out(context: Context, record: Record, hidden_s: float) -> Document:
    """Return the message as its receiver gets it, with a receipt that deletes it."""
    document = record.document
    document["DequeueCount"] += 1
    document.setdefault("FirstDequeueTime", int(context.now * 1000))
    hide(context, record, hidden_s)
    return document


def hide(context: Context, record: Record, hidden_s: float) -> None:
    """Hide a message for so long, and give it a new receipt."""
    record.facts["VisibleAt"] = context.now + hidden_s
    record.facts["Receipts"] += 1
    document = record.document
    document["NextVisibleTime"] = int(record.facts["VisibleAt"] * 1000)
    document["ReceiptHandle"] = f"{record.facts['Receipts']}-{record.id}"
    context.store.update("Message", record)


def received(context: Context, place: str, receipt_handle: str) -> Record:
    """Return the message that was received with this handle.

    Raises NotFound when there is none, when it was received by another since, or is visible again.
    """
    record = context.store.get("Message", receipt_handle.partition("-")[2])
    if (
        record is None
        or record.facts["Place"] != place
        or record.document.get("ReceiptHandle") != receipt_handle
        or record.facts["VisibleAt"] <= context.now
    ):
        raise NotFound("MessageNotExist", "Message not exist.", http_status=404)
    return record


def delete(context: Context, place: str, receipt_handle: str) -> Document:
    """Delete the message that was received with this handle, and return it; see `received`."""
    record = received(context, place, receipt_handle)
    context.store.delete("Message", record.id)
    return record.document


def decoded(message: Document) -> Document:
    """Return a message of a queue with its body as the vendor's SDK gives it: out of Base64.

    A body that is no text in Base64 stays as it is.
    """
    try:
        text = b64decode(message["MessageBody"], validate=True).decode()
    except ValueError:
        return message
    return {**message, "MessageBody": text}
