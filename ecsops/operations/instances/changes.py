"""Changes of one instance that buy something: its size, and its time."""

from collections.abc import Iterator

from ecsops.catalogue.ecs.instances.images import DescribeImages
from ecsops.catalogue.ecs.instances.specification import ModifyInstanceSpec
from ecsops.catalogue.ecs.instances.subscriptions import RenewInstance
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.instances.lifecycle import show_instance


def list_images(
    client: Client,
    *,
    family: str | None,
    os_type: str | None,
    name: str | None,
    owner: str | None,
    limit: int | None,
) -> Iterator[Document]:
    """Yield the images of the region that instances can be made from."""
    return client.items(
        DescribeImages,
        ImageFamily=family,
        OSType=os_type,
        ImageName=name,
        ImageOwnerAlias=owner,
        limit=limit,
    )


def resize(
    client: Client, instance_id: str, *, type_name: str | None, bandwidth: int | None
) -> Document:
    """Change the type or the bandwidth of an instance, and return the instance as it is then."""
    client.call(
        ModifyInstanceSpec,
        InstanceId=instance_id,
        InstanceType=type_name,
        InternetMaxBandwidthOut=bandwidth,
    )
    return show_instance(client, instance_id)


def renew(client: Client, instance_id: str, months: int) -> Document:
    """Renew the subscription of an instance, and return the order and the new end."""
    answer = client.call(RenewInstance, InstanceId=instance_id, Period=months)
    document = show_instance(client, instance_id)
    return {
        "InstanceId": instance_id,
        "ExpiredTime": document.get("ExpiredTime", ""),
        "OrderId": answer.get("OrderId", ""),
    }
