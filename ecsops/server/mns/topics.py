"""Topics, as far as event rules need them: created, shown, listed, deleted and published to.

Subscriptions are not simulated: `ecsops notify receive --topic` reads what came.
"""

from ecsops.server.mns.messages import picked
from ecsops.server.mns.queues import list_of
from ecsops.server.mns.refusals import refuse
from ecsops.server.mns.replies import Control, Reply, shown
from ecsops.server.mns.requests import Request, attributes_in, check_name, message
from ecsops.simulator.notifications import message_service as service


def handle(control: Control, request: Request) -> Reply:
    """Answer a request about topics. Raises ApiError."""
    if len(request.path) == 1:
        return list_of(control, request, "Topic", "topics")
    name, *rest = request.path[1:]
    check_name(name, "InvalidTopicName")
    if rest == ["messages"] and request.method == "POST":
        return publish(control, request, name)
    act = ACTS.get(request.method)
    if rest or act is None:
        refuse("InvalidRequestURL")
    return act(control, request, name)


def put(control: Control, request: Request, name: str) -> Reply:
    """Create a topic."""
    attributes = attributes_in(request, "Topic")
    new = control(service.create_topic, name, attributes)
    return Reply(201 if new else 204, location=f"/topics/{name}")


def get(control: Control, request: Request, name: str) -> Reply:
    """Show a topic."""
    found = control(service.topic_attributes, name)
    if found is None:
        refuse("TopicNotExist")
    return Reply(200, "Topic", {field: shown(value) for field, value in found.items()})


def delete(control: Control, request: Request, name: str) -> Reply:
    """Delete a topic with its messages."""
    control(service.delete_topic, name)
    return Reply(204)


def publish(control: Control, request: Request, name: str) -> Reply:
    """Publish a message."""
    given = message(request.content("Message"))
    sent = control(service.publish, name, given["MessageBody"])
    if sent is None:
        refuse("TopicNotExist")
    return Reply(201, "Message", picked(sent, ("MessageId", "MessageBodyMD5")))


ACTS = {"PUT": put, "GET": get, "DELETE": delete}
