"""The Cloud Assistant agent of instances: its status, its installation, and sending files.

Sources: the pages of each operation; the feature document, section 2.2.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.assistant.shared_parameters import (
    CLOUD_ASSISTANT_CODES,
    CLOUD_ASSISTANT_PAGING,
    CLOUD_ASSISTANT_PAGING_CODES,
    CLOUD_ASSISTANT_TAG,
    CLOUD_ASSISTANT_TAG_CODES,
    ContentEncoding,
)
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


class OSType(StrEnum):
    """The operating system of an instance."""

    WINDOWS = "Windows"
    LINUX = "Linux"
    FREE_BSD = "FreeBSD"


INSTANCE_IDS = Parameter("InstanceId", limits="1..50 ids", required=True, repeat=True)

DescribeCloudAssistantStatus = Operation(
    "DescribeCloudAssistantStatus",
    ECS,
    "Show whether the Cloud Assistant agent of each instance is running.",
    parameters=(
        REGION_ID,
        Parameter(
            "InstanceId", limits="1..50 ids, required in 2019; without MaxResults", repeat=True
        ),
        *CLOUD_ASSISTANT_PAGING,
        Parameter("OSType", enum=tuple(OSType)),
    ),
    answer={
        "InstanceCloudAssistantStatusSet": {
            "InstanceCloudAssistantStatus": [
                {
                    "ActiveTaskCount": int,
                    # "true" or "false": a heartbeat came within quota HeartbeatSeconds.
                    "CloudAssistantStatus": str,
                    "CloudAssistantVersion": str,
                    "InstanceId": str,
                    "InvocationCount": int,
                    "LastHeartbeatTime": str,
                    "LastInvokedTime": str,
                    "OSType": str,
                    "SupportSessionManager": bool,
                }
            ]
        },
        **TOKEN_AND_PAGE,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_PAGING_CODES,
        "MissingParam.InstanceId",
        "InstanceIds.ExceedLimit",
        Refusal("InvalidInstance.NotFound", 404, "The specified instances does not exist."),
        *with_status(500, "ServiceUnavailable"),
    ),
    items="InstanceCloudAssistantStatusSet.InstanceCloudAssistantStatus",
    paging=Paging(page=True, token=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describecloudassistantstatus",
)

InstallCloudAssistant = Operation(
    "InstallCloudAssistant",
    ECS,
    "Install the Cloud Assistant agent on instances; a restart starts it.",
    parameters=(INSTANCE_IDS, REGION_ID),
    answer=DONE,
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        "MissingParam.InstanceId",
        "InstanceIds.ExceedLimit",
        "InvalidInstanceId.OSTypeUnsupported",
        Refusal("InvalidInstance.NotFound", 404, "The specified instances does not exist."),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-installcloudassistant",
)

SendFile = Operation(
    "SendFile",
    ECS,
    "Send a small file to instances.",
    parameters=(
        Parameter("Content", limits="at most 32 KB after Base64", required=True),
        INSTANCE_IDS,
        Parameter("Name", limits="at most 255 characters", required=True),
        REGION_ID,
        Parameter("TargetDir", limits="at most 255 characters; created when absent", required=True),
        CLIENT_TOKEN,
        Parameter("ContentType", enum=tuple(ContentEncoding), default="PlainText"),
        Parameter("Description", limits="quota CommandDescriptionCharacters"),
        Parameter("FileGroup", limits="at most 64 characters, Linux only", default="root"),
        Parameter("FileMode", limits="chmod style, Linux only", default="0644"),
        Parameter("FileOwner", limits="at most 64 characters, Linux only", default="root"),
        Parameter("Overwrite", bool, "replace an existing file", default=False),
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
        Parameter("Timeout", int, "seconds; fewer than 10 become 10", default=60, bits=64),
    ),
    answer={
        "InvokeId": str,
        "RequestId": str,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        "FileTargetDir.Invalid",
        "FileMode.Invalid",
        "FileContent.DecodeError",
        "FileContentType.Invalid",
        "InvalidParameter.FileOwner",
        "InvalidParameter.FileGroup",
        "FileSize.ExceedLimit",
        "FileName.ExceedLimit",
        "FileDesc.ExceedLimit",
        "InstanceIds.ExceedLimit",
        "InvalidTimeout.ExceedLimit",
        Refusal("InvalidInstance.NotFound", 404, "The specified instances not found."),
        "InvalidResourceGroup.NotFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-sendfile",
)

DescribeSendFileResults = Operation(
    "DescribeSendFileResults",
    ECS,
    "List the files that were sent, with the state of each instance.",
    parameters=(
        REGION_ID,
        Parameter("InstanceId", limits="i-... id"),
        Parameter(
            "InvocationStatus", enum=("Pending", "Running", "Success", "Failed", "PartialFailed")
        ),
        Parameter("InvokeId", limits="f-... id"),
        *CLOUD_ASSISTANT_PAGING,
        Parameter("Name", limits="file name"),
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
    ),
    answer={
        "Invocations": {
            "Invocation": [
                {
                    "Content": str,
                    "ContentType": str,
                    "CreationTime": str,
                    "Description": str,
                    "FileGroup": str,
                    "FileMode": str,
                    "FileOwner": str,
                    "InvocationStatus": str,
                    "InvokeId": str,
                    "InvokeInstances": {
                        "InvokeInstance": [
                            {
                                "CreationTime": str,
                                "ErrorCode": str,
                                "ErrorInfo": str,
                                "FinishTime": str,
                                "InstanceId": str,
                                "InvocationStatus": str,
                                "StartTime": str,
                                "UpdateTime": str,
                            }
                        ]
                    },
                    "Name": str,
                    "Overwrite": str,
                    "Tags": TAGS,
                    "TargetDir": str,
                    "VmCount": int,
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
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesendfileresults",
)
