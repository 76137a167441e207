"""Deployment sets: spread instances over physical servers.

Sources: the pages of each operation; the feature document, sections 1.1 to 1.4. The error
tables are those of 2018 to 2021, the last that were published whole.
"""

from enum import StrEnum

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    CLIENT_TOKEN,
    DONE,
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE,
    REGION_ID,
)


class DeploymentStrategy(StrEnum):
    """How a deployment set spreads its instances; in 2019 there was high availability only."""

    AVAILABILITY = "Availability"
    AVAILABILITY_GROUP = "AvailabilityGroup"
    LOW_LATENCY = "LowLatency"


class OnUnableToRedeployFailedInstance(StrEnum):
    """Treatment of a failed instance when no server satisfies the spread."""

    CANCEL_MEMBERSHIP_AND_START = "CancelMembershipAndStart"
    KEEP_STOPPED = "KeepStopped"


FAMILIES = (
    "ecs.c5",
    "ecs.d1",
    "ecs.d1ne",
    "ecs.g5",
    "ecs.hfc5",
    "ecs.hfg5",
    "ecs.i2",
    "ecs.ic5",
    "ecs.r5",
    "ecs.se1ne",
    "ecs.sn1ne",
    "ecs.sn2ne",
)
"""The families of which instances may join a deployment set: the list of section 1.1.

Section 1.3 of the feature document leaves out d1, d1ne, i2 and ic5.
"""

LATER_FAMILIES = (
    "ecs.c6",
    "ecs.g6",
    "ecs.r6",
    "ecs.c7",
    "ecs.g7",
    "ecs.r7",
    "ecs.c8i",
    "ecs.g8i",
    "ecs.r8i",
)
"""Families that joined them later, of which there are types here.

The sample of DescribeDeploymentSetSupportedInstanceTypeFamily has c6, g6 and r6; no whole list of
today is published, and clients use the others.
"""

DEPLOYMENT_SET_ID = Parameter("DeploymentSetId", limits="ds-... id", required=True)
DESCRIPTION = Parameter("Description", limits="2..256 characters, no http:// or https:// in front")
STRATEGY = Parameter("Strategy", enum=tuple(DeploymentStrategy), default="Availability")

CreateDeploymentSet = Operation(
    "CreateDeploymentSet",
    ECS,
    "Create a deployment set.",
    parameters=(
        REGION_ID,
        Parameter("Affinity", int, "1..10 instances on one server; Availability only", default=1),
        CLIENT_TOKEN,
        Parameter("DeploymentSetName", limits="2..128 characters: letters (first), digits, : _ -"),
        DESCRIPTION,
        Parameter("Domain", limits="deprecated; Default"),
        Parameter("Granularity", limits="deprecated; Host"),
        Parameter("GroupCount", int, "1..7; AvailabilityGroup only", default=3, bits=64),
        Parameter(
            "OnUnableToRedeployFailedInstance",
            limits="when no server satisfies the spread",
            enum=tuple(OnUnableToRedeployFailedInstance),
            default="CancelMembershipAndStart",
        ),
        Parameter(
            "Strategy",
            limits="until 2020 only high availability existed",
            enum=tuple(DeploymentStrategy),
            default="Availability",
        ),
        Parameter(
            "Type", limits="distinct items to count", enum=("host", "sw", "rack"), default="host"
        ),
    ),
    answer={
        "DeploymentSetId": str,
        "RequestId": str,
    },
    errors=documented(
        "MissingParameter",
        "InvalidDeploymentSetName.Malformed",
        "InvalidDescription.Malformed",
        "InvalidParameter.Domain",
        "InvalidParameter.Strategy",
        "InvalidParameter.granularity",
        "DependencyViolation.domain.granularity",
        "DependencyViolation.strategy.granularity",
        "DEPLOYMENTSET.QUOTA_FULL",
        "InvalidRegionId.NotFound",
    ),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/CreateDeploymentSet",
)

