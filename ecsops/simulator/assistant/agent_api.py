"""The status and the installation of the Cloud Assistant agent."""

from ecsops.catalogue.ecs.assistant.agent import DescribeCloudAssistantStatus, OSType
from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import agents
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import listing, numbered
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.guest_agents import has_cloud_assistant


def describe_cloud_assistant_status(request: Request) -> Document:
    """List the agents of the named instances, or of all; paging is for all alone."""
    instance_ids = request.parameters.get("InstanceId")
    where = {"document.OSType": (request.get("OSType") or "").lower() or None}
    if instance_ids is None:
        return listing(request, "Instance", where, lambda instance: status(request, instance))
    instances = [
        each
        for each in named(request)
        if where["document.OSType"] in (None, each.document["OSType"])
    ]
    items = [status(request, instance) for instance in instances]
    return numbered(request, items, len(items), 1, max(len(items), 1))


def named(request: Request) -> list[Record]:
    """Return the instances of InstanceId.N, refused when one does not exist or they are many."""
    instance_ids = request.parameters["InstanceId"]
    if len(instance_ids) > request.quota("InstancesPerCloudAssistantCall"):
        request.refuse("InstanceIds.ExceedLimit")
    return [
        request.existing("Instance", instance_id, "InvalidInstance.NotFound")
        for instance_id in instance_ids
    ]


def status(request: Request, instance: Record) -> Document:
    """Return the agent's status.

    In 2019 `true` meant that the agent is installed (document 2.2 and 2.4); today it means that
    a heartbeat came within the last two minutes.
    """
    heard = agents.last_heartbeat(request, instance)
    alive = heard is not None and request.now - heard <= request.quota("HeartbeatSeconds")
    true = has_cloud_assistant(instance) if request.profile == "document" else alive
    runs = request.store.values(
        "InvocationResult",
        instance.region_id,
        {"InstanceId": instance.id},
        ("InvocationStatus", "document.StartTime"),
    )
    document = {
        "CloudAssistantStatus": "true" if true else "false",
        "CloudAssistantVersion": instance.facts.get("AgentVersion", ""),
        "InstanceId": instance.id,
        "OSType": {each.lower(): each for each in OSType}[instance.document["OSType"]],
        "ActiveTaskCount": sum(each == InvocationStatus.RUNNING for each, _ in runs),
        "InvocationCount": len(runs),
        "SupportSessionManager": False,
    }
    if heard is not None:
        document["LastHeartbeatTime"] = iso_seconds(heard)
    if begun := [each for _, each in runs if each]:
        document["LastInvokedTime"] = max(begun)
    return complete(DescribeCloudAssistantStatus.item, document)


def install_cloud_assistant(request: Request) -> Document:
    """Install the agent; it begins to run with the next start of the instance."""
    for instance in named(request):
        agents.install(request, instance)
    return {}
