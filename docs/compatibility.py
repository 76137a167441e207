"""What the simulator makes of each operation: found out, not stated.

What a handler looks at is recorded where it looks, in the calls of a story that has every
operation in it, each made again with every parameter that was not looked at yet, and without every
one that it has. What is looked at in no such call may still be asked for by name in the code
behind. What of an answer can be filled is what the answers of all these calls have filled.
"""

import ast
import inspect
import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from inspect import isfunction
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

from docs.generate import table
from ecsops import simulator
from ecsops.catalogue import MODULES, find, names
from ecsops.catalogue.model import Document, Operation, Parameter, Shape
from ecsops.errors import ApiError
from ecsops.simulator import canned, dispatch
from ecsops.simulator.account import Simulator, region_of
from ecsops.simulator.clock import parse_iso
from ecsops.simulator.context import Context, Request, resolve
from ecsops.simulator.records import plain
from ecsops.simulator.tables import HANDLERS, LISTENERS
from tests.server.calls import story

PRODUCT = {name: product for product in MODULES for name in names(product)}

SIMULATOR = "ecsops.simulator."

CODE = Path(simulator.__file__).parent

ASKERS = {"request", "request.parameters", "context", "context.parameters"}
"""What code calls a request and its parameters."""

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

Seen = dict[str, set[str]]
"""Names by operation."""


class Name(str):
    """The name of a parameter in a loop over all; whoever asks which one it is reads it."""

    read: Callable[[], None]

    def __eq__(self, other: object) -> bool:
        return self._asked(super().__eq__(other))

    def startswith(self, *arguments: Any) -> bool:
        return self._asked(super().startswith(*arguments))

    def split(self, *arguments: Any) -> list[str]:
        self.read()
        return super().split(*arguments)

    def _asked(self, found: bool) -> bool:
        if found:
            self.read()
        return found

    __hash__ = str.__hash__