DeleteDeploymentSet = Operation(
    "DeleteDeploymentSet",
    ECS,
    "Delete an empty deployment set.",
    parameters=(
        Parameter("DeploymentSetId", limits="an empty set", required=True),
        REGION_ID,
    ),
    answer=DONE,
    errors=documented(
        "MissingParameter",
        "InvalidDeploymentSetId.NotFound",
        "DependencyViolation.NotEmpty",
        "DependencyViolation.ReferByHPC",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletedeploymentset",
)

DescribeDeploymentSets = Operation(
    "DescribeDeploymentSets",
    ECS,
    "List deployment sets with their members and capacity.",
    parameters=(
        REGION_ID,
        Parameter("DeploymentSetIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("DeploymentSetName", limits="2..128 characters"),
        Parameter("Domain", limits="deprecated; Default"),
        Parameter("Granularity", limits="deprecated; Host"),
        Parameter("NetworkType", limits="deprecated; classic, vpc or all"),
        PAGE_NUMBER,
        PAGE_SIZE,
        Parameter("Strategy", enum=tuple(DeploymentStrategy)),
        Parameter("Type", enum=("host", "sw", "rack"), default="host"),
    ),
    answer={
        "DeploymentSets": {
            "DeploymentSet": [
                {
                    "AccountId": int,
                    "Affinity": int,
                    # Only zones that hold members; both amounts together are the zone's limit.
                    "Capacities": {
                        "Capacity": [{"AvailableAmount": int, "UsedAmount": int, "ZoneId": str}]
                    },
                    "CreationTime": str,
                    "DeploymentSetDescription": str,
                    "DeploymentSetId": str,
                    "DeploymentSetName": str,
                    # The Strategy of the request; what is called Strategy here is the name of
                    # the dispersion, such as StrictDispersion.
                    "DeploymentStrategy": str,
                    "Domain": str,
                    "Granularity": str,
                    "GroupCount": int,
                    "InstanceAmount": int,
                    "InstanceIds": {"InstanceId": [str]},
                    "Strategy": str,
                    "Type": str,
                }
            ]
        },
        "RegionId": str,
        **PAGE,
    },
    errors=documented(
        "InvalidDeploymentSetIds.TooManyInput",
        "MissingParameter",
        "InvalidParameter.Strategy",
        "InvalidRegionId.NotFound",
    ),
    items="DeploymentSets.DeploymentSet",
    paging=Paging(page=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describedeploymentsets",
)

DescribeDeploymentSetSupportedInstanceTypeFamily = Operation(
    "DescribeDeploymentSetSupportedInstanceTypeFamily",
    ECS,
    "List the instance families that a deployment set accepts.",
    parameters=(REGION_ID, STRATEGY),
    answer={
        # Joined by commas.
        "InstanceTypeFamilies": str,
        "RequestId": str,
    },
    errors=documented("MissingParameter", "InvalidParameter.Strategy", "InvalidRegionId.NotFound"),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/DescribeDeploymentSetSupportedInstanceTypeFamily",
)

ModifyDeploymentSetAttribute = Operation(
    "ModifyDeploymentSetAttribute",
    ECS,
    "Change the name or the description of a deployment set.",
    parameters=(
        DEPLOYMENT_SET_ID,
        REGION_ID,
        Parameter("Affinity", int, "1..10; Availability only"),
        Parameter(
            "DeploymentSetName", limits="2..128 characters: letters (first), digits, : _ . -"
        ),
        DESCRIPTION,
    ),
    answer=DONE,
    errors=documented(
        "MissingParameter",
        "InvalidDeploymentSetName.Malformed",
        "InvalidDescription.Malformed",
        "InvalidDeploymentSetId.NotFound",
        "QuotaExceed.DeploymentSetInstanceQuotaFull",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydeploymentsetattribute",
)

ModifyInstanceDeployment = Operation(
    "ModifyInstanceDeployment",
    ECS,
    "Put an instance into a deployment set, move it to another, or take it out.",
    parameters=(
        Parameter("InstanceId", limits="a Running or Stopped instance", required=True),
        REGION_ID,
        Parameter(
            "Affinity", limits="of the dedicated host", enum=("host", "default"), default="default"
        ),
        Parameter("DedicatedHostClusterId", limits="dc-... id"),
        Parameter("DedicatedHostId", limits="dh-... id"),
        Parameter(
            "DeploymentSetGroupNo", int, "1..7; AvailabilityGroup only; default: the smallest group"
        ),
        Parameter("DeploymentSetId", limits="without Tenancy, Affinity and DedicatedHostId"),
        Parameter(
            "Force", bool, "may move the instance to another server and restart it", default=False
        ),
        Parameter("InstanceType", limits="requires DedicatedHostId"),
        Parameter(
            "MigrationType",
            limits="live requires DedicatedHostId",
            enum=("reboot", "live"),
            default="reboot",
        ),
        Parameter(
            "RemoveFromDeploymentSet", bool, "leave the set of DeploymentSetId", default=False
        ),
        Parameter("Tenancy", limits="of the dedicated host", enum=("host",)),
    ),
    answer=DONE,
    errors=documented(
        "DeploymentSet.InvalidId",
        "DeploymentSet.InstanceLimitExceeded",
        "DeploymentSet.ModificationFailed",
        "IncorrectInstanceStatus",
        "InvalidInstanceId.NotFound",
        "InvalidDedicatedHostId.NotFound",
        "OperationDenied.UnstoppedInstance",
        "OperationDenied.LocalDiskInstance",
        "InvalidDedicatedHostStatus.NotSupport",
        "InvalidPeriod.ExceededDedicatedHost",
        "InvalidInstanceNetworkType.NotSupport",
        "InvalidInstanceType.NotSupport",
        "InvalidInstanceChargeType.NotSupport",
        "InvalidInstanceType.ValueNotSupported",
        "InvalidParam.Tenancy",
        "LackResource",
        Refusal("OperationDenied.NoStock", 403, "The resource is out of usage."),
        "ChargeTypeViolation.PostPaidDedicatedHost",
        "InternalError",
    ),
    source="https://api.aliyun.com/document/Ecs/2014-05-26/ModifyInstanceDeployment",
)
