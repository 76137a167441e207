"""Codes that operations of several topics document.

A product writes its own texts where the gateway has others; `{Name}` is the place of a
parameter's name.
"""

GENERAL: dict[str, tuple[int, str]] = {
    "DRYRUN.SUCCESS": (400, "This request is a dryrun request with successful result."),
    "DryRunOperation": (400, "Request validation has been passed with DryRun flag set."),
    "Duplicate.TagKey": (400, "The Tag.N.Key contain duplicate key."),
    "Forbidden.RAM": (
        403,
        "User not authorized to operate on the specified resource, or this API doesn't "
        "support RAM.",
    ),
    "IdempotentParameterMismatch": (400, "The request is retried with updated parameters."),
    "IdempotentProcessing": (403, "The previous idempotent request(s) is still processing."),
    "InternalError": (500, "The request processing has failed due to some unknown error."),
    "InvalidClientToken.Malformed": (400, "The specified parameter clientToken is not valid."),
    "InvalidParameter": (400, "The specified parameter is not valid."),
    "InvalidRegion.NotExist": (400, "The specified region does not exist."),
    "InvalidRegion.NotFound": (404, "The specified parameter RegionId is not valid."),
    "InvalidRegionId.NotFound": (404, "The RegionId provided does not exist in our records."),
    "InvalidResourceGroup.NotFound": (
        404,
        "The ResourceGroup provided does not exist in our records.",
    ),
    "InvalidTag.Mismatch": (400, "The specified Tag.n.Key and Tag.n.Value are not match."),
    "InvalidTagCount": (400, "The specified tags are beyond the permitted range."),
    "InvalidTagKey.Malformed": (400, "The specified Tag.n.Key is not valid."),
    "InvalidTagValue.Malformed": (400, "The specified Tag.n.Value is not valid."),
    "InvalidZoneId.NotFound": (404, "The specified zoneId does not exist."),
    "MissingParameter": (
        400,
        'The input parameter "{Name}" that is mandatory for processing this request is '
        "not supplied.",
    ),
    "Invalid.Scope": (400, "The specified scope is invalid."),
    "InvalidParameter.TagValue": (400, "Tag.N.Value requires Tag.N.Key."),
    "InvalidResourceId.NotFound": (
        404,
        "The specified ResourceIds are not found in our records.",
    ),
    "InvalidResourceId.NotSupported": (403, "The specified ResourceId does not support tagging."),
    "MissingParameter.RegionId": (404, "The parameter - RegionId should not be null"),
    "MissingParameter.ResourceType": (404, "The parameter - ResourceType should not be null"),
    "MissingParameter.TagOwnerBid": (404, "The parameter - TagOwnerBid should not be null"),
    "MissingParameter.TagOwnerUid": (404, "The parameter - TagOwnerUid should not be null"),
    "MissingParameter.Tags": (404, "The parameter - Tags should not be null"),
    "NoPermission.Tag": (403, "The operator is not permission for the tag."),
    "NumberExceed.ResourceIds": (
        400,
        "The ResourceIds parameter's number is exceed , Valid : 50",
    ),
    "OperationDenied.QuotaExceed": (
        400,
        "The quota of tags on resource is beyond permitted range.",
    ),
    "PermissionDenied.Scope": (
        403,
        "The specified operator not have permission to set Scope value.",
    ),
    "PermissionDenied.TagOwnerUid": (
        403,
        "The specified operator not have permission to set TagOwnerUid value.",
    ),
    "MissingParameter.TagKey": (400, "You must specify Tag.N.Key."),
    "NumberExceed.Tags": (400, "The Tags parameter number is exceed."),
    "QuotaExceed.Tags": (403, "The number of tags exceeds the quota."),
    "ServiceUnavailable": (503, "The request has failed due to a temporary failure of the server."),
    "Throttling": (400, "Request was denied due to request throttling."),
    "Throttling.User": (400, "Request was denied due to user flow control."),
}
