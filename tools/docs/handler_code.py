"""The parameters that the code of an operation reads, from its source.

Some of it runs only in a state of the account that no call of the story finds.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from inspect import isfunction
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

from ecsops import simulator
from ecsops.catalogue.model import Operation
from ecsops.simulator.engine import dispatch
from ecsops.simulator.engine.context import resolve
from ecsops.simulator.registry import HANDLERS, LISTENERS

SIMULATOR = "ecsops.simulator."

CODE = Path(simulator.__file__).parent

ASKERS = {"request", "request.parameters", "context", "context.parameters"}
"""Names of requests and their parameters in the code."""


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


@cache
def names_in_code() -> frozenset[str]:
    """Return every text and every keyword in the code of the simulator."""
    text = "".join(path.read_text("utf-8") for path in CODE.rglob("*.py"))
    return frozenset(chain.from_iterable(re.findall(r'"(\w+)"|\b(\w+)=', text)))
