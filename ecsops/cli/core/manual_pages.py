"""The manual page of each command: examples, and the operations that it calls.

A module for each group holds its pages as plain data. They are loaded by --help, `ecsops schema`
and the man pages, one group at a time, and by no other command.
"""

from importlib import import_module
from typing import NamedTuple

from ecsops.catalogue import index
from ecsops.catalogue.model import only_reads
from ecsops.catalogue.permissions import permission
from ecsops.errors import ApiError, EcsopsError, NotFound, Throttled, TransportError


class Example(NamedTuple):
    """Something worth doing with a command: what it is, and the command lines, run in turn.

    They run as they stand on the account of a first use whose clock stands at 2019-06-25T08:00Z.
    """

    text: str
    lines: tuple[str, ...]


class Page(NamedTuple):
    """The manual page of one command.

    `calls` are the operations that it may call, `ends` the errors it may end with beside those of
    any call. `changes` names what it changes that no operation does.
    """

    examples: tuple[Example, ...]
    calls: tuple[str, ...] = ()
    ends: tuple[type[EcsopsError], ...] = ()
    changes: str = ""


class Call(NamedTuple):
    """An operation that a command may call, and the permission that this needs."""

    product: str
    operation: str
    permission: str
    reads: bool


MODULES = {
    "": "help.manual_program",
    "ecs": "raw.manual_ecs",
    "cms": "raw.manual_cms",
    "vpc": "raw.manual_vpc",
    "sts": "raw.manual_sts",
    "help": "help.manual_help",
    "schema": "help.manual_schema",
}
"""Groups whose pages are not in `cli/<group>/manual.py`."""

WRONG_LINE = 2
"""The exit status of a wrong command line: click's own."""

REGIONS = ("DescribeRegions",)
"""The operation that a listing calls where --region is `all`."""

OF_A_CALL = (ApiError, NotFound, Throttled, TransportError)
"""How any call may fail."""


def calls(page: Page) -> list[Call]:
    """Return what a command may call, in the order of its page."""
    found = []
    for operation in page.calls:
        product = index.product_of(operation)
        allowed = permission(product, operation)
        found.append(Call(product, operation, allowed, only_reads(operation)))
    return found


def statuses(page: Page) -> set[int]:
    """Return the exit statuses that a command may end with, beside that of Ctrl-C."""
    errors = (*(OF_A_CALL if page.calls else ()), *page.ends)
    return {0, EcsopsError.exit_status, WRONG_LINE, *(each.exit_status for each in errors)}


def example(text: str, *lines: str) -> Example:
    """Return an example of these command lines."""
    return Example(text, lines)


def page(path: str) -> Page | None:
    """Return the page of a command or a group, by its words without `ecsops`, if it has one.

    Raw calls have none, nor has what is hidden because it is for our own scripts.

    The path of the program itself is empty.
    """
    group, _, rest = path.partition(" ")
    if group in index.MODULES and rest:
        return None
    return pages(group).get(rest)


def paths(group: str) -> list[str]:
    """Return the paths of all pages of a group."""
    return [f"{group} {rest}".strip() for rest in pages(group)]


def pages(group: str) -> dict[str, Page]:
    """Return the pages of a group by the words after its name."""
    module = MODULES.get(group, f"{group}.manual")
    found: dict[str, Page] = import_module(f"ecsops.cli.{module}").PAGES
    return found
