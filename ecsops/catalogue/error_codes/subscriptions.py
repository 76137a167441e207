"""Codes of renewing instances, and of changing their charge type and size."""

SUBSCRIPTIONS: dict[str, tuple[int, str]] = {
    "BandwidthUpgradeDenied.EipBoundInstance": (
        400,
        "The specified VPC instance has bound EIP, temporary bandwidth upgrade is denied.",
    ),
    "CategoryViolation": (
        403,
        "The specified instance does not support this operation because of its disk category.",
    ),
    "DependencyViolation.InstanceType": (
        400,
        "Current instancetype cannot be changed to the specified one.",
    ),
    "Diskcategory.Mismatch": (
        403,
        "The disk specified to convert to portable is not allowed due to the disk category "
        "does not support.",
    ),
    "Downgrade.NotSupported": (400, "Downgrade operation is not supported."),
    "ExpiredInstance": (400, "The specified instance has expired."),
    "Idempotence.Processing": (
        400,
        "The previous request is still processing, please try again later.",
    ),
    "IdempotenceParamNotMatch": (
        400,
        "Request uses a client token in a previous request but is not identical to that request.",
    ),
    "IncorrectDedicatedHostStatus": (
        400,
        "The current status of the resource does not support this operation.",
    ),
    "Instance.UnPaidOrder": (403, "The specified instance has unpaid order."),
    "InstanceSpecModification.NotEffective": (
        403,
        "The specified instance has been reserved for making a spec modification and not taken "
        "effective in the current contract period.",
    ),
    "InstanceType.Offline": (403, "The specified InstanceType is no longer offered."),
    "InstanceTypeNotSupported": (
        403,
        "The specified zone does not offer the specified instancetype.",
    ),
    "InstancesIdQuotaExceed": (400, "The maximum number of Instances is exceeded."),
    "InvalidAction": (403, "The specified action is not valid."),
    "InvalidAction.NotSupport": (400, "The ecs on dedicatedHost not support modify instanceType."),
    "InvalidChargeType.NotSupported": (
        403,
        "The chargeType of the instance does not support this operation.",
    ),
    "InvalidDisk.NotAllowed": (
        403,
        "The specified disk is not allowed to be converted to portable.",
    ),
    "InvalidImageType.NotSupported": (
        400,
        "The type of the image does not support this operation.",
    ),
    "InvalidInstance.EipNotSupport": (
        403,
        "The specified instance with eip is not supported, please unassociate eip first.",
    ),
    "InvalidInstance.TempBandwidthUpgrade": (
        403,
        "Cannot switch to Pay-As-You-Go during the period of temporary bandwidth upgrade.",
    ),
    "InvalidInstanceChargeType.ValueNotSupported": (
        400,
        "The specified InstanceChargeType is not supported.",
    ),
    "InvalidInstanceStatus.NotStopped": (400, "The specified Instance status is not stopped."),
    "InvalidInstanceType.PhasedOut": (403, "This instanceType is no longer offered."),
    "InvalidInstanceType.codeUnauthorized": (400, "The specified InstanceType is not authorized."),
    "InvalidInternetChargeType.InstanceNotSupported": (
        400,
        "The specified instance which is in vpc is not support the parameter InternetChargeType.",
    ),
    "InvalidMarketImageChargeType.NotSupport": (
        400,
        "The specified chargeType of marketImage is unsupported.",
    ),
    "InvalidMarketImageStatus.NotSupported": (
        400,
        "The status of specified market image does not support this operation.",
    ),
    "InvalidOperation.InstanceWithEipNotSupport": (
        403,
        "The special instance with eip not support operate, please unassociate eip first.",
    ),
    "InvalidOperation.Ipv6CountExceeded": (
        403,
        "The number of IPv6 addresses of the network interface exceeds the limit.",
    ),
    "InvalidOperation.Ipv6NotSupport": (403, "The specified InstanceType does not support IPv6."),
    "InvalidOperation.VpcHasEnabledAdvancedNetworkFeature": (
        400,
        "The specified vpc has enabled advanced network feature.",
    ),
    "InvalidParam.SystemDiskCategory": (
        400,
        "The specified param SystemDisk.Category is not valid.",
    ),
    "InvalidParameter.AllowMigrateAcrossZone": (
        400,
        "The specified parameter CanMigrateAcrossZone is not valid.",
    ),
    "InvalidParameter.Bandwidth": (400, "The specified parameter Bandwidth is not valid."),
    "InvalidParameter.Duration": (403, "The specified parameter Duration is not valid."),
    "InvalidParameter.InstanceIds": (400, "The specified InstanceIds are invalid."),
    "InvalidParameter.InvalidInstanceId": (403, "The specified parameter InstanceId is not valid."),
    "InvalidParameter.NotMatch": (403, "The specified parameters do not match each other."),
    "InvalidParameter.RenewalStatus": (403, "The specified parameter RenewalStatus is not valid."),
    "InvalidParameter.RenewalStatusInstanceId": (
        403,
        "The parameter RenewalStatus and InstanceId can not be both empty.",
    ),
    "InvalidParameter.ToManyInstanceIds": (403, "InstanceId should be less than 100."),
    "InvalidPeriod.ExceededMaximumExpirationDate": (
        400,
        "The specified renewal period cannot exceed the maximum expiration date. We recommend "
        "you try shortening the renewal period at next attempt.",
    ),
    "InvalidPeriod.StarterPackage": (
        403,
        "This instance was created by using a Starter Package plan and can only be renewed "
        "monthly, not yearly.",
    ),
    "InvalidPeriod.UnitMismatch": (
        400,
        "The specified Period must be correlated with the PeriodUnit.",
    ),
    "InvalidPeriodUnit.ValueNotSupported": (
        400,
        "The specified parameter PeriodUnit is not valid.",
    ),
    "InvalidRebootTime.ValueNotSupported": (
        400,
        "The specified RebootTime is out of the permitted range.",
    ),
    "InvalidStatus.Upgrading": (400, "The instance is upgrading; please try again later."),
    "InvalidTemporary.EndTime": (400, "The specifed Temporary.EndTime is not valid."),
    "InvalidTemporary.StartTime": (400, "The specifed Temporary.StartTime is not valid."),
    "LastOrderProcessing": (400, "The previous order is still processing, please try again later."),
    "LastTokenProcessing": (403, "The last token request is processing."),
    "MissingParameter.InstanceId": (403, "InstanceId should not be null."),
    "MissingTemporary.EndTime": (404, "Temporary.EndTime is not specified."),
    "MissingTemporary.StartTime": (404, "Temporary.StartTime is not specified."),
    "Price.PricePlanResultNotFound": (
        400,
        "The internetMaxBandwidthIn or internetMaxBandwidthOut provided is invalid.",
    ),
    "QuotaExceed.RufundVcpu": (400, "The maximum number of refund vcpu is exceeded."),
    "RealNameAuthenticationError": (
        403,
        "Your account has not passed the real-name authentication yet.",
    ),
    "ReleaseTimeHaveBeenSet": (400, "The specified instance has been set released time."),
    "SecurityRisk.3DVerification": (
        403,
        "We have detected a security risk with your default credit or debit card. Please "
        "proceed with verification via the link in your email.",
    ),
    "Upgrade.NotSupported": (400, "Upgrade operation is not supported."),
}
