"""The help of the raw calls, written from the catalogue: of a product and of an operation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _
from typing import Any

import click

from ecsops import language
from ecsops.catalogue.model import Operation, Paging, Parameter, Product
from ecsops.catalogue.permissions import permission
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli.core.localized_formatter import lines_of, without_english
from ecsops.cli.core.wrapping import folded
from ecsops.cli.raw.flags import FLAGS, Flag, Takes
from ecsops.cli.raw.names import REGION_ID, is_needed, required
from ecsops.cli.raw.operation_examples import example
from ecsops.output.text import width

TYPES = {str: "TEXT", int: "INTEGER", float: "NUMBER", bool: "true|false", dict: "OBJECT"}

QUOTA = re.compile(r"quota ([A-Z][A-Za-z]+)")

LIMIT = "limit"
"""The context of what is accepted among the translations: `Parameter.limits`, part by part."""

BETWEEN_LIMITS = "; "

SPELLINGS = (
    ("--Name VALUE", "A value; also --Name=VALUE. It may start with a dash."),
    ("--Name.1 A --Name.2 B", 'Items of a list; also --Name \'["A","B"]\'.'),
    ("--Name.1.Key VALUE", "A field of an object in a list."),
    ("--Name-FILE PATH", "A value read from a UTF-8 file."),
)


def write_product(
    formatter: click.HelpFormatter,
    product: Product,
    groups: Mapping[str, Iterable[Operation]],
) -> None:
    """Write the help of a product: the options of every call, and all operations by topic."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(
            _(
                "Call any operation of the {product} API, version {version}, with the API's "
                "parameter names. Prints the response as JSON unless --output selects "
                "another format. `ecsops {command} OPERATION --help` documents one operation."
            ).format(product=product.code, version=product.version, command=product.command)
        )
    with formatter.section(_("Parameters")):
        write_rows(formatter, ((spelling, _(text)) for spelling, text in SPELLINGS))
    with formatter.section(_("Options")):
        shown = [flag for flag in FLAGS if not flag.transport]
        write_rows(formatter, ((", ".join(spelled(flag)), _(flag.summary)) for flag in shown))
    note = _(
        "Accepted for scripts that were written for the vendor's CLI; no effect on the "
        "simulator, which has one account and no network: {flags}."
    ).format(flags=", ".join(f"--{flag.name}" for flag in FLAGS if flag.transport))
    formatter.write_paragraph()
    # Not write_text: it would break the flags at their hyphens.
    for line in lines_of(note, formatter.width - 2):
        formatter.write(f"  {line}\n")
    for topic, operations in groups.items():
        with formatter.section(_(topic)):
            write_rows(formatter, ((each.name, _(each.summary)) for each in operations), most=40)


def write_operation(formatter: click.HelpFormatter, operation: Operation) -> None:
    """Write the help of an operation: an example, parameters, answer, paging, errors."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(operation.summary)
    with formatter.section(_("Example")):
        formatter.write("".join(f"  {line}\n" for line in folded(example(operation))))
    write_parameters(formatter, operation)
    with formatter.section(_("Response")):
        write_rows(formatter, fields_of(operation.answer, operation.items), most=60)
    if operation.paging:
        with formatter.section(_("Paging")):
            formatter.write_text(paging_text(operation.paging))
    write_errors(formatter, operation)
    with formatter.section(_("RAM permission")):
        formatter.write(f"  {permission(operation.product.command, operation.name)}\n")
    with formatter.section(_("Source")):
        formatter.write(f"  {operation.source}\n")
    formatter.write_paragraph()
    formatter.write_text(
        _(
            "--output, --query, --pager, --waiter and the other options of every call: {command}"
        ).format(command=f"ecsops {operation.product.command} --help")
    )


def write_parameters(formatter: click.HelpFormatter, operation: Operation) -> None:
    """Write the parameters of an operation, those that it needs first."""
    needed = [each for each in operation.parameters if is_needed(each)]
    others = [each for each in operation.parameters if not is_needed(each)]
    for title, parameters in (
        (_("Required parameters"), needed),
        (_("Optional parameters"), others),
    ):
        if parameters:
            with formatter.section(title):
                write_rows(formatter, rows_of(parameters))


def write_errors(formatter: click.HelpFormatter, operation: Operation) -> None:
    """Write the errors that an operation documents."""
    errors = [each.in_full() for each in operation.errors]
    if errors:
        with formatter.section(_("Errors")):
            rows = ((each.code, f"{each.http_status} {each.message}") for each in errors)
            write_rows(formatter, rows)


def write_usage(formatter: click.HelpFormatter, path: str, operation: Operation) -> None:
    """Write the usage line of an operation: what it needs, by name."""
    needed = [f"--{name} VALUE" for name, part in required(operation.parameters)]
    words = [*needed, "[--PARAMETER VALUE]...", "[OPTIONS]"]
    first = without_english(f"{_('Usage:')} {path} ")
    spare = width(first) - len(first)
    lines = folded(words, first=first, indent="       ", end="", width=formatter.width - spare)
    formatter.write("".join(f"{line}\n" for line in lines))


def write_rows(
    formatter: click.HelpFormatter, rows: Iterable[tuple[str, str]], most: int = 30
) -> None:
    """Write two columns, the first up to `most` wide; a word with hyphens stays in one piece."""
    rows = list(rows)
    column = min(most, max((len(name) for name, text in rows), default=0)) + 4
    for name, text in rows:
        lines = [*lines_of(text, formatter.width - column)]
        if len(name) + 4 > column:
            formatter.write(f"  {name}\n")
        else:
            formatter.write(f"  {name:{column - 2}}{lines.pop(0) if lines else ''}".rstrip() + "\n")
        formatter.write("".join(f"{' ' * column}{line}\n" for line in lines))


def spelled(flag: Flag) -> Iterator[str]:
    """Yield the spellings of a flag, the last with what it takes."""
    shown = flag.shown or {Takes.VALUE: "TEXT", Takes.WORDS: "[FIELD=VALUE]..."}.get(flag.takes, "")
    *others, last = sorted(flag.spellings, key=len)
    yield from others
    yield f"{last} {shown}".rstrip()


def rows_of(parameters: Iterable[Parameter], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield a row for each parameter, and one for each of its parts."""
    for each in parameters:
        name = f"{prefix}{each.name}.N" if each.repeat else prefix + each.name
        whole = each.json or not each.parts
        if whole or each.limits:
            yield f"--{name} {type_of(each) if whole else ''}".rstrip(), told(each, bool(prefix))
        yield from rows_of(each.parts, f"{name}.")


