"""`ecsops sim save` and `restore`: the whole account as one file."""

import os
from gettext import gettext as _
from gettext import ngettext

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option, yes_option
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout

SAVED: Shape = {"File": str, "Bytes": int, "Time": str, "Omitted": [str]}

RESTORED: Shape = {"StateFile": str, "Time": str, "Seed": int, "Records": {}}

SHOWN_MOST = 5
"""How many files that were left out are named on stderr."""


@click.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@yes_option
@output_option
@pass_session
def save(session: Session, file: str, yes: bool, layout: Layout) -> None:
    """Save the account and the files of its instances into FILE, while others use it.

    FILE holds access keys and passwords; only its owner can read it.
    """
    account = simulator(session.backend)
    if os.path.lexists(file):
        session.confirm(_("Replace {path}?").format(path=file), yes=yes)

    def act() -> Document:
        document = account.save(file)
        warn_of(session, document["Omitted"])
        return document

    show_document(session, layout, act, columns=("File", "Bytes", "Time"), shape=SAVED)


@click.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@yes_option
@output_option
@pass_session
def restore(session: Session, file: str, yes: bool, layout: Layout) -> None:
    """Replace the account by the one that `sim save` put into FILE."""
    account = simulator(session.backend)
    session.confirm(_("Replace everything in the account by {path}?").format(path=file), yes=yes)

    def act() -> Document:
        account.restore(file)
        return account.status()

    show_document(session, layout, act, columns=("Time", "Seed", "Records"), shape=RESTORED)


def warn_of(session: Session, omitted: list[str]) -> None:
    """Name files that were left out, the first of them."""
    if not omitted:
        return
    text = ngettext(
        "{n} file was left out: {names}", "{n} files were left out: {names}", len(omitted)
    )
    session.note(text.format(n=len(omitted), names=", ".join(omitted[:SHOWN_MOST])))
