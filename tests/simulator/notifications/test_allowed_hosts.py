"""Where a webhook may lead: one function decides, and what it returns is connected to."""

import pytest

from ecsops.simulator.notifications.allowed_hosts import Destination, destination

HERE = "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:9/x?a=b", ("http://127.0.0.1:9/x?a=b", "127.0.0.1:9", HERE)),
        ("http://localhost", ("http://127.0.0.1/", "localhost", "localhost")),
        ("https://[::1]:8443/a", ("https://[::1]:8443/a", "[::1]:8443", "::1")),
        ("http://u:p@127.0.0.2/", ("http://u:p@127.0.0.2/", "127.0.0.2", "127.0.0.2")),
        ("http://127.0.0.1?@evil.example/", ("http://127.0.0.1/?@evil.example/", HERE, HERE)),
    ],
)
def test_an_address_of_this_machine_is_connected_to(url: str, expected: tuple[str, ...]) -> None:
    assert destination(url, {}) == Destination(*expected)


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.2:19001\\@127.0.0.1:19001/x",
        "http://192.0.2.2/",
        "http://127.0.0.1@192.0.2.2/",
        "http://127.0.0.1:80@192.0.2.2/",
        "http://192.0.2.2#@127.0.0.1/",
        "http://127.0.0.1;192.0.2.2/",
        "http://127.0.0.1.example/",
        "http://localhost.example/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0.0.0.0/",
        "http://[::ffff:192.0.2.2]/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1\t/",
        "http://127.0.0.1 /",
        "http://ⓛocalhost/",
        "http:///x",
        "http:127.0.0.1",
        "//127.0.0.1/",
        "ftp://127.0.0.1/",
        "http://[::1/",
        "",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert destination(url, {}) is None


def test_whoever_allows_it_sends_anywhere_but_not_to_what_is_no_url() -> None:
    anywhere = {"anywhere": 1}

    assert destination("http://192.0.2.2:81/x", anywhere) == Destination(
        "http://192.0.2.2:81/x", "192.0.2.2:81", "192.0.2.2"
    )
    assert destination("http://192.0.2.2:81\\@127.0.0.1/x", anywhere) is None
