"""The account that a first use finds: the one of the document's screenshots, and a few more."""

from typing import Any

from ecsops.catalogue.ecs.deployment_sets import DeploymentStrategy
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.billing import StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator.deployment_sets.sets import new_deployment_set
from ecsops.simulator.engine.clock import iso_minutes, parse_iso
from ecsops.simulator.engine.conditions import Like
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.zones import zone_ids
from ecsops.simulator.instances.creation import new_instance
from ecsops.simulator.networks.network_interfaces import add_interface, vswitch_of
from ecsops.simulator.networks.network_settings import public_address
from ecsops.simulator.placement.spread import Spread, any_host

TYPE_NAME = "ecs.g5.large"
LINUX = "centos_7_06_64_20G_alibase_20190218.vhd"
WINDOWS = "win2016_1607_x64_dtc_zh-cn_40G_alibase_20190318.vhd"

SETS = (
    ("UserGuide", "MyFirstDS", "2018-09-18T03:57:18Z", "UserGuideForDS", 6, "web"),
    ("InternalUse", "DataProcessingCluster", "2018-09-18T16:32:55Z", "DataProcessing", 2, "data"),
)
"""The sets of the document's screenshot: name, description, creation, members and how many.

The last is the value of the members' tag `app`.
"""


def build(context: Context) -> None:
    """Make the instances of the document, and one stopped, one Windows, one without the agent."""
    for name, description, created, members, count, app in SETS:
        at = context.at(parse_iso(created), context.region_id)
        spread = build_set(at, name, description)
        for number in range(1, count + 1):
            build_member(at, spread, f"{members}{number:03}", app, zone=number % 2)
    before_the_agent = context.at(parse_iso("2017-11-01T02:00:00Z"), context.region_id)
    at = context.at(parse_iso("2019-06-01T02:00:00Z"), context.region_id)
    stopped: Document = {"Status": InstanceStatus.STOPPED, "StoppedMode": StoppedMode.KEEP_CHARGING}
    build_instance(at, "BackupServer", tags("prod", "backup"), **stopped)
    build_instance(at, "WindowsOffice", tags("test", "office"), image_id=WINDOWS)
    build_instance(before_the_agent, "LegacyWeb", tags("test", "web"), agent_version="")
    # Only secondary interfaces are measured apart.
    for record in context.store.select("Instance", None, {"InstanceName": Like("DataProc*")}):
        add_interface(context, record, vswitch_of(context, record))
        context.store.update("Instance", record)


def build_set(context: Context, name: str, description: str) -> Spread:
    """Make a deployment set of the screenshot."""
    record = new_deployment_set(
        context,
        context.new_id("ds"),
        {},
        DeploymentSetName=name,
        DeploymentSetDescription=description,
        DeploymentStrategy=DeploymentStrategy.AVAILABILITY,
        Type="host",
        Affinity=1,
    )
    return Spread(context, record)


def build_member(context: Context, spread: Spread, name: str, app: str, *, zone: int) -> None:
    """Make a member of a set."""
    zone_id = zone_ids(context.region_id)[zone]
    host = spread.host_for(zone_id, "ecs.g5", 2, 0)
    member = build_instance(
        context,
        name,
        tags("prod", app),
        host=host,
        DeploymentSetId=spread.document["DeploymentSetId"],
    )
    spread.join(member)


def tags(env: str, app: str) -> Document:
    """Return the tags `env` and `app` as documents have them."""
    return {"Tag": [{"TagKey": "env", "TagValue": env}, {"TagKey": "app", "TagValue": app}]}


def build_instance(
    context: Context, name: str, tags: Document, *, host: Record | None = None, **fields: Any
) -> Record:
    """Make an instance as the screenshots show them: ecs.g5.large, pay-as-you-go, 1 Mbit/s."""
    host = host or any_host(context, zone_ids(context.region_id)[:1], "ecs.g5", 2)
    assert host is not None, "an empty fleet has room"
    return new_instance(
        context,
        host,
        **{
            "type_name": TYPE_NAME,
            "image_id": LINUX,
            "InstanceName": name,
            "HostName": name,
            "Tags": tags,
            "Status": InstanceStatus.RUNNING,
            "StartTime": iso_minutes(context.now),
            "PublicIpAddress": {"IpAddress": [public_address(context)]},
            "InternetMaxBandwidthOut": 1,
            **fields,
        },
    )
