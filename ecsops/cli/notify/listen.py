"""`ecsops notify listen`: a receiver for webhooks that shows what comes and can act on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications.system_events import ENVELOPE
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_as_they_come
from ecsops.cli.core.terminal import begin_line
from ecsops.errors import TransportError
from ecsops.output import Layout

PORT = 8088

BODY_BYTES = 256 * 1024

NOTIFICATION: Shape = {**dict.fromkeys(ENVELOPE, str), "content": {}, "instanceName": str}

COLUMNS = ("eventTime", "level", "name", "resourceId")


@click.command(cls=Command)
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=PORT,
    show_default=True,
    metavar="PORT",
    help="Port; 0 chooses a free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--exec",
    "script",
    metavar="CMD",
    help="Program to run for each notification, in order, with its JSON on stdin.",
)
@click.option("--limit", type=Whole(1), metavar="N", help="Exit after N notifications.")
@click.option(
    "--max-body",
    type=Whole(1),
    default=BODY_BYTES,
    show_default=True,
    metavar="BYTES",
    help="Maximum size of a request; larger ones are rejected.",
)
@click.option(
    "--token",
    metavar="TOKEN",
    help="Accept only requests with this bearer token, or with ?token=TOKEN in the URL.",
)
@output_option
@pass_session
def listen(
    session: Session,
    port: int,
    host: str,
    script: str | None,
    limit: int | None,
    max_body: int,
    token: str | None,
    layout: Layout,
) -> None:
    """Receive notifications and print each on arrival, until Ctrl-C.

    On exit, notifications already received are still printed and passed to the program.
    """
    # No other command is a web server.
    from ecsops.cli.notify.listen_server import Receiver

    try:
        receiver = Receiver(host, port, body_bytes=max_body, most=limit, token=token or "")
    except OSError as error:
        raise TransportError(
            _("Cannot listen on {host}:{port}: {strerror}.").format(
                host=host, port=port, strerror=error.strerror or error
            ),
            _("Choose another --port; 0 chooses a free one."),
        ) from error
    if not is_loopback(host):
        session.note(
            _(
                "Warning: other machines can send notifications to {host}. Protect the receiver "
                "with --token and a firewall."
            ).format(host=host)
        )
    with stopping(receiver):
        session.note(
            _("Listening on http://{host}:{port}/ (Ctrl-C to stop)").format(
                host=host, port=receiver.port
            )
        )
        show_as_they_come(
            session,
            layout,
            acted_on(session, receiver, script),
            columns=COLUMNS,
            shape=NOTIFICATION,
            endless=limit is None,
        )


def is_loopback(host: str) -> bool:
    """Return whether an address to listen on is reached from this machine alone."""
    # lazy import: only this command needs addresses
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def stopping(receiver: Any) -> Iterator[None]:
    """Stop the receiver at a signal and at the end; a second signal interrupts what is done."""
    # No other command has to do with signals.
    import signal

    asked: list[int] = []

    def stop(number: int, frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        begin_line()
        receiver.stop()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, held in before.items():
            signal.signal(each, held)
        receiver.stop()


def acted_on(
    session: Session, notifications: Iterable[Document], script: str | None
) -> Iterator[Document]:
    """Yield notifications, and run the script for each after it was shown."""
    for each in notifications:
        yield each
        if script:
            run(session, script, each)


def run(session: Session, script: str, notification: Document) -> None:
    """Run the script, its output on our stderr: stdout is for notifications."""
    # Help starts no processes.
    import json
    import subprocess
    import sys

    ended = subprocess.run(
        script,
        shell=True,
        input=json.dumps(notification, ensure_ascii=False).encode(),
        stdout=sys.stderr.fileno(),
        start_new_session=True,  # Ctrl-C stops us, not what a script has begun
        check=False,
    )
    if ended.returncode:
        name = notification.get("name", "a notification")
        session.note(
            _("The program exited with status {returncode} for {name}.").format(
                returncode=ended.returncode, name=name
            )
        )
