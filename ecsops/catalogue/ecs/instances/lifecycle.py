"""Start, stop, restart and release instances, one at a time or up to 100 in one call.

An operation on one instance checks its state; one on many takes them all together or, with
SuccessFirst, answers for each of them: code "200", message "success", and both states.

Sources: the pages of each operation.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Parameter, Refusal, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import CLIENT_TOKEN, DONE, DRY_RUN, REGION_ID


class BatchOptimization(StrEnum):
    """Effect of one invalid instance on a batch call: the whole call fails, or only that
    instance."""

    ALL_TOGETHER = "AllTogether"
    SUCCESS_FIRST = "SuccessFirst"


INSTANCE_IDS = Parameter("InstanceId", limits="1..100 ids", required=True, repeat=True)
RUNNING_INSTANCE_ID = Parameter("InstanceId", limits="a Running instance", required=True)
BATCH_OPTIMIZATION = Parameter(
    "BatchOptimization",
    limits="AllTogether: one bad instance fails all",
    enum=tuple(BatchOptimization),
    default="AllTogether",
)
BATCH_DRY_RUN = Parameter("DryRun", bool, "success is the error DRYRUN.SUCCESS", default=False)
FORCE_STOP = Parameter("ForceStop", bool, "power off instead of shutting down", default=False)
INSTANCE_RESPONSES = {
    "InstanceResponse": [
        {
            "Code": str,
            "CurrentStatus": str,
            "InstanceId": str,
            "Message": str,
            "PreviousStatus": str,
        }
    ]
}

StartInstance = Operation(
    "StartInstance",
    ECS,
    "Start one stopped instance.",
    parameters=(
        Parameter("InstanceId", limits="a Stopped instance", required=True),
        DRY_RUN,
        Parameter("InitLocalDisk", bool, "of local disks", default=False),
    ),
    answer=DONE,
    errors=documented(
        "DryRunOperation",
        Refusal(
            "LackResource", 400, "There's no enough resource on the specified capacity reservation."
        ),
        "InvalidDedicatedHost.NotEnoughResource",
        "InvalidInstance.NotFoundSystemDisk",
        "Invalid.PrivatePoolOptions.NoStock",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "InsufficientBalance",
        "DiskError",
        "InstanceExpired",
        "InstanceNotReady",
        "DiskInArrears",
        "OperationDenied.NoStock",
        "OperationDenied.SpotPriceLowerThanPublicPrice",
        "QuotaExceed.ElasticQuota",
        "OperationDenied.HostRepairing",
        "InvalidParameter.KMSKeyId.CMKNotEnabled",
        "InvalidParameter.KMSKeyId.KMSUnauthorized",
        "InvalidInstanceId.NotFound",
        "InvalidCapacityReservationId.NotFound",
        "InternalError",
        "ServiceUnavailable",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-startinstance",
)

StartInstances = Operation(
    "StartInstances",
    ECS,
    "Start up to 100 stopped instances.",
    parameters=(INSTANCE_IDS, REGION_ID, BATCH_OPTIMIZATION, BATCH_DRY_RUN),
    answer={
        "InstanceResponses": INSTANCE_RESPONSES,
        "RequestId": str,
    },
    errors=documented(
        "DRYRUN.SUCCESS",
        "InvalidInstanceId.NotFound",
        "InvalidParameter.TooManyInstanceIds",
        "Abs.InvalidInstanceIds.MalFormed",
        "InstanceLockedForSecurity",
        "InstanceExpiredOrInArrears",
        "IncorrectInstanceStatus",
        "InsufficientBalance",
        "InstanceNotReady",
        "InvalidInstanceIds.NotFound",
        "InvalidOperation.Conflict",
        "InternalError",
        "Invalid.PrivatePoolOptions.NoStock",
        "InstanceExpired",
        "OperationDenied.NoStock",
        "OperationDenied.SpotPriceLowerThanPublicPrice",
        "OperationDenied.HostRepairing",
        *with_status(
            400,
            "InvalidParameter.KMSKeyId.CMKNotEnabled",
            "InvalidParameter.KMSKeyId.KMSUnauthorized",
        ),
        *with_status(403, "InvalidInstance.NotFoundSystemDisk"),
    ),
    items="InstanceResponses.InstanceResponse",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-startinstances",
)

StopInstance = Operation(
    "StopInstance",
    ECS,
    "Stop one running instance.",
    parameters=(
        RUNNING_INSTANCE_ID,
        Parameter("ConfirmStop", bool, "deprecated"),
        DRY_RUN,
        FORCE_STOP,
        Parameter("Hibernate", bool, "not public"),
        Parameter(
            "StoppedMode",
            limits="StopCharging: pay-as-you-go in a VPC only",
            enum=("StopCharging", "KeepCharging"),
            default="KeepCharging",
        ),
    ),
    answer=DONE,
    errors=documented(
        "DryRunOperation",
        "InvalidParameter.Encrypted.KmsNotEnable",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "InstanceType.ParameterMismatch",
        "InstanceExpiredOrInArrears",
        "InvalidInstanceId.NotSupport",
        "InvalidParameter.KMSKeyId.CMKNotEnabled",
        "InvalidParameter.KMSKeyId.KMSUnauthorized",
        "HibernationConfigured.NotEnabled",
        "OperationDenied.SystemInstanceNotSupport",
        "InvalidInstanceId.NotFound",
        "InternalError",
        "LimitedOperation.ServiceUnavailable",
        *with_status(400, "DiskError"),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-stopinstance",
)

StopInstances = Operation(
    "StopInstances",
    ECS,
    "Stop up to 100 running instances.",
    parameters=(
        INSTANCE_IDS,
        REGION_ID,
        BATCH_OPTIMIZATION,
        BATCH_DRY_RUN,
        FORCE_STOP,
        Parameter("StoppedMode", enum=("StopCharging", "KeepCharging"), default="KeepCharging"),
    ),
    answer={
        "InstanceResponses": INSTANCE_RESPONSES,
        "RequestId": str,
    },
    errors=documented(
        "DRYRUN.SUCCESS",
        "InvalidInstanceId.NotFound",
        "InvalidParameter.TooManyInstanceIds",
        "Abs.InvalidInstanceIds.MalFormed",
        "InstanceLockedForSecurity",
        "InstanceExpiredOrInArrears",
        "IncorrectInstanceStatus",
        "InsufficientBalance",
        "InstanceNotReady",
        "InvalidInstanceIds.NotFound",
        "InvalidOperation.Conflict",
        "InternalError",
        "InvalidInstanceId.NotSupport",
        "InvalidOperation.KMSKeyIdNotFound",
        "InvalidOperation.KMSServiceNotOpen",
        "OperationDenied.SystemInstanceNotSupport",
        "LimitedOperation.ServiceUnavailable",
        *with_status(
            400,
            "InvalidParameter.KMSKeyId.CMKNotEnabled",
            "InvalidParameter.KMSKeyId.KMSUnauthorized",
        ),
    ),
    items="InstanceResponses.InstanceResponse",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-stopinstances",
)

RebootInstance = Operation(
    "RebootInstance",
    ECS,
    "Restart one running instance.",
    parameters=(
        RUNNING_INSTANCE_ID,
        DRY_RUN,
        Parameter("ForceStop", bool, "power off and on instead of restarting", default=False),
    ),
    answer=DONE,
    errors=documented(
        "DryRunOperation",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "DiskError",
        "InstanceExpiredOrInArrears",
        "InvalidParameter.KMSKeyId.CMKNotEnabled",
        "InvalidParameter.KMSKeyId.NotFound",
        "InvalidInstanceId.NotFound",
        "InternalError",
        "LimitedOperation.ServiceUnavailable",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-rebootinstance",
)

RebootInstances = Operation(
    "RebootInstances",
    ECS,
    "Restart up to 100 running instances.",
    parameters=(
        INSTANCE_IDS,
        REGION_ID,
        BATCH_OPTIMIZATION,
        BATCH_DRY_RUN,
        Parameter("ForceReboot", bool, "power off and on instead of restarting", default=False),
    ),
    answer={
        "InstanceResponses": INSTANCE_RESPONSES,
        "RequestId": str,
    },
    errors=documented(
        "DRYRUN.SUCCESS",
        "InvalidInstanceId.NotFound",
        "InvalidParameter.TooManyInstanceIds",
        "Abs.InvalidInstanceIds.MalFormed",
        "InstanceLockedForSecurity",
        "InstanceExpiredOrInArrears",
        "IncorrectInstanceStatus",
        "InsufficientBalance",
        "InstanceNotReady",
        "InvalidInstanceIds.NotFound",
        "InvalidOperation.Conflict",
        "InternalError",
        "LimitedOperation.ServiceUnavailable",
        *with_status(
            400,
            "InvalidParameter.KMSKeyId.CMKNotEnabled",
            "InvalidParameter.KMSKeyId.KMSUnauthorized",
        ),
    ),
    items="InstanceResponses.InstanceResponse",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-rebootinstances",
)

DeleteInstance = Operation(
    "DeleteInstance",
    ECS,
    "Release one instance.",
    parameters=(
        Parameter(
            "InstanceId", limits="a Stopped instance; with Force also a Running one", required=True
        ),
        DRY_RUN,
        Parameter("Force", bool, "release it even if Running", default=False),
        Parameter(
            "ForceStop", bool, "only with Force: power off instead of shutting down", default=True
        ),
        Parameter("TerminateSubscription", bool, "release an expired subscription", default=False),
    ),
    answer=DONE,
    errors=documented(
        "DryRunOperation",
        "DependencyViolation.SLBConfiguring",
        "DependencyViolation.RouteEntry",
        Refusal("InvalidParameter", 400, "The input parameter InstanceId is invalid."),
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "ChargeTypeViolation",
        "IncorrectInstanceStatus.Initializing",
        "InvalidOperation.DeletionProtection",
        "InvalidOperation.EniLinked",
        "OperationDenied.SystemInstanceNotSupport",
        "InvalidInstanceId.NotFound",
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deleteinstance",
)

DeleteInstances = Operation(
    "DeleteInstances",
    ECS,
    "Release up to 100 instances.",
    parameters=(
        INSTANCE_IDS,
        REGION_ID,
        CLIENT_TOKEN,
        BATCH_DRY_RUN,
        Parameter("Force", bool, "release them even if Running", default=False),
        Parameter("ForceStop", bool, "power off instead of shutting down", default=True),
        Parameter("TerminateSubscription", bool, "release expired subscriptions", default=False),
    ),
    answer=DONE,
    errors=documented(
        "InvalidParameter.CrossRegionNotSupport",
        "DRYRUN.SUCCESS",
        "DependencyViolation.SLBConfiguring",
        "DependencyViolation.RouteEntry",
        "InvalidParameter.TooManyInstanceIds",
        "InvalidInstanceIds.ValueNotSupported",
        "InvalidOperation.DeletionProtection",
        "ChargeTypeViolation",
        "IncorrectInstanceStatus.Initializing",
        "InvalidOperation.EniLinked",
        "IncorrectInstanceStatus",
        "InstanceLockedForSecurity",
        "OperationDenied.SystemInstanceNotSupport",
        "InvalidInstanceIds.NotFound",
        "InvalidInstanceId.NotFound",
        Refusal("InvalidParameter", 500, "Invalid parameters."),
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deleteinstances",
)
