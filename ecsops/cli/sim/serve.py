"""`ecsops sim serve`: the simulator behind the real wire protocol."""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from types import FrameType
from typing import TYPE_CHECKING

import click

from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option, usage_errors
from ecsops.cli.core.numbers import Decimal, Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document
from ecsops.cli.core.terminal import begin_line
from ecsops.cli.sim.limits import limits_option
from ecsops.output import Layout, check

if TYPE_CHECKING:
    from ecsops.server.service import Service

SERVED: Shape = {
    "Endpoint": str,
    "StateFile": str,
    "AccessKeyId": str,
    "AccessKeySecret": str,
}

COLUMNS = ("Endpoint", "AccessKeyId", "AccessKeySecret")
"""Columns of that; the secret is shown only when a key is created."""

PORT = 8080

LOOPBACK = ("127.", "::1", "localhost")


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=PORT,
    show_default=True,
    metavar="PORT",
    help="Port; 0 chooses a free one.",
)
@click.option(
    "--state", metavar="FILE", help="State file to serve; `:memory:` discards it on exit."
)
@limits_option
@click.option(
    "--accelerate",
    type=Decimal(1, 1_000_000),
    default=1,
    metavar="N",
    help="Run the clock N times as fast.",
)
@click.option(
    "--insecure-any-key",
    is_flag=True,
    help="Accept any key and verify no signature; for throw-away tests only.",
)
@click.option(
    "--tls-cert", type=click.Path(exists=True, dir_okay=False), help="TLS certificate (PEM)."
)
@click.option(
    "--tls-key",
    type=click.Path(exists=True, dir_okay=False),
    help="Private key of the certificate (PEM).",
)
@output_option
@pass_session
def serve(
    session: Session,
    host: str,
    port: int,
    state: str | None,
    limits: str | None,
    accelerate: float,
    insecure_any_key: bool,
    tls_cert: str | None,
    tls_key: str | None,
    layout: Layout,
) -> None:
    """Serve the simulator to the vendor's SDKs and CLIs, until SIGTERM or Ctrl-C.

    The first start creates an access key and prints it.
    """
    if bool(tls_cert) != bool(tls_key):
        raise click.UsageError(_("--tls-cert and --tls-key must be used together."))
    with usage_errors():
        check(layout, SERVED)
    session.no_pager = True
    # The other commands of the simulator need no server.
    from ecsops.server.service import Choices, Service

    with state_file(state or session.settings.state_path) as path:
        choices = Choices(
            path, host, port, accelerate, insecure_any_key, tls_cert or "", tls_key or ""
        )
        service = Service(choices)
        if limits:
            service.account.set_limits(limits)
        warn(session, host, insecure_any_key)
        document = introduced(session, service, path)
        columns = [each for each in COLUMNS if each in document or not layout.is_for_a_reader]
        show_document(session, layout, lambda: document, columns=columns, shape=SERVED)
        name = run_until_told(service)
        begin_line()
        # Who finds it ended later sees that it did not end by itself.
        session.note(_("Stopped by {signal}.").format(signal=name))


def run_until_told(service: "Service") -> str:
    """Serve until SIGTERM or SIGINT; return the name of the one that came first."""
    came: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        came.append(number)
        service.server.handle_exit(number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    # What is there now stays: no search for garbage need look at it. To look for what little there
    # is among it would take a tenth of the time to the first answer.
    gc.freeze()
    service.run()
    return signal.Signals(came[0]).name


@contextmanager
def state_file(path: str) -> Iterator[str]:
    """Give the state file; that of `:memory:` lives in a directory that goes with the server."""
    if path != ":memory:":
        yield os.path.abspath(path)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="ecsops-", ignore_cleanup_errors=True) as directory:
        yield f"{directory}/simulator.db"


def warn(session: Session, host: str, any_key: bool) -> None:
    """Warn about options that open the simulator to others."""
    if any_key:
        session.note(
            _("Warning: --insecure-any-key: signatures are not verified, and any key is accepted.")
        )
    if not host.startswith(LOOPBACK):
        session.note(
            _(
                "Warning: {host} is not a loopback address: other machines can reach the "
                "simulator, and the scripts they send run on this machine, in the sandbox of "
                "the instances."
            ).format(host=host)
        )


def introduced(session: Session, service: "Service", path: str) -> Document:
    """Return where the simulator is served, and the access key where one is made."""
    document = {"Endpoint": service.endpoint, "StateFile": path}
    key = service.first_key()
    if key is None:
        session.note(
            _(
                "List its access keys with `ecsops sim key list`; create one with `ecsops sim "
                "key create`."
            )
        )
        return document
    return {
        **document,
        "AccessKeyId": key["AccessKeyId"],
        "AccessKeySecret": key["AccessKeySecret"],
    }
