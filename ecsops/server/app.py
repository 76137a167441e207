"""The ASGI application: HTTP in, an answer of the gateway out."""

import json
import logging
from asyncio import ensure_future, sleep
from collections.abc import Awaitable, Callable
from typing import Any

from ecsops.errors import ApiError, EcsopsError
from ecsops.server import answers
from ecsops.server.answers import Answer
from ecsops.server.gateway import Gateway, enveloped, form_asked
from ecsops.server.refusals import refuse
from ecsops.server.requests import Received, received

HEALTH = "/-/health"

HANG_UP = "ecsops.hang_up"
"""The extension of a request's scope that closes its connection; ASGI itself has none."""

MESSAGE_PATHS = ("/queues", "/topics")
"""How the paths of Message Service begin."""

Messages = Callable[[], Callable[[Any, bytes, Callable[[], bool]], Awaitable[Answer]]]
"""Makes, when it is first asked for, what answers requests of Message Service."""

LOG = logging.getLogger(__name__)

NOBODY = Received("", "", {}, {}, {}, b"")
"""The request of which nothing could be read."""


class Application:
    """Answers every request; what goes wrong here is an InternalError there, and in the log."""

    def __init__(self, gateway: Gateway, message_service: Messages | None = None) -> None:
        self._gateway = gateway
        self._message_service = message_service

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, unless the client goes before it has sent all of it."""
        if scope["type"] != "http":
            return
        body = await whole_body(receive)
        if body is None:
            return
        if self._message_service and scope["path"].startswith(MESSAGE_PATHS):
            answer = await self._of_messages(scope, body, receive)
        else:
            answer = self.answer(scope, body)
        if answer.trouble:
            await sleep(answer.trouble.after_s)
            if answer.trouble.lost:
                # Nothing that is sent after this arrives: what the server says in our stead.
                scope["extensions"][HANG_UP]["close"]()
                return
        length = (b"content-length", str(len(answer.body)).encode())
        headers = [*answer.headers, length]
        start = {"status": answer.http_status, "headers": headers}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": answer.body})

    async def _of_messages(self, scope: Any, body: bytes, receive: Any) -> Answer:
        """Return the answer of Message Service, which knows when its client has gone."""
        assert self._message_service is not None
        left = ensure_future(receive())
        try:
            return await self._message_service()(scope, body, left.done)
        finally:
            left.cancel()

    def answer(self, scope: Any, body: bytes) -> Answer:
        """Return the answer to a request."""
        if scope["path"] == HEALTH:
            return health()
        request = NOBODY
        try:
            request = received(
                scope["method"], scope["path"], scope["query_string"], scope["headers"], body
            )
            return self._gateway.answer(request)
        except ApiError as error:
            return answers.refused(enveloped(error, request), form_asked(request))
        except EcsopsError as error:
            LOG.error("%s", error)
            return unable("ServiceUnavailable", request)
        except Exception:
            LOG.exception("%s %s", scope["method"], request.parameters.get("Action", ""))
            return unable("InternalError", request)


async def whole_body(receive: Any) -> bytes | None:
    """Return the body, or None when the client has gone. How long it may be is the protocol's."""
    parts = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def health() -> Answer:
    """Return the answer that tells that the server answers."""
    body = json.dumps({"Status": "OK"}).encode()
    return Answer(200, body, [(b"content-type", answers.CONTENT_TYPES["JSON"])])


def unable(code: str, request: Received) -> Answer:
    """Return the answer to a request that could not be dealt with."""
    try:
        refuse(code)
    except ApiError as error:
        return answers.refused(enveloped(error, request), form_asked(request))
