"""The CloudMonitor agent of instances: its installation and its state.

The facts of an instance hold its `CloudMonitorVersion`, and while it is not there the
`CloudMonitorState` of the last installation.
"""

from ecsops.catalogue.cms.monitoring.agent import (
    IDS_IN_A_CALL,
    AgentStatus,
    DescribeMonitoringAgentStatuses,
    InstallCommand,
)
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import DONE, complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.guest_agents import (
    has_cloud_monitor,
    is_up,
    runs_cloud_assistant,
)

INSTALLED = "monitoring_agent.installed"

HOST_PREFIX = "host-"
"""How the ids of hosts outside Alibaba Cloud begin (UninstallMonitoringAgent)."""


def install_monitoring_agent(request: Request) -> Document:
    """Begin to install the agent, on the named instances or on all that InstallCommand means."""
    command = request.parameters.get("InstallCommand")
    instances = named_instances(request) if command is None else meant_by(request, command)
    for instance in instances:
        if command is None and has_cloud_monitor(instance) and not request.get("Force"):
            continue
        begin(request, instance)
    return DONE


def named_instances(request: Request) -> list[Record]:
    """Return the instances of InstanceIds, refused when one does not exist or they are many."""
    ids = request.parameters.get("InstanceIds", [])
    if not 1 <= len(ids) <= IDS_IN_A_CALL:
        request.refuse("ParameterInvalid")
    instances = [request.store.get("Instance", each) for each in ids]
    if None in instances:
        request.refuse("ResourceNotFound")
    return [instance for instance in instances if instance is not None]


def meant_by(request: Request, command: InstallCommand) -> list[Record]:
    """Return the instances of the account that an InstallCommand is about."""
    instances = request.store.select("Instance", None)
    wanted = {
        InstallCommand.ONLY_INSTALL_NOT_HAS_AGENT: (False,),
        InstallCommand.ONLY_UPGRADE_AGENT: (True,),
        InstallCommand.INSTALL_AND_UPGRADE: (False, True),
    }
    return [each for each in instances if has_cloud_monitor(each) in wanted[command]]


def begin(request: Request, instance: Record) -> None:
    """Let the installation on an instance end in a while."""
    instance.facts["CloudMonitorState"] = AgentStatus.INSTALLING
    request.store.update("Instance", instance)
    request.store.due.remove(instance.id, INSTALLED)
    context = request.at(request.now, instance.region_id)
    context.schedule(assumed.MONITORING_AGENT_INSTALLS_IN_S, INSTALLED, instance.id)


def installed(context: Context, instance_id: str, words: Document) -> None:
    """End an installation: it fails where the Cloud Assistant agent cannot do it."""
    instance = context.subject("Instance", instance_id)
    if runs_cloud_assistant(instance):
        instance.facts["CloudMonitorVersion"] = assumed.CLOUD_MONITOR_VERSION
        instance.facts.setdefault("CloudMonitorSince", context.now)
        instance.facts.pop("CloudMonitorState", None)
    else:
        instance.facts["CloudMonitorState"] = AgentStatus.INSTALL_FAILED
    context.store.update("Instance", instance)


def uninstall_monitoring_agent(request: Request) -> Document:
    """Refuse: hosts outside Alibaba Cloud are not simulated, and instances are not such hosts."""
    if not request.get("InstanceId").startswith(HOST_PREFIX):
        request.refuse("ParameterInvalid")
    request.refuse("ResourceNotFound")


def describe_monitoring_agent_statuses(request: Request) -> Document:
    """Show the agent of the named instances, or of all of the account.

    Instances that do not exist are left out. No availability tasks are simulated.
    """
    given = request.parameters
    ids = [word for each in given.get("InstanceIds", "").split(",") if (word := each.strip())]
    where = {"id": ids} if ids else {}
    instances = request.store.select("Instance", None, where)
    shown = [] if "HostAvailabilityTaskId" in given else [node(each) for each in instances]
    return {**of_list(request, shown), **DONE}


def node(instance: Record) -> Document:
    """Return the state of the agent on an instance."""
    status = status_of(instance)
    failed = status == AgentStatus.INSTALL_FAILED
    return complete(
        DescribeMonitoringAgentStatuses.item,
        {
            "InstanceId": instance.id,
            "Status": status,
            "AutoInstall": True,
            "AgentInstallErrorCode": assumed.MONITORING_AGENT_ERROR if failed else "",
        },
    )


def status_of(instance: Record) -> AgentStatus:
    """Return the state of the agent: it runs while its instance does."""
    if state := instance.facts.get("CloudMonitorState"):
        return AgentStatus(state)
    if not has_cloud_monitor(instance):
        return AgentStatus.NOT_INSTALLED
    return AgentStatus.RUNNING if is_up(instance) else AgentStatus.STOPPED
