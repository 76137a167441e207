"""Codes of Cloud Assistant."""

CLOUD_ASSISTANT: dict[str, tuple[int, str]] = {
    "CmdContent.DecodeError": (400, "The CommandContent can not be base64 decoded."),
    "CmdContent.ExceedLimit": (403, "The length of the command content exceeds the upper limit."),
    "CmdCount.ExceedQuota": (
        403,
        "The total number of commands in the current region exceeds the quota.",
    ),
    "CmdDesc.ExceedLimit": (403, "The length of the command description exceeds the upper limit."),
    "CmdName.ExceedLimit": (403, "The length of the command name exceeds the upper limit."),
    "CmdName.Readonly": (403, "The command name is readonly after publishing."),
    "CmdParam.EmptyKey": (400, "You must specify the parameter names."),
    "CmdParam.InvalidParamName": (
        400,
        "Invalid parameter name. The name can contain only lowercase letters (a to z), "
        "uppercase letters (A to Z), numbers (0 to 9), hyphens (-), and underscores (_).",
    ),
    "CmdParamCount.ExceedLimit": (403, "The maximum number of custom parameters is exceeded."),
    "CmdParamName.ExceedLimit": (403, "The maximum length of a parameter name is exceeded."),
    "CommandLimitExceeded": (403, "The count of command in current region exceeds the limit."),
    "Duplicate.ResourceTagKey": (400, "The ResourceTag contains duplicate keys."),
    "FileContent.DecodeError": (400, "The Content can not be base64 decoded."),
    "FileContentType.Invalid": (400, "The ContentType of file is invalid."),
    "FileDesc.ExceedLimit": (403, "The length of the file description exceeds the upper limit."),
    "FileMode.Invalid": (400, "The mode of file is invalid."),
    "FileName.ExceedLimit": (403, "The length of the file name exceeds the upper limit."),
    "FileSize.ExceedLimit": (403, "The length of file content exceeds limit."),
    "FileTargetDir.Invalid": (400, "The target directory of file is invalid."),
    "InstanceIds.ExceedLimit": (403, "The number of instance IDs exceeds the upper limit."),
    "InternalError.Dispatch": (500, "An error occurred when you dispatched the request."),
    "InvalidCmdId.NotFound": (404, "The specified command ID does not exist."),
    "InvalidCmdType.NotFound": (404, "The specified command type does not exist."),
    "InvalidCommandContent.DecodeError": (
        400,
        "The specified parameter CommandContent can not be Base64 decoded.",
    ),
    "InvalidCommandContent.LengthLimitExceeded": (
        403,
        "The length of the parameter CommandContent exceeds the limit.",
    ),
    "InvalidCommandId.NotFound": (404, "The specified CommandId does not exist."),
    "InvalidCommandType.NotFound": (404, "The specified parameter Type does not exist."),
    "InvalidContainerId.Malformed": (400, "The specified parameter ContainerId is not valid."),
    "InvalidContainerName.Malformed": (400, "The specified parameter ContainerName is not valid."),
    "InvalidDescription.LengthLimitExceeded": (
        403,
        "The length of the parameter Description exceeds the upper limit.",
    ),
    "InvalidInstance.NotFound": (404, "The specified instance does not exist."),
    "InvalidInstance.NotMatch": (400, "The specified instance type does not match the command."),
    "InvalidInstanceId.CountLimitExceeded": (
        403,
        "The count of the parameter InstanceId exceeds the limit.",
    ),
    "InvalidInstanceId.OSTypeUnsupported": (
        403,
        "The OS type of the instance corresponding to the parameter InstanceId does not "
        "support the operation.",
    ),
    "InvalidInvokeId.NotFound": (404, "The specified invoke ID does not exist."),
    "InvalidLauncher.LengthLimitExceeded": (
        403,
        "The length of the parameter Launcher exceeds the limit of 1 KB characters.",
    ),
    "InvalidName.LengthLimitExceeded": (
        403,
        "The length of the parameter Name exceeds the upper limit.",
    ),
    "InvalidOperation.CloudAssistantVersionUnsupported": (
        403,
        "The operation is not supported by the version of the Cloud Assistant client on "
        "the instance.",
    ),
    "InvalidOperation.InvokeAlreadyFinished": (
        403,
        "The operation is not supported for finished invocation.",
    ),
    "InvalidOperation.ModifyPublicCommandUnsupported": (
        403,
        "The content of a public command cannot be modified.",
    ),
    "InvalidOperation.RepeatModeUnsupported": (
        403,
        "The operation is not supported for current repeat mode of invocation.",
    ),
    "InvalidParam.Frequency": (400, "The specified frequency is invalid."),
    "InvalidParam.PageNumber": (400, "The specified parameter is invalid."),
    "InvalidParam.PageSize": (400, "The specified parameter is invalid."),
    "InvalidParameter.FileGroup": (400, "The specified parameter FileGroup is not valid."),
    "InvalidParameter.FileOwner": (400, "The specified parameter FileOwner is not valid."),
    "InvalidParameter.Frequency": (400, "The specified parameter Frequency is not valid."),
    "InvalidParameter.MaxResults": (400, "The specified parameter MaxResults is not valid."),
    "InvalidParameter.NextToken": (400, "The specified parameter NextToken is not valid."),
    "InvalidParameter.Parameters": (400, "The specified parameter Parameters is not valid."),
    "InvalidParameter.WorkingDir": (400, "The specified parameter WorkingDir is not valid."),
    "InvalidParameterCharacter.CommandDescription": (
        403,
        "The command Description contains illegal characters.",
    ),
    "InvalidParameterCharacter.CommandName": (403, "The command Name contains illegal characters."),
    "InvalidParameterCharacter.CommandWorkingDir": (
        403,
        "The command WorkingDir contains illegal characters.",
    ),
    "InvalidParameterCharset.Parameters": (
        403,
        "The parameter Parameters contains illegal charset.",
    ),
    "InvalidParameters.CountLimitExceeded": (
        403,
        "The count of the parameter Parameters exceeds the limit of 10.",
    ),
    "InvalidParameters.KeyDuplicate": (
        400,
        "The key in the parameter Parameters cannot be duplicated.",
    ),
    "InvalidParameters.KeyEmpty": (400, "The key in the parameter Parameters cannot be empty."),
    "InvalidParameters.KeyLengthLimitExceeded": (
        403,
        "The length of the key in the parameter Parameters exceeds the limit of 64 characters.",
    ),
    "InvalidParameters.KeyMalformed": (400, "The key in the parameter Parameters is not valid."),
    "InvalidParameters.KeyNotMatch": (
        400,
        "The keys in the parameter Parameters do not match those defined when creating "
        "the command.",
    ),
    "InvalidParameters.ValueTypeUnsupported": (
        403,
        "The type of a value in the parameter Parameters is not supported.",
    ),
    "InvalidRepeatMode.NotFound": (404, "The specified repeat mode does not exist."),
    "InvalidResourceTag.ConflictWithInstanceIds": (
        400,
        "The specified param ResourceTag conflicts with InstanceId.",
    ),
    "InvalidResourceTag.InstanceNotFound": (
        400,
        "InstanceIds are not found by the specified ResourceTag.",
    ),
    "InvalidResourceTagKey.Malformed": (400, "The specified ResourceTag key is not valid."),
    "InvalidResourceTagValue.Malformed": (400, "The specified ResourceTag value is not valid."),
    "InvalidStatus.ResourceGroup": (
        403,
        "You cannot perform an operation on a resource group that is being created or deleted.",
    ),
    "InvalidTerminationMode.NotFound": (
        404,
        "The specified parameter TerminationMode does not exist.",
    ),
    "InvalidTimeout.ExceedLimit": (403, "The specified parameter Timeout exceeds the upper limit."),
    "Invocation.ExceedQuota": (
        403,
        "The invocation quota in the current region has been reached for today.",
    ),
    "MissingParam.Frequency": (
        400,
        "The frequency must be specified when you create a timed task.",
    ),
    "MissingParam.InstanceId": (400, "The parameter instanceId is missing or empty."),
    "MissingParameter.ResourceTagKey": (400, "You must specify ResourceTag.N.Key."),
    "NumberExceed.ResourceTags": (400, "The maximum number of ResourceTags is exceeded."),
    "Operation.Forbidden": (403, "The operation is not permitted."),
    "Parameter.Disabled": (
        400,
        "Parameters cannot be passed in when the command customization function is disabled.",
    ),
    "Parameter.MissingValue": (400, "The parameter value of this command is required."),
    "Parameter.NotMatched": (
        403,
        "The passed-in parameters do not match the parameters defined when you created "
        "the command.",
    ),
    "ParameterCount.ExceedLimit": (403, "The maximum number of parameters is exceeded."),
    "ParameterKey.Duplicate": (403, "Parameter names cannot be duplicated."),
    "ParameterKey.ExceedLimit": (403, "The maximum length of a parameter name is exceeded."),
    "ParameterStore.InvalidParameters": (
        403,
        "The specified name in the parameter store is not valid.",
    ),
    "ParameterStore.NoPermission": (
        403,
        "You are not authorized to read the specified name in the parameter store.",
    ),
    "ParameterStore.NotSupported": (403, "The parameter store is not supported here."),
    "ParameterType.NotSupported": (403, "The type of parameter value is not supported."),
    "RegionId.ApiNotSupported": (400, "The api is not supported in this region."),
    "TemporaryAccessKey.Error": (403, "The temporary access key cannot be used."),
    "Username.ExceedLimit": (403, "The length of the username exceeds the upper limit."),
    "WindowsPasswordName.ExceedLimit": (
        403,
        "The length of the WindowsPasswordName exceeds the upper limit.",
    ),
    "WindowsPasswordName.Missed": (
        403,
        "WindowsPasswordName must be specified when you create a Windows task.",
    ),
}
