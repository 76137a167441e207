"""Tags of resources: put, removed and listed for resources of one type at a time.

Sources: the pages of the three operations, which share one table of errors.
"""

from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import DONE, NEXT_TOKEN, REGION_ID, TAG

RESOURCE_TYPES = (
    "instance",
    "disk",
    "snapshot",
    "image",
    "securitygroup",
    "volume",
    "eni",
    "ddh",
    "ddhcluster",
    "keypair",
    "launchtemplate",
    "reservedinstance",
    "snapshotpolicy",
    "command",
    "invocation",
)
"""The pages list all but the last two, whose documents have tags as well."""

RESOURCE_ID = Parameter("ResourceId", limits="at most 50 ids", repeat=True)
RESOURCE_TYPE = Parameter("ResourceType", required=True, enum=RESOURCE_TYPES)
INTERNAL = tuple(
    Parameter(name, limits="internal; refused") for name in ("Scope", "TagOwnerBid", "TagOwnerUid")
)
"""Parameters of the service's own operators."""

TAG_RULES = TAG.with_changes(
    parts=(
        Parameter("Key", limits="1..128 characters, no URL, not starting with aliyun or acs:"),
        Parameter("Value", limits="0..128 characters, no URL"),
    )
)

TAG_CODES = documented(
    "MissingParameter.TagOwnerUid",
    "MissingParameter.TagOwnerBid",
    "MissingParameter.ResourceType",
    "MissingParameter.Tags",
    "MissingParameter.RegionId",
    "PermissionDenied.TagOwnerUid",
    "PermissionDenied.Scope",
    "NumberExceed.ResourceIds",
    Refusal("NumberExceed.Tags", 400, "The Tags parameter's number is exceed , Valid : 20"),
    "Duplicate.TagKey",
    "InvalidResourceId.NotFound",
    "InvalidResourceType.NotFound",
    "InvalidTagKey.Malformed",
    "InvalidTagValue.Malformed",
    "OperationDenied.QuotaExceed",
    "InvalidResourceId.NotSupported",
    "InvalidTag.Mismatch",
    "InvalidTagCount",
    Refusal("InvalidRegionId.NotFound", 404, "The specified RegionId does not exist."),
    "Invalid.Scope",
    "NoPermission.Tag",
)

TagResources = Operation(
    "TagResources",
    ECS,
    "Put tags on resources.",
    parameters=(
        REGION_ID,
        RESOURCE_ID.with_changes(required=True),
        RESOURCE_TYPE,
        TAG_RULES,
        *INTERNAL,
    ),
    answer=DONE,
    errors=(*TAG_CODES, Refusal("QuotaExceed.Tags")),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-tagresources",
)

UntagResources = Operation(
    "UntagResources",
    ECS,
    "Remove tags from resources.",
    parameters=(
        REGION_ID,
        RESOURCE_ID.with_changes(required=True),
        RESOURCE_TYPE,
        Parameter("All", bool, "remove every tag; only without TagKey.N", default=False),
        Parameter("TagKey", limits="at most 20 keys", repeat=True),
        *INTERNAL,
    ),
    answer=DONE,
    errors=TAG_CODES,
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-untagresources",
)

ListTagResources = Operation(
    "ListTagResources",
    ECS,
    "List the tags of resources.",
    parameters=(
        REGION_ID,
        RESOURCE_TYPE,
        NEXT_TOKEN,
        RESOURCE_ID,
        TAG_RULES,
        Parameter(
            "TagFilter",
            dict,
            "not public; at most 5",
            repeat=True,
            parts=(Parameter("TagKey"), Parameter("TagValues", repeat=True)),
        ),
        *INTERNAL,
    ),
    answer={
        "NextToken": str,
        "RequestId": str,
        "TagResources": {
            "TagResource": [
                {"ResourceId": str, "ResourceType": str, "TagKey": str, "TagValue": str}
            ]
        },
    },
    errors=(*TAG_CODES, Refusal("InvalidParameter.TagValue")),
    items="TagResources.TagResource",
    paging=Paging(token=True, smallest=50, default=50, size="", total=""),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-listtagresources",
)
