"""Invocations of Cloud Assistant: starts of a command, their states and results.

States exist in two generations, and answers carry both: InvokeStatus and its kin of 2018, in
which a script that ended is Finished with any exit code, and InvocationStatus of 2020.

Sources: the pages of each operation; the feature document, sections 2.1 to 2.4. RunCommand has
the error table of 2021 with today's rows of CreateCommand and InvokeCommand.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.assistant.shared_parameters import (
    CLOUD_ASSISTANT_CODES,
    CLOUD_ASSISTANT_PAGING,
    CLOUD_ASSISTANT_PAGING_CODES,
    CLOUD_ASSISTANT_TAG,
    CLOUD_ASSISTANT_TAG_CODES,
    COMMAND_CODES,
    COMMAND_PARAMETERS,
)
from ecsops.catalogue.ecs.assistant.shared_parameters import CommandType as CommandType
from ecsops.catalogue.ecs.assistant.shared_parameters import ContentEncoding as ContentEncoding
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DONE,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAGS,
    TOKEN_AND_PAGE,
)


class InvokeStatus(StrEnum):
    """The older state: of an invocation, of it on one instance, and of one run there.

    PartialFailed is only ever the state of a whole invocation.
    """

    RUNNING = "Running"
    FINISHED = "Finished"
    FAILED = "Failed"
    PARTIAL_FAILED = "PartialFailed"
    STOPPED = "Stopped"
    STOPPING = "Stopping"


class InvocationStatus(StrEnum):
    """The newer state; the second group occurs on an instance only, the third overall only."""

    PENDING = "Pending"
    SCHEDULED = "Scheduled"
    RUNNING = "Running"
    SUCCESS = "Success"
    FAILED = "Failed"
    STOPPING = "Stopping"

    INVALID = "Invalid"
    ABORTED = "Aborted"
    ERROR = "Error"
    TIMEOUT = "Timeout"
    CANCELLED = "Cancelled"
    TERMINATED = "Terminated"

    STOPPED = "Stopped"
    PARTIAL_FAILED = "PartialFailed"


COUNTS_AS = {
    InvocationStatus.INVALID: InvocationStatus.FAILED,
    InvocationStatus.ABORTED: InvocationStatus.FAILED,
    InvocationStatus.ERROR: InvocationStatus.FAILED,
    InvocationStatus.TIMEOUT: InvocationStatus.FAILED,
    InvocationStatus.CANCELLED: InvocationStatus.STOPPED,
    InvocationStatus.TERMINATED: InvocationStatus.STOPPED,
}
"""The state of one instance as counted in the state of the whole invocation."""

FINAL_STATUSES = frozenset(InvocationStatus) - {
    InvocationStatus.PENDING,
    InvocationStatus.SCHEDULED,
    InvocationStatus.RUNNING,
    InvocationStatus.STOPPING,
}
"""The newer states that no run leaves any more."""


class RepeatMode(StrEnum):
    """When an invocation runs: now, on a schedule, at reboots, or never but checked."""

    ONCE = "Once"
    PERIOD = "Period"
    NEXT_REBOOT_ONLY = "NextRebootOnly"
    EVERY_REBOOT = "EveryReboot"
    DRY_RUN = "DryRun"


class TerminationMode(StrEnum):
    """The processes to kill when a run is stopped or times out."""

    PROCESS = "Process"
    PROCESS_TREE = "ProcessTree"


ERROR_INFO = {
    "InstanceNotExists": "The specified instance does not exist.",
    "InstanceReleased": "The instance has released when create task.",
    "InstanceNotRunning": "The instance is not running when create task.",
    "InstanceRestarted": "The instance was restarted during the command execution.",
    "InstanceDeregistered": "The instance has been deregistered.",
    "CommandNotApplicable": "The command is not applicable.",
    "ClientNotRunning": "The aliyun service is not running on the instance.",
    "ClientNetworkBlocked": "The network of the aliyun service in the instance is blocked.",
    "SecurityGroupRuleDenied": "A security group rule denied the access to the aliyun service.",
    "ClientNotResponse": "The aliyun service in the instance does not response.",
    "ClientIsUpgrading": "The aliyun service in the instance is upgrading now.",
    "ClientNeedUpgrade": "The aliyun service in the instance need upgrade.",
    "ClientNotOnline": "The aliyun service in the instance is not online.",
    "ClientRestarted": "The aliyun service in the instance was restarted.",
    "DeliveryTimeout": "The command delivery has been timeout.",
    "AccountNotExists": "The specified account does not exists.",
    "DirectoryNotExists": "The specified directory does not exists.",
    "DefaultWorkingDirectoryNotAvailable": "The default working directory is not available.",
    "UserOrPasswordInvalid": "The specified user or password is invalid.",
    "InvalidSystemBuiltInParameter": "A built-in parameter of the command is invalid.",
    "InvalidCommandText": "The text of the command is invalid.",
    "CommandContentDecodeError": "The command content can not be decoded.",
    "QueryParameterStoreFailed": "The query of the parameter store failed.",
    "InstanceRoleInvalid": "The RAM role of the instance is invalid.",
    "TaskConcurrencyLimit": "Too many commands are running on the instance.",
    "InvalidContainerName": "The specified container name is invalid.",
    "InvalidContainerId": "The specified container ID is invalid.",
    "UnsupportedContainerRuntime": "The container runtime is not supported.",
    "ContainerConnectFailed": "The connection to the container failed.",
    "ContainerStateAbnormal": "The state of the container is abnormal.",
    "ContainerNotFound": "The specified container is not found.",
    "ContainerNameDuplicated": "The specified container name is duplicated.",
    "ContainerNameAndIdNotMatch": "The specified container name and ID do not match.",
    "BadCronExpression": "The cron job expression is invalid.",
    "CronExpressionExpired": "The cron job expression has expired.",
    "InvalidGMTOffsetForTimezone": "The GMT offset of the time zone is invalid.",
    "InvalidGMTOffsetHourForTimezone": "The hour of the GMT offset is invalid.",
    "InvalidGMTOffsetMinuteForTimezone": "The minute of the GMT offset is invalid.",
    "TimezoneInformationCorrupt": "The time zone information of the instance is corrupt.",
    "InvalidRateExpression": "The rate expression is invalid.",
    "RateFrequencyTooLarge": "The frequency of the rate expression is too large.",
    "InvalidAtExpression": "The at expression is invalid.",
    "AtExpressionExpired": "The at expression has expired.",
    "ExecutionTimeout": "The command execution has been timeout.",
    "ExecutionException": "The command execution got an exception.",
    "ExecutionInterrupted": "The command execution has been interrupted.",
    "ExitCodeNonzero": "The command execution exit code is not zero.",
    "TerminationException": "The termination of the command got an exception.",
    "FileCreateFail": "The file can not be created.",
    "FileAlreadyExists": "The file already exists.",
    "FileContentInvalid": "The content of the file is invalid.",
    "FileNameInvalid": "The name of the file is invalid.",
    "FilePathInvalid": "The path of the file is invalid.",
    "FileAuthorityInvalid": "The authority of the file is invalid.",
    "UserGroupNotExists": "The specified user group does not exists.",
}
"""Every ErrorCode of a result with its ErrorInfo; an empty code means that nothing went wrong.

