"""Answers the requests of Message Service; a receiver may wait, and keeps nobody else waiting."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from typing import Any

from ecsops.errors import ApiError, EcsopsError
from ecsops.server.answers import Answer
from ecsops.server.mns import messages, queues, topics
from ecsops.server.mns.refusals import refuse
from ecsops.server.mns.replies import Reply
from ecsops.server.mns.requests import Request, request_of
from ecsops.server.mns.xml_text import written
from ecsops.server.requests import joined
from ecsops.simulator.account import Simulator

LOG = logging.getLogger(__name__)

LOOKS_EVERY_S = 0.1
"""How often a receiver who waits looks whether a message has come."""

Verify = Callable[[str, str, dict[str, str], bytes], None]


class MessageService:
    """The queues and topics of an account, as HTTP shows them."""

    def __init__(
        self, account: Simulator, verify: Verify, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self._account = account
        self._verify = verify
        self._stopping = stopping

    async def answer(self, scope: Any, body: bytes, gone: Callable[[], bool]) -> Answer:
        """Return the answer to a request; `gone` tells that its client has left."""
        request_id = uuid.uuid4().hex.upper()[:24]
        headers = joined(scope["headers"])
        try:
            raw_path = scope.get("raw_path") or scope["path"].encode()
            request = request_of(scope["method"], raw_path, scope["query_string"], headers, body)
            self._verify(request.method, request.target, headers, body)
            reply = await self._reply(request, gone)
        except ApiError as error:
            reply = refusal(error, request_id, headers.get("host", ""))
        except EcsopsError as error:
            LOG.error("%s", error)
            reply = trouble(request_id, headers.get("host", ""))
        except Exception:
            LOG.exception("%s %s", scope["method"], scope["path"])
            reply = trouble(request_id, headers.get("host", ""))
        return as_answer(reply, request_id, headers.get("host", ""))

    async def _reply(self, request: Request, gone: Callable[[], bool]) -> Reply:
        if messages.is_receiving(request):
            return await self._received(request, gone)
        kind, *rest = request.path
        handle = {"queues": queues.handle, "topics": topics.handle}.get(kind)
        if handle is None:
            refuse("InvalidRequestURL")
        if kind == "queues" and len(rest) == 2 and rest[1] == "messages":
            handle = messages.handle
        return handle(self._account.control, request)

    async def _received(self, request: Request, gone: Callable[[], bool]) -> Reply:
        """Return messages of a queue, when there are some or the wait is over.

        A client that has left takes none.
        """
        loop = asyncio.get_running_loop()
        wait_s = messages.wait_asked(self._account.control, request)
        end = loop.time() + wait_s
        while not gone():
            if messages.any_visible(self._account, request.path[1]):
                found = messages.receive(self._account.control, request)
                if found is not None:
                    return found
            if loop.time() >= end or self._stopping():
                break
            await asyncio.sleep(LOOKS_EVERY_S)
        refuse("MessageNotExist")


def refusal(error: ApiError, request_id: str, host: str) -> Reply:
    """Return the XML of a refusal."""
    fields = {
        "Code": error.code,
        "Message": error.message,
        "RequestId": request_id,
        "HostId": f"http://{host}",
    }
    return Reply(error.http_status, "Error", fields)


def trouble(request_id: str, host: str) -> Reply:
    """Return the XML for a request that could not be dealt with; the message is spelt so."""
    error = ApiError("InternalError", "Interal error.", http_status=500)
    return refusal(error, request_id, host)


def as_answer(reply: Reply, request_id: str, host: str) -> Answer:
    """Return the answer as HTTP has it."""
    headers = [
        (b"x-mns-request-id", request_id.encode()),
        (b"x-mns-version", b"2015-06-06"),
    ]
    if reply.location:
        location = f"http://{host}{reply.location}"
        headers.append((b"location", location.encode("latin-1", "replace")))
    if not reply.root:
        return Answer(reply.http_status, b"", headers)
    body = written(reply.root, reply.content)
    headers.append((b"content-type", b"text/xml;charset=utf-8"))
    return Answer(reply.http_status, body, headers)
