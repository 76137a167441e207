"""Signed requests, and what is refused of them."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from ecsops.errors import ApiError
from ecsops.openapi import signature
from ecsops.server import authentication
from ecsops.server.authentication import V3_SIGNS, Authentication
from ecsops.server.requests import Received, received
from ecsops.simulator.access_keys import AccessKey

NOW = authentication.read_time("2019-06-25T08:00:00Z")

KEYS = {
    "testid": AccessKey("testid", "testsecret", ""),
    "STS.x": AccessKey("STS.x", "testsecret", "token"),
}


@pytest.fixture
def verify() -> Callable[[Received], str]:
    return Authentication(KEYS.get, lambda: NOW).verify


def v1(secret: str = "testsecret", **changes: str) -> Received:
    """Return a request signed as V1 has it; a change to nothing takes a parameter away."""
    given = {
        "AccessKeyId": "testid",
        "Action": "DescribeRegions",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "n-1",
        "SignatureVersion": "1.0",
        "Timestamp": "2019-06-25T08:00:00Z",
        "Version": "2014-05-26",
        **changes,
    }
    given = {name: value for name, value in given.items() if value}
    string = signature.v1_string_to_sign("GET", given.items())
    given.setdefault("Signature", signature.v1_signature(secret, string))
    return received("GET", "/", urlencode(given).encode(), [(b"host", b"h")], b"")


def v3(
    secret: str = "testsecret", body: bytes = b"", unsigned: str = "", **changes: str
) -> Received:
    """Return a request signed as V3 has it; headers are given with _ for -."""
    headers = {
        "host": "h",
        "x-acs-action": "DescribeRegions",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2019-06-25T08:00:00Z",
        "x-acs-signature-nonce": "n-1",
        "x-acs-content-sha256": signature.sha256(body),
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    headers = {name: value for name, value in headers.items() if value}
    signed = [name for name in headers if name != unsigned]
    digest = signature.sha256(body)
    canonical = signature.v3_canonical_request("POST", [("A", "b c*~é")], headers, signed, digest)
    found = signature.v3_signature(secret, signature.v3_string_to_sign(canonical))
    access_key_id = "STS.x" if "x-acs-security-token" in headers else "testid"
    headers["authorization"] = signature.v3_authorization(access_key_id, signed, found)
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return received("POST", "/", urlencode({"A": "b c*~é"}).encode(), raw, body)


def refused(verify: Callable[[Received], str], request: Received) -> str:
    with pytest.raises(ApiError) as refusal:
        verify(request)
    return refusal.value.code


def test_a_request_signed_with_v1_or_v3_is_taken(verify: Callable[[Received], str]) -> None:
    assert verify(v1()) == "testid"
    assert verify(v3(body=b"x", x_acs_signature_nonce="n-2")) == "testid"


def test_a_temporary_key_needs_its_token(verify: Callable[[Received], str]) -> None:
    assert verify(v1(AccessKeyId="STS.x", SecurityToken="token")) == "STS.x"
    assert verify(v3(x_acs_security_token="token", x_acs_signature_nonce="n-2")) == "STS.x"
    assert refused(verify, v1(AccessKeyId="STS.x")) == "MissingSecurityToken"
    for request in (v1(AccessKeyId="STS.x", SecurityToken="other"), v1(SecurityToken="token")):
        assert refused(verify, request) == "InvalidSecurityToken.MismatchWithAccessKey"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"AccessKeyId": ""}, "MissingAccessKeyId"),
        ({"AccessKeyId": "nobody"}, "InvalidAccessKeyId.NotFound"),
        ({"SignatureNonce": ""}, "MissingSignatureNonce"),
        ({"SignatureMethod": "HMAC-MD5"}, "InvalidSignatureMethod"),
        ({"SignatureVersion": "2.0"}, "IncompleteSignature"),
        ({"Timestamp": ""}, "MissingTimestamp"),
        ({"Timestamp": "2019-06-25T08:00:00.5Z"}, "InvalidTimeStamp.Format"),
        ({"Timestamp": "2019-06-25T07:44:59Z"}, "InvalidTimeStamp.Expired"),
        ({"Timestamp": "2019-06-25T08:15:01Z"}, "InvalidTimeStamp.Expired"),
        ({"secret": "other"}, "SignatureDoesNotMatch"),
        ({"Signature": "é"}, "SignatureDoesNotMatch"),
    ],
)
def test_v1_is_refused_with_the_documented_code(
    verify: Callable[[Received], str], changes: dict[str, str], code: str
) -> None:
    assert refused(verify, v1(**changes)) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secret": "other"}, "SignatureDoesNotMatch"),
        ({"unsigned": "x-acs-action"}, "IncompleteSignature"),
        ({"unsigned": "host"}, "IncompleteSignature"),
        ({"x_acs_date": ""}, "Missingx-acs-date"),
        ({"x_acs_date": "2019-06-25T07:44:59Z"}, "InvalidTimeStamp.Expired"),
    ],
)
def test_v3_is_refused_with_the_documented_code(
    verify: Callable[[Received], str], changes: dict[str, str], code: str
) -> None:
    assert refused(verify, v3(**changes)) == code


@pytest.mark.parametrize(
    "header",
    [*V3_SIGNS, "x-acs-security-token", "x-acs-credentials-provider", "content-type"],
)
def test_v3_leaves_no_header_unsigned_that_decides_anything(
    verify: Callable[[Received], str], header: str
) -> None:
    others = {
        "x_acs_security_token": "token",
        "x_acs_credentials_provider": "static",
        "content_type": "application/x-www-form-urlencoded",
    }
    signed = v3(body=b"A=b", **others)
    unsigned = v3(body=b"A=b", unsigned=header, x_acs_signature_nonce="n-2", **others)

    assert verify(signed) == "STS.x"
    assert refused(verify, unsigned) == "IncompleteSignature"


def test_a_header_that_is_added_after_signing_is_refused(
    verify: Callable[[Received], str],
) -> None:
    for name in ("x-acs-resource-owner-id", "content-type"):
        request = v3(body=b"A=b")
        added = request._replace(headers={**request.headers, name: "text/plain"})

        assert refused(verify, added) == "IncompleteSignature"


def test_the_hash_of_the_body_is_that_of_the_body(verify: Callable[[Received], str]) -> None:
    wrong = v3(body=b"A=b", x_acs_content_sha256=signature.sha256(b"A=c"))

    assert refused(verify, wrong) == "SignatureDoesNotMatch"


def test_a_request_at_the_edge_of_the_window_is_taken(verify: Callable[[Received], str]) -> None:
    assert verify(v1(Timestamp="2019-06-25T07:45:00Z")) == "testid"


def test_what_is_changed_after_signing_does_not_match(verify: Callable[[Received], str]) -> None:
    for request in (v1(), v3()):
        changed = request._replace(query={**request.query, "InstanceId.1": "i-1"})

        assert refused(verify, changed) == "SignatureDoesNotMatch"
    assert refused(verify, v3(body=b"x")._replace(body=b"y")) == "SignatureDoesNotMatch"
    assert refused(verify, v1()._replace(method="POST")) == "SignatureDoesNotMatch"


def test_the_message_ends_with_what_the_server_has_signed(
    verify: Callable[[Received], str],
) -> None:
    with pytest.raises(ApiError) as refusal:
        verify(v1(secret="other"))

    said, _, string = refusal.value.message.partition(":")
    assert said.endswith("server string to sign is")
    assert string.startswith("GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26")


def test_a_nonce_is_good_once(verify: Callable[[Received], str]) -> None:
    verify(v1())

    assert refused(verify, v1()) == "SignatureNonceUsed"
    assert verify(v1(SignatureNonce="n-2")) == "testid"


def test_a_nonce_of_a_request_that_is_refused_is_not_used(
    verify: Callable[[Received], str],
) -> None:
    refused(verify, v1(secret="other"))

    assert verify(v1()) == "testid"


@pytest.mark.parametrize(
    "header",
    ["ACS3-HMAC-SHA256", "ACS3-HMAC-SHA256 Credential=testid", "ACS3-HMAC-SHA256 ,,=,;"],
)
def test_half_an_authorization_is_incomplete(
    verify: Callable[[Received], str], header: str
) -> None:
    request = v3()
    request.headers["authorization"] = header

    assert refused(verify, request) == "IncompleteSignature"
