"""Requests within every limit that used to cost seconds, or an answer that is not documented.

They are answered at once now; `python -m tools.benchmarks.worst` says how fast.
"""

from typing import Any

import pytest

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Operation
from ecsops.errors import ApiError
from ecsops.openapi.wire import unflatten
from ecsops.simulator.account import Simulator
from tools.benchmarks.worst import INPUTS, Input

TAGGED = [
    (product, name, parameter.name)
    for product in MODULES
    for name in names(product)
    for parameter in find(product, name).parameters
    if parameter.name in ("Tag", "TemplateTag") and name.startswith("Describe")
]


def outcome(account: Simulator, operation: Operation, pairs: list[tuple[str, str]]) -> str:
    """Return the code of the refusal, or `OK`."""
    try:
        account.call(operation, unflatten(operation, pairs))
    except ApiError as error:
        return error.code
    return "OK"


@pytest.mark.parametrize("case", INPUTS, ids=lambda case: case.name)
def test_the_worst_input_has_a_documented_outcome(account: Simulator, case: Input) -> None:
    operation = find(case.product, case.operation)

    assert outcome(account, operation, case.pairs) == case.code


@pytest.mark.parametrize(("product", "name", "parameter"), TAGGED)
def test_a_query_takes_so_many_tags(
    account: Simulator, product: str, name: str, parameter: str
) -> None:
    operation = find(product, name)

    def tags(count: int) -> list[tuple[str, str]]:
        keys = [(f"{parameter}.{number}.Key", f"k{number}") for number in range(1, count + 1)]
        return [("RegionId", "cn-hangzhou"), *keys]

    most = 5 if product == "cms" else 20
    assert outcome(account, operation, tags(most)) == "OK"
    assert outcome(account, operation, tags(most + 1)) in (
        "InvalidTagCount",
        "NumberExceed.Tags",
        "InvalidParameter",
        "ParameterInvalid",
    )


@pytest.mark.parametrize(
    ("depth", "expected"), [(2, {"Tag": [{"Key": "x"}]}), (16, {}), (17, {}), (32_000, {})]
)
def test_a_name_has_as_many_parts_as_a_parameter_can(depth: int, expected: Any) -> None:
    name = "Tag.1.Key" if depth == 2 else "Tag" + ".1" * depth

    assert unflatten(find("ecs", "DescribeInstances"), [(name, "x")]) == expected
