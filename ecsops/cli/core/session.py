"""The settings of a command line, and its client on demand.

Settings, backend and client are imported when they are first asked for: help needs none of them.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from ecsops.cli.core.terminal import carry_utf8, readable, tell

if TYPE_CHECKING:
    from ecsops.backends.protocol import Backend
    from ecsops.catalogue.model import Document
    from ecsops.client import Client
    from ecsops.config import Profile, Settings
    from ecsops.output import Screen

ALL = "all"
"""The value of `--region` for all regions."""


class Session:
    """One run of the program. The backend is opened the first time a command needs it.

    What settings, backend and client need is imported with them: help has none of them.
    """

    region: str | None = None
    profile: str | None = None
    given: "Profile | None" = None
    endpoint: str | None = None
    backend_name: str | None = None
    parallel: int | None = None
    dry_run: bool = False
    verbose: bool = False
    debug: bool = False
    quiet: bool = False
    no_pager: bool = False
    output_kind: str = "table"
    announces: bool = True
    words: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self.names: dict[str, str] = {}

    @cached_property
    def settings(self) -> "Settings":
        """The settings of the command line and the environment."""
        from ecsops.config import read_settings

        return read_settings(
            region_id=self.regions[0] if self.regions[0] != ALL else None,
            backend=self.backend_name,
            endpoint=self.endpoint,
            profile=self.profile,
            given=self.given,
        )

    @property
    def regions(self) -> list[str]:
        """The value of `--region`: one region (or '', for the default), several, or ALL."""
        return [name.strip() for name in (self.region or "").split(",")]

    @property
    def in_several_regions(self) -> bool:
        """Return whether more than one region is asked for."""
        return len(self.regions) > 1 or self.regions == [ALL]

    @property
    def region_id(self) -> str:
        """The region that calls go to. Raises click.UsageError where there are several."""
        if self.in_several_regions:
            raise click.UsageError(
                _("This command works in one region, but --region names several.")
            )
        return self.settings.region_id

    @property
    def account(self) -> str:
        """Which account is called, in words."""
        settings = self.settings
        if settings.backend == "simulator":
            return _("the simulated account {path}").format(path=settings.state_path)
        profile = settings.profile["name"] if settings.profile else ""
        of_profile = _(" of profile {name}").format(name=profile) if profile else ""
        at = _(" at {endpoint}").format(endpoint=settings.endpoint) if settings.endpoint else ""
        return _("the real account{of_profile}{at}").format(of_profile=of_profile, at=at)

    @cached_property
    def backend(self) -> "Backend":
        """The backend; opening it may raise StateError."""
        from ecsops.backends.opening import PARALLEL, open_backend, open_dry_run

        if self.verbose:
            self.note(_("Backend: {account}").format(account=self.account))
            regions = self.region if self.in_several_regions else self.region_id
            self.note(_("Region: {regions}").format(regions=regions))
        if self.dry_run:
            return open_dry_run(self.settings)
        if self.debug and self.settings.backend == "openapi":
            show_requests()
        backend = open_backend(self.settings, self.parallel or PARALLEL)
        if self.settings.backend == "simulator" or not self.announces:
            return backend
        from ecsops.backends.announcing import Announcing

        return Announcing(backend, self.announce)

    @cached_property
    def client(self) -> "Client":
        """The client of the backend and the region."""
        from ecsops.client import Client

        return Client(self.backend, self.region_id)

    def in_regions(self, read: "Callable[[Client], Iterable[Document]]") -> "Iterator[Document]":
        """Return what is read in every region that is asked for, with its RegionId."""
        from ecsops.client import Client
        from ecsops.operations.regions import every_region, in_regions

        usual = Client(self.backend, self.settings.region_id)
        named = every_region(usual) if self.regions == [ALL] else list(dict.fromkeys(self.regions))
        return in_regions(usual, named, read)

    def screen(self, *, utc: bool, wide: bool) -> "Screen | None":
        """Return the terminal that a table is for, or None where stdout is not one."""
        if not sys.stdout.isatty():
            return None
        from ecsops.cli.core.terminal import columns_of
        from ecsops.config import times_are_local
        from ecsops.output import Screen

        local = not utc and times_are_local(self.profile or "")
        return Screen(0 if wide else columns_of(sys.stdout), self.hidden.extend, local=local)

    def announce(self) -> None:
        """Report on stderr which real account and region a command changes."""
        region = self.region if self.in_several_regions else self.settings.region_id
        self.note(_("Changing {account} in {region}.").format(account=self.account, region=region))

    def called(self, thing_id: str) -> str:
        """Return what people call a thing: `UserGuideForDS001 (i-bp1…)` where its name is known."""
        name = self.names.get(thing_id)
        return f"{name} ({thing_id})" if name else thing_id

    def with_given_options(self, text: str) -> str:
        """Return the text with --region, --profile, … in its command lines where they were given.

        A command line ends with the text, with a line, or at a backtick.
        """
        if "ecsops " not in text:
            return text
        from ecsops.cli.core.next_commands import with_options  # lazy import

        given = (
            ("--region", self.region),
            ("--profile", self.profile),
            ("--backend", self.backend_name),
            ("--endpoint", self.endpoint),
        )
        return with_options(text, [(name, value) for name, value in given if value])

    def close(self) -> None:
        """Close the backend, if one was opened."""
        if "backend" in vars(self):
            self.backend.close()

    def print(self, chunks: Iterable[str]) -> None:
        """Write data to stdout, as it comes; what is too long for a terminal goes to a pager.

        A command whose output goes on while others act sets `no_pager`. In a dry run the producer
        of the data runs only for its calls.
        """
        if self.dry_run:
            chunks = (chunk for chunk in chunks if not chunk)
        if self.output_kind != "table":
            carry_utf8()
        if sys.stdout.isatty():
            from ecsops.output.harmless import for_terminal

            chunks = for_terminal(chunks)
        if sys.stdout.isatty() and not self.no_pager:
            # Only a terminal has a screen that can be too small.
            from ecsops.cli.core.pager import paged

            chunks = paged(chunks)
        for chunk in chunks:
            click.echo(chunk, nl=False)
        self.tell_what_is_hidden()

    def tell_what_is_hidden(self) -> None:
        """Write which columns of a table did not fit the terminal, once."""
        if self.hidden:
            self.note(
                _("Hidden columns: {names}. Use --wide, or choose with -o cols=…").format(
                    names=", ".join(dict.fromkeys(self.hidden))
                )
            )
            self.hidden.clear()

    def note(self, text: str) -> None:
        """Write progress, a hint or a warning to stderr, unless --quiet."""
        if not (self.quiet or self.dry_run):
            tell(text)

    def confirm(self, question: str, *, yes: bool, place: str = "") -> None:
        """Ask for confirmation of a destructive action, with the account in the question.

        Raises click.UsageError without a terminal, click.Abort when the answer is no.
        """
        if yes or self.dry_run:
            return
        self.ask(
            _("{question} (in {account})").format(question=question, account=place or self.account)
        )

    def ask(self, question: str) -> None:
        """Ask a question that is answered by yes, or refuse as `confirm` does."""
        if not sys.stdin.isatty():
            raise click.UsageError(
                _("{question} Without a terminal, confirm with --yes.").format(question=question)
            )
        click.confirm(readable(question), abort=True, err=True)


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
