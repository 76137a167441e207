"""Codes of disks and snapshots; `Paramter` is the service's own spelling."""

DISKS: dict[str, tuple[int, str]] = {
    "CreateSnapshot.Failed": (400, "The process of creating snapshot is failed."),
    "DISK_HAS_CREATING_SNAPSHOT": (
        403,
        "The operation cannot be performed while a snapshot is being created for the disk.",
    ),
    "DiskCategory.OperationNotSupported": (
        400,
        "The type of the specified disk does not support creating a snapshot.",
    ),
    "DiskId.ValueNotSupported": (403, "The specified parameter diskid is not supported."),
    "IncompleteParamter": (400, "Some fields can not be null in this request."),
    "IncorrectDiskStatus": (403, "The current disk status does not support this operation."),
    "IncorrectDiskStatus.CreatingSnapshot": (403, "A previous snapshot creation is in process."),
    "IncorrectDiskStatus.NeverAttached": (
        403,
        "The specified disk has never been attached to any instance.",
    ),
    "IncorrectDiskStatus.NeverUsed": (
        403,
        "The specified disk has never been used after creating.",
    ),
    "InvalidAccountStatus.NotEnoughBalance": (403, "Your account does not have enough balance."),
    "InvalidAccountStatus.SnapshotServiceUnavailable": (
        403,
        "Snapshot service has not been opened yet.",
    ),
    "InvalidCategory.ValueNotSupported": (400, "The specified disk category is not supported."),
    "InvalidDiskChargeType.NotFound": (404, "The DiskChargeType does not exist in our records."),
    "InvalidDiskId.NotFound": (404, "The DiskId provided does not exist in our records."),
    "InvalidDiskIds.Malformed": (403, "The amount of specified disk Ids exceeds the limit."),
    "InvalidDiskIds.ValueNotSupported": (
        404,
        'The specified parameter "DiskIds" is not supported.',
    ),
    "InvalidDiskType.ValueNotSupported": (400, "The specified disk type is not supported."),
    "InvalidInstantAccessRetentionDays.Malformed": (
        403,
        "The specified InstantAccessRetentionDays is not valid.",
    ),
    "InvalidParameter.DiskIds": (400, "The specified parameter diskIds is not valid."),
    "InvalidParameter.MultiAttach": (403, "The specified param MultiAttach is not valid."),
    "InvalidParamter": (400, "Some parameters are invalid in this request."),
    "InvalidRetentionDays.Malformed": (400, "The specified RetentionDays is not valid."),
    "InvalidSnapshot.NotFound": (400, "The specified parameter SnapshotId is not valid."),
    "InvalidSnapshotCategory.Malformed": (403, "The specified Category is not valid."),
    "InvalidSnapshotIds.Malformed": (
        403,
        "The amount of specified specified snapshot Ids exceeds the limit.",
    ),
    "InvalidSnapshotLinkId.NotFound": (404, "The specified snapshot link is not found."),
    "InvalidSnapshotName.Malformed": (400, "The specified SnapshotName is wrongly formed."),
    "InvalidSnapshotType.NotFound": (404, "The specfied SnapshotType is not found."),
    "InvalidSourceDiskType": (404, "The specifed SourceDiskType is not valid."),
    "InvalidStatus.ValueNotSupported": (400, "The specified disk status is not supported."),
    "InvalidUsage": (404, "The specifed Usage is not valid."),
    "MissingParamter.RegionId": (400, "The regionId should not be null."),
    "QuotaExceed.ConcurrentSnapshotQuota": (
        403,
        "The number of snapshots being created for the disk has exceeded the concurrent "
        "quota. Please wait for the previous snapshots to complete before trying again.",
    ),
    "QuotaExceed.Snapshot": (403, "The snapshot quota exceeds."),
    "InvalidSnapshotId.NotFound": (404, "The specified snapshot is not found"),
    "Operation.Conflict": (403, "The operation may conflicts with others, please retry later."),
    "SnapshotCreatedDisk": (403, "The snapshot has been used to create disk(s)."),
    "SnapshotCreatedImage": (403, "The snapshot has been used to create user defined image(s)."),
}
