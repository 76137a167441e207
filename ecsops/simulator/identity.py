"""The identity of a caller: the account itself, to which all of its access keys belong."""

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.context import Request


def get_caller_identity(request: Request) -> Document:
    """Return the account that signs the call."""
    return {
        "AccountId": ACCOUNT_ID,
        "Arn": f"acs:ram::{ACCOUNT_ID}:root",
        "IdentityType": "Account",
        "PrincipalId": ACCOUNT_ID,
        "RoleId": "",
        "UserId": "",
    }