The service publishes all of the codes but few of the texts, its slips of grammar included; the
others are plain sentences in its style.
"""

COMMAND_ID = Parameter("CommandId", limits="c-... id")
INSTANCE_ID = Parameter("InstanceId", limits="i-... id")
INVOKE_ID = Parameter("InvokeId", limits="t-... id")
REQUIRED_INVOKE_ID = Parameter("InvokeId", limits="t-... id", required=True)
RUN_PARAMETERS = (
    Parameter(
        "ContainerId",
        limits="64 hex digits, docker://, containerd:// or cri-o:// in front; Linux only",
    ),
    Parameter("ContainerName", limits="Linux only; Username and WorkingDir are then ignored"),
    Parameter(
        "Frequency",
        limits="cron of six to eight fields, rate(N unit) or at(yyyy-MM-dd HH:mm:ss zone)",
    ),
    Parameter("InstanceId", limits="quota InstancesPerInvocation ids; or ResourceTag", repeat=True),
    Parameter("OssOutputDelivery", limits="oss://bucket/prefix"),
    Parameter(
        "Parameters",
        dict,
        "quota CommandParametersPassed names, 1..64 characters each, of the command's own",
        json=True,
    ),
    Parameter(
        "RepeatMode", limits="any Frequency makes it Period", enum=tuple(RepeatMode), default="Once"
    ),
    Parameter("ResourceGroupId", limits="rg-... id; the instances must belong to it"),
    Parameter(
        "ResourceTag",
        dict,
        "instead of InstanceId; 10 pairs (InvokeCommand) or 20 (RunCommand)",
        repeat=True,
        parts=(
            Parameter("Key", limits="1..64 characters, not starting with aliyun or acs:"),
            Parameter("Value", limits="0..128 characters"),
        ),
    ),
    Parameter(
        "TerminationMode",
        limits="what is killed on stop or timeout",
        enum=tuple(TerminationMode),
        default="Process",
    ),
    Parameter("Timed", bool, "ignored today; in 2019 true needed Frequency", default=False),
    Parameter("Username", limits="at most 255 characters; default: root, on Windows System"),
    Parameter(
        "WindowsPasswordName",
        limits="a name in the parameter store; required with Username on Windows",
    ),
)
RUN_CODES = (
    "MissingParam.InstanceId",
    "InvalidContainerId.Malformed",
    "InvalidContainerName.Malformed",
    "InvalidClientToken.Malformed",
    "InvalidInstance.NotMatch",
    "MissingParam.Frequency",
    "InvalidParam.Frequency",
    "Parameter.MissingValue",
    "Parameter.Disabled",
    "InvalidParameter.Parameters",
    "NumberExceed.ResourceTags",
    "MissingParameter.ResourceTagKey",
    "InvalidResourceTagKey.Malformed",
    "InvalidResourceTagValue.Malformed",
    "Duplicate.ResourceTagKey",
    "InvalidResourceTag.InstanceNotFound",
    "InvalidResourceTag.ConflictWithInstanceIds",
    "InstanceIds.ExceedLimit",
    "Invocation.ExceedQuota",
    "ParameterCount.ExceedLimit",
    "ParameterKey.ExceedLimit",
    "ParameterKey.Duplicate",
    "Parameter.NotMatched",
    "ParameterType.NotSupported",
    "Username.ExceedLimit",
    "WindowsPasswordName.ExceedLimit",
    "WindowsPasswordName.Missed",
    "ParameterStore.NotSupported",
    "ParameterStore.InvalidParameters",
    "ParameterStore.NoPermission",
    "TemporaryAccessKey.Error",
    "IdempotentProcessing",
    "InvalidParameterCharset.Parameters",
    "InvalidRepeatMode.NotFound",
    "InvalidInstance.NotFound",
    "InvalidResourceGroup.NotFound",
    "InvalidTerminationMode.NotFound",
    "InvalidCmdId.NotFound",
)

RunCommand = Operation(
    "RunCommand",
    ECS,
    "Create a command and run it at once.",
    parameters=(
        *COMMAND_PARAMETERS,
        REGION_ID,
        CLIENT_TOKEN,
        *RUN_PARAMETERS,
        Parameter(
            "ContentEncoding",
            limits="in any case; others mean PlainText",
            enum=tuple(ContentEncoding),
            default="PlainText",
            lenient=True,
        ),
        Parameter("KeepCommand", bool, "included in quota CommandsPerRegion", default=False),
        Parameter("Name", limits="quota CommandNameCharacters"),
        CLOUD_ASSISTANT_TAG,
    ),
    answer={
        "CommandId": str,
        "InvokeId": str,
        "RequestId": str,
    },
    errors=documented(
        *RUN_CODES,
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        *COMMAND_CODES,
        Refusal(
            "IdempotentParameterMismatch",
            403,
            "The specified parameter has changed while using an already used clientToken.",
        ),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-runcommand",
)

InvokeCommand = Operation(
    "InvokeCommand",
    ECS,
    "Run a command on instances: now, on a schedule, or at a reboot.",
    parameters=(
        Parameter("CommandId", limits="c-... id or the name of a public command", required=True),
        REGION_ID,
        CLIENT_TOKEN,
        *RUN_PARAMETERS,
        Parameter("Launcher", limits="the interpreter's command line, at most 1 KB"),
        CLOUD_ASSISTANT_TAG,
        Parameter("Timeout", int, "seconds, 10 or more; for this run only", bits=64),
        Parameter("WorkingDir", limits="at most 200 characters; for this run only"),
    ),
    answer={
        "InvokeId": str,
        "RequestId": str,
    },
    errors=documented(
        *RUN_CODES,
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        "InvalidParameter.WorkingDir",
        Refusal(
            "IdempotentParameterMismatch",
            403,
            "The specified parameter has changed while using an already used clientToken.",
        ),
        Refusal("CmdContent.ExceedLimit", 403, "The maximum length of a command is exceeded."),
        "InvalidLauncher.LengthLimitExceeded",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-invokecommand",
)

StopInvocation = Operation(
    "StopInvocation",
    ECS,
    "Stop an invocation, on all or some of its instances.",
    parameters=(
        REQUIRED_INVOKE_ID,
        REGION_ID,
        Parameter(
            "InstanceId", limits="1..50 ids; default: every instance of the invocation", repeat=True
        ),
    ),
    answer=DONE,
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        "InstanceIds.ExceedLimit",
        "InvalidInvokeId.NotFound",
        Refusal(
            "InvalidInstanceId.NotFound", 404, "The specified parameter InstanceId does not exist."
        ),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-stopinvocation",
)

DescribeInvocations = Operation(
    "DescribeInvocations",
    ECS,
    "List invocations with the state of each instance.",
    parameters=(
        REGION_ID,
        COMMAND_ID,
        Parameter("CommandName", limits="ignored beside InstanceId"),
        Parameter("CommandType", enum=tuple(CommandType)),
        Parameter(
            "ContentEncoding",
            limits="of CommandContent and Output in the answer",
            enum=tuple(ContentEncoding),
            default="Base64",
        ),
        Parameter("IncludeOutput", bool, "requires InvokeId or InstanceId", default=False),
        Parameter(
            "InstanceId", limits="then CommandName, RepeatMode and PartialFailed are ignored"
        ),
        INVOKE_ID,
        Parameter(
            "InvokeStatus",
            limits="the overall state",
            enum=(*InvokeStatus, "Success", "Pending", "Scheduled"),
        ),
        *CLOUD_ASSISTANT_PAGING,
        Parameter(
            "RepeatMode",
            limits="ignored beside InstanceId",
            enum=("Once", "Period", "NextRebootOnly", "EveryReboot"),
        ),
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
        Parameter("Timed", bool, "will run again, or will not"),
    ),
    answer={
        "Invocations": {
            "Invocation": [
                {
                    "CommandContent": str,
                    "CommandDescription": str,
                    "CommandId": str,
                    "CommandName": str,
                    "CommandType": str,
                    "ContainerId": str,
                    "ContainerName": str,
                    "CreationTime": str,
                    "Frequency": str,
                    "InvocationStatus": str,
                    "InvokeId": str,
                    "InvokeInstances": {
                        "InvokeInstance": [
                            {
                                "CreationTime": str,
                                "Dropped": int,
                                "ErrorCode": str,
                                "ErrorInfo": str,
                                "ExitCode": int,
                                # FinishedTime in DescribeInvocationResults.
                                "FinishTime": str,
                                "InstanceId": str,
                                "InstanceInvokeStatus": str,
                                "InvocationStatus": str,
                                "OssOutputErrorCode": str,
                                "OssOutputErrorInfo": str,
                                "OssOutputStatus": str,
                                "OssOutputUri": str,
                                "Output": str,
                                "Repeats": int,
                                "StartTime": str,
                                "StopTime": str,
                                "Timed": bool,
                                "UpdateTime": str,
                            }
                        ]
                    },
                    "InvokeStatus": str,
                    "Launcher": str,
                    "OssOutputDelivery": str,
                    # JSON text.
                    "Parameters": str,
                    "RepeatMode": str,
                    "Tags": TAGS,
                    "TerminationMode": str,
                    "Timed": bool,
                    "Timeout": int,
                    "Username": str,
                    "WorkingDir": str,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        *CLOUD_ASSISTANT_PAGING_CODES,
    ),
    items="Invocations.Invocation",
    paging=Paging(page=True, token=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinvocations",
)

DescribeInvocationResults = Operation(
    "DescribeInvocationResults",
    ECS,
    "List the results of invocations, one for each instance, with their output.",
    parameters=(
        REGION_ID,
        COMMAND_ID,
        Parameter(
            "ContentEncoding",
            limits="of Output in the answer",
            enum=tuple(ContentEncoding),
            default="Base64",
        ),
        Parameter(
            "IncludeHistory",
            bool,
            "every run of a periodic invocation; requires its InvokeId",
            default=False,
        ),
        INSTANCE_ID,
        INVOKE_ID,
        Parameter("InvokeRecordStatus", enum=(*InvokeStatus, "Success")),
        *CLOUD_ASSISTANT_PAGING,
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
    ),
    answer={
        "Invocation": {
            "InvocationResults": {
                "InvocationResult": [
                    {
                        "CommandId": str,
                        "ContainerId": str,
                        "ContainerName": str,
                        "Dropped": int,
                        "ErrorCode": str,
                        "ErrorInfo": str,
                        "ExitCode": int,
                        "FinishedTime": str,
                        "InstanceId": str,
                        "InvocationStatus": str,
                        "InvokeId": str,
                        "InvokeRecordStatus": str,
                        "Launcher": str,
                        "OssOutputDelivery": str,
                        "OssOutputErrorCode": str,
                        "OssOutputErrorInfo": str,
                        "OssOutputStatus": str,
                        "OssOutputUri": str,
                        "Output": str,
                        "Repeats": int,
                        "StartTime": str,
                        "StopTime": str,
                        "Tags": TAGS,
                        "TerminationMode": str,
                        "Username": str,
                    }
                ]
            },
            "NextToken": str,
            "PageNumber": int,
            "PageSize": int,
            "TotalCount": int,
        },
        "RequestId": str,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        *CLOUD_ASSISTANT_PAGING_CODES,
        "InternalError",
        *with_status(500, "ServiceUnavailable"),
    ),
    items="Invocation.InvocationResults.InvocationResult",
    paging=Paging(page=True, token=True, inside="Invocation"),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinvocationresults",
)

ModifyInvocationAttribute = Operation(
    "ModifyInvocationAttribute",
    ECS,
    "Change the schedule, content, parameters or instances of a periodic invocation.",
    parameters=(
        Parameter("InvokeId", limits="t-... id of an invocation that repeats", required=True),
        REGION_ID,
        CLIENT_TOKEN,
        Parameter("CommandContent", limits="a change creates a new command"),
        Parameter(
            "ContentEncoding",
            limits="in any case",
            enum=tuple(ContentEncoding),
            default="PlainText",
            lenient=True,
        ),
        Parameter("EnableParameter", bool, "set true to change Parameters"),
        Parameter("Frequency", limits="as of RunCommand; a rate still starts at CreationTime"),
        Parameter("InstanceId", limits="instances to add to the task", repeat=True),
        Parameter(
            "Parameters",
            dict,
            "quota CommandParametersPassed names, 1..64 characters each, of the command's own",
            json=True,
        ),
    ),
    answer={
        "CommandId": str,
        "RequestId": str,
    },
    errors=documented(
        "InvalidParameter.Frequency",
        "InvalidParameters.KeyDuplicate",
        "InvalidParameters.KeyNotMatch",
        "InvalidParameters.KeyMalformed",
        "InvalidParameters.KeyEmpty",
        "InvalidCommandContent.DecodeError",
        "InvalidInstanceId.OSTypeUnsupported",
        "InvalidOperation.RepeatModeUnsupported",
        "InvalidOperation.InvokeAlreadyFinished",
        "InvalidOperation.CloudAssistantVersionUnsupported",
        "InvalidOperation.ModifyPublicCommandUnsupported",
        "InvalidCommandContent.LengthLimitExceeded",
        "InvalidParameters.CountLimitExceeded",
        "InvalidParameters.KeyLengthLimitExceeded",
        "InvalidInstanceId.CountLimitExceeded",
        "CommandLimitExceeded",
        "InvalidParameters.ValueTypeUnsupported",
        Refusal(
            "InvalidInvokeId.NotFound", 404, "The specified parameter InvokeId does not exist."
        ),
        Refusal(
            "InvalidInstanceId.NotFound", 404, "The specified parameter InstanceId does not exist."
        ),
        Refusal(
            "InvalidRegionId.NotFound", 404, "The specified parameter RegionId does not exist."
        ),
        "InvalidCommandId.NotFound",
        Refusal("InternalError", 500, "An error occurred when you dispatched the request."),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinvocationattribute",
)
