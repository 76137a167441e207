"""`ecsops sim`: the simulator's own controls, which no operation of the API has."""

from gettext import gettext as _

import click

from ecsops.catalogue.model import Shape
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli.core.commands import output_option, yes_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.numbers import LARGEST, Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.cli.core.time_points import FUTURE, Moment
from ecsops.cli.sim.backend import simulator
from ecsops.cli.sim.limits import LIMITS, limits_option
from ecsops.output import Layout
from ecsops.simulator.assumptions import SEED

STATUS: Shape = {
    "StateFile": str,
    "Time": str,
    "Clock": str,
    "Profile": str,
    "Seed": int,
    "Due": int,
    "NextDue": str,
    "Parked": [{"Time": str, "Happening": str, "Subject": str, "Error": str}],
    "Records": {},
}

QUOTA: Shape = {"Name": str, "Value": int, "Unit": str, "Set": bool, "Source": str}


COMMANDS = {
    "delivery": (
        "Show or change how notifications leave the simulator.",
        "ecsops.cli.sim.delivery",
    ),
    "fault": ("Add, list and remove faults.", "ecsops.cli.sim.fault"),
    "key": ("Manage access keys for `sim serve`.", "ecsops.cli.sim.key"),
    "renew": (
        "Renew the subscription of an instance, which avoids its expiration events.",
        "ecsops.cli.sim.billing",
    ),
    "restore": (
        "Replace the account by the one that `sim save` put into FILE.",
        "ecsops.cli.sim.backup",
    ),
    "save": (
        "Save the account and the files of its instances into FILE, while others use it.",
        "ecsops.cli.sim.backup",
    ),
    "script": ("Manage canned answers to scripts.", "ecsops.cli.sim.script"),
    "serve": (
        "Serve the simulator to the vendor's SDKs and CLIs, until SIGTERM or Ctrl-C.",
        "ecsops.cli.sim.serve",
    ),
}
"""The commands that are loaded when they are entered."""


@click.group(
    cls=Group, help="Control the simulator: clock, state, quotas and faults.", table=COMMANDS
)
def sim() -> None:
    """Group of the commands below."""


@sim.command()
@output_option
@pass_session
def status(session: Session, layout: Layout) -> None:
    """Show the state file, the time and the number of records."""
    show_document(session, layout, lambda: simulator(session.backend).status(), shape=STATUS)


@sim.command()
@click.argument("duration", type=DURATION)
@output_option
@pass_session
def advance(session: Session, duration: float, layout: Layout) -> None:
    """Advance the clock by DURATION, such as 90s, 10m, 24h or 2d; everything due happens."""
    account = simulator(session.backend)
    account.wait(duration)
    show_document(session, layout, account.status, columns=("Time", "NextDue"), shape=STATUS)


@sim.command()
@click.option("--empty", is_flag=True, help="Start with no instances and no deployment sets.")
@click.option(
    "--seed",
    type=Whole(-LARGEST),
    default=SEED,
    show_default=True,
    metavar="N",
    help="Seed of IDs and data.",
)
@click.option(
    "--at",
    type=FUTURE,
    metavar="TIME",
    help="Start at this time, such as '2026-12-24 03:00' (local) or +24h (default: now).",
)
@click.option(
    "--frozen",
    is_flag=True,
    help="Stop the clock; only waiting commands and `sim advance` move it.",
)
@limits_option
@click.option("--profile", "limits_before", type=Choice(LIMITS), hidden=True)
@click.option(
    "--hosts",
    type=Whole(1, 1000),
    metavar="N",
    help="Number of physical hosts per zone and family.",
)
@yes_option
@output_option
@pass_session
def reset(
    session: Session,
    empty: bool,
    seed: int,
    at: Moment | None,
    frozen: bool,
    limits: str | None,
    limits_before: str | None,
    hosts: int | None,
    yes: bool,
    layout: Layout,
) -> None:
    """Discard the state and start over."""
    account = simulator(session.backend)
    session.confirm(_("Discard the state and start over?"), yes=yes)
    account.reset(
        empty=empty,
        seed=seed,
        at=None if at is None else at.at(session.backend.now()),
        frozen=frozen,
        profile=limits or limits_before or LIMITS[0],
        hosts=hosts,
    )
    show_document(
        session, layout, account.status, columns=("Time", "Seed", "Records"), shape=STATUS
    )


@sim.command()
@click.argument("name", required=False)
@click.argument("value", required=False, type=Whole(0))
@click.option("--default", is_flag=True, help="Restore the default of the limits profile.")
@output_option
@pass_session
def quota(
    session: Session, name: str | None, value: int | None, default: bool, layout: Layout
) -> None:
    """List the quotas in force, or set the quota NAME to VALUE."""
    if name is not None and name not in QUOTAS:
        raise click.UsageError(
            _("No such quota: {name}.{guess}").format(name=name, guess=did_you_mean(name, QUOTAS))
        )
    account = simulator(session.backend)
    if name is not None and (default or value is not None):
        account.set_quota(name, None if default else value)
    show_items(
        session,
        layout,
        lambda: account.quotas(name),
        columns=("Name", "Value", "Unit", "Set", "Source"),
        shape=QUOTA,
    )
