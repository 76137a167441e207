"""`ecsops instance images`, `resize` and `renew`: what there is to buy, and changes of it."""

from gettext import gettext as _

import click

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.images import DescribeImages
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import Command, limit_option, output_option, yes_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_rows
from ecsops.operations.instances import changes
from ecsops.output import Layout

IMAGE_COLUMNS = ("ImageId", "OSNameEn", "OSType", "Size", "ImageFamily", "CreationTime")

SIZE_COLUMNS = (
    *("InstanceId", "InstanceType", "Cpu", "Memory"),
    *("InternetMaxBandwidthOut", "Status"),
)

RENEWED: Shape = {"InstanceId": str, "ExpiredTime": str, "OrderId": str}


@click.command(cls=Command)
@click.option("--family", metavar="FAMILY", help="Only images of this image family.")
@click.option(
    "--os", "os_type", metavar="OS", type=Choice(["linux", "windows"]), help="linux or windows."
)
@click.option("--name", metavar="NAME", help="Only images with this text in the name.")
@click.option(
    "--owner",
    metavar="OWNER",
    type=Choice(["system", "self", "others", "marketplace"]),
    help="system, self, others or marketplace.",
)
@limit_option
@output_option
@pass_session
def images(
    session: Session,
    family: str | None,
    os_type: str | None,
    name: str | None,
    owner: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List images that instances can be created from."""
    show_rows(
        session,
        layout,
        lambda client: changes.list_images(
            client, family=family, os_type=os_type, name=name, owner=owner, limit=limit
        ),
        columns=IMAGE_COLUMNS,
        shape=DescribeImages.item,
        limit=limit,
        least=("CreationTime", "Size", "ImageFamily"),
        nothing=lambda: _("No images in {region}."),
    )


@click.command(cls=Command)
@click.argument("instance_id", metavar="INSTANCE")
@click.option(
    "--type", "type_name", metavar="TYPE", help="New instance type; the instance must be Stopped."
)
@click.option(
    "--bandwidth", type=Whole(), metavar="BANDWIDTH", help="New outbound Internet bandwidth."
)
@output_option
@pass_session
def resize(
    session: Session,
    instance_id: str,
    type_name: str | None,
    bandwidth: int | None,
    layout: Layout,
) -> None:
    """Change the type or the bandwidth of a pay-as-you-go instance."""
    if (type_name is None) == (bandwidth is None):
        raise click.UsageError(_("Use either --type or --bandwidth."))
    show_document(
        session,
        layout,
        lambda: changes.resize(
            session.client, instance_id, type_name=type_name, bandwidth=bandwidth
        ),
        columns=SIZE_COLUMNS,
        shape=DescribeInstances.item,
    )


@click.command(cls=Command)
@click.argument("instance_id", metavar="INSTANCE")
@click.option(
    "--months", type=Whole(1), default=1, show_default=True, metavar="N", help="Renewal period."
)
@yes_option
@output_option
@pass_session
def renew(session: Session, instance_id: str, months: int, yes: bool, layout: Layout) -> None:
    """Renew the subscription of an instance, which is charged at once."""
    question = _("Renew {instance} for {months} months?")
    session.confirm(question.format(instance=session.called(instance_id), months=months), yes=yes)
    show_document(
        session,
        layout,
        lambda: changes.renew(session.client, instance_id, months),
        columns=("InstanceId", "ExpiredTime", "OrderId"),
        shape=RENEWED,
    )
