"""Parameters and errors that CloudMonitor operations share."""

from enum import StrEnum
from typing import Any

from ecsops.catalogue.model import Parameter, Refusal


class Level(StrEnum):
    """How severe a notification or an alarm is."""

    CRITICAL = "CRITICAL"
    WARN = "WARN"
    INFO = "INFO"


GROUP_ID = Parameter("GroupId", limits="application group id")
NAMESPACE = Parameter("Namespace", limits="such as acs_ecs_dashboard", required=True)
METRIC_NAME = Parameter("MetricName", limits="such as CPUUtilization", required=True)

DEFAULT_CONTACT_GROUP = "Default Contact Group"
"""The contact group that every account has."""

CMS_DONE: dict[str, Any] = {"Code": str, "Message": str, "RequestId": str, "Success": bool}
EVENT_RULE_CODES = ("InvalidParameterValue", "InvalidAuthorization", "InternalError")
"""The codes of disabling and deleting event rules and deleting targets; no other row stands there.

Sources: the pages of the three operations, help.aliyun.com/document_detail/114998.htm, 114992.htm.
"""

CMS_CODES = ("ParameterInvalid", "AccessForbidden", "ResourceNotFound", "InternalError")

ILLEGAL_PARAMETERS = Refusal("ParameterInvalid", 400, "Illegal parameters.")
"""How the pages of newer operations word it."""
