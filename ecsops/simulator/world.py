"""The account that a first use finds: the one of the document's screenshots, and a few more."""

from typing import Any, NamedTuple

from ecsops.catalogue.deployment_sets import DeploymentStrategy
from ecsops.catalogue.instance_types import INSTANCE_TYPES
from ecsops.catalogue.instances import InstanceStatus, StoppedMode
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions
from ecsops.simulator.clock import iso_minutes, parse_iso
from ecsops.simulator.context import Context
from ecsops.simulator.deployment_sets import new_deployment_set
from ecsops.simulator.instances import new_instance
from ecsops.simulator.regions import zone_ids
from ecsops.simulator.store import Record


class Network(NamedTuple):
    """Where the account's instances are connected."""

    vpc_id: str
    vswitch_id: str
    security_group_id: str


class System(NamedTuple):
    """An operating system: its image, names, and whether it comes with the agent."""

    image_id: str
    name: str
    type: str
    agent_version: str


LINUX = System(
    "centos_7_06_64_20G_alibase_20190218.vhd",
    "CentOS  7.6 64位",
    "linux",
    assumptions.AGENT_VERSION,
)
LINUX_WITHOUT_AGENT = LINUX._replace(agent_version="")
WINDOWS = System(
    "win2016_1607_x64_dtc_zh-cn_40G_alibase_20190318.vhd",
    "Windows Server  2016 数据中心版 64位中文版",
    "windows",
    assumptions.AGENT_VERSION,
)


def build(context: Context, *, empty: bool) -> None:
    """Make the account's network and, unless it is to be empty, the document's instances."""
    network = Network(context.new_id("vpc"), context.new_id("vsw"), context.new_id("sg"))
    context.store.set("network", ",".join(network))
    if not empty:
        build_sets(context, network)
        build_others(context, network)


def build_sets(context: Context, network: Network) -> None:
    """Make the two sets of the document's screenshot, with 6 and 2 instances."""
    for name, description, created, members, count in (
        ("UserGuide", "MyFirstDS", "2018-09-18T03:57:18Z", "UserGuideForDS", 6),
        ("InternalUse", "DataProcessingCluster", "2018-09-18T16:32:55Z", "DataProcessing", 2),
    ):
        at = context.at(parse_iso(created), context.region_id)
        document = new_deployment_set(
            at,
            at.new_id("ds"),
            DeploymentSetName=name,
            DeploymentSetDescription=description,
            DeploymentStrategy=DeploymentStrategy.AVAILABILITY,
            Type="host",
            Affinity=1,
        )
        for number in range(1, count + 1):
            build_instance(
                at,
                network,
                f"{members}{number:03}",
                zone=number % 2,
                DeploymentSetId=document["DeploymentSetId"],
            )


def build_others(context: Context, network: Network) -> None:
    """Make a stopped instance, a Windows one, and one that was bought without the agent."""
    at = context.at(parse_iso("2019-06-01T02:00:00Z"), context.region_id)
    build_instance(
        at,
        network,
        "BackupServer",
        Status=InstanceStatus.STOPPED,
        StoppedMode=StoppedMode.KEEP_CHARGING,
    )
    build_instance(at, network, "WindowsOffice", WINDOWS)
    before = context.at(parse_iso("2017-11-01T02:00:00Z"), context.region_id)
    build_instance(before, network, "LegacyWeb", LINUX_WITHOUT_AGENT)


def build_instance(
    context: Context,
    network: Network,
    name: str,
    system: System = LINUX,
    *,
    zone: int = 0,
    **fields: Any,
) -> Record:
    """Make an instance as the screenshots show them: ecs.g5.large, pay-as-you-go, 1 Mbit/s."""
    created = iso_minutes(context.now)
    return new_instance(
        context,
        {
            "InstanceId": context.new_id("i"),
            "InstanceName": name,
            "HostName": name,
            "Status": InstanceStatus.RUNNING,
            "StoppedMode": StoppedMode.NOT_APPLICABLE,
            "ZoneId": zone_ids(context.region_id)[zone],
            "CreationTime": created,
            "StartTime": created,
            **type_fields("ecs.g5.large"),
            **system_fields(system),
            **network_fields(context, network),
            **fields,
        },
        {"AgentVersion": system.agent_version},
    )


def type_fields(name: str) -> Document:
    """Return what an instance has from its type, and from being pay-as-you-go."""
    instance_type = INSTANCE_TYPES[name]
    return {
        "InstanceType": name,
        "InstanceTypeFamily": instance_type.family,
        "Cpu": instance_type.vcpus,
        "Memory": int(instance_type.memory_gib * 1024),
        "InstanceChargeType": "PostPaid",
        "SpotStrategy": "NoSpot",
        "IoOptimized": True,
        "Recyclable": False,
        "ExpiredTime": "2099-12-31T15:59Z",
        "CreditSpecification": "Standard" if instance_type.burstable else "",
    }


def system_fields(system: System) -> Document:
    """Return what an instance has from its image."""
    return {
        "ImageId": system.image_id,
        "OSName": system.name,
        "OSNameEn": system.name,
        "OSType": system.type,
    }


def network_fields(context: Context, network: Network) -> Document:
    """Return the addresses of an instance in the account's VPC."""
    number = context.number()
    private = f"172.16.{number // 250 % 250}.{number % 250 + 1}"
    return {
        "InstanceNetworkType": "vpc",
        "VpcAttributes": {
            "VpcId": network.vpc_id,
            "VSwitchId": network.vswitch_id,
            "PrivateIpAddress": {"IpAddress": [private]},
        },
        "PublicIpAddress": {"IpAddress": [f"47.96.{number // 250 % 250}.{number % 250 + 1}"]},
        "SecurityGroupIds": {"SecurityGroupId": [network.security_group_id]},
        "NetworkInterfaces": {
            "NetworkInterface": [
                {
                    "NetworkInterfaceId": context.new_id("eni"),
                    "PrimaryIpAddress": private,
                    "MacAddress": f"00:16:3e:{number.to_bytes(3).hex(':')}",
                    "Type": "Primary",
                    "PrivateIpSets": {
                        "PrivateIpSet": [{"PrivateIpAddress": private, "Primary": True}]
                    },
                }
            ]
        },
        "InternetChargeType": "PayByTraffic",
        "InternetMaxBandwidthOut": 1,
        "MetadataOptions": {"HttpEndpoint": "enabled", "HttpTokens": "optional"},
    }
