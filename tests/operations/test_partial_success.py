"""Acting on several things of which some are refused, one after the other and side by side."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from ecsops.client import Client
from ecsops.errors import ApiError, NotFound, TransportError
from ecsops.openapi.side_by_side import side_by_side
from ecsops.operations.partial_success import attempt_each, attempts


class Backend:
    """A backend whose calls nobody makes: what matters is how many act at once."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once

    def each(self, act: Callable[[Any], Any], things: Iterable[Any]) -> Iterator[Any]:
        return side_by_side(act, things, self.at_once)


@pytest.fixture(params=[1, 4])
def client(request: pytest.FixtureRequest) -> Client:
    return Client(Backend(request.param), "r")  # type: ignore[arg-type]


def acts(**errors: Exception) -> Callable[[str], dict[str, str]]:
    """Return an act that some ids are refused."""

    def act(name: str) -> dict[str, str]:
        if name in errors:
            raise errors[name]
        return {"RequestId": name}

    return act


NOT_FOUND = NotFound("NotFound", "There is none.", http_status=404)

REFUSED = ApiError("Refused", "No.", http_status=403)


def test_one_that_is_refused_hinders_no_other(client: Client) -> None:
    found = attempt_each(client, "Id", "abcab", acts(b=NOT_FOUND, c=REFUSED))

    assert found.documents == [
        {"Id": "a", "Code": "200", "Message": "success", "RequestId": "a"},
        {"Id": "b", "Code": "NotFound", "Message": "There is none."},
        {"Id": "c", "Code": "Refused", "Message": "No."},
    ]
    assert found.error is NOT_FOUND
    assert not found.all_failed


def test_when_all_are_refused_nothing_is_done(client: Client) -> None:
    assert attempt_each(client, "Id", "ab", acts(a=REFUSED, b=REFUSED)).all_failed


def test_where_all_are_wanted_or_none_nothing_is_begun_after_a_refusal(client: Client) -> None:
    found = list(attempts(client, acts(b=REFUSED), "abcdefghijklmnop", all_or_none=True))

    assert [(each.thing, bool(each.result)) for each in found[:2]] == [("a", True), ("b", False)]
    assert len(found) <= 2 + client.backend.at_once


def test_when_nobody_answers_nothing_more_is_begun_and_what_was_done_is_told(
    client: Client,
) -> None:
    found = attempt_each(client, "Id", "abcdefghijklmnop", acts(c=TransportError("No answer.")))

    assert [each["Code"] for each in found.documents[:3]] == ["200", "200", "TransportError"]
    assert len(found.documents) <= 3 + client.backend.at_once
    assert isinstance(found.error, TransportError)


def test_what_was_begun_beside_a_refusal_is_told() -> None:
    together = threading.Barrier(3, timeout=10)

    def act(name: str) -> str:
        if name in "abc":
            together.wait()
        if name == "a":
            raise REFUSED
        return name

    client = Client(Backend(3), "r")  # type: ignore[arg-type]
    found = list(attempts(client, act, "abcdef", all_or_none=True))

    assert [(each.thing, each.result) for each in found[:3]] == [
        ("a", None),
        ("b", "b"),
        ("c", "c"),
    ]
