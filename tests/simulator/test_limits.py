"""Every documented limit of a query from both sides: n passes, n + 1 is refused or cut.

The limits are read from the catalogue, so an operation that is added is tested too.
"""

import json
import re
from collections.abc import Iterator

import pytest

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Document, Operation, Parameter
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.sandbox_stories import WEB

NEEDED = {
    "DescribeInstanceAttachmentAttributes": {"InstanceIds": [WEB]},
    "DescribeInstanceAutoRenewAttribute": {"RenewalStatus": "Normal"},
    "DescribeInstanceRamRole": {"RamRoleName": "web"},
    "DescribeInstanceHistoryEvents": {"InstanceId": WEB},
    "DescribeLaunchTemplateVersions": {"LaunchTemplateName": "t"},
    "DescribeInvocationResults": {"InvokeId": "t-none"},
    "DescribeMetricLast": {"Namespace": "acs_ecs_dashboard", "MetricName": "CPUUtilization"},
    "DescribeMetricList": {"Namespace": "acs_ecs_dashboard", "MetricName": "CPUUtilization"},
    "DescribeCloudAssistantStatus": {},
    "DescribeSecurityGroupAttribute": {"SecurityGroupId": "sg-bp1xthknuk9exczoaxb5"},
}
"""What else a call needs."""

QUERIES = [
    find(product, name)
    for product in MODULES
    for name in names(product)
    if name.startswith("Describe")
]


def outcome(account: Simulator, operation: Operation, **parameters: object) -> str | Document:
    """Return the response, or the code of the refusal."""
    given = {**NEEDED.get(operation.name, {}), **parameters}
    try:
        return Client(account, "cn-hangzhou").call(operation, **given)
    except ApiError as error:
        return error.code


def code(found: str | Document) -> str:
    return found if isinstance(found, str) else "OK"


def paged() -> Iterator[tuple[Operation, str]]:
    """Yield each operation with each parameter that is the size of a page."""
    for operation in QUERIES:
        if paging := operation.paging:
            if paging.page:
                yield operation, "PageSize"
            if paging.token and paging.size:
                yield operation, paging.size


def largest(operation: Operation, name: str) -> int:
    """Return the largest page; a PageSize beside tokens is at most 100."""
    assert operation.paging is not None
    both = operation.paging.page and operation.paging.token and name == "PageSize"
    return min(100, operation.paging.largest) if both else operation.paging.largest


@pytest.mark.parametrize(
    ("operation", "name"), list(paged()), ids=lambda each: getattr(each, "name", each)
)
def test_a_page_has_its_largest_size(account: Simulator, operation: Operation, name: str) -> None:
    assert operation.paging is not None
    most = largest(operation, name)
    fitting = outcome(account, operation, **{name: most})
    larger = outcome(account, operation, **{name: most + 1})

    usual = code(outcome(account, operation, **{name: max(operation.paging.smallest, 10)}))
    assert code(fitting) == usual
    if operation.paging.clamps:
        assert code(larger) == usual
        if isinstance(larger, dict) and "PageSize" in larger:
            assert int(larger["PageSize"]) <= most
    else:
        assert code(larger) != usual


@pytest.mark.parametrize("operation", QUERIES, ids=lambda each: each.name)
def test_a_page_has_at_least_one_item(account: Simulator, operation: Operation) -> None:
    for _, name in (each for each in paged() if each[0] is operation):
        usual = code(outcome(account, operation))
        paging = operation.paging
        assert paging is not None
        smaller = code(outcome(account, operation, **{name: 0}))
        assert (smaller == usual) == paging.clamps, (name, smaller)


def listed() -> Iterator[tuple[Operation, Parameter, int]]:
    """Yield each list of a query whose page says how many items it may have."""
    for operation in QUERIES:
        for parameter in operation.parameters:
            found = re.match(r"at most (\d+)", parameter.limits)
            if found and parameter.repeat and not parameter.parts:
                yield operation, parameter, int(found[1])


VALUES = {
    "InstanceEventType": ["SystemMaintenance.Reboot", "SystemFailure.Reboot"],
    "InstanceTypes": [f"ecs.g5.{size}large" for size in ("", "x", "2x", "3x", "4x", "6x", "8x")],
}


def several(parameter: Parameter, count: int) -> list[str]:
    """Return different values that the parameter could have."""
    prefix = {"EventId": "e-", "DiskId": "d-", "LaunchTemplateId": "lt-"}.get(parameter.name, "i-")
    return [f"{prefix}bp{number:018}" for number in range(count)]


@pytest.mark.parametrize(
    ("operation", "parameter", "most"),
    [each for each in listed() if each[1].name not in VALUES],
    ids=lambda each: getattr(each, "name", str(each)),
)
def test_a_list_of_ids_has_its_greatest_number(
    account: Simulator, operation: Operation, parameter: Parameter, most: int
) -> None:
    one = code(outcome(account, operation, **{parameter.name: several(parameter, 1)}))
    fitting = code(outcome(account, operation, **{parameter.name: several(parameter, most)}))
    larger = code(outcome(account, operation, **{parameter.name: several(parameter, most + 1)}))

    assert fitting == one
    assert larger not in ("OK", one)


@pytest.mark.parametrize(("name", "most"), [("DescribeInstances", 100), ("DescribeDisks", 100)])
def test_a_list_of_ids_in_json_has_its_greatest_number(
    account: Simulator, name: str, most: int
) -> None:
    operation = find("ecs", name)
    ids = "InstanceIds" if name == "DescribeInstances" else "DiskIds"
    prefix = ids[0].lower()

    def asked(count: int) -> str:
        values = [f"{prefix}-bp{number:018}" for number in range(count)]
        return code(outcome(account, operation, **{ids: json.dumps(values)}))

    assert (asked(most), asked(most + 1) == "OK") == ("OK", False)


@pytest.mark.parametrize("name", ["[a-z]*", "?serGuide*", "User[G]uide*", "{a,b}"])
def test_only_a_star_is_a_pattern_in_a_name(account: Simulator, name: str) -> None:
    """SQLite's GLOB knows more signs; in a name they mean themselves."""
    found = outcome(account, find("ecs", "DescribeInstances"), InstanceName=name)

    assert isinstance(found, dict)
    assert found["Instances"]["Instance"] == []
