"""The CloudMonitor agent of instances: its state, and its installation."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from itertools import chain

from ecsops.catalogue.cms.monitoring import agent as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import WaitTimeout
from ecsops.operations.batching import batches
from ecsops.operations.instances.lifecycle import Selection, list_instances

IDS_IN_A_QUERY = 100

POLL_S = 5

ABSENT = (api.AgentStatus.NOT_INSTALLED, api.AgentStatus.INSTALL_FAILED)
"""The states in which an instance has no agent."""


def list_agents(client: Client, instance_ids: Sequence[str] = ()) -> Iterator[Document]:
    """Yield the state of the agent with the instance's name and system, of all or the named ones.

    Instances that do not exist are left out.
    """
    selection = Selection(instance_ids or None)
    instances = {each["InstanceId"]: each for each in list_instances(client, selection)}
    for node in statuses(client, list(instances)):
        instance = instances[node["InstanceId"]]
        yield {
            **node,
            "InstanceName": instance["InstanceName"],
            "OSType": instance["OSType"],
            "RegionId": instance["RegionId"],
        }


def statuses(client: Client, instance_ids: Sequence[str]) -> Iterator[Document]:
    """Return the states of the agents of these instances."""

    def read(batch: list[str]) -> list[Document]:
        answer = client.call(api.DescribeMonitoringAgentStatuses, InstanceIds=",".join(batch))
        by_id = {
            each["InstanceId"]: each
            for each in api.DescribeMonitoringAgentStatuses.items_of(answer)
        }
        return [by_id[each] for each in batch if each in by_id]

    return chain.from_iterable(client.each(read, batches(instance_ids, IDS_IN_A_QUERY)))


def has_agent(client: Client, instance_id: str) -> bool:
    """Return whether the instance has the agent; where the service does not say, it may have."""
    return all(each["Status"] not in ABSENT for each in statuses(client, [instance_id]))


def install_agents(client: Client, instance_ids: Sequence[str], *, force: bool) -> None:
    """Begin to install the agent on the instances."""
    calls = client.each(
        lambda batch: client.call(api.InstallMonitoringAgent, InstanceIds=batch, Force=force),
        batches(instance_ids, api.IDS_IN_A_CALL),
    )
    list(calls)


def wait_for_agents(client: Client, instance_ids: Sequence[str], timeout_s: float) -> None:
    """Wait until no installation goes on any more.

    Raises WaitTimeout when one still does after so many seconds.
    """
    waited = 0.0
    while left := going_on(client, instance_ids):
        if waited >= timeout_s:
            raise given_up(left, waited)
        client.backend.wait(POLL_S)
        waited += POLL_S


def given_up(left: Sequence[str], waited: float) -> WaitTimeout:
    """Return the error that names the instances on which the installation goes on."""
    command = f"ecsops monitor agent status {' '.join(left)}"
    return WaitTimeout(
        _("The agent is still being installed on {ids} after {waited:g} s.").format(
            ids=", ".join(left), waited=waited
        ),
        _("Look again with: {command}").format(command=command),
    )


def going_on(client: Client, instance_ids: Sequence[str]) -> list[str]:
    """Return the instances on which the agent is being installed."""
    found = statuses(client, instance_ids)
    return [each["InstanceId"] for each in found if each["Status"] == api.AgentStatus.INSTALLING]
