"""Showing what an operation found, in the layout that was asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

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
    with usage_errors():
        check(layout, shape)
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
    with usage_errors():
        check(layout, shape)
        session.print(render_document(layout, document(), columns=columns, shape=shape))


@contextmanager
def usage_errors() -> Iterator[None]:
    """Make a wrong --output or --query a usage error."""
    try:
        yield
    except OutputError as error:
        raise click.UsageError(str(error)) from error
