"""The identity of a caller.

Source: the page of the operation, which documents no error code of its own.
"""

from ecsops.catalogue.model import Operation, documented
from ecsops.catalogue.products import STS

GetCallerIdentity = Operation(
    "GetCallerIdentity",
    STS,
    "Show whose access key signs the call.",
    parameters=(),
    answer={
        "AccountId": str,
        "Arn": str,
        "IdentityType": str,
        "PrincipalId": str,
        "RequestId": str,
        "RoleId": str,
        "UserId": str,
    },
    errors=documented("NoPermission"),
    source="https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity",
)
