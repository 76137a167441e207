"""Parameters, parts of answers, codes and enums that several topics share.

Times in parameters and answers are UTC, `yyyy-MM-ddTHH:mm:ssZ`, unless a limit says otherwise.
"""

from enum import StrEnum
from typing import Any

from ecsops.catalogue.model import Parameter, Refusal


class CommandType(StrEnum):
    """The language of a command: the first two run on Windows, the last on Linux."""

    RUN_BAT_SCRIPT = "RunBatScript"
    RUN_POWER_SHELL_SCRIPT = "RunPowerShellScript"
    RUN_SHELL_SCRIPT = "RunShellScript"


class ContentEncoding(StrEnum):
    """How CommandContent and Output travel."""

    PLAIN_TEXT = "PlainText"
    BASE64 = "Base64"


class DiskStatus(StrEnum):
    """The lifecycle state of a disk."""

    IN_USE = "In_use"
    AVAILABLE = "Available"
    ATTACHING = "Attaching"
    DETACHING = "Detaching"
    CREATING = "Creating"
    RE_INITING = "ReIniting"


class InstanceChargeType(StrEnum):
    """How an instance or a disk is billed: by subscription, or pay-as-you-go."""

    PRE_PAID = "PrePaid"
    POST_PAID = "PostPaid"


class InternetChargeType(StrEnum):
    """How public traffic is billed."""

    PAY_BY_BANDWIDTH = "PayByBandwidth"
    PAY_BY_TRAFFIC = "PayByTraffic"


class SpotStrategy(StrEnum):
    """How a preemptible instance bids, or that it is none."""

    NO_SPOT = "NoSpot"
    SPOT_WITH_PRICE_LIMIT = "SpotWithPriceLimit"
    SPOT_AS_PRICE_GO = "SpotAsPriceGo"


class StoppedMode(StrEnum):
    """Whether a stopped pay-as-you-go instance is still billed for vCPUs and memory."""

    STOP_CHARGING = "StopCharging"
    KEEP_CHARGING = "KeepCharging"
    NOT_APPLICABLE = "Not-applicable"


class Level(StrEnum):
    """How severe a notification or an alarm is."""

    CRITICAL = "CRITICAL"
    WARN = "WARN"
    INFO = "INFO"


REGION_ID = Parameter("RegionId", limits="region id, such as cn-hangzhou", required=True)
OPTIONAL_REGION_ID = REGION_ID._replace(required=False)
CLIENT_TOKEN = Parameter("ClientToken", limits="ASCII, at most 64 characters")
DRY_RUN = Parameter("DryRun", bool, "success is the error DryRunOperation", default=False)
RESOURCE_GROUP_ID = Parameter("ResourceGroupId", limits="rg-... id")
ADDITIONAL_ATTRIBUTES = Parameter(
    "AdditionalAttributes", limits="extra attribute names to return", repeat=True
)

PAGE_NUMBER = Parameter("PageNumber", int, "1 or more", default=1)
PAGE_SIZE = Parameter("PageSize", int, "1..50", default=10)
PAGE_SIZE_100 = Parameter("PageSize", int, "1..100", default=10)
DEPRECATED_PAGE_NUMBER = Parameter("PageNumber", int, "1 or more; deprecated", default=1)
DEPRECATED_PAGE_SIZE = Parameter("PageSize", int, "1..100; deprecated", default=10)
NEXT_TOKEN = Parameter("NextToken", limits="opaque token from the previous page")

CLOUD_ASSISTANT_PAGING = (
    Parameter("MaxResults", int, "1..50", default=10),
    Parameter("NextToken", limits="opaque token; TotalCount is then meaningless"),
    Parameter("PageNumber", int, "1 or more; deprecated", default=1, bits=64),
    Parameter("PageSize", int, "1..50; deprecated", default=10, bits=64),
)
"""Cloud Assistant pages by token, and still by number."""

TAG = Parameter(
    "Tag", dict, "at most 20 pairs", repeat=True, parts=(Parameter("Key"), Parameter("Value"))
)
TAG_WITH_ALIASES = TAG._replace(
    parts=(
        *TAG.parts,
        Parameter("key", limits="legacy lower-case alias"),
        Parameter("value", limits="legacy lower-case alias"),
    )
)
CLOUD_ASSISTANT_TAG = TAG._replace(
    parts=(
        Parameter("Key", limits="1..64 characters, no URL, not starting with aliyun or acs:"),
        Parameter("Value", limits="0..128 characters, no URL"),
    )
)

