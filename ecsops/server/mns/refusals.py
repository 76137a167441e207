"""The refusals of Message Service (page "Error codes")."""

from typing import NoReturn

from ecsops.errors import ApiError

CODES = {
    "AccessDenied": (
        403,
        "The OwnerId that your Access Key Id associated to is forbidden for this operation.",
    ),
    "InvalidAccessKeyId": (403, "The AccessKey Id you provided is not exist."),
    "InvalidArgument": (
        400,
        "The XML you provided did not validate against our published schema, cause by {Name}.",
    ),
    "InvalidAuthorizationHeader": (400, "The Authorization header format is invalid."),
    "InvalidDateHeader": (400, "The Date header format is invalid."),
    "InvalidDegist": (400, "The Content-MD5 you specified is invalid."),
    "InvalidQueryString": (
        400,
        'Http request URL contains invalid querystring item "{Name}".',
    ),
    "InvalidQueueName": (400, "The queue name you provided is invalid."),
    "InvalidTopicName": (400, "The topic name you provided is invalid."),
    "InvalidRequestURL": (400, "Http request URL format invalid."),
    "MalformedXML": (400, "The XML you provided was not well-formed."),
    "MessageNotExist": (404, "Message not exist."),
    "MissingAuthorizationHeader": (400, "Authorization header is required."),
    "MissingDateHeader": (400, "Date header is required."),
    "MissingReceiptHandle": (400, "ReceiptHandle is required."),
    "MissingVisibilityTimeout": (400, "VisibilityTimeout is required."),
    "QueueAlreadyExist": (409, "The queue you want to create is already exist."),
    "QueueNameLengthError": (400, "The length of queue name should between 1 and 256."),
    "QueueNotExist": (404, "The queue name you provided is not exist."),
    "ReceiptHandleError": (400, "The receipt handle you provide is not valid."),
    "SignatureDoesNotMatch": (
        403,
        "The request signature we calculated does not match the signature you provided.",
    ),
    "TimeExpired": (408, "The http request you sent is expired."),
    "TopicNotExist": (404, "The topic name you provided is not exist."),
}
"""Each code with its HTTP status and message; `InvalidDegist` is spelt so."""


def refuse(code: str, name: str = "") -> NoReturn:
    """Raise the refusal of a code; `name` is the element or the item that is wrong."""
    http_status, message = CODES[code]
    raise ApiError(code, message.replace("{Name}", name), http_status=http_status)
