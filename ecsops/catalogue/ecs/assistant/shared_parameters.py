"""Parameters that Cloud Assistant operations share: scripts, pages, tags, and their codes."""

from enum import StrEnum

from ecsops.catalogue.model import Parameter
from ecsops.catalogue.shared_parameters import TAG


class CommandType(StrEnum):
    """The language of a command: the first two run on Windows, the last on Linux."""

    RUN_BAT_SCRIPT = "RunBatScript"
    RUN_POWER_SHELL_SCRIPT = "RunPowerShellScript"
    RUN_SHELL_SCRIPT = "RunShellScript"


class ContentEncoding(StrEnum):
    """How CommandContent and Output travel."""

    PLAIN_TEXT = "PlainText"
    BASE64 = "Base64"


CLOUD_ASSISTANT_PAGING = (
    Parameter("MaxResults", int, "1..50", default=10),
    Parameter("NextToken", limits="opaque token; TotalCount is then meaningless"),
    Parameter("PageNumber", int, "1 or more; deprecated", default=1, bits=64),
    Parameter("PageSize", int, "1..50; deprecated", default=10, bits=64),
)
"""Cloud Assistant pages by token, and still by number."""

CLOUD_ASSISTANT_TAG = TAG.with_changes(
    parts=(
        Parameter("Key", limits="1..64 characters, no URL, not starting with aliyun or acs:"),
        Parameter("Value", limits="0..128 characters, no URL"),
    )
)

COMMAND_PARAMETERS = (
    Parameter(
        "CommandContent",
        limits="quota CommandContentBytes; may contain {{name}}, 1..64 of A-Za-z0-9_-",
        required=True,
    ),
    Parameter(
        "Type",
        limits="bat and PowerShell run on Windows, Shell on Linux",
        required=True,
        enum=tuple(CommandType),
    ),
    Parameter("Description", limits="quota CommandDescriptionCharacters"),
    Parameter("EnableParameter", bool, "allow {{name}} in the content", default=False),
    Parameter("Launcher", limits="the interpreter's command line, at most 1 KB"),
    Parameter("Timeout", int, "seconds; default: quota CommandTimeoutSeconds", bits=64),
    Parameter(
        "WorkingDir", limits="at most 200 characters, must exist; default: /root or the agent's"
    ),
)
"""Parameters that define a command in every operation; only name and encoding differ."""

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