COMMAND_PARAMETERS = (
    Parameter(
        "CommandContent",
        limits="quota CommandContentBytes; may hold {{name}}, 1..64 of A-Za-z0-9_-",
        required=True,
    ),
    Parameter(
        "Type",
        limits="bat and PowerShell run on Windows, Shell on Linux",
        required=True,
        enum=tuple(CommandType),
    ),
    Parameter("Description", limits="quota CommandDescriptionCharacters"),
    Parameter("EnableParameter", bool, "let the content hold {{name}}", default=False),
    Parameter("Launcher", limits="the interpreter's command line, at most 1 KB"),
    Parameter("Timeout", int, "seconds; default: quota CommandTimeoutSeconds", bits=64),
    Parameter(
        "WorkingDir", limits="at most 200 characters, must exist; default: /root or the agent's"
    ),
)
"""What makes a command, wherever one is created; its name and encoding differ."""

EVENT_IDS = Parameter("EventId", limits="at most 100 ids", repeat=True)
EVENT_TIME_RANGES = (
    Parameter("EventPublishTime.End", limits="later than Start"),
    Parameter("EventPublishTime.Start"),
    Parameter("NotBefore.End", limits="later than Start"),
    Parameter("NotBefore.Start"),
)

GROUP_ID = Parameter("GroupId", limits="application group id")
NAMESPACE = Parameter("Namespace", limits="such as acs_ecs_dashboard", required=True)
METRIC_NAME = Parameter("MetricName", limits="such as CPUUtilization", required=True)

DONE: dict[str, Any] = {"RequestId": str}
PAGE: dict[str, Any] = {"PageNumber": int, "PageSize": int, "RequestId": str, "TotalCount": int}
TOKEN_AND_PAGE: dict[str, Any] = {"NextToken": str, **PAGE}
CMS_DONE: dict[str, Any] = {"Code": str, "Message": str, "RequestId": str, "Success": bool}

INACTIVE_DISKS: dict[str, Any] = {
    "InactiveDisk": [
        {
            "CreationTime": str,
            "DeviceCategory": str,
            "DeviceSize": str,
            "DeviceType": str,
            "ReleaseTime": str,
        }
    ]
}
CODE_AND_NAME: dict[str, Any] = {"Code": int, "Name": str}
IP_ADDRESSES: dict[str, Any] = {"IpAddress": [str]}
TAGS: dict[str, Any] = {"Tag": [{"TagKey": str, "TagValue": str}]}

CLOUD_ASSISTANT_CODES = (
    "RegionId.ApiNotSupported",
    "Operation.Forbidden",
    "InvalidRegionId.NotFound",
    "InternalError.Dispatch",
)
CLOUD_ASSISTANT_PAGING_CODES = (
    "InvalidParam.PageNumber",
    "InvalidParam.PageSize",
    "InvalidParameter.NextToken",
    "InvalidParameter.MaxResults",
)
CLOUD_ASSISTANT_TAG_CODES = (
    "NumberExceed.Tags",
    "Duplicate.TagKey",
    "InvalidTagKey.Malformed",
    "InvalidTagValue.Malformed",
    "MissingParameter.TagKey",
)
COMMAND_CODES = (
    "CmdParam.EmptyKey",
    "CmdParam.InvalidParamName",
    "CmdContent.DecodeError",
    "InvalidParameter.WorkingDir",
    "CmdContent.ExceedLimit",
    "CmdName.ExceedLimit",
    "CmdDesc.ExceedLimit",
    "InvalidParameterCharacter.CommandName",
    "InvalidParameterCharacter.CommandDescription",
    "InvalidParameterCharacter.CommandWorkingDir",
    "InvalidLauncher.LengthLimitExceeded",
    "InvalidTimeout.ExceedLimit",
    "CmdCount.ExceedQuota",
    "CmdParamCount.ExceedLimit",
    "CmdParamName.ExceedLimit",
    "InvalidCmdType.NotFound",
)
CMS_CODES = ("ParameterInvalid", "AccessForbidden", "ResourceNotFound", "InternalError")

EVENT_PARAMETER_MISSING = Refusal(
    "MissingParameter",
    404,
    "The input parameter that is mandatory for processing this request is not supplied.",
)
EVENT_PARAMETER_INVALID = Refusal("InvalidParameter", 403, "The Parameter provided is not valid.")
