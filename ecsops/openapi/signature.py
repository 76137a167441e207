"""Signatures of requests, V1 (HMAC-SHA1 in the query) and V3 (ACS3-HMAC-SHA256 in a header).

What signs here and what the served simulator verifies with is the same text to sign.
Sources: the pages on signatures of the RPC style and of V3 (help.aliyun.com, "Request syntax and
signature method V3"), and the vendor's SDKs, whose requests the tests reproduce.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"

Pairs = Iterable[tuple[str, str]]

is_encoded = re.compile("[A-Za-z0-9_.~-]*=[A-Za-z0-9_.~-]*").fullmatch
"""Tells whether a name and its value are percent-encoded as they stand; most are."""


class Authorization(NamedTuple):
    """Content of the V3 Authorization header."""

    access_key_id: str
    signed_headers: tuple[str, ...]
    signature: str


def encode(text: str) -> str:
    """Return the text percent-encoded: in UTF-8, all but letters, digits and `-_.~`."""
    return quote(text, safe="")


def canonical_query(pairs: Pairs) -> str:
    """Return names and values, encoded and sorted by name."""
    return "&".join(encoded(name, value) for name, value in sorted(pairs))


def encoded(name: str, value: str) -> str:
    """Return a name and its value as a query has them."""
    pair = f"{name}={value}"
    return pair if is_encoded(pair) else f"{encode(name)}={encode(value)}"


def v1_string_to_sign(method: str, pairs: Pairs) -> str:
    """Return what V1 signs of all parameters but Signature, the common ones included."""
    # What is percent-encoded and joined has three characters that are to be encoded (again).
    query = canonical_query(pairs).replace("%", "%25").replace("&", "%26").replace("=", "%3D")
    return f"{method}&%2F&{query}"


def v1_signature(secret: str, string_to_sign: str) -> str:
    """Return the value of the parameter Signature."""
    digest = hmac.digest(f"{secret}&".encode(), string_to_sign.encode(), "sha1")
    return base64.b64encode(digest).decode()


def v3_canonical_request(
    method: str,
    pairs: Pairs,
    headers: Mapping[str, str],
    signed_headers: Iterable[str],
    body_digest: str,
) -> str:
    """Return the request as V3 sees it: `headers` by lower-case name, the path always `/`.

    Raises KeyError when a header that is to be signed is not there.
    """
    names = sorted(signed_headers)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    query = canonical_query(pairs)
    return "\n".join((method, "/", query, lines, ";".join(names), body_digest))


def v3_string_to_sign(canonical_request: str) -> str:
    """Return what V3 signs of a canonical request."""
    return f"{ALGORITHM}\n{sha256(canonical_request.encode())}"


def v3_signature(secret: str, string_to_sign: str) -> str:
    """Return the signature that stands in the Authorization header."""
    return hmac.digest(secret.encode(), string_to_sign.encode(), "sha256").hex()


def v3_authorization(access_key_id: str, signed_headers: Iterable[str], signature: str) -> str:
    """Return the value of the Authorization header."""
    names = ";".join(sorted(signed_headers))
    return f"{ALGORITHM} Credential={access_key_id},SignedHeaders={names},Signature={signature}"


def read_authorization(value: str) -> Authorization | None:
    """Return what an Authorization header says, or None when it is none of V3."""
    algorithm, _, rest = value.strip().partition(" ")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if algorithm != ALGORITHM or not {"Credential", "SignedHeaders", "Signature"} <= fields.keys():
        return None
    names = tuple(filter(None, fields["SignedHeaders"].lower().split(";")))
    return Authorization(fields["Credential"], names, fields["Signature"])


def sha256(body: bytes) -> str:
    """Return the hexadecimal SHA-256 of a body."""
    return hashlib.sha256(body).hexdigest()
