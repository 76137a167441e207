"""What the HTTP API of Message Service does to queues and topics; all functions of a Context.

Queues and topics belong to the whole account. They return documents, or None where there is no
such queue, topic or message. A receipt that is not good any more raises NotFound.
"""

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.notifications import queues

TOPIC_ATTRIBUTES = {
    "LoggingEnabled": False,
    "MaximumMessageSize": 65536,
    "MessageRetentionPeriod": 86400,
}


def create_queue(context: Context, name: str, attributes: Document) -> str:
    """Create a queue; tell whether it is "new", was there as the "same", or is "different"."""
    known = queues.queue(context, name)
    if known is None:
        queues.create(context, name, attributes)
        return "new"
    wanted = {**queues.ATTRIBUTES, **attributes}
    same = all(known.document[field] == value for field, value in wanted.items())
    return "same" if same else "different"


def set_queue_attributes(context: Context, name: str, attributes: Document) -> bool:
    """Change attributes of a queue; tell whether it exists."""
    known = queues.queue(context, name)
    if known is None:
        return False
    known.document.update(attributes, LastModifyTime=int(context.now))
    context.store.update("Queue", known)
    return True


def queue_attributes(context: Context, name: str) -> Document | None:
    """Return a queue with the numbers of its messages."""
    known = queues.queue(context, name)
    return None if known is None else {**known.document, **counts(context, name)}


def counts(context: Context, name: str) -> Document:
    """Return how many messages can be received, are received, and are delayed."""
    queues.expire(context, f"queue/{name}")
    fields = ("facts.VisibleAt", "document.DequeueCount")
    where = {"Place": f"queue/{name}"}
    rows = context.store.values("Message", EVERYWHERE, where, fields)
    hidden = [dequeued for visible_at, dequeued in rows if visible_at > context.now]
    inactive = sum(dequeued > 0 for dequeued in hidden)
    return {
        "ActiveMessages": len(rows) - len(hidden),
        "InactiveMessages": inactive,
        "DelayMessages": len(hidden) - inactive,
    }


def delete_queue(context: Context, name: str) -> None:
    """Delete a queue with its messages, if it exists."""
    for message in context.store.select("Message", EVERYWHERE, {"Place": f"queue/{name}"}):
        context.store.delete("Message", message.id)
    context.store.delete("Queue", name)


def names_of(
    context: Context, kind: str, prefix: str, marker: str, most: int
) -> tuple[list[Document], str]:
    """Return queues or topics by name after the marker, and the marker of the next page."""
    found = sorted(record.id for record in context.store.select(kind, EVERYWHERE))
    wanted = [name for name in found if name.startswith(prefix) and name > marker]
    page = [context.store.get(kind, name) for name in wanted[:most]]
    more = wanted[most - 1] if len(wanted) > most else ""
    return [record.document for record in page if record is not None], more


def send(context: Context, name: str, messages: list[Document]) -> list[Document] | None:
    """Send messages of MessageBody, Priority and DelaySeconds to a queue."""
    known = queues.queue(context, name)
    if known is None:
        return None
    delay_s: float = known.document["DelaySeconds"]
    return [
        queues.put(
            context,
            f"queue/{name}",
            message["MessageBody"],
            delay_s=float(message.get("DelaySeconds", delay_s)),
            priority=message.get("Priority", queues.PRIORITY),
        )
        for message in messages
    ]


def receive(context: Context, name: str, most: int) -> list[Document] | None:
    """Take messages of a queue."""
    if queues.queue(context, name) is None:
        return None
    return queues.receive(context, f"queue/{name}", most)


def peek(context: Context, name: str, most: int) -> list[Document] | None:
    """Return messages of a queue, and take none."""
    if queues.queue(context, name) is None:
        return None
    queues.expire(context, f"queue/{name}")
    found = queues.visible(context, f"queue/{name}", most)
    return [{"FirstDequeueTime": 0, **record.document} for record in found]


def delete(context: Context, name: str, receipt_handle: str) -> None:
    """Delete the message that was received with this handle. Raises NotFound."""
    queues.delete(context, f"queue/{name}", receipt_handle)


def change_visibility(context: Context, name: str, receipt_handle: str, hidden_s: int) -> Document:
    """Hide a received message for so long from now on, and return it. Raises NotFound."""
    record = queues.received(context, f"queue/{name}", receipt_handle)
    queues.hide(context, record, hidden_s)
    return record.document


def create_topic(context: Context, name: str, attributes: Document) -> bool:
    """Create a topic; tell whether it is new."""
    if context.store.get("Topic", name):
        return False
    now_s = int(context.now)
    times = {"CreateTime": now_s, "LastModifyTime": now_s}
    document = {"TopicName": name, **times, **TOPIC_ATTRIBUTES, **attributes}
    context.store.insert("Topic", Record(name, EVERYWHERE, document, {}))
    return True


def topic_attributes(context: Context, name: str) -> Document | None:
    """Return a topic with the number of its messages."""
    known = context.store.get("Topic", name)
    if known is None:
        return None
    count = context.store.count("Message", EVERYWHERE, {"Place": f"topic/{name}"})
    return {**known.document, "MessageCount": count}


def delete_topic(context: Context, name: str) -> None:
    """Delete a topic with its messages, if it exists."""
    for message in context.store.select("Message", EVERYWHERE, {"Place": f"topic/{name}"}):
        context.store.delete("Message", message.id)
    context.store.delete("Topic", name)


def publish(context: Context, name: str, text: str) -> Document | None:
    """Publish a message to a topic."""
    if context.store.get("Topic", name) is None:
        return None
    return queues.put(context, f"topic/{name}", text)
