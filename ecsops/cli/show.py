"""Showing what an operation found, in the layout that was asked for."""

from collections.abc import Callable, Iterable, Sequence

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.session import Session
from ecsops.output import Layout, OutputError, check, render_document, render_items


def show_items(
    session: Session,
    layout: Layout,
    items: Callable[[], Iterable[Document]],
    *,
    columns: Sequence[str],
    shape: Shape,
) -> None:
    """Show a listing. A column that the items cannot have is refused before `items` is called."""
    check_layout(layout, shape)
    session.print(render_items(layout, items(), columns=columns, shape=shape))


def show_document(
    session: Session,
    layout: Layout,
    document: Callable[[], Document],
    *,
    columns: Sequence[str] = (),
    shape: Shape,
) -> None:
    """Show one document, made only after the layout is found to fit."""
    check_layout(layout, shape)
    session.print(render_document(layout, document(), columns=columns, shape=shape))


def check_layout(layout: Layout, shape: Shape) -> None:
    """Raise click.UsageError for a column that the thing cannot have."""
    try:
        check(layout, shape)
    except OutputError as error:
        raise click.UsageError(str(error)) from error
