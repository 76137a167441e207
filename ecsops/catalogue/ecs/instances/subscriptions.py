"""Subscriptions: renewal by hand and by itself, and changes of the charge type.

Sources: the pages of each operation, with the error tables of 2021.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import CLIENT_TOKEN, DONE, DRY_RUN, REGION_ID


class RenewalStatus(StrEnum):
    """How a subscription is renewed: by itself, by hand after notice, or not at all."""

    AUTO_RENEWAL = "AutoRenewal"
    NORMAL = "Normal"
    NOT_RENEWAL = "NotRenewal"


RenewInstance = Operation(
    "RenewInstance",
    ECS,
    "Renew the subscription of an instance.",
    parameters=(
        Parameter("InstanceId", limits="i-... id", required=True),
        CLIENT_TOKEN,
        Parameter("ExpectedRenewDay", int, "1..28; this or Period"),
        Parameter("Period", int, "Week 1-4; Month 1-9,12,24,36,48,60; this or ExpectedRenewDay"),
        Parameter("PeriodUnit", enum=("Week", "Month"), default="Month"),
    ),
    answer={"OrderId": str, "RequestId": str},
    errors=documented(
        "InvalidInternetChargeType.ValueNotSupported",
        Refusal(
            "InvalidInstanceType.NotSupported", 400, "The specified InstanceType is not Supported."
        ),
        "InvalidParameter",
        Refusal("InvalidInstanceChargeType.NotFound", 400),
        "InvalidRebootTime.ValueNotSupported",
        "IdempotenceParamNotMatch",
        "InvalidClientToken.ValueNotSupported",
        "ChargeTypeViolation",
        "InvalidInstanceType.ValueNotSupported",
        Refusal("InvalidDiskId.NotFound", 404, "The specified disk does not exist."),
        "Diskcategory.Mismatch",
        "InvalidInstanceId.NotFound",
        "IncorrectInstanceStatus",
        "InvalidInstanceType.codeUnauthorized",
        "InvalidInternetChargeType.InstanceNotSupported",
        "InvalidPeriod",
        "InstanceSpecModification.NotEffective",
        "Upgrade.NotSupported",
        "LastTokenProcessing",
        "Instance.UnPaidOrder",
        Refusal("OperationDenied", 400, "Specified instance is in VPC."),
        "InvalidInstanceType.ValueUnauthorized",
        "InstanceLockedForSecurity",
        "InvalidDisk.NotAllowed",
        "DependencyViolation.InstanceType",
        "InstanceTypeNotSupported",
        "InvalidPeriodUnit.ValueNotSupported",
        Refusal("InvalidDedicatedHostId.NotFound", 400),
        "InvalidDedicatedHostStatus.NotSupport",
        "IncorrectDedicatedHostStatus",
        "InvalidPeriod.ExceededDedicatedHost",
        "InvalidStatus.Upgrading",
        "InvalidPeriod.ExceededMaximumExpirationDate",
        "InternalError",
        "LastOrderProcessing",
        "Idempotence.Processing",
        "InvalidChargeType.NotSupported",
        Refusal(
            "OperationDenied.NoStock",
            403,
            "The requested resource is sold out in the specified zone, try other types of "
            "resources or other regions and zones.",
        ),
        "InvalidPeriod.StarterPackage",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-renewinstance",
)


ModifyInstanceChargeType = Operation(
    "ModifyInstanceChargeType",
    ECS,
    "Change instances between subscription and pay-as-you-go.",
    parameters=(
        Parameter(
            "InstanceIds",
            limits="JSON array of 1..20 ids",
            required=True,
            json=True,
        ),
        REGION_ID,
        Parameter("AutoPay", bool, default=True),
        CLIENT_TOKEN,
        DRY_RUN,
        Parameter("IncludeDataDisks", bool, "change data disks too", default=False),
        Parameter(
            "InstanceChargeType",
            limits="the new charge type",
            enum=("PrePaid", "PostPaid"),
            default="PrePaid",
        ),
        Parameter("IsDetailFee", bool, "return FeeOfInstances; from PrePaid only", default=False),
        Parameter("Period", int, "Week 1-4; Month 1-9,12,24,36,48,60; Year 1-5"),
        Parameter("PeriodUnit", enum=("Week", "Month", "Year"), default="Month"),
    ),
    answer={
        "FeeOfInstances": {"FeeOfInstance": [{"Currency": str, "Fee": str, "InstanceId": str}]},
        "OrderId": str,
        "RequestId": str,
    },
    errors=documented(
        "DryRunOperation",
        "InvalidParameter.InstanceIds",
        "InvalidParameter",
        "InvalidStatus.ValueNotSupported",
        "InvalidInstanceChargeType.ValueNotSupported",
        "ExpiredInstance",
        "InvalidInstance.TempBandwidthUpgrade",
        "InstancesIdQuotaExceed",
        "InvalidClientToken.ValueNotSupported",
        "InvalidInternetChargeType.ValueNotSupported",
        Refusal("InvalidInstanceType.ValueNotSupported", 403),
        "InstanceType.Offline",
        "InternalError",
        "ReleaseTimeHaveBeenSet",
        "InvalidAccountStatus.NotEnoughBalance",
        Refusal("Account.Arrearage", 403, "Your account has an outstanding payment."),
        Refusal(
            "Throttling",
            400,
            "Request was denied due to request throttling, please try again after 5 minutes.",
        ),
        "InvalidParameter.NotMatch",
        "InvalidAction",
        "QuotaExceed.AfterpayInstance",
        "InvalidParameter.Bandwidth",
        "QuotaExceed.RufundVcpu",
        "InvalidPeriod.UnitMismatch",
        "InvalidImageType.NotSupported",
        "InvalidPeriod.ExceededDedicatedHost",
        "InvalidMarketImageChargeType.NotSupport",
        "QuotaExceed.PostPaidDisk",
        Refusal(
            "ImageNotSupportInstanceType",
            403,
            "The specified instanceType is not supported by instance with marketplace image.",
        ),
        "InvalidInstanceType.PhasedOut",
        "InvalidSystemDiskCategory.ValueNotSupported",
        "RealNameAuthenticationError",
        Refusal(
            "InvalidInstance.NotFoundSystemDisk", 400, "The specified instance has no system disk."
        ),
        Refusal(
            "QuotaExceed.ElasticQuota",
            403,
            "No additional quota is available for the specified ECS instance type.",
        ),
        "InvalidPeriod",
    ),
    items="FeeOfInstances.FeeOfInstance",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstancechargetype",
)


DescribeInstanceAutoRenewAttribute = Operation(
    "DescribeInstanceAutoRenewAttribute",
    ECS,
    "List how subscriptions are renewed.",
    parameters=(
        REGION_ID,
        Parameter(
            "InstanceId",
            limits="1..100 ids joined by commas; this or RenewalStatus",
        ),
        Parameter("PageNumber", limits="1 or more", default="1"),
        Parameter("PageSize", limits="1..100", default="10"),
        Parameter("RenewalStatus", enum=tuple(RenewalStatus)),
    ),
    answer={
        "InstanceRenewAttributes": {
            "InstanceRenewAttribute": [
                {
                    "AutoRenewEnabled": bool,
                    "Duration": int,
                    "EnableExpectedRenewDay": bool,
                    "InstanceId": str,
                    "PeriodUnit": str,
                    "RenewalStatus": str,
                }
            ]
        },
        "PageNumber": int,
        "PageSize": int,
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        "MissingParameter.InstanceId",
        "InvalidParameter.ToManyInstanceIds",
        "InvalidParameter.InvalidInstanceId",
        "IncorrectInstanceStatus",
        Refusal(
            "ChargeTypeViolation", 403, "Pay-As-You-Go instances do not support this operation."
        ),
        "InvalidParameter.RenewalStatus",
        "InvalidParameter.RenewalStatusInstanceId",
    ),
    items="InstanceRenewAttributes.InstanceRenewAttribute",
    paging=Paging(page=True, largest=100),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstanceautorenewattribute",
)


ModifyInstanceAutoRenewAttribute = Operation(
    "ModifyInstanceAutoRenewAttribute",
    ECS,
    "Set how subscriptions are renewed.",
    parameters=(
        Parameter("InstanceId", limits="1..100 ids joined by commas", required=True),
        REGION_ID,
        Parameter("AutoRenew", bool, default=False),
        Parameter("Duration", int, "Year 1-5; Month 1,2,3,6,12,24,36,48,60; Week 1-4"),
        Parameter("PeriodUnit", enum=("Week", "Month", "Year"), default="Month"),
        Parameter(
            "RenewalStatus",
            limits="wins over AutoRenew",
            enum=tuple(RenewalStatus),
        ),
    ),
    answer=DONE,
    errors=documented(
        "MissingParameter.InstanceId",
        "InvalidParameter.ToManyInstanceIds",
        "InvalidParameter.InvalidInstanceId",
        "IncorrectInstanceStatus",
        Refusal(
            "ChargeTypeViolation", 403, "Pay-As-You-Go instances do not support this operation."
        ),
        "InvalidParameter.Duration",
        "InvalidParameter.RenewalStatus",
        Refusal("InvalidPeriodUnit.ValueNotSupported", 403),
        "InternalError",
        "InvalidPeriod.StarterPackage",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstanceautorenewattribute",
)
