"""Compatibility of each operation: measured, not stated.

What a handler looks at is recorded where it looks, in the calls of a story that has every
operation in it (`tools/docs/recorder.py`). What is looked at in no such call may still be asked
for by name in the code behind (`tools/docs/handler_code.py`). What of an answer can be filled is
what the answers of all these calls have filled.
"""

from collections.abc import Iterable, Iterator, Sequence

from ecsops.catalogue.index import MODULES, find
from ecsops.catalogue.model import Operation, Shape
from tools.docs.generate import table
from tools.docs.handler_code import names_in_code
from tools.docs.recorder import PRODUCT, Recorder, of_the_story, parts

Halves = tuple[list[str], list[str]]
"""Names that are supported, and names that are not."""


def sections() -> str:
    """Return a section for each operation, by product and topic, after the sum of them all."""
    recorder = of_the_story()
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


def parameters_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the parameters that are read, and those that are not."""
    known = [name for each in operation.parameters for name in parts(each)]
    return halves(known, recorder.read(operation))


def fields_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the fields of the response that are filled, and those that never are.

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


def fields(shape: Shape, path: str = "") -> Iterator[str]:
    """Yield the paths of the fields in the form of an answer."""
    if isinstance(shape, list):
        yield from fields(shape[0], path)
    elif isinstance(shape, dict) and shape:
        for name, part in shape.items():
            yield from fields(part, f"{path}.{name}" if path else name)
    else:
        yield path


def halves(known: Iterable[str], seen: set[str]) -> Halves:
    """Return the names that were seen and those that were not, each once."""
    names = list(dict.fromkeys(known))
    return [each for each in names if each in seen], [each for each in names if each not in seen]


def listed(names: Sequence[str], inside: str) -> str:
    """Return names in a row; those of items without the way there."""
    return " ".join(f"`{name.removeprefix(inside)}`" for name in names)
