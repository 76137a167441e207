"""What a first use finds, by name."""

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.client import Client


def the_instance(client: Client, name: str = "UserGuideForDS001") -> str:
    """Return the id of the instance of that name; by default of one that runs Linux."""
    (found,) = client.items(DescribeInstances, InstanceName=name)
    return str(found["InstanceId"])
