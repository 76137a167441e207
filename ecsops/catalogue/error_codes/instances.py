"""Codes of regions, instances and deployment sets."""

INSTANCES: dict[str, tuple[int, str]] = {
    "Abs.InvalidInstanceIds.MalFormed": (403, "The specified instanceIds is not valid."),
    "ChargeTypeViolation": (
        403,
        "The operation is not permitted due to charge type of the instance.",
    ),
    "ChargeTypeViolation.PostPaidDedicatedHost": (
        400,
        "Prepaid instance onto postpaid dedicated host is not allowed.",
    ),
    "DependencyViolation.domain.granularity": (
        400,
        "The DeploymentSet domain and granularity is violation.",
    ),
    "DependencyViolation.NotEmpty": (
        403,
        "There are still instance(s) in the specified DeploymentSetId.",
    ),
    "DependencyViolation.ReferByHPC": (
        403,
        "The specified deployment set is still referred by an HPC cluster.",
    ),
    "DependencyViolation.RouteEntry": (400, "Specified instance is used by route entry."),
    "DependencyViolation.SLBConfiguring": (
        400,
        "Specified operation is denied as your instance is using by another product.",
    ),
    "DependencyViolation.strategy.granularity": (
        400,
        "The DeploymentSet strategy and granularity is violation.",
    ),
    "DeploymentSet.InstanceLimitExceeded": (
        403,
        "The number of instances on the specified Deployment Set has reached the limit.",
    ),
    "DeploymentSet.InvalidId": (400, "The specified Deployment Set id doesn't exist."),
    "DeploymentSet.ModificationFailed": (
        403,
        "The modification of deployment set is currently impossible.",
    ),
    "DEPLOYMENTSET.QUOTA_FULL": (400, "The deploymentSet quota is full"),
    "DiskError": (403, "IncorrectDiskStatus."),
    "DiskInArrears": (403, "The specified operation is denied as your disk has expired."),
    "HibernationConfigured.NotEnabled": (
        403,
        "The instance hibernation configured option is not enabled.",
    ),
    "IncorrectInstanceStatus": (
        403,
        "The current status of the resource does not support this operation.",
    ),
    "IncorrectInstanceStatus.Initializing": (
        403,
        "The specified instance status does not support this operation.",
    ),
    "InstanceExpired": (403, "The prePaid instance has been expired."),
    "InstanceExpiredOrInArrears": (
        403,
        "The specified operation is denied as your prepay instance is expired (prepay "
        "mode) or in arrears (afterpay mode).",
    ),
    "InstanceLockedForSecurity": (
        403,
        "The specified operation is denied as your instance is locked for security reasons.",
    ),
    "InstanceNotReady": (403, "The specified instance is not ready for use."),
    "InstanceType.ParameterMismatch": (
        403,
        "The input parameter ConfirmStop must be true when an instance have localstorage.",
    ),
    "InsufficientBalance": (403, "Your account does not have enough balance."),
    "Invalid.InstanceChargeType": (403, "The specified instanceChargeType is not valid."),
    "Invalid.PrivatePoolOptions.NoStock": (400, "The PrivatePool has been used up."),
    "InvalidAcceptLanguage.NotFound": (
        404,
        "Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.",
    ),
    "InvalidCapacityReservationId.NotFound": (
        404,
        "The specified capacity reservation does not exist.",
    ),
    "InvalidChargeType.ValueNotSupported": (
        403,
        "Deletion protection is only valid for postPaid instance, not for prePaid or "
        "spot instance.",
    ),
    "InvalidDedicatedHost.NotEnoughResource": (
        400,
        "The specified dedicated host has not enough resource due to host affinity.",
    ),
    "InvalidDedicatedHostId.NotFound": (404, "The specified DedicatedHostId does not exist."),
    "InvalidDedicatedHostStatus.NotSupport": (
        400,
        "Operation denied due to dedicated host status.",
    ),
    "InvalidDeploymentSetId.NotFound": (400, "The specified DeploymentSetId does not exist."),
    "InvalidDeploymentSetIds.TooManyInput": (
        403,
        "The parameter DeploymentSets size should less than 100.",
    ),
    "InvalidDeploymentSetName.Malformed": (400, "Specified deployment set name is not valid."),
    "InvalidDescription.Malformed": (400, 'The specified parameter "Description" is not valid.'),
    "InvalidFilterKey.NotFound": (404, "The filter key is not found."),
    "InvalidFilterValue": (404, "The filter value is not valid."),
    "InvalidHostName.Malformed": (400, 'The specified parameter "HostName" is not valid.'),
    "InvalidHpcClusterId.Creating": (400, "The specified HpcClusterId is creating."),
    "InvalidHpcClusterId.NotFound": (400, "The specified HpcClusterId is not found."),
    "InvalidInstance.NotFoundSystemDisk": (
        400,
        "The specified instance does not have system disk.",
    ),
    "InvalidInstanceChargeType.NotFound": (
        404,
        "The InstanceChargeType does not exist in our records.",
    ),
    "InvalidInstanceChargeType.NotSupport": (
        404,
        "The Dedicated host not support the specified Instance charge type.",
    ),
    "InvalidInstanceId.NotFound": (404, "The specified InstanceId does not exist."),
    "InvalidInstanceId.NotSupport": (403, "Pre pay instance does not support this operation."),
    "InvalidInstanceIds.NotFound": (404, "The specified InstanceIds does not exist."),
    "InvalidInstanceIds.ValueNotSupported": (
        403,
        "The specified InstanceIds do not support this operation.",
    ),
    "InvalidInstanceName.Malformed": (400, 'The specified parameter "InstanceName" is not valid.'),
    "InvalidInstanceNetworkType.NotSupport": (
        404,
        "The specified Instance network type not support.",
    ),
    "InvalidInstanceStatus.CreditSpecRestricted": (
        400,
        "The current status of the resource does not support this operation.",
    ),
    "InvalidInstanceStatus.NeedRestart": (
        404,
        "The current status of the resource is invalid, you can only do this operation "
        "after instance is restarted.",
    ),
    "InvalidInstanceStatus.NotRunning": (
        400,
        "The current status of the resource is invalid, you can only do this operation "
        "when instance is running.",
    ),
    "InvalidInstanceType.NotSupport": (
        404,
        "The Dedicated host not support the specified instance type.",
    ),
    "InvalidInstanceType.ValueNotSupported": (
        400,
        "The specified InstanceType does not exist or beyond the permitted range.",
    ),
    "InvalidInternetChargeType.ValueNotSupported": (
        400,
        "The specified InternetChargeType is not valid.",
    ),
    "InvalidLockReason.NotFound": (404, "The specified LockReason is not found."),
    "InvalidNetworkType.NotFound": (404, "The specified InstanceNetworkType is not found"),
    "InvalidOperation.Conflict": (
        409,
        "Request was denied due to conflict with a previous request, please try again later.",
    ),
    "InvalidOperation.DeletionProtection": (
        403,
        "The operation is not allowed due to deletion protection.",
    ),
    "InvalidOperation.EniLinked": (
        403,
        "The operation is not allowed while an elastic network interface is linked to "
        "the instance.",
    ),
    "InvalidOperation.KMSKeyIdNotFound": (403, "The specified KMSKeyId not found."),
    "InvalidOperation.KMSServiceNotOpen": (403, "KMS service is currently not open."),
    "InvalidParam.Tenancy": (400, "The specified Tenancy is invalid."),
    "InvalidParameter.CreditSpecification": (
        400,
        "The specified CreditSpecification is not supported in this region.",
    ),
    "InvalidParameter.CrossRegionNotSupport": (
        400,
        "The specified instances must belong to one region.",
    ),
    "InvalidParameter.Domain": (400, "The specified parameter Domain is not valid."),
    "InvalidParameter.Encrypted.KmsNotEnable": (
        400,
        "Failed to perform this operation because KMS is not activated.",
    ),
    "InvalidParameter.granularity": (400, "The specified parameter Granularity is not valid."),
    "InvalidParameter.KMSKeyId.CMKNotEnabled": (403, "The CMK needs to be enabled."),
    "InvalidParameter.KMSKeyId.KMSUnauthorized": (
        403,
        "ECS service have no right to access your KMS.",
    ),
    "InvalidParameter.KMSKeyId.NotFound": (404, "The specified KMSKeyId does not exist."),
    "InvalidParameter.RecycleBin": (
        400,
        "You do not have permission to set recyclable properties.",
    ),
    "InvalidParameter.SecurityGroupIdRepeated": (
        404,
        "The specified security group ids has repeated.",
    ),
    "InvalidParameter.Strategy": (400, "The specified parameter Strategy is not valid"),
    "InvalidParameter.TooManyInstanceIds": (403, "Instance ids cannot be more than 100."),
    "InvalidPassword.Malformed": (400, 'The specified parameter "Password" is not valid.'),
    "InvalidPeriod.ExceededDedicatedHost": (
        400,
        "Instance expired date can't exceed dedicated host expired date.",
    ),
    "InvalidResourceType.NotFound": (
        404,
        "The ResourceType provided does not exist in our records.",
    ),
    "InvalidSecurityGroupId.NotFound": (404, "The specified SecurityGroupId does not exist."),
    "InvalidSpotStrategy": (400, "The specified SpotStrategy is not valid."),
    "InvalidStatus.NotFound": (404, "The specified Status is not found."),
    "InvalidStatus.StoppedRequired": (
        400,
        "The current state of the resource does not support this operation, it can only "
        "be operated in a stopped state.",
    ),
    "InvalidUser.Unauthorized": (403, "The user is not authorized"),
    "InvalidUserData.Base64FormatInvalid": (403, "The specified UserData is not valid"),
    "InvalidUserData.NotSupported": (
        400,
        'The specified parameter "UserData" only support the vpc and IoOptimized Instance.',
    ),
    "InvalidUserData.SizeExceeded": (400, 'The specified parameter "UserData" exceeds the size.'),
    "JoinedGroupLimitExceed": (
        400,
        "The number of security groups that the instance has joined exceeds the limit.",
    ),
    "LackResource": (400, "There's no enough resource on the specified dedicated host."),
    "LimitedOperation.ServiceUnavailable": (
        503,
        "The service is currently unavailable. Please try again later.",
    ),
    "NotSupported": (405, "The specified instance does not support this operation."),
    "OperationDenied": (403, "The current status of the resource does not support this operation."),
    "OperationDenied.HostRepairing": (
        403,
        "The specified operation is denied as the host of ECS instance is being repaired.",
    ),
    "OperationDenied.LocalDiskInstance": (400, "Operation denied due to instance has local disk"),
    "OperationDenied.NoStock": (
        403,
        "The requested resource is sold out in the specified zone; try other types of "
        "resources or other regions and zones.",
    ),
    "OperationDenied.SpotPriceLowerThanPublicPrice": (
        403,
        "The spot instance price is lower than public price.",
    ),
    "OperationDenied.SystemInstanceNotSupport": (
        403,
        "The system instance does not support the operation.",
    ),
    "OperationDenied.UnstoppedInstance": (400, "Operation denied due to unstopped instance."),
    "QuotaExceed.DeploymentSetInstanceQuotaFull": (
        403,
        "instance quota in one deployment set exceeded.",
    ),
    "QuotaExceed.ElasticQuota": (
        403,
        "The number of vCPUs assigned to the ECS instances has exceeded the quota in the zone.",
    ),
    "SecurityGroupInstanceLimitExceed": (
        403,
        "The maximum number of instances in a security group is exceeded.",
    ),
    "Unauthorized.EmptyRegion": (
        403,
        "The specified account has no access authority to any region.",
    ),
}
