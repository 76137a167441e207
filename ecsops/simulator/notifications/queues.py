"""Where the simulator itself takes notifications: queues and topics of Message Service,
functions of Function Compute, log stores of Log Service.

A queue hands a message to one receiver, hides it for a while, and shows it again unless it is
deleted. The others keep what came, to be read as often as one likes.
"""

from ecsops.catalogue.model import Document
from ecsops.errors import NotFound
from ecsops.simulator.assumptions import MESSAGE_HIDDEN_S, MESSAGE_KEPT_S
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.retention import prune


def put(context: Context, place: str, body: Document) -> None:
    """Add a message to a place such as `queue/NAME` or `log/PROJECT/LOGSTORE`."""
    document: Document = {
        "MessageId": context.new_uuid(),
        "MessageBody": dump(body),
        "EnqueueTime": int(context.now * 1000),
        "DequeueCount": 0,
    }
    facts = {"Place": place, "At": context.now, "VisibleAt": context.now, "Receipts": 0}
    context.store.insert("Message", Record(document["MessageId"], EVERYWHERE, document, facts))
    prune(context, "Message", {"Place": place})


def read(context: Context, place: str, most: int) -> list[Document]:
    """Return the first messages of a place, without taking them."""
    records = context.store.select("Message", EVERYWHERE, {"Place": place}, limit=most)
    return [record.document for record in records]


def receive(
    context: Context, place: str, most: int, hidden_s: float = MESSAGE_HIDDEN_S
) -> list[Document]:
    """Take messages of a queue: others do not see them for so long. Oldest first."""
    taken: list[Document] = []
    for record in context.store.select("Message", EVERYWHERE, {"Place": place}):
        if context.now - record.facts["At"] > MESSAGE_KEPT_S:
            context.store.delete("Message", record.id)
        elif record.facts["VisibleAt"] <= context.now:
            taken.append(hand_out(context, record, hidden_s))
            if len(taken) == most:
                break
    return taken


def hand_out(context: Context, record: Record, hidden_s: float) -> Document:
    """Return the message as its receiver gets it, with a receipt that deletes it."""
    record.facts["VisibleAt"] = context.now + hidden_s
    record.facts["Receipts"] += 1
    document = record.document
    document["DequeueCount"] += 1
    document.setdefault("FirstDequeueTime", int(context.now * 1000))
    document["NextVisibleTime"] = int(record.facts["VisibleAt"] * 1000)
    document["ReceiptHandle"] = f"{record.facts['Receipts']}-{record.id}"
    context.store.update("Message", record)
    return document


def delete(context: Context, place: str, receipt_handle: str) -> Document:
    """Delete the message that was received with this handle, and return it.

    Raises NotFound when there is none, or when it was received by another since.
    """
    record = context.store.get("Message", receipt_handle.partition("-")[2])
    if (
        record is None
        or record.facts["Place"] != place
        or record.document.get("ReceiptHandle") != receipt_handle
    ):
        raise NotFound(
            "MessageNotExist", "The message you required does not exist.", http_status=404
        )
    context.store.delete("Message", record.id)
    return record.document
