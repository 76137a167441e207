"""Parameters, parts of answers and codes that many topics share.

What fewer share is in modules beside, so that a call does not load what others need.

Times in parameters and answers are UTC, `yyyy-MM-ddTHH:mm:ssZ`, unless a limit says otherwise.
"""

from typing import Any

from ecsops.catalogue.model import Parameter, Refusal

REGION_ID = Parameter("RegionId", limits="region id, such as cn-hangzhou", required=True)
OPTIONAL_REGION_ID = REGION_ID.with_changes(required=False)
CLIENT_TOKEN = Parameter("ClientToken", limits="ASCII, at most 64 characters")
DRY_RUN = Parameter("DryRun", bool, "success is the error DryRunOperation", default=False)
RESOURCE_GROUP_ID = Parameter("ResourceGroupId", limits="rg-... id")
ADDITIONAL_ATTRIBUTES = Parameter(
    "AdditionalAttributes", limits="extra attribute names to return", repeat=True
)

PAGE_NUMBER = Parameter("PageNumber", int, "1 or more", default=1)
PAGE_SIZE = Parameter("PageSize", int, "1..50", default=10)
PAGE_SIZE_100 = Parameter("PageSize", int, "1..100", default=10)
DEPRECATED_PAGE_NUMBER = Parameter("PageNumber", int, "1 or more; deprecated", default=1)
DEPRECATED_PAGE_SIZE = Parameter("PageSize", int, "1..100; deprecated", default=10)
NEXT_TOKEN = Parameter("NextToken", limits="opaque token from the previous page")

TAG = Parameter(
    "Tag", dict, "at most 20 pairs", repeat=True, parts=(Parameter("Key"), Parameter("Value"))
)
TAG_WITH_ALIASES = TAG.with_changes(
    parts=(
        *TAG.parts,
        Parameter("key", limits="legacy lower-case alias"),
        Parameter("value", limits="legacy lower-case alias"),
    )
)

EVENT_IDS = Parameter("EventId", limits="at most 100 ids", repeat=True)
EVENT_TIME_RANGES = (
    Parameter("EventPublishTime.End", limits="later than Start"),
    Parameter("EventPublishTime.Start"),
    Parameter("NotBefore.End", limits="later than Start"),
    Parameter("NotBefore.Start"),
)

DONE: dict[str, Any] = {"RequestId": str}
PAGE: dict[str, Any] = {"PageNumber": int, "PageSize": int, "RequestId": str, "TotalCount": int}
TOKEN_AND_PAGE: dict[str, Any] = {"NextToken": str, **PAGE}

CODE_AND_NAME: dict[str, Any] = {"Code": int, "Name": str}
IP_ADDRESSES: dict[str, Any] = {"IpAddress": [str]}
TAGS: dict[str, Any] = {"Tag": [{"TagKey": str, "TagValue": str}]}

EVENT_PARAMETER_MISSING = Refusal(
    "MissingParameter",
    404,
    "The input parameter that is mandatory for processing this request is not supplied.",
)
EVENT_PARAMETER_INVALID = Refusal("InvalidParameter", 403, "The Parameter provided is not valid.")
