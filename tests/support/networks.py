"""The networks that stories connect their instances to."""

from typing import Any

from ecsops.catalogue.ecs.networks.security_groups import DescribeSecurityGroups
from ecsops.catalogue.vpc.vswitches import DescribeVSwitches
from ecsops.client import Client

FIRST_ZONES = {"cn-hangzhou": "b", "cn-beijing": "c", "cn-shanghai": "b"}


def network(client: Client, zone_id: str = "") -> dict[str, Any]:
    """Return the parameters that connect new instances to the default network in a zone.

    Without a zone it is the first one of the region.
    """
    zone_id = zone_id or f"{client.region_id}-{FIRST_ZONES.get(client.region_id, 'a')}"
    (vswitch,) = client.items(DescribeVSwitches, ZoneId=zone_id, IsDefault=True)
    (group,) = client.items(DescribeSecurityGroups, VpcId=vswitch["VpcId"])
    return {"VSwitchId": vswitch["VSwitchId"], "SecurityGroupId": group["SecurityGroupId"]}
