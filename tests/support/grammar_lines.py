"""Operations that the grammar is tried on, and lines that are read by it."""

import shlex

import click
import pytest

from ecsops.catalogue.model import Operation, Parameter
from ecsops.catalogue.products import ECS
from ecsops.cli.raw.parser import Call, parse

TAG = Parameter("Tag", repeat=True, parts=(Parameter("Key", required=True), Parameter("Value")))


INVOKE = Operation(
    "InvokeCommand",
    ECS,
    "Starts a command on instances.",
    (
        Parameter("RegionId", required=True),
        Parameter("CommandId", required=True),
        Parameter("InstanceId", required=True, repeat=True),
        Parameter("Timed", bool),
        Parameter("Frequency"),
        Parameter("Description"),
        Parameter("Parameters", dict, json=True),
        TAG,
    ),
    {},
    (),
)


DESCRIBE = Operation(
    "DescribeInstances",
    ECS,
    "Lists instances.",
    (
        Parameter("RegionId", required=True),
        Parameter("InstanceIds", json=True),
        Parameter("InstanceName"),
        Parameter("NotBefore"),
        Parameter("NotBefore.Start"),
        Parameter("Type", enum=("RunBatScript", "RunPowerShellScript", "RunShellScript")),
        Parameter("Level", int, enum=(2, 3)),
        Parameter("Disk", parts=(Parameter("Size", required=True), Parameter("Encrypted", bool))),
        Parameter(
            "EventPattern",
            repeat=True,
            parts=(
                Parameter("Product", required=True),
                Parameter("LevelList", repeat=True, enum=("CRITICAL", "WARN", "INFO")),
            ),
        ),
        TAG,
    ),
    {},
    (),
)


TARGETS = "--CommandId c-1 --InstanceId.1 i-1"
"""What INVOKE cannot do without."""


def called(line: str, operation: Operation = DESCRIBE) -> Call:
    """Return what the line means."""
    return parse(operation, shlex.split(line))


def parameters(line: str, operation: Operation = DESCRIBE) -> dict[str, object]:
    """Return the parameters of the line."""
    return called(line, operation).parameters


def refused(line: str, operation: Operation = DESCRIBE) -> str:
    """Return why the line is refused."""
    with pytest.raises(click.UsageError) as refusal:
        called(line, operation)
    return refusal.value.message
