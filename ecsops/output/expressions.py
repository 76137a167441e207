"""Reading a value out of a document: plain dotted names by hand, the rest by JMESPath.

`jmespath` is imported by the first expression that is more than names and dots.
"""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from ecsops.output.usage import OutputError, did_you_mean

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult

STEPS = (
    "subexpression",
    "index_expression",
    "pipe",
    "projection",
    "value_projection",
    "filter_projection",
    "flatten",
)
"""Kinds of nodes of JMESPath whose first child is read from the thing, the others from that."""

Reader = Callable[[Any], Any]


def is_plain(expression: str) -> bool:
    """Return whether an expression is names joined by dots, or `@`, the thing itself."""
    names = expression.isascii() and all(map(str.isidentifier, expression.split(".")))
    return names or expression == "@"


def path_of(expression: str) -> tuple[str, ...]:
    """Return the names in a plain expression; none for `@`."""
    return () if expression == "@" else tuple(expression.split("."))


def dig(value: Any, path: Sequence[str]) -> Any:
    """Return what is at the end of a path of fields; None where the path breaks off."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def reader(expression: str) -> Reader:
    """Return the function that reads a column of a row.

    A JMESPath function that meets a value of the wrong type reads None: in most rows that is
    a field which the document lacks. Raises OutputError when it is not JMESPath, and so does
    the function when the expression could not be right for any row.
    """
    if is_plain(expression):
        path = path_of(expression)
        return lambda value: dig(value, path)
    from jmespath.exceptions import JMESPathError, JMESPathTypeError

    compiled = _compile(expression)

    def read(value: Any) -> Any:
        try:
            return compiled.search(value)
        except JMESPathTypeError:
            return None
        except JMESPathError as error:
            raise _wrong(expression, error) from error

    return read


def search(expression: str, value: Any) -> Any:
    """Return what an expression finds in a value; raises OutputError when it cannot be applied."""
    if is_plain(expression):
        return dig(value, path_of(expression))
    from jmespath.exceptions import JMESPathError

    try:
        return _compile(expression).search(value)
    except JMESPathError as error:
        raise _wrong(expression, error) from error


def first_fields(expression: str) -> set[str]:
    """Return the fields that an expression reads from the thing itself, before any other step.

    Raises OutputError when it is not JMESPath.
    """
    if is_plain(expression):
        return set(path_of(expression)[:1])
    return set(_first_fields(_compile(expression).parsed))


def _first_fields(node: Any) -> Iterator[str]:
    """Yield the fields that a node of a parsed expression reads from where it begins."""
    if node["type"] == "field":
        yield node["value"]
    elif node["type"] == "expref":
        return
    elif node["type"] in STEPS:
        yield from _first_fields(node["children"][0])
    else:
        for child in node["children"]:
            yield from _first_fields(child)


def split(columns: str) -> Iterator[str]:
    """Yield the columns of `A,B`; a comma inside brackets or quotes does not divide."""
    start, depth, quote, escaped = 0, 0, "", False
    for at, character in enumerate(columns):
        if escaped:
            escaped = False
        elif quote:
            escaped = character == "\\"
            quote = "" if character == quote else quote
        elif character in "'\"`":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and not depth:
            yield columns[start:at]
            start = at + 1
    yield columns[start:]


def _compile(expression: str) -> "ParsedResult":
    """Return the compiled expression; raises OutputError, also for a function that is none."""
    import jmespath
    from jmespath.exceptions import JMESPathError
    from jmespath.functions import Functions

    try:
        compiled = jmespath.compile(expression)
    except JMESPathError as error:
        raise _wrong(expression, error) from error
    for name in _functions(compiled.parsed):
        if name not in Functions.FUNCTION_TABLE:
            guess = did_you_mean(name, Functions.FUNCTION_TABLE)
            raise OutputError(
                _("Invalid JMESPath {expression!r}: no function {name}().{guess}").format(
                    expression=expression, name=name, guess=guess
                )
            )
    return compiled


def _functions(node: Any) -> Iterator[str]:
    """Yield the names of the functions that a parsed expression calls."""
    if isinstance(node, dict):
        if node["type"] == "function_expression":
            yield node["value"]
        for child in node["children"]:
            yield from _functions(child)


def _wrong(expression: str, error: Exception) -> OutputError:
    """Return the error of jmespath without the drawing of the position that follows it."""
    reason = str(error).partition(", for expression:")[0].partition(":\n")[0]
    for begin in ("Bad", "Invalid"):
        reason = reason.removeprefix(f"{begin} jmespath expression: ")
    return OutputError(
        _("Invalid JMESPath {expression!r}: {reason}").format(expression=expression, reason=reason)
    )
