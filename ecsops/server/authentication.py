"""Authentication: signatures V1 and V3 are verified, with the documented errors."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from ecsops.openapi import signature
from ecsops.openapi.signature import Authorization
from ecsops.server.limits import CLOCK_SKEW_S
from ecsops.server.nonces import Nonces
from ecsops.server.refusals import refuse
from ecsops.server.requests import Received
from ecsops.simulator.access_keys import AccessKey
from ecsops.simulator.engine.clock import iso_seconds

V3_SIGNS = (
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
)
"""Headers that V3 must sign (its page: host and all x-acs-*)."""

Find = Callable[[str], AccessKey | None]


class Authentication:
    """Verifies requests. Times are the wall clock's: the account's own may be anywhere."""

    def __init__(self, find: Find, wall: Callable[[], float], nonces: Nonces | None = None) -> None:
        self._find = find
        self._wall = wall
        self._nonces = Nonces() if nonces is None else nonces

    def verify(self, request: Received) -> str:
        """Return the AccessKeyId that has signed the request. Raises ApiError."""
        authorization = request.headers.get("authorization", "")
        if authorization.startswith(signature.ALGORITHM):
            read = signature.read_authorization(authorization)
            if read is None:
                refuse("IncompleteSignature")
            return self._verify_v3(request, read)
        return self._verify_v1(request)

    def _verify_v1(self, request: Received) -> str:
        given = request.parameters
        for name in ("AccessKeyId", "Signature", "SignatureMethod", "SignatureNonce", "Timestamp"):
            if not given.get(name):
                refuse("Missing{Name}", Name=name)
        if given["SignatureMethod"].upper() != "HMAC-SHA1":
            refuse("InvalidSignatureMethod")
        if given.get("SignatureVersion") != "1.0":
            refuse("IncompleteSignature")
        key = self._key(given["AccessKeyId"], given.get("SecurityToken", ""))
        at = self._time(given["Timestamp"])
        signed = [(name, value) for name, value in given.items() if name != "Signature"]
        string = signature.v1_string_to_sign(request.method, signed)
        check(signature.v1_signature(key.secret, string), given["Signature"], string)
        self._use(key, given["SignatureNonce"], at)
        return key.access_key_id

    def _verify_v3(self, request: Received, read: Authorization) -> str:
        headers = request.headers
        check_signed(headers, read.signed_headers, has_body=bool(request.body))
        content_hash = signature.sha256(request.body)
        key = self._key(read.access_key_id, headers.get("x-acs-security-token", ""))
        at = self._time(headers["x-acs-date"])
        canonical = signature.v3_canonical_request(
            request.method,
            request.query.items(),
            headers,
            read.signed_headers,
            content_hash,
        )
        string = signature.v3_string_to_sign(canonical)
        check(content_hash, headers["x-acs-content-sha256"].lower(), string)
        check(signature.v3_signature(key.secret, string), read.signature, string)
        self._use(key, headers["x-acs-signature-nonce"], at)
        return key.access_key_id

    def _key(self, access_key_id: str, security_token: str) -> AccessKey:
        key = self._find(access_key_id)
        if key is None:
            refuse("InvalidAccessKeyId.NotFound")
        if key.security_token and not security_token:
            refuse("Missing{Name}", Name="SecurityToken")
        if not same(key.security_token, security_token):
            refuse("InvalidSecurityToken.MismatchWithAccessKey")
        return key

    def _time(self, timestamp: str) -> float:
        """Return the time of a request, refused where it is too far from ours."""
        at = read_time(timestamp)
        if abs(at - self._wall()) > CLOCK_SKEW_S:
            refuse("InvalidTimeStamp.Expired")
        return at

    def _use(self, key: AccessKey, nonce: str, at: float) -> None:
        """Remember the nonce as long as its request could come again; refuse one that came."""
        if not self._nonces.use(key.access_key_id, nonce, at + CLOCK_SKEW_S, self._wall()):
            refuse("SignatureNonceUsed")


def check_signed(headers: Mapping[str, str], signed: tuple[str, ...], *, has_body: bool) -> None:
    """Refuse a V3 request that lacks a header, or leaves one unsigned that must not be.

    The Content-Type of a body decides what the body means, so it must be signed then.
    """
    for name in V3_SIGNS:
        if not headers.get(name):
            refuse("Missing{Name}", Name=name)
    of_the_vendor = {name for name in headers if name.startswith("x-acs-")}
    of_a_body = {"content-type"} & headers.keys() if has_body else set[str]()
    if not {*V3_SIGNS, *of_the_vendor, *of_a_body} <= set(signed) <= headers.keys():
        refuse("IncompleteSignature")


def check(expected: str, given: str, string_to_sign: str) -> None:
    """Refuse a signature that is not the expected one; the time that takes tells nothing."""
    if not same(expected, given):
        refuse("SignatureDoesNotMatch", StringToSign=string_to_sign)


def same(expected: str, given: str) -> bool:
    """Compare two texts in a time that does not depend on where they differ."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


@lru_cache
def read_time(timestamp: str) -> float:
    """Return the seconds since 1970 of `2019-06-25T08:00:00Z`. Raises ApiError.

    Requests of one second bear the same text.
    """
    try:
        at = datetime.fromisoformat(timestamp).timestamp()
        if iso_seconds(at) == timestamp:
            return at
    except (ValueError, OverflowError):
        pass
    refuse("InvalidTimeStamp.Format")
