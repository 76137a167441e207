"""Commands of Cloud Assistant: the stored scripts.

Sources: the pages of each operation; the feature document, sections 2.1 and 2.3. DeleteCommand
has the error table of 2021 and 2019.
"""

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
from ecsops.catalogue.model import Operation, Paging, Parameter, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DONE,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAGS,
    TOKEN_AND_PAGE,
)

BUILT_IN_PARAMETERS = (
    "ACS::RegionId",
    "ACS::AccountId",
    "ACS::InstanceId",
    "ACS::InstanceName",
    "ACS::InvokeId",
    "ACS::CommandId",
)
"""The names that the service itself fills in where a content says {{name}}."""

COMMAND_ID = Parameter("CommandId", limits="c-... id", required=True)

CreateCommand = Operation(
    "CreateCommand",
    ECS,
    "Create a command.",
    parameters=(
        *COMMAND_PARAMETERS,
        Parameter("Name", limits="quota CommandNameCharacters", required=True),
        REGION_ID,
        CLIENT_TOKEN,
        Parameter(
            "ContentEncoding",
            limits="others mean Base64",
            enum=tuple(ContentEncoding),
            default="Base64",
            lenient=True,
        ),
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
    ),
    answer={
        "CommandId": str,
        "RequestId": str,
    },
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        *CLOUD_ASSISTANT_TAG_CODES,
        *COMMAND_CODES,
        "InvalidStatus.ResourceGroup",
        "InvalidResourceGroup.NotFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createcommand",
)

DescribeCommands = Operation(
    "DescribeCommands",
    ECS,
    "List commands.",
    parameters=(
        REGION_ID,
        Parameter("CommandId", limits="c-... id"),
        Parameter(
            "ContentEncoding",
            limits="of CommandContent in the answer",
            enum=tuple(ContentEncoding),
            default="Base64",
        ),
        Parameter("Description", limits="may start and end with *"),
        Parameter("Latest", bool, "public commands only", default=False),
        *CLOUD_ASSISTANT_PAGING,
        Parameter("Name", limits="may start and end with *"),
        Parameter(
            "Provider",
            limits="of public commands, such as AlibabaCloud; default: the account's own",
        ),
        RESOURCE_GROUP_ID,
        CLOUD_ASSISTANT_TAG,
        Parameter("Type", enum=tuple(CommandType)),
    ),
    answer={
        "Commands": {
            "Command": [
                {
                    "Category": str,
                    "CommandContent": str,
                    "CommandId": str,
                    "CreationTime": str,
                    "Description": str,
                    "EnableParameter": bool,
                    "InvokeTimes": int,
                    "Latest": bool,
                    "Launcher": str,
                    "Name": str,
                    "ParameterDefinitions": {
                        "ParameterDefinition": [
                            {
                                "DefaultValue": str,
                                "Description": str,
                                "ParameterName": str,
                                "PatternRegex": str,
                                "PossibleValues": {"PossibleValue": [str]},
                                "Required": bool,
                            }
                        ]
                    },
                    "ParameterNames": {"ParameterName": [str]},
                    "Provider": str,
                    "ResourceGroupId": str,
                    "Tags": TAGS,
                    "Timeout": int,
                    "Type": str,
                    "Version": int,
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
        "InvalidName.LengthLimitExceeded",
        "InvalidDescription.LengthLimitExceeded",
        "InvalidCommandType.NotFound",
        "InternalError",
        *with_status(500, "ServiceUnavailable"),
    ),
    items="Commands.Command",
    paging=Paging(page=True, token=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describecommands",
)

ModifyCommand = Operation(
    "ModifyCommand",
    ECS,
    "Change the name, description, directory or timeout of a command.",
    parameters=(
        COMMAND_ID,
        REGION_ID,
        Parameter("CommandContent", limits="ignored today; in 2019 it was changed"),
        Parameter("Description", limits="quota CommandDescriptionCharacters"),
        Parameter("Launcher", limits="the interpreter's command line, at most 1 KB"),
        Parameter("Name", limits="quota CommandNameCharacters"),
        Parameter("Timeout", int, "seconds", bits=64),
        Parameter("WorkingDir", limits="at most 200 characters"),
    ),
    answer=DONE,
    errors=documented(
        *CLOUD_ASSISTANT_CODES,
        "InvalidParameter.WorkingDir",
        "CmdName.Readonly",
        "CmdContent.ExceedLimit",
        "CmdName.ExceedLimit",
        "CmdDesc.ExceedLimit",
        "InvalidParameterCharacter.CommandName",
        "InvalidParameterCharacter.CommandDescription",
        "InvalidParameterCharacter.CommandWorkingDir",
        "InvalidLauncher.LengthLimitExceeded",
        "InvalidTimeout.ExceedLimit",
        "InvalidCmdId.NotFound",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifycommand",
)

DeleteCommand = Operation(
    "DeleteCommand",
    ECS,
    "Delete a command.",
    parameters=(COMMAND_ID, REGION_ID),
    answer=DONE,
    errors=documented(*CLOUD_ASSISTANT_CODES, "InvalidCmdId.NotFound"),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/DeleteCommand",
)
