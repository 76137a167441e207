"""Who calls Message Service: the signature in the Authorization header."""

import base64
import hashlib
import hmac
from calendar import timegm
from collections.abc import Callable
from email.utils import parsedate

from ecsops.server.limits import CLOCK_SKEW_S
from ecsops.server.mns.refusals import refuse
from ecsops.simulator.access_keys import AccessKey

SCHEME = "MNS "

Find = Callable[[str], AccessKey | None]


class Authentication:
    """Verifies requests; times are the wall clock's."""

    def __init__(self, find: Find, wall: Callable[[], float]) -> None:
        self._find = find
        self._wall = wall

    def verify(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        """Refuse a request that no key of the account has signed. Raises ApiError.

        `target` is the path with its query exactly as they were sent.
        """
        authorization = headers.get("authorization", "")
        if not authorization:
            refuse("MissingAuthorizationHeader")
        scheme, _, rest = authorization.partition(" ")
        key_id, colon, given = rest.strip().partition(":")
        if f"{scheme} " != SCHEME or not colon:
            refuse("InvalidAuthorizationHeader")
        self._check_date(headers)
        key = self._find(key_id)
        if key is None:
            refuse("InvalidAccessKeyId")
        if key.security_token != headers.get("security-token", ""):
            refuse("AccessDenied")
        expected = signature(key.secret, string_to_sign(method, target, headers))
        if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
            refuse("SignatureDoesNotMatch")
        check_digest(headers, body)

    def _check_date(self, headers: dict[str, str]) -> None:
        date = headers.get("date", "")
        if not date:
            refuse("MissingDateHeader")
        try:
            at = timegm(parsedate(date) or ())
        except (ValueError, TypeError, IndexError, OverflowError):
            refuse("InvalidDateHeader")
        if abs(at - self._wall()) > CLOCK_SKEW_S:
            refuse("TimeExpired")


def check_digest(headers: dict[str, str], body: bytes) -> None:
    """Refuse a body whose Content-MD5, the Base64 of the MD5 in hexadecimal, is another's.

    A body whose digest was not signed is refused too.
    """
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
    given = headers.get("content-md5", "")
    if (body or given) and given != base64.b64encode(digest.encode()).decode():
        refuse("InvalidDegist")


def string_to_sign(method: str, target: str, headers: dict[str, str]) -> str:
    """Return what is signed: the method, four headers, all of MNS, and the target."""
    own = "".join(
        f"{name}:{headers[name]}\n" for name in sorted(headers) if name.startswith("x-mns-")
    )
    fixed = (headers.get(name, "") for name in ("content-md5", "content-type", "date"))
    return "\n".join([method, *fixed]) + f"\n{own}{target}"


def signature(secret: str, text: str) -> str:
    """Return the signature of a text."""
    digest = hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
