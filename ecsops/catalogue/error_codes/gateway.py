"""Codes of the gateway in front of every product.

Sources: the pages on common error codes of ECS and of the API gateway. `{Name}` is the place of
a parameter's name, `{StringToSign}` of what the server signed: old SDKs compare its text.
"""

GATEWAY: dict[str, tuple[int, str]] = {
    "IncompleteSignature": (400, "The request signature does not conform to Aliyun standards."),
    "InvalidAccessKeyId.Inactive": (400, "Specified access key is disabled."),
    "InvalidAccessKeyId.NotFound": (404, "Specified access key is not found."),
    "InvalidAction.NotFound": (
        404,
        "Specified api is not found, please check your url and method.",
    ),
    "InvalidParameter.Format": (400, "Specified parameter format is not valid."),
    "InvalidProduct.NotFound": (404, "Cannot find product according to your specified domain."),
    "InvalidProtocol.NeedSsl": (400, "Your request is denied as lack of ssl protect."),
    "InvalidSecurityToken.Expired": (400, "Specified SecurityToken is expired."),
    "InvalidSecurityToken.Malformed": (400, "Specified SecurityToken is malformed."),
    "InvalidSecurityToken.MismatchWithAccessKey": (
        400,
        "Specified SecurityToken mismatch with the AccessKey.",
    ),
    "InvalidSignatureMethod": (400, "Specified signature method is not valid."),
    "InvalidTimeStamp.Expired": (400, "Specified time stamp or date value is expired."),
    "InvalidTimeStamp.Format": (400, "Specified time stamp or date value is not well formatted."),
    "InvalidVersion": (400, "Specified parameter Version is not valid."),
    "Invalid{Name}": (400, "Specified parameter {Name} is not valid."),
    "Missing{Name}": (400, "{Name} is mandatory for this action."),
    "NoPermission": (403, "You are not authorized to do this action."),
    "SignatureDoesNotMatch": (
        400,
        "Specified signature is not matched with our calculation. server string to sign "
        "is:{StringToSign}",
    ),
    "SignatureNonceUsed": (400, "Specified signature nonce was used already."),
    "Throttling.Api": (400, "Request was denied due to api flow control."),
    "UnsupportedHTTPMethod": (403, "This HTTP method is not supported."),
}
