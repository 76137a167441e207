"""Real HTTP requests: webhooks, and the chat robots of DingTalk.

Redirections are not followed and no proxy is used: what is sent goes where the target says,
and on the simulator that is this machine unless the user has allowed more.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from ecsops.catalogue.model import Document
from ecsops.simulator.notifications.allowed_hosts import Destination, destination
from ecsops.simulator.notifications.outbox import Verdict

ANSWER_BYTES = 64 * 1024
"""Maximum length of a response that is read."""

MARGIN_S = 0.05
"""How long before the time is up a request is given up, so that what came of it is known."""

AGENT = {"User-Agent": "ecsops-simulator"}

JSON_BODY = {"Content-Type": "application/json;charset=utf-8", **AGENT}

FORM_BODY = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", **AGENT}
"""What alarms are sent as (page "Use the alert callback feature")."""


def sender(
    endpoint: Document, settings: Mapping[str, Any], until: float
) -> Callable[[Document], Verdict]:
    """Return the function that sends a body to the endpoint; one connection serves them all."""
    session = requests.Session()
    session.trust_env = False
    place = destination(endpoint["Address"], settings)
    if place is not None and place.url.startswith("https:"):
        session.mount("https://", Named(place.name))

    def send(body: Document) -> Verdict:
        if place is None:
            return False, True, "not sent: the address is not on this machine"
        try:
            timeout_s = max(until - MARGIN_S - monotonic(), MARGIN_S)
            with request(session, endpoint, place, body, timeout_s) as response:
                return judged(endpoint, response)
        except requests.Timeout:
            return False, False, "no answer in time"
        except requests.ConnectionError:
            return False, False, "no connection"
        except (requests.RequestException, OSError, UnicodeError) as error:
            return False, False, f"no readable answer ({type(error).__name__})"

    return send


class Named(HTTPAdapter):
    """Connects to an address and expects the certificate of a name there."""

    def __init__(self, name: str) -> None:
        self._name = name
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        """Make the pool, whose TLS connections ask for the name."""
        super().init_poolmanager(
            *arguments, server_hostname=self._name, assert_hostname=self._name, **named
        )


def request(
    session: requests.Session,
    endpoint: Document,
    place: Destination,
    body: Document,
    timeout_s: float,
) -> requests.Response:
    """Send the body: as JSON, an alarm as a form, or with GET as a query of its fields."""
    timing, host = (timeout_s, timeout_s), {"Host": place.host_header}
    if endpoint["Method"] == "GET":
        return session.get(
            place.url,
            params=query(body),
            headers=host,
            timeout=timing,
            allow_redirects=False,
            stream=True,
        )
    form = endpoint["Type"] == "Callback"
    return session.post(
        place.url,
        data=urlencode(body).encode() if form else as_json(body),
        headers=(FORM_BODY if form else JSON_BODY) | host,
        timeout=timing,
        allow_redirects=False,
        stream=True,
    )


def as_json(body: Document) -> bytes:
    """Return the JSON of a body."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def query(body: Document) -> dict[str, str]:
    """Return the fields of a notification as the texts of a query; content is JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in body.items()
    }


def judged(endpoint: Document, response: requests.Response) -> Verdict:
    """Return whether the answer takes the notification.

    A webhook does so with any 2xx; DingTalk says it in the answer's errcode.
    """
    text = b""
    with suppress(HTTPError, OSError):  # who answers 2xx has taken it, whatever comes after
        text = response.raw.read(ANSWER_BYTES, decode_content=True)
    answer = f"{response.status_code} {response.reason or ''}".rstrip()
    taken = 200 <= response.status_code < 300
    if taken and endpoint["Type"] == "DingTalk":
        return ding_talk(text, answer)
    return taken, True, answer


def ding_talk(text: bytes, answer: str) -> Verdict:
    """Read what a robot answers: errcode 0, or another and its errmsg."""
    try:
        said = json.loads(text)
        code, message = said["errcode"], said.get("errmsg", "")
    except (ValueError, TypeError, KeyError, AttributeError):
        return False, True, f"{answer}, but not the answer of a DingTalk robot"
    return code == 0, True, f"{answer}, errcode {code} {message}".rstrip()
