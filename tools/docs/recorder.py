"""Calls that are recorded: what each reads of its parameters, and what its answers fill.

Every call is made again with every parameter that was not looked at yet, and without every one
that it has; nothing of these tries is kept.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from unittest import mock

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Document, Operation, Parameter
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator, region_of
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.engine import dispatch
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.records import plain
from tests.support.calls import IMAGE, story
from tools.docs.handler_code import read_somewhere
from tools.docs.recorded_parameters import Watched

PRODUCT = {name: product for product in MODULES for name in names(product)}
"""The product of each operation."""

BUSY = {"Statistics": "Average", "ComparisonOperator": "GreaterThanThreshold"}

COMPOSITE = {
    "RuleId": "both",
    "RuleName": "both",
    "ContactGroups": "ops",
    "Namespace": "acs_ecs_dashboard",
    "MetricName": "CPUUtilization",
    "Resources": [{"resource": "_ALL"}],
    "CompositeExpression": {
        "Level": "WARN",
        "ExpressionList": [
            {"MetricName": "CPUUtilization", "Threshold": "90", "Period": 60, **BUSY},
            {"MetricName": "DiskReadIOPS", "Threshold": "5000", "Period": 60, **BUSY},
        ],
    },
}
"""An alarm rule as the story has none: the vendor's older SDK cannot send it."""

EQUIPPED = {
    "ImageId": IMAGE,
    "InstanceType": "ecs.g5.large",
    "InstanceChargeType": "PrePaid",
    "Period": 1,
    "AutoRenew": True,
    "HibernationOptions.Configured": True,
    "HttpPutResponseHopLimit": 2,
}
"""An instance with rarely used parameters, from any operation."""

OPTIONS = {
    "ClockOptions.PtpStatus": "enabled",
    "CpuOptions.Core": 1,
    "CpuOptions.Numa": "1",
    "ImageOptions.LoginAsNonRoot": True,
    "NetworkOptions.BandwidthWeighting": "Vpc-L1",
    "SecurityOptions.EnableSecureBoot": True,
    "NetworkInterface": [{"PrimaryIpAddress": "172.16.64.99"}],
}
"""More of that, for RunInstances."""

DISKS = [
    {"Category": "cloud_essd", "Size": 40},
    {"Category": "cloud_auto", "Size": 40, "BurstingEnabled": True, "ProvisionedIops": 100},
]
"""Disks for both."""

Seen = dict[str, set[str]]
"""Names by operation."""


class Recorder:
    """Makes calls of one account, and keeps what they read and what they answer."""

    def __init__(self) -> None:
        self.account = Simulator(":memory:")
        self.account.reset(at=parse_iso("2019-06-25T08:00:00Z"), frozen=True)
        self.account.control(canned_answers.set_guest, "built-in")
        self._read: Seen = {}
        self.filled: Seen = {name: set() for name in PRODUCT}

    def read(self, operation: Operation) -> set[str]:
        """Return the parameters of an operation that were seen to be read."""
        if operation.name not in self._read:
            self._read[operation.name] = {"RegionId", *read_somewhere(operation)}
        return self._read[operation.name]

    def call(self, name: str, **parameters: Any) -> Document:
        """Answer a call of the story, after it has been tried with other parameters too."""
        operation = find(PRODUCT[name], name)
        given = {"RegionId": "cn-hangzhou", **parameters}
        self._explore(operation, given)
        try:
            answer = plain(self.account.answer(operation, given))
        except ApiError as error:
            return {"Code": error.code}
        self.filled[name] |= set(filled(answer))
        return answer

    def _explore(self, operation: Operation, given: Document) -> None:
        """Try a call as it is; without each of its parameters; and with those that it did not read.

        Where it takes all of them at once and reads them not, there is no need to try each.
        """
        self._try(operation, given)
        for name in given:
            self._try(operation, {each: given[each] for each in given if each != name})
        unread = [
            (parameter.name, value)
            for parameter in operation.parameters
            if not set(parts(parameter)) <= self.read(operation)
            for value in samples(parameter, given.get(parameter.name))
        ]
        if not self._try(operation, {**given, **dict(unread)}):
            for name, value in unread:
                self._try(operation, {**given, name: value})

    def _try(self, operation: Operation, given: Document) -> bool:
        """Make a call, record its reads, and undo it; return whether it succeeded."""
        account, answer = self.account, {}
        watched = partial(Watched, self.read(operation))
        # To compare the whole of a call with that of another is to read nothing of it.
        patched = mock.patch.multiple(dispatch, Request=watched, dump=lambda value: "")
        with patched, undone(account):
            context = Context(account.store, account.clock.now(), region_of(given))
            answer = plain(dispatch.answer(context, operation, given))
        self.filled[operation.name] |= set(filled(answer))
        return bool(answer)


