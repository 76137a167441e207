"""`ecsops deployset launch` and `move`: instances into sets, between them, and out."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any

import click

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option, yes_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.instance_selection import read_tags
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items, show_outcomes
from ecsops.cli.deployset.launch_options import Equipment, equipment_options
from ecsops.cli.instance.confirmations import confirm_instances
from ecsops.client import Client
from ecsops.operations.deployment_sets import launch_in_set as launching
from ecsops.operations.deployment_sets import launch_network as connecting
from ecsops.operations.deployment_sets import sets
from ecsops.operations.deployment_sets.launch_network import LaunchNetwork
from ecsops.operations.instances.lifecycle import Selection, show_instance
from ecsops.operations.partial_success import attempt_each
from ecsops.output import Layout

COLUMNS = ("InstanceId", "InstanceName", "Status", "ZoneId", "InstanceType")

PLAN: Shape = {
    "ZoneId": str,
    "Amount": int,
    "UsedAmount": int,
    "AvailableAmount": int,
    "VSwitchId": str,
}

MOVED: Shape = dict.fromkeys(("InstanceId", "DeploymentSetId", "Code", "Message", "RequestId"), str)


@click.command(cls=Command)
@click.argument("deployment_set_id", metavar="DEPLOYMENT_SET")
@click.option(
    "--count", type=Whole(1, 100_000), required=True, metavar="N", help="Number of instances."
)
@click.option("--type", "type_name", metavar="TYPE", help="Instance type, such as ecs.g5.large.")
@click.option("--image", metavar="IMAGE", help="Image (default: the members' image).")
@click.option("--name", metavar="NAME", help="Instance name; web[1,3] numbers from 001.")
@click.option("--suffix", is_flag=True, help="Append 001, 002 ... to the name.")
@click.option("--zone", "zone_ids", multiple=True, metavar="ZONE", help="Use only these zones.")
@click.option(
    "--vswitch",
    "vswitch_ids",
    multiple=True,
    metavar="VSWITCH",
    help="Only into the zones of these vSwitches (default: those of the members' VPC).",
)
@click.option(
    "--security-group",
    "security_group_ids",
    multiple=True,
    metavar="SECURITY_GROUP",
    help="Security groups (default: those of the newest member).",
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="KEY=VALUE",
    callback=read_tags,
    help="Tag of the instances; can be repeated.",
)
@equipment_options
@click.option("--template", metavar="TEMPLATE", help="ID or name of a launch template.")
@click.option("--save-template", metavar="NAME", help="Save these options as a launch template.")
@click.option(
    "--dry-run",
    is_flag=True,
    help=(
        "Show how many instances would go into each zone, without launching any; this reads "
        "the set and its zones."
    ),
)
@click.option(
    "--timeout",
    type=DURATION,
    default="5m",
    show_default=True,
    metavar="DURATION",
    help="How long to wait for all instances; 0 does not wait.",
)
@output_option
@pass_session
def launch(
    session: Session,
    /,
    deployment_set_id: str,
    count: int,
    zone_ids: Sequence[str],
    vswitch_ids: Sequence[str],
    security_group_ids: Sequence[str],
    template: str | None,
    equipment: Equipment,
    dry_run: bool,
    save_template: str | None,
    timeout: float,
    layout: Layout,
    **choices: Any,
) -> None:
    """Launch instances into a set, spread over its zones, and wait until all are Running."""
    client = session.client
    known = launching.capacities(client, deployment_set_id)
    members = connecting.members_of(client, deployment_set_id)
    data = connecting.template_data(client, template) if template else {}
    network = connecting.choose(client, members, data, vswitch_ids, security_group_ids)
    parameters = run_parameters(members, data, network, template=template, **choices)
    zones = zones_asked(zone_ids, network)
    planned = launching.plan(client, deployment_set_id, count, zones, known)
    connect(client, planned, network)
    if dry_run:
        columns = ("ZoneId", "Amount", "UsedAmount", "VSwitchId")
        show_items(session, layout, lambda: planned, columns=columns, shape=PLAN)
        return
    parameters |= equipment.parameters()
    if save_template:
        template_id = launching.save_template(client, save_template, parameters)
        session.note(_("Saved as launch template {template_id}").format(template_id=template_id))
    show_outcomes(
        session,
        layout,
        lambda: launching.launch(
            client,
            deployment_set_id,
            planned,
            parameters,
            timeout_s=timeout,
            progress=session.note,
        ),
        columns=COLUMNS,
        shape=DescribeInstances.item,
    )


def run_parameters(
    members: Sequence[Document],
    data: Document,
    network: LaunchNetwork,
    *,
    type_name: str | None,
    image: str | None,
    name: str | None,
    suffix: bool,
    tags: Sequence[Document],
    template: str | None,
) -> dict[str, Any]:
    """Return the parameters of RunInstances that the choices mean.

    Without an image, here and in the template, it is the image of the set's members. Raises
    click.UsageError for what the service requires and nothing tells.
    """
    if not type_name and not data.get("InstanceType"):
        raise click.UsageError(
            _("Missing option '--type' (or a --template with an instance type).")
        )
    if not image and not data.get("ImageId"):
        image = next((each["ImageId"] for each in members), None)
        if image is None:
            raise click.UsageError(
                _("Missing option '--image': the set has no members to copy it from.")
            )
    if not network.security_group_ids and not connecting.groups_of_template(data):
        raise click.UsageError(
            _(
                "Missing option '--security-group': the set has no members to copy it from. "
                "`ecsops ecs DescribeSecurityGroups` lists security groups."
            )
        )
    by_id = bool(template and template.startswith("lt-"))
    return {
        "InstanceType": type_name,
        "ImageId": image,
        "InstanceName": name,
        "UniqueSuffix": suffix or None,
        "SecurityGroupIds": network.security_group_ids or None,
        "Tag": list(tags) or None,
        "LaunchTemplateId": template if by_id else None,
        "LaunchTemplateName": template if not by_id else None,
    }


def zones_asked(zone_ids: Sequence[str], network: LaunchNetwork) -> Sequence[str]:
    """Return the zones of the launch; empty means any.

    Raises click.UsageError where no vSwitch is known, or none in a zone that is named.
    """
    if not network.vswitch_ids:
        raise click.UsageError(
            _(
                "Missing option '--vswitch': the set has no members to copy it from. "
                "`ecsops vpc DescribeVSwitches` lists vSwitches."
            )
        )
    for zone_id in zone_ids if network.zone_ids else ():
        if zone_id not in network.zone_ids:
            raise click.UsageError(without_vswitch(zone_id))
    return zone_ids or network.zone_ids


def connect(client: Client, planned: Sequence[Document], network: LaunchNetwork) -> None:
    """Add the vSwitch of each zone to the plan. Raises click.UsageError for a zone without one."""
    network = connecting.completed(client, network, [each["ZoneId"] for each in planned])
    for each in planned:
        if each["ZoneId"] not in network.vswitch_ids:
            raise click.UsageError(without_vswitch(each["ZoneId"]))
        each["VSwitchId"] = network.vswitch_ids[each["ZoneId"]]


def without_vswitch(zone_id: str) -> str:
    """Return the sentence about a zone in which no vSwitch is known."""
    return _(
        "No vSwitch is known in {zone_id}. Name one with --vswitch, or other zones with --zone."
    ).format(zone_id=zone_id)


@click.command(cls=Command)
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@click.option("--to", "deployment_set_id", metavar="DEPLOYMENT_SET", help="Deployment set to join.")
@click.option("--out", is_flag=True, help="Leave the current set.")
@click.option(
    "--group", type=Whole(1, 7), metavar="N", help="Group number in an AvailabilityGroup set."
)
@click.option(
    "--force", is_flag=True, help="Allow a move to another host, which restarts the instance."
)
@yes_option
@output_option
@pass_session
def move(
    session: Session,
    instance_ids: Sequence[str],
    deployment_set_id: str | None,
    out: bool,
    group: int | None,
    force: bool,
    yes: bool,
    layout: Layout,
) -> None:
    """Move instances into a set, or out of their set."""
    if bool(deployment_set_id) == out:
        raise click.UsageError(_("Use either --to DEPLOYMENT_SET or --out."))

    if force:
        named = Selection(instance_ids)
        confirm_instances(session, named, instance_ids, ask_to_move, yes=yes)

    def moved(instance_id: str) -> Document:
        target = deployment_set_id or present_set(session, instance_id)
        answer = sets.move_instance(
            session.client,
            instance_id,
            target,
            Force=force or None,
            DeploymentSetGroupNo=group,
            RemoveFromDeploymentSet=out or None,
        )
        return {"DeploymentSetId": "" if out else target, **answer}

    show_outcomes(
        session,
        layout,
        lambda: attempt_each(session.client, "InstanceId", instance_ids, moved),
        columns=("InstanceId", "DeploymentSetId", "Code"),
        shape=MOVED,
    )


def ask_to_move(count: int) -> str:
    """Return the question before instances are moved, which may restart them."""
    return ngettext(
        "Move {count} instance of {account} in {region}, with a restart: {names}?",
        "Move {count} instances of {account} in {region}, with a restart: {names}?",
        count,
    )


def present_set(session: Session, instance_id: str) -> str:
    """Return the set that the instance is in; raise click.UsageError for one that is in none."""
    deployment_set_id: str = show_instance(session.client, instance_id)["DeploymentSetId"]
    if not deployment_set_id:
        raise click.UsageError(
            _("{instance_id} does not belong to a deployment set.").format(instance_id=instance_id)
        )
    return deployment_set_id
