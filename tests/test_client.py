"""Listings read to their end: which pages are asked for, and which of them side by side."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client


class Account:
    """A backend of so many deployment sets; `grown` are there from its second page on."""

    at_once = 8

    def __init__(self, total: int, grown: int = 0) -> None:
        self.total, self.grown = total, grown
        self.asked: list[int] = []
        self.together: list[int] = []

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        number, size = parameters["PageNumber"], parameters["PageSize"]
        self.asked.append(number)
        if number > 1:
            self.total, self.grown = self.total + self.grown, 0
        items = range((number - 1) * size, min(number * size, self.total))
        return {
            "TotalCount": self.total,
            "DeploymentSets": {"DeploymentSet": [{"DeploymentSetId": each} for each in items]},
        }

    def each(self, act: Callable[[Any], Any], things: Iterable[Any]) -> Iterator[Any]:
        found = [act(thing) for thing in things]
        self.together.append(len(found))
        return iter(found)

    def wait(self, seconds: float) -> None:
        raise AssertionError

    def now(self) -> float:
        raise AssertionError

    def close(self) -> None:
        raise AssertionError


@pytest.mark.parametrize(
    ("total", "limit", "asked", "together"),
    [
        (0, None, [1], []),
        (50, None, [1], []),
        (51, None, [1, 2], [1]),
        (420, None, [1, 2, 3, 4, 5, 6, 7, 8, 9], [8]),
        (420, 120, [1, 2, 3], [2]),
        (420, 30, [1], []),
    ],
)
def test_the_pages_after_the_first_are_read_side_by_side(
    total: int, limit: int | None, asked: list[int], together: list[int]
) -> None:
    account = Account(total)

    found = list(Client(account, "r").items(DescribeDeploymentSets, limit=limit))

    assert len(found) == min(total, limit or total)
    assert [each["DeploymentSetId"] for each in found] == list(range(len(found)))
    assert (account.asked, account.together) == (asked, together)


def test_what_is_added_while_pages_are_read_is_read_too() -> None:
    account = Account(100, grown=60)

    found = list(Client(account, "r").items(DescribeDeploymentSets))

    assert len(found) == 160
    assert (account.asked, account.together) == ([1, 2, 3, 4], [1, 2])
