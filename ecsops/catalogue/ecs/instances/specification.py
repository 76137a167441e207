"""The size of an instance: its type and its bandwidth.

Sources: the pages of each operation, with the error tables of 2021.
"""

from ecsops.catalogue.model import Operation, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import CLIENT_TOKEN, DONE, DRY_RUN

ModifyInstanceSpec = Operation(
    "ModifyInstanceSpec",
    ECS,
    "Change the type or the bandwidth of a pay-as-you-go instance.",
    parameters=(
        Parameter("InstanceId", limits="i-... id", required=True),
        Parameter(
            "AllowMigrateAcrossZone",
            bool,
            "may move the instance to another cluster (private IP and image driver checks)",
            default=False,
        ),
        Parameter("Async", bool, default=False),
        CLIENT_TOKEN,
        Parameter(
            "Disk",
            dict,
            "not public",
            repeat=True,
            parts=(
                Parameter("Category", limits="not public"),
                Parameter("DiskId", limits="not public"),
                Parameter("PerformanceLevel", limits="not public"),
            ),
        ),
        DRY_RUN,
        Parameter(
            "InstanceType", limits="target type; this or a bandwidth or Temporary.* change per call"
        ),
        Parameter(
            "InternetMaxBandwidthIn",
            int,
            "Mbit/s; gateway 1..200; documented 1..10 while Out <= 10 (default 10), else "
            "1..Out (default Out)",
        ),
        Parameter("InternetMaxBandwidthOut", int, "Mbit/s 0..100"),
        Parameter("ModifyMode", limits="not public", enum=("Online", "Offline")),
        Parameter(
            "SystemDisk.Category",
            limits="only when upgrading a retired non-I/O-optimized type",
            enum=("cloud_efficiency", "cloud_ssd"),
        ),
        Parameter("Temporary.EndTime", limits="not public; UTC"),
        Parameter("Temporary.InternetMaxBandwidthOut", int, "not public; 1..100"),
        Parameter("Temporary.StartTime", limits="not public; UTC"),
    ),
    answer=DONE,
    errors=documented(
        "DryRunOperation",
        "InvalidInternetChargeType.ValueNotSupported",
        Refusal(
            "InvalidInstanceType.ValueUnauthorized",
            400,
            "The specified InstanceType does not exist or beyond the permitted range.",
        ),
        "InvalidInstanceId.NotFound",
        "InvalidInstanceType.ValueNotSupported",
        "InvalidParameter",
        Refusal("InvalidParameter.Mismatch", 400, "Too many parameters in one request."),
        "CategoryViolation",
        Refusal(
            "InvalidStatus.ValueNotSupported",
            403,
            "The current status of the resource does not support this operation.",
        ),
        "InstanceLockedForSecurity",
        "InternalError",
        "InvalidAccountStatus.NotEnoughBalance",
        "ChargeTypeViolation",
        Refusal("OperationDenied", 403, "The specified instance is out of usage."),
        "BandwidthUpgradeDenied.EipBoundInstance",
        "MissingTemporary.StartTime",
        "MissingTemporary.EndTime",
        "InvalidTemporary.StartTime",
        "InvalidTemporary.EndTime",
        "LastTokenProcessing",
        "Downgrade.NotSupported",
        "InstanceSpecModification.NotEffective",
        Refusal(
            "DependencyViolation.InstanceType",
            400,
            "The current InstanceType cannot be changed to the specified InstanceType.",
        ),
        Refusal(
            "ImageNotSupportInstanceType",
            403,
            "The specified image do not support the InstanceType instance.",
        ),
        Refusal("Account.Arrearage", 400, "Your account has an outstanding payment."),
        "InvalidParameter.Bandwidth",
        "InvalidParameter.Conflict",
        "InvalidParameter.AllowMigrateAcrossZone",
        "InvalidParam.SystemDiskCategory",
        Refusal(
            "Throttling",
            400,
            "Request was denied due to request throttling, please try again after 5 minutes.",
        ),
        "InvalidInstanceStatus.NotStopped",
        Refusal("InstanceType.Offline", 403, "The specified InstanceType has been offline"),
        Refusal("InvalidAction", 400, "Specified action is not valid."),
        Refusal(
            "IdempotenceParamNotMatch",
            400,
            "There is a idempotence signature mismatch between this and last request.",
        ),
        "InvalidClientToken.ValueNotSupported",
        "Price.PricePlanResultNotFound",
        "InvalidParameter.NotMatch",
        "InvalidInstance.EipNotSupport",
        "InvalidAction.NotSupport",
        "InvalidMarketImageStatus.NotSupported",
        Refusal("OperationDenied.NoStock", 403, "The resource is out of usage."),
        "InvalidOperation.Ipv4CountExceeded",
        "InvalidOperation.Ipv6CountExceeded",
        "InvalidOperation.Ipv6NotSupport",
        "InvalidOperation.InstanceWithEipNotSupport",
        "SecurityRisk.3DVerification",
        Refusal(
            "InvalidInstanceChargeType.NotFound",
            404,
            "The InstanceChargeType does not exist in our records",
        ),
        Refusal(
            "QuotaExceed.ElasticQuota",
            403,
            "No additional quota is available for the specified ECS instance type.",
        ),
        "InvalidOperation.VpcHasEnabledAdvancedNetworkFeature",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstancespec",
)
