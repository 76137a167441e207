"""Showing what an operation found, in the layout that was asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import usage_errors
from ecsops.cli.core.session import Session
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.output import Layout, Words, check, render_document, render_items

if TYPE_CHECKING:
    from ecsops.cli.core.listing_gaps import Named
    from ecsops.operations.partial_success import Outcomes


def show_items(
    session: Session,
    layout: Layout,
    items: Callable[[], Iterable[Document]],
    *,
    columns: Sequence[str],
    shape: Shape,
    least: Sequence[str] = (),
    limit: int | None = None,
    nothing: Callable[[], str] | None = None,
    named: "Named | None" = None,
    colours: Mapping[str, str] | None = None,
) -> None:
    """Show a listing. A column that the items cannot have is refused before `items` is called.

    `least` are the columns that a narrow terminal hides first. `nothing` returns the sentence for
    an empty listing, where `{region}` stands for the region. Raises NotFound for things that are
    `named` and do not exist, after those that do. `colours` are those of values that a table on
    a terminal shows in colour.
    """
    with usage_errors():
        check(layout, shape)
        shown: list[Document] = []
        found = iter(islice(items(), limit))
        first = [*islice(found, 1)]
        if named and not first:
            # Where nothing exists the error is all there is to say.
            missing(session, named, shown)
        if not (nothing and not first and is_on_screen(layout)):
            rows = chain(first, found)
            text = render_items(
                of_the_screen(layout, least),
                noted(rows, shown) if named else rows,
                columns=columns,
                shape=shape,
            )
            if colours and layout.kind == "table" and not layout.style:
                text = coloured(text, as_shown(colours, columns, layout.wording))
            session.print(text)
    if nothing and not first:
        from ecsops.cli.core.listing_gaps import tell_nothing  # lazy import

        tell_nothing(session, nothing())
    if named and first:
        missing(session, named, shown)


def missing(session: Session, named: "Named", shown: Iterable[Document]) -> None:
    """Raise NotFound for named things that do not exist."""
    from ecsops.cli.core.listing_gaps import check_named  # lazy import

    check_named(session, named, shown)


def is_on_screen(layout: Layout) -> bool:
    """Return whether a table is drawn for a person at a terminal."""
    return layout.screen is not None


def of_the_screen(layout: Layout, least: Sequence[str]) -> Layout:
    """Return the layout that knows which columns a narrow terminal hides first."""
    if layout.screen is None:
        return layout
    return layout._replace(screen=layout.screen._replace(least=least))


def show_rows(
    session: Session,
    layout: Layout,
    rows: Callable[[Client], Iterable[Document]],
    *,
    columns: Sequence[str],
    shape: Shape,
    limit: int | None = None,
    seen: list[Document] | None = None,
    least: Sequence[str] = (),
    nothing: Callable[[], str] | None = None,
    named: "Named | None" = None,
    colours: Mapping[str, str] | None = None,
) -> None:
    """Show what is listed in the region, or in each of the regions that --region names.

    Rows of several regions have their RegionId; `limit` is for all of them together. Those that
    are shown are added to `seen`. A region that fails hinders no other; its error comes last.
    The rest is as in `show_items`.
    """
    several = session.in_several_regions
    failed: list[EcsopsError] = []

    def found() -> Iterable[Document]:
        items = of_regions(session, rows, limit, failed) if several else rows(session.client)
        return items if seen is None else noted(items, seen)

    if several:
        columns = (*columns[:1], "RegionId", *columns[1:])
        shape = {"RegionId": str, **as_fields(shape)}
    show_items(
        session,
        layout,
        found,
        columns=columns,
        shape=shape,
        limit=limit,
        least=least,
        nothing=nothing,
        named=named,
        colours=colours,
    )
    if failed:
        raise failed[0]


def of_regions(
    session: Session,
    rows: Callable[[Client], Iterable[Document]],
    limit: int | None,
    failed: list[EcsopsError],
) -> Iterator[Document]:
    """Yield the rows of all regions; an error that comes after some of them goes to `failed`."""
    row = None
    try:
        for row in islice(session.in_regions(rows), limit):
            yield row
    except EcsopsError as error:
        if row is None:
            raise
        failed.append(error)


def noted(items: Iterable[Document], seen: list[Document]) -> Iterator[Document]:
    """Yield the items, and add each to those that were seen."""
    for item in items:
        seen.append(item)
        yield item


def as_fields(shape: Shape) -> dict[str, Any]:
    """Return the shape of a document, which has fields."""
    assert isinstance(shape, dict)
    return shape


def show_as_they_come(
    session: Session,
    layout: Layout,
    items: Iterable[Document],
    *,
    columns: Sequence[str],
    shape: Shape,
    endless: bool,
) -> None:
    """Show items one by one while others make them: rows of a table, or JSON a line each.

    Raises click.UsageError for what needs all items to begin with, where they have no end.
    """
    if endless and (layout.query or layout.rows):
        raise click.UsageError(_("--query and rows= need the last item, but the list is empty."))
    session.no_pager = True
    kind = "jsonl" if layout.kind == "json" else layout.kind
    following = layout._replace(kind=kind, style="", follows=True)
    show_items(session, following, lambda: items, columns=columns, shape=shape)


def show_document(
    session: Session,
    layout: Layout,
    document: Callable[[], Document],
    *,
    columns: Sequence[str] = (),
    shape: Shape,
) -> None:
    """Show one document, made only after the layout is found to fit."""
    with usage_errors():
        check(layout, shape)
        session.print(render_document(layout, document(), columns=columns, shape=shape))


def show_outcomes(
    session: Session,
    layout: Layout,
    outcomes: Callable[[], "Outcomes"],
    *,
    columns: Sequence[str],
    shape: Shape,
) -> None:
    """Show what became of several, then raise the error for those that were refused.

    When nothing was done at all there is only the error.
    """
    with usage_errors():
        check(layout, shape)
        found = outcomes()
        if not found.all_failed:
            session.print(render_items(layout, found.documents, columns=columns, shape=shape))
    if found.error:
        raise found.error


def as_shown(
    colours: Mapping[str, str], columns: Sequence[str], words: Words | None
) -> Mapping[str, str]:
    """Return the colours of values by what a table calls these."""
    if words is None:
        return colours
    return {words(column, value): colours[value] for column in columns for value in colours}


def coloured(chunks: Iterable[str], colours: Mapping[str, str]) -> Iterator[str]:
    """Yield a table with these values in colour; printing removes it without a terminal."""
    for chunk in chunks:
        for line in chunk.splitlines(keepends=True):
            cells = line.split(" | ")
            yield " | ".join(
                click.style(cell, fg=colour) if (colour := colours.get(cell.strip())) else cell
                for cell in cells
            )
