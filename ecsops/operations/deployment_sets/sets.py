"""Deployment sets: list, show, create, change and delete them; move instances between them."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from ecsops.catalogue.ecs import deployment_sets as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.operations.not_found import absent

if TYPE_CHECKING:
    from ecsops.operations.partial_success import Outcomes


def list_deployment_sets(
    client: Client, deployment_set_ids: Sequence[str] = (), **filters: Any
) -> Iterator[Document]:
    """Return deployment sets, all or the named ones."""
    named = list(deployment_set_ids) or None
    return client.items(api.DescribeDeploymentSets, DeploymentSetIds=named, **filters)


def show_deployment_set(client: Client, deployment_set_id: str) -> Document:
    """Return one deployment set; raise NotFound when it does not exist."""
    for deployment_set in list_deployment_sets(client, [deployment_set_id]):
        return deployment_set
    raise absent("InvalidDeploymentSetId.NotFound", deployment_set_id)


def create_deployment_set(client: Client, **fields: Any) -> Document:
    """Create an empty deployment set and return it."""
    answer = client.call(api.CreateDeploymentSet, **fields)
    return show_deployment_set(client, answer["DeploymentSetId"])


def update_deployment_set(client: Client, deployment_set_id: str, **fields: Any) -> Document:
    """Change the name or the description and return the deployment set."""
    client.call(api.ModifyDeploymentSetAttribute, DeploymentSetId=deployment_set_id, **fields)
    return show_deployment_set(client, deployment_set_id)


def delete_deployment_sets(client: Client, deployment_set_ids: Sequence[str]) -> "Outcomes":
    """Delete empty deployment sets; one that is refused hinders no other."""
    # A listing is as quick as it can be, and deletes nothing.
    from ecsops.operations.partial_success import attempt_each

    return attempt_each(
        client,
        "DeploymentSetId",
        deployment_set_ids,
        lambda each: delete_deployment_set(client, each),
    )


def delete_deployment_set(client: Client, deployment_set_id: str) -> Document:
    """Delete an empty deployment set and return the service's answer.

    When members are in the way the error names them.
    """
    try:
        return client.call(api.DeleteDeploymentSet, DeploymentSetId=deployment_set_id)
    except ApiError as error:
        if error.code == "DependencyViolation.NotEmpty":
            members = show_deployment_set(client, deployment_set_id)["InstanceIds"]["InstanceId"]
            error.hint = _("Move or release these instances first: {instances}").format(
                instances=" ".join(members)
            )
        raise


def supported_families(client: Client) -> list[Document]:
    """Return the instance families that may join a deployment set."""
    answer = client.call(api.DescribeDeploymentSetSupportedInstanceTypeFamily)
    return [{"InstanceTypeFamily": each} for each in answer["InstanceTypeFamilies"].split(",")]


def move_instance(
    client: Client, instance_id: str, deployment_set_id: str, **parameters: Any
) -> Document:
    """Put an instance into a set, or take it out of it; return the service's answer."""
    return client.call(
        api.ModifyInstanceDeployment,
        InstanceId=instance_id,
        DeploymentSetId=deployment_set_id,
        **parameters,
    )
