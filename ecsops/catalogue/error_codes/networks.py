"""Codes of VPCs, vSwitches, security groups and network interfaces.

Sources: the pages of each operation; where a page prints a placeholder, a plain sentence.
"""

NETWORKS: dict[str, tuple[int, str]] = {
    "Abs.InvalidAccount.NotFound": (
        403,
        "The account does not exist, or its access key has expired.",
    ),
    "AclLimitExceed": (403, "The limit of access points is reached."),
    "AllocateIpInvalidInstanceBandwidth": (
        400,
        "OperationDenied The InternetMaxBandwidthOut of the specified instance cannot be less "
        "than 0.",
    ),
    "AllocatedAlready": (
        403,
        "There is an IpAddress allocated already for the specified instance.",
    ),
    "DependencyViolation": (403, "There is still instance(s) in the specified security group."),
    "DependencyViolation.HaVip": (
        400,
        "VSwitch cannot be deleted when there are some HaVip dependent with it.",
    ),
    "DependencyViolation.Instance": (400, "Specified object has dependent resources"),
    "DependencyViolation.NatGateway": (400, "Specified object has dependent resources NatGateway."),
    "DependencyViolation.RouteInterface": (400, "Specified object has dependent route interface ."),
    "DependencyViolation.RouterInterface": (
        400,
        "Specified object has dependent resources RouterInterface.",
    ),
    "DependencyViolation.SecurityGroup": (
        400,
        "Specified object has dependent resources SecurityGroup.",
    ),
    "DependencyViolation.Tunnel": (400, "Specified object has dependent tunnel."),
    "DependencyViolation.VSwitch": (400, "Specified object has dependent resources"),
    "EniPerInstanceLimitExceeded": (
        403,
        "The instance has as many network interfaces as its type allows.",
    ),
    "Forbbiden": (403, "User not authorized to operate on the specified resource."),
    "Forbidden.NotSupportRAM": (403, "RAM users are not supported."),
    "Forbidden.RegionId": (400, "The operation is not supported in this region."),
    "Forbidden.SubUser": (403, "The RAM user is not authorized."),
    "Forbidden.VpcNotFound": (400, "Specified VPC can not found."),
    "IncorrectRouteEntryStatus": (400, "Some route entry status blocked this operation."),
    "IncorrectStatus": (404, "Vswtich status not stable."),
    "IncorrectVpcStatus": (400, "Current VPC status does not support this operation."),
    "InstanceLastSecurityGroup": (
        403,
        "The specified security group is the last security group for the instance.",
    ),
    "InstanceNotInSecurityGroup": (403, "The instance not in the group."),
    "InstanceSecurityGroupLimitExceeded": (
        400,
        "Exceeding the allowed amount of security groups that an instance can be in.",
    ),
    "InsufficientPublicIp": (400, "Ip address not found"),
    "InvalidCidrBlock.Malformed": (400, "Specified CIDR block is not valid."),
    "InvalidCidrBlock.Overlapped": (400, "Specified CIDR block overlapped with other subnets."),
    "InvalidCirdrBlock.MaskLength": (400, "Specified CIDR block is not valid ."),
    "InvalidInstanceID.Malformed": (400, "The specified parameter InstanceId is not valid."),
    "InvalidInstanceId.AlreadyExists": (
        403,
        "The specified instance already exists in the specified security group.",
    ),
    "InvalidInstanceId.Malformed": (400, 'The specified parameter "InstanceId" is not valid.'),
    "InvalidInstanceId.Mismatch": (
        400,
        "Specified instance and security group are not in the same VPC.",
    ),
    "InvalidIpAddress.Malformed": (400, 'The specified parameter "IpAddress" is not valid.'),
    "InvalidIpAddress.NotFound": (404, "The specified IP is not in the specified vlan."),
    "InvalidNicType.ValueNotSupported": (400, "The specified NicType does not exist."),
    "InvalidOperation.AvailabilityZoneMismatch": (
        403,
        "The specified resources are in different zones.",
    ),
    "InvalidOperation.DetachPrimaryEniNotAllowed": (
        400,
        "The primary network interface cannot be detached.",
    ),
    "InvalidOperation.EniServiceManaged": (
        403,
        "The network interface is managed by a cloud service.",
    ),
    "InvalidOperation.InvalidEcsState": (
        400,
        "The current status of the instance does not support this operation.",
    ),
    "InvalidOperation.InvalidEniState": (
        400,
        "The current status of the network interface does not support this operation.",
    ),
    "InvalidOperation.InvalidEniType": (
        403,
        "The type of the network interface does not support this operation.",
    ),
    "InvalidOperation.ResourceManagedByCloudProduct": (
        403,
        "The security group is managed by a cloud product.",
    ),
    "InvalidOperation.VpcMismatch": (403, "The specified resources are in different VPCs."),
    "InvalidSecurityGroupDiscription.Malformed": (
        400,
        "Specified security group description is not valid.",
    ),
    "InvalidSecurityGroupId.Malformed": (
        400,
        'The specified parameter "SecurityGroupId" is not valid.',
    ),
    "InvalidSecurityGroupId.NotVpc": (403, "The security group is in the classic network."),
    "InvalidSecurityGroupName.Malformed": (400, "Specified security group name is not valid."),
    "InvalidUserCidr.Malformed": (400, "Specified UserCidr overlapping in of 100.64.0.0/10."),
    "InvalidUserCidr.Quota": (400, "Specified UserCidr number is greater than 3."),
    "InvalidUserType.NotSupported": (
        403,
        "The type of the account does not support this operation.",
    ),
    "InvalidVSwitchDiscription.Malformed": (
        400,
        "Specified virtual switch description is not valid.",
    ),
    "InvalidVSwitchName.Malformed": (400, "Specified virtual switch name is not valid."),
    "InvalidVlanId.NotFound": (404, "The VlanId provided does not exist in our records."),
    "InvalidVpc.Empty": (403, "The VPC has no vSwitch."),
    "InvalidVpcDiscription.Malformed": (400, "Specified VPC description is not valid."),
    "InvalidVpcId.NotFound": (404, "Specified VPC does not exist."),
    "InvalidVpcName.Malformed": (400, "Specified VPC name is not valid."),
    "IpInUse": (403, "The specified IP is already in use."),
    "MaxEniCountExceeded": (403, "The maximum number of network interfaces is reached."),
    "OperationDenied.InconsistentNetwork": (
        403,
        "The specified security group and vSwitch are not in the same VPC.",
    ),
    "NAT_PUBLIC_IP_ALLOCATE_FAILED": (403, "Nat public ip binding failed."),
    "NAT_PUBLIC_IP_BINDING_FAILED": (403, "Binding nat public ip failed"),
    "NotBelongUser": (400, "The resource belongs to another account."),
    "QuotaExceed.SecurityGroup": (403, "The maximum number of security groups is reached."),
    "QuotaExceeded.VSwitch": (400, "Virtual switch quota exceeded."),
    "QuotaExceeded.Vpc": (400, "VPC quota exceeded."),
    "RequestTimeout": (504, "The request encounters an upstream server timeout."),
    "ResourceNotAvailable.Vpc": (
        400,
        "Resource you requested is not available in this region or zone.",
    ),
    "SecurityGroupInstanceLimitExceeded": (
        403,
        "The maximum number of instances in a security group is exceeded.",
    ),
    "UnsupportedParameter": (400, "A parameter is not supported."),
}
