"""The agent of CloudMonitor, which measures what goes on inside an instance.

Sources: the pages of each operation; those of the status and of the removal have no table of
errors, and share that of DescribeMonitoringAgentAccessKey.
"""

from enum import StrEnum

from ecsops.catalogue.cms.shared_parameters import CMS_DONE, ILLEGAL_PARAMETERS
from ecsops.catalogue.model import Operation, Parameter, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID

IDS_IN_A_CALL = 10
"""On how many instances one call installs the agent (InstallMonitoringAgent)."""


class AgentStatus(StrEnum):
    """The state of the agent on an instance; "install_faild" is the service's own spelling."""

    RUNNING = "running"
    STOPPED = "stopped"
    INSTALLING = "installing"
    INSTALL_FAILED = "install_faild"
    ABNORMAL = "abnormal"
    NOT_INSTALLED = "not_installed"


class InstallCommand(StrEnum):
    """On which of all hosts the agent is installed or upgraded."""

    ONLY_INSTALL_NOT_HAS_AGENT = "onlyInstallNotHasAgent"
    ONLY_UPGRADE_AGENT = "onlyUpgradeAgent"
    INSTALL_AND_UPGRADE = "installAndUpgrade"


REFUSED = (ILLEGAL_PARAMETERS, *documented("AccessForbidden", "ResourceNotFound", "InternalError"))

InstallMonitoringAgent = Operation(
    "InstallMonitoringAgent",
    CMS,
    "Install the CloudMonitor agent on instances.",
    parameters=(
        Parameter("Force", bool, "install it again where it is", default=True),
        Parameter(
            "InstallCommand",
            limits="for all hosts; InstanceIds is then ignored",
            enum=tuple(InstallCommand),
        ),
        Parameter("InstanceIds", limits=f"1..{IDS_IN_A_CALL} ids", repeat=True),
        OPTIONAL_REGION_ID,
    ),
    answer=CMS_DONE,
    errors=REFUSED,
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-installmonitoringagent",
)

UninstallMonitoringAgent = Operation(
    "UninstallMonitoringAgent",
    CMS,
    "Remove the CloudMonitor agent from a host outside Alibaba Cloud.",
    parameters=(
        Parameter("InstanceId", limits="host-... id; not of ECS instances", required=True),
        OPTIONAL_REGION_ID,
    ),
    answer=CMS_DONE,
    errors=REFUSED,
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-uninstallmonitoringagent",
)

DescribeMonitoringAgentStatuses = Operation(
    "DescribeMonitoringAgentStatuses",
    CMS,
    "Show the state of the CloudMonitor agent on instances.",
    parameters=(
        Parameter("HostAvailabilityTaskId", limits="availability task id"),
        Parameter("InstanceIds", limits="comma separated ids"),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "NodeStatusList": {
            "NodeStatus": [
                {
                    "AgentInstallErrorCode": str,
                    "AutoInstall": bool,
                    "InstanceId": str,
                    "LoongCollectorStatus": str,
                    "LoongCollectorVersion": str,
                    "OsMonitorConfig": str,
                    "OsMonitorErrorCode": str,
                    "OsMonitorErrorDetail": str,
                    "OsMonitorStatus": str,
                    "OsMonitorVersion": str,
                    "Status": str,
                }
            ]
        },
        **CMS_DONE,
    },
    errors=REFUSED,
    items="NodeStatusList.NodeStatus",
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemonitoringagentstatuses",
)
