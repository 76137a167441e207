"""What a command line asked for, and the promise of a client."""

import sys
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import click

from ecsops.cli.streams import carry_utf8, tell

if TYPE_CHECKING:
    from ecsops.backend import Backend
    from ecsops.client import Client
    from ecsops.config import Profile, Settings


class Session:
    """One run of the program. The backend is opened the first time a command needs it.

    What settings, backend and client need is imported with them: help has none of them.
    """

    region: str | None = None
    profile: str | None = None
    given: "Profile | None" = None
    endpoint: str | None = None
    backend_name: str | None = None
    verbose: bool = False
    debug: bool = False
    quiet: bool = False
    no_pager: bool = False
    output_kind: str = "table"

    @cached_property
    def settings(self) -> "Settings":
        """The settings of the command line and the environment."""
        from ecsops.config import read_settings

        return read_settings(
            region_id=self.region,
            backend=self.backend_name,
            endpoint=self.endpoint,
            profile=self.profile,
            given=self.given,
        )

    @property
    def region_id(self) -> str:
        """The region that calls go to."""
        return self.settings.region_id

    @property
    def account(self) -> str:
        """Which account is called, in words."""
        settings = self.settings
        if settings.backend == "simulator":
            return f"the simulated account {settings.state_path}"
        profile = settings.profile["name"] if settings.profile else ""
        of_profile = f" of profile {profile}" if profile else ""
        at = f" at {settings.endpoint}" if settings.endpoint else ""
        return f"the real account{of_profile}{at}"

    @cached_property
    def backend(self) -> "Backend":
        """The backend; opening it may raise StateError."""
        from ecsops.backend import open_backend

        if self.verbose:
            self.note(f"Backend: {self.account}")
            self.note(f"Region: {self.region_id}")
        if self.debug and self.settings.backend == "openapi":
            show_requests()
        return open_backend(self.settings)

    @cached_property
    def client(self) -> "Client":
        """The client of the backend and the region."""
        from ecsops.client import Client

        return Client(self.backend, self.region_id)

    def close(self) -> None:
        """Close the backend, if one was opened."""
        if "backend" in vars(self):
            self.backend.close()

    def print(self, chunks: Iterable[str]) -> None:
        """Write data to stdout, as it comes; what is too long for a terminal goes to a pager.

        A command whose output goes on while others act sets `no_pager`.
        """
        if self.output_kind != "table":
            carry_utf8()
        if sys.stdout.isatty() and not self.no_pager:
            # Only a terminal has a screen that can be too small.
            from ecsops.cli.paging import paged

            chunks = paged(chunks)
        for chunk in chunks:
            click.echo(chunk, nl=False)

    def note(self, text: str) -> None:
        """Write progress, a hint or a warning to stderr, unless --quiet."""
        if not self.quiet:
            tell(text)

    def confirm(self, question: str, *, yes: bool, place: str = "") -> None:
        """Ask before something is destroyed, naming its place: the account, unless told.

        Raises click.UsageError without a terminal, click.Abort when the answer is no.
        """
        if yes:
            return
        question = f"{question} (in {place or self.account})"
        if not sys.stdin.isatty():
            raise click.UsageError(f"{question} Confirm with --yes where there is no terminal.")
        click.confirm(question, abort=True, err=True)


def show_requests() -> None:
    """Write each request of the real service to stderr; secrets are not among what is logged."""
    # Only who looks for a defect pays for logging.
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("ecsops.openapi")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG)


pass_session = click.make_pass_decorator(Session, ensure=True)
