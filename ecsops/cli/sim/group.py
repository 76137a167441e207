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
    "delivery": ("Show or set how notifications leave the simulator.", "ecsops.cli.sim.delivery"),
    "fault": ("Add trouble, list it, and end it.", "ecsops.cli.sim.fault"),
    "group": (
        "List the application groups, or have GROUP of these resources, as rules can name it.",
        "ecsops.cli.sim.delivery",
    ),
    "key": ("Make access keys for `sim serve`, list and delete them.", "ecsops.cli.sim.key"),
    "renew": (
        "Renew the subscription of an instance; its events of billing are avoided.",
        "ecsops.cli.sim.billing",
    ),
    "restore": ("Replace the account by a saved one.", "ecsops.cli.sim.backup"),
    "save": (
        "Save the account and its instances' files into FILE, while others use it.",
        "ecsops.cli.sim.backup",
    ),
    "script": ("Give scripts canned answers, list and end them.", "ecsops.cli.sim.script"),
    "serve": (
        "Serve the simulator to the vendor's SDKs and CLIs, until SIGTERM or Ctrl-C.",
        "ecsops.cli.sim.serve",
    ),
}
"""The commands that are loaded when they are entered."""


@click.group(
    cls=Group, help="Control the simulator: its time, its state, its limits.", table=COMMANDS
)
def sim() -> None:
    """Have the commands below."""


@sim.command()
@output_option
@pass_session
def status(session: Session, layout: Layout) -> None:
    """Show where the state is, its time, and what it holds."""
    show_document(session, layout, lambda: simulator(session.backend).status(), shape=STATUS)


@sim.command()
@click.argument("duration", type=DURATION)
@output_option
@pass_session
def advance(session: Session, duration: float, layout: Layout) -> None:
    """Let DURATION pass at once, such as 90s, 10m, 24h or 2d; what becomes due happens."""
    account = simulator(session.backend)
    account.wait(duration)
    show_document(session, layout, account.status, columns=("Time", "NextDue"), shape=STATUS)


@sim.command()
@click.option("--empty", is_flag=True, help="Begin with no instances and no deployment sets.")
@click.option(
    "--seed",
    type=Whole(-LARGEST),
    default=SEED,
    show_default=True,
    metavar="N",
    help="Seed of ids and data.",
)
@click.option(
    "--at",
    type=FUTURE,
    metavar="TIME",
    help="Begin at this time, such as '2026-12-24 03:00' (local) or +24h, instead of now.",
)
@click.option("--frozen", is_flag=True, help="Let time pass only when a command waits or advances.")
@click.option(
    "--profile",
    type=Choice(["document", "current"]),
    default="document",
    show_default=True,
    help="Limits and rules of the 2019 document, or of today.",
)
@click.option(
    "--hosts", type=Whole(1, 1000), metavar="N", help="Physical hosts by zone and family."
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
    profile: str,
    hosts: int | None,
    yes: bool,
    layout: Layout,
) -> None:
    """Throw the state away and begin anew."""
    account = simulator(session.backend)
    session.confirm(_("Throw everything away and begin anew?"), yes=yes)
    account.reset(
        empty=empty,
        seed=seed,
        at=None if at is None else at.at(session.backend.now()),
        frozen=frozen,
        profile=profile,
        hosts=hosts,
    )
    show_document(
        session, layout, account.status, columns=("Time", "Seed", "Records"), shape=STATUS
    )


@sim.command()
@click.argument("name", required=False)
@click.argument("value", required=False, type=Whole(0))
@click.option("--default", is_flag=True, help="Go back to the profile's value.")
@output_option
@pass_session
def quota(
    session: Session, name: str | None, value: int | None, default: bool, layout: Layout
) -> None:
    """List the limits in force, or set the one called NAME to VALUE."""
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
