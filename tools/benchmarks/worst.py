"""The worst inputs that the limits of a request admit, and what each costs.

    python -m tools.benchmarks.worst

Prints the processor time of each call on the first-use account, the slowest last. The goal is at
most one second for any of them.
"""

import json
from base64 import b64encode
from contextlib import suppress
from time import process_time
from typing import NamedTuple

from ecsops.catalogue.index import find
from ecsops.errors import ApiError
from ecsops.openapi.wire import unflatten
from ecsops.simulator.account import Simulator

GOAL_S = 1.0

WEB = "i-bp11icv3rbg0ijc177n1"

REGION = ("RegionId", "cn-hangzhou")


class Input(NamedTuple):
    """A request: its operation, its parameters as they travel, and the code of its outcome."""

    name: str
    operation: str
    pairs: list[tuple[str, str]]
    code: str = "OK"
    product: str = "ecs"


def command(content: str, **others: str) -> list[tuple[str, str]]:
    """Return the parameters of CreateCommand."""
    encoded = b64encode(content.encode()).decode()
    given = {"Type": "RunShellScript", "CommandContent": encoded, "Name": "c", **others}
    return [REGION, *given.items()]


def run(**others: str) -> list[tuple[str, str]]:
    """Return the parameters of RunCommand on one instance."""
    given = {"Type": "RunShellScript", "CommandContent": "ZWNobw==", "InstanceId.1": WEB, **others}
    return [REGION, *given.items()]


METRIC = [("Namespace", "acs_ecs_dashboard"), ("MetricName", "CPUUtilization")]

INPUTS = (
    Input("a name of 32,000 parts", "DescribeInstances", [REGION, ("Tag" + ".1" * 32_000, "x")]),
    Input("an unknown name of 32,000 parts", "DescribeRegions", [("a" + ".a" * 32_000, "x")]),
    Input(
        "900 names of 500 parts",
        "DescribeRegions",
        [("Tag" + ".1" * 500 + f".{number}", "x") for number in range(900)],
    ),
    Input(
        "999 tags",
        "DescribeInstances",
        [REGION, *((f"Tag.{number}.Key", f"k{number}") for number in range(1, 1000))],
        "InvalidTagCount",
    ),
    *(
        Input(
            f"a script of {piece!r}",
            "CreateCommand",
            command(piece * (12_000 // len(piece)), EnableParameter="true"),
            code,
        )
        for piece, code in (
            ("{{", "OK"),
            ("{{a", "OK"),
            ("{{ ", "OK"),
            ("{{a}", "OK"),
            ("{{\n", "OK"),
            ("}}{{", "CmdParam.EmptyKey"),
        )
    ),
    Input(
        "ids nested 30,000 deep",
        "DescribeInstances",
        [REGION, ("InstanceIds", "[" * 30_000 + "]" * 30_000)],
        "InvalidInstanceIds",
    ),
    Input(
        "10,000 ids",
        "DescribeInstances",
        [REGION, ("InstanceIds", json.dumps([f"i-{number}" for number in range(10_000)]))],
        "InvalidInstanceIds",
    ),
    Input(
        "a filter of 60,000 stars", "DescribeInstances", [REGION, ("InstanceName", "*" * 60_000)]
    ),
    Input(
        "a filter of 60,000 brackets", "DescribeInstances", [REGION, ("InstanceName", "[" * 60_000)]
    ),
    Input(
        "a page number of 5,000 digits",
        "DescribeInstances",
        [REGION, ("PageNumber", "9" * 5000)],
        "InvalidPageNumber",
    ),
    Input(
        "a token of 60,000 characters",
        "DescribeInstances",
        [REGION, ("NextToken", "A" * 60_000)],
        "InvalidNextToken",
    ),
    Input(
        "a schedule of 18,000 numbers",
        "RunCommand",
        run(RepeatMode="Period", Frequency=",".join(map(str, range(60))) * 300 + " * * * * *"),
        "InvalidParam.Frequency",
    ),
    *(
        Input(
            f"the schedule {frequency!r}",
            "RunCommand",
            run(RepeatMode="Period", Frequency=frequency),
            code,
        )
        for frequency, code in (
            ("0 0 9 1W * SUN", "OK"),
            ("*/10 * * LW * ?", "OK"),
            ("0 0 9 30W 2 ?", "InvalidParam.Frequency"),
            ("0 0 9 29 2 MON#5 2099", "InvalidParam.Frequency"),
        )
    ),
    Input(
        "parameters nested 20,000 deep",
        "RunCommand",
        run(Parameters='{"a":' * 20_000 + "1" + "}" * 20_000),
        "InvalidParameter.Parameters",
    ),
    Input(
        "dimensions nested 9,000 deep",
        "DescribeMetricList",
        [*METRIC, ("Dimensions", '[{"a":' * 9000)],
        "ParameterInvalid",
        "cms",
    ),
    Input(
        "299 names of an event rule",
        "PutEventRule",
        [
            ("RuleName", "a"),
            ("EventPattern.1.Product", "ECS"),
            *((f"EventPattern.1.NameList.{number}", "x*" * 200) for number in range(1, 300)),
        ],
        "OK",
        "cms",
    ),
)


def main() -> None:
    """Print what each input costs."""
    account = Simulator(":memory:")
    costs = []
    for each in INPUTS:
        operation = find(each.product, each.operation)
        begun = process_time()
        with suppress(ApiError):
            account.call(operation, unflatten(operation, each.pairs))
        costs.append((process_time() - begun, each.name))
    for seconds, name in sorted(costs):
        print(f"{seconds:8.3f} s  {name[:70]}")
    print("goal: 1 s,", "met" if max(costs)[0] <= GOAL_S else "NOT met")


if __name__ == "__main__":
    main()
