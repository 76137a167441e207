"""`ecsops sim renew`: paying for instances, which no operation of the catalogue does."""

import click

from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout
from ecsops.simulator.events import billing


@click.command(cls=Command)
@click.argument("instance_id", metavar="INSTANCE")
@click.option(
    "--months",
    type=Whole(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Renewal period.",
)
@output_option
@pass_session
def renew(session: Session, instance_id: str, months: int, layout: Layout) -> None:
    """Renew the subscription of an instance, which avoids its expiration events."""
    account = simulator(session.backend)
    show_document(
        session,
        layout,
        lambda: account.control(
            billing.renew_instance, instance_id, months, region_id=session.region_id
        ),
        shape={"InstanceId": str, "ExpiredTime": str},
    )
