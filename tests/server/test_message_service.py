"""Message Service over HTTP: the vendor's SDK, unmodified, and what it does not send."""

import base64
import hashlib
import http.client
import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.client import Client
from ecsops.server.mns.authentication import signature, string_to_sign
from ecsops.server.mns.xml_text import DEPTH_MOST, ELEMENTS_MOST, Malformed, parse
from ecsops.simulator.account import Simulator
from tests.support.loopback import Served, serving
from tests.support.sandbox_stories import WEB

mns = pytest.importorskip("mns")

from mns.account import Account  # noqa: E402
from mns.mns_exception import MNSServerException  # noqa: E402
from mns.queue import Message, QueueMeta  # noqa: E402
from mns.topic import TopicMessage, TopicMeta  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The SDK warns of fields of its own."""

QUEUE = "/queues/ecs-cms-event"


@pytest.fixture
def path(first_use: Path, tmp_path: Path) -> str:
    """The first-use account, its clock standing."""
    path = str(tmp_path / "simulator.db")
    shutil.copy(first_use, path)
    return path


@pytest.fixture
def served(path: str) -> Iterator[Served]:
    with serving(path) as found:
        yield found


@contextmanager
def sdk(served: Served, key_id: str = "", secret: str = "") -> Iterator[Any]:
    """Return the SDK's account, whose connection is closed in the end."""
    key_id, secret = key_id or served.access_key_id, secret or served.access_key_secret
    account = Account(served.endpoint, key_id, secret)
    try:
        yield account
    finally:
        account.mns_client.close_connection()


@pytest.fixture
def account(served: Served) -> Iterator[Any]:
    with sdk(served) as account:
        yield account


@pytest.fixture
def queue(account: Any) -> Any:
    """A new queue."""
    queue = account.get_queue("ecs-cms-event")
    queue.create(QueueMeta())
    return queue


def refused(act: Any) -> tuple[str, str]:
    """Return the code and the message with which the SDK is refused."""
    with pytest.raises(MNSServerException) as error:
        act()
    return error.value.type, error.value.message


def test_a_consumer_drains_the_queue_of_an_event_rule(
    path: str, served: Served, account: Any
) -> None:
    simulator = Simulator(path)
    client = Client(simulator, "cn-hangzhou")
    pattern = [{"Product": "ECS", "NameList": ["Instance:StateChange"]}]
    client.call(PutEventRule, RuleName="stops", EventPattern=pattern)
    client.call(
        PutEventRuleTargets, RuleName="stops", MnsParameters=[{"Id": "1", "Queue": "stops"}]
    )
    queue = account.get_queue("stops")
    empty = refused(lambda: queue.receive_message(0))
    client.call(StopInstance, InstanceId=WEB)
    simulator.wait(60)
    simulator.close()

    states = []
    for _ in range(2):
        message = queue.receive_message(wait_seconds=1)
        event = json.loads(message.message_body)
        assert (event["name"], event["content"]["resourceId"]) == ("Instance:StateChange", WEB)
        states.append(event["content"]["state"])
        queue.delete_message(message.receipt_handle)

    assert empty == ("MessageNotExist", "Message not exist.")
    assert states == ["Stopping", "Stopped"]
    assert refused(lambda: queue.receive_message(0))[0] == "MessageNotExist"
    assert refused(lambda: account.get_queue("none").receive_message(0))[0] == "QueueNotExist"


def test_a_queue_has_attributes(account: Any, queue: Any) -> None:
    before = queue.get_attributes()
    meta = QueueMeta(vis_timeout=60, max_msg_size=2048, delay_sec=5, polling_wait_sec=3)
    queue.set_attributes(meta)
    after = queue.get_attributes()

    assert (before.queue_name, before.visibility_timeout, before.maximum_message_size) == (
        "ecs-cms-event",
        30,
        65536,
    )
    assert (after.visibility_timeout, after.maximum_message_size) == (60, 2048)
    assert (after.delay_seconds, after.polling_wait_seconds) == (5, 3)
    queue.create(QueueMeta(60, 2048, 345600, 5, 3))
    assert refused(lambda: queue.create(QueueMeta(vis_timeout=90)))[0] == "QueueAlreadyExist"
    queue.delete()
    assert refused(queue.get_attributes)[0] == "QueueNotExist"


@pytest.mark.parametrize(
    ("attributes", "taken"),
    [
        ({"vis_timeout": 1}, True),
        ({"vis_timeout": 43200}, True),
        ({"vis_timeout": 43201}, False),
        ({"max_msg_size": 1024}, True),
        ({"max_msg_size": 1023}, False),
        ({"max_msg_size": 65537}, False),
        ({"msg_ttl": 60}, True),
        ({"msg_ttl": 59}, False),
        ({"polling_wait_sec": 30}, True),
        ({"polling_wait_sec": 31}, False),
    ],
)
def test_attributes_have_limits(account: Any, attributes: dict[str, int], taken: bool) -> None:
    queue = account.get_queue("q")
    meta = QueueMeta(**attributes)

    if taken:
        queue.create(meta)
    else:
        assert refused(lambda: queue.create(meta))[0] == "InvalidArgument"


