"""Execution of a parsed raw call."""

import json
from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.model import Document, Operation
from ecsops.cli.core.commands import usage_errors
from ecsops.cli.core.session import Session
from ecsops.cli.raw.credential_flags import CREDENTIAL_FLAGS, SECRET_FLAGS, conceal, warning
from ecsops.cli.raw.flags import Waiter
from ecsops.cli.raw.names import REGION_ID
from ecsops.cli.raw.parser import Call
from ecsops.client import page_fields
from ecsops.errors import WaitTimeout
from ecsops.output import Layout, check, parse, render_answer
from ecsops.output.expressions import reader

SESSION_FLAGS = {
    "region": "region",
    "profile": "profile",
    "endpoint": "endpoint",
    "backend": "backend_name",
    "verbose": "verbose",
    "debug": "debug",
    "quiet": "quiet",
    "no-pager": "no_pager",
    "dryrun": "dry_run",
}
"""Flags of a raw call and the session settings that they set."""


def prepare(session: Session, operation: Operation, call: Call) -> Layout:
    """Give the session what the call says of it, and return the layout of the answer.

    Raises click.UsageError for what the call cannot be asked to do or to show; nothing is called.
    """
    for name, own in SESSION_FLAGS.items():
        if name in call.flags:
            setattr(session, own, call.flags[name])
    session.announces = False
    keep_secrets(session, call)
    # Like the vendor's CLI: the region of the endpoint is --region, else the RegionId.
    session.region = session.region or call.parameters.get(REGION_ID.name)
    if "waiter" in call.flags and not operation.reads:
        raise click.UsageError(
            _("--waiter repeats the call, and {name} changes something each time.").format(
                name=operation.name
            )
        )
    with usage_errors():
        layout = parse(call.words, default="json", query=call.query or "")
        if operation.answer:
            check(layout, operation.item, operation.answer)
        if "waiter" in call.flags:
            reader(call.flags["waiter"].expr)
    session.output_kind = layout.kind
    if not layout.is_for_a_reader:
        return layout
    return layout._replace(screen=session.screen(utc=True, wide="wide" in call.flags))


def keep_secrets(session: Session, call: Call) -> None:
    """Give the session what the flags say of who signs, and hide secrets from the process list."""
    given = {
        each.field: call.flags[each.name] for each in CREDENTIAL_FLAGS if each.name in call.flags
    }
    session.given = given or None
    keys = [call.flags[name] for name in SECRET_FLAGS if name in call.flags]
    passwords = [value for name, value in call.parameters.items() if name.endswith("Password")]
    if keys or passwords:
        conceal([*keys, *map(str, passwords)])
    if keys:
        session.note(warning())


def run(
    session: Session, operation: Operation, call: Call, layout: Layout, words: Sequence[str]
) -> None:
    """Call the operation and print its answer; `words` are the command line.

    Raises what the client raises, WaitTimeout, and click.UsageError for a layout that turns out
    not to fit the answer.
    """
    parameters = {REGION_ID.name: session.region_id, **call.parameters}
    if "pager" in call.flags:
        show(session, operation, call, layout, all_pages(session, operation, parameters))
    elif "waiter" in call.flags:
        # Only who waits is told how to go on.
        from shlex import join

        region = (
            () if REGION_ID.name in call.parameters else ("--RegionId", parameters[REGION_ID.name])
        )
        again = join([*words, *region])
        found = awaited(session, operation, parameters, call.flags["waiter"], again=again)
        show(session, operation, call, layout, found)
    else:
        show(session, operation, call, layout, session.client.call(operation, **parameters))


def show(
    session: Session, operation: Operation, call: Call, layout: Layout, answer: Document
) -> None:
    """Print an answer, if it is wanted."""
    if "quiet" in call.flags:
        return
    try:
        with usage_errors():
            session.print(render_answer(layout, operation, answer))
        if layout.columns:
            tell_of_more_pages(session, operation, answer)
    except click.UsageError:
        if not operation.reads:
            # It is done, and nobody could find the ids in its answer again.
            session.print(render_answer(Layout("json"), operation, answer))
        raise


def tell_of_more_pages(session: Session, operation: Operation, answer: Document) -> None:
    """Report on stderr that a response is not the last page; columns do not show it."""
    paging = operation.paging
    if paging is None:
        return
    fields = page_fields(operation, answer)
    count = sum(1 for _item in operation.items_of(answer))
    total = int(fields.get(paging.total) or 0) if paging.total else 0
    before = (int(fields.get("PageNumber") or 1) - 1) * int(fields.get("PageSize") or 0)
    if count and before + count < total:
        sentence = _("These are {count} of {total} items; --pager reads all pages.")
        session.note(sentence.format(count=count, total=total))
    elif count and not total and fields.get("NextToken"):
        session.note(_("There are more pages; --pager reads all of them."))


def all_pages(session: Session, operation: Operation, parameters: dict[str, Any]) -> Document:
    """Return one answer with the items of all pages, its other fields those of the last page."""
    paging = operation.paging
    own = {"NextToken", paging.number, *(("PageSize",) if paging.token else ())} if paging else ()
    kept = {name: value for name, value in parameters.items() if name not in own}
    pages = list(session.client.pages(operation, **kept))
    items = [item for page in pages for item in operation.items_of(page)]
    path = operation.items.split(".") if operation.items else []
    return with_items(pages[-1], path, items) if path else pages[-1]


def with_items(document: Document, path: Sequence[str], items: list[Any]) -> Document:
    """Return the document with other items at that path."""
    name, *inner = path
    found = with_items(document.get(name) or {}, inner, items) if inner else items
    return {**document, name: found}


def awaited(
    session: Session,
    operation: Operation,
    parameters: dict[str, Any],
    waiter: Waiter,
    *,
    again: str,
) -> Document:
    """Return the first answer in which the expression finds what is waited for.

    Raises WaitTimeout when none came in time; `again` is the command that goes on waiting.
    """
    read, waited = reader(waiter.expr), 0.0
    while True:
        answer = session.client.call(operation, **parameters)
        with usage_errors():
            last = as_text(read(answer))
        if last == waiter.to:
            return answer
        if waited + waiter.interval > waiter.timeout:
            raise WaitTimeout(
                _(
                    "{expr} did not become {to} within {timeout:g} s; its last value was {last}."
                ).format(expr=waiter.expr, to=waiter.to, timeout=waiter.timeout, last=last),
                hint=_("Continue to wait with: {command}").format(command=again),
            )
        session.backend.wait(waiter.interval)
        waited += waiter.interval


def as_text(value: Any) -> str:
    """Return a value of an answer as `to=` is written: text as it is, the rest as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
