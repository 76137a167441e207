"""`ecsops deployset show`: a deployment set with its members, and a picture of zones and hosts."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.catalogue.model import Document
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document
from ecsops.cli.deployset.group import COLUMNS, deployment_set_id
from ecsops.cli.sim.backend import hosts_of
from ecsops.operations.deployment_sets.sets import show_deployment_set
from ecsops.operations.instances.lifecycle import Selection, list_instances
from ecsops.output import Layout, render_items
from ecsops.output.text import width

MEMBER: dict[str, Any] = {
    "InstanceId": str,
    "InstanceName": str,
    "Status": str,
    "ZoneId": str,
    "DeploymentSetGroupNo": int,
    "HostId": str,
}

WITH_MEMBERS: dict[str, Any] = {**DescribeDeploymentSets.item, "Members": [MEMBER]}  # type: ignore[dict-item]
"""A deployment set with what we add: its members, and on the simulator the host of each."""


@click.command(cls=Command)
@deployment_set_id
@output_option
@pass_session
def show(session: Session, deployment_set_id: str, layout: Layout) -> None:
    """Show one deployment set with its members and capacity; on the simulator, also their
    hosts."""
    shown: list[Document] = []

    def document() -> Document:
        shown.append(with_members(session, deployment_set_id))
        return shown[0]

    columns = (*COLUMNS, "DeploymentStrategy")
    show_document(session, layout, document, columns=columns, shape=WITH_MEMBERS)
    if layout.is_for_a_reader and not (layout.style or layout.num) and shown[0]["Members"]:
        session.print(["\n", *picture(layout, shown[0])])


def with_members(session: Session, deployment_set_id: str) -> Document:
    """Return the set with its `Members`; raises NotFound."""
    document = show_deployment_set(session.client, deployment_set_id)
    hosts = hosts_of(session.backend, session.region_id, deployment_set_id)
    members = [
        {**{name: each[name] for name in MEMBER if name in each}, **host_field(hosts, each)}
        for each in list_instances(session.client, Selection(deployment_set_id=deployment_set_id))
    ]
    return {**document, "Members": sorted(members, key=lambda each: each["ZoneId"])}


def host_field(hosts: dict[str, str], member: Document) -> Document:
    """Return the HostId of a member where the backend tells it."""
    return {"HostId": hosts[member["InstanceId"]]} if member["InstanceId"] in hosts else {}


def picture(layout: Layout, document: Document) -> Iterator[str]:
    """Yield the members as a table, then a line for each zone: its hosts and how full it is."""
    members = document["Members"]
    columns = [name for name in MEMBER if any(each.get(name) for each in members)]
    yield from render_items(layout, members, columns=columns, shape={})
    yield "\n"
    for each in document["Capacities"]["Capacity"]:
        used, available = each["UsedAmount"], each["AvailableAmount"]
        full = _("{used} of {all}").format(used=used, all=used + available)
        pieces = [each["ZoneId"], *boxes(members, each["ZoneId"]), full]
        yield from joined(pieces, layout.screen.width if layout.screen else 0)


def joined(pieces: Iterable[str], columns: int) -> Iterator[str]:
    """Yield the pieces of a line, over several lines where a terminal has no room for all."""
    line = ""
    for piece in pieces:
        if line and columns and width(f"{line}  {piece}") > columns:
            yield f"{line}\n"
            line = f"  {piece}"
        else:
            line = f"{line}  {piece}" if line else piece
    yield f"{line}\n"


def boxes(members: Iterable[Document], zone_id: str) -> list[str]:
    """Return a box with a square for each member, for each host that is known in the zone."""
    hosts: dict[str, int] = {}
    for each in members:
        if each["ZoneId"] == zone_id and each.get("HostId"):
            name = each["HostId"].removeprefix(f"{zone_id}-")
            hosts[name] = hosts.get(name, 0) + 1
    return [f"[{name} {'■' * count}]" for name, count in hosts.items()]
