"""Codes of images, of what can be bought, and of the account."""

IMAGES_AND_STOCK: dict[str, tuple[int, str]] = {
    "Invalid.DestinationResource": (404, "The specified DestinationResource is not valid."),
    "Invalid.IoOptimized": (404, "The specified IoOptimized is not valid."),
    "Invalid.NetworkCategory": (404, "The specified NetworkCategory is not valid."),
    "Invalid.NetworkType": (404, "The specified NetworkType is not valid."),
    "Invalid.Param": (
        400,
        "The input parameter DestinationResource that is mandatory for processing this request "
        "is not supplied.",
    ),
    "Invalid.Parameter": (403, "The required parameter regionId must be not null."),
    "Invalid.RegionId": (404, "The specified RegionId does not exist."),
    "Invalid.ResourceType": (404, "The ResourceType provided does not exist in our records."),
    "Invalid.SpotStrategy": (404, "The specified SpotStrategy is not valid."),
    "InvalidArchitecture": (404, "The specifed Architecture is not valid"),
    "InvalidImageOwnerAlias.ValueNotSupported": (
        400,
        "The specified ImageOwnerAlias value is not supported.",
    ),
    "InvalidInstanceIds.Malformed": (400, "The specified instanceIds are not valid."),
    "InvalidNetworkType.MismatchRamRole": (
        403,
        "Ram role cannot be applied to instances of Classic network type.",
    ),
    "InvalidOSType": (404, "The specifed OSType is not valid"),
    "InvalidParam.Cores": (403, "The specified parameter 'Cores' should be empty"),
    "InvalidParam.Memory": (403, "The specified parameter 'Memory' should be empty"),
    "InvalidParam.TypeAndCpuMem.Conflict": (
        403,
        "The specified 'InstanceType' and 'Cores','Memory' are not blank at the same time.",
    ),
    "InvalidParameter.AllEmpty": (
        403,
        "The parameters InstanceIds and RamRoleName cannot both be empty.",
    ),
    "InvalidRegionId.MalFormed": (400, "The specified parameter RegionId is not valid."),
    "Unavailable.Regions": (404, "The available regions does not exists"),
}