def type_of(parameter: Parameter) -> str:
    """Return the type of a parameter in one word."""
    return "JSON" if parameter.json else TYPES[parameter.type]


def told(parameter: Parameter, inside: bool) -> str:
    """Return what is known of a parameter's values."""
    known = [limits_of(parameter)]
    if parameter.enum:
        values = ", ".join(map(str, parameter.enum))
        known.append(_("one of {values}").format(values=values))
    if parameter.name == REGION_ID.name and not inside:
        known.append(_("default: the configured region"))
    elif parameter.default is not None:
        known.append(_("default: {default}").format(default=_text(parameter.default)))
    if parameter.required and inside:
        known.append(_("required"))
    return _(BETWEEN_LIMITS).join(filter(None, known))


def limits_of(parameter: Parameter) -> str:
    """Return what the service accepts, in the language of the run."""
    text, words = parameter.limits, language.words()
    if text and words:
        parts = (words(LIMIT, each) for each in text.split(BETWEEN_LIMITS))
        text = _(BETWEEN_LIMITS).join(parts)
    return QUOTA.sub(with_number, text)


def with_number(mention: re.Match[str]) -> str:
    """Return a quota's name with its number in the document's profile."""
    return _("{number} (quota {name})").format(number=QUOTAS[mention[1]].document, name=mention[1])


def fields_of(
    shape: Mapping[str, Any], items: str, path: str = "", depth: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield the fields of an answer as an indented tree, and tell which list gives the rows."""
    for name, inner in shape.items():
        here = f"{path}.{name}".lstrip(".")
        listed, kind = "", inner
        while isinstance(kind, list):
            listed, kind = f"{listed}[]", kind[0]
        rows = _("each becomes a row of cols=") if here == items else ""
        leaf = "" if isinstance(kind, dict) else TYPES[kind].replace("TEXT", "text").lower()
        yield f"{'  ' * depth}{name}{listed}", _(BETWEEN_LIMITS).join(filter(None, (leaf, rows)))
        if isinstance(kind, dict):
            yield from fields_of(kind, items, here, depth + 1)


def paging_text(paging: Paging) -> str:
    """Return how the operation divides a long list."""
    sizes = _(" ({smallest}..{largest}, default {default})").format(
        smallest=paging.smallest, largest=paging.largest, default=paging.default
    )
    ways = []
    if paging.token and not paging.size:
        ways.append(_("by token: --NextToken of the page before"))
    elif paging.token:
        ways.append(
            _("by token: --NextToken of the page before, and --{name}{sizes}").format(
                name=paging.size, sizes=sizes
            )
        )
    if paging.page:
        own = "" if paging.token else sizes
        ways.append(
            _("by number: --{name}, and --PageSize{sizes}").format(name=paging.number, sizes=own)
        )
    text = _("{ways}. --pager reads all pages.").format(ways=_("; or ").join(ways))
    return text[0].upper() + text[1:]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
