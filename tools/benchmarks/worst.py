"""The worst inputs that the limits of a request and of a command line admit, and what each costs.

    python -m tools.benchmarks.worst

Prints the processor time of each call on the first-use account, of each request to a served one
(client and server together), and of each command line, the slowest last. The goal is at most one
second for any of them.
"""

import http.client
import json
import os
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple
from urllib.parse import urlencode

from click.testing import CliRunner

from ecsops.catalogue.index import find
from ecsops.catalogue.model import Operation
from ecsops.cli import ecsops
from ecsops.errors import ApiError
from ecsops.openapi.wire import unflatten
from ecsops.server.service import Choices, Service
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


LINES = (
    ["deployset", "list", "--query", "(" * 100_000],
    ["deployset", "list", "--query", "[?" + "a||" * 20_000 + "a]"],
    ["deployset", "list", "--query", "@" + ".a" * 30_000],
    ["instance", "list", "-o", "cols=" + "InstanceId," * 10_000],
    ["instance", "list", "--limit", "9" * 5000],
    ["instance", "show", *["i-x"] * 20_000],
    ["instance", "list", "--tag", "=" * 100_000],
    ["sim", "advance", "1h" * 50_000],
    ["sim", "advance", "9" * 100_000 + "d"],
    ["assist", "schedule", ",".join(map(str, range(60))) * 500 + " * * * * *"],
    ["assist", "schedule", "0 0 9 1W * SUN"],
    ["events", "list", "--since", "+" + "9" * 100_000 + "h"],
    ["ecs", "DescribeInstances", "--InstanceIds", "[" * 100_000],
    ["ecs", "DescribeInstances", *["--Tag.1.Key", "x"] * 5000],
    ["x" * 100_000],
    ["deployset", "--" + "x" * 100_000],
)
"""Command lines as long as a system admits, of every kind."""


def main() -> None:
    """Print what each input costs."""
    costs = sorted([*of_calls(), *of_requests(), *of_lines()])
    for seconds, name in costs:
        print(f"{seconds:8.3f} s  {name[:90]}")
    print("goal: 1 s,", "met" if costs[-1][0] <= GOAL_S else "NOT met")


def cost(act: Callable[[], object]) -> float:
    """Return the processor time that something takes, in all threads of this process."""
    begun = process_time()
    act()
    return process_time() - begun


def of_calls() -> Iterator[tuple[float, str]]:
    """Yield the cost of each call in the process."""
    account = Simulator(":memory:")
    for each in INPUTS:
        operation = find(each.product, each.operation)

        def call(operation: Operation = operation, each: Input = each) -> None:
            with suppress(ApiError):
                account.call(operation, unflatten(operation, each.pairs))

        yield cost(call), f"call     {each.name}"


@contextmanager
def served() -> Iterator[int]:
    """Serve a first-use account; give its port."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        service = Service(Choices(f"{directory}/simulator.db", any_key=True))
        thread = threading.Thread(target=service.run)
        thread.start()
        yield int(service.endpoint.rpartition(":")[2])
        service.stop()
        thread.join()


def of_requests() -> Iterator[tuple[float, str]]:
    """Yield the cost of each request to a served account."""
    with served() as port:
        send(port, "a=b")  # what is loaded for the first request is not measured
        for each in INPUTS:
            version = find(each.product, each.operation).product.version
            call = [("Action", each.operation), ("Version", version), *each.pairs]
            body = urlencode(call)
            yield cost(lambda body=body: send(port, body)), f"request  {each.name}"  # type: ignore[misc]
        for name, body in BODIES.items():
            yield cost(lambda body=body: send(port, body)), f"request  {name}"  # type: ignore[misc]


BODIES = {
    "a megabyte of ampersands": "&" * 1_000_000,
    "a megabyte of one name": "a" * 1_000_000,
    "a megabyte of escapes": "a=" + "%41" * 330_000,
    "a megabyte of plus signs": "a=" + "+" * 990_000,
    "4,900 names": "&".join(f"Tag.{number}.Key=x" for number in range(4900)),
}
"""Bodies within the limit of a request that are no call."""


def send(port: int, body: str) -> None:
    """Send a form and read the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    with suppress(OSError, http.client.HTTPException):
        connection.request("POST", "/", body, headers)
        connection.getresponse().read()
    connection.close()


def of_lines() -> Iterator[tuple[float, str]]:
    """Yield the cost of each command line."""
    with TemporaryDirectory() as home:
        os.environ["ECSOPS_HOME"] = home
        Simulator(f"{home}/simulator.db").close()
        for words in LINES:
            shown = " ".join(word[:30] for word in words[:5])

            def run(words: list[str] = words) -> None:
                CliRunner().invoke(ecsops, words, prog_name="ecsops")

            yield cost(run), f"line     {shown}"


if __name__ == "__main__":
    main()
