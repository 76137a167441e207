"""The vendor's worked examples, and requests that its SDKs sign, reproduced."""

from ecsops.openapi import signature

V1_PAGE = {
    "AccessKeyId": "testid",
    "Action": "DescribeRegions",
    "Format": "XML",
    "SignatureMethod": "HMAC-SHA1",
    "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    "SignatureVersion": "1.0",
    "Timestamp": "2016-02-23T12:46:24Z",
    "Version": "2014-05-26",
}

COMMAND = {
    "CommandId": "c-0123456789abcdef0123456789abcdef",
    "Frequency": "0 */20 * * * *",
    "InstanceId.1": "i-bp1aaaaaaaaaaaaaaaaa",
    "Parameters": '{"name":"J~k é"}',
    "RegionId": "cn-hangzhou",
}

V1_COMMAND = {
    **COMMAND,
    "AccessKeyId": "testid",
    "Action": "InvokeCommand",
    "Format": "JSON",
    "InstanceId.2": "i-bp1bbbbbbbbbbbbbbbbb",
    "SignatureMethod": "HMAC-SHA1",
    "SignatureNonce": "9f1c2d3e-0000-4000-8000-000000000001",
    "SignatureType": "",
    "SignatureVersion": "1.0",
    "Timed": "true",
    "Timestamp": "2019-06-25T08:00:00Z",
    "Version": "2014-05-26",
}

V3_HEADERS = {
    "x-acs-date": "2019-06-25T08:00:00Z",
    "x-acs-signature-nonce": "9f1c2d3e000040008000000000000001",
}


def v1(method: str, parameters: dict[str, str]) -> str:
    string = signature.v1_string_to_sign(method, parameters.items())
    return signature.v1_signature("testsecret", string)


def v3(
    query: dict[str, str], headers: dict[str, str], body: bytes = b"", secret: str = "testsecret"
) -> tuple[str, str]:
    """Return the hash of the canonical request, and the signature; the body's hash is signed."""
    signed = {**headers, "x-acs-content-sha256": signature.sha256(body)}
    canonical = signature.v3_canonical_request(
        "POST", query.items(), signed, signed, signed["x-acs-content-sha256"]
    )
    string = signature.v3_string_to_sign(canonical)
    return string.split("\n")[1], signature.v3_signature(secret, string)


def test_v1_signs_the_example_of_the_page() -> None:
    assert v1("GET", V1_PAGE) == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="


def test_v1_signs_the_example_of_the_older_page_with_its_misspelt_name() -> None:
    older = {"TimeStamp" if name == "Timestamp" else name: V1_PAGE[name] for name in V1_PAGE}

    assert v1("GET", older) == "CT9X0VtwR86fNWSnsc6v8YGOjuE="


def test_v1_signs_spaces_stars_tildes_and_accents_as_both_sdks_do() -> None:
    assert signature.v1_string_to_sign("POST", V1_COMMAND.items()) == (
        "POST&%2F&AccessKeyId%3Dtestid%26Action%3DInvokeCommand%26"
        "CommandId%3Dc-0123456789abcdef0123456789abcdef%26Format%3DJSON%26"
        "Frequency%3D0%2520%252A%252F20%2520%252A%2520%252A%2520%252A%2520%252A%26"
        "InstanceId.1%3Di-bp1aaaaaaaaaaaaaaaaa%26InstanceId.2%3Di-bp1bbbbbbbbbbbbbbbbb%26"
        "Parameters%3D%257B%2522name%2522%253A%2522J~k%2520%25C3%25A9%2522%257D%26"
        "RegionId%3Dcn-hangzhou%26SignatureMethod%3DHMAC-SHA1%26"
        "SignatureNonce%3D9f1c2d3e-0000-4000-8000-000000000001%26SignatureType%3D%26"
        "SignatureVersion%3D1.0%26Timed%3Dtrue%26Timestamp%3D2019-06-25T08%253A00%253A00Z%26"
        "Version%3D2014-05-26"
    )
    assert v1("POST", V1_COMMAND) == "4sEF5ftPIHvCS1m71ff0V3J7OSw="


def test_v3_signs_the_example_of_the_page() -> None:
    query = {
        "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        "RegionId": "cn-shanghai",
    }
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
    }

    _, found = v3(query, headers, secret="YourAccessKeySecret")

    assert found == "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"


def test_v3_signs_every_header_that_is_named_and_encodes_values() -> None:
    headers = {
        **V3_HEADERS,
        "accept": "application/json",
        "host": "ecs.cn-hangzhou.aliyuncs.com",
        "user-agent": "ecsops-test/1",
        "x-acs-action": "InvokeCommand",
        "x-acs-version": "2014-05-26",
    }

    canonical_hash, found = v3(COMMAND, headers)

    assert canonical_hash == "3ba1513f99684d294ed32a60c1f5214bad90c18b7332ee0943ebd243206fb1dd"
    assert found == "656173bef3a9fe7a871aace461c714ae525f77766f6fa2b9c48bc4793a34f104"


def test_v3_signs_a_body_by_its_hash() -> None:
    headers = {
        **V3_HEADERS,
        "content-type": "application/x-www-form-urlencoded",
        "host": "metrics.cn-hangzhou.aliyuncs.com",
        "x-acs-action": "DescribeMetricList",
        "x-acs-version": "2019-01-01",
    }

    _, found = v3({}, headers, b"MetricName=CPUUtilization&Namespace=acs_ecs_dashboard")

    assert found == "5fd81ac01fcba9ebddca2d833d50e44061f6a85f850687dda6510fdc15e9df5a"


def test_an_authorization_header_is_read_as_it_is_written() -> None:
    written = signature.v3_authorization("testid", ["x-acs-date", "host"], "ab12")

    assert (
        written == "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-date,Signature=ab12"
    )
    assert signature.read_authorization(written) == ("testid", ("host", "x-acs-date"), "ab12")
    assert signature.read_authorization("Bearer x") is None
    assert signature.read_authorization("ACS3-HMAC-SHA256 Credential=a") is None