def test_queues_are_listed_in_pages(account: Any) -> None:
    for name in ("a-1", "a-2", "a-3", "b-1"):
        account.get_queue(name).create(QueueMeta())

    first, marker = account.list_queue(prefix="a-", ret_number=2)
    rest, end = account.list_queue("a-", 2, marker)

    assert [url.rpartition("/")[2] for url in first] == ["a-1", "a-2"]
    assert [url.rpartition("/")[2] for url in rest] == ["a-3"]
    assert end == ""


def test_messages_are_sent_looked_at_received_and_deleted(queue: Any) -> None:
    sent = queue.send_message(Message("hé <&> llo"))
    queue.batch_send_message([Message("later", priority=16), Message("first", priority=1)])

    peeked = queue.peek_message()
    batch = queue.batch_receive_message(16)

    assert sent.message_body_md5 == (
        hashlib.md5(base64.b64encode("hé <&> llo".encode())).hexdigest().upper()
    )
    assert (peeked.message_body, peeked.dequeue_count) == (b"first", 0)
    assert [each.message_body.decode() for each in batch] == ["first", "hé <&> llo", "later"]
    assert [each.dequeue_count for each in batch] == [1, 1, 1]
    attributes = queue.get_attributes()
    assert (attributes.active_messages, attributes.inactive_messages) == (0, 3)
    queue.batch_delete_message([each.receipt_handle for each in batch[:2]])
    assert queue.get_attributes().inactive_messages == 1
    failed = refused(lambda: queue.batch_delete_message([batch[0].receipt_handle]))
    assert failed[0] == "MessageNotExist"
    assert refused(lambda: queue.batch_peek_message(16))[0] == "MessageNotExist"


def test_a_receipt_is_good_until_the_message_is_visible_again(path: str, queue: Any) -> None:
    clock = Simulator(path)
    queue.send_message(Message("work"))
    first = queue.receive_message(0)
    longer = queue.change_message_visibility(first.receipt_handle, 60)
    stale = refused(lambda: queue.delete_message(first.receipt_handle))
    clock.wait(59)
    hidden = refused(lambda: queue.receive_message(0))
    clock.wait(1)
    late = refused(lambda: queue.delete_message(longer.receipt_handle))
    again = queue.receive_message(0)
    queue.delete_message(again.receipt_handle)
    clock.close()

    assert [each[0] for each in (stale, hidden, late)] == ["MessageNotExist"] * 3
    assert again.dequeue_count == 2


def test_a_delayed_message_is_seen_later(path: str, queue: Any) -> None:
    clock = Simulator(path)
    queue.send_message(Message("later", delay_seconds=10))

    early = refused(lambda: queue.receive_message(0))
    delayed = queue.get_attributes().delay_messages
    clock.wait(10)
    found = queue.receive_message(0)
    clock.close()

    assert (early[0], delayed, found.message_body) == ("MessageNotExist", 1, b"later")


def test_a_receiver_waits_and_keeps_nobody_else_waiting(
    served: Served, account: Any, queue: Any
) -> None:
    found: list[bytes] = []
    waiting = account.get_queue("ecs-cms-event")
    thread = threading.Thread(target=lambda: found.append(waiting.receive_message(20).message_body))
    thread.start()

    with sdk(served) as other:
        begun = time.monotonic()
        other.get_queue("ecs-cms-event").send_message(Message("at last"))
        took_s = time.monotonic() - begun
        thread.join(15)

    assert found == [b"at last"]
    assert took_s < 10


def test_a_topic_is_created_published_to_and_deleted(account: Any) -> None:
    topic = account.get_topic("alarms")
    topic.create(TopicMeta())
    topic.publish_message(TopicMessage("hello"))

    shown = topic.get_attributes()
    urls, _ = account.list_topic()
    topic.delete()

    assert (shown.topic_name, shown.message_count) == ("alarms", 1)
    assert [url.rpartition("/")[2] for url in urls] == ["alarms"]
    assert refused(topic.get_attributes)[0] == "TopicNotExist"
    assert refused(lambda: topic.publish_message(TopicMessage("x")))[0] == "TopicNotExist"


def test_keys_are_checked(served: Served) -> None:
    with sdk(served, key_id="LTAInobody") as stranger, sdk(served, secret="wrong") as forger:
        assert refused(stranger.list_queue)[0] == "InvalidAccessKeyId"
        assert refused(forger.list_queue)[0] == "SignatureDoesNotMatch"


