"""The real service as a backend: signed requests, time-outs, and retries that do nothing twice.

What cannot be known to be undone is made again only when that is harmless: a call that reads, or
one with a ClientToken, which stays the same. A refusal because of throttling did nothing, so any
call is made again after it; all calls that are made side by side pause for it together.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from gettext import gettext as _
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from ecsops.catalogue.model import Document, Operation
from ecsops.catalogue.products import host_of
from ecsops.errors import ApiError, TransportError
from ecsops.openapi import signature
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.pauses import AfterPause, Pauses, asked_pause, pause
from ecsops.openapi.side_by_side import side_by_side
from ecsops.openapi.wire import flatten, read_answer, told, without_untold
from ecsops.type_variables import R, T

LOG = logging.getLogger(__name__)


ATTEMPTS = 6
"""How often a call is made at most."""

CONNECT_S = 5.0

READ_S = 20.0

READS_S = {"RunInstances": 86.0, "CreateInstance": 86.0, "RebootInstance": 27.0}
"""How long some operations take to answer at most: what the table of the vendor's Go SDK has
above our usual time."""

TWIN_CODES = ("IdempotentProcessing", "SignatureNonceUsed")
"""So the service refuses a request while an earlier one like it is under way, or after the network
has delivered it twice: what the other one did is answered to the next attempt with its token."""

MOST_HOSTS = 100
"""For how many hosts connections are kept: two products in every region."""


class OpenApi:
    """Answers calls by requests to the service, or to a simulator that is served."""

    def __init__(
        self,
        credentials: Callable[[], Credentials],
        *,
        region_id: str,
        endpoint: str = "",
        parallel: int = 1,
        sleep: Callable[[float], None] = time.sleep,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Open nothing yet; `endpoint` is over those of the catalogue, and may have a scheme.

        At most `parallel` calls are under way at a time.
        """
        self.at_once = parallel
        self._find_credentials = credentials
        self._region_id = region_id
        self._endpoint = endpoint.rstrip("/")
        self._sleep = sleep
        self._wall = wall
        self._pauses = Pauses(sleep)
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(MOST_HOSTS, pool_maxsize=parallel))

    @property
    def credentials(self) -> Credentials:
        """The current signer. Raises TransportError when there are no credentials."""
        return self._find_credentials()

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Return the answer of the service.

        Raises ApiError when it refuses, Throttled when it does so to the end because it is busy
        or out of order, TransportError when no readable answer came.
        """
        credentials = self.credentials
        flat = flatten(operation, parameters)
        if operation.parameter("ClientToken") and not flat.get("ClientToken"):
            flat["ClientToken"] = str(uuid.uuid4())
        repeatable = operation.reads or "ClientToken" in flat
        for attempt in range(ATTEMPTS):
            paused = self._pauses.over()
            try:
                return self._attempt(operation, flat, credentials, repeatable=repeatable)
            except AfterPause as failed:
                if attempt == ATTEMPTS - 1:
                    raise failed.error from None
                pause_s = pause(attempt) if failed.pause_s is None else failed.pause_s
                LOG.debug("%s; again in %.1f s", failed.error, pause_s)
                if failed.for_all:
                    self._pauses.make(pause_s, paused)
                else:
                    self._sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing, in their order."""
        return side_by_side(act, things, self.at_once)

    def wait(self, seconds: float) -> None:
        """Sleep."""
        self._sleep(seconds)

    def now(self) -> float:
        """Return the wall clock's time."""
        return self._wall()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _attempt(
        self,
        operation: Operation,
        flat: dict[str, str],
        credentials: Credentials,
        *,
        repeatable: bool,
    ) -> Document:
        """Make the call once. Raises AfterPause where it may be made again."""
        url, host = self._address(operation, flat.get("RegionId") or self._region_id)
        try:
            answer = self._post(url, host, operation, flat, credentials)
            return read_answer(answer.status_code, answer.content, host)
        except requests.RequestException as error:
            # The library's own texts have the whole query in them, and so the user's passwords.
            failure = unreachable(host, error)
            if repeatable or isinstance(error, requests.ConnectTimeout):
                raise AfterPause(failure) from None
            raise failure from None
        except TransportError as error:
            if repeatable:
                raise AfterPause(error) from None
            raise
        except ApiError as error:
            error.message = without_untold(error.message, flat)
            error.args = (error.message,)
            raise after_refusal(error, answer.headers, repeatable=repeatable) from None

    def _post(
        self,
        url: str,
        host: str,
        operation: Operation,
        flat: dict[str, str],
        credentials: Credentials,
    ) -> requests.Response:
        """Return the response to a request, successful or not."""
        answer = self._session.post(
            f"{url}/?{signature.canonical_query(flat.items())}",
            headers=self._headers(operation, host, flat, credentials),
            timeout=(CONNECT_S, READS_S.get(operation.name, READ_S)),
            allow_redirects=False,
            auth=as_it_is,
        )
        LOG.debug("%s %s %s: HTTP %d", host, operation.name, told(flat), answer.status_code)
        return answer

    def _address(self, operation: Operation, region_id: str) -> tuple[str, str]:
        """Return the address without its path, and the host as the Host header has it."""
        endpoint = self._endpoint or host_of(operation.product, region_id)
        scheme, _, host = endpoint.rpartition("://")
        return f"{scheme or 'https'}://{host}", host

    def _headers(
        self, operation: Operation, host: str, flat: dict[str, str], credentials: Credentials
    ) -> dict[str, str]:
        """Return the headers of a request, signed."""
        body_digest = signature.sha256(b"")
        headers = {
            "host": host,
            "accept": "application/json",
            "user-agent": "ecsops",
            "x-acs-action": operation.name,
            "x-acs-version": operation.product.version,
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._wall())),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-content-sha256": body_digest,
        }
        if credentials.security_token:
            headers["x-acs-security-token"] = credentials.security_token
        canonical = signature.v3_canonical_request(
            "POST", flat.items(), headers, headers, body_digest
        )
        signed = signature.v3_signature(
            credentials.access_key_secret, signature.v3_string_to_sign(canonical)
        )
        authorization = signature.v3_authorization(credentials.access_key_id, headers, signed)
        return {**headers, "authorization": authorization}


def after_refusal(
    error: ApiError, headers: Mapping[str, str], *, repeatable: bool
) -> ApiError | AfterPause:
    """Return what to raise: AfterPause where the call may be made again, or the refusal."""
    throttled = error.code.startswith("Throttling") or error.http_status == 429
    passing = error.http_status >= 500 or error.code in TWIN_CODES
    if throttled or (repeatable and passing):
        return AfterPause(error, asked_pause(headers), for_all=throttled)
    return error


def as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request as it is signed: a ~/.netrc would put its own Authorization there."""
    return request


def unreachable(host: str, error: requests.RequestException) -> TransportError:
    """Return what a failed request means, in words that hold nothing of what was sent."""
    if isinstance(error, requests.exceptions.SSLError):
        return TransportError(_("Cannot verify the TLS certificate of {host}.").format(host=host))
    if isinstance(error, requests.exceptions.ProxyError):
        return TransportError(_("The proxy for {host} does not respond.").format(host=host))
    if isinstance(error, requests.Timeout):
        return TransportError(_("{host} did not respond in time.").format(host=host))
    if isinstance(error, requests.ConnectionError):
        return TransportError(
            _("Cannot connect to {host}.").format(host=host),
            _("Check the network, DNS, proxy and --endpoint."),
        )
    return TransportError(
        _("The connection to {host} failed ({error}).").format(
            host=host, error=type(error).__name__
        )
    )
