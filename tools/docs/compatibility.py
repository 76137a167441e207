"""The supported parameters and fields of each operation, found by calling them.

A recorder notes the parameters that a handler reads while a story calls every operation
(`tools/docs/recorder.py`). A parameter that no call reads can still appear by name in the handler's
code (`tools/docs/handler_code.py`). A field is supported if a response of these calls fills it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.index import MODULES, find, title
from ecsops.catalogue.model import Operation, Shape
from ecsops.language import ENGLISH, speaking
from tools.docs.generate import table
from tools.docs.handler_code import names_in_code
from tools.docs.recorder import PRODUCT, Recorder, of_the_story, parts

Halves = tuple[list[str], list[str]]
"""Names that are supported, and names that are not."""


class Labels(NamedTuple):
    """The words of the page in one language."""

    operations: str
    supported: str
    unsupported: str
    parameters: str
    fields: str
    items: str


LABELS = {
    "en": Labels("operations", "Supported", "Not supported", "Parameters", "Fields", "Items: {}."),
    "zh": Labels("个 API", "支持", "不支持", "参数", "字段", "列表项：{}。"),
}


def sections(lang: str = ENGLISH) -> str:
    """Return the totals, and a section for each operation, by product and topic."""
    recorder, labels = story_recorder(), LABELS[lang]
    with speaking(lang):
        topics = [
            f"## {product}: {_(title(topic))}\n\n"
            + "\n".join(section(find(product, name), recorder, labels) for name in operations)
            for product, modules in MODULES.items()
            for topic, operations in modules.items()
        ]
    return "\n".join((summary(recorder, labels), *topics))


@cache
def story_recorder() -> Recorder:
    """Return the recorder after its story, which both languages use."""
    return of_the_story()


def summary(recorder: Recorder, labels: Labels) -> str:
    """Return the numbers of supported and unsupported parameters and fields."""
    operations = [find(product, name) for name, product in PRODUCT.items()]
    rows = (
        (row, sum(len(yes) for yes, _no in halves), sum(len(no) for _yes, no in halves))
        for row, halves in (
            (labels.parameters, [parameters_of(each, recorder) for each in operations]),
            (labels.fields, [fields_of(each, recorder) for each in operations]),
        )
    )
    header = (f"{len(operations)} {labels.operations}", labels.supported, labels.unsupported)
    return table(header, rows)


def section(operation: Operation, recorder: Recorder, labels: Labels = LABELS[ENGLISH]) -> str:
    """Return the supported and unsupported parameters and fields of an operation."""
    inside = f"{operation.items}." if operation.items else ""
    rows = (
        (row, *(listed(names, inside) for names in halves))
        for row, halves in (
            (labels.parameters, parameters_of(operation, recorder)),
            (labels.fields, fields_of(operation, recorder)),
        )
    )
    about = " " + labels.items.format(f"`{operation.items}`") if operation.items else ""
    heading = f"### {operation.name}\n\n{_(operation.summary)}{about}\n\n"
    return heading + table(("", labels.supported, labels.unsupported), rows)


def parameters_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the parameters that the handlers read, and the others."""
    known = [name for each in operation.parameters for name in parts(each)]
    return halves(known, recorder.read(operation))


def fields_of(operation: Operation, recorder: Recorder) -> Halves:
    """Return the fields that responses fill, and those that are always empty.

    A field that no response of the story filled is marked with `*` if its name appears in the
    simulator's code or as a stored parameter of the topic; otherwise it is always empty.
    """
    seen = {*recorder.filled[operation.name], "RequestId"}
    yes, no = halves(fields(operation.answer), seen)
    kept = {last(name) for each in of_topic(operation) for name in recorder.read(each)}
    rare = [each for each in no if last(each) in names_in_code() | kept]
    return [*yes, *(f"{each}*" for each in rare)], [each for each in no if each not in rare]


def of_topic(operation: Operation) -> Sequence[Operation]:
    """Return all operations of the operation's topic."""
    product = operation.product.command
    named = next(names for names in MODULES[product].values() if operation.name in names)
    return [find(product, name) for name in named]


def last(path: str) -> str:
    """Return the last word of a path."""
    return path.rpartition(".")[2]


def fields(shape: Shape, path: str = "") -> Iterator[str]:
    """Yield the paths of the fields of a response."""
    if isinstance(shape, list):
        yield from fields(shape[0], path)
    elif isinstance(shape, dict) and shape:
        for name, part in shape.items():
            yield from fields(part, f"{path}.{name}" if path else name)
    else:
        yield path


def halves(known: Iterable[str], seen: set[str]) -> Halves:
    """Return the seen and the unseen names, each once."""
    names = list(dict.fromkeys(known))
    return [each for each in names if each in seen], [each for each in names if each not in seen]


def listed(names: Sequence[str], inside: str) -> str:
    """Return names in a row; fields of items without the path of the list."""
    return " ".join(f"`{name.removeprefix(inside)}`" for name in names)
