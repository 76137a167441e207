"""`ecsops sim fault`: trouble on request."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.index import MODULES, names
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.numbers import Decimal, Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout
from ecsops.simulator.faults.kinds import FAULTS, misfits

OPTIONS = {
    "InstanceId": "--instance",
    "ZoneId": "--zone",
    "InstanceTypeFamily": "--family",
    "HostId": "--host",
    "DiskId": "--disk",
    "Operation": "--operation",
    "Times": "--times",
    "Probability": "--probability",
    "Detail": "--detail",
}
"""The option that gives a field of a fault."""

ALWAYS = ("FaultId", "Kind", "RegionId", "Since")
"""The columns of every listing; others are there where a fault has them."""

FIELDS = (*ALWAYS, *OPTIONS, "Struck")

FAULT: Shape = {
    **dict.fromkeys(FIELDS, str),
    "Times": int,
    "Probability": float,
    "Struck": int,
}


@click.group("fault", cls=Group, help="Add, list and remove faults.")
def fault() -> None:
    """Group of the commands below."""


class Add(Command):
    """A command whose help tells what each kind of fault is."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kinds, then what other commands have here."""
        with formatter.section(_("Kinds")):
            formatter.write_dl([(name, FAULTS[name].summary) for name in sorted(FAULTS)])
        super().format_epilog(ctx, formatter)


@fault.command(cls=Add)
@click.argument("kind", metavar="KIND", type=Choice(sorted(FAULTS)))
@click.option("--instance", "InstanceId", metavar="INSTANCE", help="Instance to affect.")
@click.option("--zone", "ZoneId", metavar="ZONE", help="Zone to affect.")
@click.option(
    "--family", "InstanceTypeFamily", metavar="FAMILY", help="Instance family, such as ecs.g5."
)
@click.option("--host", "HostId", metavar="HOST", help="Physical host to affect.")
@click.option("--disk", "DiskId", metavar="DISK", help="Disk to affect.")
@click.option(
    "--operation",
    "Operation",
    metavar="OPERATION",
    help="Only this operation, such as RunInstances.",
)
@click.option(
    "--times",
    "Times",
    type=Whole(1),
    metavar="N",
    help="Affect this many calls, then stop.",
)
@click.option(
    "--probability",
    "Probability",
    type=Decimal(0, 1, min_open=True),
    metavar="NUMBER",
    help="Probability that a call is affected, such as 0.3; reproducible by the seed.",
)
@click.option("--detail", "Detail", metavar="TEXT", help="Detail; its meaning depends on the kind.")
@output_option
@pass_session
def add(session: Session, /, kind: str, layout: Layout, **fields: Any) -> None:
    """Add a fault of the given KIND."""
    given = {name: value for name, value in fields.items() if value is not None}
    check_fields(kind, given)
    account = simulator(session.backend)
    show_document(
        session,
        layout,
        lambda: account.add_fault(kind, session.region_id, given),
        shape=FAULT,
    )


def check_fields(kind: str, given: Document) -> None:
    """Refuse a fault that says too little, or something its kind has no use for."""
    missing, useless = misfits(kind, given)
    if missing:
        options = ", ".join(OPTIONS[each] for each in missing)
        raise click.UsageError(
            _("A fault of kind {kind} requires {options}.").format(kind=kind, options=options)
        )
    if useless:
        options = ", ".join(OPTIONS[each] for each in useless)
        raise click.UsageError(
            _("A fault of kind {kind} does not accept {options}.").format(
                kind=kind, options=options
            )
        )
    name = given.get("Operation")
    known = [each for product in MODULES for each in names(product)]
    if name is not None and name not in known:
        guess = did_you_mean(name, known)
        raise click.UsageError(
            _("No such operation: {name}.{guess}").format(name=name, guess=guess)
        )


@fault.command("list")
@output_option
@pass_session
def list_(session: Session, layout: Layout) -> None:
    """List the faults in force."""
    found = simulator(session.backend).faults()
    columns = [name for name in FIELDS if name in ALWAYS or any(name in each for each in found)]
    show_items(
        session,
        layout,
        lambda: found,
        columns=columns,
        shape=FAULT,
        nothing=lambda: _("No faults in force."),
    )


@fault.command()
@click.argument("fault_ids", nargs=-1, metavar="[FAULT]...")
@click.option("--all", "everything", is_flag=True, help="Remove all faults.")
@output_option
@pass_session
def clear(session: Session, fault_ids: Sequence[str], everything: bool, layout: Layout) -> None:
    """Remove faults."""
    if bool(fault_ids) == everything:
        raise click.UsageError(_("No faults named. Name the faults to remove, or use --all."))
    account = simulator(session.backend)
    show_items(
        session,
        layout,
        lambda: account.clear_faults(fault_ids),
        columns=("FaultId", "Kind"),
        shape=FAULT,
    )