class Recording(dict[str, Any]):
    """Parameters that tell which of them are looked at."""

    def __init__(self, given: Mapping[str, Any], seen: set[str], outer: str = "") -> None:
        self._seen = seen
        self._outer = outer
        items = given.items()
        super().__init__((name, within(each, seen, f"{outer}{name}.")) for name, each in items)

    def _read(self, name: Any) -> None:
        self._seen.add(f"{self._outer}{name}")

    def __getitem__(self, name: str) -> Any:
        self._read(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._read(name)
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._read(name)
        return super().get(name, default)

    def keys(self) -> Any:
        return RecordingKeys(self)

    def items(self) -> Any:
        for key, value in super().items():
            name = Name(key)
            name.read = partial(self._read, key)
            yield name, value


class RecordingPart(Recording):
    """An object among the parameters; its parts are `Outer.Inner`, and who copies it has all."""

    def __iter__(self) -> Iterator[str]:
        for name in super().__iter__():
            self._read(name)
            yield name

    def keys(self) -> Any:
        return dict.fromkeys(self).keys()

    def items(self) -> Any:
        return [(name, self[name]) for name in self]


def within(value: Any, seen: set[str], outer: str) -> Any:
    """Return a value of a parameter; the objects in it tell which of their parts are looked at."""
    if type(value) is dict:
        return RecordingPart(value, seen, outer)
    return [within(each, seen, outer) for each in value] if type(value) is list else value


class RecordingKeys(KeysView[str]):
    """The names of parameters that were given; those that they are compared with are read."""

    def __init__(self, given: Recording) -> None:
        super().__init__(given)
        self._given = given

    def __and__(self, others: Any) -> Any:
        return {name for name in others if name in self._given}


def read_somewhere(operation: Operation) -> set[str]:
    """Return the parameters that the code behind an operation asks a request for by name.

    Some are looked at only in a state of the account that no call of the story finds.
    """
    handler = resolve(f"{HANDLERS[operation.name]}.{dispatch.snake_case(operation.name)}")
    return {name for each in reached(handler) for name in asked_for(each)}


def reached(function: Any) -> set[Any]:
    """Return the functions of the simulator that a function may call or tell, itself included."""
    found, todo = set(), [function]
    while todo:
        each = todo.pop()
        if isfunction(each) and each not in found and each.__module__.startswith(SIMULATOR):
            found.add(each)
            for word in words(each.__code__):
                todo.append(each.__globals__.get(word))
                todo += [resolve(listener) for listener in LISTENERS.get(word, ())]
    return found


def words(code: CodeType) -> Iterator[str]:
    """Yield the names and the texts in a function's code, and in what is defined inside it."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from words(each)
        elif isinstance(each, str):
            yield each


@cache
def asked_for(function: Any) -> frozenset[str]:
    """Return the names in `request.get("X")`, `request.parameters["X"]` and their like."""
    body = functions_of(inspect.getmodule(function))[function.__name__]
    nodes = list(ast.walk(body))
    assigned = {ast.unparse(node) for node in nodes if isinstance(node, ast.Assign)}
    askers = ASKERS | ({"given"} if "given = request.parameters" in assigned else set())
    return frozenset(name for node in nodes for name in literal(node, askers))


@cache
def functions_of(module: Any) -> dict[str, ast.stmt]:
    """Return the functions of a module by name."""
    body = ast.parse(inspect.getsource(module)).body
    return {each.name: each for each in body if isinstance(each, ast.FunctionDef)}


def literal(node: ast.AST, askers: set[str]) -> Iterator[str]:
    """Yield the name that an expression asks the request for, if it does."""
    match node:
        case ast.Call(func=ast.Attribute(value=asked, attr="get"), args=[ast.Constant(name), *_]):
            pass
        case ast.Subscript(value=asked, slice=ast.Constant(name)):
            pass
        case ast.Compare(left=ast.Constant(name), comparators=[asked]):
            pass
        case _:
            return
    if isinstance(name, str) and ast.unparse(asked) in askers:
        yield name


class Recorder:
    """Makes calls of one account, and keeps what they read and what they answer."""

    def __init__(self) -> None:
        self.account = Simulator(":memory:")
        self.account.reset(at=parse_iso("2019-06-25T08:00:00Z"), frozen=True)
        self.account.control(canned.set_guest, "built-in")
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
        """Let a call read what it reads, and undo it; tell whether it was answered."""
        account, answer = self.account, {}
        watched = partial(Watched, self.read(operation))
        # To compare the whole of a call with that of another is to read nothing of it.
        patched = mock.patch.multiple(dispatch, Request=watched, dump=lambda value: "")
        with patched, undone(account):
            context = Context(account.store, account.clock.now(), region_of(given))
            answer = plain(dispatch.answer(context, operation, given))
        self.filled[operation.name] |= set(filled(answer))
        return bool(answer)


class Watched(Request):
    """A request whose parameters tell who looks at them."""

    def __init__(self, seen: set[str], *arguments: Any) -> None:
        self._seen = seen
        super().__init__(*arguments)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "parameters" and not isinstance(value, Recording):
            value = Recording(value, self._seen)
        super().__setattr__(name, value)


class Undone(Exception):
    """Ends a transaction that is not to be kept."""


@contextmanager
def undone(account: Simulator) -> Iterator[None]:
    """Let the block change the account, and be refused; nothing of it is kept."""
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


def fields(shape: Shape, path: str = "") -> Iterator[str]:
    """Yield the paths of the fields in the form of an answer."""
    if isinstance(shape, list):
        yield from fields(shape[0], path)
    elif isinstance(shape, dict) and shape:
        for name, part in shape.items():
            yield from fields(part, f"{path}.{name}" if path else name)
    else:
        yield path


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


def sections() -> str:
    """Return a section for each operation, by product and topic, after the sum of them all."""
    recorder = Recorder()
    story(recorder.call, recorder.account.wait)
    recorder.call("PutResourceMetricRule", **COMPOSITE)
    topics = (
        f"## {product}: {topic.replace('_', ' ')}\n\n"
        + "\n".join(section(find(product, name), recorder) for name in operations)
        for product, modules in MODULES.items()
        for topic, operations in modules.items()
    )
    return "\n".join((summary(recorder), *topics))


def summary(recorder: Recorder) -> str:
    """Return how much of everything is supported."""
    operations = [find(product, name) for name, product in PRODUCT.items()]
    rows = (
        (title, sum(len(yes) for yes, _ in halves), sum(len(no) for _, no in halves))
        for title, halves in (
            ("Parameters", [parameters_of(each, recorder) for each in operations]),
            ("Fields", [fields_of(each, recorder) for each in operations]),
        )
    )
    return table((f"{len(operations)} operations", "Supported", "Not"), rows)


def section(operation: Operation, recorder: Recorder) -> str:
    """Return what is supported of an operation, and what is not."""
    inside = f"{operation.items}." if operation.items else ""
    rows = (
        (title, *(listed(names, inside) for names in halves))
        for title, halves in (
            ("Parameters", parameters_of(operation, recorder)),
            ("Fields", fields_of(operation, recorder)),
        )
    )
    about = f" Items: `{operation.items}`." if operation.items else ""
    heading = f"### {operation.name}\n\n{operation.summary}{about}\n\n"
    return heading + table(("", "Supported", "Not"), rows)


Halves = tuple[list[str], list[str]]
"""Names that are supported, and names that are not."""


def parameters_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the parameters that are read, and those that are not."""
    known = [name for each in operation.parameters for name in parts(each)]
    return halves(known, recorder.read(operation))


def fields_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the fields of the answer that are filled, and those that never are.

    One is never filled whose name the code of the simulator does not even have, where it is no
    parameter either that an operation of the topic keeps.
    """
    seen = {*recorder.filled[operation.name], "RequestId"}
    yes, no = halves(fields(operation.answer), seen)
    kept = {last(name) for each in of_topic(operation) for name in recorder.read(each)}
    rare = [each for each in no if last(each) in names_in_code() | kept]
    return [*yes, *(f"{each}*" for each in rare)], [each for each in no if each not in rare]


def of_topic(operation: Operation) -> Sequence[Operation]:
    """Return the operations of an operation's topic."""
    product = operation.product.command
    named = next(names for names in MODULES[product].values() if operation.name in names)
    return [find(product, name) for name in named]


def last(path: str) -> str:
    """Return the last word of a path."""
    return path.rpartition(".")[2]


@cache
def names_in_code() -> frozenset[str]:
    """Return every text and every keyword in the code of the simulator."""
    text = "".join(path.read_text("utf-8") for path in CODE.glob("*.py"))
    return frozenset(chain.from_iterable(re.findall(r'"(\w+)"|\b(\w+)=', text)))


def halves(known: Iterable[str], seen: set[str]) -> Halves:
    """Return the names that were seen and those that were not, each once."""
    names = list(dict.fromkeys(known))
    return [each for each in names if each in seen], [each for each in names if each not in seen]


def listed(names: Sequence[str], inside: str) -> str:
    """Return names in a row; those of items without the way there."""
    return " ".join(f"`{name.removeprefix(inside)}`" for name in names)
