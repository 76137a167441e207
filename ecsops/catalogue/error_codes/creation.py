"""Codes of creating instances and of launch templates."""

CREATION: dict[str, tuple[int, str]] = {
    "Account.Arrearage": (400, "Your account has been in arrears."),
    "DependencyViolation.IoOptimized": (
        404,
        "The specified instancetype must be IoOptimized instance.",
    ),
    "DeploymentSet.NotFound": (404, "The specified deployment set does not exist."),
    "Forbidden.RiskControl": (403, "This operation is forbidden by Aliyun RiskControl system."),
    "ImageNotSupportInstanceType": (
        403,
        "The specified image does not support the specified InstanceType.",
    ),
    "IncorrectVSwitchStatus": (
        400,
        "The current status of virtual switch does not support this operation.",
    ),
    "InnerServiceFailed": (403, "The inner service failed to process the request."),
    "InstanceDiskNumLimitExceed": (403, "The number of specified disk in an instance exceeds."),
    "Invalid.PrivatePoolOptionsId": (400, "The specified PrivatePoolOptions.Id is invalid."),
    "InvalidAutoReleaseTime.Malformed": (
        400,
        "The specified parameter AutoReleaseTime is not valid.",
    ),
    "InvalidAutoRenewPeriod.ValueNotSupported": (400, "The specified autoRenewPeriod is invalid."),
    "InvalidClientToken.ValueNotSupported": (400, "The ClientToken provided is invalid."),
    "InvalidClusterId.NotFound": (404, "The ClusterId provided does not exist in our records."),
    "InvalidDataDevice.Malformed": (
        400,
        'The specified parameter "DataDisk.n.Device" is not valid.',
    ),
    "InvalidDataDiskCategory.ValueNotSupported": (
        400,
        'The specified parameter "DataDisk.n.Category" is not valid.',
    ),
    "InvalidDataDiskSize.ValueNotSupported": (
        400,
        "The specified DataDisk.n.Size beyond the permitted range, or the capacity of "
        "snapshot exceeds the size limit of the specified disk category.",
    ),
    "InvalidDataDiskSnapshotId.NotFound": (
        404,
        'The specified parameter "DataDisk.n.SnapshotId" is not valid.',
    ),
    "InvalidDeploymentOnHost": (
        400,
        "The specified deployment on the dedicated host is not valid.",
    ),
    "InvalidDevice.InUse": (403, "The specified device has been occupied."),
    "InvalidDiskCategory.Mismatch": (
        400,
        "The specified disk categories' combination is not supported.",
    ),
    "InvalidDiskDescription.Malformed": (
        400,
        'The specified parameter "SystemDisk.DiskDescription or DataDisk.n.Description" is not '
        "valid.",
    ),
    "InvalidDiskName.Malformed": (
        400,
        'The specified parameter "SystemDisk.DiskName or DataDisk.n.DiskName" is not valid.',
    ),
    "InvalidHttpPutResponseHopLimit.NotSupported": (
        400,
        "The specified HttpPutResponseHopLimit not supported, more than 1 and less than 64 is "
        "reasonable.",
    ),
    "InvalidImageId.NotFound": (404, "The specified ImageId does not exist."),
    "InvalidInnerIpAddress.Unusable": (
        400,
        "The specified InnerIpAddress is already used or not found in usable ip range.",
    ),
    "InvalidInstanceType.NotSupported": (
        400,
        "The specified instanceType is not supported by the deployment set.",
    ),
    "InvalidInstanceType.ValueUnauthorized": (400, "The specified InstanceType is not authorized."),
    "InvalidInstanceType.ZoneNotSupported": (
        403,
        "The specified zone does not support this instancetype.",
    ),
    "InvalidInternetMaxBandwidthIn.Malformed": (
        400,
        "The specified parameter internetMaxBandwidthIn is not valid.",
    ),
    "InvalidInternetMaxBandwidthOut.Malformed": (
        400,
        "The specified parameter internetMaxBandwidthOut is not valid.",
    ),
    "InvalidLaunchTemplate.NotFound": (404, "The specified LaunchTemplate is not found."),
    "InvalidLaunchTemplateName.Malformed": (
        400,
        "The specified parameter LaunchTemplateName is not valid.",
    ),
    "InvalidLaunchTemplateVersion.NotFound": (
        404,
        "The specified LaunchTemplateVersion is not found.",
    ),
    "InvalidMaxAmount.Malformed": (400, "The specified parameter MaxAmount is not valid."),
    "InvalidMinAmount.Malformed": (400, "The specified parameter MinAmount is not valid."),
    "InvalidNodeControllerId.Malformed": (
        400,
        'The specified parameter "NodeControllerId" is not valid.',
    ),
    "InvalidOperation.Ipv4CountExceeded": (
        403,
        "The number of private IPv4 addresses of the network interface exceeds the limit.",
    ),
    "InvalidParam.Amount": (403, "The specified parameter Amount is not valid."),
    "InvalidParam.NetworkInterface": (
        400,
        "The specified parameter NetworkInterface is not valid.",
    ),
    "InvalidParameter.Conflict": (
        400,
        "The specified image does not support the specified instance type.",
    ),
    "InvalidParameter.EncryptedIllegal": (
        400,
        "The specified parameter Encrypted must be true when kmsKeyId is not empty.",
    ),
    "InvalidParameter.Mismatch": (
        400,
        "Specified security group and virtual switch are not in the same VPC.",
    ),
    "InvalidParams.CreateEniParams": (
        400,
        "The specified parameters of the network interface are not valid.",
    ),
    "InvalidParams.HostnameExceed": (
        403,
        "The uniqueSuffix takes three naming places, please shorten your Hostname.",
    ),
    "InvalidParams.InstanceNameExceed": (
        403,
        "The uniqueSuffix takes three naming places, please shorten your InstanceName.",
    ),
    "InvalidPasswordParam.Mismatch": (
        400,
        "The input password should be null when passwdInherit is true.",
    ),
    "InvalidPayMethod": (403, "The specified pay method is not valid."),
    "InvalidPeriod": (400, "The specified period is not valid."),
    "InvalidPrivateIpAddress": (
        400,
        "Specified private IP address is not in the CIDR block of virtual switch.",
    ),
    "InvalidPrivateIpAddress.Duplicated": (400, "Specified private IP address is duplicated."),
    "InvalidPrivateIpAddress.Malformed": (400, "Specified private IP address is malformed."),
    "InvalidRamRole.NotFound": (404, "The specified RAMRoleName does not exist."),
    "InvalidSecurityGroupId": (404, "The specified SecurityGroupId is invalid or does not exist."),
    "InvalidSpotDuration": (400, "The specified SpotDuration is not valid."),
    "InvalidSpotInterruptionBehavior": (
        400,
        "The specified SpotInterruptionBehavior is not valid.",
    ),
    "InvalidSpotPrepaid": (400, "The specified Spot type is not support PrePay Instance."),
    "InvalidSpotPriceLimit": (400, "The specified SpotPriceLimitis not valid."),
    "InvalidSystemDiskCategory.ValueNotSupported": (
        400,
        'The specified parameter "SystemDisk.Category" is not valid.',
    ),
    "InvalidSystemDiskSize.LessThanMinSize": (
        404,
        "The specified parameter SystemDisk.Size is less than the min size.",
    ),
    "InvalidVSwitch.Ipv6NotTurnOn": (
        403,
        "The IPv6 feature is not enabled on the specified virtual switch.",
    ),
    "InvalidSecurityGroup.NotInDefaultVpc": (
        400,
        "The specified security group is not in the default VPC.",
    ),
    "InvalidVSwitchId.Necessary": (400, "The VSwitchId is necessary"),
    "InvalidVSwitchId.NotExist": (404, "vSwitch not exists"),
    "InvalidVSwitchId.NotFound": (404, "Specified virtual switch does not exist."),
    "LaunchTemplateLimitExceed": (
        403,
        "The number of launch templates in the region exceeds the limit.",
    ),
    "LaunchTemplateName.Duplicated": (403, "The specified LaunchTemplateName already exists."),
    "MissingParameter.PrivatePoolOptionsId": (
        400,
        "The specified PrivatePoolOptions.Id should not be null.",
    ),
    "MissingParamter": (400, 'The specified parameter "Period" is not null.'),
    "OperationDenied.ImageNotValid": (403, "The specified Image is disabled or is deleted."),
    "OperationDenied.NoVlan": (
        400,
        'The specified parameter "VlanId" is not valid or vlan has not enough IP address.',
    ),
    "OperationDenied.ZoneNotAllowed": (
        403,
        "The creation of Instance to the specified Zone is not allowed.",
    ),
    "QuotaExceed.AfterpayInstance": (
        400,
        "The maximum number of Pay-As-You-Go instances is exceeded.",
    ),
    "QuotaExceed.PostPaidDisk": (403, "Living postPaid disks quota exceeded."),
    "QuotaExceeded.PrivateIpAddress": (400, "Don't have enough private IPs in this switch."),
    "RegionUnauthorized": (
        403,
        "There is no authority to create instance in the specified region.",
    ),
    "ResourceNotAvailable": (
        400,
        "Resource you requested is not available in this region or zone.",
    ),
    "VpcNotFound": (
        400,
        "Vpc is not found according to the specified VSwitch or the vpc does not belong to you.",
    ),
    "Zone.NotOnSale": (
        403,
        "The resource in the specified zone is no longer available for sale. Please try "
        "other regions and zones.",
    ),
    "Zone.NotOpen": (403, "The specified zone is not granted to you to buy resources yet."),
    "LaunchTemplateVersionLimitExceed": (
        403,
        "The number of versions of the launch template exceeds the limit.",
    ),
}