@pytest.mark.parametrize(
    ("method", "target", "headers", "expected"),
    [
        ("GET", f"{QUEUE}/messages?waitseconds=5", {}, "cuyv6QkAMnu+8kc7Qpxic05l38Y="),
        (
            "POST",
            f"{QUEUE}/messages",
            {
                "content-type": "text/xml;charset=UTF-8",
                "content-md5": "MWQ3MzU5ZGE2NTFkZjU5OTlhYjg2ZjM1MThiMjk4NmQ=",
                "x-mns-user-request-id": "r-1",
            },
            "8sTgbLsMXBptLuEWoObG8eAQfKY=",
        ),
    ],
)
def test_signatures_are_those_of_the_vendor(
    method: str, target: str, headers: dict[str, str], expected: str
) -> None:
    fixed = {"date": "Tue, 25 Jun 2019 08:00:00 GMT", "x-mns-version": "2015-06-06"}

    text = string_to_sign(method, target, {**fixed, **headers})

    assert signature("testsecret", text) == expected


def raw(
    served: Served, method: str, target: str, body: bytes = b"", **changes: str
) -> tuple[int, str]:
    """Send a signed request; return the status and the code of the answer."""
    digest = hashlib.md5(body).hexdigest().encode()
    headers = {
        "date": formatdate(usegmt=True),
        "x-mns-version": "2015-06-06",
        **({"content-md5": base64.b64encode(digest).decode()} if body else {}),
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    signed = signature(served.access_key_secret, string_to_sign(method, target, headers))
    headers.setdefault("authorization", f"MNS {served.access_key_id}:{signed}")
    connection = http.client.HTTPConnection(served.address, timeout=20)
    connection.request(method, target, body or None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text.partition("<Code>")[2].partition("</Code>")[0]


BOMB = b'<!DOCTYPE a [<!ENTITY x "xxxx">]><Message><MessageBody>&x;</MessageBody></Message>'


@pytest.mark.parametrize(
    ("method", "target", "body", "expected"),
    [
        ("PUT", "/queues/q_1", b"", (400, "InvalidQueueName")),
        ("PUT", f"/queues/{'q' * 257}", b"", (400, "QueueNameLengthError")),
        ("PUT", f"/queues/{'q' * 256}", b"", (201, "")),
        ("PUT", "/queues/q", b"<Queue>", (400, "MalformedXML")),
        ("PUT", "/queues/q", b"<Topic/>", (400, "InvalidArgument")),
        ("POST", f"{QUEUE}/messages", BOMB, (400, "MalformedXML")),
        ("POST", f"{QUEUE}/messages", b"<Message/>", (400, "InvalidArgument")),
        ("POST", f"{QUEUE}/messages", b"<Messages/>", (400, "InvalidArgument")),
        ("GET", f"{QUEUE}/messages?waitseconds=31", b"", (400, "InvalidQueryString")),
        (
            "GET",
            f"{QUEUE}/messages?numOfMessages=17",
            b"",
            (400, "InvalidQueryString"),
        ),
        ("DELETE", f"{QUEUE}/messages", b"", (400, "MissingReceiptHandle")),
        (
            "DELETE",
            f"{QUEUE}/messages?ReceiptHandle=1-x",
            b"",
            (404, "MessageNotExist"),
        ),
        ("PUT", f"{QUEUE}/messages", b"", (400, "MissingReceiptHandle")),
        (
            "PUT",
            f"{QUEUE}/messages?receiptHandle=1",
            b"",
            (400, "MissingVisibilityTimeout"),
        ),
        ("PATCH", "/queues/q", b"", (400, "InvalidRequestURL")),
        ("GET", "/queues/q/messages/1", b"", (400, "InvalidRequestURL")),
    ],
)
def test_a_wrong_request_is_refused(
    served: Served, queue: Any, method: str, target: str, body: bytes, expected: tuple[int, str]
) -> None:
    assert raw(served, method, target, body) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date": ""}, (400, "MissingDateHeader")),
        ({"date": "yesterday"}, (400, "InvalidDateHeader")),
        ({"date": "Tue, 25 Jun 2019 08:00:00 GMT"}, (408, "TimeExpired")),
        ({"authorization": "acs a:b"}, (400, "InvalidAuthorizationHeader")),
        ({"authorization": ""}, (400, "MissingAuthorizationHeader")),
        ({"content_md5": "bm90aGluZw=="}, (400, "InvalidDegist")),
    ],
)
def test_wrong_headers_are_refused(
    served: Served, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    assert raw(served, "GET", "/queues", **changes) == expected


def test_xml_is_bounded() -> None:
    deepest = b"<a>" * DEPTH_MOST + b"</a>" * DEPTH_MOST
    most = b"<a>" + b"<b/>" * (ELEMENTS_MOST - 1) + b"</a>"

    assert (parse(deepest)[0], len(parse(most)[1])) == ("a", ELEMENTS_MOST - 1)
    for text in (b"<a>" + deepest + b"</a>", b"<a>" + most + b"</a>", BOMB, b"", b"\xff"):
        with pytest.raises(Malformed):
            parse(text)


def test_a_message_has_a_largest_size(queue: Any) -> None:
    queue.set_encoding(False)

    queue.send_message(Message("x" * 65536))

    assert refused(lambda: queue.send_message(Message("x" * 65537)))[0] == "InvalidArgument"
