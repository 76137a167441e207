"""`ecsops sim delivery`, and what `ecsops notify` asks the simulator.

Deliveries, and the queues that take them, are not part of the CloudMonitor API: only the
simulator knows them.
"""

from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from itertools import islice
from typing import Any

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout
from ecsops.simulator.account import Simulator
from ecsops.simulator.notifications import controls, queues

SETTINGS: Shape = {"Anywhere": bool, "MailServer": str, "MailFrom": str}

EVENTS_AT_A_TIME = 100


class MailServer(click.ParamType[str]):
    """The address of a mail server, HOST:PORT."""

    name = "mail server"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address; nothing means no mail server."""
        host, _colon, port = value.rpartition(":")
        if value and not (host and port.isdigit()):
            self.fail(_("{value!r}. Use HOST:PORT.").format(value=value), param, ctx)
        return value


@click.command(cls=Command)
@click.option(
    "--anywhere/--loopback",
    default=None,
    help="Allow webhooks to any host, or only to this machine (the default).",
)
@click.option(
    "--mail-server",
    type=MailServer(),
    metavar="HOST:PORT",
    help="Send mail to contacts through this server; '' stores it in the simulator.",
)
@click.option("--mail-from", metavar="ADDRESS", help="Sender address of that mail.")
@output_option
@pass_session
def delivery(
    session: Session,
    anywhere: bool | None,
    mail_server: str | None,
    mail_from: str | None,
    layout: Layout,
) -> None:
    """Show or change how notifications leave the simulator."""
    account = simulator(session.backend)
    changes = {
        "anywhere": None if anywhere is None else int(anywhere),
        "smtp": mail_server,
        "mail_from": mail_from,
    }
    show_document(
        session,
        layout,
        lambda: account.control(controls.change_settings, changes),
        shape=SETTINGS,
    )


def is_told(session: Session) -> bool:
    """Return whether the backend tells of deliveries: the simulator does, CloudMonitor does not."""
    return isinstance(session.backend, Simulator)


def deliveries(session: Session, **filters: Any) -> list[Document]:
    """Return what became of notifications at their targets."""
    return simulator(session.backend).control(
        lambda context: controls.deliveries(context, **filters)
    )


def with_outcomes(session: Session, events: Iterable[Document]) -> Iterator[Document]:
    """Yield received events with how many targets have taken each and how many have not."""
    account, left = simulator(session.backend), iter(events)
    while some := list(islice(left, EVENTS_AT_A_TIME)):
        found = account.control(controls.outcomes, [event["Id"] for event in some])
        for event, outcome in zip(some, found, strict=True):
            yield {**event, **outcome}


def receive(
    session: Session, place: str, *, limit: int, hidden_s: float, delete: bool
) -> list[Document]:
    """Take messages of a queue, or read what another place keeps."""
    account = simulator(session.backend)
    if not place.startswith("queue/"):
        return account.control(queues.read, place, limit)
    taken = [*map(queues.decoded, account.control(queues.receive, place, limit, hidden_s))]
    if delete:
        for message in taken:
            account.control(queues.delete, place, message["ReceiptHandle"])
    return taken


def delete_messages(session: Session, place: str, receipts: Sequence[str]) -> list[Document]:
    """Delete messages of a queue that were received with these handles, and return them."""
    account = simulator(session.backend)
    deleted = (account.control(queues.delete, place, receipt) for receipt in receipts)
    return [*map(queues.decoded, deleted)]
