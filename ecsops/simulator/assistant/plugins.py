"""The plug-ins of Cloud Assistant on instances: that of CloudMonitor, where it is."""

from ecsops.catalogue.model import Document
from ecsops.simulator.assistant import agents
from ecsops.simulator.assumptions import CLOUD_MONITOR_PLUGIN, PLUGIN_RUNS, PLUGIN_STOPPED
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.guest_agents import has_cloud_assistant

NAME_MOST = 255
"""Characters of the name of a plug-in (the page)."""


def list_plugin_status(request: Request) -> Document:
    """List the plug-ins of instances: all of one instance, or one of several."""
    ids = request.parameters.get("InstanceId")
    name = request.parameters.get("Name")
    if name is None and (ids is None or len(ids) != 1):
        request.refuse_parameter("InstanceId", "missing")
    if name is not None and len(name) > NAME_MOST:
        request.refuse_parameter("Name", "invalid")
    instances = instances_asked(request, ids)
    return of_list(
        request,
        [
            {"InstanceId": each.id, "PluginStatusSet": {"PluginStatus": plugins}}
            for each in instances
            if (plugins := plugins_of(request, each, name)) or ids is not None
        ],
    )


def instances_asked(request: Request, ids: list[str] | None) -> list[Record]:
    """Return the named instances, or all of the region."""
    if ids is None:
        return request.store.select("Instance", request.region_id)
    if len(ids) > request.quota("InstancesPerCloudAssistantCall"):
        request.refuse("InstanceIds.ExceedLimit")
    return [request.existing("Instance", each, "InvalidInstance.NotFound") for each in ids]


def plugins_of(request: Request, instance: Record, name: str | None) -> list[Document]:
    """Return the plug-ins of an instance, or the one of that name if it has it."""
    version = instance.facts.get("CloudMonitorVersion")
    known = has_cloud_assistant(instance) and version and name in (None, CLOUD_MONITOR_PLUGIN)
    if not known:
        return []
    heard = agents.last_heartbeat(request, instance)
    alive = heard is not None and request.now - heard <= request.quota("HeartbeatSeconds")
    plugin = {
        "PluginName": CLOUD_MONITOR_PLUGIN,
        "PluginVersion": version,
        "PluginStatus": PLUGIN_RUNS if alive else PLUGIN_STOPPED,
        "FirstHeartbeatTime": iso_seconds(parse_iso(instance.document["CreationTime"])),
    }
    return [{**plugin, "LastHeartbeatTime": iso_seconds(heard)} if heard is not None else plugin]