class Undone(Exception):
    """Ends a transaction that is not to be kept."""


@contextmanager
def undone(account: Simulator) -> Iterator[None]:
    """Change the account in the block, then undo everything."""
    with suppress(Undone), account.store.transaction(write=True):
        with suppress(ApiError):
            yield
        raise Undone


def samples(parameter: Parameter, given: Any = None) -> Iterator[Any]:
    """Yield values of the parameter's type: of a closed set all, of parts each and all."""
    values: list[Any]
    if parameter.parts:
        first = given[0] if isinstance(given, list) else given or {}
        each_part = [{each.name: next(samples(each))} for each in parameter.parts]
        values = [{**first, **part} for part in (*each_part, dict(ChainMap(*each_part)))]
    elif parameter.json:
        values = [{"x": "y"}] if parameter.type is dict else [["x"]]
    else:
        values = list(parameter.enum) or [parameter.default or parameter.type(1)]
    yield from ([each] for each in values) if parameter.repeat else values


def parts(parameter: Parameter) -> Iterator[str]:
    """Yield the names of a parameter's parts, or its own."""
    if not parameter.parts:
        yield parameter.name
    for each in parameter.parts:
        yield from (f"{parameter.name}.{name}" for name in parts(each))


def filled(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of those fields of an answer that hold something."""
    if isinstance(value, list):
        for each in value:
            yield from filled(each, path)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from filled(part, f"{path}.{name}" if path else name)
    elif value not in (None, "", 0):
        yield path


def of_the_story() -> Recorder:
    """Return what the calls of the story have read and filled, and one that it has not."""
    recorder = Recorder()
    story(recorder.call, recorder.account.wait)
    recorder.call("PutResourceMetricRule", **COMPOSITE)
    equip(recorder.call)
    return recorder


def equip(call: Callable[..., Document]) -> None:
    """Make instances and a snapshot with what the story does not ask for, and read them."""
    vswitches = call("DescribeVSwitches", IsDefault=True)["VSwitches"]["VSwitch"]
    asked = {"VpcId": vswitches[0]["VpcId"]}
    groups = call("DescribeSecurityGroups", **asked)["SecurityGroups"]["SecurityGroup"]
    connected = {
        "VSwitchId": vswitches[0]["VSwitchId"],
        "SecurityGroupId": groups[0]["SecurityGroupId"],
    }
    call("CreateInstance", **EQUIPPED, **connected, DataDisk=DISKS[:1])
    ran = call("RunInstances", **EQUIPPED, **OPTIONS, **connected, DataDisk=DISKS)
    (instance_id,) = ran["InstanceIdSets"]["InstanceIdSet"]
    call("DescribeInstances", InstanceIds=[instance_id])
    call("DescribeInstanceAttribute", InstanceId=instance_id)
    found = call("DescribeDisks", InstanceId=instance_id, Category="cloud_essd")
    call("CreateSnapshot", DiskId=found["Disks"]["Disk"][0]["DiskId"], InstantAccess=True)
    call("DescribeSnapshots")
